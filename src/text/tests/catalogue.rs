//! What the build script refuses, and what it writes for the rest.

use catalogue::{Catalogue, Language, Source};

#[path = "../build/catalogue.rs"]
mod catalogue;

fn read(english: &str, french: &str) -> Result<Catalogue, Vec<String>> {
    let source = |language, text: &str| Source { language, area: "page".to_owned(), text: text.to_owned() };
    let sources = [source(Language::English, english), source(Language::French, french)];
    Catalogue::read(&sources).map_err(|findings| findings.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn refused(english: &str, french: &str, expected: &str) {
    let findings = read(english, french).err().unwrap_or_default();
    assert!(findings.iter().any(|finding| finding == expected), "no `{expected}` in {findings:#?}");
}

/// The same sentence in both languages.
#[track_caller]
fn refused_in_both(message: &str, expected: &str) {
    refused(message, message, &format!("locales/en/page.ftl:1: {expected}"));
}

#[test]
fn a_syntax_error_names_file_line_and_message() {
    refused(
        "a = A\nb = { $x\nc = C\n",
        "a = A\nb = B\nc = C\n",
        "locales/en/page.ftl:3: `b`: syntax error: Expected a token starting with \"}\"",
    );
}

#[test]
fn both_languages_have_the_same_messages() {
    refused(
        "a = A\nb = B\n",
        "a = A\n",
        "locales/en/page.ftl:2: `b`: is missing in French: add it to `locales/fr/page.ftl`",
    );
    refused(
        "a = A\n",
        "# eins\n\na = A\nb = B\n",
        "locales/fr/page.ftl:4: `b`: is missing in English: add it to `locales/en/page.ftl`",
    );
}

#[test]
fn a_message_stands_once() {
    refused(
        "a = A\n\na = B\n",
        "a = A\n",
        "locales/en/page.ftl:3: `a`: is there twice: first in `locales/en/page.ftl`, line 1",
    );
}

#[test]
fn both_languages_take_the_same_arguments() {
    refused("a = { $x }\n", "a = A\n", "locales/fr/page.ftl:1: `a`: lacks `$x`, which English uses");
    refused("a = A\n", "a = { $x }\n", "locales/fr/page.ftl:1: `a`: uses `$x`, which English lacks");
    refused(
        "a = { $x ->\n [one] A\n *[other] B\n }\n",
        "a = { $x ->\n [word] A\n *[other] B\n }\n",
        "locales/fr/page.ftl:1: `a`: selects on `$x` by other keys than English: `word` here, a number there",
    );
}

#[test]
fn what_is_not_supported_is_refused() {
    refused_in_both("-a = A\n", "`a`: terms are not supported");
    refused_in_both("a = A\n .title = B\n", "`a`: attributes are not supported");
    refused_in_both("a = { b }\n", "`a`: refers to `b`: references are not supported");
    refused_in_both("a = { -b }\n", "`a`: refers to `-b`: terms are not supported");
    refused_in_both("a = { DATETIME($x) }\n", "`a`: calls `DATETIME`: only `NUMBER($argument)` is supported");
    refused_in_both("someName = A\n", "`someName`: `someName` is not in kebab-case");
    refused_in_both("a = { $someName }\n", "`a`: `someName` is not in kebab-case");
    refused_in_both("type = A\n", "`type`: `type` is a reserved word");
}

#[test]
fn selectors_are_sound() {
    refused_in_both("a = { $x ->\n [one] A\n *[many] B\n }\n", "`a`: `$x`: neither language has the plural `many`");
    refused_in_both(
        "a = { $x ->\n *[one] A\n [other] B\n }\n",
        "`a`: `$x`: the default must be `*[other]`, and only it: see `[one]`",
    );
    refused_in_both(
        "a = { $x ->\n [one] A\n [word] B\n *[other] C\n }\n",
        "`a`: `$x`: selects by numbers and by words",
    );
    refused_in_both("a = { $x ->\n [0.5] A\n *[other] C\n }\n", "`a`: `$x`: `0.5` is not a whole number from 0 on");
}

#[test]
fn accessors_take_the_arguments_of_english() {
    let catalogue = read(
        "title = Title\nleft = { $name }: { $days ->\n [one] a day\n *[other] { $days } days\n }\n",
        "title = Titre\nleft = { $days ->\n [one] un jour\n *[other] { $days } jours\n }\u{a0}: { $name }\n",
    );
    let [(_, accessors), _, (_, english), (_, french), ..] = catalogue.unwrap().generate();
    assert!(accessors.contains("pub fn title(&self) -> &str { self.plain(0) }"));
    assert!(accessors.contains(
        "pub fn left(&self, name: &str, days: i64) -> String \
         { self.filled(1, &[Arg::Text(name), Arg::Number(days), ]) }"
    ));
    assert_eq!(english, "[\"Title\",\"\\u00010: \\u00021\\u0003one\\u0004a day\\u0003\\u0004\\u00011 days\\u0005\"]\n");
    assert_eq!(
        french,
        "[\"Titre\",\"\\u00021\\u0003one\\u0004un jour\\u0003\\u0004\\u00011 jours\\u0005\u{a0}: \\u00010\"]\n"
    );
}

#[test]
fn what_pages_say_is_a_list_of_its_own_and_what_the_server_says_is_in_none() {
    let source = |area: &str, text: &str| {
        [Language::English, Language::French].map(|language| Source {
            language,
            area: area.to_owned(),
            text: text.to_owned(),
        })
    };
    let sources = [source("shell", "a = A\n"), source("pages/profile", "b = B\n"), source("server/mail", "c = C\n")];
    let [(_, accessors), _, en, fr, en_pages, fr_pages] =
        Catalogue::read(&sources.into_iter().flatten().collect::<Vec<_>>()).unwrap().generate();
    assert_eq!((en.1.as_str(), fr.1.as_str()), ("[\"A\"]\n", "[\"A\"]\n"));
    assert_eq!((en_pages.1.as_str(), fr_pages.1.as_str()), ("[\"B\"]\n", "[\"B\"]\n"));
    let (first, rest) = accessors.split_once("mod pages {").unwrap();
    let (pages, server) = rest.split_once("#[cfg(feature = \"embedded\")]").unwrap();
    assert!(first.contains("fn a(&self)") && pages.contains("fn b(&self)") && server.contains("fn c(&self)"));
}

#[test]
fn french_punctuation_never_begins_a_line() {
    let refused_in_french = |french: &str, expected: &str| {
        refused("a = A\n", &format!("a = {french}\n"), &format!("locales/fr/page.ftl:1: `a`: {expected}"));
    };
    for mark in [':', ';', '!', '?'] {
        let expected = format!("needs a no-break space before `{mark}`");
        refused_in_french(&format!("Oui {mark} non"), &expected);
        refused_in_french(&format!("Oui{mark}"), &expected);
    }
    refused_in_french("« Oui\u{202f}»", "needs a no-break space after `«`");
    refused_in_french("«\u{202f}Oui »", "needs a no-break space before `»`");
    refused_in_french("L'accès", "has `'`: write `’`");
    refused("a = { $x } b\n", "a = { $x }: b\n", "locales/fr/page.ftl:1: `a`: needs a no-break space before `:`");
    read("a = A\n", "a = «\u{a0}L’accès\u{202f}?!\u{202f}» à 10:30\u{a0}: https://a.example\n").unwrap();
}

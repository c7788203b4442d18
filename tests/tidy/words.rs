//! Names of functions and modules that say nothing to a reader who does not know them yet: participles, pronouns and private
//! words. A function is named by what it returns or does, and a module by the field's term for what lives there.

use super::{assert_none, texts, without_tests};

/// Functions are not named like this.
const FUNCTIONS: [&str; 17] = [
    "arrived",
    "asked",
    "came",
    "disclosed",
    "ended",
    "granted",
    "held",
    "kept",
    "noted",
    "of",
    "offered",
    "said",
    "seen",
    "tell",
    "told",
    "welcome",
    "who",
];

/// Modules are not named like this.
const MODULES: [&str; 20] = [
    "asked",
    "by_need",
    "clean",
    "correcting",
    "deciding",
    "facts",
    "guessing",
    "held",
    "kept",
    "noted",
    "obstacle",
    "outlook",
    "position",
    "said",
    "seen",
    "sent",
    "telling",
    "told",
    "walk",
    "who",
];

/// Functions that still are, by their file and name. The list only shrinks.
const EXCEPTIONS: [(&str, &str); 23] = [
    ("src/app/src/forms/decision/answers.rs", "of"),
    ("src/app/src/pages/pending_account_request/about.rs", "asked"),
    ("src/app/src/pages/pending_request/about.rs", "held"),
    ("src/app/src/pages/pending_request/about.rs", "asked"),
    ("src/app/src/pages/pending_requests.rs", "asked"),
    ("src/app/src/pages/profile/saving.rs", "kept"),
    ("src/app/src/pages/profile/sessions.rs", "seen"),
    ("src/app/src/pages/request.rs", "asked"),
    ("src/app/src/ui/form.rs", "of"),
    ("src/dmn/src/expression/arithmetic.rs", "held"),
    ("src/dmn/src/expression/evaluate.rs", "asked"),
    ("src/dmn/src/number.rs", "of"),
    ("src/dmn/src/read/findings.rs", "of"),
    ("src/dmn/src/table/cases.rs", "of"),
    ("src/dmn/src/wire/expressions.rs", "of"),
    ("src/rules/src/policy/try_facts.rs", "of"),
    ("src/server/src/routes/access_grants.rs", "kept"),
    ("src/server/src/routes/account_request_links.rs", "ended"),
    ("src/server/src/routes/email_verification.rs", "asked"),
    ("src/server/src/routes/exports.rs", "held"),
    ("src/server/src/store/actor.rs", "who"),
    ("src/server/src/store/trail.rs", "kept"),
    ("src/xtask/src/fingerprint.rs", "of"),
];

#[test]
fn names_say_what_they_name() {
    let sources = texts(&[".rs"]).into_iter().filter(|(file, _)| file.starts_with("src/") && !is_test(file));
    let wrong = sources.flat_map(|(file, text)| {
        let found = banned(without_tests(&text));
        let found = found.into_iter().filter(|(_, name)| !EXCEPTIONS.contains(&(file.as_str(), name.as_str())));
        found.map(|(kind, name)| format!("{file}: {kind} {name}")).collect::<Vec<_>>()
    });
    assert_none(wrong.collect());
}

#[test]
fn a_banned_name_is_found() {
    let names = |program| banned(program).into_iter().map(|(kind, name)| format!("{kind} {name}")).collect::<Vec<_>>();
    assert_eq!(names("pub fn said(text: &str) {}\n    async fn told<T>() {}"), ["fn said", "fn told"]);
    assert_eq!(names("pub(crate) mod telling;\nmod who {\n"), ["mod telling", "mod who"]);
    assert_eq!(names("fn offer() {}\nfn said_before() {}\nmod wholesale;\n// fn said()\nlet of = 1;"), [""; 0]);
}

/// The functions and modules of a program with such a name.
fn banned(program: &str) -> Vec<(&'static str, String)> {
    let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = |line: &str, kind: &str| {
        let before_name = line.split_once(kind)?.1;
        let end = before_name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(before_name.len());
        Some(before_name[..end].to_owned())
    };
    let found = lines.filter_map(|line| {
        let (function, module) = (named(line, "fn "), named(line, "mod "));
        let function = function.filter(|name| FUNCTIONS.contains(&name.as_str())).map(|name| ("fn", name));
        function.or_else(|| module.filter(|name| MODULES.contains(&name.as_str())).map(|name| ("mod", name)))
    });
    found.collect()
}

/// A whole file of tests, or what they are made with.
fn is_test(file: &str) -> bool {
    file.ends_with("tests.rs") || file.contains("/tests/") || file.contains("/examples/") || file.contains("/benches/")
}

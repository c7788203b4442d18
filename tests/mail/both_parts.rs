//! What holds for text and HTML of every mail: both say the same, lead to the same pages, and fetch nothing.

use server::mail::message::message;
use server::mail::{Mail, trial};
use server::settings::Settings;
use server::store::outbox::Outgoing;

use crate::letters::{events, read};

/// Every mail in both languages.
fn all() -> impl Iterator<Item = (Outgoing, Mail)> {
    events().into_iter().flat_map(|event| ["en", "fr"].map(|locale| read(&event, locale)))
}

#[test]
fn both_say_the_same_in_the_same_order() {
    for (outgoing, mail) in all() {
        let product = if outgoing.locale == "fr" { "Annuaire des accès" } else { "Access Directory" };
        // Where mail is stopped, HTML has the address behind the words.
        let text = mail.stop_link.iter().fold(mail.text, |text, link| text.replace(link, ""));
        assert_eq!(words(&shown(&mail.html)), words(&format!("{product} {} {text}", mail.subject)));
    }
    let mail = trial(&Settings::default());
    assert_eq!(words(&shown(&mail.html)), words(&format!("Access Directory {} {}", mail.subject, mail.text)));
}

#[test]
fn each_says_at_its_foot_why_it_was_sent() {
    for (_, mail) in all() {
        let foot: Vec<&str> = mail.html.split("class=\"soft side\"").collect();
        let [_, foot] = foot.as_slice() else { panic!("{}", mail.html) };
        let said =
            ["You receive this because", "Vous recevez ce message parce qu"].iter().find(|why| foot.contains(*why));
        assert!(mail.text.contains(said.unwrap()), "{}", mail.text);
        assert_eq!(foot.contains("href"), mail.stop_link.is_some());
    }
}

#[test]
fn nothing_is_fetched_and_no_address_is_in_html_alone() {
    for (_, mail) in all() {
        for absent in
            ["src", "url(", "@import", "<img", "<link", "<script", "<iframe", "<svg", "<form", "background=", "//fonts"]
        {
            assert!(!mail.html.contains(absent), "`{absent}` is in {}", mail.html);
        }
        for (at, _) in mail.html.match_indices("://") {
            let rest = &mail.html[at..];
            let address = &rest[..rest.find(['"', '<']).unwrap()];
            assert!(mail.text.contains(address), "{address}");
        }
    }
}

#[test]
fn each_is_shown_in_both_schemes_and_its_own_language() {
    for (outgoing, mail) in all() {
        assert!(mail.html.starts_with(&format!("<!DOCTYPE html><html lang=\"{}\" dir=\"ltr\">", outgoing.locale)));
        assert!(mail.html.contains("<meta name=\"color-scheme\" content=\"light dark\">"));
        assert!(mail.html.contains("@media (prefers-color-scheme: dark)"));
    }
}

#[test]
fn none_is_large() {
    let from = "Access Directory <access@directory.example>".parse().unwrap();
    for (outgoing, mail) in all() {
        let size = message(&outgoing, &mail, &from).unwrap().formatted().len();
        assert!(size < 20 * 1024, "{}: {size}", outgoing.event);
    }
}

/// What somebody reads of a page.
fn shown(html: &str) -> String {
    let (_, body) = html.split_once("<body").unwrap();
    let texts = body.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text));
    let text = texts.collect::<Vec<_>>().join(" ");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The words, without what marks labels, lines of a list and lines that somebody wrote.
fn words(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().map(|word| word.trim_matches([':', '>']));
    words.filter(|word| !word.is_empty() && *word != "-").collect()
}

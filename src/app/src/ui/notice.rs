//! Notices, and the pill with the status of something.

use leptos::prelude::*;

use crate::dom::{attr, element::Element, html};

/// How a notice looks; its words must say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tone {
    Info,
    Success,
    Warning,
    Danger,
}

/// A notice with a title and what it is about.
pub fn notice(tone: Tone, title: &str, body: impl IntoIterator<Item = Element>) -> AnyView {
    let class = match tone {
        Tone::Info => "notice notice--info",
        Tone::Success => "notice notice--success",
        Tone::Warning => "notice notice--warning",
        Tone::Danger => "notice notice--danger",
    };
    html::div().class(class).el(html::p().class("notice__title").text(title.to_owned())).els(body).view()
}

/// A status; `look` is the ending of a `status--` class.
pub fn status(look: &str, words: &str) -> Element {
    html::span().attr(attr::CLASS, ["status status--", look].concat()).text(words.to_owned())
}

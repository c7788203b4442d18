//! Notices, and the pill with the status of something.

use leptos::prelude::*;

use crate::dom::element::{Element, el};

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
    el("div").class(class).el(el("p").class("notice__title").text(title.to_owned())).els(body).view()
}

/// A status; `look` is the ending of a `status--` class.
pub fn status(look: &str, words: &str) -> Element {
    el("span").attr("class", ["status status--", look].concat()).text(words.to_owned())
}

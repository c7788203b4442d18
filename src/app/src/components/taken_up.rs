//! The notice above a form whose answers were typed before, and in another tab perhaps: when that was, and the way to begin
//! anew.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    dom::html,
    routing::navigation,
    session::texts,
    ui::{
        format,
        notice::{Tone, notice},
        page::button,
    },
};

/// `title` says what was taken up; `discard` forgets it.
pub fn taken_up(title: &str, discard: impl Fn() + Send + 'static) -> AnyView {
    let discard = button(texts().draft_discard(), "button button--small", move || {
        discard();
        // The button is gone.
        navigation::focus("main");
    });
    notice(Tone::Info, title, [html::p().text(texts().draft_text()), html::p().el(discard)])
}

/// When it was typed, as the title names it.
pub fn typed_at(at: DateTime<Utc>) -> String {
    format::date_time(at, texts().locale())
}

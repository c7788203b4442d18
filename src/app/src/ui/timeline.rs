//! What became of a request, step by step, oldest first.

use api::history::{AccessRequestEvent, Actor, HistoryEntry};

use crate::{
    element::{Element, el},
    format,
    session::texts,
};

/// The steps as a list. Who did what is named where the reader may know it.
pub fn timeline(history: &[HistoryEntry]) -> Element {
    el("ol").class("timeline").els(history.iter().map(step))
}

fn step(entry: &HistoryEntry) -> Element {
    let class = match entry.event {
        AccessRequestEvent::Approved => "timeline__step timeline__step--good",
        AccessRequestEvent::Declined => "timeline__step timeline__step--bad",
        AccessRequestEvent::Cancelled | AccessRequestEvent::Expired => "timeline__step timeline__step--ended",
        _ => "timeline__step",
    };
    let time =
        el("time").attr("datetime", format::machine(entry.at)).text(format::date_time(entry.at, texts().locale()));
    let about = el("p").class("timeline__about").el(time).els(who(entry).map(|who| el("span").text(who)));
    el("li")
        .class(class)
        .el(el("p").class("timeline__event").text(texts().history_event(entry.event.as_str())))
        .el(about)
}

/// The passing of time has no name.
fn who(entry: &HistoryEntry) -> Option<String> {
    match (&entry.name, entry.actor) {
        (Some(name), _) => Some(name.clone()),
        (None, Actor::Service) => None,
        (None, actor) => Some(texts().history_actor(actor.as_str())),
    }
}

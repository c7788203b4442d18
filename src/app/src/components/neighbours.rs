//! The ways to the requests before and after this one, in the order of the list.

use api::{page::Route, pending_access_request::Neighbours};

use crate::{
    dom::{attr, element::Element, html},
    session::texts,
    ui::page::link,
};

/// Nothing where no other request waits. `route` leads from a reference to its page.
pub fn neighbours(neighbours: &Neighbours, route: impl Fn(&str) -> Route) -> Option<Element> {
    let Neighbours { place, total, previous, next } = neighbours;
    if *total == i64::from(place.is_some()) {
        return None;
    }
    let to = |reference: &String, words, rel: &'static str| {
        link(&route(reference), words, "button button--small").attr(attr::REL, rel)
    };
    let previous = previous.as_ref().map(|reference| to(reference, texts().pending_previous(), "prev"));
    let here = match place {
        Some(place) => texts().pending_place(*place, *total),
        // It is decided: others still wait.
        None => texts().pending_waiting(*total),
    };
    let here = html::span().text(here);
    let next = match next {
        Some(reference) => to(reference, texts().pending_next(), "next"),
        None => html::span().class("muted").text(texts().pending_last()),
    };
    Some(
        html::nav().class("pager").attr(attr::ARIA_LABEL, texts().pending_neighbours()).els(previous).el(here).el(next),
    )
}

//! Domains and addresses: where a line is too short for one, it ends after a sign of theirs and not within a word.

use crate::dom::{element::Element, html};

/// Puts `text` into `element`, which is not translated.
pub fn breakable(element: Element, text: &str) -> Element {
    let pieces = text.split_inclusive(['.', '-', '@']).map(ToOwned::to_owned);
    pieces.enumerate().fold(element.untranslated(), |element, (at, piece)| {
        let element = if at == 0 { element } else { element.el(html::wbr()) };
        element.text(piece)
    })
}

/// A domain identifier.
pub fn domain(text: &str) -> Element {
    breakable(html::span().class("mono"), text)
}

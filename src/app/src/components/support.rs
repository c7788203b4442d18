//! The operator's support: the link that the settings name, with the reference of what it is about filled in.

use crate::{
    dom::element::Element,
    session::{App, texts},
    ui::page::outside_link,
};

/// What the settings may have in the link.
const REFERENCE: &str = "{reference}";

/// The link, where the operator has one; `reference` is empty where it is about nothing in particular.
pub fn support_link(app: App, reference: &str, class: &'static str) -> Option<Element> {
    let link = app.session.with_untracked(|session| session.service.support_link.clone())?;
    Some(outside_link(&with_reference(&link, reference), texts().action_open_case(), class))
}

/// The reference in its place. It may come from the address bar, and so be anything.
pub fn with_reference(link: &str, reference: &str) -> String {
    link.replace(REFERENCE, &api::path::segment(reference))
}

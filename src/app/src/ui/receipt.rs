//! The receipt right after sending: thanks, the reference to keep, and what was sent, for the file as well.

use leptos::prelude::*;

use super::page::{button, page_head};
use crate::{
    dom::{element::Element, html},
    session::texts,
    ui::icon,
};

/// Instead of the page's heading. `facts` are the reference, what was asked for, of whom, and until when.
pub fn receipt(facts: AnyView) -> AnyView {
    html::div()
        .class("outcome receipt")
        .el(html::div().class("receipt__head").el(icon("check")).child(page_head(texts().requests_sent(), [])))
        .el(html::p().text(texts().requests_sent_text()))
        .child(facts)
        .el(print_button())
        .view()
}

pub fn print_button() -> Element {
    button(texts().action_print(), "button", || {
        let _ = window().print();
    })
}

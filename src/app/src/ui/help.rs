//! What a step means and what happens next: beside the form where there is room, else folded above it.

use leptos::prelude::*;

use crate::{
    dom::element::{Element, el},
    session::texts,
};

/// As the style sheet has it: from this width of the window on, the help stands beside the form.
const BESIDE: f64 = 1150.0;

/// A form with its help. `next` is what happens once it is sent.
pub fn with_help(about: &'static str, next: &'static str, form: AnyView) -> AnyView {
    el("div").class("beside").el(help(about, next)).el(el("div").class("column").child(form)).view()
}

fn help(about: &'static str, next: &'static str) -> Element {
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let details = el("details")
        .flag("open", width >= BESIDE)
        .el(el("summary").text(texts().help_title()))
        .el(el("p").text(about))
        .el(el("p").el(el("strong").text(texts().help_next())).text(" ").text(next));
    el("aside").class("help").attr("aria-label", texts().help_title()).el(details)
}

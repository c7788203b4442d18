//! What a step means and what happens next: beside the form where there is room, else folded above it.

use leptos::prelude::*;

use crate::{
    dom::{attr, element::Element, html},
    session::texts,
};

/// As the style sheet has it: from this width of the window on, the help stands beside the form.
const BESIDE: f64 = 1150.0;

/// A form with its help. `next` is what happens once it is sent.
pub fn with_help(about: &'static str, next: &'static str, form: AnyView) -> AnyView {
    beside(help(about, html::span().text(next)), form)
}

/// The same where the answers decide what happens next.
pub fn with_help_by_answers(
    about: &'static str,
    next: impl Fn() -> &'static str + Send + Sync + 'static,
    form: AnyView,
) -> AnyView {
    beside(help(about, html::span().text_with(move || next().to_owned())), form)
}

fn beside(help: Element, form: AnyView) -> AnyView {
    html::div().class("beside").el(help).el(html::div().class("column").child(form)).view()
}

fn help(about: &'static str, next: Element) -> Element {
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let details = html::details()
        .flag(attr::OPEN, width >= BESIDE)
        .el(html::summary().text(texts().help_title()))
        .el(html::p().text(about))
        .el(html::p().el(html::strong().text(texts().help_next())).text(" ").el(next));
    html::aside().class("help").attr(attr::ARIA_LABEL, texts().help_title()).el(details)
}

//! *Smart Account Request Complete*: said once, on the page that follows the form.

use api::page::Route;
use leptos::prelude::*;

use crate::{
    dom::{attr, element::nothing, html},
    session::{App, texts},
    ui::{copy::copy_button, format, icon, page::link, receipt::print_button},
};

/// What was sent just before, and what happens now; nothing on other visits of the page.
pub fn notice(app: App) -> AnyView {
    let Some(request) = app.sent_account_request.get_untracked() else { return nothing() };
    app.sent_account_request.set(None);
    let locale = texts().locale();
    let until = format::date(request.lapses_at.0, locale);
    let country = format::country(&request.country, locale);
    let route = Route::AccountRequest { reference: request.reference.clone() };
    let reference = html::div().class("cluster").el(html::span().text(texts().requests_reference())).el(link(
        &route,
        &request.reference,
        "reference",
    )
    .untranslated());
    let reference = reference.els(copy_button(request.reference.clone()));
    let panel = html::section()
        .class("outcome receipt")
        .attr(attr::ARIA_LABELLEDBY, "complete")
        // It takes the focus on arrival, before the page's own heading.
        .attr(attr::TABINDEX, "-1")
        .el(html::div()
            .class("receipt__head")
            .el(icon("check"))
            .el(html::h2().attr(attr::ID, "complete").text(texts().new_account_complete())))
        .el(html::p().text(texts().new_account_complete_text(&request.name, &request.domain_identifier)))
        .el(reference)
        .el(html::p().text(texts().new_account_complete_pending(&until)))
        .el(html::p().text(texts().new_account_complete_country(&country)))
        .el(html::p().text(texts().new_account_security()))
        .el(html::p().text(texts().new_account_complete_mail()))
        .el(print_button());
    panel.view()
}

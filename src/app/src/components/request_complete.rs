//! *Smart Account Request Complete*: said once, on the page that follows the form.

use api::page::Route;
use leptos::prelude::*;

use crate::{
    dom::element::{el, nothing},
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
    let reference = el("div").class("cluster").el(el("span").text(texts().requests_reference())).el(link(
        &route,
        &request.reference,
        "reference",
    ));
    let reference = reference.els(copy_button(request.reference.clone()));
    let panel = el("section")
        .class("outcome receipt")
        .attr("aria-labelledby", "complete")
        // It takes the focus on arrival, before the page's own heading.
        .attr("tabindex", "-1")
        .el(el("div")
            .class("receipt__head")
            .el(icon("check"))
            .el(el("h2").attr("id", "complete").text(texts().new_account_complete())))
        .el(el("p").text(texts().new_account_complete_text(&request.name, &request.domain_identifier)))
        .el(reference)
        .el(el("p").text(texts().new_account_complete_pending(&until)))
        .el(el("p").text(texts().new_account_complete_country(&country)))
        .el(el("p").text(texts().new_account_security()))
        .el(el("p").text(texts().new_account_complete_mail()))
        .el(print_button());
    panel.view()
}

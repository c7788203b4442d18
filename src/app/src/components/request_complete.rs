//! *Smart Account Request Complete*: said once, on the page that follows the form.

use std::cell::Cell;

use api::{account_request::AccountRequest, page::Route};
use leptos::prelude::*;

use crate::{
    dom::element::{el, nothing},
    session::texts,
    ui::{copy::copy_button, format, icon, page::link, receipt::print_button},
};

thread_local! {
    static SENT: Cell<Option<AccountRequest>> = const { Cell::new(None) };
}

/// Keeps what was sent for the page that follows.
pub fn keep(request: AccountRequest) {
    SENT.set(Some(request));
}

/// What was sent just before, and what happens now; nothing on other visits of the page.
pub fn notice() -> AnyView {
    let Some(request) = SENT.take() else { return nothing() };
    let locale = texts().locale();
    let until = format::date(request.lapses_at, locale);
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

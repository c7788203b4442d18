//! The customer's contacts, what became of the mail to each, and the way to correct an address that was refused.

use api::account_request::{AccountRequest, ContactState, CustomerContact};
use leptos::prelude::*;
use rules::vocabulary::{AccountRequestAction, AccountRequestStatus};

use super::own_request_actions::OwnRequestActions;
use crate::{
    dom::{attr, element::Element, html},
    session::texts,
    ui::{
        breakable::breakable,
        notice::status,
        page::{button, section},
    },
};

pub fn contacts(request: &AccountRequest, own_actions: OwnRequestActions) -> AnyView {
    let may_correct = request.actions.contains(&AccountRequestAction::CorrectAddress);
    let is_pending = request.status == AccountRequestStatus::Pending;
    let lines = request.contacts.iter().map(|contact| line(contact, is_pending, may_correct.then_some(own_actions)));
    section("contacts", texts().account_request_contacts()).el(html::ul().class("lines").els(lines)).view()
}

/// `own_actions` where a refused address may be corrected. States of contacts are shown only until the decision.
fn line(contact: &CustomerContact, is_pending: bool, own_actions: Option<OwnRequestActions>) -> Element {
    let shows = is_pending || contact.state == ContactState::Refused;
    let address = match &contact.email {
        Some(email) => html::span()
            .class("cluster")
            .el(breakable(html::span(), email))
            .els(shows.then(|| status(status_style(contact.state), &texts().contact_state(contact.state.as_str())))),
        // The customer chose that person; the requester may not see the address.
        None => html::span().text(texts().contact_hidden()),
    };
    let line = html::li().el(address);
    if contact.state != ContactState::Refused {
        return line;
    }
    let email = contact.email.clone().unwrap_or_default();
    let correct = own_actions.map(|own_actions| {
        let (id, label) = (contact.id.clone(), texts().contact_correct_of(&email));
        let ask = move || own_actions.ask(&id, &email);
        button(texts().contact_correct(), "button button--small", ask).attr(attr::ARIA_LABEL, label)
    });
    line.el(html::p().text(texts().contact_refused())).els(correct)
}

fn status_style(state: ContactState) -> &'static str {
    match state {
        ContactState::Refused => "declined",
        ContactState::Asked | ContactState::ForwardedTo => "requested",
        ContactState::Waiting | ContactState::Forwarded => "neutral",
    }
}

//! The customer's contacts, what became of the mail to each, and the way to correct an address that was refused.

use api::account_request::{AccountRequest, ContactState, CustomerContact};
use leptos::prelude::*;
use rules::vocabulary::{AccountRequestAction, AccountRequestStatus};

use super::following::Following;
use crate::{
    dom::element::{Element, el},
    session::texts,
    ui::{
        notice::status,
        page::{button, section},
    },
};

pub fn contacts(request: &AccountRequest, following: Following) -> AnyView {
    let may_correct = request.actions.contains(&AccountRequestAction::CorrectAddress);
    let is_pending = request.status == AccountRequestStatus::Pending;
    let lines = request.contacts.iter().map(|contact| line(contact, is_pending, may_correct.then_some(following)));
    section("contacts", texts().account_request_contacts()).el(el("ul").class("lines").els(lines)).view()
}

/// `following` where an address that was refused may be corrected. Once it is decided, nobody is asked any more.
fn line(contact: &CustomerContact, is_pending: bool, following: Option<Following>) -> Element {
    let shows = is_pending || contact.state == ContactState::Refused;
    let who = match &contact.email {
        Some(email) => el("span")
            .class("cluster")
            .el(el("span").text(email.clone()))
            .els(shows.then(|| status(look(contact.state), &texts().contact_state(contact.state.as_str())))),
        // The customer chose that person; their address is not the requester's to know.
        None => el("span").text(texts().contact_hidden()),
    };
    let line = el("li").el(who);
    if contact.state != ContactState::Refused {
        return line;
    }
    let email = contact.email.clone().unwrap_or_default();
    let correct = following.map(|following| {
        let (id, label) = (contact.id.clone(), texts().contact_correct_of(&email));
        let ask = move || following.ask(&id, &email);
        button(texts().contact_correct(), "button button--small", ask).attr("aria-label", label)
    });
    line.el(el("p").text(texts().contact_refused())).els(correct)
}

fn look(state: ContactState) -> &'static str {
    match state {
        ContactState::Refused => "declined",
        ContactState::Asked | ContactState::ForwardedTo => "requested",
        ContactState::Waiting | ContactState::Forwarded => "neutral",
    }
}

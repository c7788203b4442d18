//! A person's profile as it stands: what is missing is named.

use api::{account::Contact, session::Person};
use leptos::prelude::*;

use crate::{
    dom::{
        element::{Element, nothing},
        html,
    },
    session::texts,
    ui::{
        breakable::breakable,
        format,
        notice::{Tone, notice, status},
        page::{facts, name_or_words},
    },
};

/// Name, e-mail address, organisation and country.
pub fn profile_facts(person: &Person) -> AnyView {
    let country = match person.country.as_str() {
        "" => String::new(),
        code => format::country(code, texts().locale()),
    };
    facts(vec![
        (texts().profile_name(), value_or_missing(&person.name, true)),
        (texts().profile_email(), email(person).view()),
        (texts().profile_organisation(), value_or_missing(&person.organisation, true)),
        (texts().account_country(), value_or_missing(&country, false)),
    ])
}

/// The address, and whether it counts.
pub fn email(person: &Person) -> Element {
    html::span().class("cluster").el(breakable(html::span(), &person.email)).el(verified_status(person.email_verified))
}

/// Whether an address counts.
pub fn verified_status(is_verified: bool) -> Element {
    if is_verified {
        status("granted", texts().profile_email_verified())
    } else {
        status("pending", texts().profile_email_unverified())
    }
}

/// What a profile says, or that it lacks it.
pub fn value_or_missing(value: &str, is_name: bool) -> AnyView {
    let shown =
        if value.is_empty() { status("pending", texts().profile_missing()) } else { name_or_words(value, is_name) };
    shown.view()
}

/// Says in a list that the requester's domain looks like the account's and is another.
pub fn looks_alike_tag(looks_alike: bool) -> Option<Element> {
    looks_alike.then(|| html::span().class("tag").text(texts().pending_looks_alike()))
}

/// The same where somebody decides.
pub fn looks_alike_notice(looks_alike: bool, requester: &Contact, domain_identifier: &str) -> AnyView {
    if !looks_alike {
        return nothing();
    }
    let words = texts().pending_looks_alike_text(domain_identifier, &requester.email);
    notice(Tone::Warning, texts().pending_looks_alike(), [html::p().text(words)])
}

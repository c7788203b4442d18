//! Who asks, for which account, and what approving does.

use api::pending_account_request::PendingAccountRequest;
use leptos::prelude::*;
use rules::{
    account_request_actions::Viewer,
    vocabulary::{AccountRequestStatus, Note},
};

use crate::{
    components::{
        access::contact,
        account_request::{account_request_status, added_users, addresses, display_name, lapse, note},
        profile::{looks_alike_notice, value_or_missing},
    },
    dom::html,
    session::texts,
    ui::{
        breakable::domain,
        copy::reference,
        format,
        page::{facts, section},
        time::moment,
    },
};

pub fn about(request: &PendingAccountRequest) -> AnyView {
    html::div().class("sides").child(requester(request)).child(request_details(request)).view()
}

fn requester(request: &PendingAccountRequest) -> AnyView {
    let summary = &request.summary;
    let mut pairs = vec![
        (texts().profile_name(), contact(&summary.requester).view()),
        (texts().profile_organisation(), value_or_missing(&summary.organisation, true)),
    ];
    // Whoever accepts it reads who wrote to them.
    let to_you = texts().account_pending_note_to_you(display_name(&summary.requester));
    let words = note(note_for(request.viewer), request.note.as_ref());
    pairs.extend(
        words.map(|(label, words)| (if request.viewer == Viewer::AccountCreator { &*to_you } else { label }, words)),
    );
    let warning = looks_alike_notice(summary.looks_alike, &summary.requester, &summary.domain_identifier);
    section("requester", texts().pending_requester()).child(warning).child(facts(pairs)).view()
}

fn request_details(request: &PendingAccountRequest) -> AnyView {
    let summary = &request.summary;
    let mut pairs = vec![
        (texts().requests_reference(), reference(&summary.reference).view()),
        (texts().account_status(), account_request_status(request.status, summary.days_left).view()),
        (texts().smart_account(), html::span().untranslated().text(summary.name.clone()).view()),
        (texts().domain_identifier(), domain(&summary.domain_identifier).view()),
        (texts().account_country(), format::country(&summary.country, texts().locale()).into_any()),
        (texts().requests_column_created(), moment(summary.created_at.0).view()),
    ];
    pairs.extend(lapse(request.status, summary.lapses_at.0));
    pairs.extend(addresses(texts().account_request_contacts(), &request.contacts));
    let gives = matches!(request.status, AccountRequestStatus::Pending | AccountRequestStatus::Activated);
    pairs.extend(added_users(&request.added_users, gives));
    section("asked", texts().pending_asked()).child(facts(pairs)).view()
}

/// The note that this reader is shown.
fn note_for(viewer: Viewer) -> Note {
    match viewer {
        Viewer::AccountCreator => Note::ToCustomer,
        Viewer::ExistingAdministrator | Viewer::OperatorApprover | Viewer::Requester => Note::ToApprover,
    }
}

/// What approving does, and what that means for the added users.
pub fn on_approval(request: &PendingAccountRequest) -> AnyView {
    let words = texts().account_pending_on_approval(request.viewer.as_str());
    let users = texts().account_pending_on_approval_users(request.viewer.as_str());
    let users = (!request.added_users.is_empty()).then(|| html::p().text(users));
    html::div().class("stack").el(html::p().text(words)).els(users).view()
}

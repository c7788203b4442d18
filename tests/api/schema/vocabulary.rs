//! The words of a check are those of the vocabulary: whoever adds a word needs a migration, and hears of it here.

use std::collections::BTreeMap;

use api::history::Actor;
use api::message::Information;
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{
    Acceptance, AccountDecider, AccountKind, AccountRequestStatus, AccountStatus, Affiliation, Deciders,
    InvitationStatus, MatchKind, RequestPath, RequestStatus, Role, Scope, Visibility,
};
use server::store::account_request::contact;
use server::store::domain_holder::ConfirmedBy;
use tests::world::World;
use text::Locale;

use super::catalog;

tests::on_both_databases! {
    in World::empty:
    checks_know_every_word_and_no_other,
}

/// Checks over several columns. What they refuse is tried in `refusals`.
const OVER_COLUMNS: [&str; 17] = [
    "access_request_decided_at_where_decided",
    "access_request_decision_reason_with_salt",
    "access_request_decision_rules_where_decided",
    "access_request_granted_role_of_scope",
    "access_request_granted_where_approved",
    "access_request_message_asks",
    "access_request_message_text_with_salt",
    "access_request_reason_with_salt",
    "access_request_role_of_scope",
    "account_request_contact_named_by_requester",
    "account_request_decided_as_where_decided",
    "account_request_decided_at_where_decided",
    "account_request_decision_reason_where_denied",
    "account_request_decision_rules_where_decided",
    "invitation_ended",
    "session_with_id",
    "session_with_way",
];

async fn checks_know_every_word_and_no_other(world: &World) {
    let mut checks = catalog::read(world).await.checks;
    checks.retain(|name, _| !OVER_COLUMNS.contains(&name.as_str()));
    assert_eq!(checks, vocabulary());
}

fn vocabulary() -> BTreeMap<String, Vec<String>> {
    let mut checks = BTreeMap::new();
    let mut check = |name: &str, words: Vec<&str>| {
        checks.insert(name.to_owned(), words.into_iter().map(str::to_owned).collect::<Vec<_>>());
    };
    check("person_locale", words(&Locale::ALL, Locale::as_str));
    check("person_affiliation", words(Affiliation::ALL, Affiliation::as_str));
    check("account_visibility", words(Visibility::ALL, Visibility::as_str));
    check("account_kind", words(AccountKind::ALL, AccountKind::as_str));
    check("account_status", words(AccountStatus::ALL, AccountStatus::as_str));
    check("account_confirmed_by", words(&ConfirmedBy::ALL, ConfirmedBy::as_str));
    for name in [
        "access_grant_role",
        "revoked_grant_role",
        "access_request_role",
        "access_request_granted_role",
        "access_request_item_role",
        "access_request_granted_item_role",
        "account_request_added_user_role",
    ] {
        check(name, words(Role::ALL, Role::as_str));
    }
    check("access_request_status", words(RequestStatus::ALL, RequestStatus::as_str));
    // Who holds everything sends no request, so this path is stored with none.
    let paths: Vec<_> = RequestPath::ALL.iter().copied().filter(|path| *path != RequestPath::NothingMore).collect();
    check("access_request_path", words(&paths, RequestPath::as_str));
    check("access_request_match_kind", words(MatchKind::ALL, MatchKind::as_str));
    check("access_request_scope", words(Scope::ALL, Scope::as_str));
    check("access_request_granted_scope", words(Scope::ALL, Scope::as_str));
    check("access_request_information", words(Information::ALL, Information::as_str));
    let writers = [Actor::Requester, Actor::Administrator, Actor::Operator];
    check("access_request_message_written_as", words(&writers, Actor::as_str));
    check("access_request_deciders", words(Deciders::ALL, Deciders::as_str));
    check("account_request_status", words(AccountRequestStatus::ALL, AccountRequestStatus::as_str));
    check("account_request_decider", words(AccountDecider::ALL, AccountDecider::as_str));
    check("account_request_approved_by", words(ApprovedBy::ALL, ApprovedBy::as_str));
    check("account_request_decided_as", words(Viewer::ALL, Viewer::as_str));
    // Who holds it at once is not invited.
    check("invitation_acceptance", vec![Acceptance::OnProof.as_str(), Acceptance::Invitation.as_str()]);
    check("invitation_status", words(InvitationStatus::ALL, InvitationStatus::as_str));
    check("invitation_place_role", words(Role::ALL, Role::as_str));
    check("account_request_contact_way", words(&contact::ContactOrigin::ALL, contact::ContactOrigin::as_str));
    checks
}

fn words<T: Copy>(all: &[T], as_str: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(as_str).collect()
}

//! The way by identifier, for who neither matches nor holds a grant: a reason, and the administrator chooses the rest.

use api::access_request::{AccessRequest, AccessRequestPreview, NewAccessRequest};
use api::path;
use rules::vocabulary::{MatchKind, RequestPath, Role, Scope};
use server::sample::{cast, places};
use tests::world::World;

use super::{entire, selected, send, with_reason};

tests::on_both_databases! {
    in World::sample:
    a_reason_is_all_that_is_asked_for,
    a_reason_is_mandatory_and_has_2000_characters_at_most,
    scope_role_and_virtual_accounts_are_not_asked_for,
    whoever_asks_from_a_public_mailbox_is_told_that_it_never_matches,
    a_sibling_or_a_domain_above_is_no_match,
}

async fn a_reason_is_all_that_is_asked_for(world: &World) {
    let client = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let mut new = with_reason(world, places::LISTED).await;
    new.reason = Some("  Their translations.\n".to_owned());
    let sent: AccessRequest = send(&client, "1", &new).await.json(201);
    assert_eq!((sent.path, sent.match_kind), (RequestPath::ByIdentifier, MatchKind::None));
    assert_eq!((sent.scope, sent.role, sent.virtual_accounts.len()), (None, None, 0));
    assert_eq!(sent.reason.as_deref(), Some("Their translations."));
    assert_eq!(sent.places.len(), 5, "the role may become that of an administrator");
}

async fn a_reason_is_mandatory_and_has_2000_characters_at_most(world: &World) {
    let client = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let new = with_reason(world, places::LISTED).await;
    for reason in [None, Some(String::new()), Some(" \n\t ".to_owned()), Some("é".repeat(2001))] {
        let new = NewAccessRequest { reason, ..new.clone() };
        assert_eq!(send(&client, "1", &new).await.invalid_fields(), ["reason"]);
    }
    let reason = "é".repeat(2000);
    let new = NewAccessRequest { reason: Some(format!(" {reason} ")), ..new };
    assert_eq!(send(&client, "1", &new).await.json::<AccessRequest>(201).reason, Some(reason));
}

async fn scope_role_and_virtual_accounts_are_not_asked_for(world: &World) {
    let client = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let plain = with_reason(world, places::LISTED).await;
    let parts = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await.virtual_accounts;
    for new in [
        NewAccessRequest { scope: Some(Scope::Entire), ..plain.clone() },
        NewAccessRequest { role: Some(Role::Viewer), ..plain.clone() },
        NewAccessRequest { virtual_accounts: parts, ..plain.clone() },
    ] {
        assert_eq!(send(&client, "1", &new).await.invalid_fields(), ["scope"]);
    }
    let wizard = entire(world, places::LISTED, Role::User).await;
    assert_eq!(send(&client, "1", &wizard).await.invalid_fields(), ["reason", "scope"]);
}

async fn whoever_asks_from_a_public_mailbox_is_told_that_it_never_matches(world: &World) {
    let told = async |person, domain| -> String {
        let client = world.sign_in(person).await;
        let new = with_reason(world, domain).await;
        let preview: AccessRequestPreview = client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json(200);
        preview.rules.into_iter().find(|rule| rule.decision == "domain_match").unwrap().explanation
    };
    let public = told(cast::PUBLIC_MAILBOX, places::LISTED).await;
    assert!(public.starts_with("Your address is at a public mailbox"), "{public}");
    let other = told(cast::PUBLIC_MAILBOX, places::GROUP).await;
    assert_eq!(other, public);
    let own = told(cast::SUBSIDIARY, places::FRENCH).await;
    assert_eq!(own, "Your e-mail domain does not match this account’s domain.");
}

async fn a_sibling_or_a_domain_above_is_no_match(world: &World) {
    for (person, domain, kind) in [
        (cast::SUBSIDIARY, "emea.kestrelbrook.com", MatchKind::Sibling),
        ("carol.denholme@kestrelbrook.com", "retail.kestrelbrook.com", MatchKind::Above),
    ] {
        let client = world.sign_in(person).await;
        let sent: AccessRequest = send(&client, "1", &with_reason(world, domain).await).await.json(201);
        assert_eq!((sent.path, sent.match_kind), (RequestPath::ByIdentifier, kind), "{person}");
    }
}

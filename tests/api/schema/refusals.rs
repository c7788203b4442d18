//! What must never be stored is refused by the database itself, whoever writes it.

use rules::vocabulary::Role;
use server::args;
use server::sample::{cast, places};
use sqlx::AssertSqlSafe;
use tests::world::World;

use crate::access_requests::{selected, send};
use crate::account_requests::{asked, send as send_account_request};

tests::on_both_databases! {
    in World::sample:
    what_must_not_be_stored_is_refused,
    what_may_be_stored_is_not,
}

/// A statement, and by which constraint it is refused: a part of what the database says.
const REFUSED: [(&str, &str); 33] = [
    ("UPDATE person SET locale = 'de'", "person_locale"),
    ("UPDATE person SET affiliation = ''", "person_affiliation"),
    ("UPDATE account SET status = 'gone'", "account_status"),
    ("UPDATE access_grant SET role = 'Viewer'", "access_grant_role"),
    ("UPDATE access_request SET status = 'approved'", "access_request_"),
    ("UPDATE access_request SET status = 'declined', decision_rules = '[]'", "decided_at_where_decided"),
    ("UPDATE access_request SET status = 'declined', decided_at = 1", "decision_rules_where_decided"),
    ("UPDATE access_request SET decided_at = 1, decision_rules = '[]'", "decided_at_where_decided"),
    ("UPDATE access_request SET granted_scope = 'selected'", "granted_where_approved"),
    ("UPDATE access_request SET granted_role = 'user'", "granted_role_of_scope"),
    (
        "UPDATE access_request SET status = 'approved', decided_at = 1, decision_rules = '[]', granted_scope = 'entire'",
        "granted_role_of_scope",
    ),
    ("UPDATE access_request SET role = 'user'", "access_request_role_of_scope"),
    ("UPDATE access_request SET scope = 'entire'", "access_request_role_of_scope"),
    ("UPDATE access_request SET reason = 'x'", "access_request_reason_with_salt"),
    (
        "INSERT INTO access_request_message (request_key, written_as, asks_for_information, written_at) \
         SELECT key, 'service', FALSE, 0 FROM access_request",
        "access_request_message_written_as",
    ),
    (
        "INSERT INTO access_request_message (request_key, written_as, asks_for_information, written_at) \
         SELECT key, 'requester', TRUE, 0 FROM access_request",
        "access_request_message_asks",
    ),
    (
        "INSERT INTO access_request_message (request_key, written_as, asks_for_information, text, written_at) \
         SELECT key, 'requester', FALSE, 'x', 0 FROM access_request",
        "access_request_message_text_with_salt",
    ),
    ("UPDATE access_request SET decision_reason_salt = 'x'", "access_request_decision_reason_with_salt"),
    (
        "INSERT INTO access_request_item SELECT r.key, v.key, 'user' FROM access_request r, virtual_account v \
         WHERE v.account_key <> r.account_key",
        "access_request_item",
    ),
    (
        "INSERT INTO access_request_granted_item SELECT r.key, v.key, 'user' FROM access_request r, virtual_account v \
         WHERE v.account_key <> r.account_key",
        "access_request_granted_item",
    ),
    (
        "UPDATE access_request_item SET virtual_account_key = (SELECT max(v.key) FROM access_request r, virtual_account v \
         WHERE r.key = request_key AND v.account_key <> r.account_key)",
        "access_request_item",
    ),
    (
        "UPDATE virtual_account SET parent_key = (SELECT max(v.key) FROM virtual_account v \
         WHERE v.account_key <> virtual_account.account_key)",
        "",
    ),
    (
        "UPDATE access_grant SET virtual_account_key = (SELECT max(v.key) FROM virtual_account v \
         WHERE v.account_key <> access_grant.account_key)",
        "",
    ),
    (
        "INSERT INTO virtual_account (id, account_key, name, path, is_default) \
         SELECT 'another', account_key, 'Another', 'Another', is_default FROM virtual_account WHERE is_default",
        "",
    ),
    ("UPDATE account_request SET status = 'denied'", "account_request_"),
    ("UPDATE account_request SET decided_as = 'requester'", "decided_as_where_decided"),
    ("UPDATE account_request SET decision_reason = 'no'", "decision_reason_where_denied"),
    ("UPDATE account_request_contact SET from_key = key", "named_by_requester"),
    (
        "INSERT INTO session (token_digest, person_key, created_at, seen_at, expires_at, way, browser) \
      SELECT 'x', max(key), 0, 0, 0, 'code', '' FROM person",
        "",
    ),
    ("UPDATE session SET way = ''", "session_with_way"),
    ("UPDATE trail SET subject = 'another'", "trail"),
    ("DELETE FROM trail", "trail"),
    ("UPDATE trail_address SET address = 'eve@acme.example'", "what stands beside the trail is erased or stays"),
];

async fn requests(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
    assert_eq!(send(&client, "1", &new).await.status, 201);
    let client = world.sign_in(cast::PARTNER).await;
    let new = asked(world, "studio.kestrelbrook.com");
    assert_eq!(send_account_request(&client, "1", &new).await.status, 201);
    let insert = "INSERT INTO trail_address (person_id, address, salt) SELECT id, 'old@acme.example', '1' FROM person \
         WHERE email = $1";
    world.write(insert, args![cast::PARTNER]).await;
}

async fn what_must_not_be_stored_is_refused(world: &World) {
    requests(world).await;
    for (statement, constraint) in REFUSED.into_iter().chain([("DELETE FROM trail_head", "trail_head")]) {
        let mut tx = world.app.db.begin().await.unwrap();
        let Err(error) = tx.run(AssertSqlSafe(statement), args![]).await else { panic!("accepted: {statement}") };
        let error = error.to_string();
        assert!(error.contains(constraint), "{statement}: {error}");
    }
}

/// The statements of before reach rows, or they would have been refused for nothing.
async fn what_may_be_stored_is_not(world: &World) {
    requests(world).await;
    for statement in [
        "UPDATE access_request SET status = 'approved', decided_at = 1, decision_rules = '[]', granted_scope = 'selected'",
        "UPDATE access_request SET status = 'approved', decided_at = 1, decision_rules = '[]', granted_scope = 'entire', \
         granted_role = 'user'",
        "UPDATE access_request SET status = 'expired'",
        "UPDATE access_request SET reason = 'x', reason_salt = 'y'",
        "UPDATE access_request_item SET role = 'viewer'",
        "UPDATE account_request SET status = 'denied', decided_at = 1, decided_as = 'requester', decision_rules = '[]'",
        "UPDATE account_request_contact SET way = 'forwarded'",
        "UPDATE session SET way = 'code'",
        "UPDATE trail_head SET sealed_number = 0",
        "DELETE FROM trail_address",
    ] {
        let mut tx = world.app.db.begin().await.unwrap();
        assert_ne!(tx.run(AssertSqlSafe(statement), args![]).await.unwrap(), 0, "{statement}");
    }
}

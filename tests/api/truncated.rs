//! Lists that are cut off say so.

use api::access_request::AccessRequests;
use api::account_request::AccountRequests;
use api::directory::AccountsFound;
use api::path;
use api::pending_account_request::PendingAccountRequests;
use serde_json::json;
use server::args;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    older_requests_of_ones_own_are_left_out,
    requests_for_new_accounts_are_left_out,
    accounts_far_down_below_a_domain_are_left_out,
}

const NUMBERS: &str = "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < $2) ";

async fn older_requests_of_ones_own_are_left_out(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let requests = async |first: i64, last: i64| {
        let sql = [
            NUMBERS,
            "INSERT INTO access_request (reference, person_key, account_key, status, path, match_kind, scope, role, \
             deciders, created_at, expires_at, escalates_at, warns_at, policy_version, rules, version) \
             SELECT 'AR-' || i, p.key, a.key, 'expired', 'wizard', 'same', 'entire', 'user', \
             'smart_account_administrators', i, i, i, i, $3, '[]', 1 FROM n, person p, account a \
             WHERE p.email = $4 AND a.domain_identifier = $5",
        ]
        .concat();
        let policy = world.app.policy.version();
        write(world, sql, args![first, last, policy, cast::NEWCOMER, places::LISTED]).await;
        client.get(path::ACCESS_REQUESTS).await.json::<AccessRequests>(200)
    };
    let all = requests(1, 200).await;
    assert_eq!((all.requests.len(), all.truncated), (200, false));
    let newest = requests(201, 201).await;
    assert_eq!((newest.requests.len(), newest.truncated), (200, true));
    assert_eq!(newest.requests[0].reference, "AR-201");
}

async fn requests_for_new_accounts_are_left_out(world: &World) {
    let (newcomer, operator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::OPERATOR).await);
    let pending = async || operator.get(path::PENDING_ACCOUNT_REQUESTS).await.json::<PendingAccountRequests>(200);
    let waiting = i64::try_from(pending().await.requests.len()).unwrap();
    let let_wait = async |first: i64, last: i64| {
        let accounts = [
            NUMBERS,
            "INSERT INTO account (id, name, name_folded, domain_identifier, domain_display, registrable_domain, \
             search_text, country, visibility, kind, status, version, requested_by_key, request_reference, lapses_at) \
             SELECT 'many' || i, 'Many', 'many', 'many' || i || '.example', 'many', 'many', '', 'GB', 'listed', \
             'customer', 'pending', 1, p.key, 'NA-' || i, $3 FROM n, person p WHERE p.email = $4",
        ]
        .concat();
        let later = world.app.clock.now().timestamp_millis() + 86_400_000;
        write(world, accounts, args![first, last, later, cast::NEWCOMER]).await;
        let requests = [
            NUMBERS,
            "INSERT INTO account_request (reference, person_key, account_key, domain_identifier, status, decider, \
             approved_by, operator_asked, salt, created_at, lapses_at, policy_version, rules, version) \
             SELECT 'NA-' || i, a.requested_by_key, a.key, a.domain_identifier, 'pending', 'operator_approver', \
             'nobody', $3, 's', i, $4, $5, '[]', 1 FROM n, account a WHERE a.id = 'many' || i",
        ]
        .concat();
        write(world, requests, args![first, last, true, later, world.app.policy.version()]).await;
    };
    let own = async || newcomer.get(path::ACCOUNT_REQUESTS).await.json::<AccountRequests>(200);
    let_wait(1, 200 - waiting).await;
    assert_eq!((pending().await.requests.len(), pending().await.truncated), (200, false));
    let_wait(201 - waiting, 201).await;
    assert_eq!((pending().await.requests.len(), pending().await.truncated), (200, true));
    assert_eq!((own().await.requests.len(), own().await.truncated), (200, true));
}

async fn accounts_far_down_below_a_domain_are_left_out(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let find = async || {
        let body = json!({ "identifier": "many-accounts.com" });
        client.post(path::ACCOUNT_LOOK_UPS, &body).await.json::<AccountsFound>(200)
    };
    let named = |files: Files, number: usize| files.listed("Many", &format!("n{number:03}.many-accounts.com"));
    world.import(&(0..100).fold(Files::default(), named)).await;
    assert_eq!((find().await.accounts.len(), find().await.truncated), (100, false));
    world.import(&named(Files::default(), 100)).await;
    assert_eq!((find().await.accounts.len(), find().await.truncated), (100, true));
}

async fn write(world: &World, sql: String, arguments: Vec<server::db::Argument>) {
    let mut tx = world.app.db.begin().await.unwrap();
    tx.run(sqlx::AssertSqlSafe(sql), arguments).await.unwrap();
    tx.commit().await.unwrap();
}

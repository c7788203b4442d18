//! Long lists: they come in pages, and one that is cut off says so.

use api::access_request::{AccessRequests, OwnRequestStatus, OwnRequestsQuery};
use api::account_request::AccountRequests;
use api::directory::AccountsFound;
use api::path;
use api::pending_account_request::PendingAccountRequests;
use api::problem::Code;
use serde_json::json;
use server::args;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    requests_of_ones_own_come_in_pages,
    requests_for_new_accounts_come_in_pages,
    accounts_far_down_below_a_domain_are_left_out,
}

const NUMBERS: &str = "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < $2) ";

async fn requests_of_ones_own_come_in_pages(world: &World) {
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
    let first = requests(1, 226).await;
    assert_eq!((first.requests.len(), first.any, first.next), (25, true, Some(2)));
    assert_eq!(first.requests[0].reference, "AR-226");
    let of = async |query: OwnRequestsQuery| -> (usize, bool, Option<u32>) {
        let list: AccessRequests = client.get(&path::access_requests(&query)).await.json(200);
        (list.requests.len(), list.any, list.next)
    };
    let query = |q: &str, status, page| OwnRequestsQuery { q: q.to_owned(), status, page };
    assert_eq!(of(query("", None, Some(10))).await, (1, true, None));
    assert_eq!(of(query("", None, Some(11))).await, (0, true, None));
    assert_eq!(of(query("ar-22", None, None)).await, (8, true, None), "22 and 220 to 226");
    assert_eq!(of(query("NORTHMOOR-RAIL.com", None, Some(9))).await, (25, true, Some(10)));
    assert_eq!(
        of(query("nórthmoor ráil com", None, Some(9))).await,
        (25, true, Some(10)),
        "as a search compares words"
    );
    assert_eq!(of(query("--", None, None)).await, (0, true, None));
    assert_eq!(of(query("Northmoor", Some(OwnRequestStatus::Expired), Some(10))).await, (1, true, None));
    assert_eq!(of(query("100%", None, None)).await, (0, true, None));
    assert_eq!(of(query("", Some(OwnRequestStatus::Granted), None)).await, (0, true, None));
    // What nobody has tidied up has expired as well.
    let last = "UPDATE access_request SET status = 'open' WHERE reference = 'AR-1'";
    write(world, last.to_owned(), args![]).await;
    assert_eq!(of(query("", Some(OwnRequestStatus::Expired), Some(10))).await, (1, true, None));
    assert_eq!(of(query("", Some(OwnRequestStatus::Waiting), None)).await, (0, true, None));
    let long = query(&"a".repeat(254), None, None);
    client.get(&path::access_requests(&long)).await.problem(422, Code::Invalid);
}

async fn requests_for_new_accounts_come_in_pages(world: &World) {
    let (newcomer, operator) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::OPERATOR).await);
    let pending =
        async |page| -> PendingAccountRequests { operator.get(&path::pending_account_requests(page)).await.json(200) };
    let waiting = i64::try_from(pending(None).await.requests.len()).unwrap();
    let let_wait = async |first: i64, last: i64| {
        let accounts = [
            NUMBERS,
            "INSERT INTO account (id, name, name_folded, domain_identifier, domain_display, registrable_domain, \
             search_text, country, visibility, kind, status, version, requested_by_key, request_reference, lapses_at) \
             SELECT 'many' || i, 'Many', 'many', 'many' || i || '.example', 'many', 'many', 'many', 'GB', 'listed', \
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
    let_wait(1, 25 - waiting).await;
    assert_eq!((pending(None).await.requests.len(), pending(None).await.next), (25, None));
    let_wait(26 - waiting, 230).await;
    assert_eq!((pending(None).await.requests.len(), pending(None).await.next), (25, Some(2)));
    let rest = usize::try_from(waiting + 5).unwrap();
    assert_eq!((pending(Some(10)).await.requests.len(), pending(Some(10)).await.next), (rest, None));
    assert_eq!(pending(Some(11)).await.requests, []);
    let own = async |query: OwnRequestsQuery| -> (usize, bool, Option<u32>) {
        let list: AccountRequests = newcomer.get(&path::account_requests(&query)).await.json(200);
        (list.requests.len(), list.any, list.next)
    };
    let query = |status, page| OwnRequestsQuery { q: "many".to_owned(), status, page };
    assert_eq!(own(query(None, Some(10))).await, (5, true, None));
    assert_eq!(own(query(Some(OwnRequestStatus::Waiting), Some(9))).await, (25, true, Some(10)));
    assert_eq!(own(query(Some(OwnRequestStatus::TakenBack), None)).await, (0, true, None));
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

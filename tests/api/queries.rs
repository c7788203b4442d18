//! How many queries an endpoint sends at most: the number in its documentation, in the worst case that it has.

use api::access_grant::{AccessGrantChange, AccessGrantQuery, AccessGrants};
use api::account::VirtualAccountsQuery;
use api::account_request::AccountRequest;
use api::path;
use api::sessions::Sessions;
use reqwest::Method;
use rules::vocabulary::Role;
use serde_json::json;
use server::args;
use server::sample::{cast, places};
use tests::answer::Answer;
use tests::files::Files;
use tests::world::World;

use crate::access_requests::{selected, send};
use crate::account_requests::{CUSTOMER, asked, send as send_account_request};
use crate::deciding::approval;

tests::on_both_databases! {
    in World::sample:
    each_endpoint_stays_within_its_number,
    asking_for_an_account_stays_within_its_numbers,
    managing_access_stays_within_its_numbers,
    ending_sessions_stays_within_its_numbers,
}

/// Asserts how many queries were sent for an answer. That a session is used is noted beside it, and not here.
async fn assert_at_most(world: &World, most: u64, what: &str, asking: impl Future<Output = Answer>) {
    world.app.last_seen.flush().await;
    world.write("UPDATE session SET seen_at = $1", args![world.app.clock.now().timestamp_millis()]).await;
    let before = world.app.db.queries_sent();
    let answer = asking.await;
    let sent = world.app.db.queries_sent() - before;
    assert!(answer.status < 300, "{what}: {}", answer.text());
    assert!((1..=most).contains(&sent), "{what} sent {sent} queries, its documentation says {most} at most");
}

async fn each_endpoint_stays_within_its_number(world: &World) {
    // Below a domain that has restricted and listed accounts, with a role in some: nothing is left out.
    let restricted =
        Files::default().restricted("Rail", "rail.kestrelbrook.com").grant(cast::EMPLOYEE, places::GROUP, "", "viewer");
    world.import(&restricted).await;
    let client = world.sign_in(cast::EMPLOYEE).await;
    let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User), ("Ireland", Role::User)]).await;
    let account = path::account(&new.account, Some(places::LISTED));

    assert_at_most(world, 6, "session", client.get(path::SESSION)).await;
    assert_at_most(world, 1, "policy", client.get(path::POLICY)).await;
    for (most, q) in [
        (8, ""),
        // With what changed since the last search.
        (11, "?q=co"),
        (9, "?q=com"),
        (9, "?q=kestrelbrook"),
        (9, "?q=labs+kestrelbrook"),
        (9, "?q=rook+kestrelb"),
        (8, "?access=held"),
        (9, "?q=co&country=GB&order=identifier"),
        (19, "?q=kestrelbrok"),
        (19, "?q=labs+kestrelbrok"),
        (9, "?q=nobody+has+this"),
    ] {
        let address = format!("{}{q}", path::DIRECTORY);
        assert_at_most(world, most, &address, client.get(&address)).await;
    }
    let entire = "/api/v1/directory?q=rail&entire=true";
    assert_at_most(world, 20, entire, client.get(entire)).await;
    let body = json!({ "identifier": places::GROUP });
    assert_at_most(world, 14, "look-up", client.post(path::ACCOUNT_LOOK_UPS, &body)).await;
    assert_at_most(world, 8, "preview", client.post(path::ACCESS_REQUEST_PREVIEWS, &new)).await;
    assert_at_most(world, 26, "send", send(&client, "1", &new)).await;
    assert_at_most(world, 14, "account", client.get(&account)).await;
    assert_at_most(world, 10, "account, looked up before", client.get(&account)).await;
    let part = |q: &str| VirtualAccountsQuery { q: q.to_owned(), ..Default::default() };
    for (most, query) in [(7, part("")), (7, part("depot"))] {
        let address = path::virtual_accounts(&new.account, &query);
        assert_at_most(world, most, "virtual accounts", client.get(&address)).await;
    }
    assert_at_most(world, 6, "own requests", client.get(path::ACCESS_REQUESTS)).await;
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    assert_at_most(world, 5, "suggested", newcomer.get(path::SUGGESTED_ACCOUNTS)).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    assert_at_most(world, 4, "changes", administrator.get(path::CHANGES)).await;
    assert_at_most(world, 4, "pending", administrator.get(path::PENDING_ACCESS_REQUESTS)).await;
    let compared = format!("{}?q=newcomb&order=requester", path::PENDING_ACCESS_REQUESTS);
    assert_at_most(world, 5, "pending, compared by the program", administrator.get(&compared)).await;
    let reference = send(&client, "1", &new).await.header("location").to_owned();
    let pending = reference.replace("access-requests", "pending-access-requests");
    assert_at_most(world, 10, "pending request", administrator.get(&pending)).await;
    assert_at_most(world, 9, "own request", client.get(&reference)).await;
    for (most, client, address) in [(37, &client, &reference), (36, &administrator, &pending)] {
        let message =
            client.call(Method::POST, &format!("{address}/messages")).header(path::IDEMPOTENCY_HEADER, "message");
        assert_at_most(world, most, "message", message.json(&json!({ "text": "Hello" })).send()).await;
    }
    world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": 3 * 86_400 })).await;
    assert_at_most(world, 28, "reminder", client.post(&format!("{reference}/reminders"), &json!({}))).await;
    assert_at_most(world, 26, "cancellation", client.post(&format!("{reference}/cancellation"), &json!({}))).await;
    let again = send(&client, "2", &new).await;
    let decision = approval(again.header("location").rsplit('/').next().unwrap());
    let decisions = json!({ "decisions": [decision], "policy_version": world.app.policy.version() });
    let call = administrator.post(path::ACCESS_REQUEST_DECISIONS, &decisions);
    assert_at_most(world, 22, "decision", call).await;
}

async fn ending_sessions_stays_within_its_numbers(world: &World) {
    let (client, other) = (world.sign_in(cast::EMPLOYEE).await, world.sign_in(cast::EMPLOYEE).await);
    assert_at_most(world, 2, "sessions", client.get(path::SESSIONS)).await;
    let listed: Sessions = other.get(path::SESSIONS).await.json(200);
    let one = listed.sessions.into_iter().find(|session| session.current).unwrap();
    assert_at_most(world, 6, "end one", client.delete(&path::own_session(&one.id))).await;
    assert_at_most(world, 6, "sign out", client.delete(path::SESSION)).await;
    let again = world.sign_in(cast::EMPLOYEE).await;
    assert_at_most(world, 7, "sign out everywhere", again.delete(path::SESSIONS)).await;
}

async fn managing_access_stays_within_its_numbers(world: &World) {
    let client = world.sign_in(cast::ADMINISTRATOR).await;
    let account = world.account_id(places::LISTED).await;
    let query = AccessGrantQuery { q: "emma".to_owned(), ..Default::default() };
    let list = path::access_grants(&account, &query);
    assert_at_most(world, 6, "grants", client.get(&list)).await;
    let grant = client.get(&list).await.json::<AccessGrants>(200).grants.remove(0);
    let change = AccessGrantChange { role: Role::Administrator, version: grant.version };
    assert_at_most(world, 18, "change", client.patch(&path::access_grant(&account, &grant.id), &change)).await;
    let removal = path::access_grant_removal(&account, &grant.id, grant.version + 1);
    assert_at_most(world, 18, "removal", client.delete(&removal)).await;
}

async fn asking_for_an_account_stays_within_its_numbers(world: &World) {
    // Below a domain that four accounts hold, each with an administrator.
    let client = world.sign_in(cast::PARTNER).await;
    let new = asked(world, "studio.kestrelbrook.com");
    assert_at_most(world, 16, "preview", client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new)).await;
    let sent = send_account_request(&client, "1", &new).await;
    let sent: AccountRequest = sent.json(201);

    let reference = &sent.reference;
    assert_at_most(world, 7, "own account requests", client.get(path::ACCOUNT_REQUESTS)).await;
    assert_at_most(world, 8, "own account request", client.get(&path::account_request(reference))).await;
    world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": 3 * 86_400 })).await;
    let reminders = path::account_request_reminders(reference);
    assert_at_most(world, 27, "account reminder", client.post(&reminders, &json!({}))).await;
    let other: AccountRequest =
        send_account_request(&client, "2", &asked(world, "other.kestrelbrook.com")).await.json(201);
    let withdrawal = path::account_request_withdrawal(&other.reference);
    assert_at_most(world, 31, "withdrawal", client.post(&withdrawal, &json!({}))).await;
    let holder = world.sign_in("carol.denholme@kestrelbrook.com").await;
    assert_at_most(world, 2, "pending accounts", holder.get(path::PENDING_ACCOUNT_REQUESTS)).await;
    let page = path::pending_account_request(reference);
    assert_at_most(world, 22, "pending account", holder.get(&page)).await;
    let decision =
        |version| json!({ "decision": "approve", "version": version, "policy_version": world.app.policy.version() });
    let address = path::account_request_decision(reference);
    assert_at_most(world, 40, "pass on", holder.post(&address, &decision(1))).await;
    world.import(&Files::default().person("Cora Marlowe", CUSTOMER)).await;
    let customer = {
        let link = world.sign_in_link(CUSTOMER).await;
        world.nobody().sign_in("/sign-in", "link", &link).await
    };
    assert_at_most(world, 56, "activation", customer.post(&address, &decision(2))).await;
}

//! Transactions that the database ends because another one is in their way: tried again, and where that does not help, an
//! error of the whole answer.

use api::path;
use api::problem::Code;
use futures_util::future::join_all;
use rules::vocabulary::Role;
use serde_json::json;
use server::args;
use server::db::contention::TRIES;
use server::sample::{cast, places};
use server::store::grant;
use server::store::key::AccountKey;
use server::store::person::{changes, note_changes};
use tests::world::World;

use crate::access_requests::{entire, send};
use crate::deciding::approval;

mod postgres {
    use server::db::Engine;
    use tests::run::run;

    use super::*;

    #[test]
    fn a_deadlock_is_tried_again_and_nobody_hears_of_it() {
        run(Engine::Postgres, World::sample, super::a_deadlock_is_tried_again_and_nobody_hears_of_it);
    }

    #[test]
    fn a_deadlock_that_stays_is_an_error_of_the_answer() {
        run(Engine::Postgres, World::sample, super::a_deadlock_that_stays_is_an_error_of_the_answer);
    }

    #[test]
    fn people_who_get_roles_in_two_accounts_at_once_are_told_without_a_deadlock() {
        run(
            Engine::Postgres,
            World::sample,
            super::people_who_get_roles_in_two_accounts_at_once_are_told_without_a_deadlock,
        );
    }

    #[test]
    fn one_decision_of_several_is_tried_again_by_itself() {
        run(Engine::Postgres, World::sample, super::one_decision_of_several_is_tried_again_by_itself);
    }

    #[test]
    fn two_transactions_that_wait_for_each_other_both_come_through() {
        run(Engine::Postgres, World::sample, super::two_transactions_that_wait_for_each_other_both_come_through);
    }
}

mod sqlite {
    use server::db::Engine;
    use tests::run::run;

    use super::*;

    #[test]
    fn a_database_that_stays_busy_is_an_error_of_the_answer() {
        run(Engine::Sqlite, World::sample, super::a_database_that_stays_busy_is_an_error_of_the_answer);
    }
}

/// From now on, the first `times` transactions that add to the trail end as if others were in their way.
async fn let_fail(world: &World, times: usize, sqlstate: &str) {
    // A sequence counts on when a transaction is undone.
    world.write("CREATE SEQUENCE IF NOT EXISTS tries", args![]).await;
    world.write("ALTER SEQUENCE tries RESTART", args![]).await;
    let function = format!(
        "CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         IF nextval('tries') <= {times} THEN RAISE EXCEPTION 'in the way' USING ERRCODE = '{sqlstate}'; END IF; \
         RETURN NEW; END $$"
    );
    let mut tx = world.app.db.begin().await.unwrap();
    tx.run(sqlx::AssertSqlSafe(function), args![]).await.unwrap();
    tx.run("CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON trail FOR EACH ROW EXECUTE FUNCTION fail()", args![])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// How many transactions came as far as the trail since [`let_fail`].
async fn tries(world: &World) -> i64 {
    world.rows::<(i64,)>("SELECT last_value FROM tries", args![]).await.remove(0).0
}

async fn a_deadlock_is_tried_again_and_nobody_hears_of_it(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    for (key, sqlstate) in [("1", "40P01"), ("2", "40001")] {
        let_fail(world, TRIES - 1, sqlstate).await;
        let sent = send(&client, key, &new).await;
        assert_eq!(sent.status, 201, "{sqlstate}: {}", sent.text());
        assert_eq!(tries(world).await, TRIES as i64, "{sqlstate}");
        assert_eq!(world.count("access_request").await, 1);
        world.write("DELETE FROM access_request", args![]).await;
    }
}

async fn a_deadlock_that_stays_is_an_error_of_the_answer(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let_fail(world, 1000, "40P01").await;
    send(&client, "1", &new).await.problem(503, Code::Unavailable);
    assert_eq!(tries(world).await, TRIES as i64);
    assert_eq!((world.count("access_request").await, world.count("idempotency").await), (0, 0));
    // What is no contention is not tried again.
    let_fail(world, 1000, "23514").await;
    send(&client, "1", &new).await.problem(500, Code::Internal);
    assert_eq!(tries(world).await, 1);
}

/// A role refers to its person, so that whoever writes one holds on to the person's row; two do so beside each other.
async fn people_who_get_roles_in_two_accounts_at_once_are_told_without_a_deadlock(world: &World) {
    let person_key = world.person_key(cast::NEWCOMER).await;
    let accounts: Vec<(AccountKey,)> = world.rows("SELECT key FROM account ORDER BY key LIMIT 2", args![]).await;
    let mut transactions = Vec::new();
    for (account_key,) in accounts {
        let mut tx = world.app.db.begin().await.unwrap();
        let new = grant::New { person_key, account_key, virtual_account_key: None, role: Role::User };
        grant::give(&mut tx, &[new]).await.unwrap();
        transactions.push(tx);
    }
    let notes = transactions.into_iter().map(async |mut tx| {
        note_changes(&mut tx, vec![person_key, person_key]).await?;
        tx.commit().await
    });
    let before = changes(&world.app.db, person_key).await.unwrap();
    for outcome in join_all(notes).await {
        outcome.unwrap();
    }
    assert_eq!(changes(&world.app.db, person_key).await.unwrap(), before + 2, "once for each transaction");
}

async fn one_decision_of_several_is_tried_again_by_itself(world: &World) {
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let mut decisions = Vec::new();
    for person in [cast::NEWCOMER, cast::EMPLOYEE] {
        let new = entire(world, places::LISTED, Role::User).await;
        let sent = send(&world.sign_in(person).await, "1", &new).await;
        assert_eq!(sent.status, 201, "{person}: {}", sent.text());
        decisions.push(approval(sent.header("location").rsplit('/').next().unwrap()));
    }
    let body = json!({ "decisions": decisions, "policy_version": world.app.policy.version() });
    let approved = "SELECT count(*) FROM access_request WHERE status = 'approved'";

    let_fail(world, 1000, "40P01").await;
    administrator.post(path::ACCESS_REQUEST_DECISIONS, &body).await.problem(503, Code::Unavailable);
    assert_eq!(tries(world).await, TRIES as i64, "the first is tried again, and the second no more");
    assert_eq!(world.rows::<(i64,)>(approved, args![]).await, [(0,)]);

    let_fail(world, 1, "40P01").await;
    let answer = administrator.post(path::ACCESS_REQUEST_DECISIONS, &body).await;
    let answer: serde_json::Value = answer.json(200);
    assert_eq!(tries(world).await, 3, "the first twice, the second once: {answer}");
    assert_eq!(world.rows::<(i64,)>(approved, args![]).await, [(2,)]);
}

async fn two_transactions_that_wait_for_each_other_both_come_through(world: &World) {
    // This one takes the person's row and then the account's chain, where the server takes the chain first. Of the two,
    // PostgreSQL ends the one that finds out.
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let sent: api::access_request::AccessRequest = send(&client, "1", &new).await.json(201);
    let chain = world.account_id(places::LISTED).await;
    let mut tx = world.app.db.begin().await.unwrap();
    tx.run("SET LOCAL deadlock_timeout = '1h'", args![]).await.unwrap();
    tx.run("UPDATE person SET changes = changes", args![]).await.unwrap();

    let address = format!("{}/{}/cancellation", path::ACCESS_REQUESTS, sent.reference);
    let cancelling = tokio::spawn(async move { client.post(&address, &json!({})).await });
    let waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while world.rows::<(i64,)>(waiting, args![]).await == [(0,)] {
        tokio::task::yield_now().await;
    }
    tx.run("UPDATE trail_head SET number = number WHERE chain = $1", args![chain]).await.unwrap();
    tx.commit().await.unwrap();
    let cancelled = cancelling.await.unwrap();
    assert_eq!(cancelled.status, 200, "{}", cancelled.text());
}

async fn a_database_that_stays_busy_is_an_error_of_the_answer(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    // There is one connection that writes. It would wait for ten seconds.
    world.write("PRAGMA busy_timeout = 1", args![]).await;
    let file = world.app.settings.data.join("directory.sqlite");
    let url = format!("sqlite://{}", file.display());
    let mut other = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let busy = send(&client, "1", &new).await;
    busy.problem(503, Code::Unavailable);
    assert_eq!(busy.header("retry-after"), "5");
    // Somebody with a browser reads a page.
    let body = format!("email={}", path::segment(cast::EMPLOYEE));
    let call = world.nobody().call(reqwest::Method::POST, "/sign-in/code").header("accept", "text/html,*/*;q=0.8");
    let page = call.header("content-type", "application/x-www-form-urlencoded").body(body).send().await;
    assert_eq!((page.status, page.header("retry-after")), (503, "5"));
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.header("content-type"));
    assert!(page.text().contains("<h1>Not available at the moment</h1>"), "{}", page.text());
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    send(&client, "1", &new).await.json::<api::access_request::AccessRequest>(201);
}

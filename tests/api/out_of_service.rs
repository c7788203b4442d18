//! A database that takes nothing for the time being is no fault of whoever asked: 503, a time to try again, and nothing is
//! lost.

use api::access_request::{AccessRequests, NewAccessRequest};
use api::path;
use api::problem::Code;
use server::args;
use server::db::Engine;
use server::sample::{cast, places};
use tests::client::Client;
use tests::run::run;
use tests::world::World;

use crate::access_requests::{send, with_reason};

/// As many pages as there are, and none of them free.
async fn fill(world: &World) {
    world.write("CREATE TABLE filling (content blob)", args![]).await;
    world.write("PRAGMA max_page_count = 1", args![]).await;
    while world.rows::<(i64,)>("PRAGMA freelist_count", args![]).await != [(0,)] {
        world.write("INSERT INTO filling VALUES (zeroblob(1000))", args![]).await;
    }
}

#[test]
fn sqlite_on_a_full_disk() {
    run(Engine::Sqlite, World::sample, async |world: &World| {
        let client = world.sign_in(cast::NEWCOMER).await;
        let new = request(world).await;
        let before = requested(&client).await;
        fill(world).await;
        for _ in 0..2 {
            refuse(&client, &new).await;
        }
        assert_eq!(requested(&client).await, before);
        world.write("PRAGMA max_page_count = 1000000", args![]).await;
        assert_eq!(send(&client, "1", &new).await.status, 201);
        assert_eq!(requested(&client).await, before + 1);
    });
}

#[test]
fn sqlite_that_took_a_transaction_back_by_itself() {
    run(Engine::Sqlite, World::sample, async |world: &World| {
        let client = world.sign_in(cast::NEWCOMER).await;
        let new = request(world).await;
        fill(world).await;
        let mut tx = world.app.db.begin().await.unwrap();
        let refused = tx.run("INSERT INTO filling VALUES (zeroblob(100000))", args![]).await.unwrap_err();
        assert!(refused.to_string().contains("full"), "{refused}");
        drop(tx);
        // The next one is begun by another connection, which knows of no limit.
        assert_eq!(send(&client, "1", &new).await.status, 201);
    });
}

#[test]
fn postgresql_on_a_full_disk() {
    refuses_with(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$",
    );
}

#[test]
fn postgresql_that_only_reads() {
    refuses_with(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction'; END $$",
    );
}

fn refuses_with(function: &'static str) {
    run(Engine::Postgres, World::sample, async |world: &World| {
        let client = world.sign_in(cast::NEWCOMER).await;
        let new = request(world).await;
        let before = requested(&client).await;
        world.write(function, args![]).await;
        let trigger = "CREATE TRIGGER refuse BEFORE INSERT ON access_request EXECUTE FUNCTION refuse()";
        world.write(trigger, args![]).await;
        refuse(&client, &new).await;
        assert_eq!(requested(&client).await, before);
        world.write("DROP TRIGGER refuse ON access_request", args![]).await;
        assert_eq!(send(&client, "1", &new).await.status, 201);
        assert_eq!(requested(&client).await, before + 1);
    });
}

/// With a reason that takes more than a page of SQLite, so that it needs one that there is not.
async fn request(world: &World) -> NewAccessRequest {
    NewAccessRequest { reason: Some("語".repeat(2_000)), ..with_reason(world, places::FRENCH).await }
}

async fn refuse(client: &Client, new: &NewAccessRequest) {
    let refused = send(client, "1", new).await;
    assert!(refused.headers.contains_key("retry-after"), "{:?}", refused.headers);
    refused.problem(503, Code::Unavailable);
}

/// How many requests they have sent; what is only read is answered all the time.
async fn requested(client: &Client) -> usize {
    client.get(path::ACCESS_REQUESTS).await.json::<AccessRequests>(200).requests.len()
}

//! A database that takes nothing for the time being is no fault of whoever asked: 503, a time to try again, and nothing is
//! lost.

use api::access_request::AccessRequests;
use api::path;
use api::problem::Code;
use server::args;
use server::db::Engine;
use server::sample::{cast, places};
use tests::client::Client;
use tests::run::run;
use tests::world::World;

use crate::access_requests::{send, with_reason};

#[test]
fn sqlite_on_a_full_disk() {
    run(Engine::Sqlite, World::sample, async |world: &World| {
        world.write("CREATE TABLE filling (content blob)", args![]).await;
        world.write("PRAGMA max_page_count = 1", args![]).await;
        let fill = async |bytes: i64| {
            let mut tx = world.app.db.begin().await.unwrap();
            tx.run("INSERT INTO filling VALUES (zeroblob($1))", args![bytes]).await.map(drop)?;
            tx.commit().await
        };
        for bytes in [100_000, 1_000] {
            while fill(bytes).await.is_ok() {}
        }
        refuses_until(world, async || {
            world.write("PRAGMA max_page_count = 1000000", args![]).await;
        })
        .await;
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

fn refuses_with(refuse: &'static str) {
    run(Engine::Postgres, World::sample, async |world: &World| {
        world.write(refuse, args![]).await;
        let trigger = "CREATE TRIGGER refuse BEFORE INSERT ON access_request EXECUTE FUNCTION refuse()";
        world.write(trigger, args![]).await;
        refuses_until(world, async || world.write("DROP TRIGGER refuse ON access_request", args![]).await).await;
    });
}

/// What is sent while the database takes nothing is refused, what is read is not, and the same goes through afterwards.
async fn refuses_until(world: &World, mended: impl AsyncFnOnce()) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let mut new = with_reason(world, places::FRENCH).await;
    // More than a page of SQLite holds, so that it needs one that there is not.
    new.reason = Some("語".repeat(2_000));
    for _ in 0..2 {
        let refused = send(&client, "1", &new).await;
        assert!(refused.headers.contains_key("retry-after"), "{:?}", refused.headers);
        refused.problem(503, Code::Unavailable);
    }
    let before = requested(&client).await;
    mended().await;
    assert_eq!(send(&client, "1", &new).await.status, 201);
    assert_eq!(requested(&client).await, before + 1);
}

/// How many requests they have sent.
async fn requested(client: &Client) -> usize {
    client.get(path::ACCESS_REQUESTS).await.json::<AccessRequests>(200).requests.len()
}

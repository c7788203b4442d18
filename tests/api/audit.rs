//! The trail on both databases: whole while many write to it at once, sealed, and proven after being tampered with.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use server::args;
use server::audit::{self, verify};
use server::db::{Argument, Db};
use server::store::actor::PersonRef;
use server::store::trail;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    thirty_writers_of_one_chain_leave_it_whole,
    entries_of_many_chains_at_once_leave_them_whole,
    sealing_while_others_write_to_several_chains_stops_nobody,
    a_seal_lists_what_grew_and_nothing_twice,
    more_chains_than_an_entry_lists_are_sealed_in_several,
    two_that_seal_at_once_leave_the_seals_whole,
    what_is_tampered_with_is_found_and_named,
    a_page_ends_anywhere,
}

/// Adds an entry as a handler does.
pub async fn add(db: &Db, chains: &[&str], after: Value) {
    let mut tx = db.begin().await.unwrap();
    let who = PersonRef::new("5c2e0d6a9b7f41d38f0e4a1c2b3d4e5f".to_owned(), "émile@acme.example", "salt".to_owned());
    for chain in chains {
        trail::Entry::new(chain, "access_requested", "AR-1234-5678")
            .by(&who)
            .change(Value::Null, after.clone())
            .add(&mut tx, "1", DateTime::<Utc>::from_timestamp_millis(1_800_000_000_000).unwrap())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// What `access-directory audit verify` says, without the line that names the last seal.
async fn verified(world: &World) -> Vec<String> {
    let mut output = Vec::new();
    let is_whole = verify::database(&world.app.db, &verify::Known::default(), &mut output).await.unwrap();
    let lines: Vec<String> = String::from_utf8(output).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(lines.last().unwrap().ends_with(": whole"), is_whole);
    lines.into_iter().filter(|line| !line.starts_with("the last seal is number ")).collect()
}

async fn sealed(world: &World) -> Vec<Value> {
    let sql = "SELECT content FROM trail WHERE chain = 'seals' ORDER BY number";
    let rows: Vec<(String,)> = world.rows(sql, args![]).await;
    rows.iter().map(|(content,)| serde_json::from_str::<Value>(content).unwrap()["after"].take()).collect()
}

async fn thirty_writers_of_one_chain_leave_it_whole(world: &World) {
    let writer = |number: i64| {
        let db = world.app.db.clone();
        tokio::spawn(async move {
            for step in 0..20 {
                add(&db, &["one"], json!({ "writer": number, "step": step })).await;
            }
        })
    };
    let writers: Vec<_> = (0..30).map(writer).collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(verified(world).await, ["600 entries in 1 chains, 0 seals: whole"]);
    let heads: Vec<(i64,)> = world.rows("SELECT number FROM trail_head", args![]).await;
    assert_eq!(heads, [(600,)]);
}

async fn entries_of_many_chains_at_once_leave_them_whole(world: &World) {
    add(&world.app.db, &["chain000"], Value::Null).await;
    let chains: Vec<String> = (0..300).map(|number| format!("chain{number:03}")).collect();
    let now = world.app.clock.now();
    for step in 0..2 {
        let entries: Vec<trail::Entry<'_>> = chains
            .iter()
            .map(|chain| trail::Entry::new(chain, "imported", chain).change(Value::Null, json!({ "step": step })))
            .collect();
        let mut tx = world.app.db.begin().await.unwrap();
        trail::lock_all(&mut tx).await.unwrap();
        trail::add_all(&mut tx, &entries, "1", now).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(verified(world).await, ["601 entries in 300 chains, 0 seals: whole"]);
}

async fn sealing_while_others_write_to_several_chains_stops_nobody(world: &World) {
    // They take the chains in one order and the seals read them in the other: if the seals waited, a circle could close.
    let writer = |_| {
        let db = world.app.db.clone();
        tokio::spawn(async move {
            for _ in 0..20 {
                add(&db, &["z", "a"], Value::Null).await;
            }
        })
    };
    let writers: Vec<_> = (0..8).map(writer).collect();
    while !writers.iter().all(|writer| writer.is_finished()) {
        audit::seal(&world.app).await.unwrap();
        tokio::task::yield_now().await;
    }
    for writer in writers {
        writer.await.unwrap();
    }
    audit::seal(&world.app).await.unwrap();
    assert_eq!(audit::seal(&world.app).await.unwrap(), 0);
    let seals = sealed(world).await.len();
    let said = format!("{} entries in 3 chains, {seals} seals: whole", 320 + seals);
    assert_eq!(verified(world).await, [said]);
}

async fn a_seal_lists_what_grew_and_nothing_twice(world: &World) {
    assert_eq!(audit::seal(&world.app).await.unwrap(), 0);
    add(&world.app.db, &["one", "service"], Value::Null).await;
    assert_eq!(audit::seal(&world.app).await.unwrap(), 1);
    assert_eq!(audit::seal(&world.app).await.unwrap(), 0, "nothing grew, and the seals do not seal themselves");
    add(&world.app.db, &["one"], Value::Null).await;
    assert_eq!(audit::seal(&world.app).await.unwrap(), 1);
    let hash = async |number: i64| {
        let sql = "SELECT hash FROM trail WHERE chain = 'one' AND number = $1";
        world.rows::<(String,)>(sql, args![number]).await.remove(0).0
    };
    let seals = sealed(world).await;
    assert_eq!(seals[0][0], json!(["one", 1, hash(1).await]));
    assert_eq!((seals[0][1][0].as_str(), seals[0].as_array().unwrap().len()), (Some("service"), 2));
    assert_eq!(seals[1], json!([["one", 2, hash(2).await]]));
    let numbers: Vec<(i64,)> =
        world.rows("SELECT sealed_number FROM trail_head WHERE chain <> 'seals' ORDER BY chain", args![]).await;
    assert_eq!(numbers, [(2,), (1,)]);
    assert_eq!(verified(world).await, ["5 entries in 3 chains, 2 seals: whole"]);
}

async fn more_chains_than_an_entry_lists_are_sealed_in_several(world: &World) {
    for number in 0..501 {
        add(&world.app.db, &[&format!("chain{number:03}")], Value::Null).await;
    }
    assert_eq!(audit::seal(&world.app).await.unwrap(), 2);
    let lengths: Vec<usize> = sealed(world).await.iter().map(|heads| heads.as_array().unwrap().len()).collect();
    assert_eq!(lengths, [500, 1]);
    assert_eq!(verified(world).await, ["503 entries in 502 chains, 2 seals: whole"]);
}

async fn two_that_seal_at_once_leave_the_seals_whole(world: &World) {
    for number in 1..=10_u64 {
        add(&world.app.db, &["one", "two"], Value::Null).await;
        let (one, other) = tokio::join!(audit::seal(&world.app), audit::seal(&world.app));
        let made = one.unwrap() + other.unwrap();
        // Only the very first two find no chain of seals on which one could wait for the other.
        assert!(made == 1 || (number == 1 && made == 2), "{made} seals of the same");
    }
    assert!(verified(world).await[0].ends_with(" seals: whole"));
}

async fn what_is_tampered_with_is_found_and_named(world: &World) {
    let entries = async |chain: &str, from: i64| {
        let sql = "SELECT number, content, hash FROM trail WHERE chain = $1 AND number >= $2 ORDER BY number";
        world.rows::<(i64, String, String)>(sql, args![chain, from]).await
    };
    world.let_trail_be_changed().await;
    for _ in 0..3 {
        add(&world.app.db, &["one", "service", "two"], json!({ "role": "user" })).await;
    }
    audit::seal(&world.app).await.unwrap();
    add(&world.app.db, &["two"], json!({ "role": "user" })).await;
    assert_eq!(verified(world).await, ["11 entries in 4 chains, 1 seals: whole"]);
    let (_, content, hash) = entries("one", 2).await.remove(0);

    let edits: [(&str, Vec<Argument>, &str); 8] = [
        (
            "UPDATE trail SET previous = hash WHERE chain = 'one' AND number = $1",
            args![2],
            "chain `one`, number 2: the hash of the entry before is `",
        ),
        (
            "UPDATE trail SET format = 1 WHERE chain = 'one' AND number = $1",
            args![2],
            "chain `one`, number 2: the entry is of format 1, but one of format 2 stands before it",
        ),
        (
            "UPDATE trail SET content = replace(content, 'user', 'administrator') WHERE chain = 'one' AND number = $1",
            args![2],
            "chain `one`, number 2: the hash is `",
        ),
        (
            "UPDATE trail SET subject = 'AR-0000-0000' WHERE chain = 'one' AND number = $1",
            args![2],
            "chain `one`, number 2: the subject is stored as `\"AR-0000-0000\"`, but the content says `\"AR-1234-5678\"`",
        ),
        (
            "UPDATE trail SET number = 9 WHERE chain = 'one' AND number = $1",
            args![2],
            "chain `one`, number 9: the hash is `",
        ),
        (
            "UPDATE trail_head SET number = 7 WHERE chain = 'two' AND number = $1",
            args![4],
            "chain `two`, number 4: the chain ends here, but its head says number 7",
        ),
        (
            "DELETE FROM trail WHERE chain = 'two' AND number = $1",
            args![4],
            "chain `two`, number 3: the chain ends here, but its head says number 4",
        ),
        (
            "INSERT INTO trail_head (chain, number, hash, sealed_number) VALUES ('three', $1, '', 0)",
            args![6],
            "chain `three`, number 6: there is a head, but the chain has no entries",
        ),
    ];
    for (edit, arguments, said) in edits {
        let before = snapshot(world).await;
        world.write(edit, arguments).await;
        let lines = verified(world).await;
        assert!(lines.iter().any(|line| line.starts_with(said)), "{edit}: {lines:#?}");
        assert!(lines.last().unwrap().contains(" seals: ") && lines.last().unwrap().contains("problem"), "{lines:?}");
        restore(world, before).await;
        assert!(verified(world).await[0].ends_with(": whole"), "{edit} was not taken back");
    }

    // Two entries swapped.
    let (_, other_content, other_hash) = entries("one", 3).await.remove(0);
    let update = "UPDATE trail SET content = $1, hash = $2 WHERE chain = 'one' AND number = $3";
    let before = snapshot(world).await;
    world.write(update, args![&other_content, &other_hash, 2]).await;
    world.write(update, args![&content, &hash, 3]).await;
    let lines = verified(world).await;
    for said in ["chain `one`, number 2: the hash is `", "chain `one`, number 3: the hash is `"] {
        assert!(lines.iter().any(|line| line.starts_with(said)), "{lines:#?}");
    }
    restore(world, before).await;

    // A whole chain written anew after a seal, by the very code that writes chains.
    world.write("DELETE FROM trail WHERE chain = 'one'", args![]).await;
    world.write("DELETE FROM trail_head WHERE chain = 'one'", args![]).await;
    for _ in 0..3 {
        add(&world.app.db, &["one"], json!({ "role": "viewer" })).await;
    }
    let lines = verified(world).await;
    assert_eq!(lines.len(), 2, "{lines:#?}");
    let said =
        format!("chain `one`, number 3: the hash is `{}`, but seal 1 lists it as `", entries("one", 3).await[0].2);
    assert!(lines[0].starts_with(&said), "{lines:#?}");
    assert_eq!(lines[1], "11 entries in 4 chains, 1 seals: 1 problem");
}

async fn a_page_ends_anywhere(world: &World) {
    // A page has 1000 entries: one chain crosses it, and the last entry of another stands right at its end.
    for number in 0..1001 {
        let chain = if number < 700 { "one" } else { "two" };
        add(&world.app.db, &[chain], Value::Null).await;
    }
    add(&world.app.db, &["zero"], Value::Null).await;
    assert_eq!(verified(world).await, ["1002 entries in 3 chains, 0 seals: whole"]);
}

type Rows = (Vec<(String, i64, String, String, String, i64, Option<String>)>, Vec<(String, i64, String, i64)>);

async fn snapshot(world: &World) -> Rows {
    (
        world
            .rows("SELECT chain, number, subject, content, hash, format, previous FROM trail ORDER BY key", args![])
            .await,
        world.rows("SELECT chain, number, hash, sealed_number FROM trail_head", args![]).await,
    )
}

async fn restore(world: &World, (entries, heads): Rows) {
    world.write("DELETE FROM trail", args![]).await;
    world.write("DELETE FROM trail_head", args![]).await;
    for (chain, number, subject, content, hash, format, previous) in entries {
        let sql = "INSERT INTO trail (chain, number, subject, content, hash, format, previous) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
        world.write(sql, args![chain, number, subject, content, hash, format, previous]).await;
    }
    for (chain, number, hash, sealed_number) in heads {
        let sql = "INSERT INTO trail_head (chain, number, hash, sealed_number) VALUES ($1, $2, $3, $4)";
        world.write(sql, args![chain, number, hash, sealed_number]).await;
    }
}

//! A database whose trail is of format 1: it stays whole, goes on in format 2, and names nobody who only has the address
//! of whoever acted.

use chrono::DateTime;
use serde_json::{Value, json};
use server::args;
use server::audit::verify;
use server::base::secret::digest;
use server::db::{Db, Engine};
use server::store::key::PersonKey;
use server::store::{actor, trail};

use super::migration::Before;

/// The last version that wrote format 1.
const BEFORE: i64 = 11;

const FIRST: &str = "a@x.example";
const LATER: &str = "b@x.example";
const BY_ISSUER: &str = "https://id.example|s-3";

/// Person 2 had the address until they got another one; person 1 has it since. No address leads to person 3.
const PEOPLE: &str = "\
    INSERT INTO person (key, email, email_folded, email_domain, email_verified, name, organisation, country, locale, \
        affiliation, partner, operator, version) VALUES \
        (1, 'a@x.example', 'a@x.example', 'x.example', TRUE, 'Successor', '', '', 'en', 'external', FALSE, FALSE, 1), \
        (2, 'b@x.example', 'b@x.example', 'x.example', TRUE, 'Predecessor', '', '', 'en', 'external', FALSE, FALSE, 1), \
        (3, 'a@x.example', NULL, 'x.example', FALSE, 'Third', '', '', 'en', 'external', FALSE, FALSE, 1); \
    INSERT INTO identity (issuer, subject, person_key, created_at) VALUES ('https://id.example', 's-3', 3, 0); ";

/// Entries of format 1 as statements, in this order: chain, event, who, before.
fn statements(entries: &[(&str, &str, &str, Value)]) -> String {
    let mut heads: Vec<(&str, i64, String)> = Vec::new();
    let mut sql = PEOPLE.to_owned();
    for (chain, event, who, before) in entries {
        let at = heads.iter().position(|(known, ..)| known == chain).unwrap_or_else(|| {
            heads.push((chain, 0, String::new()));
            heads.len() - 1
        });
        let (_, number, previous) = &heads[at];
        let (number, subject) = (number + 1, "AR-1");
        let content = json!({
            "after": null, "at": "2026-03-01T09:30:00.000Z", "before": before, "chain": chain, "event": event,
            "number": number, "policy": "1", "previous": previous, "rules": [], "subject": subject, "who": who,
        });
        let hash = digest(content.to_string().as_bytes());
        sql += &format!(
            "INSERT INTO trail (chain, number, subject, content, hash) \
             VALUES ('{chain}', {number}, '{subject}', '{content}', '{hash}'); "
        );
        heads[at] = (chain, number, hash);
    }
    for (chain, number, hash) in heads {
        sql += &format!("INSERT INTO trail_head VALUES ('{chain}', {number}, '{hash}', 0); ");
    }
    sql
}

async fn is_whole(db: &Db) -> String {
    let mut said = Vec::new();
    verify::database(db, &verify::Known::default(), &mut said).await.unwrap();
    String::from_utf8(said).unwrap()
}

async fn the_trail_goes_on(engine: Engine) {
    let moved = json!({ "email": FIRST, "leads_here": true, "verified": true });
    let entries = [
        ("one", "access_requested", FIRST, Value::Null),
        ("one", "access_reminder_sent", BY_ISSUER, Value::Null),
        ("service", "address_changed", LATER, moved),
        ("one", "access_approved", FIRST, Value::Null),
        ("one", "access_declined", LATER, Value::Null),
    ];
    let before = Before::make_version(engine, BEFORE, &statements(&entries)).await;
    let db = before.open().await.unwrap();
    assert_eq!(is_whole(&db).await, "5 entries in 2 chains, 0 seals: whole\n");

    let mut tx = db.begin().await.unwrap();
    let successor = actor::by_key(&mut tx, PersonKey(1)).await.unwrap();
    let entry = trail::Entry::new("one", "access_cancelled", "AR-1").by(&successor);
    entry.add(&mut tx, "1", DateTime::from_timestamp_millis(1_800_000_000_000).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(is_whole(&db).await, "6 entries in 2 chains, 0 seals: whole\n");

    let entries = trail::of_subject(&db, "AR-1").await.unwrap();
    let people = actor::people(&db, &entries).await.unwrap();
    let names: Vec<Option<&str>> =
        entries.iter().map(|entry| people.get(&entry.key).map(|person| person.name.as_str())).collect();
    // Who made the first is not known any more: the address is somebody else's.
    let (successor, predecessor) = (Some("Successor"), Some("Predecessor"));
    assert_eq!(names, [None, Some("Third"), predecessor, successor, predecessor, successor]);

    // Whoever gets an address later is not whom an entry of format 1 means by it.
    let swap = [
        ("UPDATE person SET email_folded = 'c@x.example', email = 'c@x.example' WHERE key = $1", 2_i64),
        ("UPDATE person SET email_folded = 'b@x.example', email = 'b@x.example' WHERE key = $1", 3),
    ];
    let mut tx = db.begin().await.unwrap();
    for (sql, key) in swap {
        tx.run(sql, args![key]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let people = actor::people(&db, &entries).await.unwrap();
    assert_eq!(people[&entries[4].key].key, PersonKey(2));
    db.close().await;
    before.remove().await;
}

#[tokio::test]
async fn sqlite_goes_on() {
    the_trail_goes_on(Engine::Sqlite).await;
}

#[tokio::test]
async fn postgres_goes_on() {
    the_trail_goes_on(Engine::Postgres).await;
}

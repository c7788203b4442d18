//! `access-directory admin erase`: what is gone, what stays, and who cannot be erased yet.

mod account_requests;

use api::access_grant::{AccessGrantChange, AccessGrantQuery, AccessGrants};
use api::access_request::{AccessRequest, NewAccessRequest};
use api::path;
use clap::Parser;
use reqwest::Method;
use rules::vocabulary::{Role, Scope};
use serde_json::{Value, json};
use server::args;
use server::audit::{self, verify};
use server::base::time_zone::Zone;
use server::commands::admin::{AdminCommand, run};
use server::db::Engine;
use server::store::outbox;
use sqlx::AssertSqlSafe;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    everything_personal_is_gone_and_the_trail_is_whole,
    an_address_of_before_is_gone_as_well,
    whoever_is_needed_is_refused_with_a_way,
    the_next_with_the_address_is_somebody_else,
    entries_of_format_1_that_keep_an_address_are_named,
    mail_goes_on,
}

const ANN: &str = "Ann.Lee@northmoor.com";
const FOLDED: &str = "ann.lee@northmoor.com";
const NAME: &str = "Ann Quill";
const BO: &str = "bo@northmoor.com";
const OPERATOR: &str = "ruth@operator.example";
/// What Ann wrote, and what was written to her.
const WORDS: [&str; 5] = ["zebra", "quokka", "wombat", "narwhal", "axolotl"];

/// What Ann wrote about her own request and about another's, and what was written to her.
const MESSAGES: [&str; 3] = ["lemur", "tapir", "okapi"];

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: AdminCommand,
}

pub async fn erase(world: &World, named: &str) -> Result<String, String> {
    let arguments = Arguments::try_parse_from(["admin", "erase", named]).unwrap();
    let (mut output, mut notes) = (Vec::new(), Vec::new());
    let done = run(&world.app, &arguments.command, &mut output, &mut notes).await;
    assert_eq!(output, b"", "there is nothing for scripts");
    done.map(|()| String::from_utf8(notes).unwrap()).map_err(|error| format!("{error:#}"))
}

/// Ann and Bo administer Northmoor; Bo alone South; Cy and the operator are there.
async fn fill(world: &World) {
    let files = Files::default()
        .listed("Northmoor", "northmoor.com")
        .listed("South", "south.com")
        .listed("Third", "third.com")
        .person(NAME, ANN)
        .person("Bo", BO)
        .grant(ANN, "northmoor.com", "", "administrator")
        .grant(BO, "northmoor.com", "", "administrator")
        .grant(BO, "south.com", "", "administrator");
    world.import(&files.person_line(&format!("{OPERATOR},Ruth,Operator,GB,en,internal,false,true"))).await;
    world
        .write(
            "UPDATE person SET organisation = 'Quill Works', time_zone = 'Pacific/Niue' WHERE name = $1",
            args![NAME],
        )
        .await;
}

async fn send(world: &World, client: &Client, domain: &str, reason: Option<&str>) -> String {
    let by_identifier = reason.is_some();
    let new = NewAccessRequest {
        account: world.account_id(domain).await,
        identifier: by_identifier.then(|| domain.to_owned()),
        scope: (!by_identifier).then_some(Scope::Entire),
        role: (!by_identifier).then_some(Role::User),
        reason: reason.map(str::to_owned),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    };
    let call = client.call(Method::POST, path::ACCESS_REQUESTS).header("idempotency-key", domain).json(&new);
    call.send().await.json::<AccessRequest>(201).reference
}

async fn decide(world: &World, client: &Client, decision: Value) {
    let decisions = json!({ "decisions": [decision], "policy_version": world.app.policy.version() });
    let answer = client.post(path::ACCESS_REQUEST_DECISIONS, &decisions).await;
    assert_eq!((answer.status, answer.text().contains("declined")), (200, true), "{}", answer.text());
}

async fn write(client: &Client, address: &str, text: &str) {
    let key = server::base::secret::digest(text.as_bytes());
    let call = client.call(Method::POST, address).header("idempotency-key", &key).json(&json!({ "text": text }));
    assert_eq!(call.send().await.status, 201, "{text}");
}

/// Ann asked Bo and the operator for access, one of them said no with words, and she said no to Cy.
async fn live(world: &World) {
    fill(world).await;
    let (ann, bo) = (world.sign_in(ANN).await, world.sign_in(BO).await);
    let declined = send(world, &ann, "south.com", Some(WORDS[0])).await;
    write(&bo, &path::pending_access_request_messages(&declined), MESSAGES[2]).await;
    decide(world, &bo, json!({ "reference": declined, "version": 1, "decision": "decline", "reason": WORDS[1] })).await;
    let open = send(world, &ann, "third.com", Some(WORDS[2])).await;
    write(&ann, &path::access_request_messages(&open), MESSAGES[0]).await;
    world.import(&Files::default().person("Cy", "cy@northmoor.com")).await;
    let cy = world.sign_in("cy@northmoor.com").await;
    let asked = send(world, &cy, "northmoor.com", None).await;
    write(&ann, &path::pending_access_request_messages(&asked), MESSAGES[1]).await;
    decide(world, &ann, json!({ "reference": asked, "version": 1, "decision": "decline", "reason": WORDS[3] })).await;
    change_access(world, &ann).await;
    audit::seal(&world.app).await.unwrap();
}

/// Dan, who still holds access, is told by whom it was changed.
async fn change_access(world: &World, administrator: &Client) {
    let dan =
        Files::default().person("Dan", "dan@northmoor.com").grant("dan@northmoor.com", "northmoor.com", "", "user");
    world.import(&dan).await;
    let account = world.account_id("northmoor.com").await;
    let query = AccessGrantQuery { q: "dan@".to_owned(), ..Default::default() };
    let grant =
        administrator.get(&path::access_grants(&account, &query)).await.json::<AccessGrants>(200).grants.remove(0);
    let change = AccessGrantChange { role: Role::Viewer, version: grant.version };
    assert_eq!(administrator.patch(&path::access_grant(&account, &grant.id), &change).await.status, 200);
    let sql = "SELECT details FROM outbox WHERE event = 'access_changed'";
    let (mail,): (String,) = world.rows(sql, args![]).await.remove(0);
    assert!(mail.contains(NAME), "{mail}");
}

/// Where a text stands, in whatever column of whatever table: as `table.column`.
pub async fn places(world: &World, text: &str) -> Vec<String> {
    let columns = match world.app.db.engine() {
        Engine::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' \
             AND c.type = 'TEXT'"
        }
        Engine::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type = 'text'"
        }
    };
    let mut found = Vec::new();
    for (table, column) in world.rows::<(String, String)>(columns, args![]).await {
        let sql = format!("SELECT count(*) FROM {table} WHERE lower({column}) LIKE $1");
        let pattern = format!("%{}%", text.to_lowercase());
        let (count,): (i64,) = world.app.db.one(AssertSqlSafe(sql), args![pattern]).await.unwrap();
        found.extend((count > 0).then(|| format!("{table}.{column}")));
    }
    found
}

async fn is_whole(world: &World) -> String {
    let mut said = Vec::new();
    verify::database(&world.app.db, &verify::Known::default(), &mut said).await.unwrap();
    let said = String::from_utf8(said).unwrap();
    assert!(said.ends_with(": whole\n"), "{said}");
    said
}

async fn everything_personal_is_gone_and_the_trail_is_whole(world: &World) {
    live(world).await;
    let own = [FOLDED, NAME, "Quill Works", "Pacific/Niue", WORDS[0], WORDS[1], WORDS[2], WORDS[3]];
    for text in own.into_iter().chain(MESSAGES) {
        assert!(!places(world, text).await.is_empty(), "{text} is looked for where it does not stand");
    }
    let id = world.person_id(ANN).await;
    let entries = world.count("trail").await;
    let notes = erase(world, ANN).await.unwrap();
    assert!(notes.starts_with(&format!("{ANN} is erased; the trail calls them `{id}`")), "{notes}");
    assert!(!notes.contains("format 1"), "{notes}");
    for text in own.into_iter().chain(MESSAGES) {
        assert_eq!(places(world, text).await, [""; 0], "{text}");
    }
    assert!(!places(world, "bo@northmoor.com").await.is_empty(), "others stay");
    // What still has to be sent is, to Cy without her words.
    let left = outbox::newest(&world.app.db).await.unwrap();
    assert!(left.iter().any(|mail| mail.recipient == "cy@northmoor.com" && mail.event == "access_declined"));
    for mail in left {
        assert!(
            server::mail::render(&mail, &Zone::UTC, &world.app.settings, &world.app.secret).is_ok(),
            "{}",
            mail.details
        );
    }
    // A request that was open, a grant, and the erasure itself.
    assert_eq!(world.count("trail").await, entries + 3);
    let sql = "SELECT content FROM trail WHERE content LIKE '%\"event\":\"person_erased\"%'";
    let (content,): (String,) = world.rows(sql, args![]).await.remove(0);
    let entry: Value = serde_json::from_str(&content).unwrap();
    assert_eq!((&entry["subject"], &entry["who"]), (&json!(id), &Value::Null));
    assert_eq!((&entry["after"]["grants"], &entry["after"]["requests_cancelled"]), (&json!(1), &json!(1)));
    is_whole(world).await;
    // Whose requests she decided read the history without her.
    let cy = world.sign_in("cy@northmoor.com").await;
    let listed = cy.get(path::ACCESS_REQUESTS).await;
    assert_eq!((listed.status, listed.text().contains("declined")), (200, true), "{}", listed.text());
    let refused = erase(world, ANN).await.unwrap_err();
    assert!(refused.contains("is nobody's address"), "{refused}");
}

async fn an_address_of_before_is_gone_as_well(world: &World) {
    live(world).await;
    let key = world.person_key(ANN).await;
    let mut tx = world.app.db.begin().await.unwrap();
    let email = server::domains::email::EmailAddress::parse("later@northmoor.com").unwrap();
    let address = server::store::person::Address { email, verified: true, is_primary: true };
    server::store::person::change_address(&mut tx, key, &address).await.unwrap();
    tx.commit().await.unwrap();
    assert!(places(world, FOLDED).await.contains(&"trail_address.address".to_owned()));
    erase(world, "later@northmoor.com").await.unwrap();
    for text in [FOLDED, "later@northmoor.com", NAME, WORDS[0]] {
        assert_eq!(places(world, text).await, [""; 0], "{text}");
    }
    is_whole(world).await;
}

async fn whoever_is_needed_is_refused_with_a_way(world: &World) {
    live(world).await;
    let refused = erase(world, OPERATOR).await.unwrap_err();
    assert!(refused.contains("import another person with `operator` set first"), "{refused}");
    let refused = erase(world, BO).await.unwrap_err();
    assert!(refused.starts_with("nobody else administers `south.com`: "), "{refused}");
    for nobody in ["nobody@northmoor.com", "5c2e", "ann"] {
        assert!(erase(world, nobody).await.is_err(), "{nobody}");
    }
    // By the id as well.
    let id = world.person_id(ANN).await;
    erase(world, &id).await.unwrap();
    assert!(erase(world, &id).await.is_err(), "once");
}

async fn the_next_with_the_address_is_somebody_else(world: &World) {
    live(world).await;
    let (before, id) = (world.person_key(ANN).await, world.person_id(ANN).await);
    erase(world, ANN).await.unwrap();
    world.import(&Files::default().person("Another", ANN)).await;
    assert_ne!((world.person_key(ANN).await, world.person_id(ANN).await), (before, id));
    let next = world.sign_in(ANN).await;
    let own = next.get(path::ACCESS_REQUESTS).await;
    assert!(!own.text().contains("AR-"), "{}", own.text());
}

async fn entries_of_format_1_that_keep_an_address_are_named(world: &World) {
    live(world).await;
    let content = json!({
        "after": null, "at": "2026-03-01T09:30:00.000Z", "before": null, "chain": "old", "event": "signed_in",
        "number": 1, "policy": "1", "previous": "", "rules": [], "subject": "session", "who": ANN,
    });
    let hash = server::base::secret::digest(content.to_string().as_bytes());
    let sql = "INSERT INTO trail (chain, number, subject, content, hash) VALUES ('old', $1, 'session', $2, $3)";
    world.write(sql, args![1, content.to_string(), &hash]).await;
    let sql = "INSERT INTO trail_head (chain, number, hash, sealed_number) VALUES ('old', $1, $2, 0)";
    world.write(sql, args![1, &hash]).await;
    let notes = erase(world, ANN).await.unwrap();
    assert!(notes.contains("which nobody can change:\nchain `old`, number 1\n"), "{notes}");
    assert_eq!(places(world, FOLDED).await, ["trail.content"]);
    is_whole(world).await;
}

async fn mail_goes_on(world: &World) {
    live(world).await;
    let now = world.app.clock.now();
    // One to Ann is being sent at this moment; one to somebody else has nothing to do with her.
    let minute = chrono::TimeDelta::minutes(1);
    let leased = outbox::lease(&world.app.db, now, minute, outbox::Room { codes: 100, others: 100 }).await.unwrap();
    let of_ann = leased.iter().position(|one| one.mail.recipient == ANN).unwrap();
    let mut tx = world.app.db.begin().await.unwrap();
    let new = outbox::New {
        event: "sign_in_code",
        recipient: "dee@south.com",
        locale: text::Locale::En,
        details: "{}",
        lane: outbox::Lane::Codes,
        lifetime: None,
    };
    outbox::put(&mut tx, &[new], now).await.unwrap();
    tx.commit().await.unwrap();
    erase(world, ANN).await.unwrap();
    assert!(!outbox::mark_sent(&world.app.db, &leased[of_ann], now).await.unwrap(), "it is not there any more");
    assert!(!outbox::mark_failed(&world.app.db, &leased[of_ann], now, "550").await.unwrap());
    let left = outbox::newest(&world.app.db).await.unwrap();
    assert!(left.iter().any(|mail| mail.recipient == "dee@south.com"));
    assert!(left.iter().all(|mail| mail.recipient != ANN && !mail.details.to_lowercase().contains(FOLDED)));
    let mut tx = world.app.db.begin().await.unwrap();
    outbox::revive(&mut tx, None, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        outbox::lease(&world.app.db, now + minute + minute, minute, outbox::Room { codes: 100, others: 100 })
            .await
            .unwrap()
            .len(),
        left.len()
    );
}

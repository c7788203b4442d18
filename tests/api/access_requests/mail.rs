//! What a request leaves behind it: mail to whoever decides, and one row of the trail, all or nothing.

use api::access_request::AccessRequest;
use api::path;
use api::problem::Code;
use rules::vocabulary::{Deciders, Role};
use serde_json::{Value, json};
use server::args;
use server::sample::{cast, places};
use server::store::trail;
use tests::files::Files;
use tests::world::World;
use text::{Locale, Texts};

use super::{entire, selected, send, with_reason};

tests::on_both_databases! {
    in World::sample:
    administrators_get_a_mail_each_in_their_language,
    a_mail_to_deciders_names_who_asks_for_which_roles_and_what_they_hold,
    an_account_without_an_administrator_is_the_operators_to_decide,
    the_administrator_of_the_part_asked_for_gets_a_mail_too,
    who_administers_several_of_the_parts_gets_one_mail,
    nobody_is_mailed_about_their_own_request,
    the_trail_has_one_row_without_the_persons_words,
    what_cannot_be_written_entirely_is_not_written_at_all,
}

/// Recipients and languages, in the order of the addresses.
async fn recipients(world: &World) -> Vec<(String, String)> {
    world.rows("SELECT recipient, locale FROM outbox ORDER BY recipient", args![]).await
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(email, locale)| ((*email).to_owned(), (*locale).to_owned())).collect()
}

async fn administrators_get_a_mail_each_in_their_language(world: &World) {
    let second = Files::default().grant(cast::PARTNER, places::FRENCH, "", "administrator");
    world.import(&second).await;
    let client = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let sent: AccessRequest = send(&client, "1", &with_reason(world, places::FRENCH).await).await.json(201);
    assert_eq!(recipients(world).await, pairs(&[(cast::FRENCH_ADMINISTRATOR, "fr"), (cast::PARTNER, "en")]));

    let mail: Vec<Value> = world.nobody().get(path::SAMPLE_MAIL).await.json(200);
    for (recipient, locale) in [(cast::FRENCH_ADMINISTRATOR, Locale::Fr), (cast::PARTNER, Locale::En)] {
        let mail = mail.iter().find(|mail| mail["to"] == recipient).unwrap();
        let texts = Texts::embedded(locale);
        assert_eq!(mail["subject"], texts.mail_access_requested_subject_open("Sam Everby", "Voltarive Énergie"));
        let text = mail["text"].as_str().unwrap();
        for part in
            ["Sam Everby", cast::PUBLIC_MAILBOX, "Everby Translations", "I plan their network.", &sent.reference]
        {
            assert!(text.contains(part), "`{part}` is missing in {text}");
        }
        assert!(text.contains(texts.mail_access_requested_why_administrator()), "{text}");
    }
    assert_ne!(mail[0]["message_id"], mail[1]["message_id"]);
    let page = world.nobody().get("/sample/mail").await;
    assert!(page.text().contains(&sent.reference));
}

async fn a_mail_to_deciders_names_who_asks_for_which_roles_and_what_they_hold(world: &World) {
    let parts =
        [(places::LISTED_DEEP, Role::User), (places::LISTED_SUBTREE, Role::Administrator), ("Ireland", Role::User)];
    let new = selected(world, places::LISTED, &parts).await;
    send(&world.sign_in(cast::NEWCOMER).await, "1", &new).await.json::<AccessRequest>(201);
    let employee = world.sign_in(cast::EMPLOYEE).await;
    let sent: AccessRequest = send(&employee, "1", &entire(world, places::LISTED, Role::User).await).await.json(201);
    let mails = async || -> Vec<(String, String)> {
        let mails: Vec<Value> = world.nobody().get(path::SAMPLE_MAIL).await.json(200);
        let to_administrator = mails.iter().filter(|mail| mail["to"] == cast::ADMINISTRATOR);
        let of = |mail: &Value, part: &str| mail[part].as_str().unwrap().to_owned();
        to_administrator.map(|mail| (of(mail, "subject"), of(mail, "text"))).collect()
    };
    let of = async |subject: &str| {
        let mails = mails().await;
        let found = mails.iter().find(|(other, _)| other == subject);
        found.unwrap_or_else(|| panic!("{subject} is not among {mails:?}")).1.clone()
    };
    let text = of("Grace Whitlow requests access to Northmoor Rail: Administrator (Great Britain / Leeds), \
                   User (Great Britain / Leeds / Signalling) and 1 more place")
    .await;
    for line in [
        "    - Virtual Account Great Britain / Leeds, as Administrator (manages who has access)",
        "    - Virtual Account Ireland, as User",
        "    Holds already: Nothing in this account",
    ] {
        assert!(text.lines().any(|other| other == line.trim_start()), "{line} in {text}");
    }
    let text = of("Emma Hartwell requests access to Northmoor Rail: User (entire Smart Account)").await;
    let held = "Holds already: Virtual Account Great Britain / Leeds / Signalling, as Viewer";
    assert!(text.contains("Asked for: Entire Smart Account, as User") && text.contains(held), "{text}");

    world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": 3 * 86_400 })).await;
    employee.post(&path::access_request_reminders(&sent.reference), &json!({})).await.json::<AccessRequest>(201);
    let text = of("Reminder 1 – Emma Hartwell requests access to Northmoor Rail: User (entire Smart Account)").await;
    assert!(text.contains(held), "{text}");
}

async fn an_account_without_an_administrator_is_the_operators_to_decide(world: &World) {
    let client = world.sign_in(cast::WITHOUT_ADMINISTRATOR).await;
    let new = entire(world, places::WITHOUT_ADMINISTRATOR, Role::Administrator).await;
    let sent: AccessRequest = send(&client, "1", &new).await.json(201);
    assert_eq!(sent.deciders, Deciders::Operator);
    assert_eq!(recipients(world).await, pairs(&[(cast::OPERATOR, "en")]));
    let mail: Vec<Value> = world.nobody().get(path::SAMPLE_MAIL).await.json(200);
    let why = Texts::embedded(Locale::En).mail_why_operator();
    assert!(mail[0]["text"].as_str().unwrap().contains(why));
}

async fn the_administrator_of_the_part_asked_for_gets_a_mail_too(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
    send(&client, "1", &new).await.json::<AccessRequest>(201);
    let both = [(cast::ADMINISTRATOR, "en"), (cast::VIRTUAL_ACCOUNT_ADMINISTRATOR, "en")];
    assert_eq!(recipients(world).await, pairs(&both));
}

async fn who_administers_several_of_the_parts_gets_one_mail(world: &World) {
    let above = places::LISTED_DEEP.rsplit_once('/').unwrap().0;
    let twice = Files::default().grant(cast::PARTNER, places::LISTED, places::LISTED_DEEP, "administrator");
    world.import(&twice.grant(cast::PARTNER, places::LISTED, above, "administrator")).await;
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
    send(&client, "1", &new).await.json::<AccessRequest>(201);
    let mailed: Vec<String> = recipients(world).await.into_iter().map(|(email, _)| email).collect();
    assert_eq!(mailed.iter().filter(|email| *email == cast::PARTNER).count(), 1, "{mailed:?}");
}

async fn nobody_is_mailed_about_their_own_request(world: &World) {
    let client = world.sign_in(cast::VIRTUAL_ACCOUNT_ADMINISTRATOR).await;
    let new = selected(world, places::LISTED, &[("Ireland", Role::User)]).await;
    send(&client, "1", &new).await.json::<AccessRequest>(201);
    assert_eq!(recipients(world).await, pairs(&[(cast::ADMINISTRATOR, "en")]));
}

async fn the_trail_has_one_row_without_the_persons_words(world: &World) {
    let client = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let sent: AccessRequest = send(&client, "1", &with_reason(world, places::LISTED).await).await.json(201);
    let sql = "SELECT chain, content FROM trail WHERE subject = $1";
    let rows: Vec<(String, String)> = world.rows(sql, args![&sent.reference]).await;
    let [(chain, content)] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(*chain, sent.account, "the account's own chain");
    let entry: Value = serde_json::from_str(content).unwrap();
    assert_eq!(
        (&entry["event"], &entry["who"]),
        (&json!("access_requested"), &json!(world.person_id(cast::PUBLIC_MAILBOX).await))
    );
    let at = sent.created_at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    assert_eq!((&entry["at"], &entry["policy"]), (&json!(at), &json!(world.app.policy.version())));
    let labels: Vec<String> = sent.rules.iter().map(|rule| format!("{}/{}", rule.decision, rule.rule)).collect();
    assert_eq!(entry["rules"], json!(labels));
    assert!(!content.contains("network"), "a person's free text is in {content}");
    let (salt,): (String,) = world
        .rows("SELECT reason_salt FROM access_request WHERE reference = $1", args![&sent.reference])
        .await
        .remove(0);
    assert_eq!(entry["after"]["reason"], json!(trail::commitment(&salt, "I plan their network.")));
}

async fn what_cannot_be_written_entirely_is_not_written_at_all(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let entries = world.count("trail").await;
    for (away, back) in [
        ("ALTER TABLE outbox RENAME TO away", "ALTER TABLE away RENAME TO outbox"),
        ("ALTER TABLE trail RENAME TO away", "ALTER TABLE away RENAME TO trail"),
    ] {
        world.write(away, args![]).await;
        send(&client, "1", &new).await.problem(500, Code::Internal);
        world.write(back, args![]).await;
        for (table, rows) in [("access_request", 0), ("idempotency", 0), ("outbox", 0), ("trail", entries)] {
            assert_eq!(world.count(table).await, rows, "{table} after `{away}`");
        }
    }
    send(&client, "1", &new).await.json::<AccessRequest>(201);
    assert_eq!(world.count("outbox").await, 1);
}

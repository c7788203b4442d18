//! The hour as a person reads it: in the time zone of their profile, which their browser tells first, in mails and problems.

use api::path;
use api::problem::Code;
use api::session::Person;
use chrono::{DateTime, Utc};
use rules::vocabulary::Role;
use serde_json::json;
use server::args;
use server::mail::{self, AccountFacts, Event, render, zone_of};
use server::sample::cast;
use server::sample::places;
use server::store::outbox::{self, Recipient};
use tests::world::World;
use text::Locale;

use crate::access_requests::{selected, send};

tests::on_both_databases! {
    in World::sample:
    the_browsers_zone_is_taken_once_and_never_against_the_persons_word,
    a_zone_that_nobody_knows_is_refused_by_name_and_changes_nothing,
    a_zone_is_no_word_against_an_import,
    a_mail_names_the_hour_of_whoever_reads_it,
    a_problem_names_the_hour_of_whoever_reads_it,
}

/// Well before any hour of the sample world, in whose zones it is another day.
const MOMENT: &str = "2026-12-31T23:30:00Z";

async fn zone(world: &World, email: &str) -> Option<String> {
    world.sign_in(email).await.session().await.person.time_zone
}

async fn the_browsers_zone_is_taken_once_and_never_against_the_persons_word(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    assert_eq!(client.session().await.person.time_zone, None);
    let before = world.count("trail").await;
    for (body, known, entries) in [
        (json!({ "browser_time_zone": "asia/calcutta" }), "Asia/Calcutta", 1),
        (json!({ "browser_time_zone": "Europe/Paris" }), "Asia/Calcutta", 1),
        (json!({ "time_zone": "Europe/Kiev" }), "Europe/Kiev", 2),
        (json!({ "browser_time_zone": "Asia/Calcutta" }), "Europe/Kiev", 2),
        (json!({ "time_zone": "UTC" }), "UTC", 3),
        (json!({ "browser_time_zone": "Asia/Calcutta" }), "UTC", 3),
        (json!({ "name": "Emma Hartwell" }), "UTC", 4),
        (json!({ "name": "Emma Hartwell", "browser_time_zone": "Asia/Calcutta" }), "UTC", 5),
        (json!({}), "UTC", 5),
    ] {
        let changed: Person = client.patch(path::PROFILE, &body).await.json(200);
        assert_eq!(changed.time_zone.as_deref(), Some(known), "{body}");
        assert_eq!(client.session().await.person, changed, "{body}");
        assert_eq!(world.count("trail").await - before, entries, "{body}");
    }
}

async fn a_zone_that_nobody_knows_is_refused_by_name_and_changes_nothing(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    for unknown in ["", "Europe/Atlantis", "+01:00", "CET-1CEST", "Etc/Unknown", "../UTC", "Europe/Paris "] {
        for field in ["time_zone", "browser_time_zone"] {
            let answer = client.patch(path::PROFILE, &json!({ "name": "Else", field: unknown })).await;
            let problem = answer.problem(422, Code::Invalid);
            let [found] = &problem.fields[..] else { panic!("{problem:?}") };
            assert_eq!(found.field, field);
            assert!(found.detail.starts_with(&format!("“{unknown}” is not a time zone")), "{}", found.detail);
        }
    }
    let person = client.session().await.person;
    assert_eq!((person.time_zone, person.name.as_str()), (None, "Emma Hartwell"));
}

async fn a_zone_is_no_word_against_an_import(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let own = async || {
        let sql = "SELECT count(*) FROM person WHERE email = $1 AND own_profile = $2";
        let rows: Vec<(i64,)> = world.rows(sql, args![cast::EMPLOYEE, true]).await;
        rows[0].0
    };
    for body in [json!({ "browser_time_zone": "Europe/Paris" }), json!({ "time_zone": "Europe/London" })] {
        client.patch(path::PROFILE, &body).await.json::<Person>(200);
        assert_eq!(own().await, 0, "{body}");
    }
    client.patch(path::PROFILE, &json!({ "country": "IE" })).await.json::<Person>(200);
    assert_eq!(own().await, 1);
    client.patch(path::PROFILE, &json!({ "time_zone": "UTC" })).await.json::<Person>(200);
    assert_eq!(own().await, 1, "a zone does not take a word back either");
}

async fn a_mail_names_the_hour_of_whoever_reads_it(world: &World) {
    for (email, zone) in [(cast::EMPLOYEE, "America/Los_Angeles"), (cast::FRENCH, "Asia/Kolkata")] {
        world.sign_in(email).await.patch(path::PROFILE, &json!({ "time_zone": zone })).await.json::<Person>(200);
    }
    let sql = "UPDATE person SET time_zone = $1, email_verified = $2 WHERE email = $3";
    world.write(sql, args!["Asia/Tokyo", false, cast::NEWCOMER]).await;
    world.write(sql, args!["Europe/Atlantis", true, cast::ADMINISTRATOR]).await;
    let account = AccountFacts { name: "Rail".to_owned(), domain_identifier: "rail.example".to_owned() };
    let expires_at: DateTime<Utc> = MOMENT.parse().unwrap();
    let event = Event::AccessRequestAboutToExpire {
        account,
        reference: "AR-7K3M-9QXT".to_owned(),
        expires_at,
        may_remind: true,
    };
    let upper_case = cast::EMPLOYEE.to_uppercase();
    for (email, locale, words) in [
        (cast::EMPLOYEE, Locale::En, "31 December 2026 at 15:30 UTC−8"),
        (&upper_case, Locale::Fr, "31 décembre 2026 à 15\u{a0}h\u{a0}30 UTC−8"),
        (cast::FRENCH, Locale::Fr, "1er janvier 2027 à 5\u{a0}h\u{a0}00 UTC+5:30"),
        // Not known; not proved to be theirs; known to a newer program only; nobody's.
        (cast::PARTNER, Locale::En, "31 December 2026 at 23:30 UTC"),
        (cast::NEWCOMER, Locale::En, "31 December 2026 at 23:30 UTC"),
        (cast::ADMINISTRATOR, Locale::En, "31 December 2026 at 23:30 UTC"),
        ("nobody@else.example", Locale::Fr, "31 décembre 2026 à 23\u{a0}h\u{a0}30 UTC"),
    ] {
        let mut tx = world.app.db.begin().await.unwrap();
        let to = Recipient { email: email.to_owned(), locale };
        mail::put(&mut tx, &event, &[to], world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let newest = outbox::newest(&world.app.db).await.unwrap().remove(0);
        let zone = zone_of(&world.app.db, &newest).await.unwrap();
        let mail = render(&newest, &zone, &world.app.settings, &world.app.secret).unwrap();
        for text in [&mail.text, &mail.html] {
            let (_, rest) = text.split_once(words).unwrap_or_else(|| panic!("{email}: {words} in {text}"));
            assert!(!rest.starts_with(['+', '−', ':']), "{email}: {text}");
        }
    }
}

async fn a_problem_names_the_hour_of_whoever_reads_it(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
    let sent: api::access_request::AccessRequest = send(&client, "1", &new).await.json(201);
    let remind = path::access_request_reminders(&sent.reference);
    for (body, ending) in [
        (json!({ "browser_time_zone": "Asia/Kolkata" }), "UTC+5:30"),
        (json!({ "time_zone": "America/St_Johns" }), "UTC−"),
        (json!({ "time_zone": "UTC" }), "UTC"),
    ] {
        client.patch(path::PROFILE, &body).await.json::<Person>(200);
        let problem = client.post(&remind, &json!({})).await.problem(409, Code::ReminderNotDue);
        assert!(problem.detail.contains(ending), "{body}: {}", problem.detail);
        if ending == "UTC" {
            assert!(!problem.detail.contains(['+', '−']), "{}", problem.detail);
        }
    }
    assert_eq!(zone(world, cast::EMPLOYEE).await.as_deref(), Some("UTC"));
}

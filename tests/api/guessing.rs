//! The guessing limit: how many distinct entire names and identifiers may be looked up, by a person and by all.

mod shares;

use api::access_request::NewAccessRequest;
use api::directory::AccountsFound;
use api::path;
use api::problem::Code;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use server::db::Engine;
use server::settings::Settings;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::access_requests::send;
use crate::account_requests::asked;

tests::on_both_databases! {
    in Few::guesses:
    a_person_has_their_number_of_look_ups_and_no_more,
    hits_and_misses_are_refused_alike,
    what_was_looked_up_before_is_free_in_every_form_and_on_every_way,
    typing_and_ids_are_no_guesses,
    a_pasted_address_is_no_free_guess,
    another_site_uses_up_nobodys_look_ups,
    a_look_up_counts_for_a_day_to_the_millisecond,
    all_people_together_have_their_number,
    people_without_access_leave_the_rest_to_the_others,
    the_trail_says_once_who_reached_the_limit,
    at_once_no_more_than_one_by_one,
    metrics_show_who_guesses_to_the_operator_only,
}

const PERSON: &str = "ada@elsewhere.com";
const OTHER: &str = "owen@beyond.com";
/// They hold no access to any account.
const STRANGER: &str = "sam@own-mailbox.com";
const OTHER_STRANGER: &str = "sue@own-mailbox.net";
const HIDDEN: &str = "tarnwick-avionics.co.uk";

/// Three look-ups a person and five in all.
struct Few;

impl Few {
    async fn guesses(engine: Engine) -> World {
        let world = World::start(engine, |settings: &mut Settings| {
            settings.let_sessions_last();
            settings.guesses.per_person = 3;
            settings.guesses.in_all = 5;
            settings.guesses.without_access = 2;
            settings.guesses.per_domain_percent = 100;
            settings.guesses.per_network_percent = 100;
        });
        let world = world.await;
        let files = Files::default().listed("Home", "home.com").restricted("Tarnwick Avionics", HIDDEN);
        let files = [PERSON, OTHER, "ida@third.com"]
            .into_iter()
            .fold(files, |files, email| files.person("Somebody", email).grant(email, "home.com", "", "viewer"));
        let files = files.person("Somebody", STRANGER).person("Somebody", OTHER_STRANGER);
        world.import(&files).await;
        // Far from the end of a day, at which all people's look-ups begin anew.
        world.app.clock.stand_at(noon());
        world
    }
}

fn noon() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-03-02T12:00:00Z").unwrap().to_utc()
}

pub async fn look_up(client: &Client, entered: &str) -> Answer {
    client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": entered })).await
}

/// Everything in which an answer could differ, but for the request's own name.
fn assert_refused(answer: &Answer) {
    let problem = answer.problem(429, Code::TooManyLookUps);
    assert!(problem.detail.contains("3 March 2026"), "{}", problem.detail);
    assert_eq!(answer.header("retry-after"), "Tue, 03 Mar 2026 12:00:00 GMT");
}

async fn use_up(client: &Client) {
    for number in 0..3 {
        assert_eq!(look_up(client, &format!("guess-{number}.com")).await.status, 200);
    }
}

async fn a_person_has_their_number_of_look_ups_and_no_more(world: &World) {
    let (client, other) = (world.sign_in(PERSON).await, world.sign_in(OTHER).await);
    use_up(&client).await;
    assert_refused(&look_up(&client, "guess-3.com").await);
    assert_refused(&client.get("/api/v1/directory?q=guess-3.com&entire=true").await);
    let new = asked(world, "guess-4.com");
    assert_refused(&client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await);
    assert_eq!(world.count("guess").await, 3, "a refused look-up is not counted");
    assert_eq!(look_up(&other, "guess-3.com").await.status, 200, "another person has their own");
}

async fn a_pasted_address_is_no_free_guess(world: &World) {
    let client = world.sign_in(PERSON).await;
    for pasted in [format!("https://{HIDDEN}/"), format!("ann@{HIDDEN}"), "https://nothing.com/".to_owned()] {
        let found: AccountsFound = look_up(&client, &pasted).await.json(200);
        assert!(found.accounts.is_empty(), "{pasted}");
    }
    assert_eq!(world.count("guess").await, 3);
    assert_refused(&look_up(&client, HIDDEN).await);
    assert_eq!(look_up(&client, "https://www.home.com/en").await.status, 200, "a listed account's is free");
}

async fn hits_and_misses_are_refused_alike(world: &World) {
    let client = world.sign_in(PERSON).await;
    let found: AccountsFound = look_up(&client, HIDDEN).await.json(200);
    assert_eq!(found.accounts.len(), 1, "a hit");
    assert_eq!(look_up(&client, "nothing.com").await.status, 200);
    assert_eq!(look_up(&client, "No Such Account").await.status, 200);
    let (hit, miss) = (look_up(&client, "Tarnwick Avionics").await, look_up(&client, "Tarnwick Avionic").await);
    assert_refused(&hit);
    assert_eq!(hit.body, miss.body);
    let ids = [world.account_id(HIDDEN).await, server::base::secret::random_id()];
    for id in ids {
        assert_refused(&client.get(&path::account(&id, Some("Tarnwick Avionics"))).await);
    }
}

async fn what_was_looked_up_before_is_free_in_every_form_and_on_every_way(world: &World) {
    let client = world.sign_in(PERSON).await;
    let forms = [HIDDEN, "Tarnwick-Avionics.CO.UK", " tarnwick-avionics.co.uk. ", "tarnwick-avionics。co.uk"];
    for form in forms {
        assert_eq!(look_up(&client, form).await.status, 200, "{form}");
        let id = world.account_id(HIDDEN).await;
        assert_eq!(client.get(&path::account(&id, Some(form))).await.status, 200, "{form}");
        let new = NewAccessRequest {
            account: id,
            identifier: Some(form.to_owned()),
            reason: Some("We repair their displays.".to_owned()),
            policy_version: world.app.policy.version().to_owned(),
            ..Default::default()
        };
        client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json::<Value>(200);
    }
    assert_eq!(world.count("guess").await, 1);
    for form in ["Tarnwick Avionics", "tarnwick   AVIONICS"] {
        assert_eq!(look_up(&client, form).await.status, 200, "{form}");
    }
    assert_eq!(world.count("guess").await, 2);
    assert_eq!(look_up(&client, "third.com").await.status, 200);
    assert_refused(&look_up(&client, "fourth.com").await);
    let new = NewAccessRequest {
        account: world.account_id(HIDDEN).await,
        identifier: Some(HIDDEN.to_owned()),
        reason: Some("We repair their displays.".to_owned()),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    };
    send(&client, "1", &new).await.json::<Value>(201);
}

async fn typing_and_ids_are_no_guesses(world: &World) {
    let client = world.sign_in(PERSON).await;
    use_up(&client).await;
    for address in [
        "/api/v1/directory?q=guess-3.com",
        "/api/v1/directory?q=Tarnwick%20Avionics",
        "/api/v1/directory?q=&entire=true",
        "/api/v1/directory",
    ] {
        assert_eq!(client.get(address).await.status, 200, "{address}");
    }
    let home = world.account_id("home.com").await;
    assert_eq!(client.get(&path::account(&home, None)).await.status, 200);
    client.get(&path::account(&world.account_id(HIDDEN).await, None)).await.problem(404, Code::AccountNotFound);
}

async fn another_site_uses_up_nobodys_look_ups(world: &World) {
    let client = world.sign_in(PERSON).await;
    let home = world.account_id("home.com").await;
    let addresses = [
        "/api/v1/directory?q=guess-1.com&entire=true".to_owned(),
        path::account(&home, Some("guess-2.com")),
        path::pending_account_request("AR-0000-0000"),
    ];
    for site in ["cross-site", "same-site"] {
        for address in &addresses {
            let call = client.call(Method::GET, address).header("sec-fetch-site", site);
            call.send().await.problem(403, Code::AntiForgery);
        }
    }
    assert_eq!((world.count("guess").await, world.count("tally").await), (0, 0));
    for (number, site) in ["none", "same-origin"].into_iter().enumerate() {
        let address = format!("/api/v1/directory?q=guess-{number}.com&entire=true");
        assert_eq!(client.call(Method::GET, &address).header("sec-fetch-site", site).send().await.status, 200);
    }
    assert_eq!(world.count("guess").await, 2);
    let call = client.call(Method::GET, "/api/v1/directory?q=home").header("sec-fetch-site", "cross-site");
    assert_eq!(call.send().await.status, 200, "what counts nothing may be read");
}

async fn a_look_up_counts_for_a_day_to_the_millisecond(world: &World) {
    let client = world.sign_in(PERSON).await;
    use_up(&client).await;
    let day = TimeDelta::days(1);
    world.app.clock.stand_at(noon() + day - TimeDelta::milliseconds(1));
    assert_refused(&look_up(&client, "guess-3.com").await);
    world.app.clock.stand_at(noon() + day);
    assert_eq!(look_up(&client, "guess-3.com").await.status, 200);
    assert_eq!(world.count("guess").await, 4);
    server::jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count("guess").await, 1, "what no longer counts is not kept");
}

async fn all_people_together_have_their_number(world: &World) {
    let (client, other) = (world.sign_in(PERSON).await, world.sign_in(OTHER).await);
    use_up(&client).await;
    for number in 0..2 {
        assert_eq!(look_up(&other, &format!("guess-{number}.com")).await.status, 200);
    }
    let refused = look_up(&other, HIDDEN).await;
    refused.problem(429, Code::TooManyLookUps);
    assert_eq!(refused.header("retry-after"), "Tue, 03 Mar 2026 00:00:00 GMT");
    assert_eq!(look_up(&other, "guess-1.com").await.status, 200, "what was looked up before is free");
    world.app.clock.stand_at(noon() + TimeDelta::hours(12) - TimeDelta::milliseconds(1));
    look_up(&other, HIDDEN).await.problem(429, Code::TooManyLookUps);
    world.app.clock.stand_at(noon() + TimeDelta::hours(12));
    assert_eq!(look_up(&other, HIDDEN).await.status, 200);
    let entries: Vec<(String,)> = world.rows(REACHED, vec![]).await;
    let subjects: Vec<bool> = entries.iter().map(|(content,)| content.contains(r#""subject":"all""#)).collect();
    assert_eq!(subjects, [false, true, false], "{entries:?}");
}

async fn people_without_access_leave_the_rest_to_the_others(world: &World) {
    let (stranger, other) = (world.sign_in(STRANGER).await, world.sign_in(OTHER_STRANGER).await);
    assert_eq!(look_up(&stranger, "guess-0.com").await.status, 200);
    assert_eq!(look_up(&other, "guess-1.com").await.status, 200);
    let refused = look_up(&stranger, "guess-2.com").await;
    refused.problem(429, Code::TooManyLookUps);
    assert_eq!(refused.header("retry-after"), "Tue, 03 Mar 2026 00:00:00 GMT");
    use_up(&world.sign_in(PERSON).await).await;
    look_up(&world.sign_in(OTHER).await, "guess-0.com").await.problem(429, Code::TooManyLookUps);
    let entries: Vec<(String,)> = world.rows(REACHED, vec![]).await;
    let subject = |content: &str| serde_json::from_str::<Value>(content).unwrap()["subject"].clone();
    let subjects: Vec<Value> = entries.iter().map(|(content,)| subject(content)).collect();
    assert_eq!(subjects, ["people_without_access", "person", "all"]);
}

const REACHED: &str = "SELECT content FROM trail WHERE content LIKE '%guess_limit_reached%' ORDER BY key";

async fn the_trail_says_once_who_reached_the_limit(world: &World) {
    let client = world.sign_in(PERSON).await;
    for number in 0..2 {
        look_up(&client, &format!("guess-{number}.com")).await;
    }
    assert_eq!(world.rows::<(String,)>(REACHED, vec![]).await.len(), 0);
    for number in 2..5 {
        look_up(&client, &format!("guess-{number}.com")).await;
    }
    let entries: Vec<(String,)> = world.rows(REACHED, vec![]).await;
    assert_eq!(entries.len(), 1);
    let entry: Value = serde_json::from_str(&entries[0].0).unwrap();
    assert_eq!(
        (&entry["who"], &entry["chain"], &entry["subject"]),
        (&json!(world.person_id(PERSON).await), &json!("service"), &json!("person"))
    );
    assert_eq!(entry["after"], json!({ "limit": 3 }));
    assert!(!entries[0].0.contains("guess-"), "what was looked up is nobody's business: {entries:?}");
    // Whoever comes back to it on the same day is not noted again, on the next day they are.
    world.app.clock.stand_at(noon() + TimeDelta::hours(30));
    use_up(&client).await;
    assert_eq!(world.rows::<(String,)>(REACHED, vec![]).await.len(), 2);
}

async fn at_once_no_more_than_one_by_one(world: &World) {
    let client = world.sign_in(PERSON).await;
    let looking = (0..12).map(|number| {
        let client = client.clone();
        async move { look_up(&client, &format!("guess-{number}.com")).await.status }
    });
    let answers = futures_util::future::join_all(looking).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 3, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 429).count(), 9, "{answers:?}");
}

async fn metrics_show_who_guesses_to_the_operator_only(world: &World) {
    let client = world.sign_in(PERSON).await;
    let shown = |of_all: i64, without_access: i64, people: i64| {
        [
            format!("guesses {of_all}"),
            "guesses_allowed 5".to_owned(),
            format!("guesses_without_access {without_access}"),
            "guesses_without_access_allowed 2".to_owned(),
            format!("people_at_guess_limit {people}"),
        ]
    };
    assert_eq!(metrics(world).await, shown(0, 0, 0));
    use_up(&client).await;
    look_up(&world.sign_in(OTHER).await, "guess-0.com").await;
    assert_eq!(metrics(world).await, shown(4, 0, 1));
    look_up(&world.sign_in(STRANGER).await, "guess-0.com").await;
    assert_eq!(metrics(world).await, shown(5, 1, 1));
    world.app.clock.stand_at(noon() + TimeDelta::days(1));
    assert_eq!(metrics(world).await, shown(0, 0, 0));
    assert_ne!(client.get("/metrics").await.status, 200, "it has an address of its own");
}

/// What the metrics say of guesses.
async fn metrics(world: &World) -> Vec<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/metrics", listener.local_addr().unwrap());
    let router = server::jobs::metrics::router(server::app::Shared::clone(&world.app));
    let server = tokio::spawn(async { axum::serve(listener, router).await });
    let answer = reqwest::get(&address).await.unwrap().text().await.unwrap();
    server.abort();
    assert!(answer.contains("access_directory_mail_unsent 0\n") && answer.ends_with("# EOF\n"), "{answer}");
    let lines = answer.lines().filter(|line| !line.starts_with('#') && line.contains("guess"));
    lines.map(|line| line.trim_start_matches("access_directory_").to_owned()).collect()
}

//! What people share of the look-ups: those of one mailbox domain and those of one network use up their own part only. And
//! what is free.

use api::access_request::NewAccessRequest;
use api::directory::AccountsFound;
use api::path;
use api::problem::Code;
use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use server::args;
use server::db::Engine;
use server::settings::Settings;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::look_up;

tests::on_both_databases! {
    in Parts::of_the_look_ups:
    aliases_of_one_provider_use_up_their_own_part_only,
    one_network_uses_up_its_own_part_only,
    what_is_listed_is_free,
    whoever_is_called_like_a_listed_one_is_found_by_its_identifier_only,
    ones_own_domain_is_looked_up_whatever_others_did,
}

const NEWCOMER: &str = "grace@newcomer.com";
const EMPLOYEE: &str = "emma@home.com";

/// Twenty look-ups of people without access, of which a domain and a network have four.
struct Parts;

impl Parts {
    async fn of_the_look_ups(engine: Engine) -> World {
        let world = World::start(engine, |settings: &mut Settings| {
            settings.let_sessions_last();
            settings.proxies = "127.0.0.1".parse().unwrap();
            settings.guesses.without_access = 20;
        });
        let world = world.await;
        let files = (0..30)
            .fold(Files::default(), |files, number| files.person("Somebody", &format!("alias{number}@mailboxes.com")));
        let files = (0..30).fold(files, |files, number| files.person("Somebody", &format!("ann@own-{number}.com")));
        let files = files
            .listed("Home", "home.com")
            .listed("Newcomer", "newcomer.com")
            .restricted("Tarnwick Avionics", "tarnwick-avionics.co.uk")
            .restricted("Home", "home-works.com")
            .person("Grace", NEWCOMER)
            .person("Emma", EMPLOYEE)
            .grant(EMPLOYEE, "home.com", "", "user");
        world.import(&files).await;
        world.app.clock.stand_at(noon());
        world
    }
}

fn noon() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-03-02T12:00:00Z").unwrap().to_utc()
}

async fn look_up_from(client: &Client, entered: &str, from: &str) -> Answer {
    let call = client.call(Method::POST, path::ACCOUNT_LOOK_UPS).header("x-forwarded-for", from);
    call.json(&json!({ "identifier": entered })).send().await
}

async fn aliases_of_one_provider_use_up_their_own_part_only(world: &World) {
    let mut statuses = Vec::new();
    for number in 0..6 {
        let client = world.sign_in(&format!("alias{number}@mailboxes.com")).await;
        let from = format!("192.0.2.{number}");
        statuses.push(look_up_from(&client, &format!("guess-{number}.com"), &from).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 200, 429, 429]);
    let newcomer = world.sign_in(NEWCOMER).await;
    assert_eq!(look_up_from(&newcomer, "no-such-account.com", "192.0.2.99").await.status, 200);
    let found: AccountsFound = look_up(&newcomer, "home.com").await.json(200);
    assert_eq!(found.accounts.len(), 1);
    let said: Vec<(String,)> =
        world.rows("SELECT content FROM trail WHERE content LIKE '%guess_limit_reached%' ORDER BY key", args![]).await;
    let said: Vec<Value> = said.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect();
    assert_eq!(said.iter().map(|entry| &entry["subject"]).collect::<Vec<_>>(), ["mailbox_domain"]);
    assert_eq!(said[0]["after"], json!({ "limit": 4 }));
}

async fn one_network_uses_up_its_own_part_only(world: &World) {
    let mut statuses = Vec::new();
    for number in 0..6 {
        let client = world.sign_in(&format!("ann@own-{number}.com")).await;
        let from = format!("2001:db8:7:{number}::1");
        statuses.push(look_up_from(&client, &format!("guess-{number}.com"), &from).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 200, 429, 429]);
    let elsewhere = world.sign_in("ann@own-5.com").await;
    assert_eq!(look_up_from(&elsewhere, "guess-5.com", "2001:db8:8:1::1").await.status, 200);
    let kept: Vec<(String,)> = world.rows("SELECT name FROM tally", args![]).await;
    assert!(kept.iter().all(|(name,)| !name.contains("2001")), "{kept:?}");
}

/// Uses up what all people without access have.
async fn use_up(world: &World) {
    for number in 0..20 {
        let client = world.sign_in(&format!("ann@own-{number}.com")).await;
        let from = format!("192.0.2.{number}");
        assert_eq!(look_up_from(&client, &format!("guess-{number}.com"), &from).await.status, 200);
    }
}

async fn what_is_listed_is_free(world: &World) {
    use_up(world).await;
    let newcomer = world.sign_in(NEWCOMER).await;
    look_up(&newcomer, "guess-20.com").await.problem(429, Code::TooManyLookUps);
    look_up(&newcomer, "Tarnwick Avionics").await.problem(429, Code::TooManyLookUps);
    for entered in ["home.com", "HOME", " Home "] {
        let found: AccountsFound = look_up(&newcomer, entered).await.json(200);
        assert_eq!(found.accounts.len(), 1, "{entered}");
    }
    let home = world.account_id("home.com").await;
    assert_eq!(newcomer.get(&path::account(&home, Some("home.com"))).await.status, 200);
    let new = NewAccessRequest {
        account: home,
        identifier: Some("home.com".to_owned()),
        reason: Some("We repair their displays.".to_owned()),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    };
    newcomer.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json::<Value>(200);
    assert_eq!(world.count("guess").await, 20);
}

async fn whoever_is_called_like_a_listed_one_is_found_by_its_identifier_only(world: &World) {
    let newcomer = world.sign_in(NEWCOMER).await;
    let domains = async |entered: &str| -> Vec<String> {
        let found: AccountsFound = look_up(&newcomer, entered).await.json(200);
        found.accounts.into_iter().map(|account| account.domain_identifier).collect()
    };
    assert_eq!(domains("Home").await, ["home.com"], "or a look-up that is free would tell of a restricted account");
    assert_eq!(world.count("guess").await, 0);
    assert_eq!(domains("home-works.com").await, ["home-works.com"]);
    assert_eq!(domains("home-work.com").await, [""; 0]);
    assert_eq!(world.count("guess").await, 2, "a hit on a restricted one and a miss count alike");
}

async fn ones_own_domain_is_looked_up_whatever_others_did(world: &World) {
    use_up(world).await;
    let newcomer = world.sign_in(NEWCOMER).await;
    assert_eq!(look_up(&newcomer, "emea.newcomer.com").await.status, 200);
    look_up(&newcomer, "emea.newcomers.com").await.problem(429, Code::TooManyLookUps);
    assert_eq!(world.count("guess").await, 21, "it counts as one of their own");
}

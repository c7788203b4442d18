//! Canaries: words that stand in a restricted account and nowhere else. No answer to people without standing holds one,
//! neither does any log, not even of what those do who may know it.

use api::path;
use serde_json::json;
use server::db::Engine;
use server::routes::endpoints;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::log;
use tests::run::Stop;
use tests::world::World;
use tracing::Level;

use crate::access_requests::{send, with_reason};
use crate::deciding::{decide, refusal};

tests::on_both_databases! {
    in Cage::open:
    no_answer_and_no_log_sings,
}

const NAME: &str = "Zzcanaryname Works";
const DOMAIN: &str = "zzcanarydomain.com";
const KEEPER: &str = "zzcanarymail@keeping.com";
const ASKER: &str = "asker@asking.com";
const STRANGERS: [&str; 3] = ["stranger@elsewhere.com", "internal@operator.com", "licensing@operator.com"];

struct Cage(World);

impl Cage {
    async fn open(engine: Engine) -> Cage {
        log::at(Level::TRACE);
        let world = World::empty_for_years(engine).await;
        let files = Files::default()
            .restricted(NAME, DOMAIN)
            .virtual_account(DOMAIN, "Zzcanarypart")
            .listed("Home", "home.com")
            .person("Zzcanarykeeper", KEEPER)
            .grant(KEEPER, DOMAIN, "", "administrator")
            .person("Asker", ASKER)
            .person("Stranger", STRANGERS[0])
            .grant(STRANGERS[0], "home.com", "", "administrator")
            .person_line(&format!("{},Internal,The operator,GB,en,internal,false,false", STRANGERS[1]))
            .person_line(&format!("{},Licensing,The operator,GB,en,licensing_support,false,false", STRANGERS[2]));
        world.import(&files).await;
        Cage(world)
    }
}

impl Stop for Cage {
    async fn stop(self) {
        self.0.stop().await;
    }
}

#[track_caller]
fn assert_silent(answer: &Answer, what: &str) {
    let everything = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body)).to_lowercase();
    assert!(!everything.contains("zzcanary"), "{what}: {everything}");
}

async fn no_answer_and_no_log_sings(Cage(world): &Cage) {
    let reference = live(world).await;
    let id = world.account_id(DOMAIN).await;
    for person in STRANGERS {
        let client = world.sign_in(person).await;
        for endpoint in endpoints() {
            let address = endpoint.path.replace("{id}", &id).replace("{reference}", &reference);
            let address = address.replace("{grant}", "0").replace("{contact}", "0");
            let call = client.call(endpoint.method.clone(), &address);
            let answer = if endpoint.method.is_safe() { call.send().await } else { call.json(&json!({})).send().await };
            assert_silent(&answer, &format!("{person}: {} {address}", endpoint.method));
        }
        let client = world.sign_in(person).await;
        guess(&client, &id).await;
    }
    let nobody = world.nobody();
    for address in [
        "/",
        "/sign-in",
        "/sign-in/code",
        path::OPENAPI,
        "/text/en",
        "/text/fr",
        "/text/en/pages",
        "/text/fr/pages",
        "/healthz",
        "/readyz",
    ] {
        assert_silent(&nobody.get(address).await, address);
    }
    let log = log::at(Level::TRACE);
    assert!(log.text().contains("access-request-decisions"), "the log was caught");
    assert_eq!(log.lines("zzcanary"), [""; 0]);
}

/// What those do who may know the account: asking, looking, deciding, and searching for it.
async fn live(world: &World) -> String {
    let asker = world.sign_in(ASKER).await;
    let new = with_reason(world, DOMAIN).await;
    let sent = send(&asker, "1", &new).await;
    assert_eq!(sent.status, 201);
    let reference = sent.header("location").rsplit('/').next().unwrap().to_owned();
    let keeper = world.sign_in(KEEPER).await;
    let seen = keeper.get("/api/v1/directory?q=zzcanary").await;
    assert!(seen.text().contains(NAME), "the canary sings to its keeper");
    keeper.get(&path::account(&world.account_id(DOMAIN).await, Some(NAME))).await;
    let decided = decide(world, &keeper, refusal(&reference, "Zzcanaryreason")).await;
    assert!(decided.problem.is_none(), "{decided:?}");
    world.nobody().form("/sign-in/code", "email", KEEPER).await;
    reference
}

/// Near misses, whose own words are no canaries.
async fn guess(client: &Client, id: &str) {
    for near in ["zzcanar", "canaryname", "domain.com", "z", "works", "keeping.com"] {
        let query = path::segment(near);
        for address in [
            format!("/api/v1/directory?q={query}"),
            format!("/api/v1/directory?q={query}&entire=true"),
            path::account(id, Some(near)),
        ] {
            assert_silent(&client.get(&address).await, &address);
        }
        assert_silent(&client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": near })).await, near);
    }
}

//! Browsers in which somebody proved an address: codes are kept for them, whatever others use up.

use api::path;
use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use server::args;
use server::db::Engine;
use server::sample::cast;
use server::settings::Settings;
use tests::client::Client;
use tests::run::Stop;
use tests::world::World;

use super::codes::{claim, claims, code, enter, noon, post};

tests::on_both_databases! {
    in start::of_few_codes:
    a_known_browser_gets_in_whatever_others_used_up,
    it_has_requests_of_its_own_where_its_peers_are_used_up,
    it_knows_nothing_but_its_own_address,
    it_has_five_codes_an_hour,
    the_people_of_a_mailbox_domain_share_what_is_kept,
    everybody_who_proves_an_address_is_known_the_same,
    who_tries_again_and_again_is_told_of_once_a_day,
}

const HERE: &str = "192.0.2.1";

mod start {
    use super::*;

    pub async fn of_few_codes(engine: Engine) -> World {
        let few = |settings: &mut Settings| {
            settings.limits.peer_codes_per_hour = 60;
            settings.limits.codes_per_hour = 40;
            settings.limits.peer_scarce_codes_per_hour = 20;
            settings.limits.domain_reserved_codes_per_hour = 6;
            settings.limits.peer_wrong_codes_per_hour = 40;
        };
        let world = crate::edge::behind_proxy(engine, few).await;
        world.app.clock.stand_at(noon());
        world
    }
}

/// Signs in with a code, and gives what the browser keeps beside its session.
async fn known(world: &World, email: &str, from: &str) -> String {
    let (browser, _) = claim(world, email, from).await;
    let entered = enter(&browser, &code(world).await, from).await;
    let cookies: Vec<&str> = entered.headers.get_all("set-cookie").iter().map(|set| set.to_str().unwrap()).collect();
    let kept = cookies.iter().find(|set| set.starts_with("__Host-browser=")).unwrap();
    for property in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=15552000"] {
        assert!(kept.contains(property), "{kept}");
    }
    assert!(!kept.contains(email.split('@').next().unwrap()), "{kept}");
    kept.split(';').next().unwrap().to_owned()
}

/// Claims an address in a browser that keeps this; with the status, and the claim beside what it kept.
async fn claim_in(world: &World, kept: &str, email: &str, from: &str) -> (Client, u16) {
    let mut browser = world.nobody();
    browser.cookie = Some(kept.to_owned());
    let answer = post(&browser, "/sign-in/code", from, format!("email={}", path::segment(email))).await;
    browser.cookie = Some(format!("{kept}; {}", answer.header("set-cookie").split(';').next().unwrap()));
    (browser, answer.status)
}

/// Uses up all codes, those of this address, and all wrong codes from here.
async fn use_up(world: &World, email: &str) {
    let (browser, _) = claim(world, "other@nowhere-yet.com", "192.0.2.99").await;
    for _ in 0..40 {
        enter(&browser, "00000000", HERE).await;
    }
    for peer in 2..8 {
        for _ in 0..5 {
            claim(world, email, &format!("192.0.2.{peer}")).await;
        }
    }
    claims(world, 0..40, HERE).await;
}

/// How many codes were mailed to an address.
async fn mailed(world: &World, email: &str) -> i64 {
    let sql = "SELECT count(*) FROM outbox WHERE event = 'sign_in_code' AND recipient = $1";
    world.rows::<(i64,)>(sql, args![email]).await.remove(0).0
}

async fn a_known_browser_gets_in_whatever_others_used_up(world: &World) {
    let kept = known(world, cast::EMPLOYEE, HERE).await;
    use_up(world, cast::EMPLOYEE).await;
    assert_eq!(claim(world, "zoe@nowhere-yet.com", "192.0.2.98").await.1.status, 429);
    assert_eq!(mailed(world, cast::EMPLOYEE).await, 30);
    claim(world, cast::EMPLOYEE, HERE).await;
    assert_eq!(mailed(world, cast::EMPLOYEE).await, 30);
    let (browser, status) = claim_in(world, &kept, cast::EMPLOYEE, HERE).await;
    assert_eq!((status, mailed(world, cast::EMPLOYEE).await), (303, 31));
    let right = code(world).await;
    let entered = enter(&browser, &right, HERE).await;
    assert!(entered.header("set-cookie").starts_with("__Host-session="), "{}", entered.text());
}

async fn it_has_requests_of_its_own_where_its_peers_are_used_up(of_few_codes: &World) {
    let world = crate::edge::behind_proxy(of_few_codes.app.db.engine(), |settings| {
        settings.limits.peer_burst = 5;
        settings.limits.peer_per_second = 1;
        settings.limits.browser_burst = 20;
    });
    let world = world.await;
    let kept = known(&world, cast::EMPLOYEE, HERE).await;
    let flood = join_all((0..60).map(|_| {
        let call = world.nobody().call(Method::GET, "/healthz");
        call.header("x-forwarded-for", HERE).send()
    }));
    let signing_in = async {
        tokio::task::yield_now().await;
        let mut statuses = Vec::new();
        for _ in 0..8 {
            statuses.push(claim_in(&world, &kept, cast::ADMINISTRATOR, HERE).await.1);
        }
        statuses
    };
    let (flood, statuses) = tokio::join!(flood, signing_in);
    assert!(flood.iter().filter(|answer| answer.status == 429).count() > 40);
    assert_eq!(statuses, [303; 8]);
    world.stop().await;
}

async fn it_knows_nothing_but_its_own_address(world: &World) {
    let kept = known(world, cast::EMPLOYEE, HERE).await;
    use_up(world, "used-up@nowhere-yet.com").await;
    for (kept, email) in [
        (kept.clone(), cast::ADMINISTRATOR),
        (kept.replace('.', "-"), cast::EMPLOYEE),
        (kept.replacen("browser=", "browser=0", 1), cast::EMPLOYEE),
        (kept.clone(), "zoe@nowhere-yet.com"),
    ] {
        assert_eq!(claim_in(world, &kept, email, HERE).await.1, 429, "{email}");
    }
    world.app.clock.stand_at(noon() + TimeDelta::days(180));
    claims(world, 0..20, HERE).await;
    claims(world, 20..40, "192.0.2.2").await;
    assert_eq!(claim_in(world, &kept, cast::EMPLOYEE, HERE).await.1, 429, "half a year later it is forgotten");
}

async fn it_has_five_codes_an_hour(world: &World) {
    let kept = known(world, cast::EMPLOYEE, HERE).await;
    let before = world.count("outbox").await;
    for _ in 0..7 {
        assert_eq!(claim_in(world, &kept, cast::EMPLOYEE, HERE).await.1, 303);
    }
    assert_eq!(world.count("outbox").await, before + 5);
    world.app.clock.stand_at(noon() + TimeDelta::hours(1));
    claim_in(world, &kept, cast::EMPLOYEE, HERE).await;
    assert_eq!(world.count("outbox").await, before + 6);
}

async fn the_people_of_a_mailbox_domain_share_what_is_kept(world: &World) {
    let mut browsers = Vec::new();
    for email in ["ann.surname@mailboxes.com", "bob.surname@eu.mailboxes.com", "cy.surname@elsewhere-yet.com"] {
        browsers.push((known(world, email, "192.0.2.50").await, email));
    }
    use_up(world, "nobody@mailboxes.com").await;
    let mut statuses = Vec::new();
    for (kept, email) in [&browsers[0], &browsers[1], &browsers[0], &browsers[1], &browsers[0], &browsers[1]] {
        statuses.push(claim_in(world, kept, email, HERE).await.1);
    }
    assert_eq!(statuses, [303; 6]);
    assert_eq!(claim_in(world, &browsers[0].0, browsers[0].1, HERE).await.1, 429);
    assert_eq!(claim_in(world, &browsers[2].0, browsers[2].1, HERE).await.1, 303, "another domain has its own");
}

async fn everybody_who_proves_an_address_is_known_the_same(world: &World) {
    let lengths =
        [known(world, cast::EMPLOYEE, HERE).await.len(), known(world, "never.seen@nowhere-yet.com", HERE).await.len()];
    assert_eq!(lengths[0], lengths[1]);
}

async fn who_tries_again_and_again_is_told_of_once_a_day(world: &World) {
    let told = async || -> Vec<(String, String)> {
        world.rows("SELECT recipient, locale FROM outbox WHERE event = 'sign_in_tried' ORDER BY key", args![]).await
    };
    let use_codes_up = async |email: &str, number: usize| {
        for tried in 0..number {
            let from = format!("198.51.100.{tried}");
            let (browser, _) = claim(world, email, &from).await;
            for _ in 0..5 {
                enter(&browser, "00000000", &from).await;
            }
        }
    };
    use_codes_up(cast::FRENCH, 4).await;
    assert_eq!(told().await, []);
    use_codes_up(cast::FRENCH, 3).await;
    use_codes_up("zoe@nowhere-yet.com", 5).await;
    let both = [(cast::FRENCH.to_owned(), "fr".to_owned()), ("zoe@nowhere-yet.com".to_owned(), "en".to_owned())];
    assert_eq!(told().await, both, "known or not, each once and in their language");
    world.app.clock.stand_at(noon() + TimeDelta::days(1));
    use_codes_up(cast::FRENCH, 5).await;
    assert_eq!(told().await.len(), 3);
}

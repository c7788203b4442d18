//! Codes by e-mail: how many a peer may ask for and enter wrongly, and how many all may, whatever the address.

use api::path;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use server::db::Engine;
use server::sample::cast;
use server::settings::Settings;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

tests::on_both_databases! {
    in start::of_codes:
    a_peer_asks_for_twenty_within_an_hour,
    a_peer_asks_for_sixty_within_a_day,
    all_peers_together_have_a_number_too,
    what_is_asked_for_in_vain_uses_up_nobody_elses,
    of_the_second_half_each_network_has_a_few,
    every_address_is_refused_the_same,
    wrong_codes_are_counted_by_peer_and_right_ones_are_not,
    whoever_asks_elsewhere_uses_up_nobody_elses,
    an_address_gets_thirty_a_day_from_wherever,
    of_ipv6_a_site_counts,
}

mod start {
    use super::*;

    pub async fn of_codes(engine: Engine) -> World {
        let some = |settings: &mut Settings| {
            settings.limits.peer_codes_per_hour = 20;
            settings.limits.peer_codes_per_day = 60;
            settings.limits.codes_per_hour = 70;
            settings.limits.peer_wrong_codes_per_hour = 3;
        };
        let world = crate::edge::behind_proxy(engine, some).await;
        world.app.clock.stand_at(noon());
        world
    }
}

pub fn noon() -> DateTime<Utc> {
    "2026-11-04T12:00:00Z".parse().unwrap()
}

pub async fn post(browser: &Client, address: &str, from: &str, body: String) -> Answer {
    let call = browser.call(Method::POST, address).header("x-forwarded-for", from);
    call.header("content-type", "application/x-www-form-urlencoded").body(body).send().await
}

/// Claims an address in a browser of its own.
pub async fn claim(world: &World, email: &str, from: &str) -> (Client, Answer) {
    let mut browser = world.nobody();
    let answer = post(&browser, "/sign-in/code", from, format!("email={}", path::segment(email))).await;
    browser.cookie = Some(answer.header("set-cookie").split(';').next().unwrap().to_owned());
    (browser, answer)
}

pub async fn claims(world: &World, numbers: std::ops::Range<usize>, from: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in numbers {
        statuses.push(claim(world, &format!("somebody{number}@nowhere-yet.com"), from).await.1.status);
    }
    statuses
}

pub async fn enter(browser: &Client, code: &str, from: &str) -> Answer {
    post(browser, "/sign-in/proof", from, format!("code={code}")).await
}

/// The newest code.
pub async fn code(world: &World) -> String {
    let sql = "SELECT details FROM outbox WHERE event = 'sign_in_code' ORDER BY key DESC LIMIT 1";
    let (details,): (String,) = world.rows(sql, server::args![]).await.remove(0);
    let details: serde_json::Value = serde_json::from_str(&details).unwrap();
    world.app.secret.sign_in_code(details["id"].as_str().unwrap())
}

async fn a_peer_asks_for_twenty_within_an_hour(world: &World) {
    assert_eq!(claims(world, 0..20, "192.0.2.1").await, [303; 20]);
    world.app.clock.stand_at(noon() + TimeDelta::milliseconds(3_599_999));
    let (_, refused) = claim(world, "somebody20@nowhere-yet.com", "192.0.2.1").await;
    assert_eq!((refused.status, refused.header("set-cookie"), refused.header("cache-control")), (429, "", "no-store"));
    assert_eq!(refused.header("retry-after"), "Wed, 04 Nov 2026 13:00:00 GMT");
    assert!(refused.text().contains("4 November 2026 at 13:00 UTC"), "{}", refused.text());
    assert_eq!((world.count("outbox").await, world.count("sign_in_claim").await), (20, 20));
    assert_eq!(claims(world, 20..21, "192.0.2.2").await, [303], "another peer has asked for none");
    world.app.clock.stand_at(noon() + TimeDelta::hours(1));
    assert_eq!(claims(world, 21..22, "192.0.2.1").await, [303]);
    let kept: Vec<(String,)> = world.rows("SELECT name FROM tally", server::args![]).await;
    assert!(kept.iter().all(|(name,)| !name.contains("192.0.2")), "{kept:?}");
}

async fn a_peer_asks_for_sixty_within_a_day(world: &World) {
    for hours in 0..3 {
        world.app.clock.stand_at(noon() + TimeDelta::hours(hours as i64));
        assert_eq!(claims(world, hours * 20..hours * 20 + 20, "192.0.2.1").await, [303; 20]);
    }
    world.app.clock.stand_at(noon() + TimeDelta::hours(4));
    let (_, refused) = claim(world, "somebody60@nowhere-yet.com", "192.0.2.1").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "Thu, 05 Nov 2026 00:00:00 GMT"));
    world.app.clock.stand_at(noon() + TimeDelta::hours(12));
    assert_eq!(claims(world, 60..61, "192.0.2.1").await, [303]);
}

async fn all_peers_together_have_a_number_too(world: &World) {
    for peer in 0..7 {
        assert_eq!(claims(world, peer * 10..peer * 10 + 10, &format!("192.0.2.{peer}")).await, [303; 10]);
    }
    assert_eq!(claims(world, 70..71, "192.0.2.99").await, [429]);
    world.app.clock.stand_at(noon() + TimeDelta::hours(1));
    assert_eq!(claims(world, 70..71, "192.0.2.99").await, [303]);
}

async fn what_is_asked_for_in_vain_uses_up_nobody_elses(world: &World) {
    // Of so many, each could use up a few of the second half.
    for peer in 0..12 {
        for _ in 0..12 {
            claim(world, "used-up@nowhere-yet.com", &format!("192.0.2.{peer}")).await;
        }
    }
    assert_eq!(world.count("outbox").await, 30, "as many as an address gets");
    assert_eq!(claims(world, 0..1, "192.0.2.99").await, [303]);
}

async fn of_the_second_half_each_network_has_a_few(world: &World) {
    assert_eq!(claims(world, 0..20, "192.0.2.1").await, [303; 20]);
    assert_eq!(claims(world, 20..35, "192.0.2.2").await, [303; 15]);
    assert_eq!(claims(world, 35..45, "192.0.2.3").await, [303; 10]);
    assert_eq!(claims(world, 45..47, "192.0.2.3").await, [429; 2]);
    assert_eq!(claims(world, 47..52, "192.0.2.2").await, [303; 5], "of its twenty");
    assert_eq!(claims(world, 52..62, "192.0.2.4").await, [303; 10]);
}

async fn every_address_is_refused_the_same(world: &World) {
    let browser = claim(world, cast::ADMINISTRATOR, "192.0.2.1").await.0;
    claims(world, 1..20, "192.0.2.1").await;
    let known = claim(world, cast::EMPLOYEE, "192.0.2.1").await.1;
    let unknown = claim(world, "zoe@nowhere-yet.com", "192.0.2.1").await.1;
    assert_eq!((known.status, known.fingerprint()), (429, unknown.fingerprint()));
    let again = post(&browser, "/sign-in/proof/code", "192.0.2.1", String::new()).await;
    assert_eq!(again.fingerprint(), known.fingerprint(), "nor is another code sent");
}

async fn whoever_asks_elsewhere_uses_up_nobody_elses(world: &World) {
    for hours in 0..3 {
        world.app.clock.stand_at(noon() + TimeDelta::hours(hours));
        for _ in 0..6 {
            claim(world, cast::EMPLOYEE, "192.0.2.66").await;
        }
    }
    assert_eq!(world.count("outbox").await, 10, "five within an hour, ten within a day");
    let (browser, _) = claim(world, cast::EMPLOYEE, "192.0.2.1").await;
    let signed_in = enter(&browser, &code(world).await, "192.0.2.1").await;
    assert!(signed_in.header("set-cookie").starts_with("__Host-session="), "{}", signed_in.text());
}

async fn an_address_gets_thirty_a_day_from_wherever(world: &World) {
    for peer in 0..6 {
        for _ in 0..5 {
            claim(world, cast::EMPLOYEE, &format!("192.0.2.{peer}")).await;
        }
    }
    assert_eq!(world.count("outbox").await, 30);
    world.app.clock.stand_at(noon() + TimeDelta::hours(24) - TimeDelta::milliseconds(1));
    let (browser, _) = claim(world, cast::EMPLOYEE, "192.0.2.99").await;
    let shown = browser.call(Method::GET, "/sign-in/proof").header("x-forwarded-for", "192.0.2.99").send().await;
    assert!(shown.text().contains("5 November 2026 at 12:0"), "{}", shown.text());
    assert_eq!(world.count("outbox").await, 30);
    world.app.clock.stand_at(noon() + TimeDelta::hours(24));
    claim(world, cast::EMPLOYEE, "192.0.2.99").await;
    assert_eq!(world.count("outbox").await, 31);
    server::jobs::forget(&world.app).await.unwrap();
    assert_eq!((world.count("sign_in_code").await, world.count("sign_in_claim").await), (1, 2), "what counts is kept");
}

async fn of_ipv6_a_site_counts(world: &World) {
    for network in 0..20 {
        let from = format!("2001:db8:7:{network}::1");
        assert_eq!(claims(world, network..network + 1, &from).await, [303]);
    }
    assert_eq!(claims(world, 20..21, "2001:db8:7:99::1").await, [429]);
    assert_eq!(claims(world, 21..22, "2001:db8:8:1::1").await, [303], "another site");
}

async fn wrong_codes_are_counted_by_peer_and_right_ones_are_not(world: &World) {
    let wrong = |right: &str| if right == "00000000" { "00000001" } else { "00000000" };
    for person in [cast::ADMINISTRATOR, cast::FRENCH, cast::ADMINISTRATOR, cast::FRENCH] {
        let (browser, _) = claim(world, person, "192.0.2.1").await;
        let signed_in = enter(&browser, &code(world).await, "192.0.2.1").await;
        assert!(signed_in.header("set-cookie").starts_with("__Host-session="), "{}", signed_in.text());
    }
    let (browser, _) = claim(world, cast::EMPLOYEE, "192.0.2.1").await;
    let right = code(world).await;
    for _ in 0..3 {
        assert_eq!(enter(&browser, wrong(&right), "192.0.2.1").await.status, 303);
    }
    let refused = enter(&browser, &right, "192.0.2.1").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "Wed, 04 Nov 2026 13:00:00 GMT"));
    let (tries,): (i64,) = world.rows("SELECT max(tries) FROM sign_in_code", server::args![]).await.remove(0);
    assert_eq!(tries, 3, "what is not looked at is not a try");
    let elsewhere = enter(&browser, &right, "192.0.2.2").await;
    assert!(elsewhere.header("set-cookie").starts_with("__Host-session="), "{}", elsewhere.text());
}

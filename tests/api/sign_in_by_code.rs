//! `/sign-in/code`: a code by e-mail signs in, whoever it is, and only in the browser that asked for it.

use std::sync::atomic::Ordering;

use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use reqwest::Method;
use server::sample::cast;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    a_code_signs_in_and_leads_on,
    a_code_is_taken_as_people_type_it,
    every_address_is_answered_the_same,
    a_code_is_of_no_use_in_another_browser,
    another_browser_uses_no_tries_up,
    what_is_no_address_is_said_to_be_none,
    whoever_types_an_address_that_the_relay_cannot_take_is_told,
    a_claim_lasts_an_hour,
    another_site_claims_nothing,
}

const UNKNOWN: &str = "zoe@nowhere-yet.com";

/// Claims an address in a browser, and keeps the cookie.
pub async fn claim(world: &World, email: &str, next: &str) -> (Client, Answer) {
    let mut browser = world.nobody();
    let body = format!("email={}&next={}", path::segment(email), path::segment(next));
    let call = browser.call(Method::POST, "/sign-in/code").header("content-type", "application/x-www-form-urlencoded");
    let answer = call.body(body).send().await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default();
    browser.cookie = Some(cookie.to_owned()).filter(|cookie| !cookie.is_empty());
    (browser, answer)
}

/// The newest code that was mailed to an address.
pub async fn code(world: &World, email: &str) -> String {
    let sql = "SELECT details FROM outbox WHERE recipient = $1 AND event = 'sign_in_code' ORDER BY key DESC";
    let (details,): (String,) = world.rows(sql, server::args![email]).await.remove(0);
    let details: serde_json::Value = serde_json::from_str(&details).unwrap();
    world.app.secret.sign_in_code(details["id"].as_str().unwrap())
}

async fn enter(browser: &Client, code: &str) -> Answer {
    browser.form("/sign-in/proof", "code", code).await
}

/// The session that an answer begins.
async fn session(world: &World, answer: &Answer) -> api::session::Session {
    let mut client = world.nobody();
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    assert!(cookie.starts_with("__Host-session="), "{}", answer.text());
    client.cookie = Some(cookie.to_owned());
    client.session().await
}

async fn a_code_signs_in_and_leads_on(world: &World) {
    for (email, next, location) in
        [(cast::EMPLOYEE, "/requests?x=1", "/requests?x=1"), (UNKNOWN, "//evil.example", "/"), (UNKNOWN, "", "/")]
    {
        let (browser, claimed) = claim(world, email, next).await;
        assert_eq!((claimed.status, claimed.header("location")), (303, "/sign-in/proof"));
        for property in ["__Host-claim=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(claimed.header("set-cookie").contains(property), "{}", claimed.header("set-cookie"));
        }
        let page = browser.get("/sign-in/proof").await;
        assert!(page.text().contains(email) && page.text().contains("name=\"code\""), "{}", page.text());
        assert_eq!(page.header("cache-control"), "no-store");
        let entered = enter(&browser, &code(world, email).await).await;
        assert_eq!((entered.status, entered.header("location")), (303, location));
        let signed_in = session(world, &entered).await;
        assert_eq!((signed_in.person.email.as_str(), signed_in.person.email_verified), (email, true));
    }
}

async fn a_code_is_taken_as_people_type_it(world: &World) {
    let wide = |code: &str| code.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect::<String>();
    let typed: [fn(&str) -> String; 5] = [
        |code| format!("{}-{}", &code[..4], &code[4..]),
        |code| format!(" {} {}\u{a0}", &code[..4], &code[4..]),
        |code| format!("{code}."),
        |code| format!("{}\u{2011}{}\u{200b}", &code[..3], &code[3..]),
        |code| format!("\u{202a}{code}\u{202c}"),
    ];
    for number in 0..=typed.len() {
        let (browser, _) = claim(world, UNKNOWN, "").await;
        let right = code(world, UNKNOWN).await;
        // No code looks like these, so that none of them is a try.
        for wrong in ["", "12345", "123456789", "1234567a", "zoe@nowhere-yet.com", "٠١٢٣٤٥٦٧"] {
            assert_eq!(enter(&browser, wrong).await.status, 422, "{wrong}");
        }
        let entered = typed.get(number).map_or_else(|| wide(&right), |typed| typed(&right));
        let answer = enter(&browser, &entered).await;
        assert!(answer.header("set-cookie").starts_with("__Host-session="), "{entered}: {}", answer.text());
        world.app.clock.stand_at(world.app.clock.now() + TimeDelta::hours(1));
    }
}

async fn every_address_is_answered_the_same(world: &World) {
    let mut seen = Vec::new();
    for email in [cast::EMPLOYEE, "nobody.knows@northmoor-rail.com"] {
        world.app.clock.stand_at(world.app.clock.now());
        let (browser, claimed) = claim(world, email, "/").await;
        let wrong = if code(world, email).await == "00000000" { "00000001" } else { "00000000" };
        let answers =
            [browser.get("/sign-in/proof").await, enter(&browser, wrong).await, browser.get("/sign-in/proof").await];
        let token = browser.cookie.clone().unwrap();
        let said: Vec<String> = [claimed].iter().chain(&answers).map(Answer::fingerprint).collect();
        seen.push(said.join("\n").replace(token.split_once('=').unwrap().1, "TOKEN").replace(email, "EMAIL"));
    }
    let lengths =
        |text: &str| text.lines().filter(|line| !line.starts_with("content-length")).collect::<Vec<_>>().join("\n");
    assert_eq!(lengths(&seen[0]), lengths(&seen[1]));
}

async fn a_code_is_of_no_use_in_another_browser(world: &World) {
    let (browser, _) = claim(world, cast::EMPLOYEE, "/").await;
    let first = code(world, cast::EMPLOYEE).await;
    let (other, _) = claim(world, cast::EMPLOYEE, "/").await;
    let second = code(world, cast::EMPLOYEE).await;
    assert_ne!(first, second, "one time in a hundred million they are the same");
    for (browser, code) in [(&browser, &second), (&other, &first), (&world.nobody(), &first)] {
        let entered = enter(browser, code).await;
        assert!(entered.status == 303 && !entered.header("set-cookie").contains("__Host-session="));
    }
    // A later code of another browser takes nothing from this one's.
    session(world, &enter(&browser, &first).await).await;
}

async fn another_browser_uses_no_tries_up(world: &World) {
    let (browser, _) = claim(world, cast::EMPLOYEE, "/").await;
    let right = code(world, cast::EMPLOYEE).await;
    let (other, _) = claim(world, cast::EMPLOYEE, "/").await;
    let wrong = if code(world, cast::EMPLOYEE).await == "00000000" { "00000001" } else { "00000000" };
    for _ in 0..6 {
        enter(&other, wrong).await;
    }
    session(world, &enter(&browser, &right).await).await;
}

async fn what_is_no_address_is_said_to_be_none(world: &World) {
    for (email, said) in [("", "Enter an e-mail address"), ("emma", "“emma” is not an e-mail address")] {
        let (browser, answer) = claim(world, email, "/requests").await;
        assert_eq!((answer.status, answer.header("set-cookie")), (422, ""));
        assert!(answer.text().contains(said) && answer.text().contains("value=\"/requests\""), "{}", answer.text());
        assert_eq!(browser.get("/sign-in/proof").await.header("location"), "/sign-in");
    }
    assert_eq!((world.count("sign_in_claim").await, world.count("outbox").await), (0, 0));
}

async fn whoever_types_an_address_that_the_relay_cannot_take_is_told(world: &World) {
    let (before, claimed) = claim(world, "zoë@nowhere-yet.com", "/").await;
    assert_eq!(claimed.status, 303, "nothing is known of the relay");
    world.app.relay_is_ascii_only.store(true, Ordering::Relaxed);
    let mails = world.count("outbox").await;
    let said = "No e-mail can reach “zoë@nowhere-yet.com”";
    let (_, answer) = claim(world, "zoë@nowhere-yet.com", "/requests").await;
    assert_eq!((answer.status, answer.header("set-cookie")), (422, ""));
    assert!(answer.text().contains(said) && answer.text().contains("value=\"/requests\""), "{}", answer.text());
    let another = before.form("/sign-in/proof/code", "x", "").await;
    assert_eq!(another.status, 422);
    assert!(another.text().contains(said), "{}", another.text());
    assert_eq!(world.count("outbox").await, mails);
    let (_, claimed) = claim(world, "zoe@bäckerei-yet.com", "/").await;
    assert_eq!(claimed.status, 303, "a domain has a form in ASCII");
}

async fn a_claim_lasts_an_hour(world: &World) {
    let start = world.app.clock.now();
    world.app.clock.stand_at(start);
    let (browser, _) = claim(world, cast::EMPLOYEE, "/").await;
    world.app.clock.stand_at(start + TimeDelta::hours(1) - TimeDelta::milliseconds(1));
    assert_eq!(browser.get("/sign-in/proof").await.status, 200);
    world.app.clock.stand_at(start + TimeDelta::hours(1));
    assert_eq!(browser.get("/sign-in/proof").await.header("location"), "/sign-in");
    claim(world, cast::ADMINISTRATOR, "/").await;
    server::jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count("sign_in_claim").await, 1, "the old one is no longer kept");
}

async fn another_site_claims_nothing(world: &World) {
    for address in ["/sign-in/code", "/sign-in/proof", "/sign-in/proof/code"] {
        let call = world.nobody().call(Method::POST, address).header("sec-fetch-site", "cross-site");
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        call.body("email=a%40b.com&code=123456").send().await.problem(403, Code::AntiForgery);
    }
    assert_eq!(world.count("sign_in_claim").await, 0);
}

//! Everything that a provider, or whoever comes between, could do wrong: each refused for its own reason, without a session,
//! a person or an identity. What is honest is tried in between, which would show something remembered that is wrong.

mod claims;
mod discovery;
mod response;
mod token;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use server::sign_in::open_id::Refused;
use tests::answer::Answer;
use tests::world::World;

use crate::browser::{go, press, reason, session_cookie, signed_in};
use crate::hostile::{Acts, Reply, discovery as honest_discovery};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    every_description_that_is_wrong_is_refused,
    every_answer_that_is_wrong_is_refused,
    what_is_at_the_edge_is_taken,
    a_state_is_of_one_browser_and_one_use,
    an_attempt_lasts_ten_minutes,
    another_site_begins_nothing,
}

/// A description of a provider that is wrong.
pub struct WrongDescription {
    pub what: &'static str,
    pub change: fn(&mut Value) -> Option<Reply>,
    pub refused: Refused,
}

/// An answer of a provider, or of the browser, that is wrong; or one that is not, at the edge of it.
pub struct Mutation {
    pub what: &'static str,
    pub change: fn(&mut Acts),
    /// Nothing where it is not wrong.
    pub refused: Option<Refused>,
}

/// Sets what the provider's description says. What nobody changes is honest.
fn describe(setting: &Setting, change: fn(&mut Value) -> Option<Reply>) {
    let mut description = honest_discovery(&setting.hostile.issuer);
    let reply = change(&mut description);
    setting.hostile.served.lock().unwrap().discovery = reply.unwrap_or_else(|| Reply::json(&description));
}

/// Two hours after the last time nothing is remembered any more.
fn at(world: &World, start: DateTime<Utc>, turn: usize) {
    world.app.clock.stand_at(start + TimeDelta::hours(2 * i64::try_from(turn).unwrap()));
}

async fn stored(world: &World) -> (i64, i64, i64) {
    (world.count("person").await, world.count("identity").await, world.count("session").await)
}

fn assert_refused(what: &str, answer: &Answer, refused: Refused) {
    assert_eq!(reason(answer), refused.name(), "{what}: {} {}", answer.status, answer.text());
    assert_eq!(answer.status, 403, "{what}");
    assert_eq!(session_cookie(answer), None, "{what}");
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
}

async fn every_description_that_is_wrong_is_refused(setting: &Setting) {
    let (world, start) = (&setting.world, setting.world.app.clock.now());
    for (turn, wrong) in discovery::WRONG.iter().enumerate() {
        at(world, start, turn);
        describe(setting, wrong.change);
        let before = stored(world).await;
        let answer = press(&world.nobody(), "hostile", "/").await;
        assert_refused(wrong.what, &answer, wrong.refused);
        assert_eq!((answer.header("set-cookie"), answer.header("location")), ("", ""), "{}", wrong.what);
        assert_eq!(stored(world).await, before, "{}", wrong.what);
        // A description that was refused is not kept: the next one counts at once.
        describe(setting, |_| None);
        if matches!(wrong.refused, Refused::Unreachable | Refused::ServerError) {
            world.app.clock.stand_at(world.app.clock.now() + TimeDelta::seconds(10));
        }
        signed_in(world, &setting.visit(|_| {}).await).await;
    }
}

async fn every_answer_that_is_wrong_is_refused(setting: &Setting) {
    let (world, start) = (&setting.world, setting.world.app.clock.now());
    let wrong: Vec<&Mutation> = mutations().filter(|mutation| mutation.refused.is_some()).collect();
    assert!(wrong.len() + discovery::WRONG.len() >= 60, "only {}", wrong.len());
    let mut taken = Vec::new();
    for (turn, mutation) in wrong.iter().enumerate() {
        at(world, start, turn);
        let before = stored(world).await;
        let answer = setting.visit(mutation.change).await;
        let refused = mutation.refused.unwrap();
        if (reason(&answer), answer.status) != (refused.name(), 403)
            || session_cookie(&answer).is_some()
            || stored(world).await != before
        {
            taken.push(format!("{}: {} {}", mutation.what, answer.status, reason(&answer)));
        }
        // In the same hour, so that whatever is remembered of the wrong one is used.
        if turn % 8 == 0 {
            world.app.clock.stand_at(world.app.clock.now() + TimeDelta::minutes(2));
            signed_in(world, &setting.visit(|_| {}).await).await;
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

async fn what_is_at_the_edge_is_taken(setting: &Setting) {
    let (world, start) = (&setting.world, setting.world.app.clock.now());
    for (turn, mutation) in mutations().filter(|mutation| mutation.refused.is_none()).enumerate() {
        at(world, start, turn);
        // Each comes by itself: another subject with the same address would be refused.
        world.write("DELETE FROM identity", server::args![]).await;
        let answer = setting.visit(mutation.change).await;
        assert_eq!(answer.status, 303, "{}: {}", mutation.what, reason(&answer));
        signed_in(world, &answer).await;
    }
    let description = honest_discovery(&setting.hostile.issuer);
    world.app.clock.stand_at(start + TimeDelta::days(365));
    setting.hostile.served.lock().unwrap().discovery = Reply::of_length(&description, 1024 * 1024);
    signed_in(world, &setting.visit(|_| {}).await).await;
}

fn mutations() -> impl Iterator<Item = &'static Mutation> {
    [response::ROWS, token::ROWS, claims::ROWS].into_iter().flatten()
}

async fn a_state_is_of_one_browser_and_one_use(setting: &Setting) {
    let world = &setting.world;
    let (mut one, other) = (go(world, "hostile", "/").await, go(world, "hostile", "/").await);
    // Somebody else's response, put before this browser: it would be signed in as them.
    let answer = setting.return_from(&other, |acts| acts.response[0].1 = one.asked["state"].clone()).await;
    assert_refused("another browser's state", &answer, Refused::State);
    let cookie = one.browser.cookie.take();
    assert_refused("no cookie", &setting.return_from(&one, |_| {}).await, Refused::AttemptUnknown);
    one.browser.cookie = Some(cookie.clone().unwrap() + "0");
    assert_refused("a cookie of nobody", &setting.return_from(&one, |_| {}).await, Refused::AttemptUnknown);
    one.browser.cookie = cookie;
    // None of that used the attempt up. Coming back does, whatever comes of it.
    signed_in(world, &setting.return_from(&one, |_| {}).await).await;
    assert_refused("once more", &setting.return_from(&one, |_| {}).await, Refused::AttemptUnknown);
    let denied = setting.return_from(&other, |acts| acts.response[1] = ("error", "access_denied".to_owned())).await;
    assert_refused("denied", &denied, Refused::AccessDenied);
    assert_refused("after that", &setting.return_from(&other, |_| {}).await, Refused::AttemptUnknown);
}

async fn an_attempt_lasts_ten_minutes(setting: &Setting) {
    let (world, start) = (&setting.world, setting.world.app.clock.now());
    for (late, refused) in [(599_999, None), (600_000, Some(Refused::AttemptExpired))] {
        world.app.clock.stand_at(start);
        let away = go(world, "hostile", "/").await;
        world.app.clock.stand_at(start + TimeDelta::milliseconds(late));
        let answer = setting.return_from(&away, |_| {}).await;
        match refused {
            Some(refused) => assert_refused("late", &answer, refused),
            None => drop(signed_in(world, &answer).await),
        }
    }
    world.app.clock.stand_at(start + TimeDelta::hours(2));
    go(world, "hostile", "/").await;
    assert_eq!(world.count("sign_in_attempt").await, 1, "the old ones are no longer kept");
}

async fn another_site_begins_nothing(setting: &Setting) {
    let nobody = setting.world.nobody();
    for site in ["cross-site", "same-site"] {
        let call = nobody.call(reqwest::Method::POST, "/sign-in/provider/hostile").header("sec-fetch-site", site);
        let call = call.header("content-type", "application/x-www-form-urlencoded").body("next=%2F");
        call.send().await.problem(403, api::problem::Code::AntiForgery);
    }
    assert_eq!(nobody.get("/sign-in/provider/hostile").await.status, 405, "no link acts");
    assert_eq!(press(&nobody, "nobody", "/").await.status, 404);
    assert_eq!(nobody.get("/sign-in/provider/nobody/callback?code=a&state=b").await.status, 404);
    assert_eq!(setting.world.count("sign_in_attempt").await, 0);
}

//! Whom a proven address signs in: somebody new, somebody known, and in whose place.

use api::path;
use api::problem::Code;
use reqwest::Method;
use server::args;
use server::store::session;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::link::{Link, PENDING, english, links, signed_in, wrong};

tests::on_both_databases! {
    in World::empty:
    somebody_new_is_made_with_the_address_only,
    somebody_known_stays_who_they_are,
    an_address_that_was_not_verified_is_from_now_on,
    whoever_is_signed_in_with_the_address_goes_straight_on,
    whoever_is_signed_in_as_somebody_else_is_told_and_becomes_the_addressed_person,
    a_proof_leads_to_the_request_and_nowhere_else,
}

/// Proves the address in the link's browser, which has the session from then on.
async fn proved(world: &World, link: &Link) -> Client {
    let code = link.code(world).await;
    let mut browser = link.browser.clone().sign_in(&link.page, "code", &code).await;
    browser.anti_forgery_token = None;
    browser
}

async fn somebody_new_is_made_with_the_address_only(world: &World) {
    let [link] = links(world, ["Jo@bäckerei.example"]).await;
    let code = link.code(world).await;
    let call = link.browser.call(Method::POST, &link.page).header("accept-language", "fr");
    let call = call.header("content-type", "application/x-www-form-urlencoded");
    assert!(signed_in(&call.body(format!("code={code}")).send().await));
    let sql =
        "SELECT email, email_folded, email_domain, locale, affiliation FROM person WHERE email_folded LIKE 'jo@%'";
    let made: Vec<(String, String, String, String, String)> = world.rows(sql, args![]).await;
    let [(email, folded, domain, locale, affiliation)] = made.as_slice() else { panic!("{made:?}") };
    assert_eq!((email.as_str(), folded.as_str()), ("Jo@xn--bckerei-5wa.example", "jo@xn--bckerei-5wa.example"));
    assert_eq!((domain.as_str(), locale.as_str(), affiliation.as_str()), ("xn--bckerei-5wa.example", "fr", "external"));
    let sql = "SELECT email_verified, operator, partner FROM person WHERE email_folded LIKE 'jo@%'";
    assert_eq!(world.rows::<(bool, bool, bool)>(sql, args![]).await, [(true, false, false)]);
    let sql = "SELECT name, name_folded, organisation, country FROM person WHERE email_folded LIKE 'jo@%'";
    assert_eq!(world.rows::<(String, String, String, String)>(sql, args![]).await, [Default::default()]);
}

async fn somebody_known_stays_who_they_are(world: &World) {
    let line = "lea@customer.example,Léa Roche,Customer,FR,fr,external,true,true";
    world.import(&Files::default().person_line(line)).await;
    let [link] = links(world, ["LEA@Customer.example"]).await;
    let before: Vec<(i64, i64)> = world.rows("SELECT key, version FROM person ORDER BY key", args![]).await;
    let session = proved(world, &link).await.session().await;
    assert_eq!((session.person.name.as_str(), session.person.email.as_str()), ("Léa Roche", "lea@customer.example"));
    let after: Vec<(i64, i64)> = world.rows("SELECT key, version FROM person ORDER BY key", args![]).await;
    assert_eq!(after, before);
}

async fn an_address_that_was_not_verified_is_from_now_on(world: &World) {
    world.import(&Files::default().person("Lea", "lea@customer.example").person("Kim", "kim@other.example")).await;
    let (before, kim) = (world.sign_in("lea@customer.example").await, world.sign_in("kim@other.example").await);
    world.write("UPDATE person SET email_verified = $1 WHERE name = 'Lea'", args![false]).await;
    let [link] = links(world, ["lea@customer.example"]).await;
    let theirs = Link { browser: before.clone(), ..link };
    let page = theirs.show().await;
    assert_eq!(page.status, 200, "an address that is not verified proves nothing");
    assert!(!page.text().contains("lea@"), "nobody else is signed in: {}", page.text());
    let changes = before.get(path::CHANGES).await;
    let session = proved(world, &Link { browser: world.nobody(), ..theirs }).await;
    assert!(session.session().await.person.email_verified);
    assert_ne!(session.get(path::CHANGES).await.text(), changes.text(), "open pages learn of it");
    before.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    assert_eq!(kim.get(path::SESSION).await.status, 200, "other people's sessions last");
}

async fn whoever_is_signed_in_with_the_address_goes_straight_on(world: &World) {
    world.import(&Files::default().person("Lea", "Lea@customer.example")).await;
    let [link] = links(world, ["lea@CUSTOMER.example"]).await;
    let browser = world.sign_in("lea@customer.example").await;
    let link = Link { browser, ..link };
    for answer in [link.show().await, link.ask().await, link.enter("123456").await] {
        assert_eq!((answer.status, answer.header("location")), (303, PENDING));
        assert_eq!((answer.header("set-cookie"), answer.header("cache-control")), ("", "no-store"));
    }
    assert_eq!(world.count("sign_in_code").await, 0);
    let hours = i64::from(world.app.settings.session_hours);
    world.app.clock.set_ahead(hours * 3600);
    assert_eq!(link.show().await.status, 200, "the session is over");
}

async fn whoever_is_signed_in_as_somebody_else_is_told_and_becomes_the_addressed_person(world: &World) {
    world.import(&Files::default().person("Kim", "kim@other.example")).await;
    let [link] = links(world, ["jo@customer.example"]).await;
    let kim = world.sign_in("kim@other.example").await;
    let elsewhere = world.sign_in("kim@other.example").await;
    let link = Link { browser: kim.clone(), ..link };
    let said = english().proof_signed_in_as("kim@other.example", "j•••@customer.example");
    assert!(link.show().await.text().contains(&said));
    let jo = proved(world, &link).await;
    assert_eq!(jo.session().await.person.email, "jo@customer.example");
    kim.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    assert_eq!(elsewhere.session().await.person.email, "kim@other.example", "another browser's session lasts");
    let token = jo.cookie.as_deref().and_then(|cookie| cookie.split_once('=')).unwrap().1;
    let limits = world.app.settings.session_limits();
    let session = session::current(&world.app.db, token, limits, world.app.clock.now()).await.unwrap().unwrap();
    let person = session.person;
    assert!(person.email_verified && !person.operator);
}

async fn a_proof_leads_to_the_request_and_nowhere_else(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    let page = format!("{}?next=https://evil.example/", link.page);
    let form = |code: &str| format!("code={code}&next=%2F%2Fevil.example&link=x");
    let call = |body: String| {
        let call = link.browser.call(Method::POST, &page).header("host", "evil.example");
        call.header("content-type", "application/x-www-form-urlencoded").body(body).send()
    };
    let refused = call(form(&wrong(&code))).await;
    assert_eq!((refused.status, refused.header("location")), (303, link.page.as_str()));
    assert!(signed_in(&call(form(&code)).await));
}

//! `/sign-in`: a one-time link signs in once, for fifteen minutes, and only when its button is pressed.

use api::path;
use api::problem::Code;
use server::sample::cast::{self, CAST};
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    the_sample_world_shows_its_cast,
    a_link_signs_in_once,
    looking_at_a_link_does_not_use_it_up,
    a_link_that_is_fifteen_minutes_old_signs_nobody_in,
    a_link_from_another_site_signs_nobody_in,
    signing_in_leads_to_the_page_that_was_asked_for,
    the_sample_worlds_form_knows_its_people_only,
}

async fn the_sample_world_shows_its_cast(world: &World) {
    let answer = world.nobody().get("/sign-in").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("text/html"));
    for member in CAST {
        assert!(answer.text().contains(&format!("value=\"{}\"", member.email)), "{}", member.email);
        assert!(answer.text().contains(&member.why_en.replace('\'', "&#39;")) || answer.text().contains(member.why_en));
    }
}

async fn a_link_signs_in_once(world: &World) {
    let link = world.sign_in_link(cast::EMPLOYEE).await;
    let client = world.nobody().sign_in("/sign-in", "link", &link).await;
    assert_eq!(client.session().await.person.email, cast::EMPLOYEE);
    let again = world.nobody().form("/sign-in", "link", &link).await;
    assert_eq!((again.status, again.header("set-cookie")), (403, ""));
    for wrong in ["", "0", &link.to_uppercase()] {
        assert_eq!(world.nobody().form("/sign-in", "link", wrong).await.status, 403, "{wrong}");
    }
}

async fn looking_at_a_link_does_not_use_it_up(world: &World) {
    let link = world.sign_in_link(cast::EMPLOYEE).await;
    for _ in 0..2 {
        let answer = world.nobody().get(&format!("/sign-in?link={link}")).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (200, ""));
    }
    world.nobody().sign_in("/sign-in", "link", &link).await;
}

async fn a_link_that_is_fifteen_minutes_old_signs_nobody_in(world: &World) {
    let (early, late) = (world.sign_in_link(cast::EMPLOYEE).await, world.sign_in_link(cast::EMPLOYEE).await);
    world.app.clock.set_ahead(14 * 60);
    world.nobody().sign_in("/sign-in", "link", &early).await;
    world.app.clock.set_ahead(15 * 60);
    let answer = world.nobody().form("/sign-in", "link", &late).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (403, ""));
}

async fn a_link_from_another_site_signs_nobody_in(world: &World) {
    let link = world.sign_in_link(cast::EMPLOYEE).await;
    for (address, field, value) in [("/sign-in", "link", link.as_str()), ("/sample/sign-in", "email", cast::EMPLOYEE)] {
        let call = world.nobody().call(reqwest::Method::POST, address).header("sec-fetch-site", "cross-site");
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        let answer = call.body(format!("{field}={}", path::segment(value))).send().await;
        answer.problem(403, Code::AntiForgery);
        assert_eq!(answer.header("set-cookie"), "");
    }
    // A browser that does not say where a request comes from names the page's origin.
    let own = world.nobody().address("");
    for (origin, status) in [("https://evil.example", 403), ("null", 403), (own.trim_end_matches('/'), 303)] {
        let call = world.nobody().call(reqwest::Method::POST, "/sign-in").header("origin", origin);
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        let answer = call.body(format!("link={}", path::segment(&link))).send().await;
        assert_eq!(answer.status, status, "{origin}");
    }
}

async fn signing_in_leads_to_the_page_that_was_asked_for(world: &World) {
    for (next, location) in [("/directory?q=rail", "/directory?q=rail"), ("//evil.example/", "/"), ("", "/")] {
        let body = format!("{}&next={}", path::segment(cast::EMPLOYEE), path::segment(next));
        let call = world.nobody().call(reqwest::Method::POST, "/sample/sign-in");
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        let answer = call.body(format!("email={body}")).send().await;
        assert_eq!((answer.status, answer.header("location")), (303, location));
        let cookie = answer.header("set-cookie");
        for property in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(cookie.contains(property), "{cookie}");
        }
    }
}

async fn the_sample_worlds_form_knows_its_people_only(world: &World) {
    let answer = world.nobody().form("/sample/sign-in", "email", "no\"body@nowhere.example").await;
    assert_eq!((answer.status, answer.header("set-cookie")), (422, ""));
    assert!(!answer.text().contains("no\"body"), "what was typed is escaped");
    world.nobody().sign_in("/sample/sign-in", "email", &cast::EMPLOYEE.to_uppercase()).await;
}

//! `/account-request-links/{token}`: what a customer contact sees before and after they prove their address. Limits of
//! codes lie in `limits`, whom a proof signs in in `people`, how to get a link in `link`.

mod limits;
mod link;
mod people;
mod spoken_for;

use api::path;
use api::problem::Code;
use reqwest::Method;
use server::args;
use server::store::account_request::contact;
use server::store::outbox;
use tests::answer::Answer;
use tests::world::World;
use text::{Locale, Texts};

use link::{REFERENCE, english, links, mailed_code, signed_in, wrong};

tests::on_both_databases! {
    in World::empty:
    a_link_that_nobody_was_given_is_not_found,
    a_link_of_somebody_who_was_replaced_is_gone,
    a_link_of_a_request_that_lapsed_is_gone,
    a_link_of_a_request_that_was_decided_is_gone_for_whoever_is_not_signed_in,
    nothing_of_the_request_is_told_before_the_address_is_proved,
    a_code_is_mailed_in_the_readers_language,
    reloading_shows_the_same_page_and_does_nothing,
    what_is_no_code_at_all_is_no_try,
    another_site_can_neither_send_nor_enter_a_code,
}

/// What must not be read by somebody who has not proved the address.
const TOLD_LATER: [&str; 6] =
    ["Orchid", "orchid-works", "Sam Everby", "everby.example", REFERENCE, "As agreed on the phone"];

async fn a_link_that_nobody_was_given_is_not_found(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    for token in ["0", "x'y", &link.token.to_uppercase(), &link.token[1..]] {
        let page = path::account_request_link(token);
        let nobody = world.nobody();
        let answers = [
            nobody.get(&page).await,
            nobody.form(&page, "code", "123456").await,
            nobody.form(&format!("{page}/code"), "", "").await,
        ];
        for answer in answers {
            assert_eq!((answer.status, answer.header("set-cookie"), answer.header("location")), (404, "", ""));
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.text().contains(english().proof_unknown()), "{}", answer.text());
        }
    }
    assert_eq!(world.count("sign_in_code").await, 0);
}

async fn a_link_of_somebody_who_was_replaced_is_gone(world: &World) {
    world.app.clock.stand_at("2026-11-04T10:15:00Z".parse().unwrap());
    let [link, other] = links(world, ["jo@customer.example", "lea@customer.example"]).await;
    let code = link.code(world).await;
    let key = contact::by_link(&world.app.db, &link.token).await.unwrap().unwrap().key;
    let mut tx = world.app.db.begin().await.unwrap();
    assert!(contact::end(&mut tx, key, world.app.clock.now()).await.unwrap());
    tx.commit().await.unwrap();
    for answer in [link.show().await, link.enter(&code).await, link.ask().await] {
        assert_eq!((answer.status, answer.header("set-cookie"), answer.header("location")), (410, "", ""));
        assert!(answer.text().contains(&english().proof_ended("4 November 2026 at 10:15 UTC")), "{}", answer.text());
        assert!(TOLD_LATER.iter().all(|word| !answer.text().contains(word)), "{}", answer.text());
    }
    assert_eq!(world.count("sign_in_code").await, 1, "none was made for a link that is gone");
    assert_eq!(other.show().await.status, 200);
}

async fn a_link_of_a_request_that_lapsed_is_gone(world: &World) {
    world.app.clock.stand_at("2026-11-04T10:15:00Z".parse().unwrap());
    let [link] = links(world, ["jo@customer.example"]).await;
    let at = |days: i64, millis: i64| {
        let start: chrono::DateTime<chrono::Utc> = "2026-11-04T10:15:00Z".parse().unwrap();
        world.app.clock.stand_at(start + chrono::TimeDelta::days(days) - chrono::TimeDelta::milliseconds(millis));
    };
    at(90, 1);
    assert_eq!(link.show().await.status, 200);
    let code = link.code(world).await;
    at(90, 0);
    let sent = world.count("outbox").await;
    for answer in [link.show().await, link.enter(&code).await, link.ask().await] {
        assert_eq!((answer.status, answer.header("set-cookie"), answer.header("location")), (410, "", ""));
        assert!(answer.text().contains(&english().proof_lapsed("2 February 2027 at 10:15 UTC")), "{}", answer.text());
        assert!(TOLD_LATER.iter().all(|word| !answer.text().contains(word)), "{}", answer.text());
    }
    // The same once a job has tidied it, whatever it mails itself.
    assert_eq!(world.count("outbox").await, sent);
    server::jobs::round(&world.app).await.unwrap();
    at(91, 0);
    assert_eq!(link.ask().await.status, 410);
}

async fn a_link_of_a_request_that_was_decided_is_gone_for_whoever_is_not_signed_in(world: &World) {
    world.app.clock.stand_at("2026-11-04T10:15:00Z".parse().unwrap());
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    world
        .write(
            "UPDATE account_request SET status = 'denied', decided_at = $1, decided_as = 'account_creator', \
             decision_reason = 'no', decision_rules = '[]'",
            server::args![world.app.clock.now().timestamp_millis()],
        )
        .await;
    let sent = world.count("outbox").await;
    for answer in [link.show().await, link.enter(&code).await, link.ask().await] {
        assert_eq!((answer.status, answer.header("set-cookie"), answer.header("location")), (410, "", ""));
        assert!(answer.text().contains(&english().proof_decided("4 November 2026 at 10:15 UTC")), "{}", answer.text());
        assert!(TOLD_LATER.iter().all(|word| !answer.text().contains(word)), "{}", answer.text());
    }
    assert_eq!(world.count("outbox").await, sent, "nothing is mailed for it");
}

async fn nothing_of_the_request_is_told_before_the_address_is_proved(world: &World) {
    let [link, idn] = links(world, ["jo.smith@customer.example", "Éloïse@bäckerei.example"]).await;
    let check = |answer: &Answer| {
        assert!(answer.text().contains("j•••@customer.example"), "{}", answer.text());
        assert!(!answer.text().contains("jo.smith"), "{}", answer.text());
        assert!(TOLD_LATER.iter().all(|word| !answer.text().contains(word)), "{}", answer.text());
    };
    check(&link.show().await);
    let code = link.code(world).await;
    check(&link.show().await);
    link.enter(&wrong(&code)).await;
    check(&link.show().await);
    assert!(idn.show().await.text().contains("É•••@bäckerei.example"), "{}", idn.show().await.text());
}

async fn a_code_is_mailed_in_the_readers_language(world: &World) {
    let [link] = links(world, ["Jo@customer.example"]).await;
    let page = format!("{}/code", link.page);
    for (language, locale) in [("fr-CH, en;q=0.5", Locale::Fr), ("de", Locale::En)] {
        let call = link.browser.call(Method::POST, &page).header("accept-language", language);
        let answer = call.send().await;
        assert_eq!((answer.status, answer.header("location")), (303, link.page.as_str()));
        assert_eq!((answer.header("set-cookie"), answer.header("cache-control")), ("", "no-store"));
        let mails = outbox::newest(&world.app.db).await.unwrap();
        assert_eq!((mails[0].recipient.as_str(), mails[0].locale.as_str()), ("Jo@customer.example", locale.as_str()));
        let shown = link.browser.call(Method::GET, &link.page).header("accept-language", language).send().await;
        assert!(shown.text().contains(&format!("<html lang=\"{}\"", locale.as_str())), "{}", shown.text());
        assert!(shown.text().contains(Texts::embedded(locale).proof_send_another()), "{}", shown.text());
    }
    assert!(signed_in(&link.enter(&mailed_code(world, &link.email).await).await));
}

async fn reloading_shows_the_same_page_and_does_nothing(world: &World) {
    world.app.clock.stand_at("2026-11-04T10:15:00Z".parse().unwrap());
    let [link] = links(world, ["jo@customer.example"]).await;
    let state = async || {
        let codes: Vec<(String, i64)> = world.rows("SELECT id, tries FROM sign_in_code ORDER BY id", args![]).await;
        (codes, world.count("outbox").await, link.show().await.fingerprint())
    };
    let fresh = state().await;
    assert_eq!(state().await, fresh);
    assert!(fresh.2.contains(english().proof_send()) && !fresh.2.contains("name=\"code\""), "{}", fresh.2);
    let code = link.code(world).await;
    let sent = state().await;
    assert_eq!(state().await, sent);
    for part in ["inputmode=\"numeric\"", "autocomplete=\"one-time-code\"", "4 November 2026 at 10:25 UTC"] {
        assert!(sent.2.contains(part), "{part} in {}", sent.2);
    }
    link.enter(&wrong(&code)).await;
    let tried = state().await;
    assert_eq!(state().await, tried);
    assert!(tried.2.contains(&english().proof_wrong(4)), "{}", tried.2);
}

async fn what_is_no_code_at_all_is_no_try(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    for entered in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "<b>123"] {
        let answer = link.enter(entered).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (422, ""), "{entered}");
        assert!(answer.text().contains(english().proof_malformed()), "{}", answer.text());
        assert!(!answer.text().contains("<b>"), "{}", answer.text());
    }
    let tries: Vec<(i64,)> = world.rows("SELECT tries FROM sign_in_code", args![]).await;
    assert_eq!(tries, [(0,)]);
    let spaced = format!(" {} {}\u{a0}", &code[..3], &code[3..]);
    assert!(signed_in(&link.enter(&spaced).await));
}

async fn another_site_can_neither_send_nor_enter_a_code(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    for (page, body) in [(link.page.clone(), format!("code={code}")), (format!("{}/code", link.page), String::new())] {
        for site in ["cross-site", "same-site"] {
            let call = link.browser.call(Method::POST, &page).header("sec-fetch-site", site);
            let call = call.header("content-type", "application/x-www-form-urlencoded").body(body.clone());
            let answer = call.send().await;
            answer.problem(403, Code::AntiForgery);
            assert_eq!((answer.header("set-cookie"), answer.header("location")), ("", ""));
        }
    }
    let codes: Vec<(i64, bool)> = world.rows("SELECT tries, used FROM sign_in_code", args![]).await;
    assert_eq!(codes, [(0, false)]);
    assert!(signed_in(&link.enter(&code).await));
}

//! Problem details: their language, their form, and which status answers what cannot be read.

use api::path;
use api::problem::Code;
use reqwest::Method;
use server::sample::{cast, places};
use tests::world::World;
use text::{Locale, Texts};

use crate::access_requests::{send, with_reason};

tests::on_both_databases! {
    in World::sample:
    without_a_session_the_browser_chooses_the_language,
    a_persons_own_language_comes_before_the_browsers,
    sentences_about_fields_are_in_the_readers_language,
    an_unknown_address_is_a_problem,
    another_method_is_a_problem_that_names_the_right_ones,
    a_body_beyond_64_kilobytes_is_too_large,
    a_body_that_is_no_json_or_of_another_shape_is_malformed,
    an_unknown_key_in_the_query_is_malformed,
    a_nul_character_is_never_the_servers_fault,
}

async fn without_a_session_the_browser_chooses_the_language(world: &World) {
    let (english, french) = (Texts::embedded(Locale::En), Texts::embedded(Locale::Fr));
    for (accepted, language, texts) in [
        ("fr-CA, en;q=0.5", "fr", french),
        ("en-GB", "en", english),
        ("de", "en", english),
        ("en;q=0.2, fr;q=0.9", "fr", french),
    ] {
        let call = world.nobody().call(Method::GET, path::SESSION).header("accept-language", accepted);
        let answer = call.send().await;
        let problem = answer.problem(401, Code::SignInNeeded);
        assert_eq!(answer.header("content-language"), language, "{accepted}");
        assert_eq!(problem.title, texts.problem_sign_in_needed_title());
        assert_eq!(problem.detail, texts.problem_sign_in_needed());
    }
}

async fn a_persons_own_language_comes_before_the_browsers(world: &World) {
    for (person, browser, own) in [(cast::FRENCH, "en", Locale::Fr), (cast::EMPLOYEE, "fr", Locale::En)] {
        let client = world.sign_in(person).await;
        let call = client.call(Method::GET, &path::account("unknown", None)).header("accept-language", browser);
        let answer = call.send().await;
        let problem = answer.problem(404, Code::AccountNotFound);
        assert_eq!(answer.header("content-language"), own.as_str());
        assert_eq!(problem.detail, Texts::embedded(own).problem_account_not_found());
    }
}

async fn sentences_about_fields_are_in_the_readers_language(world: &World) {
    let texts = Texts::embedded(Locale::Fr);
    let client = world.sign_in(cast::FRENCH).await;
    let answer = client.post(path::ACCOUNT_LOOK_UPS, &serde_json::json!({ "identifier": " " })).await;
    let problem = answer.problem(422, Code::Invalid);
    assert_eq!(problem.fields[0].detail, texts.invalid_identifier());
}

async fn an_unknown_address_is_a_problem(world: &World) {
    for address in ["/api/v1/nothing", "/api/v1/", "/api", "/api/v2/session", "/api/v1/accounts"] {
        world.nobody().get(address).await.problem(404, Code::NotFound);
    }
}

async fn another_method_is_a_problem_that_names_the_right_ones(world: &World) {
    let answer = world.nobody().delete(path::DIRECTORY).await;
    answer.problem(405, Code::MethodNotAllowed);
    assert_eq!(answer.header("allow"), "GET,HEAD", "RFC 9110, 15.5.6");
}

async fn a_body_beyond_64_kilobytes_is_too_large(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let body = |length: usize| {
        let empty = r#"{"identifier":""}"#.len();
        serde_json::json!({ "identifier": "x".repeat(length - empty) })
    };
    client.post(path::ACCOUNT_LOOK_UPS, &body(64 * 1024)).await.problem(422, Code::Invalid);
    client.post(path::ACCOUNT_LOOK_UPS, &body(64 * 1024 + 1)).await.problem(413, Code::TooLarge);
}

async fn a_body_that_is_no_json_or_of_another_shape_is_malformed(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let call = || client.call(Method::POST, path::ACCOUNT_LOOK_UPS);
    for body in ["", "x", "{", "[]", "{}", r#"{"identifier":1}"#, r#"{"identifier":"a","other":"b"}"#] {
        let answer = call().header("content-type", "application/json").body(body).send().await;
        answer.problem(400, Code::Malformed);
    }
    let answer = call().header("content-type", "text/plain").body(r#"{"identifier":"a"}"#).send().await;
    answer.problem(400, Code::Malformed);
}

async fn an_unknown_key_in_the_query_is_malformed(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    for address in ["/api/v1/directory?query=x", "/api/v1/directory?entire=perhaps", "/api/v1/accounts/a?name=x"] {
        client.get(address).await.problem(400, Code::Malformed);
    }
}

async fn a_nul_character_is_never_the_servers_fault(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let mut reason = with_reason(world, places::GROUP).await;
    reason.reason = Some("a\0b".to_owned());
    let place = "4.%00123456789abcdefghjkmnpq.a";
    let answers = [
        client.get("/api/v1/directory?q=%00").await,
        client.get("/api/v1/directory?q=rail%00way&entire=true").await,
        client.get(&format!("/api/v1/directory?q=rail&after={place}")).await,
        client.get("/api/v1/accounts/%00").await,
        client.get("/api/v1/access-requests/%00").await,
        client.post(path::ACCOUNT_LOOK_UPS, &serde_json::json!({ "identifier": "a\0b" })).await,
        send(&client, "1", &reason).await,
        client.patch(path::PROFILE, &serde_json::json!({ "name": "a\0b" })).await,
    ];
    for answer in answers {
        assert!(answer.status < 500, "{}", answer.text());
    }
}

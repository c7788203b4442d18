//! What holds for every endpoint: its guard, and that it is described.

use api::path;
use api::problem::Code;
use reqwest::Method;
use serde_json::{Value, json};
use server::http::guard::Guard;
use server::routes::endpoints;
use server::sample::cast;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    nobody_without_a_session_is_let_in,
    every_write_needs_the_anti_forgery_token,
    internal_people_read_and_request_nothing,
    the_description_lists_every_endpoint_with_its_guard,
    every_answer_names_the_build_and_forbids_sniffing,
    no_answer_lets_another_site_look_in,
    the_probes_answer,
}

async fn nobody_without_a_session_is_let_in(world: &World) {
    let mut tried = 0;
    for endpoint in endpoints() {
        if let Guard::Admission(_) = endpoint.guard {
            let call = world.nobody().call(endpoint.method, &filled(&endpoint.path)).json(&json!({}));
            call.send().await.problem(401, Code::SignInNeeded);
            tried += 1;
        }
    }
    assert!(tried >= 11, "only {tried} endpoints are guarded");
}

async fn every_write_needs_the_anti_forgery_token(world: &World) {
    let mut client = world.sign_in(cast::EMPLOYEE).await;
    client.anti_forgery_token = None;
    for endpoint in endpoints() {
        if let (Guard::Admission(_), false) = (endpoint.guard, endpoint.method.is_safe()) {
            let call = client.call(endpoint.method, &filled(&endpoint.path)).json(&json!({}));
            call.send().await.problem(403, Code::AntiForgery);
        }
    }
}

async fn internal_people_read_and_request_nothing(world: &World) {
    let internal = world.sign_in(cast::INTERNAL).await;
    assert_eq!(internal.get(path::DIRECTORY).await.status, 200);
    assert_eq!(internal.get(path::ACCESS_REQUESTS).await.status, 200);
    for address in [
        path::ACCOUNT_LOOK_UPS,
        path::ACCESS_REQUEST_PREVIEWS,
        path::ACCESS_REQUESTS,
        path::ACCOUNT_REQUEST_PREVIEWS,
        path::ACCOUNT_REQUESTS,
    ] {
        let problem = internal.post(address, &json!({})).await.problem(403, Code::SupportCase);
        assert_eq!(problem.link, world.app.settings.service.licensing_support_link, "{address}");
        assert!(problem.link.is_some());
    }
}

async fn the_description_lists_every_endpoint_with_its_guard(world: &World) {
    let description: Value = world.nobody().get(path::OPENAPI).await.json(200);
    for endpoint in endpoints() {
        let operation = &description["paths"][&endpoint.path][endpoint.method.as_str().to_lowercase()];
        assert_eq!(operation["x-guarded-by"], endpoint.guard.name(), "{} {}", endpoint.method, endpoint.path);
    }
}

async fn every_answer_names_the_build_and_forbids_sniffing(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let build = client.get("/healthz").await.header(path::BUILD_HEADER).to_owned();
    assert_eq!(build.len(), 12);
    for address in [path::SESSION, "/api/v1/nothing", "/missing.js", "/sign-in", "/text/fr"] {
        let answer = client.get(address).await;
        assert_eq!(answer.header(path::BUILD_HEADER), build, "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{address}");
    }
    let problem = client.call(Method::PUT, path::SESSION).send().await;
    assert_eq!(problem.header(path::BUILD_HEADER), build, "a problem from a fallback");
}

async fn no_answer_lets_another_site_look_in(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    for address in [path::SESSION, path::DIRECTORY, "/api/v1/nothing", "/missing.js", "/sign-in", "/text/fr"] {
        let answer = client.get(address).await;
        for own in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
            assert_eq!(answer.header(own), "same-origin", "{address}");
        }
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            assert!(policy.contains(part), "{address}: {policy}");
        }
        let is_same_for_all = address == "/text/fr";
        assert_eq!(answer.header("cache-control") == "no-store", !is_same_for_all, "{address}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{address}");
    }
}

async fn the_probes_answer(world: &World) {
    assert_eq!(world.nobody().get("/healthz").await.text(), "ok\n");
    assert_eq!(world.nobody().get("/readyz").await.text(), "ready\n");
}

/// The path with something in its place-holders.
fn filled(path: &str) -> String {
    path.replace("{id}", "0").replace("{reference}", "0").replace("{grant}", "0")
}

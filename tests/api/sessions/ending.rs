//! Ending sessions by hand: one of them, or all at once. Who may not, and what does not end one.

use api::path;
use api::problem::Code;
use reqwest::Method;
use serde_json::{Value, json};
use server::routes::endpoints;
use server::sample::cast;
use server::store::session;
use tests::world::World;

use super::{sessions, told};

tests::on_both_databases! {
    in World::sample:
    one_is_ended_on_another_device,
    ending_this_one_takes_the_cookie_too,
    what_is_not_ones_own_is_not_found,
    signing_out_everywhere_ends_all_at_once,
    whoever_does_not_prove_to_be_here_ends_nothing,
    a_token_that_was_stolen_is_of_no_use_from_another_site,
    reading_changes_nothing,
}

async fn one_is_ended_on_another_device(world: &World) {
    let (here, there) = (world.sign_in(cast::EMPLOYEE).await, world.sign_in(cast::EMPLOYEE).await);
    let other = sessions(&here).await.into_iter().find(|session| !session.current).unwrap();
    let answer = here.delete(&path::own_session(&other.id)).await;
    assert_eq!((answer.status, answer.text(), answer.header("set-cookie")), (204, "", ""));
    there.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    let left = sessions(&here).await;
    assert!(left.len() == 1 && left[0].current);
    here.delete(&path::own_session(&other.id)).await.problem(404, Code::SessionNotFound);
    let entries = told(world).await;
    let expected = ("session_ended".to_owned(), world.person_id(cast::EMPLOYEE).await, json!({ "session": other.id }));
    assert_eq!((entries.len(), entries.last()), (3, Some(&expected)), "what was refused is not in the trail");
}

async fn ending_this_one_takes_the_cookie_too(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let id = sessions(&client).await.remove(0).id;
    let answer = client.delete(&path::own_session(&id)).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").starts_with("__Host-session=;"), "{}", answer.header("set-cookie"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
}

async fn what_is_not_ones_own_is_not_found(world: &World) {
    let (client, other) = (world.sign_in(cast::EMPLOYEE).await, world.sign_in(cast::ADMINISTRATOR).await);
    assert_eq!(sessions(&client).await.len(), 1, "nobody else's are listed");
    let foreign = sessions(&other).await.remove(0).id;
    let token = other.cookie.clone().unwrap().replace("__Host-session=", "");
    let digest = server::base::secret::digest(token.as_bytes());
    let mut answers = Vec::new();
    for id in [foreign.as_str(), "0123456789abcdefghjkmnpqrs", "", "' OR 1=1 --", &token, &digest] {
        if id.is_empty() {
            client.delete(&format!("{}/", path::SESSIONS)).await.problem(404, Code::NotFound);
            continue;
        }
        let answer = client.delete(&path::own_session(id)).await;
        answer.problem(404, Code::SessionNotFound);
        answers.push(answer.text().to_owned());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "a foreign session is not told apart from none");
    assert_eq!(client.delete(&path::own_session("\0")).await.status / 100, 4);
    assert_eq!(other.get(path::SESSION).await.status, 200);
}

async fn signing_out_everywhere_ends_all_at_once(world: &World) {
    let (here, there) = (world.sign_in(cast::EMPLOYEE).await, world.sign_in(cast::EMPLOYEE).await);
    let other = world.sign_in(cast::ADMINISTRATOR).await;
    let (link, others_link) = (world.sign_in_link(cast::EMPLOYEE).await, world.sign_in_link(cast::ADMINISTRATOR).await);
    let beside = server::app::App::open(world.app.settings.clone()).await.unwrap();
    let token = there.cookie.clone().unwrap().replace("__Host-session=", "");
    let beside_knows = async || {
        let limits = beside.settings.session_limits();
        session::current(&beside.db, &token, limits, beside.clock.now()).await.unwrap().is_some()
    };
    assert!(beside_knows().await);

    let answer = here.delete(path::SESSIONS).await;
    assert_eq!((answer.status, answer.text()), (204, ""));
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    for client in [&here, &there] {
        client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    }
    assert!(!beside_knows().await, "another server on the same database");
    beside.db.close().await;
    assert_eq!(world.nobody().form("/sign-in", "link", &link).await.status, 403, "a link would lead back in");
    assert_eq!(other.get(path::SESSION).await.status, 200);
    world.nobody().sign_in("/sign-in", "link", &others_link).await;
    let ended = ("signed_out_everywhere".to_owned(), world.person_id(cast::EMPLOYEE).await, Value::Null);
    assert_eq!(told(world).await.iter().filter(|entry| **entry == ended).count(), 1);
}

async fn whoever_does_not_prove_to_be_here_ends_nothing(world: &World) {
    let mut client = world.sign_in(cast::EMPLOYEE).await;
    let other = world.sign_in(cast::ADMINISTRATOR).await;
    let one = path::own_session(&sessions(&client).await.remove(0).id);
    for token in [None, Some(String::new()), Some("0".repeat(64)), other.anti_forgery_token.clone()] {
        client.anti_forgery_token = token;
        for address in [path::SESSION, path::SESSIONS, &one] {
            client.delete(address).await.problem(403, Code::AntiForgery);
        }
    }
    for address in [path::SESSION, path::SESSIONS, &one] {
        world.nobody().delete(address).await.problem(401, Code::SignInNeeded);
    }
    assert_eq!(client.get(path::SESSION).await.status, 200);
}

async fn a_token_that_was_stolen_is_of_no_use_from_another_site(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let one = path::own_session(&sessions(&client).await.remove(0).id);
    for site in ["cross-site", "same-site", "Same-Origin", ""] {
        for address in [path::SESSION, path::SESSIONS, &one] {
            let call = client.call(Method::DELETE, address).header("sec-fetch-site", site);
            call.send().await.problem(403, Code::AntiForgery);
        }
    }
    // What no page began, such as a form that is sent again in a restored tab.
    let call = client.call(Method::DELETE, path::SESSIONS).header("sec-fetch-site", "none");
    assert_eq!(call.send().await.status, 204);
}

async fn reading_changes_nothing(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let link = world.sign_in_link(cast::EMPLOYEE).await;
    let mut addresses: Vec<String> = endpoints().into_iter().map(|endpoint| endpoint.path).collect();
    addresses.extend(
        ["/sign-in", "/sign-in/code", "/sign-in/proof", "/sign-in/proof/code", "/sample/sign-in"].map(str::to_owned),
    );
    addresses.push(format!("/sign-in?link={link}"));
    addresses.push(format!("/sign-in/code?email={}", path::segment(cast::EMPLOYEE)));
    let tables =
        ["session", "sign_in_link", "sign_in_claim", "sign_in_code", "outbox", "trail", "access_request", "person"];
    let counts = async || futures_util::future::join_all(tables.map(|table| world.count(table))).await;
    let mut before = counts().await;
    for address in addresses {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = client.call(method.clone(), &address).send().await;
            assert!(answer.status < 500 && answer.header("set-cookie").is_empty(), "{method} {address}");
        }
        // Who takes a file stands in the trail.
        let mut taken = before.clone();
        taken[5] += i64::from(address == path::DIRECTORY_EXPORT);
        assert_eq!(counts().await, taken, "{address}");
        before = taken;
    }
    assert_eq!(client.get(path::SESSION).await.status, 200);
    world.nobody().sign_in("/sign-in", "link", &link).await;
}

//! `/session`: who is signed in, what a write needs, and how a session ends.

use api::path;
use api::problem::Code;
use reqwest::Method;
use rules::vocabulary::{Admission, Affiliation, EntryPage};
use server::sample::{cast, places};
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    nobody_has_a_session,
    a_session_says_who_it_is_and_what_the_app_needs_first,
    a_person_without_a_role_begins_with_the_identifier,
    signing_out_ends_the_session_for_good,
    a_write_needs_the_anti_forgery_token_of_its_own_session,
    a_write_from_another_site_is_refused,
    another_cookie_is_no_session,
}

async fn nobody_has_a_session(world: &World) {
    world.nobody().get(path::SESSION).await.problem(401, Code::SignInNeeded);
}

async fn a_session_says_who_it_is_and_what_the_app_needs_first(world: &World) {
    let session = world.sign_in(cast::EMPLOYEE).await.session().await;
    assert_eq!(session.person.email, cast::EMPLOYEE);
    assert_eq!(session.person.name, "Emma Hartwell");
    assert_eq!((session.person.country.as_str(), session.person.locale.as_str()), ("GB", "en"));
    assert_eq!(session.person.affiliation, Affiliation::External);
    assert!(session.person.email_verified && session.sample);
    assert_eq!(session.entry, EntryPage::Directory);
    assert_eq!(session.may_request_access, Admission::Allowed);
    assert_eq!(session.current_account.unwrap().name, places::LISTED_NAME);
    assert_eq!(session.service.places.len(), 5);

    let internal = world.sign_in(cast::INTERNAL).await.session().await;
    assert_eq!(internal.may_request_access, Admission::SupportCase);
}

async fn a_person_without_a_role_begins_with_the_identifier(world: &World) {
    let session = world.sign_in(cast::NEWCOMER).await.session().await;
    assert_eq!((session.entry, session.current_account), (EntryPage::ByIdentifier, None));
}

async fn signing_out_ends_the_session_for_good(world: &World) {
    let (leaving, staying) = (world.sign_in(cast::EMPLOYEE).await, world.sign_in(cast::EMPLOYEE).await);
    let answer = leaving.delete(path::SESSION).await;
    assert_eq!((answer.status, answer.text()), (204, ""));
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    leaving.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    assert_eq!(staying.get(path::SESSION).await.status, 200);
}

async fn a_write_needs_the_anti_forgery_token_of_its_own_session(world: &World) {
    let mut client = world.sign_in(cast::EMPLOYEE).await;
    let other = world.sign_in(cast::EMPLOYEE).await;
    for token in [None, Some("0".repeat(64)), other.anti_forgery_token] {
        client.anti_forgery_token = token;
        client.delete(path::SESSION).await.problem(403, Code::AntiForgery);
    }
    assert_eq!(client.get(path::SESSION).await.status, 200);
}

async fn a_write_from_another_site_is_refused(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    for site in ["cross-site", "same-site", "whatever"] {
        let call = client.call(Method::DELETE, path::SESSION).header("sec-fetch-site", site);
        call.send().await.problem(403, Code::AntiForgery);
        let call = client.call(Method::GET, path::SESSION).header("sec-fetch-site", site);
        assert_eq!(call.send().await.status, 200, "reading from {site}");
    }
    let call = client.call(Method::DELETE, path::SESSION).header("sec-fetch-site", "same-origin");
    assert_eq!(call.send().await.status, 204);
}

async fn another_cookie_is_no_session(world: &World) {
    let mut client = world.sign_in(cast::EMPLOYEE).await;
    let token = client.cookie.clone().unwrap().replace("__Host-session=", "");
    let before = world.app.db.queries_sent();
    for cookie in [format!("session={token}"), "__Host-session=".to_owned(), format!("__Host-session={token}0")] {
        client.cookie = Some(cookie);
        client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    }
    assert_eq!(world.app.db.queries_sent(), before, "what cannot be a token is not looked up");
    client.cookie =
        Some(format!("__Host-session={}", token.replace(&token[..1], if token.starts_with('0') { "1" } else { "0" })));
    client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    client.cookie = Some(format!("theme=dark; __Host-session={token}"));
    assert_eq!(client.get(path::SESSION).await.status, 200);
}

//! A browser on its way to a provider and back.

use std::collections::HashMap;

use api::path;
use reqwest::{Method, Url};
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

/// A browser that went to a provider.
pub struct Away {
    pub browser: Client,
    /// What the provider was asked, by name.
    pub asked: HashMap<String, String>,
    /// Where the browser was sent.
    pub address: Url,
}

/// Presses a provider's button.
pub async fn press(browser: &Client, provider: &str, next: &str) -> Answer {
    let call = browser.call(Method::POST, &format!("/sign-in/provider/{provider}"));
    let call = call.header("content-type", "application/x-www-form-urlencoded");
    call.header("sec-fetch-site", "same-origin").body(format!("next={}", path::segment(next))).send().await
}

/// Presses a provider's button, and goes where it leads.
pub async fn go(world: &World, provider: &str, next: &str) -> Away {
    go_from(world.nobody(), provider, next).await
}

/// The same in a browser that has cookies already.
pub async fn go_from(mut browser: Client, provider: &str, next: &str) -> Away {
    let answer = press(&browser, provider, next).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookie = answer.header("set-cookie");
    for property in ["__Host-attempt=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=600"] {
        assert!(cookie.contains(property), "{cookie}");
    }
    let attempts = cookie.split(';').next().unwrap().to_owned();
    let cookies = browser.cookie.take().unwrap_or_default();
    let others = cookies.split("; ").filter(|one| !one.is_empty() && !one.starts_with("__Host-attempt="));
    browser.cookie = Some(others.map(str::to_owned).chain([attempts]).collect::<Vec<_>>().join("; "));
    away(browser, &answer)
}

/// Where an answer of ours sends a browser.
pub fn away(browser: Client, answer: &Answer) -> Away {
    let address = Url::parse(answer.header("refresh").strip_prefix("0; url=").unwrap()).unwrap();
    let asked = address.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    Away { browser, asked, address }
}

/// Comes back with these parameters.
pub async fn come_back(browser: &Client, provider: &str, parameters: &[(&str, String)]) -> Answer {
    let query: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name}={}", path::segment(value))).collect();
    browser.get(&format!("/sign-in/provider/{provider}/callback?{}", query.join("&"))).await
}

/// The cookie of the session that an answer begins, if it does.
pub fn session_cookie(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let mut sessions = cookies.filter(|cookie| cookie.starts_with("__Host-session="));
    sessions.next().map(|cookie| cookie.split(';').next().unwrap().to_owned())
}

/// The person that an answer signs in.
pub async fn signed_in(world: &World, answer: &Answer) -> Client {
    let mut client = world.nobody();
    client.cookie = session_cookie(answer);
    assert!(client.cookie.is_some() && answer.status == 303, "{} {}", answer.status, answer.text());
    client.anti_forgery_token = Some(client.session().await.anti_forgery_token);
    client
}

/// The reason that a page gives for signing nobody in.
pub fn reason(answer: &Answer) -> &str {
    let after = answer.text().split_once("<code>").map_or("", |(_, after)| after);
    after.split_once("</code>").map_or("none", |(reason, _)| reason)
}

//! The attempts that a browser has under way, one for each tab: their tokens stand in one cookie.

use axum::http::header::HeaderMap;
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::error::Error;
use crate::http::cookies::{SESSION, SIGN_IN_ATTEMPT};
use crate::sign_in::open_id::{Refusal, Refused};
use crate::store::session;
use crate::store::sign_in_attempt::{self, Attempt, Found, LIFETIME};

/// So many tabs may be on their way at once; whoever opens another one loses the oldest.
const MOST: usize = 5;

/// The cookie with another attempt before those that are under way.
pub fn cookie_with(headers: &HeaderMap, token: &str) -> String {
    let before = tokens(headers);
    let all: Vec<&str> = std::iter::once(token).chain(before.iter().map(String::as_str)).take(MOST).collect();
    SIGN_IN_ATTEMPT.set(&all.join("."))
}

/// The cookie without an attempt that is over.
pub fn cookie_without(headers: &HeaderMap, token: &str) -> String {
    let left: Vec<String> = tokens(headers).into_iter().filter(|other| other != token).collect();
    if left.is_empty() { SIGN_IN_ATTEMPT.clear() } else { SIGN_IN_ATTEMPT.set(&left.join(".")) }
}

/// An attempt that is not this browser's, or too old.
pub struct Stray {
    pub refusal: Refusal,
    /// The page to which it was to lead, where that is known.
    pub next: Option<String>,
}

/// Takes the attempt that this browser began with this provider, so that it cannot be used again; or why there is none.
pub async fn take(
    app: &App,
    headers: &HeaderMap,
    state: &str,
    id: &str,
    now: DateTime<Utc>,
) -> Result<Result<Attempt, Stray>, Error> {
    let (refused, next) = match sign_in_attempt::take(&app.db, &tokens(headers), state).await? {
        Found::Nothing => (Refused::AttemptUnknown, sign_in_attempt::next_of(&app.db, id, state).await?),
        Found::OtherState => (Refused::State, sign_in_attempt::next_of(&app.db, id, state).await?),
        Found::Attempt(attempt) if now >= attempt.created_at + LIFETIME => {
            (Refused::AttemptExpired, Some(attempt.next))
        }
        Found::Attempt(attempt) if attempt.provider != id => (Refused::AttemptOfAnother, Some(attempt.next)),
        Found::Attempt(attempt) => return Ok(Ok(attempt)),
    };
    Ok(Err(Stray { refusal: refused.into(), next }))
}

/// Whether somebody is signed in in this browser.
pub async fn is_signed_in(app: &App, headers: &HeaderMap, now: DateTime<Utc>) -> Result<bool, Error> {
    let Some(token) = SESSION.token(headers) else { return Ok(false) };
    Ok(session::current(&app.db, &token, app.settings.session_limits(), now).await?.is_some())
}

fn tokens(headers: &HeaderMap) -> Vec<String> {
    let cookie = SIGN_IN_ATTEMPT.token(headers).unwrap_or_default();
    let is_token = |token: &&str| (1..=100).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_alphanumeric());
    cookie.split('.').filter(is_token).take(MOST).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    fn with(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, format!("__Host-attempt={cookie}").parse().unwrap())])
    }

    #[test]
    fn each_tab_has_its_attempt_and_the_oldest_goes() {
        assert!(cookie_with(&HeaderMap::new(), "a").starts_with("__Host-attempt=a; "));
        assert!(cookie_with(&with("b.c"), "a").starts_with("__Host-attempt=a.b.c; "));
        assert!(cookie_with(&with("b.c.d.e.f"), "a").starts_with("__Host-attempt=a.b.c.d.e; "));
        assert!(cookie_with(&with("b\"<>.c"), "a").starts_with("__Host-attempt=a.c; "), "what is no token is dropped");
        assert!(cookie_without(&with("a.b.c"), "b").starts_with("__Host-attempt=a.c; "));
        assert!(cookie_without(&with("b"), "b").contains("Max-Age=0"));
    }
}

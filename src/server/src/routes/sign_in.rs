//! `/sign-in`: by one-time link, or as somebody of the sample world. No link acts on GET: it shows a button.

use axum::Form;
use axum::extract::State;
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, HeaderMap, LOCATION, SET_COOKIE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;
use text::{Locale, Texts};

use crate::app::{App, Shared};
use crate::error::Error;
use crate::guard::{Endpoint, Guard, refuse_cross_site};
use crate::page::page;
use crate::routes::sign_in_by_code::address_form;
use crate::routes::sign_in_with_provider::ways_in;
use crate::routes::{Query, sample};
use crate::store::{session, sign_in_link};

pub const PATH: &str = "/sign-in";

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("nobody is signed in yet");
    vec![Endpoint::new(Method::GET, PATH, guard, show), Endpoint::new(Method::POST, PATH, guard, sign_in)]
}

/// The query of the page and the form of its button.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    /// The one-time link's token.
    pub link: String,
    /// The page to go to afterwards.
    pub next: String,
}

async fn show(State(app): State<Shared>, headers: HeaderMap, Query(query): Query<SignIn>) -> Result<Response, Error> {
    let texts = texts_for(&headers);
    if query.link.is_empty() && app.settings.sample {
        return sample::choose_person(&app, texts, &query.next, None).await;
    }
    let body = html! {
        @if query.link.is_empty() {
            (ways_in(&app, texts, &query.next, html! {
                @if app.settings.sign_in.codes { (address_form(texts, &query.next, None)) }
            }))
            p.muted { (texts.sign_in_by_link()) }
        } @else {
            p { (texts.sign_in_with_link()) }
            form method="post" action=(PATH) {
                input type="hidden" name="link" value=(query.link);
                input type="hidden" name="next" value=(query.next);
                button.button."button--primary" type="submit" { (texts.action_sign_in()) }
            }
        }
    };
    Ok(page(texts, texts.sign_in_title(), body))
}

async fn sign_in(State(app): State<Shared>, headers: HeaderMap, Form(form): Form<SignIn>) -> Result<Response, Error> {
    refuse_cross_site(&headers)?;
    let texts = texts_for(&headers);
    let mut tx = app.db.begin().await?;
    let Some(person_key) = sign_in_link::take(&mut tx, &form.link, app.clock.now()).await? else {
        let mut response = page(texts, texts.sign_in_title(), html! { p { (texts.sign_in_link_expired()) } });
        *response.status_mut() = StatusCode::FORBIDDEN;
        return Ok(response);
    };
    tx.commit().await?;
    begin_session(&app, person_key, &form.next).await
}

/// Begins a session and goes on to `next`.
pub async fn begin_session(app: &App, person_key: i64, next: &str) -> Result<Response, Error> {
    let mut tx = app.db.begin().await?;
    let token = session::begin(&mut tx, person_key, app.clock.now(), app.settings.session_hours).await?;
    tx.commit().await?;
    let headers = [
        (SET_COOKIE, session::cookie(Some(&token))),
        (LOCATION, local_path(next).to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// The texts of the browser's language, where nobody is signed in.
pub fn texts_for(headers: &HeaderMap) -> &'static Texts {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Texts::embedded(Locale::from_accept_language(accepted.unwrap_or_default()))
}

/// A path on this host, or the start page: a link that signs in must not lead elsewhere. Browsers take `\` for `/`, and
/// drop tabs and line ends.
fn local_path(next: &str) -> &str {
    let elsewhere = next.starts_with("//") || next.chars().any(|c| c == '\\' || c.is_control() || !c.is_ascii());
    if next.starts_with('/') && !elsewhere { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_host() {
        for kept in ["/", "/directory?q=a%20b", "/requests/AR-1"] {
            assert_eq!(local_path(kept), kept);
        }
        for refused in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"]
        {
            assert_eq!(local_path(refused), "/", "{refused}");
        }
    }
}

//! `/sign-in`: by one-time link, or as somebody of the sample world. No link acts on GET: it shows a button.

use api::sessions::SignInMethod;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, HeaderMap, LOCATION, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Response};
use maud::html;
use serde::Deserialize;
use serde_json::json;
use text::{Locale, Texts};

use crate::app::{App, Shared};
use crate::base::date_time::date_time;
use crate::base::time_zone::Zone;
use crate::error::Error;
use crate::http::cookies::SESSION;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::http::html::page;
use crate::http::known_browser;
use crate::http::local_path::local_path;
use crate::http::user_agent;
use crate::requests::invitation::answer::take_up;
use crate::routes::sessions::record_session_event;
use crate::routes::sign_in_by_code::address_form;
use crate::routes::sign_in_with_provider::pages::sign_in_options;
use crate::routes::{Form, Query, sample};
use crate::store::key::PersonKey;
use crate::store::{identity, person, session, sign_in_link, trail};

pub const PATH: &str = "/sign-in";

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("nobody is signed in yet");
    vec![Endpoint::get(PATH, guard, show), Endpoint::post(PATH, guard, sign_in)]
}

/// The query of the page and the form of its button.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    /// The one-time link's token.
    pub link: String,
    /// The page to go to afterwards.
    pub next: String,
    /// Whether the app keeps what was typed while the session ended.
    pub kept: bool,
}

async fn show(State(app): State<Shared>, headers: HeaderMap, Query(query): Query<SignIn>) -> Result<Response, Error> {
    let texts = texts_for(&headers);
    if query.link.is_empty() && app.settings.sample {
        return sample::cast_page(&app, texts, &query.next, query.kept, None).await;
    }
    if query.link.is_empty() {
        let body = html! {
            @if query.kept { (kept_notice(texts)) }
            (sign_in_options(&app, texts, &query.next, html! {
                @if app.settings.sign_in.codes { (address_form(texts, &query.next, None)) }
            }))
            p.muted { (texts.sign_in_by_link()) }
        };
        return Ok(page(texts, texts.sign_in_title(), body));
    }
    let Some(until) = sign_in_link::valid_until(&app.db, &query.link, app.clock.now()).await? else {
        return Ok(expired_link_page(texts));
    };
    let body = html! {
        p { (texts.sign_in_with_link(&date_time(until, texts.locale(), &Zone::UTC))) }
        form method="post" action=(PATH) {
            input type="hidden" name="link" value=(query.link);
            input type="hidden" name="next" value=(query.next);
            button.button."button--primary" type="submit" { (texts.action_sign_in()) }
        }
    };
    Ok(page(texts, texts.sign_in_title(), body))
}

async fn sign_in(State(app): State<Shared>, headers: HeaderMap, Form(form): Form<SignIn>) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    let mut tx = app.db.begin().await?;
    let Some(person_key) = sign_in_link::take(&mut tx, &form.link, app.clock.now()).await? else {
        return Ok(expired_link_page(texts_for(&headers)));
    };
    tx.commit().await?;
    begin_session(&app, &headers, person_key, &SignInMethod::Link, &form.next).await
}

/// The session ended within a form.
pub fn kept_notice(texts: &Texts) -> maud::Markup {
    html! {
        div.notice."notice--info" role="status" {
            p.notice__title { (texts.sign_in_ended_title()) }
            p { (texts.sign_in_ended()) }
        }
    }
}

/// The link was used, or its time is over.
fn expired_link_page(texts: &Texts) -> Response {
    let mut response = page(
        texts,
        texts.sign_in_title(),
        html! {
            p { (texts.sign_in_link_expired()) }
            p { a.button."button--primary" href="/sign-in" { (texts.action_sign_in()) } }
        },
    );
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

/// Begins a session and goes on to `next`. Whatever session this browser had before ends, whosever it was, so that
/// nobody goes on with one that somebody else has put there.
///
/// # Errors
/// The database's; [`Error::SignInNeeded`] where the person was unbound since they proved who they are.
pub async fn begin_session(
    app: &App,
    headers: &HeaderMap,
    person_key: PersonKey,
    way: &SignInMethod,
    next: &str,
) -> Result<Response, Error> {
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    // A one-time link of the operator's and the sample world prove nothing of an identity.
    let is_bound = matches!(way, SignInMethod::Code | SignInMethod::Provider(_));
    if is_bound && identity::of_person(&mut tx, person_key).await?.is_none() {
        return Err(Error::SignInNeeded);
    }
    if let Some(before) = SESSION.token(headers) {
        session::end(&mut tx, &before).await?;
    }
    let new = session::New { person_key, way, browser: &user_agent::browser_name(headers) };
    let token = session::begin(&mut tx, &new, app.settings.session_limits(), app.clock.now()).await?;
    let person = person::by_key(&mut tx, person_key).await?;
    record_session_event(&mut tx, app, &person, "signed_in", json!({ "way": way.as_str() })).await?;
    tx.commit().await?;
    // Whoever was added under this address holds it now that it is proved.
    take_up(app, person_key).await?;
    let mut answer_headers = vec![
        (SET_COOKIE, SESSION.set(&token)),
        (LOCATION, local_path(next).to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    if is_bound && person.email_verified {
        let folded = crate::domains::email::folded(&person.email);
        answer_headers.push((SET_COOKIE, known_browser::cookie(headers, &app.secret, &folded, app.clock.now())));
    }
    let answer_headers = AppendHeaders(answer_headers);
    Ok((StatusCode::SEE_OTHER, answer_headers).into_response())
}

/// The texts of the browser's language, where nobody is signed in.
pub fn texts_for(headers: &HeaderMap) -> &'static Texts {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Texts::embedded(Locale::from_accept_language(accepted.unwrap_or_default()))
}

//! `/api/v1/sessions`: where a person is signed in, and ending that elsewhere or everywhere.

use api::path;
use api::sessions::{OwnSession, Sessions};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rules::vocabulary::Action;
use serde_json::{Value, json};

use crate::app::{App, Shared};
use crate::db::Tx;
use crate::error::Error;
use crate::http::cookies::SESSION;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SessionToken, SignedIn};
use crate::routes::Path;
use crate::store::person::Person;
use crate::store::session;
use crate::store::trail;

pub fn endpoints() -> Vec<Endpoint> {
    // Everybody who may read may end sessions too: they see and end their own only.
    let guard = Guard::Admission(Action::Read);
    vec![endpoint!(list, guard), endpoint!(end_all, guard), endpoint!(end, guard; SessionNotFound)]
}

/// One's own sessions that last, the one that was seen last first. Two queries.
#[utoipa::path(get, path = path::SESSIONS, responses((status = 200, body = Sessions)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    SessionToken(token): SessionToken,
) -> Result<Json<Sessions>, Error> {
    let (limits, now) = (app.settings.session_limits(), app.clock.now());
    let listed = session::of_person(&app.db, person.key, &token, limits, now).await?;
    Ok(Json(Sessions { sessions: listed.into_iter().map(body).collect() }))
}

/// Ends one of one's own sessions, at once and on every server. Six queries.
#[utoipa::path(delete, path = path::OWN_SESSION, params(("id" = String, Path)), responses((status = 204)))]
pub async fn end(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    SessionToken(token): SessionToken,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (limits, now) = (app.settings.session_limits(), app.clock.now());
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    let ended = session::end_one(&mut tx, person.key, &id, &token, limits, now).await?;
    let is_own = ended.ok_or(Error::SessionNotFound)?;
    record_session_event(&mut tx, &app, &person, "session_ended", json!({ "session": id })).await?;
    tx.commit().await?;
    Ok(if is_own { sign_out_answer() } else { StatusCode::NO_CONTENT.into_response() })
}

/// Signs out everywhere: ends all of one's own sessions, this one too, and sign-in links that were not used. Seven queries.
#[utoipa::path(delete, path = path::SESSIONS, responses((status = 204)))]
pub async fn end_all(State(app): State<Shared>, SignedIn(person): SignedIn) -> Result<Response, Error> {
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    session::end_all(&mut tx, person.key).await?;
    record_session_event(&mut tx, &app, &person, "signed_out_everywhere", Value::Null).await?;
    tx.commit().await?;
    Ok(sign_out_answer())
}

/// Adds to the trail that somebody signed in or out. Three queries; the chain is held before.
///
/// # Errors
/// The database's.
pub async fn record_session_event(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    event: &str,
    after: Value,
) -> sqlx::Result<()> {
    trail::Entry::new(trail::SERVICE, event, "session")
        .by(&person.who)
        .change(Value::Null, after)
        .add(tx, app.policy.version(), app.clock.now())
        .await
}

/// Done, and this browser's session is over: its cookie goes.
fn sign_out_answer() -> Response {
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, SESSION.clear())]).into_response()
}

fn body(own: session::Session) -> OwnSession {
    OwnSession {
        id: own.id,
        way: own.way,
        browser: own.browser,
        created_at: own.created_at.into(),
        seen_at: own.seen_at.into(),
        expires_at: own.expires_at.into(),
        current: own.current,
    }
}

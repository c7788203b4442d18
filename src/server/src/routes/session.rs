//! `/api/v1/session`: who is signed in, and signing out.

use api::account::AccountName;
use api::directory::DirectoryAccess;
use api::path;
use api::session::{Person as PersonBody, Session};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use rules::vocabulary::{Action, Admission};
use rules::{admission, entry};
use serde_json::Value;

use crate::app::{App, Shared};
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::http::cookies::SESSION;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SessionToken, SignedIn};
use crate::routes::changes::changes;
use crate::routes::sessions::record_session_event;
use crate::store::directory::{Selection, WITH_ROLE, with_standing};
use crate::store::person::Person;
use crate::store::{grant, session, trail};

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(show, Guard::Admission(Action::Read)), endpoint!(end, Guard::Admission(Action::Read))]
}

/// Who is signed in. Six queries, eight for the operator's people.
#[utoipa::path(get, path = path::SESSION, responses((status = 200, body = Session)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    SessionToken(token): SessionToken,
) -> Result<Json<Session>, Error> {
    let held = Selection { access: Some(DirectoryAccess::Held), ..Selection::default() };
    let first = with_standing(&app.db, person.key, &held, WITH_ROLE, &held.start(), 1, app.clock.now())
        .await?
        .into_iter()
        .next();
    let holds_role = grant::holds_any(&app.db, person.key).await?;
    let facts = entry::Facts { affiliation: person.affiliation, holds_role };
    Ok(Json(Session {
        anti_forgery_token: session::anti_forgery_token(&token),
        holds_role: facts.holds_role,
        entry: app.policy.entry(&facts)?.answer,
        may_request_access: may(&app, &person, Action::RequestAccess)?,
        may_request_account: may(&app, &person, Action::RequestAccount)?,
        current_account: first.map(|first| AccountName { id: first.account.id, name: first.account.name }),
        changes: changes(&app, &person).await?,
        service: app.settings.service.clone(),
        sample: app.settings.sample,
        person: body(person),
    }))
}

/// Signs out: the session ends on the server, the cookie in the browser. Six queries.
#[utoipa::path(delete, path = path::SESSION, responses((status = 204)))]
pub async fn end(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    SessionToken(token): SessionToken,
) -> Result<impl IntoResponse, Error> {
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    // Somebody else may have ended it since the guard looked.
    if session::end(&mut tx, &token).await? {
        record_session_event(&mut tx, &app, &person, "signed_out", Value::Null).await?;
    }
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, SESSION.clear())]))
}

/// A person's own profile as sent.
pub fn body(person: Person) -> PersonBody {
    PersonBody {
        email: readable_email(&person.email),
        email_verified: person.email_verified,
        name: person.name,
        organisation: person.organisation,
        country: person.country,
        locale: person.locale.as_str().to_owned(),
        time_zone: person.time_zone,
        affiliation: person.affiliation,
        partner: person.partner,
    }
}

fn may(app: &App, person: &Person, action: Action) -> Result<Admission, Error> {
    let facts = admission::Facts { affiliation: person.affiliation, action };
    Ok(app.policy.admission(&facts)?.answer)
}

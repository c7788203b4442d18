//! `/api/v1/changes`: whether something changed for a person since they looked.

use api::changes::Changes;
use api::path;
use api::pending_access_request::Queue;
use axum::Json;
use axum::extract::State;
use rules::vocabulary::Action;

use crate::app::{App, Shared};
use crate::error::Error;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::next_steps;
use crate::requests::account_request;
use crate::store::access_request::pending;
use crate::store::person;
use crate::store::person::Person;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(show, Guard::Admission(Action::Read)).in_background()]
}

/// What changed, and how many requests wait. Four queries, six for the operator's people.
#[utoipa::path(get, path = path::CHANGES, responses((status = 200, body = Changes)))]
pub async fn show(State(app): State<Shared>, SignedIn(person): SignedIn) -> Result<Json<Changes>, Error> {
    Ok(Json(changes(&app, &person).await?))
}

/// What an open page wants to know again and again.
pub async fn changes(app: &App, person: &Person) -> Result<Changes, Error> {
    let now = app.clock.now();
    let waiting = async |queue| pending::count(&app.db, person.key, queue, now).await;
    Ok(Changes {
        stamp: person::changes(&app.db, person.key).await?,
        pending: waiting(Queue::Administrator).await?,
        pending_accounts: account_request::queue::count(app, person).await?,
        operator_pending: if person.operator { Some(waiting(Queue::Operator).await?) } else { None },
        next_steps: if person.operator { next_steps::for_operator(app).await? } else { Vec::new() },
    })
}

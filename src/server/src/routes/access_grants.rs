//! `/api/v1/accounts/{id}/grants`: who holds what in an account, changing it, removing it and giving up one's own.

use api::access_grant::{
    AccessGrant as AccessGrantBody, AccessGrantChange, AccessGrantQuery, AccessGrantRemoval, AccessGrants,
};
use api::path;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use rules::vocabulary::{AccountStatus, Action, GrantAction};

use crate::app::Shared;
use crate::db::Tx;
use crate::directory::access_grants::{Administered, body, permit, roles};
use crate::directory::account_view;
use crate::directory::listing::check_query;
use crate::error::{Error, Invalid};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::requests::access_grant::{Author, GrantChange};
use crate::routes::{Json, Path, Query};
use crate::store::access_grant::{self, AccessGrant};
use crate::store::account::Account;
use crate::store::paged::Page;
use crate::store::person::Person;
use crate::store::trail;

/// How many grants a page has.
const PAGE: i64 = 50;

pub fn endpoints() -> Vec<Endpoint> {
    let manage_access = Guard::Admission(Action::ManageAccess);
    vec![
        endpoint!(list, Guard::Admission(Action::Read); AccountNotFound, Invalid),
        endpoint!(change, manage_access; AccountNotFound, GrantNotFound, LastAdministrator, Conflict, Invalid),
        endpoint!(remove, manage_access; AccountNotFound, GrantNotFound, LastAdministrator, Conflict),
    ]
}

/// The grants that the person administers or may read, and their own; by name, address and path. Six queries at most.
#[utoipa::path(get, path = path::ACCESS_GRANTS, params(("id" = String, Path), AccessGrantQuery),
    responses((status = 200, body = AccessGrants)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    Query(query): Query<AccessGrantQuery>,
) -> Result<Answer<AccessGrants>, Error> {
    check_query(&query.q)?;
    let view = account_view::find(&app, &person, &id, None).await?;
    let administered = Administered::from_view(&app.policy, &view)?;
    let shown = administered.filter(&person, &view, &query);
    let page = Page::new(query.page, PAGE);
    let (total, people) = access_grant::count(&app.db, &shown).await?;
    let grants = access_grant::page(&app.db, &shown, page.offset(), page.limit()).await?;
    Ok(Answer(AccessGrants {
        account_name: view.account.name.clone(),
        grants: grants
            .into_iter()
            .map(|grant| body(&app.policy, &person, &administered, grant))
            .collect::<Result<_, Error>>()?,
        total,
        people,
        next: page.next(total),
        administers: administered.is_some(),
        reads_entire: administered.reads_entire,
    }))
}

/// Gives another role. Nineteen queries at most.
#[utoipa::path(patch, path = path::ACCESS_GRANT, params(("id" = String, Path), ("grant" = String, Path)),
    request_body = AccessGrantChange,
    responses((status = 200, body = AccessGrantBody)))]
pub async fn change(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path((id, grant)): Path<(String, String)>,
    Json(change): Json<AccessGrantChange>,
) -> Result<Answer<AccessGrantBody>, Error> {
    let account = account_view::find(&app, &person, &id, None).await?.account;
    let mut tx = app.db.begin().await?;
    let (before, administered) = lock_grant(&mut tx, &person, &account, &grant).await?;
    let fired = permit(&app.policy, &person, &before, GrantAction::Change)?;
    let role = change.role;
    if !roles(&app.policy, &before)?.contains(&role) {
        let not_offered =
            Invalid::with("role", move |texts| texts.invalid_role_not_offered(texts.role_name(role.as_str()).as_str()));
        return Err(not_offered.into());
    }
    if before.version != change.version {
        return Err(Error::Conflict);
    }
    if before.role == role {
        return Ok(Answer(body(&app.policy, &person, &administered, before)?));
    }
    if !access_grant::change_role(&mut tx, before.key, change.version, role).await? {
        return Err(Error::Conflict);
    }
    let after = access_grant::by_id(&mut tx, account.key, &grant).await?.ok_or(Error::GrantNotFound)?;
    let author = Author::Person(&person);
    let change = GrantChange { author, account: &account, before: &before, after: Some(&after), fired: &fired };
    change.record(&mut tx, &app.policy, "access_changed", app.clock.now()).await?;
    tx.commit().await?;
    Ok(Answer(body(&app.policy, &person, &administered, after)?))
}

/// Removes somebody's grant, or gives up one's own. Eighteen queries at most.
#[utoipa::path(delete, path = path::ACCESS_GRANT,
    params(("id" = String, Path), ("grant" = String, Path), AccessGrantRemoval),
    responses((status = 204)))]
pub async fn remove(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path((id, grant)): Path<(String, String)>,
    Query(removal): Query<AccessGrantRemoval>,
) -> Result<StatusCode, Error> {
    let account = account_view::find(&app, &person, &id, None).await?.account;
    let mut tx = app.db.begin().await?;
    let (before, _) = lock_grant(&mut tx, &person, &account, &grant).await?;
    let (action, event) = if before.person_key == person.key {
        (GrantAction::Leave, "access_left")
    } else {
        (GrantAction::Remove, "access_removed")
    };
    let fired = permit(&app.policy, &person, &before, action)?;
    if !access_grant::remove(&mut tx, before.key, removal.version).await? {
        return Err(Error::Conflict);
    }
    let author = Author::Person(&person);
    let change = GrantChange { author, account: &account, before: &before, after: None, fired: &fired };
    change.record(&mut tx, &app.policy, event, app.clock.now()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The grant and what the person administers, if it is the person's own or lies in what they administer. Until the transaction ends nobody else changes
/// who administers the account; what the person administers is read after every change that came before.
async fn lock_grant(
    tx: &mut Tx,
    person: &Person,
    account: &Account,
    id: &str,
) -> Result<(AccessGrant, Administered), Error> {
    trail::lock_chain(tx, &account.id).await?;
    access_grant::lock(tx, account.key).await?;
    let administered = match account.status {
        AccountStatus::Active => Administered::new(access_grant::administered(tx, person.key, account.key).await?),
        _ => Administered::default(),
    };
    let grant = access_grant::by_id(tx, account.key, id).await?.ok_or(Error::GrantNotFound)?;
    let may_know = grant.person_key == person.key || administered.covers(&grant);
    if may_know { Ok((grant, administered)) } else { Err(Error::GrantNotFound) }
}

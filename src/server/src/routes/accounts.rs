//! `GET /api/v1/accounts/{id}`: one account, and its Virtual Accounts where the person may see them.

use api::account::{Account as AccountBody, VirtualAccounts, VirtualAccountsQuery};
use api::path;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use rules::vocabulary::Action;
use serde::Deserialize;
use text::Texts;

use crate::app::{App, Shared};
use crate::directory::account_view::{self, AccountView};
use crate::directory::virtual_accounts;
use crate::error::Error;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::routes::{Path, Query};
use crate::store::person::Person;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint!(show, Guard::Admission(Action::Read); AntiForgery, RoleNeeded, AccountNotFound).compressed(),
        endpoint!(list_virtual_accounts, Guard::Admission(Action::Read); AntiForgery, RoleNeeded, AccountNotFound)
            .compressed(),
    ]
}

/// The query of `GET /accounts/{id}`.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct AccountQuery {
    /// The entire identifier or name by which the account was looked up: a restricted one answers to nothing else.
    identifier: Option<String>,
}

/// One account. At most eight queries, seven more where `identifier` is looked up for the first time in a day.
#[utoipa::path(get, path = path::ACCOUNT, params(("id" = String, Path), AccountQuery),
    responses((status = 200, body = AccountBody)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(query): Query<AccountQuery>,
) -> Result<Json<AccountBody>, Error> {
    let view = find(&app, &person, &id, &headers, query.identifier.as_deref()).await?;
    let (virtual_accounts, at_top) = if view.disclosure.virtual_accounts {
        let (list, at_top) = virtual_accounts::at_first(&app, &view).await?;
        (Some(list), at_top)
    } else {
        (None, None)
    };
    let mut summaries = account_view::summaries(&app, std::slice::from_ref(&view)).await?;
    match summaries.pop() {
        Some(summary) => Ok(Json(AccountBody { summary, virtual_accounts, at_top })),
        None => Err(Error::AccountNotFound),
    }
}

/// A part of an account's Virtual Accounts. At most seven queries, seven more where `identifier` is looked up for the first
/// time in a day.
#[utoipa::path(get, path = path::VIRTUAL_ACCOUNTS, params(("id" = String, Path), VirtualAccountsQuery),
    responses((status = 200, body = VirtualAccounts)))]
pub async fn list_virtual_accounts(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(query): Query<VirtualAccountsQuery>,
) -> Result<Json<VirtualAccounts>, Error> {
    let view = find(&app, &person, &id, &headers, query.identifier.as_deref()).await?;
    if !view.disclosure.virtual_accounts {
        return Ok(Json(VirtualAccounts { virtual_accounts: Vec::new(), total: 0, next: None }));
    }
    virtual_accounts::page(&app, &view, &query, Texts::embedded(person.locale)).await.map(Json)
}

async fn find(
    app: &App,
    person: &Person,
    id: &str,
    headers: &HeaderMap,
    identifier: Option<&str>,
) -> Result<AccountView, Error> {
    if identifier.is_some() {
        // It counts as one of the person's look-ups.
        refuse_cross_site(app, headers)?;
    }
    account_view::find(app, person, id, identifier).await
}

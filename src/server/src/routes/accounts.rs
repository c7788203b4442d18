//! `GET /api/v1/accounts/{id}`: one account, with its Virtual Accounts where the person may see them.

use std::collections::{HashMap, HashSet};

use api::account::{Account as AccountBody, VirtualAccount as VirtualAccountBody};
use api::path;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use rules::vocabulary::{Action, RequestStatus, Role};
use serde::Deserialize;

use crate::app::{App, Shared};
use crate::directory::account_view::{self, AccountView};
use crate::error::Error;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::routes::{Path, Query};
use crate::store::access_request;
use crate::store::key::VirtualAccountKey;
use crate::store::virtual_account::{self, VirtualAccount};

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(show, Guard::Admission(Action::Read); AntiForgery, RoleNeeded, AccountNotFound).compressed()]
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
    if query.identifier.is_some() {
        // It counts as one of the person's look-ups.
        refuse_cross_site(&app, &headers)?;
    }
    let view = account_view::find(&app, &person, &id, query.identifier.as_deref()).await?;
    let shown = view.disclosure.virtual_accounts;
    let virtual_accounts = if shown { Some(tree(&app, &view).await?) } else { None };
    let mut summaries = account_view::summaries(&app, std::slice::from_ref(&view)).await?;
    match summaries.pop() {
        Some(summary) => Ok(Json(AccountBody { summary, virtual_accounts })),
        None => Err(Error::AccountNotFound),
    }
}

async fn tree(app: &App, view: &AccountView) -> Result<Vec<VirtualAccountBody>, Error> {
    let nodes = virtual_account::of_account(&app.db, view.account.key).await?;
    let requested: HashSet<String> = match (&view.request, view.request_status) {
        (Some(request), Some(RequestStatus::Open)) => {
            let mut items = access_request::items_of(&app.db, &[request.key]).await?;
            items.asked.remove(&request.key).unwrap_or_default().into_iter().map(|item| item.id).collect()
        }
        _ => HashSet::new(),
    };
    let by_key: HashMap<VirtualAccountKey, &VirtualAccount> = nodes.iter().map(|node| (node.key, node)).collect();
    let body = |node: &VirtualAccount| -> Result<VirtualAccountBody, Error> {
        let above = ancestors(node, &by_key);
        Ok(VirtualAccountBody {
            id: node.id.clone(),
            name: node.name.clone(),
            depth: (above.len() - 1) as u32,
            default: node.is_default,
            roles: roles_on(view, &above),
            requested: requested.contains(&node.id),
            may_request: view.may_request_in(&app.policy, &node.path)?,
        })
    };
    nodes.iter().map(body).collect()
}

/// The node itself and those above it.
fn ancestors(node: &VirtualAccount, by_key: &HashMap<VirtualAccountKey, &VirtualAccount>) -> Vec<VirtualAccountKey> {
    let mut keys = vec![node.key];
    let mut parent = node.parent_key;
    while let Some(key) = parent
        && !keys.contains(&key)
    {
        keys.push(key);
        parent = by_key.get(&key).and_then(|node| node.parent_key);
    }
    keys
}

/// A User's or Viewer's role holds in that Virtual Account, an Administrator's in it and below it (domain: Roles).
fn roles_on(view: &AccountView, above: &[VirtualAccountKey]) -> Vec<Role> {
    let mut roles: Vec<Role> = view
        .held
        .iter()
        .filter_map(|held| {
            let place = above.iter().position(|key| held.virtual_account.as_ref().is_some_and(|at| at.key == *key))?;
            (place == 0 || held.role == Role::Administrator).then_some(held.role)
        })
        .collect();
    roles.sort();
    roles.dedup();
    roles
}

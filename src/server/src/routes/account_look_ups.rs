//! `POST /api/v1/account-look-ups`: *Account domain identifier* of requesting access to an existing Smart Account.

use api::directory::{AccountLookUp, AccountsFound};
use api::path;
use axum::Json as Answer;
use axum::extract::State;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::directory::account_view;
use crate::directory::listing::QUERY_LIMIT;
use crate::directory::lookup_limit;
use crate::domains::DomainIdentifier;
use crate::error::{Error, Invalid};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::routes::Json;
use crate::store::account;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(look_up, Guard::Admission(Action::RequestAccess); RoleNeeded, Invalid)]
}

/// The account with that entire identifier or name, and the listed ones below that domain. At most 14 queries.
#[utoipa::path(post, path = path::ACCOUNT_LOOK_UPS, request_body = AccountLookUp,
    responses((status = 200, body = AccountsFound)))]
pub async fn look_up(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(body): Json<AccountLookUp>,
) -> Result<Answer<AccountsFound>, Error> {
    let entered = body.identifier.trim();
    if entered.is_empty() || entered.chars().count() > QUERY_LIMIT {
        return Err(Invalid::new("identifier", |texts| texts.invalid_identifier()).into());
    }
    let looked_up = lookup_limit::look_up(&app, &person, entered).await?;
    let mut found = account::by_keys(&app.db, &looked_up.keys).await?;
    let mut truncated = false;
    if let Some(identifier) = DomainIdentifier::meant_by(entered) {
        let below = account::listed_below(&app.db, identifier.ascii(), identifier.registrable()).await?;
        truncated = below.truncated;
        found.extend(below.rows.into_iter().filter(|account| !looked_up.keys.contains(&account.key)));
    }
    let mut visible = Vec::new();
    for view in account_view::load(&app, &person, found).await? {
        if view.is_visible(&app.policy, looked_up.way)? {
            visible.push(view);
        }
    }
    Ok(Answer(AccountsFound { accounts: account_view::summaries(&app, &visible).await?, truncated }))
}

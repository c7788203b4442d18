//! `GET /api/v1/suggested-accounts`: the account of one's own organisation, before one has named it.

use api::directory::{MOST_SUGGESTED, SuggestedAccounts};
use api::path;
use axum::Json;
use axum::extract::State;
use rules::suggested_accounts;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::directory::account_view;
use crate::domains::DomainIdentifier;
use crate::error::Error;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::store::directory::{Cursor, OWN_DOMAIN, Selection, confirmed_of_own_domain};
use crate::store::grant;

/// How many accounts are read at once.
const PAGE: usize = 100;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(suggest, Guard::Admission(Action::RequestAccess); SupportCase)]
}

/// The listed accounts of the person's own domain, while they hold no role in any. Nothing is looked up for it, and nothing
/// counts. Five queries, and three for each further 100 accounts below the same registrable domain.
#[utoipa::path(get, path = path::SUGGESTED_ACCOUNTS, responses((status = 200, body = SuggestedAccounts)))]
pub async fn suggest(State(app): State<Shared>, SignedIn(person): SignedIn) -> Result<Json<SuggestedAccounts>, Error> {
    let own = person.verified_domain().and_then(|domain| DomainIdentifier::parse(domain).ok());
    let own = own.filter(|domain| !app.public_mailboxes.contains(domain));
    let holds_role = grant::holds_any(&app.db, person.key).await?;
    let Some(own) = own.filter(|_| !holds_role) else {
        return Ok(Json(SuggestedAccounts { accounts: Vec::new() }));
    };
    let mut suggested = Vec::new();
    let mut after = Cursor { position: OWN_DOMAIN, ..Selection::default().start() };
    loop {
        let page = confirmed_of_own_domain(&app.db, person.key, own.registrable(), &after, PAGE as i64).await?;
        let is_last = page.len() < PAGE;
        if let Some(last) = page.last() {
            after.clone_from(&last.place);
        }
        let accounts = page.into_iter().map(|placed| placed.account).collect();
        for view in account_view::load(&app, &person, accounts).await? {
            let (matches, visibility, status) = (view.matches, view.account.visibility, view.status);
            let facts = suggested_accounts::Facts { holds_role, matches, visibility, status };
            if app.policy.suggested_accounts(&facts)?.answer {
                suggested.push(view);
            }
        }
        if is_last || suggested.len() >= MOST_SUGGESTED {
            break;
        }
    }
    suggested.truncate(MOST_SUGGESTED);
    Ok(Json(SuggestedAccounts { accounts: account_view::summaries(&app, &suggested).await? }))
}

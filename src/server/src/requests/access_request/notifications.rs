//! A request as mails tell of it.

use api::account::Grant;
use chrono::{DateTime, Utc};
use rules::vocabulary::{Role, Scope};

use crate::db::Tx;
use crate::directory::account_view::{readable_email, readable_path};
use crate::error::Error;
use crate::mail::{self, AccessFacts, AccountFacts, Event, RequestFacts};
use crate::store::access_request::{AccessRequest, Item};
use crate::store::grant::Administrator;
use crate::store::outbox::Recipient;
use crate::store::person;

/// The request, for those who decide; `held` is what the requester holds in the account already.
pub fn request_facts(request: &AccessRequest, asked: &[Item], held: Vec<Grant>) -> RequestFacts {
    RequestFacts {
        account: account_facts(request),
        reference: request.reference.clone(),
        requester: request.requester.name.clone(),
        requester_email: readable_email(&request.requester.email),
        organisation: request.requester.organisation.clone(),
        asked: readable(request.scope, request.role, asked),
        held: Some(held),
        reason: request.reason.clone(),
        expires_at: request.expires_at,
    }
}

/// Tells those who decide a request now: the administrators who do, and the operator where it has come to them; `event` says
/// it to either.
///
/// # Errors
/// The database's.
pub async fn tell_deciders(
    tx: &mut Tx,
    request: &AccessRequest,
    deciders: &[Administrator],
    event: impl Fn(bool) -> Event,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let administrators: Vec<Recipient> = deciders.iter().map(Administrator::recipient).collect();
    mail::put(tx, &event(false), &administrators, now).await?;
    if request.is_with_operator(now) {
        let operators = person::operators(tx, request.requester.key).await?;
        mail::put(tx, &event(true), &operators, now).await?;
    }
    Ok(())
}

/// The account.
pub fn account_facts(request: &AccessRequest) -> AccountFacts {
    AccountFacts { name: request.account_name.clone(), domain_identifier: request.domain_display.clone() }
}

/// The requester, as somebody who gets a mail.
pub fn requester_of(request: &AccessRequest) -> Recipient {
    Recipient { email: request.requester.email.clone(), locale: request.requester.locale }
}

/// Scope, role and Virtual Accounts.
pub fn readable(scope: Option<Scope>, role: Option<Role>, items: &[Item]) -> AccessFacts {
    let virtual_accounts = items.iter().map(|item| (readable_path(&item.path), item.role)).collect();
    AccessFacts { scope, role, virtual_accounts }
}

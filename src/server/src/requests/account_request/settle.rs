//! What a replaced customer contact changes: whether an approval still holds, whose turn it is, and who is told. An approval
//! is for what it saw (domain: 4, Who decides).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rules::account_deciders::ApprovedBy;
use rules::approval_stands::{self, Change, Strength};
use rules::vocabulary::AccountDecider;
use rules::{FiredRule, Policy};
use serde_json::{Value, json};
use text::Locale;

use crate::app::App;
use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::mail::{self, Event};
use crate::requests::account_request::deciders::{
    contact_match, existing_administrators, identifier_of, who_decides_request,
};
use crate::requests::account_request::notifications::request_facts;
use crate::requests::account_request::notify::{notify, notify_contact};
use crate::store::account_request::contact::{self, Contact, ContactOrigin};
use crate::store::account_request::{AccountRequest, by_key, writing};
use crate::store::outbox::Recipient;
use crate::store::person;

/// What became of the request.
pub struct Settlement {
    pub approved_by: ApprovedBy,
    pub decider: AccountDecider,
    /// The rules that say so.
    pub fired: Vec<FiredRule>,
}

/// Stores whose turn it is now that `to` stands in the place of `from`, and under whose approval.
///
/// # Errors
/// Somebody was quicker.
pub async fn settle(
    tx: &mut Tx,
    app: &App,
    request: &AccountRequest,
    from: &Contact,
    to: &Contact,
    now: DateTime<Utc>,
) -> Result<Settlement, Error> {
    let policy = &app.policy;
    let identifier = identifier_of(request)?;
    let match_of = |contact: &Contact| contact_match(&app.public_mailboxes, &identifier, &contact.email);
    let (old, new) = (match_of(from), match_of(to));
    let change = if to.way == ContactOrigin::Forwarded { Change::Forwarded } else { Change::Corrected };
    let facts = approval_stands::Facts { change, strength: Strength::between(new, old), contact_match: new };
    let mut fired = Vec::new();
    let mut approved_by = request.approved_by;
    if approved_by != ApprovedBy::Nobody {
        let stands = policy.approval_stands(&facts)?;
        fired = policy.explain(&stands.fired);
        if !stands.answer {
            approved_by = ApprovedBy::Nobody;
        }
    }
    let contacts = contact::of_request(&mut *tx, request.key).await?;
    let next = who_decides_request(tx, app, request, &contacts, approved_by).await?;
    fired.extend(policy.explain(&next.fired));
    if !writing::pass_on(tx, &request.change(now), approved_by, next.answer).await? {
        return Err(Error::Conflict);
    }
    Ok(Settlement { approved_by, decider: next.answer, fired })
}

impl Settlement {
    /// Whose turn it is and under whose approval, for the trail: before and after.
    pub fn change(&self, request: &AccountRequest) -> (Value, Value) {
        let value = |decider: AccountDecider, by: ApprovedBy| json!({ "decider": decider, "approved_by": by });
        (value(request.decider, request.approved_by), value(self.decider, self.approved_by))
    }

    /// Mail to whoever decides now, and to whoever approved the contact before: `asked` is for the new contact, where it is
    /// their turn.
    ///
    /// # Errors
    /// The database's or the policy's.
    pub async fn notify(
        &self,
        tx: &mut Tx,
        policy: &Policy,
        before: &AccountRequest,
        contacts: (&Contact, &Contact),
        asked: (&Event, &HashMap<String, Locale>),
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (from, to) = contacts;
        let Some(request) = by_key(tx, before.key).await? else { return Err(Error::Conflict) };
        if self.decider == AccountDecider::CustomerContacts {
            notify_contact(tx, &request, to, asked.1, asked.0, now).await?;
        } else if before.approved_by == ApprovedBy::Nobody {
            // Nobody had to decide before the customer until now.
            return notify(tx, policy, &request, None, now).await;
        }
        // Whoever has to approve again, or whose approval holds.
        let as_operator = match (self.decider, self.approved_by) {
            (AccountDecider::OperatorApprover, _) => true,
            (AccountDecider::ExistingAdministrators, _) => false,
            (AccountDecider::CustomerContacts, ApprovedBy::OperatorApprover) => true,
            (AccountDecider::CustomerContacts, ApprovedBy::ExistingAdministrators) => false,
            (AccountDecider::CustomerContacts, ApprovedBy::Nobody) => return Ok(()),
        };
        let recipients: Vec<Recipient> = if as_operator {
            person::operators(tx, request.requester.key).await?
        } else {
            existing_administrators(tx, policy, &request).await?
        };
        let event = Event::AccountContactChanged {
            request: request_facts(policy, &request)?,
            as_operator,
            before: readable_email(&from.email),
            after: readable_email(&to.email),
            again: self.decider != AccountDecider::CustomerContacts,
        };
        mail::put(tx, &event, &recipients, now).await
    }
}

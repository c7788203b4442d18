//! Giving people access to an account who did not ask for it (domain: 4, Added people). Who holds it at once is the table
//! `acceptance`; everybody else gets an invitation, and holds nothing until it is accepted. What becomes of one is in
//! `invitation`.

use api::account::Grant;
use chrono::{DateTime, TimeDelta, Utc};
use rules::vocabulary::{Acceptance, LifetimeSubject};
use rules::{Policy, acceptance, domain_match, lifetimes};
use serde_json::{Value, json};
use text::Locale;

use crate::app::App;
use crate::base::secret::random_id;
use crate::db::Tx;
use crate::directory::account_view::{readable_email, readable_path};
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::error::Error;
use crate::mail::{self, AccountFacts, Event, InvitationFacts};
use crate::store::invitation::{self, InvitedRole, Inviter};
use crate::store::key::{AccountKey, PersonKey};
use crate::store::outbox::Recipient;
use crate::store::person::by_address::{self, Addressed};
use crate::store::trail::commitment;
use crate::store::{grant, person, session};

/// What people are given, by whom.
pub struct Addition<'a> {
    pub account_key: AccountKey,
    pub account: AccountFacts,
    /// The account's domain identifier, in ASCII form.
    pub identifier: &'a str,
    pub roles: &'a [InvitedRole],
    pub inviter: Inviter,
    /// As mails call them.
    pub inviter_name: String,
    pub note: Option<String>,
    /// For what the trail holds of addresses.
    pub salt: &'a str,
}

/// What came of it.
pub struct AddedPeople {
    /// Who holds the roles now.
    pub holders: Vec<PersonKey>,
    /// One value for each address, for the trail.
    pub trail: Vec<Value>,
}

/// Somebody who is not to hold anything yet.
struct Invitee<'a> {
    id: String,
    email: &'a EmailAddress,
    acceptance: Acceptance,
    rules: String,
}

/// Gives these people access, or invites them to it, with the mails. Call it while the account's chain and
/// [`crate::store::trail::SERVICE`] are locked: people may be made, and nobody proves an address meanwhile.
///
/// # Errors
/// The database's or the policy's.
pub async fn add_people(
    tx: &mut Tx,
    app: &App,
    addition: &Addition<'_>,
    emails: &[EmailAddress],
    now: DateTime<Utc>,
) -> Result<AddedPeople, Error> {
    let policy = &app.policy;
    let identifier = DomainIdentifier::parse(addition.identifier).map_err(anyhow::Error::from)?;
    let known = by_address::addressed(tx, emails).await?;
    let locale_of = |email: &EmailAddress| known.get(&email.folded()).map_or(addition.inviter.locale, |one| one.locale);
    let (mut at_once, mut invited, mut trail) = (Vec::new(), Vec::new(), Vec::new());
    for email in emails {
        let kind = match_kind(&app.public_mailboxes, Some(email.domain()), &identifier);
        let matches = policy.domain_match(&domain_match::Facts::of_kind(kind))?.answer;
        let proven = known.get(&email.folded()).is_some_and(|one| one.email_verified);
        let decision = policy.acceptance(&acceptance::Facts { matches, proven })?;
        let (acceptance, address) = (decision.answer, commitment(addition.salt, &email.folded()));
        if acceptance == Acceptance::AtOnce {
            at_once.push(email.clone());
            trail.push(json!({ "address": address, "acceptance": acceptance }));
            continue;
        }
        let (id, rules) = (random_id(), serde_json::to_string(&policy.explain(&decision.fired))?);
        trail.push(json!({ "address": address, "acceptance": acceptance, "invitation": id }));
        invited.push(Invitee { id, email, acceptance, rules });
    }
    let holders = give(tx, addition, &at_once).await?;
    let stored = store(tx, policy, addition, &invited, now).await?;

    let recipient = |email: &EmailAddress| Recipient { email: email.as_str().to_owned(), locale: locale_of(email) };
    let mut mails: Vec<(Event, Recipient)> =
        at_once.iter().map(|email| (addition.added_mail(false), recipient(email))).collect();
    for one in invited.iter().filter(|one| stored.ids.contains(&one.id)) {
        let event = match one.acceptance {
            Acceptance::Invitation => addition.invitation_mail(&one.id, stored.expires_at),
            Acceptance::OnProof | Acceptance::AtOnce => addition.added_mail(true),
        };
        mails.push((event, recipient(one.email)));
    }
    mail::put_each(tx, &mails, now).await?;
    Ok(AddedPeople { holders, trail })
}

/// Gives the roles to those who hold them at once, who are made where there are none.
async fn give(tx: &mut Tx, addition: &Addition<'_>, emails: &[EmailAddress]) -> Result<Vec<PersonKey>, Error> {
    let people = by_address::ensure_all(tx, emails, addition.inviter.locale).await?;
    let keys: Vec<PersonKey> = people.iter().map(|person: &Addressed| person.key).collect();
    // A session that began without proof of the address may be somebody else's.
    session::end_unproved(tx, &keys).await?;
    let role = |person_key: PersonKey, invited: &InvitedRole| grant::New {
        person_key,
        account_key: addition.account_key,
        virtual_account_key: invited.virtual_account_key,
        role: invited.role,
    };
    let roles: Vec<grant::New> =
        keys.iter().flat_map(|key| addition.roles.iter().map(move |invited| role(*key, invited))).collect();
    grant::give(tx, &roles).await?;
    Ok(keys)
}

/// The invitations that were stored, and when they end.
struct Stored {
    ids: Vec<String>,
    expires_at: DateTime<Utc>,
}

async fn store(
    tx: &mut Tx,
    policy: &Policy,
    addition: &Addition<'_>,
    invited: &[Invitee<'_>],
    now: DateTime<Utc>,
) -> Result<Stored, Error> {
    let days = |subject| -> Result<TimeDelta, Error> {
        let lifetime = policy.lifetimes(&lifetimes::Facts { subject })?.answer;
        Ok(TimeDelta::days(i64::from(lifetime.days())))
    };
    let expires_at = now + days(LifetimeSubject::Invitation)?;
    let common = invitation::Common {
        account_key: addition.account_key,
        inviter_key: addition.inviter.key,
        note: addition.note.as_deref(),
        roles: addition.roles,
        created_at: now,
        warns_at: expires_at - days(LifetimeSubject::InvitationWarning)?,
        expires_at,
        policy_version: policy.version(),
    };
    let new: Vec<invitation::New<'_>> = invited
        .iter()
        .map(|one| invitation::New {
            id: one.id.clone(),
            email: one.email.as_str(),
            email_folded: one.email.folded(),
            acceptance: one.acceptance,
            rules: &one.rules,
        })
        .collect();
    Ok(Stored { ids: invitation::insert(tx, &common, &new).await?, expires_at })
}

impl Addition<'_> {
    fn granted(&self) -> Vec<Grant> {
        granted(self.roles)
    }

    /// `on_proof` where they hold it once they have proved the address.
    fn added_mail(&self, on_proof: bool) -> Event {
        Event::AddedToAccount {
            account: self.account.clone(),
            granted: self.granted(),
            requester: self.inviter_name.clone(),
            note: self.note.clone(),
            on_proof,
        }
    }

    fn invitation_mail(&self, id: &str, expires_at: DateTime<Utc>) -> Event {
        let invited = InvitationFacts {
            id: id.to_owned(),
            inviter: readable_email(&self.inviter.email),
            granted: self.granted(),
            note: self.note.clone(),
            expires_at,
        };
        Event::InvitedToAccount { account: self.account.clone(), invited }
    }
}

/// Roles as they are sent and mailed.
pub fn granted(roles: &[InvitedRole]) -> Vec<Grant> {
    let one = |invited: &InvitedRole| Grant {
        role: invited.role,
        virtual_account: invited.path.as_deref().map(readable_path),
    };
    roles.iter().map(one).collect()
}

/// The language of a mail to this address: the person's, where there is one, else this.
///
/// # Errors
/// The database's.
pub async fn recipient(tx: &mut Tx, email: &str, email_folded: &str, or: Locale) -> Result<Recipient, Error> {
    let locales = person::locales(tx, &[email_folded.to_owned()]).await?;
    Ok(Recipient { email: email.to_owned(), locale: locales.get(email_folded).copied().unwrap_or(or) })
}

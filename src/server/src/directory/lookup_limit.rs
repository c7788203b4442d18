//! Look-ups and their limit (domain: 1, Restricted accounts). What one may find is the decision `look_up`. A restricted account is found by its entire name or identifier only, so somebody who wants to
//! know which there are has to guess: how many distinct names and identifiers a person may look up within a day, and all
//! people together, is limited. Of what all have, the people of one mailbox domain have a part, and so have those of one
//! network: whoever signs in with many addresses of one provider, or from one place, uses up no more.
//!
//! The entire name or identifier of a listed account tells nothing, and is free. Whatever else is looked up counts, whether
//! it finds a restricted account or nothing, and before anything is looked for.

use chrono::{DateTime, Utc};
use rules::look_up as look_up_rules;
use rules::vocabulary::{LookUp, MatchKind, Way};
use serde_json::{Value, json};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::domains::DomainIdentifier;
use crate::domains::matching::match_kind;
use crate::error::Error;
use crate::store::grant;
use crate::store::guess::{self, WINDOW};
use crate::store::key::AccountKey;
use crate::store::look_up;
use crate::store::person::Person;
use crate::store::tally;
use crate::store::trail;

/// The tallies: of all people's look-ups, and of those by people without access to any account.
const IN_ALL: &str = "guess";
const WITHOUT_ACCESS: &str = "guess_without_access";

/// Whose look-ups a limit counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Person,
    MailboxDomain,
    Network,
    WithoutAccess,
    All,
}

/// What was looked up.
pub struct LookedUp {
    /// The keys of the active accounts with that entire name or identifier.
    pub keys: Vec<AccountKey>,
    /// As what the person sees them: whoever may find listed accounts only sees no more than by a search.
    pub way: Way,
}

/// A number that several people share.
struct SharedNumber {
    scope: Scope,
    tally: String,
    most: i64,
}

/// Looks an entire name or identifier up for a person, as one of the look-ups that they have. Two queries where it is a
/// listed account's, four where the person looked it up before within a day, else eight or nine, and four more where that
/// reaches a limit.
///
/// Where it is a listed account's, no restricted one is found with it, though it may be called the same: that would be a
/// look-up that is free and tells of a restricted account. It is found by its identifier.
///
/// # Errors
/// [`Error::LookUpRefused`] where the policy lets the person look nothing up, [`Error::TooManyLookUps`] where the
/// person's are used up, or those that they share with others.
pub async fn look_up(app: &App, person: &Person, entered: &str) -> Result<LookedUp, Error> {
    let holds_role = grant::holds_any(&app.db, person.key).await?;
    let facts = look_up_rules::Facts { affiliation: person.affiliation, holds_role, partner: person.partner };
    let decision = app.policy.look_up(&facts)?;
    let way = match decision.answer {
        LookUp::ListedAndRestricted => Way::Entire,
        LookUp::Listed => Way::Search,
        LookUp::None => return Err(Error::LookUpRefused(app.policy.explain(&decision.fired))),
    };
    let listed = look_up::probe_listed(&app.db, entered).await?;
    if !listed.is_empty() {
        return Ok(LookedUp { keys: listed, way });
    }
    count(app, person, entered, true).await?;
    Ok(LookedUp { keys: look_up::probe(&app.db, &app.secret, entered).await?, way })
}

/// Counts a look-up of somebody who was told the identifier, as a customer contact was: as one of their own only, so that
/// they can go on whatever all others looked up.
///
/// # Errors
/// [`Error::TooManyLookUps`] where the person's are used up.
pub async fn count_own(app: &App, person: &Person, identifier: &str) -> Result<(), Error> {
    count(app, person, identifier, false).await
}

async fn count(app: &App, person: &Person, entered: &str, is_shared: bool) -> Result<(), Error> {
    let (mac, now) = (look_up::mac(&app.secret, entered), app.clock.now());
    if guess::is_known(&app.db, person.key, &mac, now).await? {
        return Ok(());
    }
    let per_person = app.settings.guesses.per_person;
    let mut tx = app.db.begin().await?;
    let made = guess::made(&mut tx, person.key, now).await?;
    if made.count >= per_person {
        return Err(Error::TooManyLookUps(made.first_at.unwrap_or(now) + WINDOW));
    }
    let mut reached = Vec::new();
    if made.count + 1 == per_person {
        reached.push((Scope::Person, format!("/{}", person.key.0), per_person));
    }
    // Of their own domain nobody finds out more than their colleagues know.
    if is_shared && !is_of_own_domain(app, person, entered) {
        let numbers = shared_numbers(app, person, made.has_access);
        let names: Vec<String> = numbers.iter().map(|number| number.tally.clone()).collect();
        let counts = tally::count_each(&mut tx, &names, 1, WINDOW, now).await?;
        for (number, count) in numbers.into_iter().zip(counts) {
            if count > number.most {
                return Err(Error::TooManyLookUps(tally::window_end(WINDOW, now)));
            }
            if count == number.most {
                reached.push((number.scope, format!("/{}", number.tally), number.most));
            }
        }
    }
    for (scope, name, limit) in reached {
        record_limit_reached(&mut tx, app, person, (scope, &name, limit), now).await?;
    }
    // After the trail: on PostgreSQL this locks the person, for whose lock a sign-in may wait that holds the trail.
    guess::keep(&mut tx, person.key, &mac, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The numbers that this person shares with others. Those that fewer people share come first, as for everybody.
fn shared_numbers(app: &App, person: &Person, has_access: bool) -> Vec<SharedNumber> {
    let limits = &app.settings.guesses;
    let domain = DomainIdentifier::parse(&person.email_domain);
    let domain = domain.as_ref().map_or(person.email_domain.as_str(), |domain| domain.registrable());
    let network = person.network.map(|network| app.secret.peer_mac(network));
    let of_all = [(Scope::WithoutAccess, WITHOUT_ACCESS, limits.without_access), (Scope::All, IN_ALL, limits.in_all)];
    let of_all = of_all.into_iter().skip(usize::from(has_access));
    let part = |most: i64, percent: i64| (most.saturating_mul(percent) / 100).max(1);
    let parts = [
        (Scope::MailboxDomain, Some(format!("domain:{domain}")), limits.per_domain_percent),
        (Scope::Network, network.map(|network| format!("network:{network}")), limits.per_network_percent),
    ];
    let mut numbers = Vec::new();
    for (scope, whose, percent) in parts {
        // A part that is the whole needs no number of its own.
        let Some(whose) = whose.filter(|_| percent < 100) else { continue };
        numbers.extend(of_all.clone().map(|(_, tally, most)| SharedNumber {
            scope,
            tally: format!("{tally}:{whose}"),
            most: part(most, percent),
        }));
    }
    numbers.extend(of_all.map(|(scope, tally, most)| SharedNumber { scope, tally: tally.to_owned(), most }));
    numbers
}

fn is_of_own_domain(app: &App, person: &Person, entered: &str) -> bool {
    let identifier = DomainIdentifier::parse(entered);
    identifier.is_ok_and(|identifier| {
        match_kind(&app.public_mailboxes, person.verified_domain(), &identifier) != MatchKind::None
    })
}

/// How many look-ups of people without access to any account counted since midnight UTC.
///
/// # Errors
/// The database's.
pub async fn count_without_access(db: &Db, now: DateTime<Utc>) -> sqlx::Result<i64> {
    tally::counted(db, WITHOUT_ACCESS, WINDOW, now).await
}

/// Records in the trail that a limit is reached: once a day for each, however often somebody comes back to it.
async fn record_limit_reached(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    (scope, name, limit): (Scope, &str, i64),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if !tally::count_up_to(tx, &format!("guess_limit{name}"), 1, WINDOW, now).await? {
        return Ok(());
    }
    let subject = match scope {
        Scope::Person => "person",
        Scope::MailboxDomain => "mailbox_domain",
        Scope::Network => "network",
        Scope::WithoutAccess => "people_without_access",
        Scope::All => "all",
    };
    tracing::warn!(
        event = "guess_limit_reached",
        of = subject,
        limit,
        "look-ups of entire names or identifiers are used up"
    );
    let entry = trail::Entry::new(trail::SERVICE, "guess_limit_reached", subject);
    let entry = entry.by(&person.who).change(Value::Null, json!({ "limit": limit }));
    Ok(entry.add(tx, app.policy.version(), now).await?)
}

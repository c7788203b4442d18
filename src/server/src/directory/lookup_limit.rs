//! Look-ups and their limit (domain: 1, Restricted accounts). What one may find is the decision `look_up`. A restricted account is found by its entire name or identifier only, so somebody who wants to
//! know which there are has to guess: how many distinct names and identifiers a person may look up within a day, and all
//! people together, is limited. A look-up counts whether it finds something or not, before anything is looked for.

use chrono::{DateTime, Utc};
use rules::look_up as look_up_rules;
use rules::vocabulary::{LookUp, Way};
use serde_json::{Value, json};

use crate::app::App;
use crate::db::{Db, Tx};
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
#[derive(Clone, Copy)]
enum Scope {
    Person,
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

/// Looks an entire name or identifier up for a person, as one of the look-ups that they have. Three queries where the
/// person looked it up before within a day, else seven or eight, and four more where that reaches a limit.
///
/// # Errors
/// [`Error::LookUpRefused`] where the policy lets the person look nothing up, [`Error::TooManyLookUps`] where the
/// person's are used up, or all people's.
pub async fn look_up(app: &App, person: &Person, entered: &str) -> Result<LookedUp, Error> {
    let holds_role = grant::holds_any(&app.db, person.key).await?;
    let facts = look_up_rules::Facts { affiliation: person.affiliation, holds_role, partner: person.partner };
    let decision = app.policy.look_up(&facts)?;
    let way = match decision.answer {
        LookUp::ListedAndRestricted => Way::Entire,
        LookUp::Listed => Way::Search,
        LookUp::None => return Err(Error::LookUpRefused(app.policy.explain(&decision.fired))),
    };
    count(app, person, entered).await?;
    Ok(LookedUp { keys: look_up::probe(&app.db, &app.secret, entered).await?, way })
}

/// Counts a look-up, of whatever reveals whether there is an account with this name or identifier.
///
/// # Errors
/// [`Error::TooManyLookUps`].
pub async fn count(app: &App, person: &Person, entered: &str) -> Result<(), Error> {
    let (mac, now) = (look_up::mac(&app.secret, entered), app.clock.now());
    if guess::is_known(&app.db, person.key, &mac, now).await? {
        return Ok(());
    }
    let limits = &app.settings.guesses;
    let mut tx = app.db.begin().await?;
    let made = guess::made(&mut tx, person.key, now).await?;
    if made.count >= limits.per_person {
        return Err(Error::TooManyLookUps(made.first_at.unwrap_or(now) + WINDOW));
    }
    let of_all = [(Scope::WithoutAccess, WITHOUT_ACCESS, limits.without_access), (Scope::All, IN_ALL, limits.in_all)];
    let mut all_reached = Vec::new();
    for (scope, name, most) in of_all.into_iter().skip(usize::from(made.has_access)) {
        let count = tally::count(&mut tx, name, WINDOW, now).await?;
        if count > most {
            return Err(Error::TooManyLookUps(tally::window_end(WINDOW, now)));
        }
        all_reached.extend((count == most).then_some(scope));
    }
    if made.count + 1 == limits.per_person {
        record_limit_reached(&mut tx, app, person, Scope::Person, now).await?;
    }
    for scope in all_reached {
        record_limit_reached(&mut tx, app, person, scope, now).await?;
    }
    // After the trail: on PostgreSQL this locks the person, for whose lock a sign-in may wait that holds the trail.
    guess::keep(&mut tx, person.key, &mac, now).await?;
    tx.commit().await?;
    Ok(())
}

/// How many look-ups of people without access to any account counted since midnight UTC.
///
/// # Errors
/// The database's.
pub async fn count_without_access(db: &Db, now: DateTime<Utc>) -> sqlx::Result<i64> {
    tally::counted(db, WITHOUT_ACCESS, WINDOW, now).await
}

/// Records in the trail that a limit is reached: once a day for a person, however often they come back to it.
async fn record_limit_reached(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    scope: Scope,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (name, limit) = match scope {
        Scope::Person => (format!("guess_limit/{}", person.key.0), app.settings.guesses.per_person),
        Scope::WithoutAccess => ("guess_limit_without_access".to_owned(), app.settings.guesses.without_access),
        Scope::All => ("guess_limit".to_owned(), app.settings.guesses.in_all),
    };
    if tally::count(tx, &name, WINDOW, now).await? > 1 {
        return Ok(());
    }
    tracing::warn!(event = "guess_limit_reached", limit, "look-ups of entire names or identifiers are used up");
    let subject = match scope {
        Scope::Person => "person",
        Scope::WithoutAccess => "people_without_access",
        Scope::All => "all",
    };
    let entry = trail::Entry::new(trail::SERVICE, "guess_limit_reached", subject);
    let entry = entry.by(&person.who).change(Value::Null, json!({ "limit": limit }));
    Ok(entry.add(tx, app.policy.version(), now).await?)
}

//! `access-directory admin erase`: everything personal about somebody is gone, and the trail stays whole.

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::{Context, ensure};
use api::history::AccessRequestEvent;
use chrono::{DateTime, Utc};
use rules::vocabulary::{RequestStatus, Role};
use serde_json::{Value, json};

use crate::app::App;
use crate::db::Tx;
use crate::domains::email::EmailAddress;
use crate::requests::access_request::reassign::reassign;
use crate::store::access_request::pending::open_of_person;
use crate::store::access_request::{AccessRequest, writing};
use crate::store::erasure::{self, ErasedPerson, HeldGrant, OldEntry};
use crate::store::key::PersonKey;
use crate::store::stored_rules::StoredRules;
use crate::store::trail::{self, Entry};
use crate::store::{access_grant, person};

/// Erases the person to whom an address leads, or whom the trail calls by an id.
///
/// # Errors
/// There is nobody, they cannot be erased before something else is done, or the database's.
pub async fn run(app: &App, named: &str, notes: &mut dyn Write) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let key = find(&mut tx, named).await?;
    let requests = open_requests(app, key, now).await?;
    let grants = erasure::grants(&mut tx, key).await?;
    // An account's chain comes before the service's, and both before anybody's row.
    let chains: BTreeSet<&str> = requests
        .iter()
        .map(|request| request.account_id.as_str())
        .chain(grants.iter().map(|grant| grant.account_id.as_str()))
        .collect();
    for chain in chains {
        trail::lock_chain(&mut tx, chain).await?;
    }
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    refuse(&mut tx, key).await?;

    let erased = erasure::person(&mut tx, key).await?;
    for request in &requests {
        cancel(app, &mut tx, request, key, now).await?;
    }
    for grant in &grants {
        remove(app, &mut tx, grant, &erased, now).await?;
    }
    let old = erasure::old_entries(&mut tx, &erased).await?;
    let mails = erasure::erase(&mut tx, &erased, now).await?;
    let after = json!({ "grants": grants.len(), "mails": mails, "requests_cancelled": requests.len() });
    Entry::new(trail::SERVICE, "person_erased", &erased.who.id)
        .change(Value::Null, after)
        .add(&mut tx, app.policy.version(), now)
        .await?;
    tx.commit().await?;
    say(named, &erased, &old, notes)
}

async fn find(tx: &mut Tx, named: &str) -> anyhow::Result<PersonKey> {
    if !named.contains('@') {
        let key = erasure::key_by_id(tx, named).await?;
        return key.with_context(|| format!("`{named}` is neither an address nor the id of anybody in the trail"));
    }
    let address = EmailAddress::parse(named)?;
    let key = person::key_by_email(tx, &address.folded()).await?;
    key.with_context(|| {
        format!(
            "`{}` is nobody's address; somebody whom their address does not lead to is erased by the id that the trail \
             calls them by",
            address.unicode()
        )
    })
}

/// What somebody else has to do before.
async fn refuse(tx: &mut Tx, key: PersonKey) -> anyhow::Result<()> {
    ensure!(
        !erasure::is_only_operator(tx, key).await?,
        "nobody else acts for the operator: import another person with `operator` set first"
    );
    let alone = erasure::administered_alone(tx, key).await?;
    ensure!(
        alone.is_empty(),
        "nobody else administers {}: make somebody else the administrator first, on the page of who has access or by an \
         import",
        quoted_list(&alone)
    );
    let pending = erasure::pending_account_requests(tx, key).await?;
    ensure!(
        pending.is_empty(),
        "their request for a new account {} is pending: let whoever decides deny it first, or wait until it lapses",
        quoted_list(&pending)
    );
    Ok(())
}

fn quoted_list(names: &[String]) -> String {
    format!("`{}`", names.join("`, `"))
}

async fn open_requests(app: &App, key: PersonKey, now: DateTime<Utc>) -> anyhow::Result<Vec<AccessRequest>> {
    Ok(open_of_person(&app.db, key, now).await?)
}

/// Ends an open request, as its requester could have done.
async fn cancel(
    app: &App,
    tx: &mut Tx,
    request: &AccessRequest,
    key: PersonKey,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let decision = writing::Decision {
        status: RequestStatus::Cancelled,
        by_key: Some(key),
        by_operator: false,
        at: now,
        reason: None,
        reason_salt: None,
        rules: &StoredRules::default(),
        scope: None,
        role: None,
        items: &[],
    };
    ensure!(
        writing::decide(tx, request.key, request.version, &decision).await?,
        "the request `{}` was decided at this moment: try again",
        request.reference
    );
    Entry::new(&request.account_id, AccessRequestEvent::Cancelled.as_str(), &request.reference)
        .change(json!({ "status": RequestStatus::Open }), json!({ "status": RequestStatus::Cancelled }))
        .add(tx, app.policy.version(), now)
        .await?;
    Ok(())
}

async fn remove(
    app: &App,
    tx: &mut Tx,
    grant: &HeldGrant,
    erased: &ErasedPerson,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    ensure!(
        access_grant::remove(tx, grant.key, grant.version).await?,
        "what they hold was changed at this moment: try again"
    );
    let before = json!({ "person": erased.who.id, "role": grant.role, "virtual_account": grant.virtual_account });
    Entry::new(&grant.account_id, "access_removed", &grant.id)
        .about(&erased.who)
        .change(before, Value::Null)
        .add(tx, app.policy.version(), now)
        .await?;
    if grant.role == Role::Administrator {
        let changed = reassign(tx, &app.policy, grant.account_key, now).await?;
        person::note_changes(tx, changed).await?;
    }
    Ok(())
}

fn say(named: &str, erased: &ErasedPerson, old: &[OldEntry], notes: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(notes, "{named} is erased; the trail calls them `{}`, which leads to nothing now.", erased.who.id)?;
    if !old.is_empty() {
        writeln!(notes, "An address of theirs stays in these entries of format 1, which nobody can change:")?;
        for OldEntry { chain, number } in old {
            writeln!(notes, "chain `{chain}`, number {number}")?;
        }
    }
    writeln!(notes, "Backups, exports and logs from before are not changed: look after them yourself.")?;
    Ok(())
}

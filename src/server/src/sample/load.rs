//! Filling a database with the sample world, and filling it again.

use crate::app::App;
use crate::args;
use crate::import_export::import::{self, Options, Outcome, Source};
use crate::sample;
use crate::store::{policy, sample_clock, sample_world, search_change};

/// What the world consists of, children before what they refer to.
const TABLES: &[&str] = &[
    "trail",
    "trail_head",
    "trail_address",
    "trail_name",
    "outbox",
    "stop_list",
    "idempotency",
    "access_request_item",
    "access_request_granted_item",
    "access_request_reminder",
    "access_request_message",
    "access_request",
    "account_request_reminder",
    "account_request_added_user",
    "account_request_contact_person",
    "account_request_contact",
    "account_request",
    "invitation_place",
    "invitation",
    "session",
    "sign_in_link",
    "sign_in_code",
    "sign_in_claim",
    "provider_try",
    "sign_in_attempt",
    "identity",
    "access_grant",
    "revoked_grant",
    "virtual_account",
    "account_look_up",
    "account",
    "person",
    "tally",
];

/// Marks an empty database and fills it with the world; one that has accounts is left as it is.
///
/// # Errors
/// The database's.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    let filled: Option<(i64,)> = app.db.optional("SELECT key FROM account LIMIT 1", args![]).await?;
    if filled.is_some() {
        return Ok(());
    }
    // First: a world without the mark could not be opened again.
    let mut tx = app.db.begin().await?;
    sample_world::mark(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    let world = sample::world();
    let source = Source {
        accounts: Box::new(world.accounts.into_iter().map(Ok)),
        virtual_accounts: Box::new(world.virtual_accounts.into_iter().map(Ok)),
        people: Box::new(world.people.into_iter().map(Ok)),
        grants: Box::new(world.grants.into_iter().map(Ok)),
    };
    match import::rows(app, source, &Options::default()).await? {
        Outcome::Imported(_) => Ok(()),
        Outcome::Refused(findings) => anyhow::bail!("the sample world is not valid: {findings:?}"),
        Outcome::TooMuchAbsent(..) => anyhow::bail!("the sample world is not empty"),
    }
}

/// Empties the database, sets the clock back, and fills it again.
///
/// # Errors
/// The database's.
pub async fn reset(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    // First: the trail lets go of its entries only where there is a sample clock.
    sample_clock::set(&mut tx, 0).await?;
    for table in TABLES {
        tx.run(sqlx::AssertSqlSafe(format!("DELETE FROM {table}")), args![]).await?;
    }
    search_change::note_all(&mut tx).await?;
    tx.commit().await?;
    app.clock.set_ahead(0);
    policy::keep(&app.db, &app.policy, app.clock.now()).await?;
    fill(app).await
}

//! The trail as auditors need it: sealed at intervals, proven, exported, and its format described.
//!
//! Adding entries is done in `store::trail`.

mod content;
pub mod export;
mod outside;
pub mod proof;
pub mod verify;

use crate::app::App;
use crate::store::trail::seal;

/// What an auditor without this program needs to read and prove an export.
pub const FORMAT: &str = include_str!("audit/format.md");

/// Seals every chain that grew since it was last sealed, in one transaction for each entry. Gives how many entries the
/// chain of seals got.
///
/// # Errors
/// The database's. What was sealed before stands.
pub async fn seal(app: &App) -> anyhow::Result<u64> {
    let (mut seals, mut after) = (0, String::new());
    loop {
        let mut tx = app.db.begin().await?;
        let Some(last) = seal::next(&mut tx, &after, app.clock.now(), app.policy.version()).await? else {
            return Ok(seals);
        };
        tx.commit().await?;
        (seals, after) = (seals + 1, last);
    }
}

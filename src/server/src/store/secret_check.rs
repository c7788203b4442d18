//! That the secret is the one which the database was filled with. With another one no entire name or identifier would be found:
//! restricted accounts would vanish, and identifiers that are taken would look free.

use crate::args;
use crate::base::secret::Secret;
use crate::db::{Db, Tx};
use crate::store::look_up;

/// What is said where it is another one.
pub const ANOTHER: &str = "this is not the secret that the database was filled with: give the service its own again (the setting `secret`, or the file \
     `secret` in the data directory, from a backup); where it is lost, stop all processes and run `access-directory admin \
     rekey`";

/// Whether this is the database's secret; absent where it knows none.
pub async fn knows(db: &Db, secret: &Secret) -> sqlx::Result<Option<bool>> {
    Ok(check_value(db).await?.map(|value| value == secret.check_value()))
}

/// Looks whether this is the database's secret. A database that knows none yet takes it, where what it keeps under a secret agrees.
///
/// # Errors
/// It is another one, or the database's.
pub async fn verify(db: &Db, secret: &Secret) -> anyhow::Result<()> {
    let is_known = match knows(db, secret).await? {
        Some(is_known) => is_known,
        None => take(db, secret).await?,
    };
    anyhow::ensure!(is_known, ANOTHER);
    Ok(())
}

/// Makes this the database's secret.
pub async fn replace(tx: &mut Tx, secret: &Secret) -> sqlx::Result<()> {
    tx.run("DELETE FROM secret_check", args![]).await?;
    tx.run("INSERT INTO secret_check (key, value) VALUES (1, $1)", args![secret.check_value()]).await?;
    Ok(())
}

async fn check_value(db: &Db) -> sqlx::Result<Option<String>> {
    let row: Option<(String,)> = db.optional("SELECT value FROM secret_check", args![]).await?;
    Ok(row.map(|(value,)| value))
}

/// Whether the secret was taken, of two at once by the first: the other one then looks again.
async fn take(db: &Db, secret: &Secret) -> sqlx::Result<bool> {
    // From before secrets were checked.
    if !look_up::agrees(db, secret).await? {
        return Ok(false);
    }
    let mut tx = db.begin().await?;
    tx.run(
        "INSERT INTO secret_check (key, value) VALUES (1, $1) ON CONFLICT (key) DO NOTHING",
        args![secret.check_value()],
    )
    .await?;
    tx.commit().await?;
    Ok(check_value(db).await?.is_some_and(|value| value == secret.check_value()))
}

//! Restoring a backup into an empty database, of either kind. The file is proven before anything is written, and all of it is
//! written in one transaction: what fails leaves the database empty.
//!
//! Sessions, codes and one-time links are in no backup. Mail that was not sent when it was made may have been sent since: it is
//! held until somebody lets it go.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use rules::Policy;
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::audit::verify::{self, Known};
use crate::backup::file::{self, FORMAT, Head, Table};
use crate::backup::make::UNFINISHED;
use crate::backup::{encryption, tables};
use crate::base::clock::from_millis;
use crate::base::command_user::command_user;
use crate::base::secret::Secret;
use crate::db::{Db, Purpose, Tx, newest_schema};
use crate::settings::Settings;
use crate::store::secret_check;
use crate::store::trail::{self, Entry};
use crate::store::{outbox, search_change};

/// A backup that was proven, and can be restored.
pub struct Proven {
    file: Db,
    named: String,
    head: Head,
    tables: Vec<Table>,
    /// The service's secret.
    pub secret: Secret,
    /// Whether it was in the backup and nowhere else.
    pub secret_is_from_backup: bool,
    /// What was decrypted, for as long as it is read.
    _decrypted: Option<NamedTempFile>,
}

impl Proven {
    /// Of which moment it is.
    pub fn made_at(&self) -> DateTime<Utc> {
        from_millis(self.head.made_at)
    }

    /// How many rows it has in all.
    pub fn rows(&self) -> i64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The kind of database from which it is.
    pub fn engine(&self) -> &str {
        &self.head.engine
    }

    /// Ends reading it.
    pub async fn close(self) {
        self.file.close().await;
    }
}

/// Opens a backup and proves it: its form, its schema, its secret, its seal and every chain of the trail. What there is to say of
/// the trail goes to `output`. Nothing is written.
///
/// # Errors
/// What is wrong, and the way on.
pub async fn prove(
    settings: &Settings,
    path: &Path,
    identities: Option<&Path>,
    output: &mut dyn Write,
) -> anyhow::Result<Proven> {
    let named = path.display().to_string();
    let is_encrypted = encryption::is_encrypted(path).with_context(|| format!("`{named}` cannot be read"))?;
    let decrypted = match (is_encrypted, identities) {
        (false, _) => None,
        (true, None) => anyhow::bail!(
            "`{named}` is encrypted: name the file with the private key of one of its recipients with --identity"
        ),
        (true, Some(identities)) => Some(decrypt(settings, path, identities).await?),
    };
    let readable = decrypted.as_ref().map_or(path, |file| file.path());
    let file = Db::read_file(readable).await.map_err(|error| no_backup(&named, &error))?;
    match examine(&file, &named, settings, output).await {
        Ok((head, tables, secret, secret_is_from_backup)) => {
            Ok(Proven { file, named, head, tables, secret, secret_is_from_backup, _decrypted: decrypted })
        }
        Err(error) => {
            file.close().await;
            Err(error)
        }
    }
}

async fn examine(
    file: &Db,
    named: &str,
    settings: &Settings,
    output: &mut dyn Write,
) -> anyhow::Result<(Head, Vec<Table>, Secret, bool)> {
    let mut reading = file.snapshot().await.map_err(|error| no_backup(named, &error))?;
    let (head, tables, seal) = file::read(&mut reading).await.map_err(|error| no_backup(named, &error))?;
    drop(reading);
    let newest = newest_schema();
    ensure!(
        head.format == FORMAT && head.schema <= newest,
        "`{named}` was made by version {} of this program, with the schema {}, and this one knows those to {newest}: restore it \
         with that version or a later one",
        head.program,
        head.schema
    );
    let own = settings.secret.as_ref().map(|secret| secret.0.as_str());
    let (secret, is_from_backup) = match (Secret::load_if_there(own, &settings.data)?, &head.secret) {
        (Some(secret), _) => (secret, false),
        (None, Some(secret)) => {
            (Secret::from_backup(secret).with_context(|| format!("the secret in `{named}` is none"))?, true)
        }
        (None, None) => anyhow::bail!(
            "the secret is missing, without which no account is found by its entire name: set `secret`, or put the file \
             `secret` of the service back into `{}`",
            settings.data.display()
        ),
    };
    let fits = secret_check::knows(file, &secret).await.map_err(|error| no_backup(named, &error))?;
    ensure!(
        fits == Some(true),
        "the secret is not the one of the service of which `{named}` is: give the service its own again (the setting \
         `secret`, or the file `secret` in `{}`)",
        settings.data.display()
    );
    ensure!(
        file::seal(&head, &tables, &secret) == seal,
        "`{named}` was changed after it was made: take another backup"
    );
    let is_whole = verify::database(file, &Known::default(), output)
        .await
        .map_err(|error| anyhow::anyhow!("the trail in `{named}` cannot be read: {error:#}; take another backup"))?;
    ensure!(
        is_whole,
        "the trail in `{named}` is not whole, as said above: it was changed before the backup was made; take an earlier one"
    );
    Ok((head, tables, secret, is_from_backup))
}

/// Fills an empty database with a backup; gives how many mails are held. The schema stays that of the backup: it is brought up to
/// date as any is.
///
/// # Errors
/// The database is not empty, cannot be written, or the file is not what it says. Then the database stays empty.
pub async fn fill(settings: &Settings, backup: &Proven, now: DateTime<Utc>) -> anyhow::Result<i64> {
    let purpose = Purpose::Restore(backup.head.schema);
    let db = Db::open(settings.database_address(), &settings.data, settings.database_insecure, purpose).await?;
    let held = fill_opened(&db, backup, now).await;
    db.close().await;
    held
}

async fn fill_opened(db: &Db, backup: &Proven, now: DateTime<Utc>) -> anyhow::Result<i64> {
    let policy = match Policy::embedded() {
        Ok(policy) => policy,
        Err(findings) => anyhow::bail!("the built-in policy has {} findings", findings.len()),
    };
    let mut from = backup.file.snapshot().await.map_err(|error| no_backup(&backup.named, &error))?;
    let mut to = db.begin().await?;
    let there = to.tables().await?;
    for table in &backup.tables {
        let is_left_out = tables::LEFT_OUT.iter().any(|(name, _)| *name == table.name);
        ensure!(
            there.contains(&table.name) && !is_left_out,
            "`{}` has a table `{}`, which none of its kind has",
            backup.named,
            table.name
        );
        fill_table(&mut from, &mut to, backup, table).await?;
    }
    to.continue_keys().await?;
    // Of a schema before it was there, the migration that makes it does the same.
    if there.contains("search_change") {
        search_change::note_all(&mut to).await?;
    }
    let held = outbox::hold_unsent(&mut to).await?;
    let after = json!({
        "command_user": command_user(),
        "held_mail": held,
        "made_at": backup.head.made_at,
    });
    Entry::new(trail::SERVICE, "restored", "database")
        .change(Value::Null, after)
        .add(&mut to, policy.version(), now)
        .await?;
    to.commit().await?;
    Ok(held)
}

async fn fill_table(from: &mut Tx, to: &mut Tx, backup: &Proven, table: &Table) -> anyhow::Result<()> {
    let (named, name) = (&backup.named, &table.name);
    let columns = from.columns(name).await?;
    ensure!(
        columns == to.columns(name).await?,
        "the table `{name}` in `{named}` has other columns than the schema {} says",
        backup.head.schema
    );
    let unwritten = |error| anyhow::Error::from(error).context(format!("table `{name}` cannot be restored"));
    let copied = file::copy_rows(from, to, name, &columns, |error| no_backup(named, &error), unwritten).await?;
    ensure!(
        copied == *table,
        "the table `{name}` in `{named}` is not as it was when the backup was made; nothing was restored, take another backup"
    );
    Ok(())
}

/// Into the data directory, where the database itself lies or its secret.
async fn decrypt(settings: &Settings, path: &Path, identities: &Path) -> anyhow::Result<NamedTempFile> {
    let data = &settings.data;
    let cannot = || format!("`{}` cannot be written: give it to the user of the service", data.display());
    std::fs::create_dir_all(data).with_context(cannot)?;
    // What a restore left here that was killed.
    for left in std::fs::read_dir(data).with_context(cannot)?.filter_map(Result::ok) {
        if left.file_name().to_string_lossy().starts_with(UNFINISHED) {
            std::fs::remove_file(left.path()).with_context(cannot)?;
        }
    }
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(data).with_context(cannot)?;
    let (path, identities) = (path.to_owned(), identities.to_owned());
    tokio::task::spawn_blocking(move || {
        encryption::decrypt(&path, &identities, &mut file)?;
        Ok(file)
    })
    .await?
}

/// An error of the file, in words: as one of SQLite's it would be taken for the database's.
fn no_backup(named: &str, error: &sqlx::Error) -> anyhow::Error {
    anyhow::anyhow!(
        "`{named}` is no backup, or not a whole one ({error}): name a file that `access-directory backup` made"
    )
}

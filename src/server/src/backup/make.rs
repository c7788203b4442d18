//! Making a backup while the service serves: from one snapshot, table by table, and under its name once it is whole.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use age::x25519::Recipient;
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tempfile::{NamedTempFile, TempPath};

use crate::app::App;
use crate::args;
use crate::backup::file::{self, FORMAT, Head, Table};
use crate::backup::{encryption, tables};
use crate::base::clock::from_millis;
use crate::db::{Db, newest_schema};
use crate::store::backup_run;
use crate::store::trail::{self, Entry};

/// How a file is called until it is whole.
pub const UNFINISHED: &str = ".unfinished-backup-";

/// What is to be made.
pub struct Wanted<'a> {
    /// Where, under a name that nothing has.
    pub file: &'a Path,
    /// Whether the service's secret is to be in it as well.
    pub with_secret: bool,
    /// Who gave the command; nobody where the server makes it by itself.
    pub command_user: Option<String>,
}

/// A backup that is whole and on the disk.
pub struct Made {
    pub tables: usize,
    pub rows: i64,
    pub bytes: u64,
    /// For how many people it is encrypted; 0 where it is not.
    pub recipients: usize,
    /// Of which moment it is.
    pub made_at: DateTime<Utc>,
}

/// Refuses what cannot be made, before anything is done.
///
/// # Errors
/// What is wrong with the file or the settings, and the way on.
pub fn check(app: &App, wanted: &Wanted<'_>) -> anyhow::Result<()> {
    let file = wanted.file;
    anyhow::ensure!(
        !wanted.with_secret || !app.settings.backup.recipients.is_empty(),
        "a backup with the secret has to be encrypted, since whoever has both can make codes and links: name who may read it \
         in `backup.recipients`"
    );
    anyhow::ensure!(
        file.symlink_metadata().is_err(),
        "`{}` is there already, and a backup writes over nothing: name another file",
        file.display()
    );
    let folder = folder(file);
    anyhow::ensure!(
        folder.is_dir(),
        "`{}` cannot be written: `{}` is no folder; make it, or name another file",
        file.display(),
        folder.display()
    );
    Ok(())
}

/// Makes a backup.
///
/// # Errors
/// What [`check`] refuses, the file cannot be written, or the database cannot be read. Nothing is left under the file's name.
pub async fn make(app: &App, wanted: &Wanted<'_>) -> anyhow::Result<Made> {
    check(app, wanted)?;
    let recipients = app.settings.backup.recipients()?;
    // First, as with exports: whoever has a part of the file has that.
    let mut tx = app.db.begin().await?;
    let after = json!({
        "command_user": wanted.command_user,
        "encrypted": !recipients.is_empty(),
        "with_secret": wanted.with_secret,
    });
    Entry::new(trail::SERVICE, "backed_up", "database")
        .change(Value::Null, after)
        .add(&mut tx, app.policy.version(), app.clock.now())
        .await?;
    tx.commit().await?;
    let made_at = app.clock.now();
    let (finished, copied) = if recipients.is_empty() {
        let whole = unfinished(folder(wanted.file), wanted.file)?;
        let copied = copy(app, whole.path(), wanted, made_at).await?;
        (whole, copied)
    } else {
        encrypted(app, wanted, made_at, recipients).await?
    };
    let bytes = finish(finished, wanted.file)?;
    let mut tx = app.db.begin().await?;
    backup_run::note(&mut tx, made_at).await?;
    tx.commit().await?;
    Ok(Made {
        tables: copied.len(),
        rows: copied.iter().map(|table| table.rows).sum(),
        bytes,
        recipients: app.settings.backup.recipients.len(),
        made_at,
    })
}

/// Copies into a file in the data directory, which has no name by then wherever the system lets it, and encrypts that.
async fn encrypted(
    app: &App,
    wanted: &Wanted<'_>,
    made_at: DateTime<Utc>,
    recipients: Vec<Recipient>,
) -> anyhow::Result<(NamedTempFile, Vec<Table>)> {
    std::fs::create_dir_all(&app.settings.data).with_context(|| cannot_write(&app.settings.data))?;
    let (plain, path) = unfinished(&app.settings.data, &app.settings.data)?.into_parts();
    let into = Db::new_file(&path).await.map_err(|error| fault(&path, &error))?;
    let path = without_name(path)?;
    let copied = copy_into(app, &into, &app.settings.data, wanted, made_at).await;
    into.close().await;
    let copied = copied?;
    let whole = unfinished(folder(wanted.file), wanted.file)?;
    let (whole, file) = tokio::task::spawn_blocking({
        let file = wanted.file.to_owned();
        move || (encryption::encrypt(&recipients, &plain, whole.as_file()).map(|()| whole), file)
    })
    .await?;
    drop(path);
    Ok((whole.with_context(|| cannot_write(&file))?, copied))
}

/// What is not encrypted is not to be found even if this process is killed: the file is open and needs no name.
#[cfg(unix)]
fn without_name(path: TempPath) -> anyhow::Result<Option<TempPath>> {
    path.close()?;
    Ok(None)
}

/// Other systems keep the name of a file that is open.
#[cfg(not(unix))]
fn without_name(path: TempPath) -> anyhow::Result<Option<TempPath>> {
    Ok(Some(path))
}

async fn copy(app: &App, path: &Path, wanted: &Wanted<'_>, made_at: DateTime<Utc>) -> anyhow::Result<Vec<Table>> {
    let into = Db::new_file(path).await.map_err(|error| fault(wanted.file, &error))?;
    let copied = copy_into(app, &into, wanted.file, wanted, made_at).await;
    into.close().await;
    copied
}

/// Copies everything from one snapshot; `named` is what is said to be unwritable.
async fn copy_into(
    app: &App,
    into: &Db,
    named: &Path,
    wanted: &Wanted<'_>,
    made_at: DateTime<Utc>,
) -> anyhow::Result<Vec<Table>> {
    let in_file = |error: sqlx::Error| fault(named, &error);
    let mut from = app.db.snapshot().await?;
    let mut to = into.begin().await.map_err(in_file)?;
    file::make_tables(&mut to).await.map_err(in_file)?;
    let mut copied = Vec::new();
    for table in tables::COPIED {
        let columns = from.columns(table).await?;
        anyhow::ensure!(!columns.is_empty(), "the database has no table `{table}`");
        to.run(AssertSqlSafe(file::table_sql(table, &columns)), args![]).await.map_err(in_file)?;
        if *table == "trail" {
            // By which a restore proves the chains in the file itself.
            to.run("CREATE UNIQUE INDEX trail_by_chain ON trail (chain, number)", args![]).await.map_err(in_file)?;
        }
        let unread = |error| anyhow::Error::from(error).context(format!("table `{table}` cannot be read"));
        copied.push(file::copy_rows(&mut from, &mut to, table, &columns, unread, in_file).await?);
    }
    to.run("CREATE UNIQUE INDEX trail_head_by_chain ON trail_head (chain)", args![]).await.map_err(in_file)?;
    to.run("CREATE INDEX person_by_id ON person (id)", args![]).await.map_err(in_file)?;
    to.run("CREATE INDEX trail_address_by_person ON trail_address (person_id)", args![]).await.map_err(in_file)?;
    let head = Head {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: newest_schema(),
        made_at: made_at.timestamp_millis(),
        engine: file::word(app.db.engine()).to_owned(),
        secret: wanted.with_secret.then(|| app.secret.to_backup()),
    };
    file::write(&mut to, &head, &copied, &app.secret).await.map_err(in_file)?;
    to.commit().await.map_err(in_file)?;
    Ok(copied)
}

/// A file for its owner only, beside what it becomes.
fn unfinished(folder: &Path, named: &Path) -> anyhow::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).with_context(|| cannot_write(named))
}

/// Brings all of it to the disk and gives it its name; gives its length.
fn finish(whole: NamedTempFile, file: &Path) -> anyhow::Result<u64> {
    whole.as_file().sync_all().with_context(|| cannot_write(file))?;
    let bytes = whole.as_file().metadata().with_context(|| cannot_write(file))?.len();
    whole.persist_noclobber(file).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => {
            anyhow::anyhow!("`{}` came to be meanwhile, and a backup writes over nothing", file.display())
        }
        _ => anyhow::Error::from(error.error).context(cannot_write(file)),
    })?;
    // The name as well. Not every file system lets a folder be brought to the disk.
    if let Ok(folder) = File::open(folder(file)) {
        let _ = folder.sync_all();
    }
    Ok(bytes)
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn cannot_write(file: &Path) -> String {
    format!("`{}` cannot be written; nothing was left there, make room for it or name another place", file.display())
}

/// An error of the file, in words: as one of SQLite's it would be taken for the database's.
fn fault(file: &Path, error: &sqlx::Error) -> anyhow::Error {
    anyhow::anyhow!("{}: {error}", cannot_write(file))
}

/// What a backup that the server makes by itself is called: they sort by their time.
pub fn name(at: DateTime<Utc>, is_encrypted: bool) -> PathBuf {
    let ending = if is_encrypted { "backup.age" } else { "backup" };
    let at = from_millis(at.timestamp_millis()).format("%Y-%m-%dT%H-%M-%SZ");
    PathBuf::from(format!("access-directory-{at}.{ending}"))
}

/// What there is to delete in a folder where the server keeps so many of its backups: older ones, and what a process left there
/// that was killed while it made one. Nothing else is touched.
///
/// # Errors
/// The folder cannot be read.
pub fn old(folder: &Path, keep: usize) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))?;
    let names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let mut made: Vec<&String> = names.iter().filter(|name| is_name(name)).collect();
    made.sort();
    let too_many = made.len().saturating_sub(keep);
    let left = names.iter().filter(|name| name.starts_with(UNFINISHED) && is_left(&folder.join(name)));
    Ok(made[..too_many].iter().copied().chain(left).map(|name| folder.join(name)).collect())
}

/// Whether nobody has written to it for a day.
fn is_left(unfinished: &Path) -> bool {
    let age = unfinished.metadata().and_then(|found| found.modified()).ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age > Duration::from_secs(24 * 3_600))
}

/// Whether the server gave this name.
fn is_name(name: &str) -> bool {
    let of = |name: &str| {
        name.strip_prefix("access-directory-")?.split_once('.').map(|(at, end)| (at.len(), end.to_owned()))
    };
    matches!(of(name), Some((20, end)) if end == "backup" || end == "backup.age")
}

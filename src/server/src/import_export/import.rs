//! `access-directory import`: the four files into the database, in one transaction.
//!
//! Every bad row is reported, and then nothing is imported. Run again, it updates what differs and leaves what is equal.

mod accounts;
mod grants;
mod people;
mod virtual_accounts;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::app::App;
use crate::base::secret::Secret;
use crate::db::Tx;
use crate::import_export::csv_files::reading::Rows;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use crate::import_export::csv_files::{Row, RowError};
use crate::requests::access_request::reassign::reassign;
use crate::store::access_request::pending::accounts_with_open_requests;
use crate::store::key::{AccountKey, PersonKey, VirtualAccountKey};
use crate::store::{person, trail};

/// How many rows go into one batch.
const BATCH: usize = 1000;

/// Rows as they come, or what is wrong with them.
type Incoming<'a, T> = Box<dyn Iterator<Item = Result<T, RowError>> + Send + 'a>;

/// Where the rows come from.
pub struct Source<'a> {
    pub accounts: Incoming<'a, AccountRow>,
    pub virtual_accounts: Incoming<'a, VirtualAccountRow>,
    pub people: Incoming<'a, PersonRow>,
    pub grants: Incoming<'a, GrantRow>,
}

/// How many rows were new, how many changed what was there, and how many were equal to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
}

/// What an import did, or what is wrong with the files.
#[derive(Debug)]
pub enum Outcome {
    /// Accounts, Virtual Accounts, people, grants.
    Imported([Counts; 4]),
    Refused(Vec<RowError>),
}

/// What the files after the first refer to.
#[derive(Default)]
pub(crate) struct Known {
    /// Account keys by identifier in ASCII form.
    accounts: HashMap<String, AccountKey>,
    /// Virtual Account keys by account and path.
    virtual_accounts: HashMap<(AccountKey, String), VirtualAccountKey>,
    /// Person keys by folded address.
    people: HashMap<String, PersonKey>,
}

/// The transaction, the secret for look-ups, and what was found wrong so far.
pub(crate) struct Import<'a> {
    tx: Tx,
    secret: &'a Secret,
    known: Known,
    errors: Vec<RowError>,
}

/// Imports the files of a directory, with a progress bar.
///
/// # Errors
/// A file is missing or the database fails. Bad rows are no error but [`Outcome::Refused`].
pub async fn directory(app: &App, directory: &Path) -> anyhow::Result<Outcome> {
    let files = [AccountRow::FILE, VirtualAccountRow::FILE, PersonRow::FILE, GrantRow::FILE];
    let mut bytes = 0;
    for file in files {
        let path = directory.join(file);
        let length = std::fs::metadata(&path)
            .with_context(|| format!("`{}` cannot be read: an import needs {}", path.display(), files.join(", ")))?;
        bytes += length.len();
    }
    let bar = ProgressBar::new(bytes);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {elapsed}")?);
    let source = Source {
        accounts: Box::new(Rows::new(open(directory, AccountRow::FILE, &bar)?)),
        virtual_accounts: Box::new(Rows::new(open(directory, VirtualAccountRow::FILE, &bar)?)),
        people: Box::new(Rows::new(open(directory, PersonRow::FILE, &bar)?)),
        grants: Box::new(Rows::new(open(directory, GrantRow::FILE, &bar)?)),
    };
    let outcome = rows(app, source).await;
    bar.finish_and_clear();
    outcome
}

/// Imports rows in one transaction.
///
/// # Errors
/// The database's.
pub async fn rows(app: &App, source: Source<'_>) -> anyhow::Result<Outcome> {
    let tx = app.db.begin().await?;
    let mut import = Import { tx, secret: &app.secret, known: Known::default(), errors: Vec::new() };
    // What decisions lock first is locked first here as well.
    let now = app.clock.now();
    for (_, chain) in accounts_with_open_requests(&mut import.tx, now).await? {
        trail::lock_chain(&mut import.tx, &chain).await?;
    }
    let (accounts, virtual_accounts) =
        (import.accounts(source.accounts).await?, import.virtual_accounts(source.virtual_accounts).await?);
    // People come, and whose address is proved; sign-ins wait from here on.
    trail::lock_chain(&mut import.tx, trail::SERVICE).await?;
    let counts = [accounts, virtual_accounts, import.people(source.people).await?, import.grants(source.grants).await?];
    if !import.errors.is_empty() {
        return Ok(Outcome::Refused(import.errors));
    }
    if counts.iter().any(|counts| counts.inserted + counts.updated > 0) {
        // Administrators may have come or gone.
        let mut changed = Vec::new();
        for (account_key, _) in accounts_with_open_requests(&mut import.tx, now).await? {
            changed.extend(reassign(&mut import.tx, &app.policy, account_key, now).await?);
        }
        person::note_changes(&mut import.tx, changed).await?;
        trail::Entry::new(trail::SERVICE, "imported", "directory")
            .change(serde_json::Value::Null, imported(&counts))
            .add(&mut import.tx, app.policy.version(), app.clock.now())
            .await?;
    }
    import.tx.commit().await?;
    Ok(Outcome::Imported(counts))
}

fn imported(counts: &[Counts; 4]) -> serde_json::Value {
    let of = |counts: &Counts| json!({ "new": counts.inserted, "changed": counts.updated, "same": counts.unchanged });
    let [accounts, virtual_accounts, people, grants] = counts.each_ref().map(of);
    json!({ "accounts": accounts, "virtual_accounts": virtual_accounts, "people": people, "grants": grants })
}

impl Import<'_> {
    /// Takes a row, or notes what is wrong with it.
    fn take<T>(&mut self, incoming: Result<T, RowError>) -> Option<T> {
        incoming.map_err(|error| self.errors.push(error)).ok()
    }

    /// Notes what only several rows or the database can tell.
    fn refuse(&mut self, file: &'static str, line: u64, column: &'static str, value: &str, reason: &str) {
        let (value, reason) = (value.to_owned(), reason.to_owned());
        self.errors.push(RowError { file, line, column: Some(column.into()), value, reason });
    }

    /// Whether rows are still written: after the first bad one the rest is only checked.
    fn writes(&self) -> bool {
        self.errors.is_empty()
    }
}

fn open(directory: &Path, file: &str, bar: &ProgressBar) -> anyhow::Result<impl Read + Send + use<>> {
    let path = directory.join(file);
    let opened = File::open(&path).with_context(|| format!("`{}` cannot be opened", path.display()))?;
    Ok(bar.wrap_read(BufReader::with_capacity(1 << 16, opened)))
}

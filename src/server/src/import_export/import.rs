//! `access-directory import`: the four files into the database, in one transaction.
//!
//! Every bad row is reported, and then nothing is imported. Run again, it updates what differs and leaves what is equal. Rows
//! are read and written some at a time, and what they name is looked up: memory does not grow with the files.
//! It undoes nothing that people did in the product unless it is asked to: see [`Options`].

mod accounts;
mod adoption;
mod batches;
mod bounded_list;
mod changes;
mod files;
mod findings;
mod grant_changes;
mod grant_records;
mod grants;
mod marks;
mod options;
mod people;
mod references;
mod report;
mod stored_accounts;
mod virtual_accounts;

use std::collections::HashSet;
use std::fmt::Arguments;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::app::App;
use crate::base::command_user::command_user;
use crate::base::secret::Secret;
use crate::db::Tx;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use crate::import_export::csv_files::{Lost, RowError};
use crate::requests::access_request::reassign::reassign;
use crate::store::access_request::pending::accounts_with_open_requests;
use crate::store::key::{AccountKey, PersonKey};
use crate::store::{person, trail};

use crate::store::key_set::KeySet;
use batches::Batches;
pub use bounded_list::BoundedList;
pub use changes::Changes;
pub use findings::Findings;
use findings::Refused;
use marks::Operators;
pub use options::{Options, REMOVE_AT_MOST};
pub use report::{AbsentShare, Adoption, Counts, Holder, OwnProfile, PlacedRole, Report, RevokedRole};

/// How many rows of the database are read at once.
const PAGE: i64 = 10_000;

/// Rows as they come, or what is wrong with them.
type Incoming<T> = Box<dyn Iterator<Item = Result<T, RowError>> + Send>;

/// Where the rows come from.
pub struct Source {
    pub accounts: Incoming<AccountRow>,
    pub virtual_accounts: Incoming<VirtualAccountRow>,
    pub people: Incoming<PersonRow>,
    pub grants: Incoming<GrantRow>,
}

/// What an import did, or why it did nothing.
#[derive(Debug)]
pub enum Outcome {
    /// With [`Options::dry_run`], what it would do.
    Imported(Report),
    /// What is wrong with the files.
    Refused(Findings),
    /// The files lack more than [`Options::remove_at_most`] lets be taken away: what it would do, and of what.
    TooMuchAbsent(Report, AbsentShare),
}

/// What an import keeps in mind of the accounts that it met: what else it refers to, it looks up.
#[derive(Default)]
pub(crate) struct Known {
    /// Those whose own row was refused.
    refused: KeySet<AccountKey>,
    /// Those that are adopted by this import.
    adopted: HashSet<AccountKey>,
    /// The identifiers to adopt that have a row.
    met: HashSet<String>,
    /// The newest person of before.
    newest_person: PersonKey,
}

/// The settings, the transaction, what was asked for, and what was found so far.
pub(crate) struct Import<'a> {
    app: &'a App,
    tx: Tx,
    secret: &'a Secret,
    options: &'a Options,
    policy_version: &'a str,
    now: DateTime<Utc>,
    known: Known,
    operators: Operators,
    findings: Findings,
    refused: Refused,
    report: Report,
    shares: Vec<AbsentShare>,
}

/// Imports the files of a directory, with a progress bar.
///
/// # Errors
/// A file is missing or the database fails. Bad rows are no error but [`Outcome::Refused`].
pub async fn directory(app: &App, directory: &Path, options: &Options) -> anyhow::Result<Outcome> {
    let (source, bar, notes) = files::open(directory)?;
    let outcome = rows(app, source, options).await;
    bar.finish_and_clear();
    let mut outcome = outcome?;
    match &mut outcome {
        Outcome::Imported(report) | Outcome::TooMuchAbsent(report, _) => {
            report.notes.splice(0..0, notes);
        }
        Outcome::Refused(findings) => findings.notes = notes,
    }
    Ok(outcome)
}

/// Imports rows in one transaction.
///
/// # Errors
/// The database's.
pub async fn rows(app: &App, source: Source, options: &Options) -> anyhow::Result<Outcome> {
    let mut import = Import {
        app,
        tx: app.db.begin().await?,
        secret: &app.secret,
        options,
        policy_version: app.policy.version(),
        now: app.clock.now(),
        known: Known::default(),
        operators: Operators::default(),
        findings: Findings::default(),
        refused: Refused::default(),
        report: Report::default(),
        shares: Vec::new(),
    };
    import.tx.plan_each_time().await?;
    // What others lock first is locked first here as well. Of which accounts grants change, only the last file tells.
    trail::lock_all(&mut import.tx).await?;
    import.report.counts = [
        import.accounts(Batches::read(source.accounts)).await?,
        import.virtual_accounts(Batches::read(source.virtual_accounts)).await?,
        import.people(Batches::read(source.people)).await?,
        import.grants(Batches::read(source.grants)).await?,
    ];
    if !import.findings.is_empty() {
        return Ok(Outcome::Refused(import.findings));
    }
    if let Some(share) = import.shares.iter().find(|share| share.exceeds(options.remove_at_most)) {
        return Ok(Outcome::TooMuchAbsent(import.report, *share));
    }
    if options.dry_run {
        return Ok(Outcome::Imported(import.report));
    }
    if import.report.changes_anything() {
        // Administrators may have come or gone.
        let mut changed = Vec::new();
        for (account_key, _) in accounts_with_open_requests(&mut import.tx, import.now).await? {
            changed.extend(reassign(&mut import.tx, &app.policy, account_key, import.now).await?);
        }
        person::note_changes(&mut import.tx, changed).await?;
        import.record().await?;
    }
    import.tx.commit().await?;
    app.db.truncate_log().await?;
    Ok(Outcome::Imported(import.report))
}

impl Import<'_> {
    /// Takes a row, or notes what is wrong with it.
    fn take<T>(&mut self, incoming: Result<T, RowError>) -> Option<T> {
        incoming.map_err(|error| self.note_error(error)).ok()
    }

    fn note_error(&mut self, error: RowError) {
        self.refused.note(&error);
        self.findings.push(error);
    }

    /// Notes what a row changes, where that is asked for.
    fn note_change(&mut self, file: &str, line: u64, what: Arguments<'_>) -> anyhow::Result<()> {
        if self.options.dry_run {
            self.report.changes.add(file, line, what)?;
        }
        Ok(())
    }

    /// Notes what only several rows or the database can tell.
    fn refuse(&mut self, file: &'static str, line: u64, column: &'static str, value: &str, reason: &str) {
        // What has a row that is refused here names itself by this value.
        let lost = Lost::Row(vec![value.to_owned()]);
        let (value, reason) = (value.to_owned(), reason.to_owned());
        self.note_error(RowError { file, line, column: Some(column.into()), value, reason, lost });
    }

    /// Notes what no row of a file is to blame for.
    fn refuse_file(&mut self, file: &'static str, reason: String) {
        let (value, lost) = (String::new(), Lost::Nothing);
        self.note_error(RowError { file, line: 1, column: None, value, reason, lost });
    }

    /// The import as a whole, in the trail.
    async fn record(&mut self) -> anyhow::Result<()> {
        let counted = |counts: &Counts| {
            let Counts { inserted, updated, unchanged, removed } = counts;
            json!({ "new": inserted, "changed": updated, "same": unchanged, "removed": removed })
        };
        let [accounts, virtual_accounts, people, grants] = self.report.counts.each_ref().map(counted);
        let Operators { made, removed, .. } = std::mem::take(&mut self.operators);
        let named = self.people_in_trail(made.iter().chain(&removed).copied()).await?;
        let ids = |keys: &[PersonKey]| -> Vec<&String> {
            keys.iter().filter_map(|key| named.get(key)).map(|person| &person.id).collect()
        };
        let after = json!({
            "accounts": accounts,
            "virtual_accounts": virtual_accounts,
            "people": people,
            "grants": grants,
            "operators": { "made": ids(&made), "removed": ids(&removed) },
            "command_user": command_user(),
        });
        let entry = trail::Entry::new(trail::SERVICE, "imported", "directory").change(serde_json::Value::Null, after);
        let entry = named.values().fold(entry, trail::Entry::about);
        Ok(entry.add(&mut self.tx, self.policy_version, self.now).await?)
    }
}

//! `access-directory export`: the directory as the files that an import reads, byte for byte the same each time.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;
use futures_util::StreamExt;
use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};
use sqlx::AssertSqlSafe;

use crate::args;
use crate::base::formula::is_formula;
use crate::db::{Db, Engine, Tx};
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use crate::import_export::csv_files::writing::RowWriter;
use crate::import_export::csv_files::{Row, escaped};
use crate::store::key::{AccountKey, PersonKey};
use crate::store::key_set::KeySet;
use crate::store::{batch, decode_enum};

/// Of the accounts, those that files can name: not what somebody asked for and nobody accepted, nor what was closed, and
/// of several with one identifier the one that keeps it, else the newest. People whose address is not verified are left
/// out with what they hold, since an import takes every address for verified. All accounts are sorted once: looking for
/// the others of each took a time that grew with the square of their number.
const KNOWN: &str = "WITH known AS (SELECT key FROM (SELECT a.key, row_number() OVER (PARTITION BY a.domain_identifier \
     ORDER BY CASE WHEN a.status IN ('active', 'inactive') THEN 0 ELSE 1 END, a.key DESC) AS place FROM account a \
     WHERE a.status <> 'closed' AND NOT EXISTS (SELECT 1 FROM account_request r WHERE r.account_key = a.key \
     AND r.status <> 'activated')) ranked WHERE place = 1)";

/// Of how many accounts or people the rows are read at once.
const TOGETHER: usize = 500;

/// How many formulas are named.
const NAMED: usize = 20;

/// Cells that a spreadsheet would run. They are written as they are, or an import would read something else.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Formulas {
    /// The first ones: file, line, column and cell.
    pub named: Vec<String>,
    /// How many there are.
    pub count: usize,
}

/// Writes the four files into the directory, which is made if it is not there: all of one moment, row by row.
///
/// # Errors
/// A file cannot be written, or the database holds something that an import would not take.
pub async fn directory(db: &Db, directory: &Path) -> anyhow::Result<Formulas> {
    std::fs::create_dir_all(directory).with_context(|| format!("`{}` cannot be made", directory.display()))?;
    let mut formulas = Formulas::default();
    let mut tx = db.snapshot().await?;
    let known = accounts(&mut tx, &mut Output::new(directory, &mut formulas)?).await?;
    virtual_accounts(&mut tx, &known, &mut Output::new(directory, &mut formulas)?).await?;
    let people = people(&mut tx, &mut Output::new(directory, &mut formulas)?).await?;
    grants(&mut tx, &people, &known, &mut Output::new(directory, &mut formulas)?).await?;
    Ok(formulas)
}

/// Gives the accounts in the order of the file.
async fn accounts(tx: &mut Tx, output: &mut Output<'_, AccountRow>) -> anyhow::Result<Vec<AccountKey>> {
    type Stored = (AccountKey, String, String, String, String, String, String);
    let sql = format!(
        "{KNOWN} SELECT a.key, a.domain_identifier, a.name, a.country, a.visibility, a.kind, a.status FROM known \
         JOIN account a ON a.key = known.key ORDER BY a.domain_identifier"
    );
    let mut keys = Vec::new();
    let mut rows = tx.stream::<Stored>(AssertSqlSafe(sql), args![])?;
    while let Some(row) = rows.next().await {
        let (key, domain, name, country, visibility, kind, status) = row?;
        keys.push(key);
        output.write(&AccountRow {
            line: 0,
            name,
            domain_identifier: DomainIdentifier::parse(&domain)?,
            country,
            visibility: decode_enum("visibility", &visibility, Visibility::parse)?,
            kind: Some(decode_enum("kind", &kind, AccountKind::parse)?),
            status: decode_enum("status", &status, AccountStatus::parse)?,
        })?;
    }
    drop(rows);
    output.finish()?;
    Ok(keys)
}

async fn virtual_accounts(
    tx: &mut Tx,
    accounts: &[AccountKey],
    output: &mut Output<'_, VirtualAccountRow>,
) -> anyhow::Result<()> {
    for some in accounts.chunks(TOGETHER) {
        let keys: Vec<_> = some.iter().map(|key| args![*key]).collect();
        let sql = |named: &str| {
            format!(
                "SELECT a.domain_identifier, v.path FROM {named} CROSS JOIN account a CROSS JOIN virtual_account v \
                 WHERE a.key = named.column1 AND v.account_key = a.key"
            )
        };
        let mut rows: Vec<(String, String)> = batch::look_up(tx, 1, &keys, sql).await?;
        rows.sort_unstable();
        rows.dedup();
        for (domain, path) in rows {
            let account = DomainIdentifier::parse(&domain)?;
            output.write(&VirtualAccountRow { line: 0, account, path: stored_path(&path)? })?;
        }
    }
    output.finish()
}

/// Gives the people in the order of the file, which is that of the bytes of the address in both databases.
async fn people(tx: &mut Tx, output: &mut Output<'_, PersonRow>) -> anyhow::Result<Vec<PersonKey>> {
    type Stored = (PersonKey, String, String, String, String, String, String, bool, bool);
    let bytes = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "COLLATE \"C\"",
    };
    let sql = format!(
        "SELECT key, email, name, organisation, country, locale, affiliation, partner, operator FROM person \
         WHERE email_verified = $1 AND email_folded IS NOT NULL ORDER BY email {bytes}, key"
    );
    let mut keys = Vec::new();
    let mut rows = tx.stream::<Stored>(AssertSqlSafe(sql), args![true])?;
    while let Some(row) = rows.next().await {
        let (key, email, name, organisation, country, locale, affiliation, partner, operator) = row?;
        keys.push(key);
        output.write(&PersonRow {
            line: 0,
            email: EmailAddress::stored(&email)?,
            name,
            organisation,
            country,
            locale,
            affiliation: decode_enum("affiliation", &affiliation, Affiliation::parse)?,
            partner,
            operator,
        })?;
    }
    drop(rows);
    output.finish()?;
    Ok(keys)
}

async fn grants(
    tx: &mut Tx,
    people: &[PersonKey],
    accounts: &[AccountKey],
    output: &mut Output<'_, GrantRow>,
) -> anyhow::Result<()> {
    type Stored = (AccountKey, String, String, Option<String>, String);
    let known: KeySet<AccountKey> = accounts.iter().copied().collect();
    for some in people.chunks(TOGETHER) {
        let keys: Vec<_> = some.iter().map(|key| args![*key]).collect();
        let sql = |named: &str| {
            format!(
                "SELECT a.key, p.email, a.domain_identifier, v.path, g.role \
                 FROM {named} CROSS JOIN person p CROSS JOIN access_grant g JOIN account a ON a.key = g.account_key \
                 LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
                 WHERE p.key = named.column1 AND g.person_key = p.key"
            )
        };
        let rows: Vec<Stored> = batch::look_up(tx, 1, &keys, sql).await?;
        let mut rows: Vec<(String, String, Option<String>, String)> = rows
            .into_iter()
            .filter(|(account, ..)| known.has(*account))
            .map(|(_, email, domain, path, role)| (email, domain, path, role))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        for (email, domain, path, role) in rows {
            output.write(&GrantRow {
                line: 0,
                email: EmailAddress::stored(&email)?,
                account: DomainIdentifier::parse(&domain)?,
                virtual_account: path.map(|path| stored_path(&path)).transpose()?,
                role: decode_enum("role", &role, Role::parse)?,
            })?;
        }
    }
    output.finish()
}

fn stored_path(path: &str) -> anyhow::Result<VirtualAccountPath> {
    VirtualAccountPath::parse(path).map_err(|reason| anyhow::anyhow!("the stored path `{path}` {reason}"))
}

/// One of the four files, and the formulas that were found so far.
struct Output<'f, T: Row> {
    path: PathBuf,
    writer: RowWriter<T, File>,
    /// The line of the next row: no cell has a line break.
    line: u64,
    formulas: &'f mut Formulas,
}

impl<T: Row> Output<'_, T> {
    fn new<'f>(directory: &Path, formulas: &'f mut Formulas) -> anyhow::Result<Output<'f, T>> {
        let path = directory.join(T::FILE);
        let writer = File::create(&path).and_then(RowWriter::new);
        let writer = writer.with_context(|| cannot_write(&path))?;
        Ok(Output { path, writer, line: 2, formulas })
    }

    fn write(&mut self, row: &T) -> anyhow::Result<()> {
        self.writer.write(row).with_context(|| cannot_write(&self.path))?;
        for (column, cell) in T::COLUMNS.iter().zip(row.write()).filter(|(_, cell)| is_formula(cell)) {
            self.formulas.count += 1;
            if self.formulas.named.len() < NAMED {
                let (file, line, cell) = (T::FILE, self.line, escaped(&cell));
                self.formulas.named.push(format!("{file} line {line}, column {column}: `{cell}`"));
            }
        }
        self.line += 1;
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        self.writer.finish().with_context(|| cannot_write(&self.path))
    }
}

fn cannot_write(path: &Path) -> String {
    format!("`{}` cannot be written", path.display())
}

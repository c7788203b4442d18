//! `access-directory export`: the directory as the files that an import reads, byte for byte the same each time.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};

use sqlx::AssertSqlSafe;

use crate::args;
use crate::base::formula::is_formula;
use crate::db::Db;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use crate::import_export::csv_files::writing::write_rows;
use crate::import_export::csv_files::{Row, escaped};
use crate::store::decode_enum;

/// Of the accounts, those that files can name: not what somebody asked for and nobody accepted, nor what was closed, and
/// of several with one identifier the one that keeps it, else the newest. People whose address is not verified are left
/// out with what they hold, since an import takes every address for verified. All accounts are sorted once: looking for
/// the others of each took a time that grew with the square of their number.
const KNOWN: &str = "WITH known AS (SELECT key FROM (SELECT a.key, row_number() OVER (PARTITION BY a.domain_identifier \
     ORDER BY CASE WHEN a.status IN ('active', 'inactive') THEN 0 ELSE 1 END, a.key DESC) AS place FROM account a \
     WHERE a.status <> 'closed' AND NOT EXISTS (SELECT 1 FROM account_request r WHERE r.account_key = a.key \
     AND r.status <> 'activated')) ranked WHERE place = 1)";

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

/// Writes the four files into the directory, which is made if it is not there.
///
/// # Errors
/// A file cannot be written, or the database holds something that an import would not take.
pub async fn directory(db: &Db, directory: &Path) -> anyhow::Result<Formulas> {
    std::fs::create_dir_all(directory).with_context(|| format!("`{}` cannot be made", directory.display()))?;
    let mut formulas = Formulas::default();
    write(directory, &accounts(db).await?, &mut formulas)?;
    write(directory, &virtual_accounts(db).await?, &mut formulas)?;
    write(directory, &people(db).await?, &mut formulas)?;
    write(directory, &grants(db).await?, &mut formulas)?;
    Ok(formulas)
}

async fn accounts(db: &Db) -> anyhow::Result<Vec<AccountRow>> {
    let sql = format!(
        "{KNOWN} SELECT a.domain_identifier, a.name, a.country, a.visibility, a.kind, a.status FROM known \
         JOIN account a ON a.key = known.key ORDER BY a.domain_identifier"
    );
    let rows: Vec<(String, String, String, String, String, String)> = db.all(AssertSqlSafe(sql), args![]).await?;
    let row = |(domain, name, country, visibility, kind, status): (String, String, String, String, String, String)| {
        Ok(AccountRow {
            line: 0,
            name,
            domain_identifier: DomainIdentifier::parse(&domain)?,
            country,
            visibility: decode_enum("visibility", &visibility, Visibility::parse)?,
            kind: Some(decode_enum("kind", &kind, AccountKind::parse)?),
            status: decode_enum("status", &status, AccountStatus::parse)?,
        })
    };
    rows.into_iter().map(row).collect()
}

async fn virtual_accounts(db: &Db) -> anyhow::Result<Vec<VirtualAccountRow>> {
    let sql = format!(
        "{KNOWN} SELECT a.domain_identifier, v.path FROM known JOIN account a ON a.key = known.key \
         JOIN virtual_account v ON v.account_key = a.key ORDER BY a.domain_identifier, v.path"
    );
    let rows: Vec<(String, String)> = db.all(AssertSqlSafe(sql), args![]).await?;
    rows.into_iter()
        .map(|(domain, path)| {
            Ok(VirtualAccountRow { line: 0, account: DomainIdentifier::parse(&domain)?, path: stored_path(&path)? })
        })
        .collect()
}

async fn people(db: &Db) -> anyhow::Result<Vec<PersonRow>> {
    type Stored = (String, String, String, String, String, String, bool, bool);
    // Ordered by the bytes of the address in both databases.
    let mut rows: Vec<Stored> = db
        .all(
            "SELECT email, name, organisation, country, locale, affiliation, partner, operator FROM person \
             WHERE email_verified = $1 AND email_folded IS NOT NULL",
            args![true],
        )
        .await?;
    rows.sort();
    let row = |(email, name, organisation, country, locale, affiliation, partner, operator): Stored| {
        Ok(PersonRow {
            line: 0,
            email: EmailAddress::stored(&email)?,
            name,
            organisation,
            country,
            locale,
            affiliation: decode_enum("affiliation", &affiliation, Affiliation::parse)?,
            partner,
            operator,
        })
    };
    rows.into_iter().map(row).collect()
}

async fn grants(db: &Db) -> anyhow::Result<Vec<GrantRow>> {
    type Stored = (String, String, Option<String>, String);
    let sql = format!(
        "{KNOWN} SELECT p.email, a.domain_identifier, v.path, g.role FROM known JOIN account a ON a.key = known.key \
         JOIN access_grant g ON g.account_key = a.key JOIN person p ON p.key = g.person_key \
         LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
         WHERE p.email_verified = $1 AND p.email_folded IS NOT NULL"
    );
    let mut rows: Vec<Stored> = db.all(AssertSqlSafe(sql), args![true]).await?;
    rows.sort();
    let row = |(email, domain, path, role): Stored| {
        Ok(GrantRow {
            line: 0,
            email: EmailAddress::stored(&email)?,
            account: DomainIdentifier::parse(&domain)?,
            virtual_account: path.map(|path| stored_path(&path)).transpose()?,
            role: decode_enum("role", &role, Role::parse)?,
        })
    };
    rows.into_iter().map(row).collect()
}

fn stored_path(path: &str) -> anyhow::Result<VirtualAccountPath> {
    VirtualAccountPath::parse(path).map_err(|reason| anyhow::anyhow!("the stored path `{path}` {reason}"))
}

fn write<T: Row>(directory: &Path, rows: &[T], formulas: &mut Formulas) -> anyhow::Result<()> {
    let path = directory.join(T::FILE);
    let said = || format!("`{}` cannot be written", path.display());
    let mut file = BufWriter::new(File::create(&path).with_context(said)?);
    write_rows(rows, &mut file).with_context(said)?;
    file.flush().with_context(said)?;
    // No cell has a line break: the header and each row are a line.
    for (row, line) in rows.iter().zip(2..) {
        for (column, cell) in T::COLUMNS.iter().zip(row.write()).filter(|(_, cell)| is_formula(cell)) {
            formulas.count += 1;
            if formulas.named.len() < NAMED {
                formulas.named.push(format!("{} line {line}, column {column}: `{}`", T::FILE, escaped(&cell)));
            }
        }
    }
    Ok(())
}

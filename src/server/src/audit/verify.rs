//! `access-directory audit verify`: proves the trail in the database, or in an export. A line for each problem as it is
//! found, and one in the end that sums up.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::Context;
use serde_json::Value;

use super::proof::{Entry, Head, Proof};
use crate::db::Db;
use crate::store::trail::reading::{Reading, Stored};

/// Proves the trail in the database as it is at this moment. Gives whether it is whole.
///
/// # Errors
/// The database cannot be read, or the output cannot be written.
pub async fn database(db: &Db, output: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report { proof: Proof::default(), problems: 0, output };
    let mut reading = Reading::all(db).await?;
    loop {
        let page = reading.next().await?;
        if page.is_empty() {
            break;
        }
        for stored in &page {
            report.entry(&entry(stored))?;
        }
    }
    for (chain, number) in reading.heads_without_entries().await? {
        report.problem(&format!("chain `{chain}`, number {number}: there is a head, but the chain has no entries"))?;
    }
    report.end()
}

/// Proves an export. Gives whether it is whole.
///
/// # Errors
/// The file cannot be read, or the output cannot be written.
pub fn file(path: &Path, output: &mut dyn Write) -> anyhow::Result<bool> {
    let said = || format!("`{}` cannot be read", path.display());
    export(BufReader::new(File::open(path).with_context(said)?), output)
}

/// Proves an export that is read from anywhere. Gives whether it is whole.
///
/// # Errors
/// As [`file`].
pub fn export(source: impl BufRead, output: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report { proof: Proof::default(), problems: 0, output };
    for (index, line) in source.split(b'\n').enumerate() {
        let line = line.context("the export cannot be read any further")?;
        match std::str::from_utf8(&line) {
            Ok(line) => report.line(index + 1, line)?,
            Err(_) => report.problem(&format!("line {} is not UTF-8", index + 1))?,
        }
    }
    report.end()
}

/// A proof and what was found wrong.
struct Report<'a> {
    proof: Proof,
    problems: u64,
    output: &'a mut dyn Write,
}

impl Report<'_> {
    fn entry(&mut self, entry: &Entry<'_>) -> anyhow::Result<()> {
        for finding in self.proof.entry(entry) {
            self.problem(&finding.to_string())?;
        }
        Ok(())
    }

    fn line(&mut self, number: usize, line: &str) -> anyhow::Result<()> {
        let Some(exported) = exported(line) else {
            return self.problem(&format!("line {number} is no entry with a chain, a number, a subject and a hash"));
        };
        if exported.whole != line {
            self.problem(&format!(
                "chain `{}`, number {}: line {number} is not in canonical form",
                exported.chain, exported.number
            ))?;
        }
        self.entry(&Entry {
            chain: &exported.chain,
            number: exported.number,
            subject: &exported.subject,
            content: &exported.content,
            hash: &exported.hash,
            head: Head::Unknown,
        })
    }

    fn end(mut self) -> anyhow::Result<bool> {
        for finding in self.proof.end() {
            self.problem(&finding.to_string())?;
        }
        let Proof { entries, chains, seals, last_seal, .. } = &self.proof;
        if let Some((number, hash)) = last_seal {
            writeln!(self.output, "the last seal is number {number} with the hash {hash}")?;
        }
        let said = match self.problems {
            0 => "whole".to_owned(),
            1 => "1 problem".to_owned(),
            problems => format!("{problems} problems"),
        };
        writeln!(self.output, "{entries} entries in {chains} chains, {seals} seals: {said}")?;
        Ok(self.problems == 0)
    }

    fn problem(&mut self, said: &str) -> anyhow::Result<()> {
        self.problems += 1;
        Ok(writeln!(self.output, "{said}")?)
    }
}

fn entry(stored: &Stored) -> Entry<'_> {
    Entry {
        chain: &stored.chain,
        number: stored.number,
        subject: &stored.subject,
        content: &stored.content,
        hash: &stored.hash,
        head: match (stored.head_number, &stored.head_hash) {
            (Some(number), Some(hash)) => Head::At { number, hash },
            _ => Head::Absent,
        },
    }
}

/// A line of an export.
struct Exported {
    chain: String,
    number: i64,
    subject: String,
    hash: String,
    /// What was hashed, written anew.
    content: String,
    /// The line, written anew.
    whole: String,
}

fn exported(line: &str) -> Option<Exported> {
    let mut value: Value = serde_json::from_str(line).ok()?;
    let whole = value.to_string();
    let hash = value.as_object_mut()?.remove("hash")?.as_str()?.to_owned();
    let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
    Some(Exported {
        chain: text("chain")?,
        number: value.get("number")?.as_i64()?,
        subject: text("subject")?,
        hash,
        content: value.to_string(),
        whole,
    })
}

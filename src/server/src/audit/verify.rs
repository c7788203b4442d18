//! `access-directory audit verify`: proves the trail in the database, or in an export. A line for each problem as it is
//! found, and one in the end that sums up.

mod known;
mod line;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::Context;
use tokio::sync::mpsc;

pub use self::known::{Known, NotedSeal};
use self::line::{ExportLine, LineForm};
use super::outside::Addresses;
use super::proof::{Entry, Form, Head, OutsideAddress, Proof};
use crate::db::Db;
use crate::store::trail::SEALS;
use crate::store::trail::reading::{Reading, Stored};

/// How many pages are read before the ones before are proven.
const PAGES_AHEAD: usize = 2;

/// Entries, each with the addresses beside it.
type Page = Vec<(Stored, Vec<OutsideAddress>)>;

/// Proves the trail in the database as it is at this moment, and that what was known of it still stands. Gives whether
/// it is whole.
///
/// # Errors
/// The database cannot be read, or the output cannot be written.
pub async fn database(db: &Db, known: &Known, output: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report::new(known, output);
    let (sender, mut pages) = mpsc::channel(PAGES_AHEAD);
    let reading = tokio::spawn(send_pages(Reading::all(db).await?, sender));
    while let Some(page) = pages.recv().await {
        for (stored, outside) in &page {
            report.entry(&entry(stored, outside))?;
        }
    }
    let mut reading = reading.await??;
    for (chain, number) in reading.heads_without_entries().await? {
        report.problem(&format!("chain `{chain}`, number {number}: there is a head, but the chain has no entries"))?;
    }
    report.end()
}

/// Reads the trail page by page, each entry with the addresses beside it, while the pages before are being proven.
async fn send_pages(mut reading: Reading, sender: mpsc::Sender<Page>) -> sqlx::Result<Reading> {
    loop {
        let page = reading.next().await?;
        if page.is_empty() {
            return Ok(reading);
        }
        let addresses = Addresses::read(&mut reading, &page).await?;
        let page = page.into_iter().map(|stored| {
            let outside = addresses.beside(&stored.content);
            (stored, outside)
        });
        let page = page.collect();
        if sender.send(page).await.is_err() {
            return Ok(reading);
        }
    }
}

/// Proves an export. Gives whether it is whole.
///
/// # Errors
/// The file cannot be read, or the output cannot be written.
pub fn file(path: &Path, known: &Known, output: &mut dyn Write) -> anyhow::Result<bool> {
    let said = || format!("`{}` cannot be read", path.display());
    export(BufReader::new(File::open(path).with_context(said)?), known, output)
}

/// Proves an export that is read from anywhere. Gives whether it is whole.
///
/// # Errors
/// As [`file`].
pub fn export(source: impl BufRead, known: &Known, output: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report::new(known, output);
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
    /// What was known, until it comes.
    awaited: BTreeMap<(String, i64), &'a str>,
    output: &'a mut dyn Write,
}

impl<'a> Report<'a> {
    fn new(known: &'a Known, output: &'a mut dyn Write) -> Report<'a> {
        Report { proof: Proof::default(), problems: 0, awaited: known.hashes(), output }
    }

    fn entry(&mut self, entry: &Entry<'_>) -> anyhow::Result<()> {
        for finding in self.proof.entry(entry) {
            self.problem(&finding.to_string())?;
        }
        if self.awaited.is_empty() {
            return Ok(());
        }
        let awaited = self.awaited.remove(&(entry.chain.to_owned(), entry.number));
        if awaited.is_some_and(|hash| hash != entry.hash) {
            let known = named(entry.chain, entry.number);
            self.problem(&format!("{known} has the hash {}, not the one that was noted", entry.hash))?;
        }
        Ok(())
    }

    fn line(&mut self, number: usize, line: &str) -> anyhow::Result<()> {
        let Some(exported) = ExportLine::read(line) else {
            return self.problem(&format!("line {number} is no entry with a chain, a number, a subject and a hash"));
        };
        if exported.whole != line {
            self.problem(&format!(
                "chain `{}`, number {}: line {number} is not in canonical form",
                exported.chain, exported.number
            ))?;
        }
        let form = match &exported.form {
            LineForm::First { content } => Form::First { content },
            LineForm::Second { previous, content, outside } => Form::Second { previous, content, outside },
            LineForm::NotShown { previous, content_hash } => Form::NotShown { previous, content_hash },
        };
        self.entry(&Entry {
            chain: &exported.chain,
            number: exported.number,
            subject: exported.subject.as_deref(),
            hash: &exported.hash,
            form,
            head: Head::Unknown,
        })
    }

    fn end(mut self) -> anyhow::Result<bool> {
        for finding in self.proof.end() {
            self.problem(&finding.to_string())?;
        }
        for ((chain, number), hash) in std::mem::take(&mut self.awaited) {
            let known = named(&chain, number);
            self.problem(&format!("{known} is missing, which was noted with the hash {hash}"))?;
        }
        let Proof { entries, chains, seals, not_shown, last_seal, .. } = &self.proof;
        if let Some((number, hash)) = last_seal {
            writeln!(self.output, "the last seal is number {number} with the hash {hash}")?;
        }
        let said = match (self.problems, not_shown) {
            (0, 0) => "whole".to_owned(),
            (0, 1) => "whole, 1 entry not shown".to_owned(),
            (0, not_shown) => format!("whole, {not_shown} entries not shown"),
            (1, _) => "1 problem".to_owned(),
            (problems, _) => format!("{problems} problems"),
        };
        writeln!(self.output, "{entries} entries in {chains} chains, {seals} seals: {said}")?;
        Ok(self.problems == 0)
    }

    fn problem(&mut self, said: &str) -> anyhow::Result<()> {
        self.problems += 1;
        Ok(writeln!(self.output, "{said}")?)
    }
}

fn named(chain: &str, number: i64) -> String {
    if chain == SEALS { format!("seal {number}") } else { format!("chain `{chain}`, number {number}") }
}

fn entry<'a>(stored: &'a Stored, outside: &'a [OutsideAddress]) -> Entry<'a> {
    let form = match (stored.format, stored.previous.as_deref()) {
        (1, _) => Form::First { content: &stored.content },
        (_, previous) => Form::Second { previous: previous.unwrap_or_default(), content: &stored.content, outside },
    };
    Entry {
        chain: &stored.chain,
        number: stored.number,
        subject: Some(&stored.subject),
        hash: &stored.hash,
        form,
        head: match (stored.head_number, &stored.head_hash) {
            (Some(number), Some(hash)) => Head::At { number, hash },
            _ => Head::Absent,
        },
    }
}

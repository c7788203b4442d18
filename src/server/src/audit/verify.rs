//! `access-directory audit verify`: proves the trail in the database, or in an export. A line for each problem as it is
//! found, and one in the end that sums up.

mod line;

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::str::FromStr;

use anyhow::Context;
use tokio::sync::mpsc;

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

/// A seal that somebody noted elsewhere: number and hash, as `7:9f2c…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedSeal {
    pub number: i64,
    pub hash: String,
}

impl FromStr for NotedSeal {
    type Err = String;

    fn from_str(text: &str) -> Result<NotedSeal, String> {
        let noted = text.split_once(':').and_then(|(number, hash)| Some((number.parse().ok()?, hash)));
        match noted {
            Some((number, hash)) if hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                Ok(NotedSeal { number, hash: hash.to_lowercase() })
            }
            _ => Err("a seal is its number, a colon, and the 64 digits of its hash".to_owned()),
        }
    }
}

/// Proves the trail in the database as it is at this moment, and that a seal is still the one that was noted. Gives
/// whether it is whole.
///
/// # Errors
/// The database cannot be read, or the output cannot be written.
pub async fn database(db: &Db, seal: Option<&NotedSeal>, output: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report::new(seal, output);
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
pub fn file(path: &Path, seal: Option<&NotedSeal>, output: &mut dyn Write) -> anyhow::Result<bool> {
    let said = || format!("`{}` cannot be read", path.display());
    export(BufReader::new(File::open(path).with_context(said)?), seal, output)
}

/// Proves an export that is read from anywhere. Gives whether it is whole.
///
/// # Errors
/// As [`file`].
pub fn export(source: impl BufRead, seal: Option<&NotedSeal>, output: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report::new(seal, output);
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
    /// The seal that was noted, until it comes.
    noted: Option<&'a NotedSeal>,
    output: &'a mut dyn Write,
}

impl<'a> Report<'a> {
    fn new(noted: Option<&'a NotedSeal>, output: &'a mut dyn Write) -> Report<'a> {
        Report { proof: Proof::default(), problems: 0, noted, output }
    }

    fn entry(&mut self, entry: &Entry<'_>) -> anyhow::Result<()> {
        for finding in self.proof.entry(entry) {
            self.problem(&finding.to_string())?;
        }
        if let Some(noted) = self.noted.filter(|noted| entry.chain == SEALS && entry.number == noted.number) {
            self.noted = None;
            if entry.hash != noted.hash {
                self.problem(&format!(
                    "seal {} has the hash {}, not the one that was noted",
                    entry.number, entry.hash
                ))?;
            }
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
        if let Some(noted) = self.noted {
            self.problem(&format!("seal {} is missing, which was noted with the hash {}", noted.number, noted.hash))?;
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

//! `access-directory audit export`: the trail as JSON Lines. An entry of format 1 is its content with its hash as one more
//! field; one of format 2 has its content in a field, or only the hash of it.

use std::io::Write;

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::outside::Addresses;
use super::proof::OutsideAddress;
use crate::base::secret::digest;
use crate::db::Db;
use crate::store::trail::SEALS;
use crate::store::trail::reading::{Reading, Stored};

/// Which part of the trail is written, and what of it is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part<'a> {
    /// One chain, or all.
    pub chain: Option<&'a str>,
    /// The only entries that are shown are those about these subjects, and seals; none: all are.
    pub subjects: &'a [String],
    /// Whether entries of format 1 may be shown that nobody asked for: they cannot be proven otherwise.
    pub format_1_whole: bool,
}

/// Writes a part of the trail as it is at this moment.
///
/// # Errors
/// The chain has no entries, nothing is about a subject, an entry would have to be shown that must not, one is not the JSON
/// object that it was, or the output cannot be written.
pub async fn write(db: &Db, part: &Part<'_>, output: &mut dyn Write) -> anyhow::Result<()> {
    let mut reading = match part.chain {
        Some(chain) => Reading::chain(db, chain).await?,
        None => Reading::all(db).await?,
    };
    let mut lines = 0_u64;
    let mut missing: Vec<&String> = part.subjects.iter().collect();
    loop {
        let page = reading.next().await?;
        if page.is_empty() {
            break;
        }
        let addresses = Addresses::read(&mut reading, &page).await?;
        for stored in &page {
            let said = || format!("chain `{}`, number {}", stored.chain, stored.number);
            missing.retain(|subject| **subject != stored.subject);
            writeln!(output, "{}", line(stored, part, &addresses).with_context(said)?)?;
            lines += 1;
        }
    }
    if let (Some(chain), 0) = (part.chain, lines) {
        anyhow::bail!("the chain `{chain}` has no entries; a chain is an account's id, `service` or `seals`");
    }
    if let Some(subject) = missing.first() {
        anyhow::bail!("no entry is about `{subject}`; a subject is what stands in an entry's field of that name");
    }
    Ok(output.flush()?)
}

impl Part<'_> {
    fn shows(&self, stored: &Stored) -> bool {
        self.subjects.is_empty() || stored.chain == SEALS || self.subjects.contains(&stored.subject)
    }
}

fn line(stored: &Stored, part: &Part<'_>, addresses: &Addresses) -> anyhow::Result<Value> {
    let is_shown = part.shows(stored);
    let Some(previous) = stored.previous.as_deref().filter(|_| stored.format > 1) else {
        anyhow::ensure!(
            is_shown || part.format_1_whole,
            "this entry is of format 1, which cannot be proven without being shown; export with --format-1-whole if \
             whoever gets the export may read such entries, or choose another --chain"
        );
        return first(stored);
    };
    let mut line = json!({
        "chain": stored.chain,
        "format": stored.format,
        "hash": stored.hash,
        "number": stored.number,
        "previous": previous,
    });
    let fields = line.as_object_mut().context("no object")?;
    if is_shown {
        fields.insert("content".to_owned(), Value::Object(object(stored)?));
        fields.insert("outside".to_owned(), outside(&addresses.beside(&stored.content)));
    } else {
        fields.insert("content_hash".to_owned(), digest(stored.content.as_bytes()).into());
    }
    Ok(line)
}

fn first(stored: &Stored) -> anyhow::Result<Value> {
    let mut fields = object(stored)?;
    fields.insert("hash".to_owned(), stored.hash.as_str().into());
    Ok(Value::Object(fields))
}

fn object(stored: &Stored) -> anyhow::Result<Map<String, Value>> {
    const WAY_ON: &str =
        "the content cannot be exported, since it is no JSON object; `audit verify` says what else is not as it was";
    let value: Value = serde_json::from_str(&stored.content).context(WAY_ON)?;
    match value {
        Value::Object(fields) => Ok(fields),
        _ => anyhow::bail!(WAY_ON),
    }
}

fn outside(people: &[OutsideAddress]) -> Value {
    let entry = |OutsideAddress { id, beside }: &OutsideAddress| {
        (id.clone(), json!({ "address": beside.address, "salt": beside.salt }))
    };
    Value::Object(people.iter().map(entry).collect())
}

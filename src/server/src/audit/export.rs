//! `access-directory audit export`: the trail as JSON Lines, each an entry's content with its hash as one more field.

use std::io::Write;

use anyhow::Context;
use serde_json::Value;

use crate::db::Db;
use crate::store::trail::reading::{Reading, Stored};

/// Writes the whole trail, or one chain of it, as it is at this moment.
///
/// # Errors
/// The chain has no entries, one is not the JSON object that it was, or the output cannot be written.
pub async fn write(db: &Db, chain: Option<&str>, output: &mut dyn Write) -> anyhow::Result<()> {
    let mut reading = match chain {
        Some(chain) => Reading::chain(db, chain).await?,
        None => Reading::all(db).await?,
    };
    let mut lines = 0_u64;
    loop {
        let page = reading.next().await?;
        if page.is_empty() {
            break;
        }
        for stored in &page {
            let said = || format!("chain `{}`, number {}", stored.chain, stored.number);
            writeln!(output, "{}", line(stored).with_context(said)?)?;
            lines += 1;
        }
    }
    match chain {
        Some(chain) if lines == 0 => {
            anyhow::bail!("the chain `{chain}` has no entries; a chain is an account's id, `service` or `seals`")
        }
        _ => Ok(output.flush()?),
    }
}

fn line(stored: &Stored) -> anyhow::Result<Value> {
    const WAY_ON: &str =
        "the content cannot be exported, since it is no JSON object; `audit verify` says what else is not as it was";
    let mut value: Value = serde_json::from_str(&stored.content).context(WAY_ON)?;
    value.as_object_mut().context(WAY_ON)?.insert("hash".to_owned(), stored.hash.as_str().into());
    Ok(value)
}

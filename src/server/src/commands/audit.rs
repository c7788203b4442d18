//! `access-directory audit`: its commands, as `main` calls them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;
use rules::Policy;
use serde_json::{Value, json};

use crate::audit::export::Part;
use crate::audit::verify::{Known, NotedSeal};
use crate::audit::{FORMAT, export, verify};
use crate::base::clock::Clock;
use crate::base::command_user::command_user;
use crate::db::Db;
use crate::store::{sample_clock, trail};

/// What to do with the trail.
#[derive(Clone, Debug, Subcommand)]
pub enum AuditCommand {
    /// Prove that no entry was changed, removed or put in
    Verify {
        /// An export; none: the database
        file: Option<PathBuf>,
        /// A seal that was noted elsewhere, which must still be there
        #[arg(long, value_name = "NUMBER:HASH")]
        seal: Option<NotedSeal>,
        /// An earlier export, each entry of which must still be there
        #[arg(long, value_name = "FILE")]
        extends: Option<PathBuf>,
    },
    /// Write the trail as JSON Lines
    Export {
        /// One chain: an account's id, `service` or `seals`
        #[arg(long)]
        chain: Option<String>,
        /// Show only entries about this, as a request's reference; of the others, the hashes alone. May be repeated
        #[arg(long = "subject", value_name = "SUBJECT")]
        subjects: Vec<String>,
        /// Show all entries of format 1, which cannot be proven by hashes alone
        #[arg(long)]
        format_1_whole: bool,
        /// Where to; none: the standard output
        file: Option<PathBuf>,
    },
    /// Print the description of an export's format, with a program that proves one
    Format,
}

/// Runs a command; `open` is called where the database is needed. Gives whether what was proven is whole.
///
/// # Errors
/// A file or the database cannot be read, or the output cannot be written.
pub async fn run(
    command: &AuditCommand,
    open: impl AsyncFnOnce() -> anyhow::Result<Db>,
    output: &mut dyn Write,
) -> anyhow::Result<bool> {
    match command {
        AuditCommand::Verify { file, seal, extends } => {
            let known = Known::new(seal.clone());
            let known = if let Some(earlier) = extends { known.with_export(earlier)? } else { known };
            match file {
                Some(file) => verify::file(file, &known, output),
                None => verify::database(&open().await?, &known, output).await,
            }
        }
        AuditCommand::Export { chain, subjects, format_1_whole, file } => {
            let part = Part { chain: chain.as_deref(), subjects, format_1_whole: *format_1_whole };
            let db = open().await?;
            record_export(&db, &part).await?;
            let Some(file) = file else {
                export::write(&db, &part, output).await?;
                return Ok(true);
            };
            let said = || format!("`{}` cannot be written", file.display());
            let mut output = BufWriter::new(File::create(file).with_context(said)?);
            export::write(&db, &part, &mut output).await?;
            Ok(true)
        }
        AuditCommand::Format => {
            output.write_all(FORMAT.as_bytes())?;
            Ok(true)
        }
    }
}

/// Says in the trail who takes it, and what of it. Before it is written: whoever has a part of it has that.
async fn record_export(db: &Db, part: &Part<'_>) -> anyhow::Result<()> {
    let policy = match Policy::embedded() {
        Ok(policy) => policy,
        Err(findings) => anyhow::bail!("the built-in policy has {} findings", findings.len()),
    };
    let clock = Clock::ahead(sample_clock::ahead_seconds(db).await?);
    let mut tx = db.begin().await?;
    trail::Entry::new(trail::SERVICE, "trail_exported", "trail")
        .change(Value::Null, json!({ "chain": part.chain, "command_user": command_user(), "subjects": part.subjects }))
        .add(&mut tx, policy.version(), clock.now())
        .await?;
    tx.commit().await?;
    Ok(())
}

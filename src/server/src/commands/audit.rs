//! `access-directory audit`: its commands, as `main` calls them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;

use crate::audit::{FORMAT, export, verify};
use crate::db::Db;

/// What to do with the trail.
#[derive(Clone, Debug, Subcommand)]
pub enum AuditCommand {
    /// Prove that no entry was changed, removed or put in
    Verify {
        /// An export; none: the database
        file: Option<PathBuf>,
    },
    /// Write the trail as JSON Lines
    Export {
        /// One chain: an account's id, `service` or `seals`
        #[arg(long)]
        chain: Option<String>,
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
        AuditCommand::Verify { file: Some(file) } => verify::file(file, output),
        AuditCommand::Verify { file: None } => verify::database(&open().await?, output).await,
        AuditCommand::Export { chain, file: None } => {
            export::write(&open().await?, chain.as_deref(), output).await?;
            Ok(true)
        }
        AuditCommand::Export { chain, file: Some(file) } => {
            let db = open().await?;
            let said = || format!("`{}` cannot be written", file.display());
            let mut output = BufWriter::new(File::create(file).with_context(said)?);
            export::write(&db, chain.as_deref(), &mut output).await?;
            Ok(true)
        }
        AuditCommand::Format => {
            output.write_all(FORMAT.as_bytes())?;
            Ok(true)
        }
    }
}

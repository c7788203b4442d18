//! `access-directory backup`: everything that the service keeps, in one file, while it serves.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::backup::{Made, Wanted, make};
use crate::base::command_user::command_user;

/// What is to be backed up, and where to.
#[derive(Args)]
pub struct BackupArguments {
    /// A file that is not there yet
    pub file: PathBuf,
    /// Put the service's secret in as well; the backup has to be encrypted
    #[arg(long)]
    pub with_secret: bool,
}

/// Runs the command. What was done goes to `output`, what to take care of to `notes`.
///
/// # Errors
/// What cannot be made, or the database's.
pub async fn run(
    app: &App,
    arguments: &BackupArguments,
    output: &mut dyn Write,
    notes: &mut dyn Write,
) -> anyhow::Result<()> {
    let wanted =
        Wanted { file: &arguments.file, with_secret: arguments.with_secret, command_user: Some(command_user()) };
    let Made { tables, rows, bytes, recipients, .. } = make(app, &wanted).await?;
    let file = arguments.file.display();
    let encrypted = match recipients {
        0 => String::new(),
        1 => ", encrypted for 1 recipient".to_owned(),
        many => format!(", encrypted for {many} recipients"),
    };
    writeln!(output, "backed up to `{file}`: {rows} rows of {tables} tables, {bytes} bytes{encrypted}")?;
    if recipients == 0 {
        writeln!(
            notes,
            "note: `{file}` is not encrypted, and holds every address and text; name who may read backups in `backup.recipients`"
        )?;
    }
    if !arguments.with_secret {
        writeln!(notes, "note: the secret is not in it; keep it elsewhere, since no restore works without it")?;
    }
    Ok(())
}

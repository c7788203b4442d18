//! `access-directory settings`: what is in force, and where it comes from.

use std::io::Write;
use std::path::Path;

use clap::Subcommand;

use crate::settings::Settings;

/// What can be asked of the settings.
#[derive(Subcommand)]
pub enum SettingsCommand {
    /// Print every setting that is in force and where it comes from; secrets are hidden
    Show,
}

/// Runs the command. `flags` are the keys that flags set, with the flags.
///
/// # Errors
/// The file cannot be read, or the output cannot be written.
pub fn run(
    SettingsCommand::Show: &SettingsCommand,
    settings: &Settings,
    file: Option<&Path>,
    flags: &[(&'static str, &'static str)],
    output: &mut dyn Write,
) -> anyhow::Result<()> {
    if let Some(file) = file {
        writeln!(output, "# the file is {}", file.display())?;
    }
    for setting in settings.origins(file, flags)? {
        match setting.value {
            Some(value) => writeln!(output, "{} = {value}  # {}", setting.key, setting.origin)?,
            None => writeln!(output, "# {} is not set", setting.key)?,
        }
    }
    Ok(())
}

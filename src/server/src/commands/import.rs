//! `access-directory import`: its options, and what it prints.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::domains::DomainIdentifier;
use crate::import_export::import::{self, AbsentShare, Options, Outcome, REMOVE_AT_MOST, Report};

/// What an import is asked to do.
#[derive(Clone, Debug, Args)]
pub struct ImportArguments {
    /// Where the four files are
    pub directory: PathBuf,
    /// Change nothing, and say what would be changed, by kind and by row
    #[arg(long)]
    pub dry_run: bool,
    /// Take over the account with this identifier, which was made in the product, and remove who is not in grants.csv
    #[arg(long, value_name = "IDENTIFIER", value_parser = identifier)]
    pub adopt: Vec<DomainIdentifier>,
    /// Give back roles that are in grants.csv and were removed or lowered in the product
    #[arg(long)]
    pub restore_removed: bool,
    /// Write over profiles that people changed themselves
    #[arg(long)]
    pub overwrite_profiles: bool,
    /// Remove roles that grants.csv lacks, and the marks operator and partner of people whom people.csv lacks
    #[arg(long)]
    pub remove_absent: bool,
    /// With --remove-absent: refuse to remove more than so many percent of what is there
    #[arg(long, value_name = "PERCENT", default_value_t = REMOVE_AT_MOST,
        value_parser = clap::value_parser!(u8).range(0..=100))]
    pub remove_at_most: u8,
    /// Write to people whose role is changed or removed; without this nobody is written to
    #[arg(long)]
    pub send_mail: bool,
}

fn identifier(text: &str) -> Result<DomainIdentifier, String> {
    DomainIdentifier::parse(text).map_err(|error| error.to_string())
}

/// Runs the command. What was done goes to `output`, why it was not done to `errors`. Gives whether it was.
///
/// # Errors
/// A file is missing, the database's, or what is printed cannot be written.
pub async fn run(
    app: &App,
    arguments: &ImportArguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<bool> {
    let ImportArguments { dry_run, restore_removed, .. } = *arguments;
    let options = Options {
        adopt: arguments.adopt.clone(),
        restore_removed,
        overwrite_profiles: arguments.overwrite_profiles,
        remove_absent: arguments.remove_absent,
        remove_at_most: arguments.remove_at_most,
        dry_run,
        send_mail: arguments.send_mail,
    };
    match import::directory(app, &arguments.directory, &options).await? {
        Outcome::Imported(report) => {
            if dry_run {
                writeln!(output, "a dry run: nothing was changed; without --dry-run it would be as follows")?;
            }
            print(&report, restore_removed, output)?;
            report.changes.print(output)?;
            Ok(true)
        }
        Outcome::Refused(findings) => {
            for note in &findings.notes {
                writeln!(errors, "{note}")?;
            }
            for finding in &findings.kept {
                writeln!(errors, "{finding}")?;
            }
            let (count, kept) = (findings.count(), findings.kept.len());
            let problems = if count == 1 { "problem" } else { "problems" };
            let shown =
                if findings.more == 0 { String::new() } else { format!(", of which the first {kept} stand above") };
            writeln!(
                errors,
                "error: {count} {problems} in the files{shown}; nothing was imported, correct the files and run it again"
            )?;
            Ok(false)
        }
        Outcome::TooMuchAbsent(report, share) => {
            print(&report, restore_removed, output)?;
            let AbsentShare { what, absent, stored } = share;
            let percent = share.percent();
            writeln!(
                errors,
                "error: the files lack {absent} of {stored} {what}, which is more than {} percent; nothing was imported. \
                 Look whether the files are whole; if they are, run it again with --remove-at-most {percent}",
                options.remove_at_most
            )?;
            Ok(false)
        }
    }
}

fn print(report: &Report, restored: bool, output: &mut dyn Write) -> anyhow::Result<()> {
    for line in report.lines(restored) {
        writeln!(output, "{line}")?;
    }
    Ok(())
}

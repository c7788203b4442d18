//! `access-directory check`: what a service needs, looked at without changing anything. Each check says what it found, and
//! where it failed, the way on.

mod certificate;
mod database;
mod mail;
pub mod provider;

use std::io::Write;
use std::path::Path;

use clap::Subcommand;

use crate::app::App;
use crate::base::clock::Clock;
use crate::base::permissions::open_to_others;
use crate::domains::email::EmailAddress;
use crate::net;
use crate::settings::Settings;

/// The least room that a data directory is to have: an hour's log of changes of a large directory, and an import.
const LEAST_ROOM: u64 = 1 << 30;

/// What can be looked at by itself.
#[derive(Subcommand)]
pub enum CheckCommand {
    /// Send a mail to this address and show what the relay answers, word for word
    Mail { address: String },
    /// Ask a provider for its description and its keys, then print a one-time address at which to sign in with it: nobody is
    /// signed in by it, and its page shows what the provider says and what that would mean
    Provider { id: String },
}

/// What a check found.
enum Finding {
    /// What is as it should be.
    Right(String),
    /// What cannot be looked at, or is not set, and why.
    Skipped(String),
    /// What works, and will not for long or not as somebody may expect.
    Warning(String),
}

type Checked = anyhow::Result<Finding>;

/// Runs all checks, or the one that is named; gives whether nothing failed.
///
/// # Errors
/// The output cannot be written.
pub async fn run(
    command: Option<&CheckCommand>,
    settings: &Settings,
    file: Option<&Path>,
    clock: &Clock,
    output: &mut dyn Write,
) -> anyhow::Result<bool> {
    let now = clock.now();
    let mut report = Report { output, failed: 0 };
    match command {
        Some(CheckCommand::Mail { address }) => {
            let address = EmailAddress::parse(address)?;
            report.add("mail", mail::send(settings, &address, now).await)?;
        }
        Some(CheckCommand::Provider { id }) => {
            let app = App::open(settings.clone()).await?;
            provider::try_out(&app, id, &mut *report.output).await?;
            app.db.close().await;
        }
        None => {
            report.add("settings", Ok(read_from(file)))?;
            for found in edge(settings) {
                report.add("edge", Ok(found))?;
            }
            report.add("certificate", certificate::check(settings, now))?;
            report.add("disk", disk(settings))?;
            let database = database::check(settings, clock).await;
            report.add("database", database.schema)?;
            report.add("secret", database.secret)?;
            report.add("clock", database.clock)?;
            report.add("held-mail", database.held_mail)?;
            report.add("mail", mail::reach(settings).await)?;
            for found in provider::check_all(settings).await? {
                report.add("provider", found)?;
            }
        }
    }
    report.end()
}

struct Report<'a> {
    output: &'a mut dyn Write,
    failed: usize,
}

impl Report<'_> {
    fn add(&mut self, name: &str, found: Checked) -> anyhow::Result<()> {
        let (word, said) = match found {
            Ok(Finding::Right(said)) => ("ok", said),
            Ok(Finding::Skipped(said)) => ("skipped", said),
            Ok(Finding::Warning(said)) => ("warning", said),
            Err(error) => {
                self.failed += 1;
                ("FAILED", format!("{error:#}"))
            }
        };
        Ok(writeln!(self.output, "{word:<8} {name:<12} {said}")?)
    }

    fn end(self) -> anyhow::Result<bool> {
        match self.failed {
            0 => {}
            1 => writeln!(self.output, "1 check failed")?,
            failed => writeln!(self.output, "{failed} checks failed")?,
        }
        Ok(self.failed == 0)
    }
}

/// Settings that are not valid end the program before any check.
fn read_from(file: Option<&Path>) -> Finding {
    Finding::Right(match file {
        Some(file) => format!("read from `{}` and the environment", file.display()),
        None => "read from the environment; no file is named".to_owned(),
    })
}

fn edge(settings: &Settings) -> Vec<Finding> {
    let said = format!("listens on {}, and links lead to {}", settings.listen, settings.public_url());
    std::iter::once(Finding::Right(said)).chain(net::warnings(settings).into_iter().map(Finding::Warning)).collect()
}

#[cfg(unix)]
fn disk(settings: &Settings) -> Checked {
    use anyhow::Context;
    use rustix::fs::{Access, access, statvfs};
    let data = &settings.data;
    if !data.exists() {
        return Ok(Finding::Skipped(format!("`{}` is not there yet; `serve` makes it", data.display())));
    }
    access(data, Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK).with_context(|| {
        format!("this user may not write to `{}`: give it to the user of the service with `chown`", data.display())
    })?;
    if let Some(open) = open_to_others(data) {
        let way = "take their rights away with `chmod go=`";
        return Ok(Finding::Warning(format!("others on this machine may use `{}`: {way}", open.display())));
    }
    let found = statvfs(data).with_context(|| format!("the disk of `{}` cannot be asked", data.display()))?;
    let (room, mebibytes) = (found.f_bavail * found.f_frsize, |bytes: u64| bytes >> 20);
    let said = format!("{} MiB are free where `{}` is", mebibytes(room), data.display());
    Ok(if room < LEAST_ROOM {
        Finding::Warning(format!("{said}, and {} should be: make room", mebibytes(LEAST_ROOM)))
    } else {
        Finding::Right(said)
    })
}

/// Other systems are not asked.
#[cfg(not(unix))]
fn disk(_settings: &Settings) -> Checked {
    Ok(Finding::Skipped("not looked at on this system".to_owned()))
}

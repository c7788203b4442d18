//! What a command says that could not be done.

use crate::base::command_user::command_user;
use crate::db::FileFault;
use crate::settings::Settings;

/// An error in one sentence where somebody can mend its cause, else with what it came from. Nothing of a transaction that
/// failed is kept.
pub fn sentence(error: &anyhow::Error, settings: Option<&Settings>) -> String {
    let Some(fault) = FileFault::from_error(error) else { return format!("{error:#}") };
    let place = settings.map_or_else(
        || "the database".to_owned(),
        |settings| match &settings.database {
            Some(url) => format!("the database `{url}`"),
            None => format!("the database `{}`", settings.data.join("directory.sqlite").display()),
        },
    );
    let user = command_user();
    match fault {
        FileFault::Held => format!(
            "{place} is held by another process for longer than 10 seconds, as by an import; nothing was changed, try again when \
             that is done"
        ),
        FileFault::ReadOnly | FileFault::NotOpened => format!(
            "{place} cannot be written by the user `{user}`; nothing was changed, give that user its directory and every file in \
             it, or name another directory with --data"
        ),
        FileFault::DiskFull => {
            format!("the disk of {place} is full; nothing was changed, make room on it and try again")
        }
        FileFault::Broken => format!("{place} is not a whole SQLite database; restore it from a backup"),
    }
}

//! What keeps SQLite from its file, where whoever gave a command can mend it.

use sqlx::sqlite::SqliteError;

/// Why the file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Another process has written for longer than this one waited.
    Held,
    /// It, or what lies beside it, may be read and not written.
    ReadOnly,
    /// It may not be opened, or not be made.
    NotOpened,
    DiskFull,
    /// It is no database, or not a whole one.
    Broken,
}

impl FileFault {
    /// The fault behind an error, if it is one of these.
    pub fn from_error(error: &anyhow::Error) -> Option<FileFault> {
        let error = error.chain().find_map(|cause| cause.downcast_ref::<sqlx::Error>())?.as_database_error()?;
        error.try_downcast_ref::<SqliteError>()?;
        // The lower byte of an extended code is the code.
        match error.code()?.parse::<u32>().ok()? & 0xff {
            5 | 6 => Some(FileFault::Held),
            8 => Some(FileFault::ReadOnly),
            11 | 26 => Some(FileFault::Broken),
            13 => Some(FileFault::DiskFull),
            14 => Some(FileFault::NotOpened),
            _ => None,
        }
    }
}

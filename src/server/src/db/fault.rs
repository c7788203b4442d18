//! What keeps a database from its work, which whoever runs it can mend and nobody else.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// Whether the database takes nothing for the time being, whatever it is asked: its disk is full or read-only, it is
/// starting or stopping, it is a standby, or it has no connection or memory left.
pub fn is_out_of_service(error: &sqlx::Error) -> bool {
    let Some(refused) = error.as_database_error() else { return false };
    let Some(code) = refused.code() else { return false };
    if refused.try_downcast_ref::<PgDatabaseError>().is_some() {
        // Classes 53 (insufficient resources) and 57P (shut down), read_only_sql_transaction and io_error.
        return code.starts_with("53") || code.starts_with("57P") || matches!(code.as_ref(), "25006" | "58030");
    }
    // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL and SQLITE_CANTOPEN.
    refused.try_downcast_ref::<SqliteError>().and_then(primary).is_some_and(|code| matches!(code, 8 | 10 | 13 | 14))
}

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
        FileFault::of_error(error.try_downcast_ref::<SqliteError>()?)
    }

    fn of_error(error: &SqliteError) -> Option<FileFault> {
        match primary(error)? {
            5 | 6 => Some(FileFault::Held),
            8 => Some(FileFault::ReadOnly),
            11 | 26 => Some(FileFault::Broken),
            13 => Some(FileFault::DiskFull),
            14 => Some(FileFault::NotOpened),
            _ => None,
        }
    }
}

/// The result code: the lower byte of an extended one.
fn primary(error: &SqliteError) -> Option<u32> {
    Some(error.code()?.parse::<u32>().ok()? & 0xff)
}

//! Transactions that the database ends because another one is in their way. Nothing of them was written, so that they can
//! be tried again; a bounded number of times, since what stands in the way may stay.

use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// How often a transaction is tried at most.
pub const TRIES: usize = 4;

/// Why the database ended a transaction.
#[derive(Debug, thiserror::Error)]
#[error("the database ended a transaction for another one (SQLSTATE {code}): {cause}")]
pub struct Contention {
    /// PostgreSQL's SQLSTATE, or SQLite's result code.
    pub code: String,
    /// Whether trying again at once may help. SQLite has waited for ten seconds already.
    pub is_worth_another_try: bool,
    cause: sqlx::Error,
}

impl Contention {
    /// What kind of contention an error is, or else the error.
    ///
    /// # Errors
    /// It is another error.
    pub fn of_error(cause: sqlx::Error) -> Result<Contention, sqlx::Error> {
        match code(&cause) {
            Some((code, is_worth_another_try)) => Ok(Contention { code, is_worth_another_try, cause }),
            None => Err(cause),
        }
    }
}

/// Runs something that is one transaction, and runs it again where the database ended it, [`TRIES`] times at most.
pub async fn retried<T, E, F>(mut transaction: impl FnMut() -> F) -> Result<T, E>
where
    E: Retriable,
    F: Future<Output = Result<T, E>>,
{
    let mut tries = 1;
    loop {
        match transaction().await {
            Err(error) if tries < TRIES => match error.code_to_try_again() {
                Some(sqlstate) => {
                    tracing::warn!(sqlstate, tries, "the database ended a transaction; it is tried again");
                    tries += 1;
                }
                None => return Err(error),
            },
            outcome => return outcome,
        }
    }
}

/// An error that may be a [`Contention`].
pub trait Retriable {
    /// The SQLSTATE, where trying again at once may help.
    fn code_to_try_again(&self) -> Option<String>;
}

impl Retriable for sqlx::Error {
    fn code_to_try_again(&self) -> Option<String> {
        code(self).filter(|(_, is_worth_another_try)| *is_worth_another_try).map(|(code, _)| code)
    }
}

/// The code of a contention, and whether it is worth another try.
fn code(error: &sqlx::Error) -> Option<(String, bool)> {
    let error = error.as_database_error()?;
    let code = error.code()?.into_owned();
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        // serialization_failure and deadlock_detected.
        return matches!(code.as_str(), "40001" | "40P01").then_some((code, true));
    }
    error.try_downcast_ref::<SqliteError>()?;
    // SQLITE_BUSY and SQLITE_LOCKED; the lower byte of an extended code is the code.
    let is_busy = code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6));
    is_busy.then_some((code, false))
}

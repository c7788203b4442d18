//! What is kept, one module per thing: queries and rows, no decisions and no HTTP.

pub mod access_grant;
pub mod access_request;
pub mod account;
pub mod account_request;
pub mod actor;
pub mod backup_run;
pub mod batch;
pub mod capped;
pub mod database_clock;
pub mod directory;
pub mod domain_holder;
pub mod domain_neighbour;
pub mod erasure;
pub mod grant;
pub mod guess;
pub mod idempotency;
pub mod identity;
pub mod invitation;
pub mod key;
pub mod key_set;
pub mod look_up;
pub mod outbox;
pub mod paged;
pub mod person;
pub mod policy;
pub mod provider_try;
pub mod revoked_grant;
pub mod sample_clock;
pub mod sample_world;
pub mod search_change;
pub mod search_text;
pub mod secret_check;
pub mod session;
pub mod sign_in_attempt;
pub mod sign_in_claim;
pub mod sign_in_code;
pub mod sign_in_link;
pub mod stop_list;
pub mod stored_rules;
pub mod tally;
pub mod trail;
pub mod virtual_account;

/// Some rows after a key, each read by itself, so that one that cannot be read hides no other.
pub struct Batch<T, K> {
    pub rows: Vec<sqlx::Result<T>>,
    /// The key of the last one; nothing where there is none.
    pub last: Option<K>,
}

/// A stored word of the vocabulary. One that this program does not know is an error that names the column.
///
/// # Errors
/// [`sqlx::Error::ColumnDecode`].
pub fn decode_enum<T>(column: &str, stored: &str, parse: fn(&str) -> Option<T>) -> sqlx::Result<T> {
    parse(stored).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: format!("`{stored}` is not known to this version of the program").into(),
    })
}

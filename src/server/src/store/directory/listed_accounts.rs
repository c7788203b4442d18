//! A copy in memory of what a search compares of listed accounts. What is in the database counts: each search asks first
//! what changed since the copy was made, so that it finds what it would find there. A restricted account is in none of it.
//!
//! Whoever writes an account gives it the next number of its changes ([`search_change`](crate::store::search_change)), in the
//! same transaction; the numbers become visible in their order.

mod dictionary;
mod index;
mod record;
mod search;
mod segments;

use std::sync::{Arc, PoisonError, RwLock};

use futures_util::TryStreamExt;
use tokio::sync::Mutex;

use crate::args;
use crate::db::Db;
use crate::store::key::AccountKey;
use crate::store::search_change;
use record::Record;
pub use search::Hit;
pub use segments::Segments;
use segments::{Change, merge};

/// The copy, as all searches share it.
#[derive(Clone, Default)]
pub struct ListedAccounts(Arc<Shared>);

#[derive(Default)]
struct Shared {
    copy: RwLock<Copy>,
    /// Held while the copy is brought up to date, so that changes are read once.
    following: Mutex<()>,
    /// Held while segments are merged.
    merging: Arc<Mutex<()>>,
}

#[derive(Clone, Default)]
struct Copy {
    /// The newest change that is in it.
    number: i64,
    segments: Arc<Segments>,
}

impl ListedAccounts {
    /// What is listed now. One query, and two more where something changed.
    ///
    /// # Errors
    /// The database's.
    pub async fn now(&self, db: &Db) -> sqlx::Result<Arc<Segments>> {
        let copy = self.copy();
        if search_change::newest(db).await? == copy.number {
            return Ok(copy.segments);
        }
        let following = self.0.following.lock().await;
        let Changes { number, is_all, changes } = changes(db, self.copy().number).await?;
        let segments = if is_all { Segments::default() } else { Segments::clone(&self.copy().segments) };
        let changed = aside(move || segments.with(changes)).await?;
        let segments = Arc::new(changed);
        self.set(Copy { number, segments: Arc::clone(&segments) });
        drop(following);
        self.merge_aside(&segments);
        Ok(segments)
    }

    /// Makes few segments of many, while searches go on.
    fn merge_aside(&self, segments: &Segments) {
        let Some(merged) = segments.to_merge() else { return };
        let Ok(merging) = Arc::clone(&self.0.merging).try_lock_owned() else { return };
        let accounts = self.clone();
        tokio::spawn(async move {
            if let Ok((index, merged)) = aside(move || (merge(&merged), merged)).await {
                let _following = accounts.0.following.lock().await;
                let copy = accounts.copy();
                let segments = Segments::clone(&copy.segments).with_merged(&merged, index);
                accounts.set(Copy { segments: Arc::new(segments), ..copy });
            }
            drop(merging);
        });
    }

    fn copy(&self) -> Copy {
        self.0.copy.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, copy: Copy) {
        *self.0.copy.write().unwrap_or_else(PoisonError::into_inner) = copy;
    }
}

/// Runs what takes long where it holds nobody up.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> sqlx::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| sqlx::Error::Io(error.into()))
}

struct Changes {
    /// The newest of them.
    number: i64,
    /// Whether they are all that there is, whatever was there before.
    is_all: bool,
    changes: Vec<Change>,
}

#[derive(sqlx::FromRow)]
struct ChangedRow {
    key: AccountKey,
    id: String,
    name_folded: String,
    domain_identifier: String,
    country: String,
    search_text: String,
    is_listed: bool,
}

/// The accounts that changed after a number, as they are now.
async fn changes(db: &Db, after: i64) -> sqlx::Result<Changes> {
    let mut tx = db.snapshot().await?;
    let (number, first) = search_change::newest_and_first(&mut tx).await?;
    let is_all = first > after;
    let sql = "SELECT key, id, name_folded, domain_identifier, country, search_text, \
         visibility = 'listed' AND status = 'active' AS is_listed FROM account WHERE search_change > $1";
    let rows = tx.stream::<ChangedRow>(sql, args![if is_all { 0 } else { after }])?;
    let changes = rows.map_ok(|row| (row.key, row.is_listed.then(|| row.packed()))).try_collect().await?;
    Ok(Changes { number, is_all, changes })
}

impl ChangedRow {
    fn packed(&self) -> String {
        let record = Record {
            name_folded: &self.name_folded,
            id: &self.id,
            identifier: &self.domain_identifier,
            country: &self.country,
            text: &self.search_text,
        };
        record.packed()
    }
}

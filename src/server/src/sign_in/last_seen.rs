//! Stores when sessions were last used. Nobody waits for it: reading goes on while something else, such as an import, holds the
//! right to write.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::RwLock;

use crate::db::Db;
use crate::settings::session::SessionLimits;
use crate::store::session;

/// What is being stored.
#[derive(Clone, Default)]
pub struct LastSeen {
    /// The tokens. However often a session is used meanwhile, it is stored once.
    under_way: Arc<Mutex<HashSet<String>>>,
    /// Each task that stores one holds it for reading.
    all: Arc<RwLock<()>>,
}

impl LastSeen {
    /// Waits until everything is stored that was to be.
    pub async fn flush(&self) {
        drop(self.all.write().await);
    }

    fn under_way(&self) -> MutexGuard<'_, HashSet<String>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins to store that a session is used now, if that was not stored within the last minute.
pub async fn touch(
    last_seen: &LastSeen,
    db: &Db,
    limits: SessionLimits,
    token: &str,
    seen_at: DateTime<Utc>,
    now: DateTime<Utc>,
) {
    let before = now - pause(limits);
    if seen_at > before {
        return;
    }
    // From here on nothing waits until the task runs: a request that is given up leaves nothing under way for good.
    let guard = Arc::clone(&last_seen.all).read_owned().await;
    if !last_seen.under_way().insert(token.to_owned()) {
        return;
    }
    let (last_seen, db, token) = (last_seen.clone(), db.clone(), token.to_owned());
    tokio::spawn(async move {
        if let Err(error) = write(&db, &token, before, now).await {
            // The next request tries again.
            tracing::warn!(%error, "it could not be noted that a session is used");
        }
        last_seen.under_way().remove(&token);
        drop(guard);
    });
}

async fn write(db: &Db, token: &str, before: DateTime<Utc>, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    session::touch(&mut tx, token, before, now).await?;
    tx.commit().await
}

/// A minute between two times that are stored; less where that would be a large part of what a session may lie idle.
fn pause(limits: SessionLimits) -> TimeDelta {
    TimeDelta::minutes(1).min(limits.idle / 4)
}

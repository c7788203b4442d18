//! The clocks of several processes on one PostgreSQL: each is compared with the database's. Where they differ, one process
//! would let requests expire, codes end and limits begin anew at other times than another.

use std::sync::atomic::Ordering;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::store::database_clock;

/// Compares this machine's clock, which `wall` reads, with the database's. From then on the service is ready, or not.
///
/// # Errors
/// They differ by more than the setting `clock_seconds` lets them; the database's.
pub async fn compare(app: &App, wall: impl Fn() -> DateTime<Utc>) -> anyhow::Result<()> {
    let most = TimeDelta::seconds(app.settings.clock_seconds.into());
    let difference = database_clock::difference(&app.db, wall).await?;
    let agrees = difference.abs() <= most;
    app.clock_agrees.store(agrees, Ordering::Relaxed);
    anyhow::ensure!(
        agrees,
        "this machine's clock is {} ms away from the database's, and {} ms are the most: set one or the other by NTP",
        difference.num_milliseconds(),
        most.num_milliseconds()
    );
    Ok(())
}

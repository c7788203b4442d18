//! How often something happened within a window of time, over all processes that share the database.

use chrono::{DateTime, TimeDelta, Utc};

use crate::args;
use crate::db::{Argument, Db, Tx};
use crate::store::batch::{self, Statement};

const COUNT_EACH: Statement = Statement {
    head: "INSERT INTO tally (name, window_start, count)",
    columns: 3,
    tail: "ON CONFLICT (name, window_start) DO UPDATE SET count = tally.count + excluded.count RETURNING name, count",
};

/// Counts one more and gives how many there are within the window that `now` lies in. Windows follow on each other, so that
/// twice the number may fall into one window's length; of two transactions at once, one waits for the other.
pub async fn count(tx: &mut Tx, name: &str, window: TimeDelta, now: DateTime<Utc>) -> sqlx::Result<i64> {
    let start = window_start(window, now);
    let (count,): (i64,) = tx
        .one(
            "INSERT INTO tally (name, window_start, count) VALUES ($1, $2, 1) \
             ON CONFLICT (name, window_start) DO UPDATE SET count = tally.count + 1 RETURNING count",
            args![name, start],
        )
        .await?;
    Ok(count)
}

/// Counts so many more under each of these names, of which none comes twice, and gives how many there are of each, in their
/// order. Let all callers name what they share in the same order, or two of them wait for each other. One query.
pub async fn count_each(
    tx: &mut Tx,
    names: &[String],
    more: i64,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    let start = window_start(window, now);
    let rows: Vec<Vec<Argument>> = names.iter().map(|name| args![name, start, more]).collect();
    let counted: Vec<(String, i64)> = batch::insert(tx, &COUNT_EACH, &rows).await?;
    let count = |name: &String| counted.iter().find(|(found, _)| found == name).map_or(0, |(_, count)| *count);
    Ok(names.iter().map(count).collect())
}

/// Counts one more unless there are `most` already, and says whether it did. One query.
pub async fn count_up_to(
    tx: &mut Tx,
    name: &str,
    most: i64,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let counted: Option<(i64,)> = tx
        .optional(
            "INSERT INTO tally (name, window_start, count) VALUES ($1, $2, 1) ON CONFLICT (name, window_start) \
             DO UPDATE SET count = tally.count + 1 WHERE tally.count < $3 RETURNING count",
            args![name, window_start(window, now), most],
        )
        .await?;
    Ok(counted.is_some())
}

/// How many were counted within the window that `now` lies in.
pub async fn counted(db: &Db, name: &str, window: TimeDelta, now: DateTime<Utc>) -> sqlx::Result<i64> {
    let sql = "SELECT count FROM tally WHERE name = $1 AND window_start = $2";
    let row: Option<(i64,)> = db.optional(sql, args![name, window_start(window, now)]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Takes one back that was counted in the same transaction.
pub async fn take_back(tx: &mut Tx, name: &str, window: TimeDelta, now: DateTime<Utc>) -> sqlx::Result<()> {
    let sql = "UPDATE tally SET count = count - 1 WHERE name = $1 AND window_start = $2";
    tx.run(sql, args![name, window_start(window, now)]).await?;
    Ok(())
}

/// Forgets windows that are long over: none is longer than a day.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<()> {
    let old = (now - TimeDelta::days(2)).timestamp_millis();
    tx.run("DELETE FROM tally WHERE window_start < $1", args![old]).await?;
    Ok(())
}

/// When the window ends that `now` lies in.
pub fn window_end(window: TimeDelta, now: DateTime<Utc>) -> DateTime<Utc> {
    crate::base::clock::from_millis(window_start(window, now)) + window
}

fn window_start(window: TimeDelta, now: DateTime<Utc>) -> i64 {
    let length = window.num_milliseconds().max(1);
    now.timestamp_millis().div_euclid(length) * length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::from_millis;

    #[test]
    fn a_window_ends_where_the_next_one_begins() {
        let hour = TimeDelta::hours(1);
        for (now, end) in [(0, 3_600_000), (3_599_999, 3_600_000), (3_600_000, 7_200_000)] {
            assert_eq!(window_end(hour, from_millis(now)), from_millis(end), "{now}");
        }
    }
}

//! How long sessions last: made from `session_hours` and `session_idle_minutes`.

use chrono::TimeDelta;

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// From the signing in, however much it is used.
    pub whole: TimeDelta,
    /// From when it was last used.
    pub idle: TimeDelta,
}

//! `retention`: how long the service keeps what is over and tells of people.

use anyhow::ensure;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How long what is over is kept. Codes, links and sessions end by themselves.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// For how many days a mail is kept after it was sent or given up, from 31 to 3,650: while a request for a new account
    /// is pending, its page says which addresses were refused.
    pub mail_days: u32,
    /// For how many days the same sending of a form is known again, from 1 to 30.
    pub idempotency_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Retention { mail_days: 90, idempotency_days: 1 }
    }
}

impl Retention {
    /// # Errors
    /// A number beyond its range.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(
            (31..=3_650).contains(&self.mail_days),
            "`retention.mail_days` is {}: give it a number from 31 to 3650",
            self.mail_days
        );
        ensure!(
            (1..=30).contains(&self.idempotency_days),
            "`retention.idempotency_days` is {}: give it a number from 1 to 30",
            self.idempotency_days
        );
        Ok(())
    }

    /// How long mails are kept.
    pub fn mail(&self) -> TimeDelta {
        TimeDelta::days(self.mail_days.into())
    }

    /// How long idempotency keys are kept.
    pub fn idempotency(&self) -> TimeDelta {
        TimeDelta::days(self.idempotency_days.into())
    }
}

//! `backup`: whom backups are encrypted for, and those that the server makes by itself.

use std::path::PathBuf;
use std::str::FromStr;

use age::x25519::Recipient;
use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

const EVERY_HOURS: u32 = 24;

/// Without a folder the server makes none by itself.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BackupSettings {
    /// The folder in which the server makes a backup by itself, again and again. Without it none is made but by the command
    /// `backup`.
    pub directory: Option<PathBuf>,
    /// How many hours after the newest backup the next one is made, from 1 to 720. Of several processes one makes it.
    pub every_hours: u32,
    /// At which hour of the day (UTC, from 0 to 23) the server makes its backup, instead of so many hours after the newest. The
    /// first one is made at once.
    pub hour: Option<u32>,
    /// How many of its backups the server keeps in the folder, from 1 to 1,000; older ones are deleted once the next is whole.
    pub keep: u32,
    /// For whom backups are encrypted: public keys of age, as `["age1…"]`. Each of these people can read a backup, with their
    /// own key alone. Without any, backups are not encrypted.
    pub recipients: Vec<String>,
}

impl Default for BackupSettings {
    fn default() -> Self {
        BackupSettings { directory: None, every_hours: EVERY_HOURS, hour: None, keep: 7, recipients: vec![] }
    }
}

impl BackupSettings {
    /// # Errors
    /// A number beyond its range, or a recipient that is no public key.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(
            (1..=720).contains(&self.every_hours),
            "`backup.every_hours` is {}: give it a number from 1 to 720",
            self.every_hours
        );
        if let Some(hour) = self.hour {
            ensure!(hour < 24, "`backup.hour` is {hour}: give it a number from 0 to 23");
            ensure!(
                self.every_hours == EVERY_HOURS,
                "`backup.hour` makes a backup a day, and `backup.every_hours` is {}: set one of the two",
                self.every_hours
            );
        }
        ensure!((1..=1_000).contains(&self.keep), "`backup.keep` is {}: give it a number from 1 to 1000", self.keep);
        self.recipients()?;
        Ok(())
    }

    /// The public keys.
    ///
    /// # Errors
    /// One is none.
    pub fn recipients(&self) -> anyhow::Result<Vec<Recipient>> {
        // Not what stands there: it may be the private key.
        let key = |(index, text): (usize, &String)| {
            Recipient::from_str(text).map_err(anyhow::Error::msg).with_context(|| {
                format!(
                    "`backup.recipients`, number {}, is no public key of age: give what `age-keygen` prints after `Public \
                     key:`, as `age1…`",
                    index + 1
                )
            })
        };
        self.recipients.iter().enumerate().map(key).collect()
    }

    /// Of which moment the newest backup has to be, or later, for none to be due now.
    pub fn due_since(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let at = self.hour.and_then(|hour| now.date_naive().and_hms_opt(hour, 0, 0)).map(|at| at.and_utc());
        match at {
            Some(at) if at <= now => at,
            Some(at) => at - TimeDelta::days(1),
            // Right after so long a time the next one is due.
            None => now - TimeDelta::hours(self.every_hours.into()) + TimeDelta::milliseconds(1),
        }
    }
}

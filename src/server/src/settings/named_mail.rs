//! `named_mail`: how much mail people may cause to addresses that they name themselves, see `requests::named_mail`.

use serde::{Deserialize, Serialize};

/// The most within a day (UTC).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct NamedMail {
    /// Mails that one person may cause within a day.
    pub per_person: i64,
    /// Mails within a day by people with addresses of one mailbox domain together.
    pub per_domain: i64,
    /// Mails within a day by people who ask from one network together: an address, or for IPv6 what one site has (/48).
    pub per_network: i64,
    /// Mails within a day by all people together. From four fifths on the log warns.
    pub in_all: i64,
}

impl Default for NamedMail {
    fn default() -> Self {
        NamedMail { per_person: 300, per_domain: 1_000, per_network: 1_000, in_all: 10_000 }
    }
}

impl NamedMail {
    /// # Errors
    /// A limit that lets nobody name anybody.
    pub fn check(&self) -> anyhow::Result<()> {
        for (name, value) in [
            ("per_person", self.per_person),
            ("per_domain", self.per_domain),
            ("per_network", self.per_network),
            ("in_all", self.in_all),
        ] {
            anyhow::ensure!(value > 0, "`named_mail.{name}` is {value}: give a number above 0");
        }
        Ok(())
    }
}

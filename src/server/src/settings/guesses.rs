//! `guesses`: how many distinct names and identifiers may be looked up entirely within a day, see `directory::lookup_limit`.

use serde::{Deserialize, Serialize};

/// The guessing limit (domain: 1).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Guesses {
    /// The most for one person within any 24 hours.
    pub per_person: i64,
    /// The most for all people within a day (UTC). Set it higher for more than a few thousand people: ten for each who uses
    /// the service in a day.
    pub in_all: i64,
    /// The most of these for all people together who hold no access to any account. Somebody who signs in with many
    /// addresses of their own uses up no more than this.
    pub without_access: i64,
    /// The most of each of these two numbers for people with addresses of one mailbox domain, in percent, from 1 to 100.
    pub per_domain_percent: i64,
    /// The most of each of these two numbers for people who ask from one network, in percent, from 1 to 100. A network is an
    /// address, or for IPv6 what one site has (/48).
    pub per_network_percent: i64,
}

impl Default for Guesses {
    fn default() -> Self {
        Guesses {
            per_person: 100,
            in_all: 20_000,
            without_access: 5_000,
            per_domain_percent: 20,
            per_network_percent: 20,
        }
    }
}

impl Guesses {
    /// # Errors
    /// A limit that lets nobody look anything up, or a part that is none.
    pub fn check(&self) -> anyhow::Result<()> {
        for (name, value) in
            [("per_person", self.per_person), ("in_all", self.in_all), ("without_access", self.without_access)]
        {
            anyhow::ensure!(value > 0, "`guesses.{name}` is {value}: give a number above 0");
        }
        for (name, value) in
            [("per_domain_percent", self.per_domain_percent), ("per_network_percent", self.per_network_percent)]
        {
            anyhow::ensure!((1..=100).contains(&value), "`guesses.{name}` is {value}: give a number from 1 to 100");
        }
        Ok(())
    }
}

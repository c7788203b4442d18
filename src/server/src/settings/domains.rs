//! Settings that say what a domain of an e-mail address tells.

use serde::{Deserialize, Serialize};

use crate::domains::public_mailboxes::PublicMailboxes;

/// Where anybody can have a mailbox: such an address says nothing about an organisation.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublicMailboxSettings {
    /// Domains to count as public mailboxes besides the more than ten thousand that the program knows, each with what lies
    /// below it.
    pub add: Vec<String>,
    /// Domains that are none although the program knows them as such, each with what lies below it: a telecom's or a
    /// university's own, where it is a customer and its subscribers have their mailboxes elsewhere.
    pub remove: Vec<String>,
}

impl PublicMailboxSettings {
    /// The list with both.
    ///
    /// # Errors
    /// A domain that is none, or one that is in both.
    pub fn list(&self) -> anyhow::Result<PublicMailboxes> {
        let list = PublicMailboxes::new(&self.add, &self.remove)
            .map_err(|error| anyhow::anyhow!("`public_mailboxes`: {error}"))?;
        match list.contradiction() {
            Some(domain) => {
                anyhow::bail!("`{domain}` is in `public_mailboxes.add` and in `public_mailboxes.remove`: keep one")
            }
            None => Ok(list),
        }
    }
}

//! Whose a refusal is: the recipient's, whose address is wrong, or the relay's, which has something against this service and
//! would refuse anybody.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whose a permanent refusal of a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The address is wrong, or its mailbox takes nothing (RFC 3463, 3.2 and 3.3: 5.1.x and 5.2.x).
    Recipient,
    /// All others: policy, above all (5.7.x), and routing.
    Relay,
    /// The answer does not say.
    Unknown,
}

/// Refusals that do not say whose they are, since the relay last took a mail: by code, the domains of the recipients.
#[derive(Default)]
pub struct Refusals(Mutex<HashMap<String, BTreeSet<String>>>);

impl Refusals {
    /// Whose it is, by its code, as `550` or `550 5.1.1`, and the domain of the recipient. The same answer for recipients of
    /// several domains is the relay's.
    pub fn side(&self, code: &str, domain: &str) -> Side {
        match code.split_once(' ').map(|(_, enhanced)| enhanced) {
            Some(enhanced) if enhanced.starts_with("5.1.") || enhanced.starts_with("5.2.") => Side::Recipient,
            Some(_) => Side::Relay,
            None => {
                let mut domains = self.domains();
                let of_code = domains.entry(code.to_owned()).or_default();
                // Two are enough.
                if of_code.len() < 2 {
                    of_code.insert(domain.to_ascii_lowercase());
                }
                if of_code.len() < 2 { Side::Unknown } else { Side::Relay }
            }
        }
    }

    /// The relay took a mail.
    pub fn forget(&self) {
        self.domains().clear();
    }

    fn domains(&self) -> MutexGuard<'_, HashMap<String, BTreeSet<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_says_whose_a_refusal_is() {
        let refusals = Refusals::default();
        for (code, side) in [
            ("550 5.1.1", Side::Recipient),
            ("550 5.2.1", Side::Recipient),
            ("554 5.7.1", Side::Relay),
            ("550 5.7.64", Side::Relay),
            ("550 5.4.1", Side::Relay),
            ("550 5.10.1", Side::Relay),
        ] {
            assert_eq!((refusals.side(code, "a.example"), refusals.side(code, "b.example")), (side, side), "{code}");
        }
    }

    #[test]
    fn the_same_answer_for_several_domains_is_the_relays() {
        let refusals = Refusals::default();
        for (code, domain, side) in [
            ("550", "a.example", Side::Unknown),
            ("550", "A.example", Side::Unknown),
            ("554", "b.example", Side::Unknown),
            ("550", "b.example", Side::Relay),
            ("550", "a.example", Side::Relay),
        ] {
            assert_eq!(refusals.side(code, domain), side, "{code} {domain}");
        }
        refusals.forget();
        assert_eq!(refusals.side("550", "b.example"), Side::Unknown);
    }
}

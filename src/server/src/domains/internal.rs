//! The operator's own domains: whoever proves an address there is one of its staff (domain: People).

use super::public_mailboxes::PublicMailboxes;
use super::{DomainError, DomainIdentifier};

/// Domains, each with what lies below it.
#[derive(Clone, Debug, Default)]
pub struct InternalDomains(Vec<DomainIdentifier>);

impl InternalDomains {
    /// # Errors
    /// One is no domain that an organisation can hold.
    pub fn new(texts: &[String]) -> Result<InternalDomains, DomainError> {
        Ok(InternalDomains(texts.iter().map(|text| DomainIdentifier::parse(text)).collect::<Result<_, _>>()?))
    }

    /// One of them where anybody can have a mailbox.
    pub fn public(&self, public_mailboxes: &PublicMailboxes) -> Option<&DomainIdentifier> {
        self.0.iter().find(|domain| public_mailboxes.contains(domain))
    }

    /// Whether an address of this domain, given as a-labels, is the operator's own.
    pub fn contain(&self, email_domain: &str) -> bool {
        let is_within = |domain: &DomainIdentifier| {
            email_domain.strip_suffix(domain.ascii()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.0.iter().any(is_within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_counts_with_what_lies_below_it() {
        let internal = InternalDomains::new(&["Directory.example".to_owned(), "op.test".to_owned()]).unwrap();
        for (domain, is_internal) in [
            ("directory.example", true),
            ("eu.directory.example", true),
            ("op.test", true),
            ("xop.test", false),
            ("directory.example.evil.test", false),
            ("example", false),
            ("", false),
        ] {
            assert_eq!(internal.contain(domain), is_internal, "{domain}");
        }
        assert!(InternalDomains::new(&["co.uk".to_owned()]).is_err());
    }
}

//! Domains for whose addresses somebody may speak: one, or all below one.

use std::fmt;

use super::{DomainError, DomainIdentifier};

/// `acme.com`, which is that domain alone, or `*.acme.com`, which is every one below it and not `acme.com` itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenFor {
    domain: DomainIdentifier,
    with_those_below: bool,
}

impl SpokenFor {
    /// Reads either form.
    ///
    /// # Errors
    /// What is no domain, or a public suffix, below which many organisations lie.
    pub fn parse(text: &str) -> Result<SpokenFor, DomainError> {
        let below = text.trim().strip_prefix("*.");
        let domain = DomainIdentifier::parse(below.unwrap_or(text))?;
        Ok(SpokenFor { domain, with_those_below: below.is_some() })
    }

    /// The domain itself, or that below which all are meant.
    pub fn domain(&self) -> &DomainIdentifier {
        &self.domain
    }

    /// Whether a domain (as a-labels) is meant. Below a public suffix that lies below the own domain are others' domains.
    pub fn has(&self, domain: &str) -> bool {
        if !self.with_those_below {
            return self.domain.ascii() == domain;
        }
        let is_below = domain.strip_suffix(self.domain.ascii()).is_some_and(|labels| labels.ends_with('.'));
        is_below && DomainIdentifier::parse(domain).is_ok_and(|one| one.registrable() == self.domain.registrable())
    }

    /// Whether there is a domain that both mean.
    pub fn overlaps(&self, other: &SpokenFor) -> bool {
        if self == other {
            return true;
        }
        let (own, others) = (self.domain.ascii(), other.domain.ascii());
        match (self.with_those_below, other.with_those_below) {
            (false, _) => other.has(own),
            (true, false) => self.has(others),
            (true, true) => self.has(others) || other.has(own),
        }
    }
}

impl fmt::Display for SpokenFor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.with_those_below { "*." } else { "" };
        write!(formatter, "{star}{}", self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_every_domain_below_and_for_no_other() {
        let (one, all) = (SpokenFor::parse("acme.com").unwrap(), SpokenFor::parse(" *.Acme.com. ").unwrap());
        for (domain, of_one, of_all) in [
            ("acme.com", true, false),
            ("eu.acme.com", false, true),
            ("a.eu.acme.com", false, true),
            ("notacme.com", false, false),
            (".acme.com", false, false),
            ("acme.com.evil.com", false, false),
        ] {
            assert_eq!((one.has(domain), all.has(domain)), (of_one, of_all), "{domain}");
        }
        // Somebody else's, although it lies below: a suffix of the list's private part.
        let hoster = SpokenFor::parse("*.amazonaws.com").unwrap();
        assert!(hoster.has("mail.amazonaws.com") && !hoster.has("acme.s3.amazonaws.com"));
        assert_eq!((one.to_string(), all.to_string()), ("acme.com".to_owned(), "*.acme.com".to_owned()));
    }

    #[test]
    fn nobody_speaks_for_all_below_a_public_suffix() {
        for text in ["*.com", "*.co.uk", "*.github.io", "*", "*.", "a.*.com", "**.acme.com", "*acme.com"] {
            assert!(SpokenFor::parse(text).is_err(), "{text}");
        }
    }
}

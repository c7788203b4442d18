//! Domains where anybody can have a mailbox: an address there says nothing about an organisation (domain: 2, Domain match).
//!
//! Most of them are from the npm package `free-email-domains` 1.12.6 (MIT, see LICENSE beside the lists), which is kept up to date and has
//! disposable ones as well. CONTRIBUTING.md says how to take a newer one.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{DomainError, DomainIdentifier};

/// Domains in a-labels, one a line; `#` begins a comment.
const LISTS: [&str; 2] =
    [include_str!("public_mailboxes/free_email_domains.txt"), include_str!("public_mailboxes/more.txt")];

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| LISTS.into_iter().flat_map(names).collect());

fn names(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The public mailboxes that the program knows, with what an operator adds and takes out.
#[derive(Clone, Debug, Default)]
pub struct PublicMailboxes {
    added: HashSet<String>,
    removed: HashSet<String>,
}

impl PublicMailboxes {
    /// # Errors
    /// One of them is no domain that an organisation can hold.
    pub fn new(added: &[String], removed: &[String]) -> Result<PublicMailboxes, DomainError> {
        let read = |texts: &[String]| {
            texts.iter().map(|text| Ok(DomainIdentifier::parse(text)?.ascii().to_owned())).collect::<Result<_, _>>()
        };
        Ok(PublicMailboxes { added: read(added)?, removed: read(removed)? })
    }

    /// A domain that is added and taken out.
    pub fn contradiction(&self) -> Option<&str> {
        self.added.intersection(&self.removed).next().map(String::as_str)
    }

    /// Whether anybody can have a mailbox at this domain or at one that it lies below. Of what an operator added and took out,
    /// the nearest counts.
    pub fn contains(&self, domain: &DomainIdentifier) -> bool {
        let whole = domain.ascii();
        let above = whole.match_indices('.').filter_map(|(dot, _)| whole.get(dot + 1..));
        for name in std::iter::once(whole).chain(above) {
            if self.removed.contains(name) {
                return false;
            }
            if self.added.contains(name) || KNOWN.contains(name) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list of the package as this program reads it: what no organisation can hold, such as public suffixes, matches
    /// nothing anyhow.
    fn list_of(package: &str) -> String {
        let names: Vec<String> = serde_json::from_str(package).unwrap();
        let mut names: Vec<String> =
            names.iter().filter_map(|name| Some(DomainIdentifier::parse(name).ok()?.ascii().to_owned())).collect();
        names.sort();
        names.dedup();
        format!(
            "# Made from the npm package free-email-domains (MIT, see LICENSE beside it) as CONTRIBUTING.md says. Sorted, in \
             a-labels.\n\
             {}\n",
            names.join("\n")
        )
    }

    #[test]
    fn the_list_is_in_the_form_that_is_compared() {
        if let Ok(package) = std::env::var("RENEW_MAILBOXES") {
            let list = concat!(env!("CARGO_MANIFEST_DIR"), "/src/domains/public_mailboxes/free_email_domains.txt");
            std::fs::write(list, list_of(&std::fs::read_to_string(package).unwrap())).unwrap();
            return;
        }
        let mailboxes = PublicMailboxes::default();
        for list in LISTS {
            let listed: Vec<&str> = names(list).collect();
            assert!(listed.is_sorted(), "the list is not sorted");
            for name in listed {
                let domain = DomainIdentifier::parse(name).unwrap();
                assert_eq!(domain.ascii(), name);
                assert!(mailboxes.contains(&domain), "{name}");
            }
        }
        assert!(KNOWN.len() > 10_000, "{}", KNOWN.len());
    }

    #[test]
    fn providers_of_many_countries_are_listed_and_companies_are_not() {
        let mailboxes = PublicMailboxes::default();
        let is_public = |name: &str| mailboxes.contains(&DomainIdentifier::parse(name).unwrap());
        for name in [
            "gmail.com",
            "outlook.com",
            "orange.fr",
            "laposte.net",
            "web.de",
            "gmx.net",
            "proton.me",
            "xs4all.nl",
            "dds.nl",
            "quicknet.nl",
            "ziggo.nl",
            "planet.nl",
            "skynet.be",
            "telenet.be",
            "bk.ru",
            "list.ru",
            "inbox.ru",
            "rambler.ru",
            "ukr.net",
            "daum.net",
            "hanmail.net",
            "sbcglobal.net",
            "bellsouth.net",
            "talktalk.net",
            "xtra.co.nz",
            "usa.com",
            "email.com",
            "yopmail.com",
            "mailinator.com",
            "10minutemail.com",
            "mail.gmail.com",
        ] {
            assert!(is_public(name), "{name}");
        }
        for name in ["acme.com", "xgmail.com", "northmoor-rail.com", "siemens.com", "orange.com"] {
            assert!(!is_public(name), "{name}");
        }
    }

    #[test]
    fn an_operator_adds_and_takes_out() {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mailboxes =
            PublicMailboxes::new(&list(&["Post.Example", "mail.orange.fr"]), &list(&["orange.fr", "gmx.net"])).unwrap();
        for (name, public) in [
            ("post.example", true),
            ("a.post.example", true),
            ("orange.fr", false),
            ("staff.orange.fr", false),
            ("mail.orange.fr", true),
            ("x.mail.orange.fr", true),
            ("gmx.net", false),
            ("gmail.com", true),
        ] {
            assert_eq!(mailboxes.contains(&DomainIdentifier::parse(name).unwrap()), public, "{name}");
        }
        assert!(PublicMailboxes::new(&list(&["co.uk"]), &[]).is_err());
        assert!(PublicMailboxes::new(&[], &list(&["acme"])).is_err());
    }
}

//! E-mail addresses: their form, their domain, and when two are the same. Nothing here says that one is verified.

use std::fmt;

use email_address::Options;
use unicode_normalization::UnicodeNormalization;

use super::characters::is_hidden;
use super::confusable::readable;
use super::{DomainFault, normalise};

/// The longest address in octets that fits a mail's path (RFC 5321, 4.5.3.1.3, less the angle brackets).
const LONGEST: usize = 254;

/// An address with its domain normalised and its local part as typed.
#[derive(Clone, Debug)]
pub struct EmailAddress {
    address: String,
    /// Where in `address` the `@` before the domain stands.
    at: usize,
}

/// Why a text is not an e-mail address; shows the text and the way on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` {fault}")]
pub struct EmailError {
    /// The text as it was given, trimmed.
    pub value: String,
    /// What is wrong with it.
    pub fault: EmailFault,
}

/// What is wrong with an address, worded to follow the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailFault {
    #[error("is empty; enter an e-mail address such as `name@acme.com`")]
    Empty,
    #[error("has no `@`; enter an e-mail address such as `name@acme.com`")]
    NoAt,
    #[error("is not an e-mail address before the `@`; enter one such as `name@acme.com`")]
    LocalPart,
    #[error("has quotes before the `@`, which mail servers read differently; enter an address without them")]
    Quoted,
    #[error(
        "has `%`, `!`, `|` or `=?` before the `@`, by which a mail server may pass mail on to somebody else; \
         enter an address without them"
    )]
    Routed,
    #[error("has a character before the `@` that nobody sees; type the address anew")]
    Hidden,
    #[error("is longer than 254 characters; enter a shorter e-mail address")]
    TooLong,
    #[error("has a domain that {0}")]
    Domain(DomainFault),
}

impl EmailAddress {
    /// Reads an address as typed: trimmed, the domain in any of its forms (see `DomainIdentifier::parse`).
    ///
    /// A public suffix passes as the domain: people have mailboxes there. It matches nothing.
    ///
    /// # Errors
    /// It is none; or one whose mail could reach somebody else than the owner of the domain says: what a relay takes for a
    /// route (RFC 5321, appendix F.2 and section 3.7.1: `%` and `!`), for a program, or for an encoded word, and quotes, with
    /// which one mailbox has many addresses.
    pub fn parse(text: &str) -> Result<EmailAddress, EmailError> {
        let email = EmailAddress::stored(text)?;
        match fault_of_claim(email.local()) {
            Some(fault) => Err(EmailError { value: text.trim().to_owned(), fault }),
            None => Ok(email),
        }
    }

    /// Reads an address that was taken before, by rules that may have been wider: only to write it down, never to let
    /// anybody claim it.
    ///
    /// # Errors
    /// It is none.
    pub fn stored(text: &str) -> Result<EmailAddress, EmailError> {
        let typed = text.trim();
        let refuse = |fault| Err(EmailError { value: typed.to_owned(), fault });
        if typed.is_empty() {
            return refuse(EmailFault::Empty);
        }
        let Some((local, domain)) = typed.rsplit_once('@') else {
            return refuse(EmailFault::NoAt);
        };
        let domain = match normalise(domain) {
            Ok(domain) => domain,
            Err(error) => return refuse(EmailFault::Domain(error.fault)),
        };

        let address = format!("{local}@{domain}");
        if address.len() > LONGEST {
            return refuse(EmailFault::TooLong);
        }
        if !is_well_formed(&address)
            || local.chars().any(|c| c.is_control() || c.is_whitespace() || folds_into_ascii(c))
        {
            return refuse(EmailFault::LocalPart);
        }

        let email = EmailAddress { at: local.len(), address };
        // Letters beyond ASCII may be longer in the key: it has to be an address as well, or it could not be read back.
        if !local.is_ascii() && !is_well_formed(&email.folded()) {
            return refuse(EmailFault::LocalPart);
        }

        Ok(email)
    }

    /// The address to send mail to: the local part as typed, the domain as a-labels in lower case.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Whether letters beyond ASCII stand before the `@`: only mail servers that offer SMTPUTF8 take these (RFC 6531).
    pub fn needs_utf8(&self) -> bool {
        !self.local().is_ascii()
    }

    /// The domain as a-labels in lower case, for `matching::match_kind` once it is verified.
    pub fn domain(&self) -> &str {
        self.address.get(self.at + 1..).unwrap_or_default()
    }

    /// The key under which addresses are the same: case and Unicode form of the local part aside.
    pub fn folded(&self) -> String {
        let local: String = self.local().to_lowercase().nfc().collect();
        format!("{local}@{}", self.domain())
    }

    /// The address for display, its domain as [`readable`] shows it.
    pub fn unicode(&self) -> String {
        format!("{}@{}", self.local(), readable(self.domain()))
    }

    /// As it is shown to somebody who has not proved it yet: `j•••@acme.com`, whatever the length of the local part.
    pub fn masked(&self) -> String {
        let first: String = self.address.chars().take(1).collect();
        format!("{first}•••@{}", readable(self.domain()))
    }

    fn local(&self) -> &str {
        self.address.get(..self.at).unwrap_or_default()
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &EmailAddress) -> bool {
        self.folded() == other.folded()
    }
}

impl Eq for EmailAddress {}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.unicode())
    }
}

/// The grammar of RFC 5321, and of RFC 6531 where characters beyond ASCII stand in the local part.
fn is_well_formed(address: &str) -> bool {
    // The crate takes code points for UTF-8 octets and refuses some of them: it sees as many plain letters instead.
    let plain: String = address
        .chars()
        .flat_map(|c| if c.is_ascii() { std::iter::repeat_n(c, 1) } else { std::iter::repeat_n('x', c.len_utf8()) })
        .collect();
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();

    email_address::EmailAddress::parse_with_options(&plain, options).is_ok()
}

/// The Kelvin sign folds to `k`: with it, one mailbox could claim the account of another at the same domain.
fn folds_into_ascii(character: char) -> bool {
    !character.is_ascii() && character.to_lowercase().nfc().any(|folded| folded.is_ascii())
}

/// Why nobody may claim an address with this local part.
fn fault_of_claim(local: &str) -> Option<EmailFault> {
    if local.contains('"') {
        Some(EmailFault::Quoted)
    } else if local.contains(['%', '!', '|']) || local.contains("=?") {
        Some(EmailFault::Routed)
    } else {
        local.chars().any(is_hidden).then_some(EmailFault::Hidden)
    }
}

/// An address as it was kept, folded for comparing; one that is none stays as it is.
pub fn folded(email: &str) -> String {
    EmailAddress::stored(email).map_or_else(|_| email.to_owned(), |address| address.folded())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_local_part_and_normalises_its_domain() {
        for (typed, address, domain) in [
            ("Ann.Lee@ACME.com", "Ann.Lee@acme.com", "acme.com"),
            (" ann@acme.com. ", "ann@acme.com", "acme.com"),
            ("ann@bäckerei.de", "ann@xn--bckerei-5wa.de", "xn--bckerei-5wa.de"),
            ("ann+lists@eu.acme.com", "ann+lists@eu.acme.com", "eu.acme.com"),
            ("o'neil@acme.co.uk", "o'neil@acme.co.uk", "acme.co.uk"),
            ("éloïse@voltarive.fr", "éloïse@voltarive.fr", "voltarive.fr"),
            ("ann=lee/x{1}@acme.com", "ann=lee/x{1}@acme.com", "acme.com"),
            ("ann@аcme.com (xn--cme-5cd.com)", "ann@xn--cme-5cd.com", "xn--cme-5cd.com"),
            ("somebody@co.uk", "somebody@co.uk", "co.uk"),
        ] {
            let email = EmailAddress::parse(typed).unwrap();
            assert_eq!((email.as_str(), email.domain()), (address, domain), "{typed}");
        }
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        let domain = EmailFault::Domain;
        for (typed, fault) in [
            ("", EmailFault::Empty),
            ("acme.com", EmailFault::NoAt),
            ("@acme.com", EmailFault::LocalPart),
            ("a b@acme.com", EmailFault::LocalPart),
            ("a@b@acme.com", EmailFault::LocalPart),
            ("Ann <ann@acme.com", EmailFault::LocalPart),
            ("a..b@acme.com", EmailFault::LocalPart),
            (".a@acme.com", EmailFault::LocalPart),
            ("a\r\nBcc:x@acme.com", EmailFault::LocalPart),
            ("\"a\tb\"@acme.com", EmailFault::LocalPart),
            ("\"a@b\"@acme.com", EmailFault::Quoted),
            ("\"q.x\"@acme.com", EmailFault::Quoted),
            ("\"m@evil.test>\"@acme.com", EmailFault::Quoted),
            ("m%evil.test@acme.com", EmailFault::Routed),
            ("evil.test!m@acme.com", EmailFault::Routed),
            ("|m@acme.com", EmailFault::Routed),
            ("=?utf-8?q?m=40evil.test=3e=00?=@acme.com", EmailFault::Routed),
            ("@evil.test:m@acme.com", EmailFault::LocalPart),
            ("m:x@acme.com", EmailFault::LocalPart),
            ("a\u{ad}nn@acme.com", EmailFault::Hidden),
            ("a\u{200b}nn@acme.com", EmailFault::Hidden),
            ("a\u{202e}nn@acme.com", EmailFault::Hidden),
            ("ann@evil.test (ann@acme.com)", domain(DomainFault::Malformed)),
            ("\u{212a}evin@acme.com", EmailFault::LocalPart),
            ("a\u{81}b@acme.com", EmailFault::LocalPart),
            ("a\u{a0}b@acme.com", EmailFault::LocalPart),
            ("ann@", domain(DomainFault::Empty)),
            ("ann@localhost", domain(DomainFault::OneLabel)),
            ("ann@[10.0.0.1]", domain(DomainFault::IpAddress)),
            ("ann@acme.com>", domain(DomainFault::Malformed)),
        ] {
            assert_eq!(EmailAddress::parse(typed).unwrap_err().fault, fault, "{typed:?}");
        }
        let of_length = |length: usize| {
            let labels = format!("{}.{}.{}", "b".repeat(63), "c".repeat(63), "d".repeat(length - 197));
            format!("{}@{labels}.com", "a".repeat(64))
        };
        assert_eq!(of_length(254).len(), 254);
        assert!(EmailAddress::parse(&of_length(254)).is_ok());
        for length in [255, 256] {
            assert_eq!(EmailAddress::parse(&of_length(length)).unwrap_err().fault, EmailFault::TooLong, "{length}");
        }
        assert!(EmailAddress::parse(&format!("{}@acme.com", "a".repeat(65))).is_err());
    }

    #[test]
    fn what_was_taken_before_can_still_be_written_down() {
        for kept in ["\"q.x\"@acme.com", "m%evil.test@acme.com"] {
            assert_eq!(EmailAddress::stored(kept).unwrap().as_str(), kept);
            assert!(EmailAddress::parse(kept).is_err(), "{kept}");
        }
    }

    #[test]
    fn a_domain_beyond_ascii_needs_no_utf8() {
        for (typed, needs) in [("ann@bäckerei.de", false), ("zoë@acme.com", true), ("ann@acme.com", false)] {
            assert_eq!(EmailAddress::parse(typed).unwrap().needs_utf8(), needs, "{typed}");
        }
    }

    #[test]
    fn what_is_kept_is_compared_by_its_key() {
        assert_eq!(folded("Ann@ACME.com"), "ann@acme.com");
        assert_eq!(folded("No Address"), "No Address");
    }

    #[test]
    fn the_key_of_an_address_is_an_address() {
        // In the key each of these letters has three octets, not two: 63 are the most that fit.
        for (count, fits) in [(21, true), (22, false)] {
            let typed = format!("{}@acme.com", "\u{23a}".repeat(count));
            let parsed = EmailAddress::parse(&typed);
            assert_eq!(parsed.is_ok(), fits, "{typed}");
            if let Ok(email) = parsed {
                assert_eq!(EmailAddress::parse(&email.folded()).unwrap().folded(), email.folded());
            }
        }
    }

    #[test]
    fn addresses_are_the_same_whatever_their_case_and_form() {
        for (one, other, same) in [
            ("Ann.Lee@Acme.com", "ann.lee@acme.com.", true),
            ("ÉLOÏSE@voltarive.fr", "e\u{301}loi\u{308}se@voltarive.fr", true),
            ("ann@bäckerei.de", "ANN@XN--BCKEREI-5WA.de", true),
            ("annlee@acme.com", "ann.lee@acme.com", false),
            ("ann+x@acme.com", "ann@acme.com", false),
            ("ann@eu.acme.com", "ann@acme.com", false),
        ] {
            let (one, other) = (EmailAddress::parse(one).unwrap(), EmailAddress::parse(other).unwrap());
            assert_eq!(one == other, same, "{one} {other}");
        }
    }

    #[test]
    fn a_masked_address_tells_a_character_and_the_domain() {
        for (address, masked) in [
            ("jo.smith@acme.com", "j•••@acme.com"),
            ("j@ACME.com", "j•••@acme.com"),
            ("Éloïse@xn--bckerei-5wa.de", "É•••@bäckerei.de"),
            ("ann@xn--cme-5cd.com", "a•••@аcme.com (xn--cme-5cd.com)"),
        ] {
            assert_eq!(EmailAddress::parse(address).unwrap().masked(), masked);
        }
    }

    #[test]
    fn the_message_names_the_value_and_the_way_on() {
        let error = EmailAddress::parse("ann@localhost").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`ann@localhost` has a domain that has one label only; enter the entire domain, such as `acme.com`"
        );
        assert_eq!(EmailAddress::parse("Ann@Bäckerei.de").unwrap().to_string(), "Ann@bäckerei.de");
    }
}

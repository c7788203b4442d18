//! Domain identifiers of Smart Accounts, as people type them and as they are compared.
//!
//! E-mail addresses, domain matching, public mailboxes and the folding of names stand in the modules below. Nothing here
//! asks the DNS: a domain is a name, not a host that must answer.

pub mod characters;
pub mod confusable;
pub mod email;
pub mod folding;
pub mod internal;
pub mod likeness;
pub mod links;
pub mod mailbox;
pub mod matching;
#[cfg(test)]
mod matching_tests;
pub mod public_mailboxes;
pub mod search_text;
pub mod spoken_for;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::IpAddr;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// What word processors and telephones write in place of a hyphen: no domain can have any of them (RFC 5892).
const HYPHENS: [char; 6] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}', '\u{fe63}'];

/// What encloses an address, separates it from the next one, or ends the sentence in which it stands.
const AROUND_ADDRESSES: [char; 15] = ['<', '>', '(', ')', '[', ']', '"', '\'', '“', '”', '«', '»', ',', ';', '.'];

/// The longest domain name in octets of its a-label form, without the root's dot (RFC 1035, 2.3.4).
const LONGEST: usize = 253;

/// A domain that an organisation can hold: two labels or more, not an address, not a public suffix.
///
/// Compared, ordered and stored in its a-label form; `Bücher.de.` and `xn--bcher-kva.de` are the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainIdentifier {
    ascii: String,
    /// Where in `ascii` the registrable domain begins.
    registrable_from: usize,
}

/// Why a text is not a domain that can be used here; shows the text and the way on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` {fault}")]
pub struct DomainError {
    /// The text as it was given, trimmed.
    pub value: String,
    /// What is wrong with it.
    pub fault: DomainFault,
}

/// What is wrong with a domain, worded to follow the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DomainFault {
    #[error("is empty; enter a domain such as `acme.com`")]
    Empty,
    #[error("is not a domain name; use letters, digits, hyphens and dots, such as `acme.com`")]
    Malformed,
    #[error("has one label only; enter the entire domain, such as `acme.com`")]
    OneLabel,
    #[error("is an IP address; enter a domain such as `acme.com`")]
    IpAddress,
    #[error("is a public suffix that many organisations share; enter the organisation's own domain below it")]
    PublicSuffix,
    #[error("is longer than 253 characters; enter a shorter domain")]
    TooLong,
}

/// The same with hyphens as domains have them.
pub fn plain_hyphens(text: &str) -> String {
    text.replace(HYPHENS, "-")
}

/// What stands where a host would in a web or mail address, and the text itself where it is neither: without the scheme,
/// the person, the port, the path, and what encloses an address or ends a sentence.
pub fn host_within(text: &str) -> &str {
    let text = text.trim();
    let rest = match text.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => rest,
        _ => text,
    };
    let before_path = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let host = before_path.rsplit('@').next().unwrap_or(before_path);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host.trim_matches(|sign: char| sign.is_whitespace() || AROUND_ADDRESSES.contains(&sign))
}

impl DomainIdentifier {
    /// Reads what a person typed: trimmed, in any case, with or without a trailing dot, as u-labels,
    /// a-labels (UTS 46, non-transitional, STD3 rules), with typographic hyphens, or both forms as [`confusable::readable`] shows them.
    ///
    /// Public suffixes are those of the Public Suffix List with its private section. Two customers of one
    /// hoster (`a.github.io`, `b.github.io`) are as foreign to each other as two companies under `co.uk`, and
    /// would be siblings without it. The price: the hoster itself cannot use its suffix as an identifier.
    pub fn parse(text: &str) -> Result<DomainIdentifier, DomainError> {
        let ascii = normalise(text)?;
        let Some(registrable) = psl::domain_str(&ascii) else {
            return Err(DomainError::new(text, DomainFault::PublicSuffix));
        };

        Ok(DomainIdentifier { registrable_from: ascii.len() - registrable.len(), ascii })
    }

    /// The domain in what was copied from a browser or a mail: `https://acme.com:8443/en`, `Ann <ann@acme.com>`, `acme.com.,`.
    pub fn within(text: &str) -> Option<DomainIdentifier> {
        DomainIdentifier::parse(text).or_else(|_| DomainIdentifier::parse(host_within(text))).ok()
    }

    /// The same without the `www.` of a web site.
    pub fn meant_by(text: &str) -> Option<DomainIdentifier> {
        let domain = DomainIdentifier::within(text)?;
        Some(domain.without_www().unwrap_or(domain))
    }

    /// The domain of an organisation whose web site this is: `acme.com` of `www.acme.com`.
    pub fn without_www(&self) -> Option<DomainIdentifier> {
        self.ascii.strip_prefix("www.").and_then(|rest| DomainIdentifier::parse(rest).ok())
    }

    /// The domain in lower case, as a-labels, without a trailing dot.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// The domain for display, as [`confusable::readable`] shows it.
    pub fn unicode(&self) -> String {
        confusable::readable(&self.ascii)
    }

    /// The public suffix and one label, as a-labels: `acme.co.uk` of `emea.acme.co.uk`.
    pub fn registrable(&self) -> &str {
        self.ascii.get(self.registrable_from..).unwrap_or(&self.ascii)
    }
}

impl fmt::Display for DomainIdentifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.unicode())
    }
}

impl DomainError {
    fn new(text: &str, fault: DomainFault) -> DomainError {
        DomainError { value: text.trim().to_owned(), fault }
    }
}

/// The a-label form of a domain of two labels or more; public suffixes pass, since people do have mailboxes there.
fn normalise(text: &str) -> Result<String, DomainError> {
    let Some((unicode, ascii)) = confusable::both_forms(text.trim()) else {
        return normalise_form(text);
    };
    let normalised = normalise_form(unicode)?;
    match normalise_form(ascii) {
        Ok(other) if other == normalised => Ok(normalised),
        _ => Err(DomainError::new(text, DomainFault::Malformed)),
    }
}

fn normalise_form(text: &str) -> Result<String, DomainError> {
    let refuse = |fault| Err(DomainError::new(text, fault));
    let typed = text.trim();
    if typed.is_empty() {
        return refuse(DomainFault::Empty);
    }
    if is_ip_address(typed) {
        return refuse(DomainFault::IpAddress);
    }

    let typed = plain_hyphens(typed);
    let Ok(ascii) =
        Uts46::new().to_ascii(typed.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Ignore)
    else {
        return refuse(DomainFault::Malformed);
    };
    // UTS 46 maps the ideographic full stop to a dot, so the trailing one is looked for only now.
    let ascii = ascii.strip_suffix('.').unwrap_or(&ascii);
    if ascii.len() > LONGEST {
        return refuse(DomainFault::TooLong);
    }
    if ascii.split('.').any(|label| label.is_empty() || label.len() > 63) {
        return refuse(DomainFault::Malformed);
    }
    if !ascii.contains('.') {
        return refuse(DomainFault::OneLabel);
    }
    if ends_in_a_number(ascii) {
        return refuse(DomainFault::IpAddress);
    }

    Ok(ascii.to_owned())
}

fn to_unicode(ascii: &str) -> String {
    let (unicode, _) = Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    unicode.into_owned()
}

fn is_ip_address(text: &str) -> bool {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse::<IpAddr>().is_ok()
}

/// `10.1`, `1.2.3.256` and `1.0x7f` are addresses to many programs, and no top-level domain looks like
/// that (WHATWG URL, "ends in a number").
fn ends_in_a_number(ascii: &str) -> bool {
    let last = ascii.rsplit('.').next().unwrap_or(ascii);
    let hexadecimal = last.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()));

    hexadecimal || last.bytes().all(|b| b.is_ascii_digit())
}

//! Domains that look like another one, and how they are shown (UTS 39).

use unicode_security::confusable_detection::skeleton;
use unicode_security::{GeneralSecurityProfile, MixedScript};

use super::{DomainIdentifier, to_unicode};

/// A domain, given as a-labels, for people to read: as u-labels, and where these could be taken for other letters both
/// forms, `аcme.com (xn--cme-5cd.com)`. Both read back as the same domain.
pub fn readable(ascii: &str) -> String {
    let unicode = to_unicode(ascii);
    if unicode.split('.').all(is_plain) { unicode } else { format!("{unicode} ({ascii})") }
}

/// The two halves of what [`readable`] shows as both forms.
pub(super) fn both_forms(shown: &str) -> Option<(&str, &str)> {
    shown.strip_suffix(')').and_then(|shown| shown.split_once(" ("))
}

/// Whether two domains, given as a-labels, are of different owners and look alike: `аcme.com`, `acrne.com` and `acme.com`.
/// Only the registrable parts are compared: what lies below them is their owners' own.
pub fn look_alike(one: &str, other: &str) -> bool {
    let (Ok(one), Ok(other)) = (DomainIdentifier::parse(one), DomainIdentifier::parse(other)) else { return false };
    let look = |domain: &DomainIdentifier| look_of(&to_unicode(domain.registrable()));

    one.registrable() != other.registrable() && look(&one) == look(&other)
}

/// What a text looks like: the same for all texts that a reader could take for each other (UTS 39, 4). For comparing only.
/// Unlike there, the small form of each letter counts, since names are compared without case.
pub fn look_of(text: &str) -> String {
    skeleton(&text.to_lowercase()).flat_map(char::to_lowercase).collect()
}

/// Whether a u-label is what it seems: ASCII, or of one script that is in common use, and not like any word of ASCII.
fn is_plain(label: &str) -> bool {
    label.is_ascii()
        || (label.is_single_script()
            && label.chars().all(GeneralSecurityProfile::identifier_allowed)
            && !skeleton(label).all(|c| c.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readable_of(typed: &str) -> String {
        readable(DomainIdentifier::parse(typed).unwrap().ascii())
    }

    #[test]
    fn what_could_be_taken_for_other_letters_is_shown_in_both_forms() {
        for (typed, shown) in [
            ("acme.com", "acme.com"),
            ("bäckerei.de", "bäckerei.de"),
            ("énergie-vaucreuse.fr", "énergie-vaucreuse.fr"),
            ("straße.de", "straße.de"),
            ("食品.cn", "食品.cn"),
            ("トヨタの車.jp", "トヨタの車.jp"),
            ("москва.ru", "москва.ru"),
            ("аcme.com", "аcme.com (xn--cme-5cd.com)"),
            ("рау.com", "рау.com (xn--80a5ak.com)"),
            ("eu.аcme.com", "eu.аcme.com (eu.xn--cme-5cd.com)"),
            ("食品a.cn", "食品a.cn (xn--a-sh9an60s.cn)"),
            ("cœur.fr", "cœur.fr (xn--cur-fya.fr)"),
            ("ᏚᎢᎵ.com", "ᏚᎢᎵ.com (xn--78d2b8f.com)"),
        ] {
            assert_eq!(readable_of(typed), shown, "{typed}");
            assert_eq!(DomainIdentifier::parse(shown).unwrap(), DomainIdentifier::parse(typed).unwrap(), "{typed}");
        }
    }

    #[test]
    fn two_forms_of_different_domains_are_none() {
        for text in [
            "acme.com (xn--cme-5cd.com)",
            "аcme.com (acme.com)",
            "a.com (a.com (a.com))",
            "a.com ()",
            "a.com (a.com) (",
        ] {
            assert!(DomainIdentifier::parse(text).is_err(), "{text}");
        }
        let nested = format!("a.com{}{}", " (a.com".repeat(20_000), ")".repeat(20_000));
        assert!(DomainIdentifier::parse(&nested).is_err());
    }

    #[test]
    fn domains_of_different_owners_look_alike() {
        for (one, other, alike) in [
            ("xn--cme-5cd.com", "acme.com", true),
            ("mail.xn--cme-5cd.com", "emea.acme.com", true),
            ("acrne.com", "acme.com", true),
            ("acme1.com", "acmel.com", true),
            ("n0rthmoor.com", "northmoor.com", true),
            ("acme.com", "acme.com", false),
            ("eu.acme.com", "acme.com", false),
            ("acme.com", "acme.org", false),
            ("xn--bckerei-5wa.de", "backerei.de", false),
            ("com", "acme.com", false),
        ] {
            assert_eq!(look_alike(one, other), alike, "{one} {other}");
            assert_eq!(look_alike(other, one), alike, "{other} {one}");
        }
    }
}

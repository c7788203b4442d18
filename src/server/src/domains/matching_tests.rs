//! The kinds of match: the cases that were thought of, and an oracle on label lists for those that were not.

use proptest::prelude::*;
use proptest::sample::select;
use rules::vocabulary::MatchKind;

use super::DomainIdentifier;
use super::public_mailboxes::PublicMailboxes;

fn match_kind(email_domain: Option<&str>, identifier: &DomainIdentifier) -> MatchKind {
    super::matching::match_kind(&PublicMailboxes::default(), email_domain, identifier)
}

fn kind(email_domain: &str, identifier: &str) -> MatchKind {
    match_kind(Some(email_domain), &DomainIdentifier::parse(identifier).unwrap())
}

#[test]
fn each_kind_has_its_cases() {
    for (email_domain, identifier, expected) in [
        ("acme.com", "acme.com", MatchKind::Same),
        ("ACME.com.", "Acme.Com", MatchKind::Same),
        ("bäckerei.de", "xn--bckerei-5wa.de", MatchKind::Same),
        ("eu.acme.com", "acme.com", MatchKind::Below),
        ("a.b.c.acme.com", "b.c.acme.com", MatchKind::Below),
        ("acme.com", "emea.acme.com", MatchKind::Above),
        ("acme.co.uk", "emea.acme.co.uk", MatchKind::Above),
        ("eu.acme.com", "emea.acme.com", MatchKind::Sibling),
        ("xeu.acme.com", "eu.acme.com", MatchKind::Sibling),
        ("eu.acme.com", "xeu.acme.com", MatchKind::Sibling),
        ("eu.acme.com", "west.emea.acme.com", MatchKind::Sibling),
        ("pages.ann.github.io", "ann.github.io", MatchKind::Below),
    ] {
        assert_eq!(kind(email_domain, identifier), expected, "{email_domain} {identifier}");
    }
}

#[test]
fn what_only_looks_alike_matches_nothing() {
    for (email_domain, identifier) in [
        ("ontpellier.fr", "ville-montpellier.fr"),
        ("ville-montpellier.fr", "ontpellier.fr"),
        ("montpellier.fr", "ville-montpellier.fr"),
        ("xacme.com", "acme.com"),
        ("acme.com", "xacme.com"),
        ("x-acme.com", "acme.com"),
        ("acme.com.evil.org", "acme.com"),
        ("acme.com", "acme.com.evil.org"),
        ("acme.co", "acme.com"),
        ("acme.com", "acme.co"),
        ("acme.co.uk", "acme.com"),
        ("other.co.uk", "acme.co.uk"),
        ("ann.github.io", "bob.github.io"),
        ("xn--acme-.com", "acme.com"),
        ("аcme.com", "acme.com"), // The first letter of the one is Cyrillic.
    ] {
        assert_eq!(kind(email_domain, identifier), MatchKind::None, "{email_domain} {identifier}");
    }
}

#[test]
fn shared_and_unverified_domains_match_nothing() {
    for (email_domain, identifier) in [
        ("gmail.com", "gmail.com"),
        ("GMAIL.com.", "gmail.com"),
        ("mail.gmail.com", "gmail.com"),
        ("gmail.com", "team.gmail.com"),
        ("one.web.de", "two.web.de"),
        ("co.uk", "acme.co.uk"),
        ("github.io", "ann.github.io"),
        ("com", "acme.com"),
        ("", "acme.com"),
        ("not a domain", "acme.com"),
    ] {
        assert_eq!(kind(email_domain, identifier), MatchKind::None, "{email_domain} {identifier}");
    }
    assert_eq!(match_kind(None, &DomainIdentifier::parse("acme.com").unwrap()), MatchKind::None);
}

#[test]
fn a_hosters_customers_do_not_lie_below_the_hoster() {
    // The Public Suffix List has `s3.amazonaws.com`, so a bucket's registrable domain is its own.
    assert_eq!(kind("bucket.s3.amazonaws.com", "amazonaws.com"), MatchKind::None);
}

/// Suffixes of one and two labels; the oracle is told how many, and asks no list.
fn domain() -> impl Strategy<Value = (Vec<String>, usize)> {
    let suffix = select(vec!["com", "fr", "co.uk", "de", "org"]);
    let label = select(vec!["acme", "xacme", "acm", "eu", "ville-acme", "com", "a", "énergie", "bäcker", "co"]);
    (proptest::collection::vec(label, 1..4), suffix).prop_map(|(labels, suffix)| {
        let suffix: Vec<String> = suffix.split('.').map(str::to_owned).collect();
        let suffix_length = suffix.len();
        (labels.into_iter().map(str::to_owned).chain(suffix).collect(), suffix_length)
    })
}

/// Compares lists of labels from their ends, one by one.
fn oracle(email: &(Vec<String>, usize), identifier: &(Vec<String>, usize)) -> MatchKind {
    let (one, other) = (&email.0, &identifier.0);
    let common = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    if email.1 != identifier.1 || common < email.1 + 1 {
        return MatchKind::None;
    }
    match (one.len() - common, other.len() - common) {
        (0, 0) => MatchKind::Same,
        (_, 0) => MatchKind::Below,
        (0, _) => MatchKind::Above,
        _ => MatchKind::Sibling,
    }
}

fn join(labels: &[String]) -> String {
    labels.join(".")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_kind_is_that_of_the_label_lists(email in domain(), identifier in domain()) {
        prop_assume!(usable(&email) && usable(&identifier));
        prop_assert_eq!(kind(&join(&email.0), &join(&identifier.0)), oracle(&email, &identifier));
    }

    #[test]
    fn the_form_in_which_a_domain_is_written_changes_nothing(email in domain(), identifier in domain()) {
        prop_assume!(usable(&email) && usable(&identifier));
        let (email, identifier) = (join(&email.0), join(&identifier.0));
        let expected = kind(&email, &identifier);
        let a_labels = DomainIdentifier::parse(&email).unwrap().ascii().to_owned();
        for form in [email.to_uppercase(), format!("{email}."), format!(" {email}"), a_labels.to_uppercase()] {
            prop_assert_eq!(kind(&form, &identifier), expected);
            prop_assert_eq!(
                match_kind(Some(&email), &DomainIdentifier::parse(&identifier.to_uppercase()).unwrap()),
                expected
            );
        }
    }

    #[test]
    fn a_letter_more_or_less_before_the_registrable_domain_is_another_domain(
        name in "[a-z]{2,12}", before in "[a-z0-9-]{0,6}[a-z]", suffix in select(vec!["com", "fr", "co.uk"]),
    ) {
        let identifier = format!("{name}.{suffix}");
        // `us.com` is a public suffix, and there are more like it.
        prop_assume!(DomainIdentifier::parse(&identifier).is_ok());
        let (longer, shorter) = (format!("x{before}{identifier}"), identifier[1..].to_owned());
        for email in [longer, shorter, format!("{identifier}.{before}.org")] {
            prop_assert_eq!(kind(&email, &identifier), MatchKind::None, "{} {}", email, identifier);
            let Ok(longer) = DomainIdentifier::parse(&email) else { continue };
            prop_assert_eq!(match_kind(Some(&identifier), &longer), MatchKind::None, "{} {}", identifier, email);
        }
    }
}

/// `com.fr`, `com.de`, `eu.org` and some others are public suffixes themselves, which the oracle does not know.
fn usable(domain: &(Vec<String>, usize)) -> bool {
    let registrable = &domain.0[domain.0.len() - domain.1 - 1..];
    DomainIdentifier::parse(&join(&domain.0)).is_ok_and(|parsed| {
        DomainIdentifier::parse(&join(registrable)).is_ok_and(|expected| parsed.registrable() == expected.ascii())
    })
}

//! Whatever is given as a domain identifier: one form, which reads back as the same; and matching is fair to both sides.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::vocabulary::MatchKind;
use server::domains::DomainIdentifier;
use server::domains::matching::match_kind;
use server::domains::public_mailboxes::PublicMailboxes;

fuzz_target!(|text: &str| {
    let (one, other) = text.split_once('\n').unwrap_or((text, ""));
    let Ok(one) = DomainIdentifier::parse(one) else {
        return;
    };
    let ascii = one.ascii();
    assert!(ascii.len() <= 253 && ascii.contains('.') && !ascii.ends_with('.'), "{ascii}");
    assert!(ascii.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)), "{ascii}");
    assert!(ascii.split('.').all(|label| (1..=63).contains(&label.len())), "{ascii}");
    for form in [ascii.to_owned(), ascii.to_uppercase(), format!(" {ascii}. "), one.unicode()] {
        assert_eq!(DomainIdentifier::parse(&form).as_ref(), Ok(&one), "{form:?}");
    }
    let registrable = DomainIdentifier::parse(one.registrable()).unwrap();
    assert_eq!(registrable.registrable(), one.registrable());
    assert!(ascii == one.registrable() || ascii.ends_with(&format!(".{}", one.registrable())), "{ascii}");

    let Ok(other) = DomainIdentifier::parse(other) else {
        return;
    };
    let public = PublicMailboxes::default();
    let there = match_kind(&public, Some(one.ascii()), &other);
    let back = match_kind(&public, Some(other.ascii()), &one);
    if public.contains(&one) || public.contains(&other) {
        return;
    }
    let mirrored = match there {
        MatchKind::Below => MatchKind::Above,
        MatchKind::Above => MatchKind::Below,
        same => same,
    };
    assert_eq!(back, mirrored, "{one} {other}");
    assert_eq!(there != MatchKind::None, one.registrable() == other.registrable(), "{one} {other}");
    assert_eq!(there == MatchKind::Same, one == other, "{one} {other}");
});

//! `DomainIdentifier`: what people type, what comes of it, and what is refused.

use proptest::prelude::*;

use super::*;

#[test]
fn an_identifier_has_one_form_however_it_is_typed() {
    for (typed, ascii, unicode, registrable) in [
        ("acme.com", "acme.com", "acme.com", "acme.com"),
        (" ACME.Com. ", "acme.com", "acme.com", "acme.com"),
        ("emea.acme.com", "emea.acme.com", "emea.acme.com", "acme.com"),
        ("a.b.acme.co.uk", "a.b.acme.co.uk", "a.b.acme.co.uk", "acme.co.uk"),
        ("Bäckerei.de", "xn--bckerei-5wa.de", "bäckerei.de", "xn--bckerei-5wa.de"),
        ("XN--bckerei-5WA.DE", "xn--bckerei-5wa.de", "bäckerei.de", "xn--bckerei-5wa.de"),
        ("ba\u{308}ckerei.de", "xn--bckerei-5wa.de", "bäckerei.de", "xn--bckerei-5wa.de"),
        ("straße.de", "xn--strae-oqa.de", "straße.de", "xn--strae-oqa.de"),
        ("acme。com。", "acme.com", "acme.com", "acme.com"),
        ("ＡＣＭＥ.com", "acme.com", "acme.com", "acme.com"),
        ("ab‑c‐d–e−f.com", "ab-c-d-e-f.com", "ab-c-d-e-f.com", "ab-c-d-e-f.com"),
        ("ab--cd.com", "ab--cd.com", "ab--cd.com", "ab--cd.com"),
        ("shop.food.公司.cn", "shop.food.xn--55qx5d.cn", "shop.food.公司.cn", "food.xn--55qx5d.cn"),
        ("pages.ann.github.io", "pages.ann.github.io", "pages.ann.github.io", "ann.github.io"),
        ("mailbox.example", "mailbox.example", "mailbox.example", "mailbox.example"),
    ] {
        let identifier = DomainIdentifier::parse(typed).unwrap();
        assert_eq!(identifier.ascii(), ascii, "{typed}");
        assert_eq!(identifier.unicode(), unicode, "{typed}");
        assert_eq!(identifier.to_string(), unicode, "{typed}");
        assert_eq!(identifier.registrable(), registrable, "{typed}");
    }
}

#[test]
fn what_no_organisation_can_hold_is_refused() {
    let long = format!("{}com", "abcdefghi.".repeat(26));
    for (typed, fault) in [
        ("", DomainFault::Empty),
        ("  ", DomainFault::Empty),
        ("localhost", DomainFault::OneLabel),
        ("com", DomainFault::OneLabel),
        ("com.", DomainFault::OneLabel),
        ("co.uk", DomainFault::PublicSuffix),
        ("CO.UK.", DomainFault::PublicSuffix),
        ("github.io", DomainFault::PublicSuffix),
        ("公司.cn", DomainFault::PublicSuffix),
        ("10.0.0.1", DomainFault::IpAddress),
        ("::1", DomainFault::IpAddress),
        ("[2001:db8::1]", DomainFault::IpAddress),
        ("1.2.3.256", DomainFault::IpAddress),
        ("acme.0x7f", DomainFault::IpAddress),
        (".acme.com", DomainFault::Malformed),
        ("acme..com", DomainFault::Malformed),
        ("acme.com..", DomainFault::Malformed),
        (".", DomainFault::Malformed),
        ("-acme.com", DomainFault::Malformed),
        ("acme_x.com", DomainFault::Malformed),
        ("acme com", DomainFault::Malformed),
        ("acme.com/path", DomainFault::Malformed),
        ("https://acme.com", DomainFault::Malformed),
        ("ann@acme.com", DomainFault::Malformed),
        ("xn--a.com", DomainFault::Malformed),
        ("acme.com\0", DomainFault::Malformed),
        (long.as_str(), DomainFault::TooLong),
    ] {
        assert_eq!(DomainIdentifier::parse(typed).map_err(|error| error.fault), Err(fault), "{typed:?}");
    }
    assert!(DomainIdentifier::parse(&format!("{}.com", "a".repeat(63))).is_ok());
    assert!(DomainIdentifier::parse(&format!("{}.com", "a".repeat(64))).is_err());
    let of_length =
        |length: usize| format!("{}{}.com", format!("{}.", "a".repeat(63)).repeat(3), "b".repeat(length - 196));
    assert_eq!(of_length(253).len(), 253);
    assert!(DomainIdentifier::parse(&of_length(253)).is_ok());
    assert_eq!(DomainIdentifier::parse(&of_length(254)).unwrap_err().fault, DomainFault::TooLong);
}

#[test]
fn the_domain_within_an_address_is_found() {
    for (text, domain) in [
        ("acme.com", Some("acme.com")),
        ("https://acme.com", Some("acme.com")),
        ("HTTPS://Acme.com:8443/en/about?from=other.org#top", Some("acme.com")),
        ("https://ann:word@acme.com/x@other.org", Some("acme.com")),
        ("//acme.com/en", Some("acme.com")),
        ("acme.com/uk", Some("acme.com")),
        ("acme.com:443", Some("acme.com")),
        ("acme.com?utm=1", Some("acme.com")),
        ("https:\\\\acme.com\\en", None),
        ("acme.com\\en", Some("acme.com")),
        ("ann@acme.com", Some("acme.com")),
        ("mailto:ann@acme.com?subject=bob@other.org", Some("acme.com")),
        ("<ann@acme.com>", Some("acme.com")),
        ("Ann Byron <ann@acme.com>;", Some("acme.com")),
        ("“acme.com”,", Some("acme.com")),
        ("(acme.com).", Some("acme.com")),
        ("acme.com..", Some("acme.com")),
        ("https://bäckerei.de/", Some("xn--bckerei-5wa.de")),
        ("аcme.com (xn--cme-5cd.com)", Some("xn--cme-5cd.com")),
        ("https://www.acme.com/", Some("www.acme.com")),
        ("https://co.uk/", None),
        ("https://10.0.0.1/", None),
        ("https://[2001:db8::1]/", None),
        ("Acme and Sons", None),
        ("Acme / Sons", None),
        ("acme.com and others", None),
        ("mailto:", None),
        ("//", None),
        ("@", None),
        ("", None),
    ] {
        assert_eq!(DomainIdentifier::within(text).map(|found| found.ascii().to_owned()).as_deref(), domain, "{text}");
    }
    assert_eq!(DomainIdentifier::meant_by("https://www.acme.com/").unwrap().ascii(), "acme.com");
    assert_eq!(DomainIdentifier::meant_by("www.com").unwrap().ascii(), "www.com");
}

#[test]
fn the_message_names_the_value_and_the_way_on() {
    assert_eq!(
        DomainIdentifier::parse(" Co.UK ").unwrap_err().to_string(),
        "`Co.UK` is a public suffix that many organisations share; enter the organisation's own domain below it"
    );
}

proptest! {
    #[test]
    fn reading_never_panics_and_its_forms_read_back_as_the_same(text in "\\PC{0,12}(\\.[a-zä-ü.-]{0,8}){0,3}") {
        if let Ok(identifier) = DomainIdentifier::parse(&text) {
            prop_assert_eq!(DomainIdentifier::parse(identifier.ascii()).unwrap(), identifier.clone());
            prop_assert_eq!(DomainIdentifier::parse(&identifier.unicode()).unwrap(), identifier.clone());
            prop_assert!(identifier.ascii().ends_with(identifier.registrable()));
            prop_assert_eq!(DomainIdentifier::within(&format!("https://a@{text}:1/b")).unwrap(), identifier);
        }
    }
}

//! Whatever is given as an e-mail address: one form, which reads back as the same, and nothing that ends a header.

#![no_main]

use libfuzzer_sys::fuzz_target;
use server::domains::email::{EmailAddress, folded};
use server::mail::message::recipient;

fuzz_target!(|text: &str| {
    assert_eq!(folded(&folded(text)), folded(text), "{text:?}");
    let Ok(email) = EmailAddress::parse(text) else {
        return;
    };
    let address = email.as_str();
    assert!(address.len() <= 254 && !address.chars().any(|c| c.is_control() || c.is_whitespace()), "{address:?}");
    let (local, domain) = address.rsplit_once('@').unwrap();
    assert_eq!(domain, email.domain());
    assert!(text.trim().starts_with(local), "{text:?} is not said by {address:?}");
    assert!(domain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)), "{domain:?}");
    for form in [address.to_owned(), email.unicode(), email.folded(), format!(" {address}. ")] {
        let again = EmailAddress::parse(&form).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(again.folded(), email.folded(), "{form:?}");
        assert_eq!(again.domain(), domain, "{form:?}");
    }
    // What makes the mails has to take it, or the mail that is owed to the address is never sent.
    assert_eq!(recipient(address).unwrap().to_string(), address);
    let tail: String = email.masked().chars().skip(1).collect();
    let another = EmailAddress::parse(&format!("x@{domain}")).unwrap().masked();
    assert_eq!(Some(tail.as_str()), another.strip_prefix('x'), "more is shown than a character and the domain");
});

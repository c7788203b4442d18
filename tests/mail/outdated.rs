//! Mails that the outbox has from an earlier build, whose events said less.

use server::base::time_zone::Zone;
use server::mail::render;

use crate::letters::{read, secret, settings};

/// What the outbox has from before these events said more.
#[test]
fn mails_of_before_are_still_written() {
    for (event, details) in [
        (
            "account_offer_lapsed",
            r#"{"account":{"name":"A","domain_identifier":"a.example"},"requester":"S","requester_email":"s@b.example"}"#,
        ),
        (
            "access_removed",
            r#"{"account":{"name":"A","domain_identifier":"a.example"},"before":{"role":"user","virtual_account":null}}"#,
        ),
        ("account_activated", r#"{"account":{"name":"A","domain_identifier":"a.example"},"reference":"AR-7K3M-9QXT"}"#),
    ] {
        let (mut outgoing, _) = read(&crate::setting::expired(), "en");
        (outgoing.event, outgoing.details) = (event.to_owned(), details.to_owned());
        assert!(!render(&outgoing, &Zone::UTC, &settings(), &secret()).unwrap().text.is_empty(), "{event}");
    }
}

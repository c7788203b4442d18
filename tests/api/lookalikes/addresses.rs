//! Addresses by which a mail server may reach somebody else are refused wherever one is claimed or typed.

use api::account_request::{AccountRequest, CorrectedContact, NewAccountRequest};
use api::path;
use api::problem::Code;
use reqwest::Method;
use server::import_export::import::Outcome;
use tests::files::Files;

use crate::account_requests::addresses::refuse;
use crate::account_requests::{CUSTOMER, FREE, PARTNER, Requests, asked, forward, own, pending, requested, send};
use crate::sign_in_by_code::claim;

tests::on_both_databases! {
    in Requests::open:
    an_address_that_may_reach_somebody_else_is_refused_wherever_it_is_claimed,
    an_address_of_before_is_written_down_and_gets_no_mail,
}

/// What Postfix, Sendmail or a reader of headers would take for another mailbox, or one mailbox has beside its own name.
const ROUTED: &[&str] = &[
    "m%evil.test@marlowe-optics.com",
    "evil.test!m@marlowe-optics.com",
    "\"m@evil.test\"@marlowe-optics.com",
    "\"cora\"@marlowe-optics.com",
    "=?utf-8?q?m=40evil.test=3e=00?=@marlowe-optics.com",
    "|m@marlowe-optics.com",
    "co\u{ad}ra@marlowe-optics.com",
    "co\u{200b}ra@marlowe-optics.com",
    "co\u{202e}ra@marlowe-optics.com",
    "@evil.test:m@marlowe-optics.com",
];

async fn an_address_that_may_reach_somebody_else_is_refused_wherever_it_is_claimed(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    refuse(world, CUSTOMER).await;
    let (partner, customer) = (world.sign_in(PARTNER).await, world.sign_in(CUSTOMER).await);
    let seen = own(&partner, &sent.reference).await;
    let version = pending(&customer, &sent.reference).await.version;
    for (number, address) in ROUTED.iter().enumerate() {
        let (_, answer) = claim(world, address, "/").await;
        assert_eq!(answer.status, 422, "a code for {address:?}");
        for (field, new) in [
            (
                "customer_emails",
                NewAccountRequest { customer_emails: vec![(*address).to_owned()], ..asked(world, "other-optics.com") },
            ),
            (
                "added_users",
                NewAccountRequest { added_users: vec![(*address).to_owned()], ..asked(world, "other-optics.com") },
            ),
        ] {
            let problem = send(&partner, &format!("{field}-{number}"), &new).await.problem(422, Code::Invalid);
            assert_eq!(problem.fields[0].field, field, "{address:?}");
        }
        let body = CorrectedContact { email: (*address).to_owned() };
        let contact = path::account_request_contact(&sent.reference, &seen.contacts[0].id);
        let corrected = partner.call(Method::PUT, &contact).json(&body).send().await;
        assert_eq!(corrected.problem(422, Code::Invalid).fields[0].field, "email", "{address:?}");
        let forwarded = forward(world, &customer, &sent.reference, version, address).await;
        assert_eq!(forwarded.problem(422, Code::Invalid).fields[0].field, "email", "{address:?}");
    }
    // The one that is there as it is, is still taken.
    let now: AccountRequest = own(&partner, &sent.reference).await;
    assert_eq!(now.contacts.len(), 1);
    let files = Files::default().person_line("m%evil.test@acme.com,Mallory,Acme,GB,en,external,false,false");
    let Outcome::Refused(findings) = world.import(&files).await else { panic!("it was imported") };
    let said = findings.kept[0].to_string();
    assert!(
        said.contains("people.csv line 2, column email") && said.contains("pass mail on to somebody else"),
        "{said}"
    );
}

async fn an_address_of_before_is_written_down_and_gets_no_mail(Requests(world): &Requests) {
    let address = "m%evil.test@marlowe-optics.com";
    world
        .write("UPDATE person SET email = $1, email_folded = $1 WHERE email = $2", server::args![address, CUSTOMER])
        .await;
    let directory = tempfile::tempdir().unwrap();
    server::import_export::export::directory(&world.app.db, directory.path()).await.unwrap();
    let people = std::fs::read_to_string(directory.path().join("people.csv")).unwrap();
    assert!(people.contains(address), "{people}");
    assert!(server::mail::message::recipient(address).is_err());
}

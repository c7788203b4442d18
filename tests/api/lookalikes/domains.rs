//! Domains that look like another are shown in both forms, and whoever decides is told; public mailboxes are known by a list
//! that an operator can change.

use api::account_request::{AccountRequestPreview, NewAccountRequest};
use api::path;
use api::pending_account_request::PendingAccountRequests;
use api::problem::Code;
use server::import_export::import::Outcome;
use tests::files::Files;

use crate::access_requests::with_reason;
use crate::account_requests::{CUSTOMER, FREE, PARTNER, Requests, asked, pending, send};
use crate::deciding::{list, requested};

tests::on_both_databases! {
    in Requests::open:
    whoever_decides_sees_that_a_domain_looks_like_the_accounts,
    a_domain_that_looks_like_another_is_shown_in_both_forms,
    what_was_stored_before_is_shown_in_both_forms,
    public_mailboxes_of_many_countries_count_for_nobody,
}

/// The second letter is Cyrillic.
const LOOKALIKE: &str = "hal@kеstrelbrook.com";
const BOTH_FORMS: &str = "hal@kеstrelbrook.com (xn--kstrelbrook-okj.com)";

async fn whoever_decides_sees_that_a_domain_looks_like_the_accounts(Requests(world): &Requests) {
    world.import(&Files::default().person("Hal Denholme", LOOKALIKE)).await;
    let double = world.sign_in(LOOKALIKE).await;
    let sent = requested(&double, &with_reason(world, "kestrelbrook.com").await).await;
    let honest = world.sign_in(PARTNER).await;
    let other = requested(&honest, &with_reason(world, "kestrelbrook.com").await).await;
    let page = list(&world.sign_in(crate::account_requests::HOLDER).await, "").await;
    let seen = |reference: &str| {
        let row = page.requests.iter().find(|row| row.reference == reference).unwrap();
        (row.looks_alike, row.requester.email.clone())
    };
    assert_eq!(seen(&sent.reference), (true, BOTH_FORMS.to_owned()));
    assert_eq!(seen(&other.reference), (false, PARTNER.to_owned()));
    // The same about an account that is asked for.
    world
        .import(&Files::default().person("Cora", "cora@mar1owe-optics.com").grant(
            "cora@mar1owe-optics.com",
            "elsewhere.com",
            "",
            "user",
        ))
        .await;
    let double = world.sign_in("cora@mar1owe-optics.com").await;
    send(&double, "k", &asked(world, FREE)).await.json::<serde_json::Value>(201);
    let customer = world.sign_in(CUSTOMER).await;
    let waiting: PendingAccountRequests = customer.get(path::PENDING_ACCOUNT_REQUESTS).await.json(200);
    assert!(waiting.requests[0].looks_alike);
    assert!(pending(&customer, &waiting.requests[0].reference).await.summary.looks_alike);
}

async fn a_domain_that_looks_like_another_is_shown_in_both_forms(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let new = NewAccountRequest { customer_emails: vec![LOOKALIKE.to_owned()], ..asked(world, "kеstrelbrook.com") };
    let preview: AccountRequestPreview = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.json(200);
    assert_eq!(preview.domain_identifier, "kеstrelbrook.com (xn--kstrelbrook-okj.com)");
    assert_eq!(preview.customer_emails, [BOTH_FORMS]);
    // What is shown is taken where it is typed.
    let typed = NewAccountRequest {
        domain_identifier: preview.domain_identifier.clone(),
        customer_emails: preview.customer_emails,
        ..new
    };
    let again: AccountRequestPreview = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &typed).await.json(200);
    assert_eq!(again.domain_identifier, preview.domain_identifier);
    // A word that is like none of ASCII is not doubted.
    let new = asked(world, "bäckerei-lindhorst.de");
    let preview: AccountRequestPreview = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.json(200);
    assert_eq!(preview.domain_identifier, "bäckerei-lindhorst.de");
}

async fn what_was_stored_before_is_shown_in_both_forms(Requests(world): &Requests) {
    world.import(&Files::default().listed("Kestrel Brook", "kеstrelbrook.com")).await;
    let domain = "xn--kstrelbrook-okj.com";
    let before = "UPDATE account SET domain_display = $1 WHERE domain_identifier = $2";
    world.write(before, server::args!["kеstrelbrook.com", domain]).await;
    server::store::account::show_both_forms(&world.app.db).await.unwrap();
    assert_eq!(world.account(domain).await.domain_display, "kеstrelbrook.com (xn--kstrelbrook-okj.com)");
}

async fn public_mailboxes_of_many_countries_count_for_nobody(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    for domain in ["xs4all.nl", "ziggo.nl", "bk.ru", "yopmail.com"] {
        let new = asked(world, domain);
        let problem = send(&partner, domain, &new).await.problem(422, Code::Invalid);
        assert_eq!(problem.fields[0].field, "domain_identifier", "{domain}");
        let Outcome::Refused(findings) = world.import(&Files::default().listed("A telecom", domain)).await else {
            panic!("{domain} was imported")
        };
        assert!(findings.kept[0].to_string().contains("`public_mailboxes.remove`"), "{}", findings.kept[0]);
    }
}

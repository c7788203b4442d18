//! Who holds a domain: accounts that somebody confirmed, as they are when somebody decides.

use api::account_request::{AccountActor, AccountRequest};
use api::path;
use api::problem::Code;
use api::session::Session;
use rules::account_request_actions::Viewer;
use rules::vocabulary::{AccountDecider, EntryPage};
use serde_json::{Value, json};
use tests::files::Files;
use tests::world::World;

use super::{
    BELOW_HELD, COLLEAGUE, CUSTOMER, FREE, HOLDER, OPERATOR, OTHER_PARTNER, PARTNER, Requests, STRANGER,
    account_status, approve, asked, confirmed_by, decide, own, pending, requested, requested_for, send,
};
use crate::deciding::{changes, mails};

tests::on_both_databases! {
    in Requests::open:
    holders_are_those_of_now,
    a_job_hands_a_request_to_those_who_hold_the_domain_by_now,
    without_administrators_left_the_operator_decides,
    a_domain_that_the_requester_alone_administers_is_the_operators_to_decide,
    an_account_that_nobody_confirmed_holds_no_domain_and_opens_nothing,
    an_account_accepted_by_its_own_domain_holds_it,
    administrators_of_a_restricted_account_hear_of_a_new_one_beside_it,
}

/// An account of the same registrable domain, with an administrator.
fn group() -> Files {
    Files::default().listed("Marlowe Group", "group.marlowe-optics.com").grant(
        HOLDER,
        "group.marlowe-optics.com",
        "",
        "administrator",
    )
}

async fn holders_are_those_of_now(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    assert_eq!(sent.decider, AccountDecider::CustomerContacts);
    world.import(&group()).await;
    let customer = world.sign_in(CUSTOMER).await;
    decide(world, &customer, &sent.reference, 1, None).await.problem(409, Code::NotYourTurn);
    assert_eq!(account_status(world, &sent.reference).await, "pending");
    let seen = own(&world.sign_in(PARTNER).await, &sent.reference).await;
    assert_eq!(seen.decider, AccountDecider::ExistingAdministrators);
    assert_eq!(seen.history[1].actor, AccountActor::Service);
    assert_eq!(mails(world).await[1..], [format!("account_requested {HOLDER}")]);
    assert_eq!(pending(&customer, &sent.reference).await.actions, []);
    approve(world, HOLDER, &sent.reference).await;
    approve(world, CUSTOMER, &sent.reference).await;
    assert_eq!(confirmed_by(world, &sent.reference).await, "administrators");
}

async fn a_job_hands_a_request_to_those_who_hold_the_domain_by_now(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    let other = requested_for(world, "eu.marlowe-optics.com", &[STRANGER]).await;
    assert_eq!(other.decider, AccountDecider::OperatorApprover);
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 0);
    world.import(&group()).await;
    let holder = world.sign_in(HOLDER).await;
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 2);
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 0);
    assert_eq!(changes(&holder).await.pending_accounts, 2);
    for reference in [&sent.reference, &other.reference] {
        assert_eq!(pending(&holder, reference).await.viewer, Viewer::ExistingAdministrator);
    }
    assert_eq!(changes(&world.sign_in(CUSTOMER).await).await.pending_accounts, 0);
}

async fn without_administrators_left_the_operator_decides(Requests(world): &Requests) {
    let sent = requested(world, BELOW_HELD).await;
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 0);
    let holder = world.person_key(HOLDER).await;
    world.write("DELETE FROM access_grant WHERE person_key = $1", server::args![holder]).await;
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 1);
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 0);
    let partner = world.sign_in(PARTNER).await;
    let seen = own(&partner, &sent.reference).await;
    assert_eq!(seen.decider, AccountDecider::OperatorApprover);
    assert_eq!(seen.history[1].actor, AccountActor::Service);
    assert_eq!(mails(world).await[1], format!("account_requested {OPERATOR}"));
    // Whoever administers that account later decides: it is their domain.
    world.import(&Files::default().grant(COLLEAGUE, "kestrelbrook.com", "", "administrator")).await;
    let operator = world.sign_in(OPERATOR).await;
    decide(world, &operator, &sent.reference, 2, None).await.problem(409, Code::NotYourTurn);
    approve(world, COLLEAGUE, &sent.reference).await;
    assert_eq!(own(&partner, &sent.reference).await.decider, AccountDecider::CustomerContacts);
}

async fn a_domain_that_the_requester_alone_administers_is_the_operators_to_decide(Requests(world): &Requests) {
    let holder = world.sign_in(HOLDER).await;
    let sent: AccountRequest = send(&holder, "1", &asked(world, BELOW_HELD)).await.json(201);
    assert_eq!(sent.decider, AccountDecider::OperatorApprover);
    decide(world, &holder, &sent.reference, 1, None).await.problem(403, Code::OwnRequest);
}

async fn an_account_that_nobody_confirmed_holds_no_domain_and_opens_nothing(Requests(world): &Requests) {
    let (identifier, founder) = ("labs.marlowe-optics.com", "lou@labs.marlowe-optics.com");
    world.import(&Files::default().person("Lou Marlowe", founder)).await;
    let partner = world.sign_in(PARTNER).await;
    let mut new = asked(world, identifier);
    new.name = "Labs".to_owned();
    new.customer_emails = vec![founder.to_owned()];
    let sent: AccountRequest = send(&partner, "1", &new).await.json(201);
    approve(world, founder, &sent.reference).await;
    assert_eq!(confirmed_by(world, &sent.reference).await, "contact");
    let client = world.sign_in(founder).await;
    let look_up = json!({ "identifier": FREE });
    for (confirmed, entry, found, decider) in [
        (true, EntryPage::Directory, 1, AccountDecider::ExistingAdministrators),
        (false, EntryPage::ByIdentifier, 0, AccountDecider::CustomerContacts),
    ] {
        if !confirmed {
            // As accounts were made before an address had to be of the domain.
            let sql = "UPDATE account SET confirmed_by = 'nobody' WHERE request_reference = $1";
            world.write(sql, server::args![&sent.reference]).await;
        }
        let session: Session = client.get(path::SESSION).await.json(200);
        assert_eq!(session.entry, entry);
        let directory = client.get(path::DIRECTORY).await;
        let exported = client.get(path::DIRECTORY_EXPORT).await.status;
        assert_eq!((directory.status, exported), if confirmed { (200, 200) } else { (403, 403) });
        let below: Value = partner.post(path::ACCOUNT_LOOK_UPS, &look_up).await.json(200);
        assert_eq!(below["accounts"].as_array().unwrap().len(), found);
        let preview: Value = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &asked(world, FREE)).await.json(200);
        assert_eq!(preview["decider"], decider.as_str());
    }
    assert_eq!(spent_without_access(world).await, 0);
    client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": "nothing.example" })).await.json::<Value>(200);
    assert_eq!(spent_without_access(world).await, 1, "their look-ups count as those of people without access");
}

async fn spent_without_access(world: &World) -> i64 {
    let now = world.app.clock.now();
    server::directory::lookup_limit::count_without_access(&world.app.db, now).await.unwrap()
}

async fn an_account_accepted_by_its_own_domain_holds_it(Requests(world): &Requests) {
    let sent = requested(world, FREE).await;
    approve(world, CUSTOMER, &sent.reference).await;
    assert_eq!(confirmed_by(world, &sent.reference).await, "contact");
    let below = requested_for(world, "emea.marlowe-optics.com", &[STRANGER]).await;
    assert_eq!(below.decider, AccountDecider::ExistingAdministrators);
    approve(world, CUSTOMER, &below.reference).await;
    approve(world, STRANGER, &below.reference).await;
}

async fn administrators_of_a_restricted_account_hear_of_a_new_one_beside_it(Requests(world): &Requests) {
    let founder = "lou@emea.tarnwick-avionics.co.uk";
    let files = Files::default()
        .person("Lou Averley", founder)
        .restricted("Tarnwick Avionics", "tarnwick-avionics.co.uk")
        .grant(OTHER_PARTNER, "tarnwick-avionics.co.uk", "", "administrator")
        .grant(STRANGER, "tarnwick-avionics.co.uk", "", "user");
    world.import(&files).await;
    let sent = requested_for(world, "emea.tarnwick-avionics.co.uk", &[founder]).await;
    assert_eq!(sent.decider, AccountDecider::CustomerContacts, "a restricted account changes nothing that they see");
    approve(world, founder, &sent.reference).await;
    let before = mails(world).await;
    assert!(before.iter().all(|mail| !mail.contains("account_beside")), "{before:?}");
    let page = world.sign_in(PARTNER).await.get(&path::account_request(&sent.reference)).await;
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 1);
    assert_eq!(server::jobs::round(&world.app).await.unwrap(), 0);
    assert_eq!(mails(world).await[before.len()..], [format!("account_beside {OTHER_PARTNER}")]);
    let after = world.sign_in(PARTNER).await.get(&path::account_request(&sent.reference)).await;
    assert_eq!(page.fingerprint(), after.fingerprint(), "the requester hears nothing of it");
}

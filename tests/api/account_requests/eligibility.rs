//! Who may ask for a new account at all: partners, and people who hold a role somewhere.

use api::path;
use api::problem::Code;
use rules::vocabulary::EntryPage;
use serde_json::json;
use tests::files::Files;

use super::{FREE, Requests, STRANGER, asked, send};

tests::on_both_databases! {
    in Requests::open:
    a_newcomer_looks_up_and_requests_access_but_no_new_account,
    a_newcomer_does_not_learn_what_is_taken_by_asking_for_it,
    a_partner_without_a_role_and_a_newcomer_with_one_ask,
}

async fn a_newcomer_looks_up_and_requests_access_but_no_new_account(Requests(world): &Requests) {
    let newcomer = world.sign_in(STRANGER).await;
    let session = newcomer.session().await;
    assert_eq!((session.holds_role, session.person.partner), (false, false));
    assert_eq!(session.entry, EntryPage::ByIdentifier);
    let found = newcomer.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": "kestrelbrook.com" })).await;
    assert!(found.text().contains("Kestrelbrook"), "{}", found.text());
    let access = crate::access_requests::with_reason(world, "kestrelbrook.com").await;
    assert_eq!(crate::access_requests::send(&newcomer, "access", &access).await.status, 201);

    let refused = newcomer.post(path::ACCOUNT_REQUEST_PREVIEWS, &asked(world, FREE)).await;
    let problem = refused.problem(403, Code::RoleNeeded);
    assert!(problem.detail.starts_with("You hold no role in any account yet"), "the rule's words: {}", problem.detail);
    assert_eq!(problem.link.as_deref(), Some("/request-access"));
    send(&newcomer, "account", &asked(world, FREE)).await.problem(403, Code::RoleNeeded);
    assert_eq!(world.count("account_request").await, 0);
}

async fn a_newcomer_does_not_learn_what_is_taken_by_asking_for_it(Requests(world): &Requests) {
    let newcomer = world.sign_in(STRANGER).await;
    let guesses = world.count("guess").await;
    let free = newcomer.post(path::ACCOUNT_REQUEST_PREVIEWS, &asked(world, FREE)).await;
    let taken = newcomer.post(path::ACCOUNT_REQUEST_PREVIEWS, &asked(world, "kestrelbrook.com")).await;
    assert_eq!(free.fingerprint(), taken.fingerprint());
    assert_eq!(world.count("guess").await, guesses, "nothing is looked up");
}

async fn a_partner_without_a_role_and_a_newcomer_with_one_ask(Requests(world): &Requests) {
    world.import(&Files::default().partner("Nora Partner", "nora@new-partner.com")).await;
    let partner = world.sign_in("nora@new-partner.com").await;
    let session = partner.session().await;
    assert_eq!((session.holds_role, session.person.partner, session.entry), (false, true, EntryPage::ByIdentifier));
    assert_eq!(send(&partner, "1", &asked(world, FREE)).await.status, 201);

    world.import(&Files::default().person("Ada Byron", STRANGER).grant(STRANGER, "elsewhere.com", "", "viewer")).await;
    let holder = world.sign_in(STRANGER).await;
    assert!(holder.session().await.holds_role);
    assert_eq!(send(&holder, "1", &asked(world, FREE)).await.status, 201);
}

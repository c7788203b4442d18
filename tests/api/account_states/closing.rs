//! `access-directory admin close-account`.

use api::access_request::AccessRequest;
use api::directory::DirectoryPage;
use api::path;
use rules::vocabulary::{AccessState, AccountStatus, InvitationStatus, RequestStatus};
use server::args;
use server::import_export::export;
use server::import_export::import::Outcome;
use tests::files::Files;
use tests::world::World;

use super::{ASKING, HELD, admin, waiting};
use crate::account_requests::{
    CUSTOMER, FREE, HOLDER, INTERNAL_HOLDER, PARTNER, Requests, STRANGER, approve, asked, requested, send,
};
use crate::deciding::{mails, trail};

tests::on_both_databases! {
    in Requests::open:
    everything_in_a_closed_account_ends_with_a_reason,
    an_identifier_is_free_after_closing,
    invitations_end_with_their_account,
    an_invitation_whose_time_was_up_has_expired_and_was_not_withdrawn,
    what_cannot_be_closed_is_refused_with_a_way,
}

const REASON: &str = "Kestrelbrook was sold.";

async fn status_of(world: &World, domain: &str) -> Vec<(String,)> {
    world.rows("SELECT status FROM account WHERE domain_identifier = $1 ORDER BY key", args![domain.to_owned()]).await
}

async fn everything_in_a_closed_account_ends_with_a_reason(Requests(world): &Requests) {
    // Two roles of one person, and another's.
    let more = Files::default().virtual_account(HELD, "North").grant(HOLDER, HELD, "North", "viewer").grant(
        HOLDER,
        "elsewhere.com",
        "",
        "user",
    );
    let imported = world.import(&more).await;
    assert!(matches!(imported, Outcome::Imported(_)), "{imported:?}");
    let (sent, account) = (waiting(world).await, world.account_id(HELD).await);
    let before = mails(world).await.len();

    let said = admin(world, &["close-account", HELD, "--reason", REASON]).await.unwrap();
    assert!(said.contains("3 grants, 1 open requests for access, 0 invitations"), "{said}");
    let told = mails(world).await.split_off(before);
    let expected = [
        format!("access_declined {ASKING}"),
        format!("account_closed {HOLDER}"),
        format!("account_closed {INTERNAL_HOLDER}"),
    ];
    assert_eq!(told, expected, "each once");

    let holder = world.sign_in(HOLDER).await;
    let page: DirectoryPage = holder.get(path::DIRECTORY).await.json(200);
    assert!(page.accounts.iter().all(|row| row.id != account), "whoever held a role has nothing to do with it");
    let asking = world.sign_in(ASKING).await;
    let seen: AccessRequest = asking.get(&path::access_request(&sent.reference)).await.json(200);
    assert_eq!(seen.status, RequestStatus::Declined);
    let decision = seen.decision.unwrap();
    assert_eq!((decision.reason.as_deref(), decision.by_operator), (Some(REASON), true));
    let shown: api::account::Account = asking.get(&path::account(&account, None)).await.json(200);
    assert_eq!((shown.summary.status, shown.summary.your_access.state), (AccountStatus::Closed, AccessState::Closed));

    let entries = trail(world, &account).await;
    let closed = entries.iter().find(|entry| entry["event"] == "account_closed").unwrap();
    assert_eq!(closed["before"]["grants"].as_array().unwrap().len(), 3, "{closed}");
    assert!(!closed.to_string().contains(REASON), "a text stands as its commitment");
    let directory = tempfile::tempdir().unwrap();
    export::directory(&world.app.db, directory.path()).await.unwrap();
    assert!(Files::read(directory.path()).iter().all(|file| !file.contains(&format!(",{HELD},"))), "no file names it");
}

async fn an_identifier_is_free_after_closing(Requests(world): &Requests) {
    admin(world, &["close-account", HELD, "--reason", REASON]).await.unwrap();
    let row = Files::default().listed("Another Kestrel", HELD).grant(HOLDER, HELD, "", "user");
    assert!(matches!(world.import(&row).await, Outcome::Imported(_)));
    let both = [("closed".to_owned(),), ("active".to_owned(),)];
    assert_eq!(status_of(world, HELD).await, both, "what is closed stays closed");

    let sent = requested(world, FREE).await;
    approve(world, CUSTOMER, &sent.reference).await;
    admin(world, &["close-account", FREE, "--reason", REASON]).await.unwrap();
    let client = world.sign_in(PARTNER).await;
    let again: api::account_request::AccountRequest = send(&client, "again", &asked(world, FREE)).await.json(201);
    approve(world, CUSTOMER, &again.reference).await;
    assert_eq!(status_of(world, FREE).await, both);
}

/// A new account, and the invitation of somebody from elsewhere who was added to it.
async fn invited(world: &World) -> String {
    let mut new = asked(world, FREE);
    new.added_users = vec![STRANGER.to_owned()];
    let sent: api::account_request::AccountRequest = send(&world.sign_in(PARTNER).await, "1", &new).await.json(201);
    approve(world, CUSTOMER, &sent.reference).await;
    crate::invitations::invitation_of(world, STRANGER).await
}

async fn invitations_end_with_their_account(Requests(world): &Requests) {
    let id = invited(world).await;
    let said = admin(world, &["close-account", FREE, "--reason", REASON]).await.unwrap();
    assert!(said.contains("1 invitations"), "{said}");
    let invited = world.sign_in(STRANGER).await;
    let seen: api::invitation::Invitation = invited.get(&path::invitation(&id)).await.json(200);
    assert_eq!(seen.status, InvitationStatus::Withdrawn);
    let answer = crate::invitations::answer(&invited, &id, api::invitation::InvitationAnswer::Accept).await;
    let problem = answer.problem(409, api::problem::Code::InvitationEnded);
    assert!(problem.detail.starts_with("It was withdrawn on "), "{}", problem.detail);
}

async fn an_invitation_whose_time_was_up_has_expired_and_was_not_withdrawn(Requests(world): &Requests) {
    let id = invited(world).await;
    // No job has noticed.
    world.app.clock.stand_at(world.app.clock.now() + chrono::TimeDelta::days(30));
    let said = admin(world, &["close-account", FREE, "--reason", REASON]).await.unwrap();
    assert!(said.contains("0 invitations"), "{said}");
    let stranger = world.sign_in(STRANGER).await;
    let seen: api::invitation::Invitation = stranger.get(&path::invitation(&id)).await.json(200);
    assert_eq!(seen.status, InvitationStatus::Expired);
}

async fn what_cannot_be_closed_is_refused_with_a_way(Requests(world): &Requests) {
    let before = world.count("trail").await;
    let nobodys = admin(world, &["close-account", FREE, "--reason", REASON]).await.unwrap_err();
    assert!(nobodys.starts_with("no active or inactive account has the identifier `marlowe-optics.com`"), "{nobodys}");
    let empty = admin(world, &["close-account", HELD, "--reason", "  "]).await.unwrap_err();
    assert!(empty.starts_with("`--reason` is empty"), "{empty}");
    let long = "x".repeat(2001);
    let long = admin(world, &["close-account", HELD, "--reason", &long]).await.unwrap_err();
    assert!(long.contains("longer than 2000 characters"), "{long}");
    assert_eq!(world.count("trail").await, before);
    admin(world, &["close-account", HELD, "--reason", &"x".repeat(2000)]).await.unwrap();
    admin(world, &["close-account", HELD, "--reason", REASON]).await.unwrap_err();
}

//! People who are added to an account without being asked: who holds at once, who must accept, and what an invitation
//! tells before that.

use api::directory::DirectoryPage;
use api::invitation::{Invitation, InvitationAnswer, NewInvitationAnswer};
use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use reqwest::Method;
use rules::vocabulary::{EntryPage, InvitationStatus, Role};
use serde_json::{Value, json};
use server::args;
use server::base::time_zone::Zone;
use server::jobs;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::account_requests::{
    ADDED, COLLEAGUE, CUSTOMER, FREE, OPERATOR, OTHER_PARTNER, PARTNER, Requests, STRANGER, approve, asked, send,
};
use crate::deciding::{mails, trail};
use crate::sign_in_by_code::{claim, code};

tests::on_both_databases! {
    in Requests::open:
    who_is_added_from_elsewhere_holds_nothing_and_reads_none_of_its_words,
    reading_an_invitation_changes_nothing,
    an_invitation_is_accepted_once_and_by_its_address_only,
    an_invitation_that_is_declined_gives_nothing_and_is_told_to_who_sent_it,
    an_invitation_ends_after_thirty_days_to_the_second,
    the_end_is_announced_once_in_words_of_the_service,
    a_proven_address_of_the_account_holds_at_once,
    an_address_of_the_account_that_nobody_proved_holds_once_somebody_does,
    the_operators_staff_are_invited_and_accept_nothing,
    an_account_that_is_not_active_any_more_is_not_accepted,
    the_words_of_who_invites_are_no_links,
}

const ACCOUNT_NAME: &str = "Northmoor Rail – verify your profile today";

/// An active account with these people added by the partner, under a name and a note of a stranger's.
async fn added(world: &World, people: &[&str]) {
    let mut new = asked(world, FREE);
    ACCOUNT_NAME.clone_into(&mut new.name);
    new.added_users = people.iter().map(|email| (*email).to_owned()).collect();
    new.note_to_added_users = Some("Go to http://evil.example/now or write to me@evil.example.".to_owned());
    let sent: api::account_request::AccountRequest = send(&world.sign_in(PARTNER).await, "1", &new).await.json(201);
    approve(world, CUSTOMER, &sent.reference).await;
}

/// The id of the newest invitation of an address.
pub async fn invitation_of(world: &World, email: &str) -> String {
    let sql = "SELECT id FROM invitation WHERE email = $1 ORDER BY key DESC";
    let (id,): (String,) = world.rows(sql, args![email]).await.remove(0);
    id
}

pub async fn answer(client: &Client, id: &str, answer: InvitationAnswer) -> Answer {
    client.post(&path::invitation_answer(id), &NewInvitationAnswer { answer }).await
}

async fn seen(client: &Client, id: &str) -> Invitation {
    client.get(&path::invitation(id)).await.json(200)
}

async fn grants_of(world: &World, email: &str) -> i64 {
    let sql = "SELECT count(*) FROM access_grant g JOIN person p ON p.key = g.person_key \
         JOIN account a ON a.key = g.account_key WHERE p.email = $1 AND a.domain_identifier = 'marlowe-optics.com'";
    let (count,): (i64,) = world.rows(sql, args![email]).await.remove(0);
    count
}

async fn who_is_added_from_elsewhere_holds_nothing_and_reads_none_of_its_words(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    let newcomer = world.sign_in(STRANGER).await;
    let session = newcomer.session().await;
    assert_eq!((session.entry, session.holds_role), (EntryPage::ByIdentifier, false));
    assert_eq!(session.current_account, None);
    newcomer.get(path::DIRECTORY).await.problem(403, Code::RoleNeeded);
    assert_eq!(grants_of(world, STRANGER).await, 0);
    assert!(mails(world).await.contains(&format!("invited_to_account {STRANGER}")));

    let id = invitation_of(world, STRANGER).await;
    let shown = newcomer.get(&path::invitation(&id)).await;
    for words in ["Northmoor", "evil.example", "Pat Ellerby"] {
        assert!(!shown.text().contains(words), "{words} in {}", shown.text());
    }
    let shown: Invitation = shown.json(200);
    assert_eq!((shown.status, shown.days_left), (InvitationStatus::Pending, 30));
    assert_eq!((shown.domain_identifier.as_str(), shown.inviter.as_deref()), (FREE, Some(PARTNER)));
    assert_eq!((shown.roles.as_slice(), shown.account, shown.note), (&[Role::User][..], None, None));
    assert!(shown.granted.is_empty());
}

async fn reading_an_invitation_changes_nothing(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    let (client, id) = (world.sign_in(STRANGER).await, invitation_of(world, STRANGER).await);
    let before = world.count("trail").await;
    for _ in 0..3 {
        assert_eq!(seen(&client, &id).await.status, InvitationStatus::Pending);
    }
    let on_get = client.call(Method::GET, &path::invitation_answer(&id)).send().await;
    assert_eq!(on_get.status, 405);
    assert_eq!((grants_of(world, STRANGER).await, world.count("trail").await), (0, before));
}

async fn an_invitation_is_accepted_once_and_by_its_address_only(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    let id = invitation_of(world, STRANGER).await;
    for other in [CUSTOMER, PARTNER, OPERATOR] {
        let client = world.sign_in(other).await;
        let theirs = client.get(&path::invitation(&id)).await;
        let nobodys = client.get(&path::invitation("0000000000000000000000000")).await;
        theirs.problem(404, Code::InvitationNotFound);
        assert_eq!(theirs.fingerprint(), nobodys.fingerprint(), "{other}");
        answer(&client, &id, InvitationAnswer::Accept).await.problem(404, Code::InvitationNotFound);
    }
    let client = world.sign_in(STRANGER).await;
    let unproved = "UPDATE person SET email_verified = $1 WHERE email = $2";
    world.write(unproved, args![false, STRANGER]).await;
    answer(&client, &id, InvitationAnswer::Accept).await.problem(404, Code::InvitationNotFound);
    world.write(unproved, args![true, STRANGER]).await;

    let accepted: Invitation = answer(&client, &id, InvitationAnswer::Accept).await.json(200);
    assert_eq!(accepted.status, InvitationStatus::Accepted);
    assert_eq!(accepted.account.unwrap().name, ACCOUNT_NAME, "from now on they read it");
    assert_eq!(accepted.granted[0].role, Role::User);
    assert!(accepted.note.unwrap().starts_with("Go to http://"));
    assert_eq!(client.session().await.entry, EntryPage::Directory);
    let listed: DirectoryPage = client.get(path::DIRECTORY).await.json(200);
    assert_eq!(listed.accounts[0].your_access.grants[0].role, Role::User);

    let again = answer(&client, &id, InvitationAnswer::Accept).await.problem(409, Code::InvitationEnded);
    assert!(again.detail.starts_with("It was accepted on "), "{}", again.detail);
    answer(&client, &id, InvitationAnswer::Decline).await.problem(409, Code::InvitationEnded);
    assert_eq!(grants_of(world, STRANGER).await, 1);
    let entries = trail(world, &id).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(
        (&entries[0]["event"], &entries[0]["who"]),
        (&json!("invitation_accepted"), &json!(world.person_id(STRANGER).await))
    );
    assert_eq!(entries[0]["after"]["granted"], json!([{ "role": "user", "virtual_account": null }]));
}

async fn an_invitation_that_is_declined_gives_nothing_and_is_told_to_who_sent_it(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    let (client, id) = (world.sign_in(STRANGER).await, invitation_of(world, STRANGER).await);
    let declined: Invitation = answer(&client, &id, InvitationAnswer::Decline).await.json(200);
    assert_eq!((declined.status, declined.account, declined.note), (InvitationStatus::Declined, None, None));
    let again = answer(&client, &id, InvitationAnswer::Accept).await.problem(409, Code::InvitationEnded);
    assert!(again.detail.starts_with("It was declined on "), "{}", again.detail);
    assert_eq!(grants_of(world, STRANGER).await, 0);
    assert_eq!(mails(world).await.last().unwrap(), &format!("invitation_unanswered {PARTNER}"));
    assert_eq!(trail(world, &id).await[0]["event"], json!("invitation_declined"));
}

async fn an_invitation_ends_after_thirty_days_to_the_second(Requests(world): &Requests) {
    added(world, &[STRANGER, OTHER_PARTNER]).await;
    let (client, id) = (world.sign_in(STRANGER).await, invitation_of(world, STRANGER).await);
    let other = world.sign_in(OTHER_PARTNER).await;
    let other_id = invitation_of(world, OTHER_PARTNER).await;
    let end = seen(&client, &id).await.created_at.0 + TimeDelta::seconds(30 * 86_400);
    assert_eq!(seen(&client, &id).await.expires_at.0, end);
    world.app.clock.stand_at(end - TimeDelta::seconds(1));
    assert_eq!(answer(&other, &other_id, InvitationAnswer::Accept).await.status, 200);
    world.app.clock.stand_at(end);
    let over = seen(&client, &id).await;
    assert_eq!((over.status, over.ended_at.unwrap().0, over.days_left), (InvitationStatus::Expired, end, 0));
    let refused = answer(&client, &id, InvitationAnswer::Accept).await.problem(409, Code::InvitationEnded);
    assert!(refused.detail.starts_with("It ended on "), "{}", refused.detail);
    assert_eq!(world.count("access_grant").await, 5, "no job has noticed, and nobody got anything");

    world.app.clock.stand_at(end + TimeDelta::days(3));
    jobs::round(&world.app).await.unwrap();
    jobs::round(&world.app).await.unwrap();
    assert_eq!(seen(&client, &id).await.ended_at.unwrap().0, end, "it ended then, and not when it was noticed");
    let told: Vec<String> =
        mails(world).await.into_iter().filter(|mail| mail.starts_with("invitation_unanswered")).collect();
    assert_eq!(told, [format!("invitation_unanswered {PARTNER}")], "once, of the one that nobody answered");
    let entries = trail(world, &id).await;
    assert_eq!(entries.last().unwrap()["event"], json!("invitation_expired"));
}

async fn the_end_is_announced_once_in_words_of_the_service(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    let (client, id) = (world.sign_in(STRANGER).await, invitation_of(world, STRANGER).await);
    let end = seen(&client, &id).await.expires_at.0;
    let announced = async || {
        let sql = "SELECT details FROM outbox WHERE event = 'invitation_about_to_end'";
        world.rows::<(String,)>(sql, args![]).await
    };
    world.app.clock.stand_at(end - TimeDelta::days(5) - TimeDelta::seconds(1));
    jobs::round(&world.app).await.unwrap();
    assert!(announced().await.is_empty());
    world.app.clock.stand_at(end - TimeDelta::days(5));
    for _ in 0..2 {
        jobs::round(&world.app).await.unwrap();
    }
    let [(details,)] = announced().await.try_into().unwrap();
    assert!(!details.contains("Northmoor") && !details.contains("evil.example"), "{details}");
    assert_eq!(trail(world, &id).await[0]["event"], json!("invitation_end_announced"));
}

async fn a_proven_address_of_the_account_holds_at_once(Requests(world): &Requests) {
    added(world, &[ADDED, COLLEAGUE]).await;
    assert_eq!(world.count("invitation").await, 0);
    for email in [ADDED, COLLEAGUE] {
        assert_eq!(grants_of(world, email).await, 1);
        assert!(mails(world).await.contains(&format!("added_to_account {email}")));
    }
    assert_eq!(world.sign_in(ADDED).await.session().await.current_account.unwrap().name, ACCOUNT_NAME);
}

async fn an_address_of_the_account_that_nobody_proved_holds_once_somebody_does(Requests(world): &Requests) {
    let kim = "kim@marlowe-optics.com";
    added(world, &[kim]).await;
    assert_eq!(mails(world).await.last().unwrap(), &format!("account_activated {PARTNER}"));
    assert!(mails(world).await.contains(&format!("added_to_account {kim}")));
    assert_eq!((grants_of(world, kim).await, world.count("invitation").await), (0, 1));
    let known: Vec<(i64,)> = world.rows("SELECT key FROM person WHERE email = $1", args![kim]).await;
    assert!(known.is_empty(), "nobody is made before they come");

    let (browser, _) = claim(world, kim, "/").await;
    let entered = browser.form("/sign-in/proof", "code", &code(world, kim).await).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    assert_eq!(grants_of(world, kim).await, 1);
    let id = invitation_of(world, kim).await;
    let entry: Value = trail(world, &id).await.remove(0);
    assert_eq!((&entry["event"], &entry["who"]), (&json!("invitation_accepted"), &json!(world.person_id(kim).await)));
    assert_eq!(entry["after"]["acceptance"], json!("on_proof"));
}

async fn the_operators_staff_are_invited_and_accept_nothing(Requests(world): &Requests) {
    let nadia = "nadia@directory.example";
    let staff = format!("{nadia},Nadia,The operator,GB,en,internal,false,false");
    world.import(&Files::default().person_line(&staff)).await;
    added(world, &[nadia, OPERATOR]).await;
    let client = world.sign_in(nadia).await;
    assert_eq!(client.session().await.current_account, None);
    let id = invitation_of(world, nadia).await;
    assert_eq!(seen(&client, &id).await.status, InvitationStatus::Pending);
    answer(&client, &id, InvitationAnswer::Accept).await.problem(403, Code::SupportCase);
    assert_eq!((grants_of(world, nadia).await, grants_of(world, OPERATOR).await), (0, 0));
}

async fn an_account_that_is_not_active_any_more_is_not_accepted(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    world.write("UPDATE account SET status = 'denied' WHERE domain_identifier = $1", args![FREE]).await;
    let (client, id) = (world.sign_in(STRANGER).await, invitation_of(world, STRANGER).await);
    answer(&client, &id, InvitationAnswer::Accept).await.problem(409, Code::AccountNotActive);
    assert_eq!(grants_of(world, STRANGER).await, 0);
}

async fn the_words_of_who_invites_are_no_links(Requests(world): &Requests) {
    added(world, &[STRANGER]).await;
    let sql = "SELECT message_id, event, recipient, locale, details, created_at FROM outbox \
         WHERE event = 'invited_to_account'";
    let [outgoing]: [server::store::outbox::Outgoing; 1] =
        world.rows(sql, args![]).await.try_into().unwrap_or_else(|_| panic!("several"));
    let mail = server::mail::render(&outgoing, &Zone::UTC, &world.app.settings, &world.app.secret).unwrap();
    let id = invitation_of(world, STRANGER).await;
    assert!(mail.text.contains(&format!("/invitations/{id}")) && mail.text.contains(PARTNER), "{}", mail.text);
    assert!(mail.text.contains(FREE), "{}", mail.text);
    for text in [&mail.text, &mail.html] {
        assert!(text.contains(ACCOUNT_NAME) && text.contains("evil. example"), "{text}");
        assert!(!text.contains("evil.example"), "{text}");
    }
    // To the invitation, and to say that one never wants to be written to again.
    assert_eq!(mail.html.matches("href").count(), 2, "{}", mail.html);
    assert!(!mail.subject.contains("Northmoor"), "{}", mail.subject);
}

//! Nobody is asked to ask for what they have: the same or less in the same place is refused before it is sent.

use api::access_request::{AccessRequest, NewAccessRequest};
use api::account::Account;
use api::path;
use api::problem::{Code, Problem};
use rules::vocabulary::{RequestPath, Role};
use server::sample::{cast, places};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::{entire, selected, send};

tests::on_both_databases! {
    in World::sample:
    the_same_or_less_in_the_same_place_is_refused,
    what_lies_below_an_administrators_place_is_refused,
    a_role_in_the_entire_account_is_held_in_every_part,
    who_holds_everything_is_offered_nothing,
}

const SIGNALLING: &str = "Great Britain / Leeds / Signalling";

/// What the preview and the request answer, which is the same.
async fn refused(client: &Client, new: &NewAccessRequest) -> Vec<(String, String)> {
    let problem = send(client, "1", new).await.problem(422, Code::Invalid);
    let preview: Problem = client.post(path::ACCESS_REQUEST_PREVIEWS, new).await.problem(422, Code::Invalid);
    assert_eq!(preview, problem);
    problem.fields.into_iter().map(|field| (field.field, field.detail)).collect()
}

async fn the_same_or_less_in_the_same_place_is_refused(world: &World) {
    let viewer = world.sign_in(cast::EMPLOYEE).await;
    let asked = [(places::LISTED_DEEP, Role::Viewer), ("Ireland", Role::User)];
    let detail =
        format!("You hold the role Viewer in {SIGNALLING} already. Select a role that allows more, or untick it.");
    let expected = [("virtual_accounts".to_owned(), detail)];
    assert_eq!(refused(&viewer, &selected(world, places::LISTED, &asked).await).await, expected, "only what is held");
    assert_eq!(world.count("access_request").await, 0);

    let more = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
    let sent: AccessRequest = send(&viewer, "2", &more).await.json(201);
    let compared = sent.rules.iter().filter(|rule| rule.decision == "already_held");
    assert_eq!(compared.map(|rule| rule.rule.as_str()).collect::<Vec<_>>(), ["R5"]);
}

async fn what_lies_below_an_administrators_place_is_refused(world: &World) {
    let administrator = world.sign_in(cast::VIRTUAL_ACCOUNT_ADMINISTRATOR).await;
    let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
    let detail = format!(
        "You hold the role Administrator in Great Britain / Leeds already, and so in {SIGNALLING}, which lies below it. \
         Untick it."
    );
    assert_eq!(refused(&administrator, &new).await, [("virtual_accounts".to_owned(), detail)]);
    let elsewhere = selected(world, places::LISTED, &[("Ireland", Role::User)]).await;
    send(&administrator, "2", &elsewhere).await.json::<AccessRequest>(201);
}

async fn a_role_in_the_entire_account_is_held_in_every_part(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    world.import(&Files::default().grant(cast::NEWCOMER, places::LISTED, "", "user")).await;
    let detail = "You hold the role User in the entire Smart Account already. Select a role that allows more.";
    let expected = [("role".to_owned(), detail.to_owned())];
    assert_eq!(refused(&client, &entire(world, places::LISTED, Role::Viewer).await).await, expected);
    let part = selected(world, places::LISTED, &[("Ireland", Role::Viewer)]).await;
    let detail = "You hold the role User in the entire Smart Account already, and so in Ireland. \
         Select a role that allows more, or untick it.";
    assert_eq!(refused(&client, &part).await, [("virtual_accounts".to_owned(), detail.to_owned())]);
    send(&client, "2", &entire(world, places::LISTED, Role::Administrator).await).await.json::<AccessRequest>(201);
}

async fn who_holds_everything_is_offered_nothing(world: &World) {
    let account = path::account(&world.account_id(places::LISTED).await, None);
    let offered = |account: &Account| -> (bool, Vec<String>) {
        let list = account.virtual_accounts.as_deref().unwrap_or_default();
        let offered = list.iter().filter(|one| one.may_request).map(|one| one.name.clone());
        (account.summary.your_access.may_request, offered.collect())
    };
    let all = world.sign_in(cast::ADMINISTRATOR).await;
    let seen: Account = all.get(&account).await.json(200);
    assert_eq!(offered(&seen), (false, Vec::new()));
    assert_eq!(seen.summary.your_access.path, RequestPath::NothingMore);
    let new = entire(world, places::LISTED, Role::Viewer).await;
    let problem = send(&all, "1", &new).await.problem(409, Code::NothingMore);
    assert_eq!(client_preview(&all, &new).await, problem);

    let part = world.sign_in(cast::VIRTUAL_ACCOUNT_ADMINISTRATOR).await;
    let seen: Account = part.get(&account).await.json(200);
    let (may_request, offered) = offered(&seen);
    assert!(may_request && offered.iter().any(|name| name == "Ireland"), "{offered:?}");
    assert!(!offered.iter().any(|name| name == "Leeds" || name == "Signalling"), "{offered:?}");
}

async fn client_preview(client: &Client, new: &NewAccessRequest) -> Problem {
    client.post(path::ACCESS_REQUEST_PREVIEWS, new).await.problem(409, Code::NothingMore)
}

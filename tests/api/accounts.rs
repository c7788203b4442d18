//! `/accounts/{id}`: one account, and its Virtual Accounts where the person may see them.

use api::account::{Account, Administrators, VirtualAccount};
use api::path;
use api::problem::Code;
use rules::vocabulary::{AccessState, Role};
use server::args;
use server::sample::{self, cast, places};
use tests::client::Client;
use tests::world::World;

use crate::access_requests::{selected, send};
use crate::directory::give_role_elsewhere;

tests::on_both_databases! {
    in World::sample:
    the_tree_has_parents_before_children_and_siblings_by_name,
    an_administrators_role_holds_below_their_virtual_account_and_a_viewers_does_not,
    a_requested_virtual_account_is_marked_while_the_request_is_open,
    virtual_account_names_reach_nobody_who_neither_matches_nor_holds_a_grant,
    a_grant_from_another_organisation_shows_tree_and_administrators,
    an_account_that_is_not_active_does_not_exist_for_strangers,
    an_account_without_an_administrator_shows_nobody,
    an_account_without_one_of_its_own_shows_the_administrators_of_its_parts,
}

async fn account(world: &World, client: &Client, domain: &str) -> Account {
    client.get(&path::account(&world.account_id(domain).await, None)).await.json(200)
}

async fn the_tree_has_parents_before_children_and_siblings_by_name(world: &World) {
    let account = account(world, &world.sign_in(cast::NEWCOMER).await, places::LISTED).await;
    let tree = account.virtual_accounts.unwrap();
    let drawn: Vec<String> =
        tree.iter().map(|node| format!("{}{}", "- ".repeat(node.depth as usize), node.name)).collect();
    let expected = [
        "Default",
        "Corporate",
        "- Finance",
        "- Human Resources",
        "Great Britain",
        "- Bristol",
        "- - Depot",
        "- Glasgow",
        "- - Depot",
        "- - Ticketing",
        "- Leeds",
        "- - Depot",
        "- - Signalling",
        "- - - Interlocking",
        "- - - Track Circuits",
        "Ireland",
        "- Dublin",
        "- - Ticketing",
    ];
    assert_eq!(drawn, expected);
    let default: Vec<&str> = tree.iter().filter(|node| node.default).map(|node| node.name.as_str()).collect();
    assert_eq!(default, ["Default"]);
}

async fn an_administrators_role_holds_below_their_virtual_account_and_a_viewers_does_not(world: &World) {
    let with = |tree: &[VirtualAccount], role: Role| -> Vec<String> {
        tree.iter().filter(|node| node.roles == [role]).map(|node| node.name.clone()).collect()
    };
    let client = world.sign_in(cast::VIRTUAL_ACCOUNT_ADMINISTRATOR).await;
    let tree = account(world, &client, places::LISTED).await.virtual_accounts.unwrap();
    let subtree = ["Leeds", "Depot", "Signalling", "Interlocking", "Track Circuits"];
    assert_eq!(with(&tree, Role::Administrator), subtree);
    assert_eq!(tree.iter().filter(|node| node.roles.is_empty()).count(), tree.len() - subtree.len());

    let client = world.sign_in(cast::EMPLOYEE).await;
    let tree = account(world, &client, places::LISTED).await.virtual_accounts.unwrap();
    assert_eq!(with(&tree, Role::Viewer), ["Signalling"]);
    assert_eq!(tree.iter().filter(|node| node.roles.is_empty()).count(), tree.len() - 1);
}

async fn a_requested_virtual_account_is_marked_while_the_request_is_open(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let asked = [("Ireland", Role::User), (places::LISTED_DEEP, Role::Viewer)];
    let new = selected(world, places::LISTED, &asked).await;
    send(&client, "1", &new).await.json::<serde_json::Value>(201);
    let marked = async || {
        let tree = account(world, &client, places::LISTED).await.virtual_accounts.unwrap();
        tree.into_iter().filter(|node| node.requested).map(|node| node.name).collect::<Vec<_>>()
    };
    assert_eq!(marked().await, ["Signalling", "Ireland"]);
    world.app.clock.set_ahead(30 * 86_400);
    assert_eq!(marked().await, [""; 0]);
}

async fn virtual_account_names_reach_nobody_who_neither_matches_nor_holds_a_grant(world: &World) {
    let rows = sample::world();
    let of_group = |domain: &str| domain.ends_with("kestrelbrook.com") || domain == places::LISTED;
    let names: Vec<&str> = rows
        .virtual_accounts
        .iter()
        .filter(|row| of_group(row.account.ascii()) && !row.path.is_default())
        .map(|row| row.path.name())
        .collect();
    assert!(names.contains(&"Rotterdam") && names.contains(&"Signalling"));

    give_role_elsewhere(world, cast::PUBLIC_MAILBOX).await;
    let client = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let mut answers = vec![client.get("/api/v1/directory?q=com").await];
    for domain in [places::LISTED, places::GROUP, places::GROUP_ACCOUNTS[1]] {
        let page = account(world, &client, domain).await;
        assert_eq!((page.virtual_accounts, page.summary.virtual_accounts_shown), (None, false));
        answers.push(client.get(&path::account(&page.summary.id, Some(domain))).await);
        let body = serde_json::json!({ "identifier": domain });
        answers.push(client.post(path::ACCOUNT_LOOK_UPS, &body).await);
    }
    for answer in answers {
        assert_eq!(answer.status, 200);
        for name in &names {
            assert!(!answer.text().contains(name), "`{name}` in {}", answer.text());
        }
    }
    let matching = account(world, &world.sign_in(cast::SUBSIDIARY).await, places::GROUP).await;
    assert!(matching.virtual_accounts.unwrap().iter().any(|node| node.name == "Rotterdam"));
}

async fn a_grant_from_another_organisation_shows_tree_and_administrators(world: &World) {
    let page = account(world, &world.sign_in(cast::PARTNER).await, places::LISTED).await;
    assert!(page.virtual_accounts.is_some());
    assert!(!page.summary.matches);
    assert!(matches!(&page.summary.administrators, Administrators::Shown(shown) if shown.len() == 1));
    assert_eq!(page.summary.your_access.state, AccessState::Role);
    assert!(page.summary.your_access.may_request, "who has part may ask for more");
}

async fn an_account_that_is_not_active_does_not_exist_for_strangers(world: &World) {
    let client = world.sign_in(cast::PARTNER).await;
    for domain in [places::PENDING, places::DENIED, places::LAPSED] {
        let id = world.account_id(domain).await;
        for identifier in [None, Some(domain)] {
            client.get(&path::account(&id, identifier)).await.problem(404, Code::AccountNotFound);
        }
    }
}

async fn an_account_without_an_administrator_shows_nobody(world: &World) {
    let page = account(world, &world.sign_in(cast::PARTNER).await, places::WITHOUT_ADMINISTRATOR).await;
    assert_eq!(page.summary.administrators, Administrators::Shown(Vec::new()));
}

async fn an_account_without_one_of_its_own_shows_the_administrators_of_its_parts(world: &World) {
    let sql = "UPDATE access_grant SET role = 'user' WHERE account_key = $1 AND virtual_account_key IS NULL";
    world.write(sql, args![world.account(places::LISTED).await.key]).await;
    let page = account(world, &world.sign_in(cast::PARTNER).await, places::LISTED).await;
    let Administrators::Shown(shown) = &page.summary.administrators else { panic!("{page:?}") };
    assert_eq!(shown.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), [cast::VIRTUAL_ACCOUNT_ADMINISTRATOR]);
}

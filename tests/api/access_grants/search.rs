//! Finding people among the grants: by part of a name or an address, by role, page by page.

use std::collections::BTreeSet;

use api::access_grant::AccessGrantQuery;
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use serde_json::json;
use server::app::App;
use server::args;
use server::import_export::import::Options;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::{ACCOUNT, ADMINISTRATOR, OF_NORTH, VIEWER, files, import, list};

tests::on_both_databases! {
    in World::empty:
    part_of_a_name_or_an_address_finds_it_whatever_the_accents,
    people_are_counted_beside_their_grants,
    a_role_narrows_it,
    pages_follow_each_other_by_name_address_and_path,
    a_name_is_found_as_it_is_now,
    whoever_was_stored_without_a_folded_name_gets_one,
    a_search_of_any_length_is_answered,
    whoever_administers_hundreds_of_virtual_accounts_sees_what_is_theirs,
}

async fn found(world: &World, client: &Client, q: &str) -> Vec<String> {
    let query = AccessGrantQuery { q: q.to_owned(), ..Default::default() };
    list(world, client, &query).await.grants.into_iter().map(|grant| grant.person.name).collect()
}

async fn part_of_a_name_or_an_address_finds_it_whatever_the_accents(world: &World) {
    let more = Files::default()
        .person("Éloïse Œuvrard", "e_1@bücher.de")
        .person("Per 100% Møller", "émile@acme.com")
        .grant("e_1@bücher.de", ACCOUNT, "", "user")
        .grant("émile@acme.com", ACCOUNT, "North", "user");
    import(world, &files()).await;
    import(world, &more).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    for (q, names) in [
        ("ELOISE", vec!["Éloïse Œuvrard"]),
        ("oeuv", vec!["Éloïse Œuvrard"]),
        ("dogw", vec!["Dora Dogwood"]),
        ("dora@", vec!["Dora Dogwood"]),
        ("Émile@acme", vec!["Per 100% Møller"]),
        ("moller", vec!["Per 100% Møller"]),
        ("0%", vec!["Per 100% Møller"]),
        ("_", vec!["Éloïse Œuvrard"]),
        ("e%a", vec![]),
        ("ella", vec!["Ella Elm", "Ella Elm"]),
        ("nobody", vec![]),
    ] {
        assert_eq!(found(world, &client, q).await, names, "{q}");
    }
    assert_eq!(found(world, &client, " ").await.len(), 8);
    // What lies outside is not found by searching either.
    let of_north = world.sign_in(OF_NORTH).await;
    assert_eq!(found(world, &of_north, "moller").await, ["Per 100% Møller"]);
    assert_eq!(found(world, &of_north, "eloise").await, [""; 0]);
}

async fn people_are_counted_beside_their_grants(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let counts = async |client: &Client, query: AccessGrantQuery| {
        let page = list(world, client, &query).await;
        (page.people, page.total)
    };
    let everybody = list(world, &client, &AccessGrantQuery::default()).await;
    let people: BTreeSet<_> = everybody.grants.iter().map(|grant| grant.person.email.clone()).collect();
    assert_eq!(counts(&client, AccessGrantQuery::default()).await, (people.len() as i64, everybody.total));
    assert!(everybody.people < everybody.total, "somebody holds more than one role");
    let ella = AccessGrantQuery { q: "ella".to_owned(), ..Default::default() };
    assert_eq!(counts(&client, ella).await, (1, 2));
    let nobody = AccessGrantQuery { q: "nobody".to_owned(), ..Default::default() };
    assert_eq!(counts(&client, nobody).await, (0, 0));
}

async fn a_role_narrows_it(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let count = async |q: &str, role| {
        let query = AccessGrantQuery { q: q.to_owned(), role, ..Default::default() };
        list(world, &client, &query).await.total
    };
    assert_eq!(count("", Some(Role::Administrator)).await, 3);
    assert_eq!(count("", Some(Role::Approver)).await, 0);
    assert_eq!(count("ella", Some(Role::User)).await, 1);
    let address = format!("{}?role=owner", path::ACCESS_GRANTS.replace("{id}", &world.account_id(ACCOUNT).await));
    client.get(&address).await.problem(400, Code::Malformed);
}

async fn pages_follow_each_other_by_name_address_and_path(world: &World) {
    import(world, &files()).await;
    let mut many = Files::default();
    for number in 0..47 {
        // Every other has the name of the one before, and the address tells them apart.
        let (name, email) = (format!("Zoé {:02}", number / 2), format!("z{:02}@acme.com", 99 - number));
        many = many.person(&name, &email).grant(&email, ACCOUNT, "South", "user").grant(&email, ACCOUNT, "", "user");
    }
    import(world, &many).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let mut query = AccessGrantQuery::default();
    let (mut all, mut lengths) = (Vec::new(), Vec::new());
    loop {
        let page = list(world, &client, &query).await;
        assert_eq!(page.total, 100);
        lengths.push(page.grants.len());
        all.extend(page.grants.into_iter().map(|grant| (grant.person.name, grant.person.email, grant.virtual_account)));
        let Some(next) = page.next else { break };
        query.page = Some(next);
    }
    assert_eq!(lengths, [50, 50]);
    assert!(all.is_sorted(), "{all:#?}");
    all.dedup();
    assert_eq!(all.len(), 100);
    for page in [3, u32::MAX] {
        query.page = Some(page);
        let beyond = list(world, &client, &query).await;
        assert_eq!((beyond.grants.len(), beyond.next), (0, None));
    }
}

async fn a_name_is_found_as_it_is_now(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    client.patch(path::PROFILE, &json!({ "name": "Zélie Ash" })).await.json::<serde_json::Value>(200);
    assert_eq!(found(world, &client, "zelie").await, ["Zélie Ash"]);
    assert_eq!(found(world, &client, "anna a").await, [""; 0]);
    let options = Options { overwrite_profiles: true, ..Options::default() };
    world.import_with(&Files::default().person("Yaël Ash", ADMINISTRATOR), &options).await;
    assert_eq!(found(world, &client, "yael").await, ["Yaël Ash"]);
    assert_eq!(found(world, &client, "zelie").await, [""; 0]);
}

async fn whoever_was_stored_without_a_folded_name_gets_one(world: &World) {
    import(world, &files()).await;
    import(world, &Files::default().person("Ödön", "x@acme.com").grant("x@acme.com", ACCOUNT, "", "user")).await;
    world.write("UPDATE person SET name_folded = ''", args![]).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(found(world, &client, "od\u{f6}n ").await, [""; 0]);
    // The next start of a server on this database does it.
    App::open(world.app.settings.clone()).await.unwrap().db.close().await;
    assert_eq!(found(world, &client, "od\u{f6}n ").await, ["Ödön"]);
    let left: Vec<(i64,)> = world.rows("SELECT key FROM person WHERE name_folded = ''", args![]).await;
    assert_eq!(left, []);
}

async fn a_search_of_any_length_is_answered(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let grants = format!("/api/v1/accounts/{}/grants", world.account_id(ACCOUNT).await);
    let export = format!("{grants}.csv");
    for list in [grants.as_str(), &export, path::PENDING_ACCESS_REQUESTS, path::DIRECTORY, path::DIRECTORY_EXPORT] {
        for letter in ["_", "%", "x", "\u{fdfa}"] {
            let of_length = |length| format!("{list}?q={}", path::segment(&letter.repeat(length)));
            assert_eq!(client.get(&of_length(253)).await.status, 200, "{list} {letter}");
            for too_long in [254, 401, 5_000] {
                let answer = client.get(&of_length(too_long)).await;
                // Beyond what a head may hold, nothing is read.
                assert!(matches!(answer.status, 422 | 431 | 414), "{list} {letter} {too_long}: {}", answer.status);
            }
        }
    }
    client.get(&format!("{grants}?q={}", "_".repeat(26_000))).await.problem(422, Code::Invalid);
}

async fn whoever_administers_hundreds_of_virtual_accounts_sees_what_is_theirs(world: &World) {
    let mut all = files().person("Hugo Holm", "hugo@acme.com").grant("hugo@acme.com", ACCOUNT, "South", "viewer");
    for number in 0..600 {
        let place = format!("Depots {number}");
        all = all.virtual_account(ACCOUNT, &place).grant("hugo@acme.com", ACCOUNT, &place, "administrator");
    }
    let all = all
        .virtual_account(ACCOUNT, "Depots 7/Inner")
        .virtual_account(ACCOUNT, "Depots 7 and more")
        .grant(VIEWER, ACCOUNT, "Depots 7/Inner", "user")
        .grant(VIEWER, ACCOUNT, "Depots 7 and more", "user");
    import(world, &all).await;
    let client = world.sign_in("hugo@acme.com").await;
    let listed = list(world, &client, &AccessGrantQuery::default()).await;
    // Their own, and the one within; not the one whose name only begins like it.
    assert_eq!(listed.total, 600 + 1 + 1);
    assert_eq!(found(world, &client, "ella").await, ["Ella Elm"]);
    let export = path::access_grants_export(&world.account_id(ACCOUNT).await, &AccessGrantQuery::default());
    let file = client.get(&export).await;
    assert_eq!((file.status, file.text().lines().count()), (200, 1 + 602));
}

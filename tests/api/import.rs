//! `access-directory import`: all or nothing, and run again it changes what differs only.

mod absent;
mod adoption;
mod long_files;
mod profiles;
mod records;
mod revoked;

use api::account::Account;
use api::directory::AccountsFound;
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use serde_json::json;
use server::args;
use server::import_export::import::{Counts, Outcome, Report};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::directory::found;

tests::on_both_databases! {
    in World::empty:
    bad_rows_are_all_told_with_file_line_and_column_and_nothing_is_imported,
    what_refers_to_nothing_is_told,
    what_only_refers_to_a_refused_row_is_no_mistake,
    a_web_site_is_no_identifier,
    a_path_is_one_whatever_its_unicode_form,
    what_stands_twice_is_told,
    imported_again_nothing_changes,
    what_differs_is_changed_and_the_rest_is_left,
    a_new_name_is_found_at_once_and_the_old_one_is_not,
    an_account_that_becomes_restricted_leaves_search_at_once,
    an_account_that_is_no_longer_active_is_found_in_no_way,
    a_role_that_changes_holds_at_once,
}

const STRANGER: &str = "ada@elsewhere.com";
const INSIDER: &str = "bob@acme.com";

fn files() -> Files {
    rest().listed("Acme Works", "acme.com")
}

fn rest() -> Files {
    Files::default()
        .listed("Bonded Steel", "bonded.com")
        .virtual_account("acme.com", "Europe/Leeds")
        .virtual_account("acme.com", "Europe")
        .person("Ada Byron", STRANGER)
        .person("Bob Babbage", INSIDER)
        .grant(STRANGER, "bonded.com", "", "viewer")
        .grant(INSIDER, "acme.com", "Europe/Leeds", "viewer")
}

/// What an import did.
fn report(outcome: Outcome) -> Report {
    match outcome {
        Outcome::Imported(report) => report,
        other => panic!("{other:?}"),
    }
}

fn counts(outcome: Outcome) -> [[u64; 3]; 4] {
    report(outcome).counts.map(|Counts { inserted, updated, unchanged, removed }| {
        assert_eq!(removed, 0);
        [inserted, updated, unchanged]
    })
}

/// What is wrong with the files.
fn problems(outcome: Outcome) -> Vec<String> {
    match outcome {
        Outcome::Refused(findings) => findings.kept.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

async fn refused(world: &World, files: &Files) -> Vec<String> {
    problems(world.import(files).await)
}

/// Each message begins with its file, line and column, and names the value.
#[track_caller]
fn assert_told(told: &[String], expected: &[&str]) {
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "`{told}` does not begin with `{expected}`");
    }
}

async fn assert_empty(world: &World) {
    for table in ["account", "virtual_account", "person", "access_grant", "account_look_up", "trail"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
}

async fn bad_rows_are_all_told_with_file_line_and_column_and_nothing_is_imported(world: &World) {
    let bad = files()
        .account("No Country,nocountry.com,XX,listed,customer,active")
        .account("Hidden,co.uk,GB,hidden,customer,active")
        .virtual_account("acme.com", "Europe//Leeds")
        .person_line("not an address,Somebody,Org,GB,de,external,false,perhaps")
        .grant(INSIDER, "acme.com", "Europe", "approver");
    let told = refused(world, &bad).await;
    let expected = [
        "accounts.csv line 4, column country: `XX` ",
        "accounts.csv line 5, column domain_identifier: `co.uk` ",
        "accounts.csv line 5, column visibility: `hidden` ",
        "virtual_accounts.csv line 4, column path: `Europe//Leeds` ",
        "people.csv line 4, column email: `not an address` ",
        "people.csv line 4, column locale: `de` ",
        "people.csv line 4, column operator: `perhaps` ",
        "grants.csv line 4, column role: `approver` ",
    ];
    assert_told(&told, &expected);
    assert_empty(world).await;
}

async fn what_refers_to_nothing_is_told(world: &World) {
    let bad = files()
        .virtual_account("nowhere.com", "Europe")
        .virtual_account("bonded.com", "Asia/Osaka")
        .grant("nobody@acme.com", "acme.com", "", "user")
        .grant(INSIDER, "nowhere.com", "", "user")
        .grant(INSIDER, "bonded.com", "Europe", "user");
    let expected = [
        "virtual_accounts.csv line 4, column account: `nowhere.com` is not an account",
        "virtual_accounts.csv line 5, column path: `Asia/Osaka` has nothing above it; add a row for `Asia`",
        "grants.csv line 4, column email: `nobody@acme.com` is nobody's address",
        "grants.csv line 5, column account: `nowhere.com` is not an account",
        "grants.csv line 6, column virtual_account: `Europe` is not a Virtual Account of this account",
    ];
    assert_told(&refused(world, &bad).await, &expected);
    assert_empty(world).await;
}

async fn what_only_refers_to_a_refused_row_is_no_mistake(world: &World) {
    let refer = |files: Files| {
        files
            .virtual_account("acme.com", "Europe")
            .virtual_account("acme.com", "Europe/Leeds")
            .person("Bob Babbage", INSIDER)
            .grant(INSIDER, "acme.com", "Europe/Leeds", "viewer")
            .grant(INSIDER, "acme.com", "", "administrator")
    };
    for account in [
        "Acme,acme.com,XX,listed,customer,active",
        "Acme,https://www.acme.com/en,GB,listed,customer,active",
        "Acme, Ltd,acme.com,GB,listed,customer,active",
        "\"Acme,acme.com,GB,listed,customer,active",
        "\"Acme\" Ltd,acme.com,GB,listed,customer,active",
        "\"Ac\nme\",acme.com,GB,listed,customer,active",
    ] {
        assert_told(&refused(world, &refer(Files::default().account(account))).await, &["accounts.csv line 2"]);
    }
    for person in ["bob@acme.com,Bob,,GB,de,external,false,false", "Bob <bob@acme.com>,Bob,,GB,en,external,false,false"]
    {
        let files =
            Files::default().listed("Acme", "acme.com").person_line(person).grant(INSIDER, "acme.com", "", "viewer");
        assert_told(&refused(world, &files).await, &["people.csv line 2, column "]);
    }
    let files = Files::default()
        .listed("Acme", "acme.com")
        .virtual_account("acme.com", "Europe,more")
        .virtual_account("acme.com", "Europe/Leeds")
        .person("Bob", INSIDER)
        .grant(INSIDER, "acme.com", "Europe", "viewer")
        .grant("nobody@acme.com", "acme.com", "", "viewer");
    let expected = ["virtual_accounts.csv line 2: the row has 3 fields", "grants.csv line 3, column email: `nobody@"];
    assert_told(&refused(world, &files).await, &expected);
    assert_empty(world).await;
}

async fn a_web_site_is_no_identifier(world: &World) {
    let told = refused(world, &rest().listed("Acme", "www.acme.com")).await;
    let expected = "accounts.csv line 3, column domain_identifier: `www.acme.com` is the address of a web site, below which \
         nobody has mail; use `acme.com`, in all four files";
    assert_told(&told, &[expected]);
    // One that is there already can still be exported and imported.
    assert_eq!(counts(world.import(&files()).await)[0], [2, 0, 0]);
    world.write("UPDATE account SET domain_identifier = 'www.acme.com' WHERE name = 'Acme Works'", args![]).await;
    let stays = Files::default().listed("Acme Works", "www.acme.com");
    assert_eq!(counts(world.import(&stays).await)[0], [0, 0, 1]);
}

async fn a_path_is_one_whatever_its_unicode_form(world: &World) {
    let files = |path: &str, granted: &str| {
        Files::default()
            .listed("Acme Works", "acme.com")
            .virtual_account("acme.com", path)
            .person("Bob Babbage", INSIDER)
            .grant(INSIDER, "acme.com", granted, "viewer")
    };
    let (composed, decomposed) = ("R\u{e9}gions", "Re\u{301}gions");
    assert_eq!(counts(world.import(&files(composed, decomposed)).await), [[1, 0, 0]; 4]);
    assert_eq!(counts(world.import(&files(decomposed, composed)).await), [[0, 0, 1]; 4]);
    world.write("UPDATE virtual_account SET path = $1, name = $1 WHERE path = $2", args![decomposed, composed]).await;
    assert_eq!(counts(world.import(&files(composed, decomposed)).await), [[0, 0, 1]; 4], "of before");
    let twins = files(composed, decomposed).virtual_account("acme.com", decomposed);
    assert_told(
        &refused(world, &twins).await,
        &["virtual_accounts.csv line 3, column path: `R\u{e9}gions` stands twice"],
    );
}

async fn what_stands_twice_is_told(world: &World) {
    let bad = files()
        .listed("Acme again", "ACME.com.")
        .virtual_account("acme.com", "Europe")
        .person("Bob again", "BOB@acme.com")
        .grant(INSIDER, "acme.com", "Europe/Leeds", "user");
    let expected = [
        "accounts.csv line 4, column domain_identifier: `acme.com` stands twice",
        "virtual_accounts.csv line 4, column path: `Europe` stands twice",
        "people.csv line 4, column email: `BOB@acme.com` stands twice",
        "grants.csv line 4, column email: `bob@acme.com` holds a role there already",
    ];
    assert_told(&refused(world, &bad).await, &expected);
    assert_empty(world).await;
}

async fn versions(world: &World) -> Vec<(i64,)> {
    world.rows("SELECT version FROM account UNION ALL SELECT version FROM person", args![]).await
}

async fn imported_again_nothing_changes(world: &World) {
    assert_eq!(counts(world.import(&files()).await), [[2, 0, 0], [2, 0, 0], [2, 0, 0], [2, 0, 0]]);
    let ids = (world.account_id("acme.com").await, world.account_id("bonded.com").await);
    assert_eq!(world.count("trail").await, 3, "one entry of the import, and one of each account");
    assert_eq!(counts(world.import(&files()).await), [[0, 0, 2], [0, 0, 2], [0, 0, 2], [0, 0, 2]]);
    assert_eq!((world.account_id("acme.com").await, world.account_id("bonded.com").await), ids);
    assert_eq!(versions(world).await, [(1,); 4]);
    assert_eq!(world.count("trail").await, 3, "what changes nothing is not in the trail");
}

async fn what_differs_is_changed_and_the_rest_is_left(world: &World) {
    world.import(&files()).await;
    let changed =
        rest().account("Acme Works,acme.com,FR,listed,customer,active").person("Carol Colossus", "carol@acme.com");
    assert_eq!(counts(world.import(&changed).await), [[0, 1, 1], [0, 0, 2], [1, 0, 2], [0, 0, 2]]);
    let mut versions = versions(world).await;
    versions.sort_unstable();
    assert_eq!(versions, [(1,), (1,), (1,), (1,), (2,)]);
    assert_eq!(world.count("trail").await, 4, "no grant came, changed or went");
}

async fn looked_up(client: &Client, identifier: &str) -> usize {
    let answer = client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": identifier })).await;
    answer.json::<AccountsFound>(200).accounts.len()
}

async fn a_new_name_is_found_at_once_and_the_old_one_is_not(world: &World) {
    world.import(&files()).await;
    let client = world.sign_in(STRANGER).await;
    assert_eq!((found(&client, "acme works", false).await.len(), looked_up(&client, "Acme Works").await), (1, 1));
    world.import(&rest().listed("Zenith Forge", "acme.com")).await;
    assert_eq!((found(&client, "acme works", false).await.len(), looked_up(&client, "Acme Works").await), (0, 0));
    assert_eq!((found(&client, "nith fo", false).await.len(), looked_up(&client, "Zenith Forge").await), (1, 1));
    assert_eq!(found(&client, "z", false).await, ["Zenith Forge"]);
    assert_eq!((found(&client, "acme.com", false).await.len(), looked_up(&client, "acme.com").await), (1, 1));
}

async fn an_account_that_becomes_restricted_leaves_search_at_once(world: &World) {
    world.import(&files()).await;
    let client = world.sign_in(STRANGER).await;
    let id = world.account_id("acme.com").await;
    world.import(&rest().restricted("Acme Works", "acme.com")).await;
    for q in ["ac", "acme", "acme works", "acme.com"] {
        assert_eq!(found(&client, q, false).await, [""; 0], "{q}");
    }
    client.get(&path::account(&id, None)).await.problem(404, Code::AccountNotFound);
    assert_eq!(found(&client, "acme works", true).await, ["Acme Works"]);
    assert_eq!(looked_up(&client, "acme.com").await, 1);
    world.import(&files()).await;
    assert_eq!(found(&client, "cme w", false).await, ["Acme Works"], "and it comes back");
}

async fn an_account_that_is_no_longer_active_is_found_in_no_way(world: &World) {
    world.import(&files()).await;
    // A role that sleeps opens no directory.
    let elsewhere = Files::default().listed("Second", "second.com").grant(INSIDER, "second.com", "", "user");
    assert!(matches!(world.import(&elsewhere).await, Outcome::Imported(_)));
    let (stranger, insider) = (world.sign_in(STRANGER).await, world.sign_in(INSIDER).await);
    let id = world.account_id("acme.com").await;
    for status in ["denied", "lapsed", "pending"] {
        world.import(&rest().account(&format!("Acme Works,acme.com,GB,listed,customer,{status}"))).await;
        for entire in [false, true] {
            for q in ["ac", "acme", "Acme Works", "acme.com"] {
                assert_eq!(found(&stranger, q, entire).await, [""; 0], "{status} {q}");
            }
        }
        assert_eq!(looked_up(&stranger, "acme.com").await, 0);
        stranger.get(&path::account(&id, Some("acme.com"))).await.problem(404, Code::AccountNotFound);
        assert_eq!(found(&insider, "acme", false).await, ["Acme Works"], "{status} with standing");
    }
}

async fn a_role_that_changes_holds_at_once(world: &World) {
    world.import(&files()).await;
    let insider = world.sign_in(INSIDER).await;
    let account = path::account(&world.account_id("acme.com").await, None);
    let roles = async || {
        let page: Account = insider.get(&account).await.json(200);
        page.virtual_accounts.unwrap().into_iter().find(|node| node.name == "Leeds").unwrap().roles
    };
    assert_eq!(roles().await, [Role::Viewer]);
    let promoted = Files::default().grant(INSIDER, "acme.com", "Europe/Leeds", "administrator");
    assert_eq!(counts(world.import(&promoted).await)[3], [0, 1, 0]);
    assert_eq!(roles().await, [Role::Administrator]);
}

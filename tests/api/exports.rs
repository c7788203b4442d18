//! `/directory.csv` and `/accounts/{id}/grants.csv`: what stands in the files, for whom, and what the trail says of it.

use api::access_grant::AccessGrantQuery;
use api::directory::{DirectoryAccess, DirectoryQuery};
use api::path;
use rules::vocabulary::Role;
use serde_json::{Value, json};
use server::args;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::access_grants::{self, ACCOUNT, ADMINISTRATOR, IN_LEEDS, OF_NORTH, RESTRICTED, STRANGER};

tests::on_both_databases! {
    in World::empty:
    what_a_person_sees_stands_in_the_file,
    a_file_has_every_page_and_follows_the_filter,
    a_restricted_account_stands_in_it_for_whom_the_list_shows_it,
    french_readers_get_french_and_semicolons,
    no_cell_is_a_formula,
    who_administers_part_of_an_account_gets_that_part,
    the_trail_says_who_took_which,
    another_site_brings_nothing_about,
}

const MARK: &str = "\u{feff}";

async fn directory(client: &Client, query: DirectoryQuery) -> Answer {
    let answer = client.get(&path::directory_export(&query)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

async fn imported(world: &World) -> Client {
    access_grants::import(world, &access_grants::files()).await;
    world.sign_in(ADMINISTRATOR).await
}

async fn what_a_person_sees_stands_in_the_file(world: &World) {
    let client = imported(world).await;
    let answer = directory(&client, DirectoryQuery::default()).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let day = world.app.clock.now().format("%Y-%m-%d");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"accounts-{day}.csv\""));
    assert_eq!(answer.header("cache-control"), "no-store");
    let expected = format!(
        "{MARK}Smart Account name,Domain identifier,Country,Visibility,Status,Administrators,Your access\r\n\
         Acme,acme.com,United Kingdom,Listed,Active,Anna Ash <anna@acme.com>,Administrator: Entire Smart Account\r\n"
    );
    assert_eq!(answer.text(), expected);
    let viewer = world.sign_in(access_grants::VIEWER).await;
    let answer = directory(&viewer, DirectoryQuery::default()).await;
    assert!(answer.text().ends_with(",Viewer: Entire Smart Account; User: North Sea\r\n"), "{}", answer.text());
}

async fn a_file_has_every_page_and_follows_the_filter(world: &World) {
    imported(world).await;
    let many = |files: Files, number: usize| files.listed(&format!("Many {number:03}"), &format!("many-{number}.com"));
    // More than a search compares.
    access_grants::import(world, &(0..601).fold(Files::default(), many)).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let query = DirectoryQuery { q: "many".to_owned(), ..DirectoryQuery::default() };
    let page = client.get(&path::directory(&query)).await.json::<Value>(200);
    let after = page["next"].as_str().map(str::to_owned);
    assert!(after.is_some());
    // A file is the whole list, on whichever page it is asked for.
    for q in ["many", "any"] {
        let answer =
            directory(&client, DirectoryQuery { q: q.to_owned(), after: after.clone(), ..query.clone() }).await;
        let names: Vec<String> = answer.text().lines().skip(1).map(|line| line[..8].to_owned()).collect();
        assert_eq!(names, (0..601).map(|number| format!("Many {number:03}")).collect::<Vec<_>>(), "{q}");
    }
    let held =
        DirectoryQuery { q: "many".to_owned(), access: Some(DirectoryAccess::Held), ..DirectoryQuery::default() };
    assert_eq!(directory(&client, held).await.text().lines().count(), 1);
}

async fn a_restricted_account_stands_in_it_for_whom_the_list_shows_it(world: &World) {
    let client = imported(world).await;
    let found = |q: &str, entire| {
        let query = DirectoryQuery { q: q.to_owned(), entire, ..DirectoryQuery::default() };
        async { directory(&client, query).await.text().contains(RESTRICTED) }
    };
    assert!(!found("quarr", true).await && !found(RESTRICTED, false).await);
    assert!(found(RESTRICTED, true).await);
    let id = world.account_id(RESTRICTED).await;
    let missing = client.get(&path::access_grants_export(&id, &AccessGrantQuery::default())).await;
    let nowhere = path::access_grants_export(&server::base::secret::random_id(), &AccessGrantQuery::default());
    assert_eq!(missing.fingerprint(), client.get(&nowhere).await.fingerprint());
}

async fn french_readers_get_french_and_semicolons(world: &World) {
    let client = imported(world).await;
    world.write("UPDATE person SET locale = 'fr'", args![]).await;
    let answer = directory(&client, DirectoryQuery::default()).await;
    let lines: Vec<String> = answer.text().lines().map(str::to_owned).collect();
    assert_eq!(lines[0].split(';').count(), 7);
    assert!(lines[1].starts_with("Acme;acme.com;Royaume-Uni;"), "{}", lines[1]);
}

async fn no_cell_is_a_formula(world: &World) {
    imported(world).await;
    world.write("UPDATE person SET name = '=HYPERLINK(\"x\")' WHERE email = $1", args![ADMINISTRATOR]).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let id = world.account_id(ACCOUNT).await;
    let answer = client.get(&path::access_grants_export(&id, &AccessGrantQuery::default())).await;
    let grants = answer.text();
    assert!(grants.contains("\r\n\"'=HYPERLINK(\"\"x\"\")\",anna@acme.com,"), "{grants}");
    let answer = directory(&client, DirectoryQuery::default()).await;
    let accounts = answer.text();
    assert!(accounts.contains(",\"'=HYPERLINK(\"\"x\"\") <anna@acme.com>\","), "{accounts}");
}

async fn who_administers_part_of_an_account_gets_that_part(world: &World) {
    imported(world).await;
    let id = world.account_id(ACCOUNT).await;
    let emails = async |person: &str, query: AccessGrantQuery| {
        let answer = world.sign_in(person).await.get(&path::access_grants_export(&id, &query)).await;
        assert_eq!(answer.status, 200);
        let email = |line: &str| line.split(',').nth(1).unwrap().to_owned();
        answer.text().lines().skip(1).map(email).collect::<Vec<_>>()
    };
    assert_eq!(emails(ADMINISTRATOR, AccessGrantQuery::default()).await.len(), 6);
    assert_eq!(emails(OF_NORTH, AccessGrantQuery::default()).await, [OF_NORTH, IN_LEEDS]);
    assert_eq!(emails(STRANGER, AccessGrantQuery::default()).await.len(), 0);
    let users = AccessGrantQuery { role: Some(Role::User), page: Some(9), ..AccessGrantQuery::default() };
    assert_eq!(emails(OF_NORTH, users).await, [IN_LEEDS]);
}

async fn the_trail_says_who_took_which(world: &World) {
    let client = imported(world).await;
    let query = DirectoryQuery { q: "secret plans".to_owned(), ..DirectoryQuery::default() };
    directory(&client, query).await;
    let id = world.account_id(ACCOUNT).await;
    client.get(&path::access_grants_export(&id, &AccessGrantQuery::default())).await;
    let sql = "SELECT content FROM trail WHERE content LIKE '%_exported\"%' ORDER BY key";
    let entries: Vec<(String,)> = world.rows(sql, args![]).await;
    let entries: Vec<Value> = entries.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect();
    let told: Vec<[&Value; 5]> = entries
        .iter()
        .map(|entry| [&entry["chain"], &entry["event"], &entry["subject"], &entry["who"], &entry["after"]["filter"]])
        .collect();
    let who = json!(world.person_id(ADMINISTRATOR).await);
    let first = [
        &json!("service"),
        &json!("directory_exported"),
        &json!("directory"),
        &who,
        &json!({ "q": true, "entire": false, "access": null, "country": null }),
    ];
    let second = [&json!(id), &json!("access_grants_exported"), &json!(id), &who, &json!({ "q": false, "role": null })];
    assert_eq!(told, [first, second]);
}

async fn another_site_brings_nothing_about(world: &World) {
    let client = imported(world).await;
    let address = path::directory_export(&DirectoryQuery::default());
    let call = client.call(reqwest::Method::GET, &address).header("sec-fetch-site", "cross-site");
    assert_eq!(call.send().await.status, 403);
    let sql = "SELECT content FROM trail WHERE content LIKE '%_exported\"%'";
    assert_eq!(world.rows::<(String,)>(sql, args![]).await.len(), 0);
}

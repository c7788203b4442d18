//! Filters and the orders of columns: what they leave, in which order, on all pages.

use api::access_request::NewAccessRequest;
use api::directory::{DirectoryAccess, DirectoryOrder, DirectoryQuery};
use rules::vocabulary::{Role, Scope};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::page;
use crate::access_requests::{send, with_reason};
use crate::account_requests::{asked, send as send_account_request};

tests::on_both_databases! {
    in World::empty:
    each_filter_leaves_what_it_says,
    each_column_orders_all_that_is_found,
    the_pages_of_each_order_have_everything_once,
    what_is_no_country_is_refused,
}

const PERSON: &str = "ada@eu.alfa.com";

/// Names and identifiers are in different orders, and neither is that of the person's access.
fn files() -> Files {
    Files::default()
        .person("Ada Byron", PERSON)
        .account("Works Zulu,m-works.com,GB,listed,customer,active")
        .account("works Yankee,b-works.com,FR,listed,customer,active")
        .account("Works Mike,z-works.com,FR,listed,customer,active")
        .account("Works Alfa,alfa.com,GB,listed,customer,active")
        .account("Works Lima,a-works.com,FR,listed,customer,active")
        .grant(PERSON, "m-works.com", "", "viewer")
        .grant(PERSON, "b-works.com", "", "user")
}

async fn names(client: &Client, query: &DirectoryQuery) -> Vec<String> {
    let mut query = query.clone();
    let mut names = Vec::new();
    loop {
        let page = page(client, &query).await;
        names.extend(page.accounts.into_iter().map(|account| account.name.replace("Works ", "").replace("works ", "")));
        query.after = page.next;
        if query.after.is_none() {
            return names;
        }
    }
}

async fn each_filter_leaves_what_it_says(world: &World) {
    world.import(&files()).await;
    let client = world.sign_in(PERSON).await;
    send(&client, "1", &with_reason(world, "z-works.com").await).await.json::<serde_json::Value>(201);
    // Somebody who holds a role may have asked for more.
    let (scope, role) = (Some(Scope::Entire), Some(Role::Administrator));
    let more = NewAccessRequest { scope, role, reason: None, ..with_reason(world, "b-works.com").await };
    send(&client, "2", &more).await.json::<serde_json::Value>(201);
    let new = api::account_request::NewAccountRequest { name: "Works Papa".to_owned(), ..asked(world, "papa.com") };
    send_account_request(&client, "3", &new).await.json::<serde_json::Value>(201);
    let with = |access: Option<&str>, country: Option<&str>, q: &str| DirectoryQuery {
        q: q.to_owned(),
        access: access.map(|word| DirectoryAccess::parse(word).unwrap()),
        country: country.map(str::to_owned),
        ..Default::default()
    };
    for (access, country, q, expected) in [
        (None, None, "", vec!["Yankee", "Zulu", "Mike", "Papa", "Alfa"]),
        (Some("held"), None, "", vec!["Yankee", "Zulu"]),
        (Some("requested"), None, "", vec!["Yankee", "Mike"]),
        (Some("pending"), None, "", vec!["Papa"]),
        (None, Some("FR"), "", vec!["Yankee", "Mike"]),
        (None, Some("GB"), "", vec!["Zulu", "Papa", "Alfa"]),
        (None, Some("FR"), "works", vec!["Yankee", "Mike", "Lima"]),
        (Some("held"), Some("FR"), "works", vec!["Yankee"]),
        (Some("held"), Some("DE"), "", vec![]),
        (Some("pending"), None, "zulu", vec![]),
    ] {
        let found = names(&client, &with(access, country, q)).await;
        assert_eq!(found, expected, "{access:?} {country:?} {q}");
    }
}

async fn each_column_orders_all_that_is_found(world: &World) {
    world.import(&files()).await;
    let client = world.sign_in(PERSON).await;
    let by_name = ["Alfa", "Lima", "Mike", "Yankee", "Zulu"];
    let by_identifier = ["Lima", "Alfa", "Yankee", "Zulu", "Mike"];
    let reversed = |names: [&'static str; 5]| names.into_iter().rev().collect::<Vec<_>>();
    for (order, expected) in [
        (None, vec!["Yankee", "Zulu", "Alfa", "Lima", "Mike"]),
        (Some(DirectoryOrder::Name), by_name.to_vec()),
        (Some(DirectoryOrder::NameDescending), reversed(by_name)),
        (Some(DirectoryOrder::Identifier), by_identifier.to_vec()),
        (Some(DirectoryOrder::IdentifierDescending), reversed(by_identifier)),
    ] {
        for q in ["works", "wo"] {
            let query = DirectoryQuery { q: q.to_owned(), order, ..Default::default() };
            assert_eq!(names(&client, &query).await, expected, "{order:?} {q}");
        }
        let plain = DirectoryQuery { order, ..Default::default() };
        let expected: Vec<_> = expected.into_iter().filter(|name| !["Lima", "Mike"].contains(name)).collect();
        assert_eq!(names(&client, &plain).await, expected, "{order:?} without a query");
    }
}

async fn the_pages_of_each_order_have_everything_once(world: &World) {
    // More than a thousand, so that SQLite walks them in their order.
    let files = (0..1_040).fold(files(), |files, number| {
        files.listed(&format!("Works {number:04}"), &format!("number-{}.works", 9_999 - number))
    });
    let files = (0..30).fold(files, |files, number| {
        files.grant(PERSON, &format!("number-{}.works", 9_999 - number * 7), "", "viewer")
    });
    world.import(&files).await;
    let client = world.sign_in(PERSON).await;
    for order in [None].into_iter().chain(DirectoryOrder::ALL.iter().copied().map(Some)) {
        let found = names(&client, &DirectoryQuery { q: "works".to_owned(), order, ..Default::default() }).await;
        let mut sorted = found.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((found.len(), sorted.len()), (1_045, 1_045), "{order:?}");
        if order == Some(DirectoryOrder::Identifier) {
            assert_eq!(found[4..7], ["1039", "1038", "1037"], "after those that stand before `number-`");
        }
    }
}

async fn what_is_no_country_is_refused(world: &World) {
    world.import(&files()).await;
    let client = world.sign_in(PERSON).await;
    for address in ["/api/v1/directory?country=UK", "/api/v1/directory?country=", "/api/v1/directory.csv?country=fr"] {
        assert_eq!(client.get(address).await.invalid_fields(), ["country"], "{address}");
    }
    for address in ["/api/v1/directory?access=all", "/api/v1/directory?order=administrators"] {
        assert_eq!(client.get(address).await.status, 400, "{address}");
    }
}

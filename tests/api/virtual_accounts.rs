//! `/accounts/{id}/virtual-accounts`: the parts of a tree that is too large to come with its account.

use api::account::{Account, MOST_VIRTUAL_ACCOUNTS, VirtualAccount, VirtualAccounts, VirtualAccountsQuery};
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use server::sample::{cast, places};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::access_requests::{selected, send};

tests::on_both_databases! {
    in World::sample:
    an_account_comes_with_all_up_to_a_number_and_else_with_those_at_the_top,
    what_is_opened_comes_with_what_is_held_and_asked_for_in_it,
    very_many_siblings_come_in_pages,
    a_search_gives_its_hits_with_what_is_above_them,
    those_that_are_named_come_with_what_is_above_them,
    all_below_one_comes_in_pages,
    who_may_not_know_the_account_or_its_virtual_accounts_is_told_nothing,
}

const DOMAIN: &str = "broadmere-works.com";

/// Three regions with eleven units of nine depots each: 333 with them, and the default one.
fn broad() -> Files {
    let mut files = Files::default().listed("Broadmere Works", DOMAIN).virtual_account(DOMAIN, "Default");
    for region in 1..=3 {
        files = files.virtual_account(DOMAIN, &format!("Region {region}"));
        for unit in 1..=11 {
            let unit = format!("Region {region}/Unit {unit:02}");
            files = files.virtual_account(DOMAIN, &unit);
            files = (1..=9).fold(files, |files, depot| files.virtual_account(DOMAIN, &format!("{unit}/Depot {depot}")));
        }
    }
    files.grant(cast::EMPLOYEE, DOMAIN, "Region 1/Unit 02", "administrator").grant(
        cast::EMPLOYEE,
        DOMAIN,
        "Region 1/Unit 03",
        "viewer",
    )
}

/// Somebody with a role in parts of it, and its id.
async fn employee(world: &World) -> (Client, String) {
    world.import(&broad()).await;
    (world.sign_in(cast::EMPLOYEE).await, world.account_id(DOMAIN).await)
}

async fn part(client: &Client, account: &str, query: VirtualAccountsQuery) -> VirtualAccounts {
    client.get(&path::virtual_accounts(account, &query)).await.json(200)
}

/// The ids of these paths.
async fn ids<const N: usize>(world: &World, paths: [&str; N]) -> [String; N] {
    let mut ids = Vec::new();
    for path in paths {
        ids.push(crate::access_requests::virtual_account_id(world, DOMAIN, path).await);
    }
    ids.try_into().unwrap()
}

/// A line for each: how deep, its name, its place, how many are below it, and `*` where it was looked for.
fn drawn(list: &[VirtualAccount]) -> Vec<String> {
    let line = |one: &VirtualAccount| {
        let part = one.part.as_ref().unwrap();
        let found = if part.found { " *" } else { "" };
        format!("{}{} {}/{}{found}", "- ".repeat(one.depth as usize), one.name, part.position, part.children)
    };
    list.iter().map(line).collect()
}

async fn an_account_comes_with_all_up_to_a_number_and_else_with_those_at_the_top(world: &World) {
    let (client, id) = employee(world).await;
    let account: Account = client.get(&path::account(&id, None)).await.json(200);
    assert_eq!(account.at_top, Some(4));
    let top = account.virtual_accounts.unwrap();
    assert_eq!(drawn(&top), ["Default 1/0 *", "Region 1 2/11 *", "Region 2 3/11 *", "Region 3 4/11 *"]);
    assert_eq!(part(&client, &id, Default::default()).await.virtual_accounts, top);

    // Without the 34 of a part all come again, as they ever did.
    world
        .write(
            "DELETE FROM virtual_account WHERE path LIKE 'Region 3/Unit 0%/Depot 4' OR path LIKE 'Region 3/Unit 1%'",
            server::args![],
        )
        .await;
    world.write("DELETE FROM virtual_account WHERE path LIKE 'Region 3/%/Depot 5'", server::args![]).await;
    let answer = client.get(&path::account(&id, None)).await;
    let text = answer.text().to_owned();
    let account: Account = answer.json(200);
    assert_eq!((account.virtual_accounts.unwrap().len(), account.at_top), (334 - 9 - 2 * 10 - 9, None));
    assert!(!text.contains("at_top") && !text.contains("part"), "a whole tree is sent as it ever was");
}

async fn what_is_opened_comes_with_what_is_held_and_asked_for_in_it(world: &World) {
    let (client, id) = employee(world).await;
    let asked = selected(world, DOMAIN, &[("Region 1/Unit 03/Depot 4", Role::User)]).await;
    send(&client, "1", &asked).await.json::<serde_json::Value>(201);
    let [region, second, third] = ids(world, ["Region 1", "Region 1/Unit 02", "Region 1/Unit 03"]).await;
    let units = part(&client, &id, VirtualAccountsQuery { below: Some(region), ..Default::default() }).await;
    assert_eq!((units.total, units.next), (11, None));
    let roles: Vec<&[Role]> = units.virtual_accounts.iter().map(|unit| &*unit.roles).collect();
    assert_eq!(roles[..4], [&[][..], &[Role::Administrator], &[Role::Viewer], &[]]);
    assert_eq!(drawn(&units.virtual_accounts[..2]), ["- Unit 01 1/9 *", "- Unit 02 2/9 *"]);
    // An administrator's role reaches what is below, a viewer's does not.
    let depots = part(&client, &id, VirtualAccountsQuery { below: Some(second), ..Default::default() }).await;
    assert!(depots.virtual_accounts.iter().all(|depot| depot.roles == [Role::Administrator] && depot.depth == 2));
    let depots = part(&client, &id, VirtualAccountsQuery { below: Some(third), ..Default::default() }).await;
    let requested: Vec<&str> =
        depots.virtual_accounts.iter().filter(|depot| depot.requested).map(|depot| &*depot.name).collect();
    assert_eq!(requested, ["Depot 4"]);
    assert!(depots.virtual_accounts.iter().all(|depot| depot.roles.is_empty()));
    let unknown = VirtualAccountsQuery { below: Some("nobody".to_owned()), ..Default::default() };
    assert_eq!(part(&client, &id, unknown).await.total, 0);
}

async fn very_many_siblings_come_in_pages(world: &World) {
    let flat = Files::default().listed("Flat", "flat-works.com").virtual_account("flat-works.com", "Default");
    let files =
        (0..605).fold(flat, |files, number| files.virtual_account("flat-works.com", &format!("Place {number:03}")));
    world.import(&files.grant(cast::EMPLOYEE, "flat-works.com", "Place 000", "viewer")).await;
    let (client, id) = (world.sign_in(cast::EMPLOYEE).await, world.account_id("flat-works.com").await);
    let account: Account = client.get(&path::account(&id, None)).await.json(200);
    assert_eq!(account.at_top, Some(606));
    let mut all = account.virtual_accounts.unwrap();
    assert_eq!(all.len(), MOST_VIRTUAL_ACCOUNTS as usize);
    for (page, next) in [(2, Some(3)), (3, None)] {
        let answer = part(&client, &id, VirtualAccountsQuery { page: Some(page), ..Default::default() }).await;
        assert_eq!((answer.total, answer.next), (606, next));
        all.extend(answer.virtual_accounts);
    }
    let positions: Vec<u32> = all.iter().map(|one| one.part.as_ref().unwrap().position).collect();
    assert_eq!(positions, (1..=606).collect::<Vec<_>>());
    assert_eq!((&*all[0].name, &*all[605].name), ("Default", "Place 604"));
}

async fn a_search_gives_its_hits_with_what_is_above_them(world: &World) {
    let (client, id) = employee(world).await;
    let search = |q: &str| VirtualAccountsQuery { q: q.to_owned(), ..Default::default() };
    let found = part(&client, &id, search("UNIT 1")).await;
    assert_eq!((found.total, found.next), (6, None));
    let expected = [
        "Region 1 2/11",
        "- Unit 10 10/9 *",
        "- Unit 11 11/9 *",
        "Region 2 3/11",
        "- Unit 10 10/9 *",
        "- Unit 11 11/9 *",
        "Region 3 4/11",
        "- Unit 10 10/9 *",
        "- Unit 11 11/9 *",
    ];
    assert_eq!(drawn(&found.virtual_accounts), expected);
    // The default one is found by what it is called in the reader's language.
    assert_eq!(drawn(&part(&client, &id, search("default account")).await.virtual_accounts), ["Default 1/0 *"]);
    assert_eq!(part(&client, &id, search("nothing like it")).await.total, 0);
    // A name that fits and what fits in it are both hits; a page has a number of hits, with all above them.
    let found = part(&client, &id, search("i")).await;
    assert_eq!((found.total, found.next), (36, None));
    let [region] = ids(world, ["Region 2"]).await;
    let found = part(&client, &id, VirtualAccountsQuery { below: Some(region), ..search("depot 7") }).await;
    assert_eq!(found.total, 11);
    assert_eq!(drawn(&found.virtual_accounts[..2]), ["- Unit 01 1/9", "- - Depot 7 7/0 *"]);
}

async fn those_that_are_named_come_with_what_is_above_them(world: &World) {
    let (client, id) = employee(world).await;
    let [unit] = ids(world, ["Region 3/Unit 05"]).await;
    let named = format!("{unit}\nRegion 1 / Unit 02 / Depot 9\nnobody\nRegion 4");
    let named = part(&client, &id, VirtualAccountsQuery { named, ..Default::default() }).await;
    assert_eq!(named.total, 2);
    let expected = ["Region 1 2/11", "- Unit 02 2/9", "- - Depot 9 9/0 *", "Region 3 4/11", "- Unit 05 5/9 *"];
    assert_eq!(drawn(&named.virtual_accounts), expected);
}

async fn all_below_one_comes_in_pages(world: &World) {
    let (client, id) = employee(world).await;
    let [region, unit] = ids(world, ["Region 2", "Region 2/Unit 11"]).await;
    let deep = |below: &str| VirtualAccountsQuery { below: Some(below.to_owned()), deep: true, ..Default::default() };
    let below = part(&client, &id, deep(&region)).await;
    assert_eq!((below.total, below.next, below.virtual_accounts.len()), (11 + 99, None, 110));
    assert_eq!(drawn(&below.virtual_accounts[..2]), ["- Unit 01 1/9 *", "- - Depot 1 1/0 *"]);
    assert_eq!(part(&client, &id, deep(&unit)).await.total, 9);
    assert_eq!(part(&client, &id, deep("nobody")).await.total, 0);
    let all = VirtualAccountsQuery { deep: true, ..Default::default() };
    let first = part(&client, &id, all.clone()).await;
    assert_eq!((first.total, first.next, first.virtual_accounts.len()), (334, Some(2), 300));
    let second = part(&client, &id, VirtualAccountsQuery { page: Some(2), ..all }).await;
    // The page goes on within a unit: what is above it comes again.
    let sought = second.virtual_accounts.iter().filter(|one| one.part.as_ref().unwrap().found).count();
    assert_eq!((sought, second.next), (34, None));
    assert_eq!(drawn(&second.virtual_accounts[..1]), ["Region 3 4/11"]);
}

async fn who_may_not_know_the_account_or_its_virtual_accounts_is_told_nothing(world: &World) {
    let restricted = Files::default().restricted("Quiet Rail", "quiet.kestrelbrook.com");
    world.import(&restricted.virtual_account("quiet.kestrelbrook.com", "Hidden Yard")).await;
    let stranger = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let id = world.account_id("quiet.kestrelbrook.com").await;
    let by = |identifier: Option<&str>| VirtualAccountsQuery {
        identifier: identifier.map(ToOwned::to_owned),
        q: "yard".to_owned(),
        ..Default::default()
    };
    let mut answers = Vec::new();
    for id in [id.as_str(), "nobody"] {
        for identifier in [None, Some("quiet.kestrelbrook")] {
            let answer = stranger.get(&path::virtual_accounts(id, &by(identifier))).await;
            answers.push(answer.text().to_owned());
            answer.problem(404, Code::AccountNotFound);
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let nothing = VirtualAccounts { virtual_accounts: Vec::new(), total: 0, next: None };
    assert_eq!(part(&stranger, &id, by(Some("quiet.kestrelbrook.com"))).await, nothing);
    let listed = world.account_id(places::LISTED).await;
    assert_eq!(part(&stranger, &listed, Default::default()).await, nothing);
}

//! `/directory`: what is listed without a query, in which order, and what of it is shown to whom.

mod filters;
mod listed_accounts;
mod paging;
mod search;

use api::account::{AccountSummary, Administrators};
use api::directory::{DirectoryAccess, DirectoryPage, DirectoryQuery};
use api::path;
use api::problem::Code;
use rules::vocabulary::{AccessState, MatchKind, Role};
use server::args;
use server::sample::{self, cast, places};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::access_requests::{send, with_reason};

/// A page of the directory.
pub async fn page(client: &Client, query: &DirectoryQuery) -> DirectoryPage {
    client.get(&path::directory(query)).await.json(200)
}

/// The names on the first page of a search.
pub async fn found(client: &Client, q: &str, entire: bool) -> Vec<String> {
    let query = DirectoryQuery { q: q.to_owned(), entire, ..Default::default() };
    page(client, &query).await.accounts.into_iter().map(|account| account.name).collect()
}

/// Lets somebody of the sample world into the directory: a role in an account that has no administrator to be shown.
pub async fn give_role_elsewhere(world: &World, email: &str) {
    world.import(&Files::default().grant(email, places::WITHOUT_ADMINISTRATOR, "", "viewer")).await;
}

mod invented {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        without_a_query_access_comes_first_then_requests_then_the_own_domain,
        a_declined_request_does_not_hide_an_account_of_the_own_domain,
        only_matching_accounts_of_the_own_domain_are_listed_however_many_siblings_there_are,
        the_switcher_lists_only_where_a_role_is_held,
        an_account_that_is_not_active_is_listed_only_to_who_has_standing,
    }

    const PERSON: &str = "ada@eu.alfa.com";

    /// Names in such an order that only the right one comes out right.
    fn files() -> Files {
        Files::default()
            .person("Ada Byron", PERSON)
            .listed("Zulu", "zulu.com")
            .listed("yankee", "yankee.com")
            .listed("Mike", "mike.com")
            .listed("Alfa Group", "alfa.com")
            .listed("Alfa Asia", "asia.alfa.com")
            .listed("A stranger", "stranger.com")
            .grant(PERSON, "zulu.com", "", "viewer")
            .grant(PERSON, "yankee.com", "", "user")
    }

    async fn without_a_query_access_comes_first_then_requests_then_the_own_domain(world: &World) {
        world.import(&files()).await;
        let client = world.sign_in(PERSON).await;
        assert_eq!(found(&client, "", false).await, ["yankee", "Zulu", "Alfa Group"]);

        send(&client, "1", &with_reason(world, "mike.com").await).await.json::<serde_json::Value>(201);
        let page = page(&client, &DirectoryQuery::default()).await;
        let listed: Vec<(&str, AccessState, MatchKind)> = page
            .accounts
            .iter()
            .map(|account| (account.name.as_str(), account.your_access.state, account.match_kind))
            .collect();
        let expected = [
            ("yankee", AccessState::Role, MatchKind::None),
            ("Zulu", AccessState::Role, MatchKind::None),
            ("Mike", AccessState::Requested, MatchKind::None),
            ("Alfa Group", AccessState::None, MatchKind::Below),
        ];
        assert_eq!((listed, page.next), (expected.to_vec(), None));
    }

    async fn a_declined_request_does_not_hide_an_account_of_the_own_domain(world: &World) {
        world.import(&files()).await;
        let client = world.sign_in(PERSON).await;
        let entire = crate::access_requests::entire(world, "alfa.com", Role::User).await;
        send(&client, "1", &entire).await.json::<serde_json::Value>(201);
        for status in ["declined", "cancelled", "approved"] {
            let granted = (status == "approved").then(|| "selected".to_owned());
            let end =
                "UPDATE access_request SET status = $1, granted_scope = $2, decided_at = 0, decision_rules = '[]'";
            world.write(end, args![status, granted]).await;
            assert_eq!(found(&client, "", false).await, ["yankee", "Zulu", "Alfa Group"], "{status}");
            assert_eq!(found(&client, "alfa gr", false).await, ["Alfa Group"], "{status}");
        }
    }

    async fn only_matching_accounts_of_the_own_domain_are_listed_however_many_siblings_there_are(world: &World) {
        let siblings = (0..120).fold(files(), |files, number| {
            files.listed(&format!("Aardvark {number:03}"), &format!("branch{number}.alfa.com"))
        });
        world.import(&siblings).await;
        let client = world.sign_in(PERSON).await;
        let page = page(&client, &DirectoryQuery::default()).await;
        let names: Vec<&str> = page.accounts.iter().map(|account| account.name.as_str()).collect();
        assert_eq!((names, page.next), (vec!["yankee", "Zulu", "Alfa Group"], None));
    }

    async fn the_switcher_lists_only_where_a_role_is_held(world: &World) {
        world.import(&files()).await;
        let client = world.sign_in(PERSON).await;
        send(&client, "1", &with_reason(world, "mike.com").await).await.json::<serde_json::Value>(201);
        for (q, expected) in [("", vec!["yankee", "Zulu"]), ("ulu", vec!["Zulu"]), ("mike", vec![]), ("alfa", vec![])] {
            let query = DirectoryQuery {
                q: q.to_owned(),
                access: Some(DirectoryAccess::Held),
                entire: true,
                ..Default::default()
            };
            let names: Vec<String> = page(&client, &query).await.accounts.into_iter().map(|one| one.name).collect();
            assert_eq!(names, expected, "{q}");
        }
    }

    async fn an_account_that_is_not_active_is_listed_only_to_who_has_standing(world: &World) {
        let mut files = files();
        for (name, status) in [("Papa", "pending"), ("Delta", "denied"), ("Lima", "lapsed")] {
            let domain = format!("{name}.com").to_lowercase();
            files = files.account(&format!("{name} Closed,{domain},GB,listed,customer,{status}"));
            files = files.account(&format!("{name} of Alfa,{name}.alfa.com,GB,listed,customer,{status}"));
        }
        let files = files.grant("bob@elsewhere.com", "stranger.com", "", "viewer");
        let files = files.grant(PERSON, "papa.com", "", "viewer").grant(PERSON, "lima.com", "", "administrator");
        world.import(&files.person("Bob Babbage", "bob@elsewhere.com")).await;

        let stranger = world.sign_in("bob@elsewhere.com").await;
        for q in ["closed", "papa closed", "papa.com", "delta.com", "lima", "of alfa", "pa"] {
            for entire in [false, true] {
                assert_eq!(found(&stranger, q, entire).await, [""; 0], "{q} {entire}");
            }
        }
        let insider = world.sign_in(PERSON).await;
        assert_eq!(found(&insider, "closed", false).await, ["Lima Closed", "Papa Closed"]);
        let names = ["yankee", "Zulu", "Lima Closed", "Papa Closed", "Alfa Group"];
        assert_eq!(found(&insider, "", false).await, names, "no other account of their own domain either");
    }
}

mod sampled {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        the_directory_opens_for_people_with_a_role_and_for_the_operators_staff,
        administrators_are_shown_to_who_holds_a_grant,
        no_administrators_name_or_address_reaches_a_person_without_a_grant,
        a_match_alone_shows_that_administrators_are_hidden,
    }

    async fn one(client: &Client, q: &str) -> AccountSummary {
        let query = DirectoryQuery { q: q.to_owned(), ..Default::default() };
        page(client, &query).await.accounts.remove(0)
    }

    async fn the_directory_opens_for_people_with_a_role_and_for_the_operators_staff(world: &World) {
        let newcomer = world.sign_in(cast::NEWCOMER).await;
        for address in ["/api/v1/directory", "/api/v1/directory?q=rail&entire=true", "/api/v1/directory?access=held"] {
            let problem = newcomer.get(address).await.problem(403, Code::RoleNeeded);
            assert_eq!(problem.link.as_deref(), Some("/request-access"), "{address}");
        }
        give_role_elsewhere(world, cast::NEWCOMER).await;
        assert_eq!(newcomer.get(path::DIRECTORY).await.status, 200, "at once, without a new sign-in");
        for staff in [cast::INTERNAL, cast::LICENSING_SUPPORT] {
            assert_eq!(found(&world.sign_in(staff).await, places::LISTED, false).await, [places::LISTED_NAME]);
        }
    }

    async fn administrators_are_shown_to_who_holds_a_grant(world: &World) {
        let account = one(&world.sign_in(cast::EMPLOYEE).await, places::LISTED).await;
        let Administrators::Shown(contacts) = account.administrators else { panic!("{account:?}") };
        let emails: Vec<&str> = contacts.iter().map(|contact| contact.email.as_str()).collect();
        assert_eq!(emails, [cast::ADMINISTRATOR]);
        assert_eq!(contacts[0].name, "David Okeby");
    }

    async fn a_match_alone_shows_that_administrators_are_hidden(world: &World) {
        give_role_elsewhere(world, cast::NEWCOMER).await;
        let account = one(&world.sign_in(cast::NEWCOMER).await, places::LISTED).await;
        assert!(account.matches && account.virtual_accounts_shown);
        assert_eq!(account.administrators, Administrators::Hidden);
    }

    async fn no_administrators_name_or_address_reaches_a_person_without_a_grant(world: &World) {
        let rows = sample::world();
        let administrators: Vec<String> = rows
            .grants
            .iter()
            .filter(|grant| grant.role == Role::Administrator)
            .map(|grant| grant.email.folded())
            .collect();
        let mut canaries: Vec<&str> = Vec::new();
        for person in rows.people.iter().filter(|person| administrators.contains(&person.email.folded())) {
            canaries.extend([person.email.as_str(), &person.name]);
        }
        assert!(canaries.len() > 400, "only {} canaries", canaries.len());

        give_role_elsewhere(world, cast::NEWCOMER).await;
        let client = world.sign_in(cast::NEWCOMER).await;
        let mut answers = Vec::new();
        for q in ["", "com", "fr", "rail", "david", "okeby", "kestrelbrook"] {
            let mut query = DirectoryQuery { q: q.to_owned(), entire: true, ..Default::default() };
            loop {
                let answer = client.get(&path::directory(&query)).await;
                query.after = answer.json::<DirectoryPage>(200).next;
                answers.push(answer);
                if query.after.is_none() {
                    break;
                }
                assert!(answers.len() < 100, "the pages do not end");
            }
        }
        let matching = crate::access_requests::entire(world, places::LISTED, Role::Viewer).await;
        let look_up = |domain: &str| serde_json::json!({ "identifier": domain });
        answers.push(client.post(path::ACCOUNT_LOOK_UPS, &look_up(places::RESTRICTED)).await);
        answers.push(client.post(path::ACCOUNT_LOOK_UPS, &look_up(places::GROUP)).await);
        answers.push(client.post(path::ACCESS_REQUEST_PREVIEWS, &matching).await);
        answers.push(send(&client, "1", &matching).await);
        answers.push(send(&client, "2", &matching).await);
        answers.push(client.get(&path::account(&matching.account, None)).await);
        answers.push(client.get(path::ACCESS_REQUESTS).await);
        assert!(answers.len() > 15);
        for answer in &answers {
            for canary in &canaries {
                assert!(!answer.text().contains(canary), "`{canary}` in {}", answer.text());
            }
        }
    }
}

//! Paging: every account once, in the directory's order, whatever else happens in between.

use api::directory::DirectoryQuery;
use rules::vocabulary::{AccountStatus, Visibility};
use server::domains::folding::fold;
use server::domains::search_text::{search_text, words};
use server::sample::{self, cast, places};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::{give_role_elsewhere, page};

/// How many accounts a page holds.
const PAGE: usize = 25;

/// All pages, each as the names on it.
async fn pages(client: &Client, q: &str, entire: bool) -> Vec<Vec<String>> {
    let mut query = DirectoryQuery { q: q.to_owned(), entire, ..Default::default() };
    let mut pages = Vec::new();
    loop {
        let page = page(client, &query).await;
        pages.push(page.accounts.into_iter().map(|account| account.name).collect());
        query.after = page.next;
        if query.after.is_none() {
            return pages;
        }
        assert!(pages.len() < 100, "the pages do not end");
    }
}

fn assert_full_but_the_last(pages: &[Vec<String>]) {
    let (last, full) = pages.split_last().unwrap();
    assert!(full.iter().all(|page| page.len() == PAGE), "{:?}", full.iter().map(Vec::len).collect::<Vec<_>>());
    assert!((1..=PAGE).contains(&last.len()));
}

mod sampled {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        a_search_visits_each_account_once_and_in_order,
        a_restricted_account_found_by_its_entire_name_stands_first_and_once,
    }

    /// The listed accounts in which the text is, as the sample world's rows say; those that `first` names come first.
    fn expected(part: &str, first: &[&str]) -> Vec<String> {
        let mut accounts: Vec<_> = sample::world().accounts;
        accounts.retain(|account| {
            let domain = &account.domain_identifier;
            let text = search_text(&account.name, domain.ascii(), &domain.unicode());
            let listed = account.visibility == Visibility::Listed && account.status == AccountStatus::Active;
            listed && text.contains(part)
        });
        let is_first = |domain: &str| first.contains(&domain);
        // Best first.
        let rank = |name: &str| match format!(" {}", words(name)) {
            name if name == format!(" {part}") => 0,
            name if name.starts_with(&format!(" {part}")) => 1,
            name if name.contains(&format!(" {part}")) => 2,
            name if name.contains(part) => 3,
            _ => 4,
        };
        accounts.sort_by_key(|account| {
            (rank(&account.name), !is_first(&account.domain_identifier.unicode()), fold(&account.name))
        });
        accounts.into_iter().map(|account| account.name).collect()
    }

    async fn a_search_visits_each_account_once_and_in_order(world: &World) {
        give_role_elsewhere(world, cast::NEWCOMER).await;
        for (person, first) in [(cast::NEWCOMER, [].as_slice()), (cast::PARTNER, places::PARTNER_CUSTOMERS)] {
            let client = world.sign_in(person).await;
            let pages = pages(&client, "com", false).await;
            assert!(pages.len() >= 3, "only {} pages", pages.len());
            assert_full_but_the_last(&pages);
            assert_eq!(pages.concat(), expected("com", first), "{person}");
        }
    }

    async fn a_restricted_account_found_by_its_entire_name_stands_first_and_once(world: &World) {
        let name = "Com";
        give_role_elsewhere(world, cast::NEWCOMER).await;
        let hidden = Files::default().restricted(name, "restricted-com.com");
        world.import(&hidden).await;
        let client = world.sign_in(cast::NEWCOMER).await;
        let pages = pages(&client, name, true).await;
        assert_full_but_the_last(&pages);
        let expected = [vec![name.to_owned()], expected("com", &[])].concat();
        assert_eq!(pages.concat(), expected);
    }
}

mod invented {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        the_list_without_a_query_has_pages_too,
        accounts_of_one_name_are_visited_once_each,
        exactly_one_page_has_no_next,
    }

    const PERSON: &str = "ada@alfa.com";

    fn many(count: usize, name: impl Fn(usize) -> String) -> Files {
        let home = Files::default().person("Ada Byron", PERSON).listed("Zz home", "home.org");
        let home = home.grant(PERSON, "home.org", "", "viewer");
        (0..count).fold(home, |files, number| files.listed(&name(number), &format!("number{number}.com")))
    }

    async fn the_list_without_a_query_has_pages_too(world: &World) {
        let files = (0..60).fold(many(60, |number| format!("Account {number:02}")), |files, number| {
            files.grant(PERSON, &format!("number{number}.com"), "", "viewer")
        });
        world.import(&files.listed("Alfa", "alfa.com")).await;
        let pages = pages(&world.sign_in(PERSON).await, "", false).await;
        assert_full_but_the_last(&pages);
        let mut expected: Vec<String> = (0..60).map(|number| format!("Account {number:02}")).collect();
        expected.extend(["Zz home".to_owned(), "Alfa".to_owned()]);
        assert_eq!(pages.concat(), expected);
    }

    async fn accounts_of_one_name_are_visited_once_each(world: &World) {
        world.import(&many(70, |_| "Namesake".to_owned())).await;
        let client = world.sign_in(PERSON).await;
        let mut query = DirectoryQuery { q: "namesake".to_owned(), ..Default::default() };
        let mut domains = Vec::new();
        loop {
            let page = page(&client, &query).await;
            domains.extend(page.accounts.into_iter().map(|account| account.domain_identifier));
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
            assert!(domains.len() < 1000, "the pages do not end");
        }
        domains.sort();
        let mut expected: Vec<String> = (0..70).map(|number| format!("number{number}.com")).collect();
        expected.sort();
        assert_eq!(domains, expected);
    }

    async fn exactly_one_page_has_no_next(world: &World) {
        world.import(&many(PAGE, |number| format!("Account {number:02}"))).await;
        let client = world.sign_in(PERSON).await;
        assert_eq!(pages(&client, "account", false).await.len(), 1);
        world.import(&Files::default().listed("Account 99", "one-more.com")).await;
        let pages = pages(&client, "account", false).await;
        assert_eq!((pages.len(), pages[1].as_slice()), (2, ["Account 99".to_owned()].as_slice()));
    }
}

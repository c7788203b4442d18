//! The copy in memory that searches read finds what the database would, in its order, whatever changes and whoever changed it.

use std::cmp::Ordering;

use api::directory::DirectoryOrder;
use server::args;
use server::domains::folding::fold;
use server::domains::search_text::Sought;
use server::sample::random::Random;
use server::store::directory::listed_accounts::ListedAccounts;
use server::store::directory::ranking::ranking;
use server::store::directory::search::position;
use server::store::directory::{Cursor, OTHER_LISTED, Selection};
use server::store::key::AccountKey;
use sqlx::AssertSqlSafe;
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    a_search_finds_what_the_database_has,
}

const WORDS: [&str; 16] = [
    "Quartz",
    "Quart",
    "Works",
    "Bank",
    "of",
    "the",
    "Müller",
    "Mueller",
    "L’Oréal",
    "Coca-Cola",
    "AT&T",
    "Ärger",
    "12",
    "Biquartz",
    "Q",
    "École",
];
const ACCOUNTS: usize = 40;
const STEPS: usize = 60;

/// A name of one to four words.
fn name(random: &mut Random) -> String {
    let words: Vec<&str> = (0..=random.below(3)).map(|_| WORDS[random.below(WORDS.len())]).collect();
    words.join(" ")
}

/// Some of the accounts, each with a name and in a state that it may have had before or not.
fn changed(random: &mut Random) -> Files {
    let count = 1 + random.below(5);
    let numbers = random.some(&(0..ACCOUNTS).collect::<Vec<_>>(), count);
    numbers.into_iter().fold(Files::default(), |files, number| {
        let (domain, country) = (domain(number), ["GB", "FR"][random.below(2)]);
        let state = [
            "listed,customer,active",
            "listed,customer,active",
            "restricted,customer,active",
            "listed,customer,inactive",
        ];
        files.account(&format!("{},{domain},{country},{}", name(random), state[random.below(4)]))
    })
}

fn domain(number: usize) -> String {
    let first = ["quartz", "works-bank", "bücher", "x"][number % 4];
    format!("{first}{number}.example-{}.com", number % 3)
}

/// Whole words, their beginnings, what is within them, identifiers and what is nowhere, one to three of them.
fn typed(random: &mut Random) -> String {
    let words = (0..=random.below(2)).map(|_| {
        let word = match random.below(8) {
            0 => domain(random.below(ACCOUNTS)),
            1 => "nowhere".to_owned(),
            _ => WORDS[random.below(WORDS.len())].to_owned(),
        };
        let letters: Vec<char> = word.chars().collect();
        let (from, to) = match random.below(4) {
            0 | 1 => (0, letters.len()),
            2 => (0, 1 + random.below(letters.len())),
            _ => (random.below(letters.len()), letters.len()),
        };
        letters[from..to].iter().collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

async fn a_search_finds_what_the_database_has(world: &World) {
    let (mut random, follows) = (Random::new(20), ListedAccounts::default());
    let mut found = 0;
    for step in 0..STEPS {
        world.import(&changed(&mut random)).await;
        // Another process, of which one was there from the start and one has just begun.
        for listed in [&follows, &ListedAccounts::default()] {
            for _ in 0..4 {
                let typed = typed(&mut random);
                let selection = selection(&mut random, &typed);
                if selection.sought.is_all() {
                    continue;
                }
                let expected = in_database(world, &selection).await;
                assert_eq!(in_memory(world, listed, &selection).await, expected, "step {step}: {selection:?}");
                found += expected.len();
            }
        }
    }
    assert!(found > STEPS * 10, "only {found} found");
}

fn selection(random: &mut Random, typed: &str) -> Selection {
    let orders = [
        DirectoryOrder::Name,
        DirectoryOrder::NameDescending,
        DirectoryOrder::Identifier,
        DirectoryOrder::IdentifierDescending,
    ];
    Selection {
        sought: Sought::new(&fold(typed)),
        access: None,
        country: (random.below(3) == 0).then(|| "FR".to_owned()),
        order: (random.below(2) == 0).then(|| orders[random.below(4)]),
    }
}

/// All that fit, a few at a time.
async fn in_memory(world: &World, listed: &ListedAccounts, selection: &Selection) -> Vec<(AccountKey, Cursor)> {
    let segments = listed.now(&world.app.db).await.unwrap();
    let mut found: Vec<(AccountKey, Cursor)> = Vec::new();
    loop {
        let after = found.last().map_or_else(|| selection.start(), |(_, place)| place.clone());
        let page = segments.search(selection, &[], &after, 3);
        let is_last = page.len() < 3;
        found.extend(page.into_iter().map(|hit| (hit.key, hit.place)));
        if is_last {
            return found;
        }
    }
}

/// The same as the database compares it.
async fn in_database(world: &World, selection: &Selection) -> Vec<(AccountKey, Cursor)> {
    let ranking = ranking(&selection.sought, 2);
    let sql = format!(
        "SELECT a.key, a.id, a.name_folded, a.domain_identifier, {} FROM account a WHERE a.visibility = 'listed' \
         AND a.status = 'active' AND ({}) AND ($1 = '' OR a.country = $1)",
        ranking.rank, ranking.fits
    );
    let mut arguments = args![selection.country.clone().unwrap_or_default()];
    arguments.extend(ranking.arguments);
    let rows: Vec<(AccountKey, String, String, String, i64)> =
        world.app.db.all(AssertSqlSafe(sql), arguments).await.unwrap();
    let by_identifier =
        matches!(selection.order, Some(DirectoryOrder::Identifier | DirectoryOrder::IdentifierDescending));
    let descending =
        matches!(selection.order, Some(DirectoryOrder::NameDescending | DirectoryOrder::IdentifierDescending));
    let place = |(key, id, name, identifier, rank): (AccountKey, String, String, String, i64)| {
        let position = if selection.order.is_some() { 0 } else { position(rank, OTHER_LISTED) };
        (key, Cursor { position, key: if by_identifier { identifier } else { name }, id })
    };
    let mut found: Vec<(AccountKey, Cursor)> = rows.into_iter().map(place).collect();
    let order = |one: &Cursor, other: &Cursor| -> Ordering {
        let order = (one.position, &one.key, &one.id).cmp(&(other.position, &other.key, &other.id));
        if descending { order.reverse() } else { order }
    };
    found.sort_by(|(_, one), (_, other)| order(one, other));
    found
}

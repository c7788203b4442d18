//! Probes by the thousand: what is almost a restricted account's name or identifier, on every way on which one can be
//! given. `cargo xtask bench pairs` sends 100,000 of them.

use api::access_grant::AccessGrantQuery;
use api::access_request::NewAccessRequest;
use api::account::VirtualAccountsQuery;
use api::account_request::NewAccountRequest;
use api::directory::{DirectoryAccess, DirectoryQuery};
use api::path;
use serde_json::json;
use server::base::secret::random_id;
use server::domains::DomainIdentifier;
use server::domains::folding::normalise_name;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

use super::pair::{DOMAINS, MATCHING, NAMES, Pair, STRANGER, assert_same};
use crate::account_requests::asked;

tests::on_both_databases! {
    in Pair::open:
    every_probe_is_answered_the_same,
}

/// How many probes there are without `PROBES`.
const FEW: u64 = 600;

async fn every_probe_is_answered_the_same(pair: &Pair) {
    let probes = std::env::var("PROBES").map_or(FEW, |number| number.parse().unwrap());
    let people = [STRANGER, MATCHING[0], MATCHING[1]];
    let now = pair.with.app.clock.now();
    pair.with.app.clock.stand_at(now);
    pair.without.app.clock.stand_at(now);
    let mut clients = Vec::new();
    for person in people {
        clients.push(pair.sign_in(person).await);
    }
    let (mut entire, mut statuses) = (0, std::collections::BTreeMap::new());
    for number in 0..probes {
        let mut dice = Dice(number);
        let guess = guess(&mut dice);
        if is_entire(&guess) {
            entire += 1;
            continue;
        }
        let hidden = DOMAINS[dice.below(2)];
        let ids = (pair.with.account_id(hidden).await, random_id());
        let (with, without) = &clients[dice.below(3)];
        let way = WAYS[dice.below(WAYS.len())];
        let answers = (
            probe(&pair.with, with, way, &ids.0, &guess).await,
            probe(&pair.without, without, way, &ids.1, &guess).await,
        );
        assert_same(&answers.0, &answers.1, &format!("probe {number}, {way:?}: {guess:?}"));
        *statuses.entry(answers.0.status).or_insert(0) += 1;
    }
    println!("{probes} probes, {entire} of them entire names, answered {statuses:?}");
    assert!(entire * 4 < probes, "{entire} of {probes} probes are entire names or identifiers: the others are too few");
    assert!(statuses.contains_key(&200) && statuses.contains_key(&404), "{statuses:?}");
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Typed,
    Held,
    Entered,
    LookUp,
    AccountPage,
    VirtualAccounts,
    Grants,
    RequestPreview,
    NewAccountPreview,
}

const WAYS: [Way; 9] = [
    Way::Typed,
    Way::Held,
    Way::Entered,
    Way::LookUp,
    Way::AccountPage,
    Way::VirtualAccounts,
    Way::Grants,
    Way::RequestPreview,
    Way::NewAccountPreview,
];

async fn probe(world: &World, client: &Client, way: Way, id: &str, guess: &str) -> Answer {
    let query = DirectoryQuery { q: guess.to_owned(), ..Default::default() };
    match way {
        Way::Typed => client.get(&path::directory(&query)).await,
        Way::Held => {
            client.get(&path::directory(&DirectoryQuery { access: Some(DirectoryAccess::Held), ..query })).await
        }
        Way::Entered => client.get(&path::directory(&DirectoryQuery { entire: true, ..query })).await,
        Way::LookUp => client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": guess })).await,
        Way::AccountPage => client.get(&path::account(id, Some(guess))).await,
        Way::VirtualAccounts => {
            let query = VirtualAccountsQuery { identifier: Some(guess.to_owned()), deep: true, ..Default::default() };
            client.get(&path::virtual_accounts(id, &query)).await
        }
        Way::Grants => client.get(&path::access_grants(id, &AccessGrantQuery::default())).await,
        Way::RequestPreview => {
            let new = NewAccessRequest {
                account: id.to_owned(),
                identifier: Some(guess.to_owned()),
                reason: Some("a reason".to_owned()),
                policy_version: world.app.policy.version().to_owned(),
                ..Default::default()
            };
            client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await
        }
        Way::NewAccountPreview => {
            let new = NewAccountRequest { added_users: Vec::new(), ..asked(world, guess) };
            client.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await
        }
    }
}

/// The entire name or identifier in one of its forms, which finds the account as it should.
fn is_entire(guess: &str) -> bool {
    let identifier = DomainIdentifier::parse(guess).map(|parsed| parsed.ascii().to_owned());
    NAMES.iter().any(|name| normalise_name(name) == normalise_name(guess))
        || DOMAINS
            .iter()
            .any(|domain| DomainIdentifier::parse(domain).unwrap().ascii() == identifier.as_deref().unwrap_or_default())
}

/// An entire name or identifier that was changed in one to three places.
fn guess(dice: &mut Dice) -> String {
    let entire = [NAMES[0], NAMES[1], DOMAINS[0], DOMAINS[1]][dice.below(4)];
    let mut letters: Vec<char> = entire.chars().collect();
    for _ in 0..=dice.below(3) {
        let place = dice.below(letters.len().max(1)).min(letters.len());
        match dice.below(9) {
            0 if !letters.is_empty() => drop(letters.remove(place)),
            1 => letters.insert(place, LETTERS[dice.below(LETTERS.len())]),
            2 if !letters.is_empty() => letters[place] = LETTERS[dice.below(LETTERS.len())],
            3 if !letters.is_empty() => letters.swap(place, 0),
            4 => letters.truncate(place),
            5 => drop(letters.drain(..place)),
            6 => letters = letters.iter().flat_map(|letter| letter.to_uppercase()).collect(),
            7 => letters.extend(AROUND[dice.below(AROUND.len())].chars()),
            _ => letters = AROUND[dice.below(AROUND.len())].chars().chain(letters).collect(),
        }
    }
    letters.into_iter().collect()
}

/// Letters, what looks like one, what is nothing, and what a database may take for something else.
const LETTERS: &[char] = &[
    'a',
    'e',
    'k',
    'q',
    '0',
    '1',
    '-',
    '.',
    ' ',
    '%',
    '_',
    '*',
    '\'',
    '"',
    '\\',
    '/',
    '@',
    ':',
    '\u{0430}',
    '\u{0435}',
    '\u{ff41}',
    '\u{200b}',
    '\u{ad}',
    '\u{301}',
    '\u{131}',
    '\u{17f}',
    '\u{3002}',
    '\u{1f600}',
    '\t',
];
const AROUND: &[&str] =
    &["www.", ".", "emea.", "xn--", "Ltd ", " GmbH", ".com", ".co.uk", "%", "http://", "@", " OR 1=1"];

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    /// From 0 to below `most` (splitmix64).
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap()
    }
}

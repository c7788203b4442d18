//! The paired worlds: one directory with restricted accounts and without them, and what is guessed about them.

use api::directory::{DirectoryPage, DirectoryQuery};
use api::path;
use server::db::Engine;
use server::import_export::import::Outcome;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::run::Stop;
use tests::world::World;

/// The restricted accounts: names and identifiers.
pub const NAMES: [&str; 2] = ["Tarnwick Avionics", "Quarryline Bühne"];
pub const DOMAINS: [&str; 2] = ["tarnwick-avionics.co.uk", "bühne.quarryline.com"];

pub const STRANGER: &str = "ada@elsewhere.com";
pub const MATCHING: [&str; 2] = ["owen@tarnwick-avionics.co.uk", "mia@lab.bühne.quarryline.com"];
pub const ADMINISTRATOR: &str = "judith@tarnwick-avionics.co.uk";

/// Decides first about new accounts whose contacts are not of their domain.
pub const OPERATOR: &str = "ruth@directory.example";

/// The directory opens for people who hold a role somewhere: here, in this listed account.
pub const HOME: &str = "Avionics Union";

pub struct Pair {
    pub with: World,
    pub without: World,
}

impl Pair {
    pub async fn open(engine: Engine) -> Pair {
        let neighbours = (0..30).fold(Files::default(), |files, number| {
            files.listed(&format!("Tarnwick {number:02}"), &format!("tarnwick-{number:02}.co.uk"))
        });
        let without = neighbours
            .person("Ada Byron", STRANGER)
            .person("Owen Tredwell", MATCHING[0])
            .person("Mia Farrow", MATCHING[1])
            .person("Judith Averley", ADMINISTRATOR)
            .person_line(&format!("{OPERATOR},Ruth Caldwell,The operator,GB,en,licensing_support,false,true"))
            .listed("Tarnwick", "tarnwick.com")
            .listed(HOME, "avionics-union.co.uk")
            .grant(STRANGER, "avionics-union.co.uk", "", "viewer")
            .grant(MATCHING[0], "avionics-union.co.uk", "", "viewer")
            .grant(MATCHING[1], "avionics-union.co.uk", "", "viewer")
            .listed("Quarryline EMEA", "emea.quarryline.com")
            .listed("Tarnwick Avionics Design", "design.tarnwick-avionics.co.uk");
        let with = without
            .clone()
            .restricted(NAMES[0], DOMAINS[0])
            .restricted(NAMES[1], DOMAINS[1])
            .virtual_account(DOMAINS[0], "Cockpit")
            .grant(ADMINISTRATOR, DOMAINS[0], "", "administrator");
        let pair = Pair { with: free_to_guess(engine).await, without: free_to_guess(engine).await };
        assert!(matches!(pair.with.import(&with).await, Outcome::Imported(_)));
        assert!(matches!(pair.without.import(&without).await, Outcome::Imported(_)));
        pair
    }

    /// The same person in both.
    pub async fn sign_in(&self, person: &str) -> (Client, Client) {
        (self.with.sign_in(person).await, self.without.sign_in(person).await)
    }
}

/// A world whose sessions last and in which one may guess as often as one likes.
async fn free_to_guess(engine: Engine) -> World {
    let world = World::start(engine, |settings| {
        settings.let_sessions_last();
        settings.guesses.per_person = i64::MAX;
        settings.guesses.in_all = i64::MAX;
        settings.limits.person_burst = 1_000_000;
    });
    world.await
}

impl Stop for Pair {
    async fn stop(self) {
        self.with.stop().await;
        self.without.stop().await;
    }
}

/// Names and identifiers but for something: cut, with a letter left out or another one, with more before or after.
pub fn guesses() -> Vec<String> {
    let mut guesses: Vec<String> =
        ["co.uk", "uk", "quarryline.com", "quarryline", "lab.bühne.quarryline.com", "bühne"].map(str::to_owned).into();
    for entire in NAMES.iter().chain(&DOMAINS) {
        let letters: Vec<char> = entire.chars().collect();
        for place in 0..letters.len() {
            let (before, after): (String, String) =
                (letters[..place].iter().collect(), letters[place..].iter().collect());
            let next: String = letters[place + 1..].iter().collect();
            guesses.extend([format!("{before}{next}"), format!("{before}q{next}"), before, after]);
        }
        guesses.extend([format!("www.{entire}"), format!("{entire} Ltd"), format!("{entire}m"), format!("{entire}*")]);
        guesses.extend([format!("https://{entire}"), format!("//{entire}/en?q=1#top"), format!("{entire}:443")]);
        guesses.extend([format!("ann@{entire}"), format!("mailto:ann@{entire}"), format!("Ann <ann@{entire}>;")]);
        guesses.extend([format!("“{entire}”"), format!("{entire}..")]);
    }
    guesses.retain(|guess| !is_entire(guess));
    guesses.sort();
    guesses.dedup();
    assert!(guesses.len() > 150);
    guesses
}

fn is_entire(guess: &str) -> bool {
    let guess = guess.trim().to_lowercase();
    NAMES.iter().chain(&DOMAINS).any(|entire| entire.to_lowercase() == guess)
}

#[track_caller]
pub fn assert_same(with: &Answer, without: &Answer, what: &str) {
    assert_eq!(with.fingerprint(), without.fingerprint(), "{what}");
}

/// Compares all pages of a search.
pub async fn assert_same_pages(clients: &(Client, Client), q: &str, entire: bool) {
    assert_same_lists(clients, DirectoryQuery { q: q.to_owned(), entire, ..Default::default() }).await;
}

/// Compares all pages of a list.
pub async fn assert_same_lists((with, without): &(Client, Client), query: DirectoryQuery) {
    let what = format!("{query:?}");
    let mut queries = [query.clone(), query];
    loop {
        let answers = (with.get(&path::directory(&queries[0])).await, without.get(&path::directory(&queries[1])).await);
        assert_same(&answers.0, &answers.1, &what);
        queries[0].after = answers.0.json::<DirectoryPage>(200).next;
        queries[1].after = answers.1.json::<DirectoryPage>(200).next;
        if queries[0].after.is_none() {
            return;
        }
    }
}

//! Who stands in the matrix: each person with accounts of their own, so that what one does changes nothing for the next.

use api::account_request::NewAccountRequest;
use rules::vocabulary::Role;
use server::args;
use server::db::Engine;
use server::import_export::import::Outcome;
use tests::client::Client;
use tests::files::Files;
use tests::run::Stop;
use tests::world::World;

use crate::access_requests::{send, with_reason};
use crate::account_requests::{CUSTOMER, asked, send as send_account_request};
use crate::deciding::requested;

/// A column of the matrix: who somebody is, and how they stand to the account.
pub struct Person {
    pub name: &'static str,
    /// Whether their address lies in the account's domain.
    matching: bool,
    /// The virtual account and the role in it that they hold.
    grant: Option<(&'static str, Role)>,
    affiliation: &'static str,
    operator: bool,
}

const NOBODY: Person =
    Person { name: "nobody", matching: false, grant: None, affiliation: "external", operator: false };

const fn holder(name: &'static str, virtual_account: &'static str, role: Role) -> Person {
    Person { name, grant: Some((virtual_account, role)), ..NOBODY }
}

pub const PEOPLE: [Person; 13] = [
    NOBODY,
    Person { name: "stranger", ..NOBODY },
    Person { name: "unverified", matching: true, ..NOBODY },
    Person { name: "matching", matching: true, ..NOBODY },
    Person { name: "requester", ..NOBODY },
    holder("viewer", "", Role::Viewer),
    holder("user", "", Role::User),
    holder("admin of part", "North", Role::Administrator),
    holder("admin", "", Role::Administrator),
    Person { affiliation: "internal", ..holder("internal admin", "", Role::Administrator) },
    Person { name: "internal", affiliation: "internal", ..NOBODY },
    Person { name: "licensing", affiliation: "licensing_support", ..NOBODY },
    Person { name: "operator", affiliation: "licensing_support", operator: true, ..NOBODY },
];

/// A row's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Listed,
    Restricted,
    /// Listed; it was asked for, and nobody confirmed it.
    SelfMade,
}

const ALL: [Visibility; 3] = [Visibility::Listed, Visibility::Restricted, Visibility::SelfMade];

impl Visibility {
    pub fn as_str(self) -> &'static str {
        match self {
            Visibility::Listed => "listed",
            Visibility::Restricted => "restricted",
            Visibility::SelfMade => "self-made",
        }
    }

    pub fn parse(text: &str) -> Visibility {
        ALL.into_iter().find(|account| account.as_str() == text).unwrap_or_else(|| panic!("{text}"))
    }
}

/// Everybody's accounts, with somebody else's requests and grants in them.
pub struct Stage {
    pub world: World,
    clients: Vec<[Client; 3]>,
}

/// Ask for access to every account; the first's request is looked at, the second's decided.
pub const ASKERS: [&str; 2] = ["asker@asking.com", "other@asking.com"];
/// Holds a role that is changed, and one that is taken away.
pub const HOLDERS: [&str; 2] = ["changed@holding.com", "removed@holding.com"];
const PARTNER: &str = "pat@partnering.com";

impl Stage {
    pub async fn open(engine: Engine) -> Stage {
        let world = World::start(engine, |settings| settings.guesses.per_person = 1_000).await;
        let people = [ASKERS[0], ASKERS[1], HOLDERS[0], HOLDERS[1], CUSTOMER];
        let mut files = people.into_iter().fold(Files::default(), |files, email| files.person("Somebody", email));
        files = files.partner("Somebody", PARTNER);
        for (number, person) in PEOPLE.iter().enumerate() {
            for account in ALL {
                files = files_of(files, number, person, account);
            }
        }
        assert!(matches!(world.import(&files).await, Outcome::Imported(_)));
        world.write("UPDATE person SET email_verified = $1 WHERE email LIKE 'unverified%'", args![false]).await;
        let self_made = "UPDATE account SET confirmed_by = 'nobody' WHERE domain_identifier LIKE 'self-made-%'";
        world.write(self_made, args![]).await;
        let mut stage = Stage { world, clients: Vec::new() };
        stage.ask().await;
        stage
    }

    /// The person's session; nobody's is none.
    pub fn client(&self, number: usize, account: Visibility) -> &Client {
        &self.clients[number][account as usize]
    }

    /// A new session of the person's; nobody's is none.
    pub async fn signed_in(&self, number: usize, account: Visibility) -> Client {
        match number {
            0 => self.world.nobody(),
            _ => self.world.sign_in(&email(number, &PEOPLE[number], account)).await,
        }
    }

    async fn ask(&mut self) {
        let askers = [self.world.sign_in(ASKERS[0]).await, self.world.sign_in(ASKERS[1]).await];
        let partner = self.world.sign_in(PARTNER).await;
        for (number, person) in PEOPLE.iter().enumerate() {
            let mut clients = Vec::new();
            for account in ALL {
                let domain = domain(number, account);
                for asker in &askers {
                    let new = with_reason(&self.world, &domain).await;
                    // As many in one day are more than a person may send.
                    self.world.write("UPDATE access_request SET created_at = 0", args![]).await;
                    assert_eq!(send(asker, &domain, &new).await.status, 201);
                }
                let below = format!("labs.{domain}");
                let new = NewAccountRequest { added_users: Vec::new(), ..asked(&self.world, &below) };
                self.world.write("UPDATE account_request SET created_at = 0", args![]).await;
                assert_eq!(send_account_request(&partner, &domain, &new).await.status, 201);
                let client = self.signed_in(number, account).await;
                if person.name == "requester" {
                    requested(&client, &with_reason(&self.world, &domain).await).await;
                }
                clients.push(client);
            }
            let clients: [Client; 3] = clients.try_into().unwrap_or_else(|_| unreachable!());
            self.clients.push(clients);
        }
    }
}

impl Stop for Stage {
    async fn stop(self) {
        self.world.stop().await;
    }
}

/// The account's domain identifier.
pub fn domain(number: usize, account: Visibility) -> String {
    format!("{}-{number}.com", account.as_str())
}

/// The person's address.
fn email(number: usize, person: &Person, account: Visibility) -> String {
    let domain = if person.matching { domain(number, account) } else { "elsewhere.com".to_owned() };
    format!("{}-{}-{number}@{domain}", person.name.replace(' ', "-"), account.as_str())
}

fn files_of(files: Files, number: usize, person: &Person, account: Visibility) -> Files {
    let (email, domain) = (email(number, person, account), domain(number, account));
    let name = format!("Account {number} {}", account.as_str());
    let files = match account {
        Visibility::Listed | Visibility::SelfMade => files.listed(&name, &domain),
        Visibility::Restricted => files.restricted(&name, &domain),
    };
    let (affiliation, operator) = (person.affiliation, person.operator);
    let files = files
        .virtual_account(&domain, "North")
        .person_line(&format!("{email},Some Body,An organisation,GB,en,{affiliation},false,{operator}"))
        .grant(HOLDERS[0], &domain, "", "viewer")
        .grant(HOLDERS[1], &domain, "", "viewer");
    match person.grant {
        Some((virtual_account, role)) => files.grant(&email, &domain, virtual_account, role.as_str()),
        None => files,
    }
}

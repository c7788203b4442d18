//! Random worlds: people with aliases, accounts, requests and decisions in any order, on the rules and the store together.
//! Nobody ever holds a role that no matching person, no administrator and no operator gave. The oracle knows nothing of the
//! tables. `cargo xtask bench worlds` takes a million steps, half on each database.

mod oracle;

use std::collections::BTreeMap;

use api::account_request::{CorrectedContact, NewAccountRequest};
use api::pending_account_request::{AccountDecisionKind, NewAccountDecision, NewForwarding};
use rules::vocabulary::{AccountRequestAction, Role};
use server::args;
use server::base::secret::random_id;
use server::db::Engine;
use server::domains::email::EmailAddress;
use server::requests::account_request::replace_contact::replace;
use server::requests::account_request::view::own_request;
use server::requests::account_request::{check, decide, forward, submit};
use server::store::grant;
use server::store::key::AccountKey;
use server::store::person::{self, Person, by_address};
use tests::files::Files;
use tests::world::World;
use text::Locale;

use super::OPERATOR;
use oracle::{Asked, Oracle};

tests::on_both_databases! {
    in Free::open:
    nobody_ever_holds_a_role_that_nobody_gave,
}

/// How many steps there are on each database without `STEPS`.
const FEW: u64 = 5_000;
/// How many are taken in one world.
const STEPS_OF_A_WORLD: u64 = 50;

/// A service in which anybody may look up and ask as often as they like.
struct Free;

impl Free {
    async fn open(engine: Engine) -> World {
        let world = World::start(engine, |settings| {
            settings.guesses.per_person = i64::MAX;
            settings.guesses.in_all = i64::MAX;
            settings.guesses.without_access = i64::MAX;
        });
        let world = world.await;
        let operator = format!("{OPERATOR},Ruth Caldwell,The operator,GB,en,licensing_support,false,true");
        world.import(&Files::default().person_line(&operator)).await;
        world
    }
}

async fn nobody_ever_holds_a_role_that_nobody_gave(world: &World) {
    let steps: u64 = std::env::var("STEPS").map_or(FEW, |number| number.parse().unwrap());
    let mut done = BTreeMap::new();
    for number in 0..steps / STEPS_OF_A_WORLD {
        let mut random = RandomWorld::found(world, number).await;
        for _ in 0..STEPS_OF_A_WORLD {
            if let Some(what) = random.step().await {
                *done.entry(what).or_insert(0) += 1;
            }
            random.oracle.assert_all_given(world).await;
        }
    }
    println!("{steps} steps, of which succeeded: {done:?}");
    for what in ["asked", "passed on", "activated", "forwarded", "corrected"] {
        assert!(done.get(what).is_some_and(|count| *count * 1_000 >= steps), "too few were {what}: {done:?}");
    }
}

/// Numbers that can be said again: xorshift from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % end as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// One registrable domain with its people, and some from elsewhere.
struct RandomWorld<'w> {
    world: &'w World,
    dice: Dice,
    domain: String,
    /// With the operator as the last.
    people: Vec<Person>,
    requests: Vec<Asked>,
    oracle: Oracle,
}

impl<'w> RandomWorld<'w> {
    async fn found(world: &'w World, number: u64) -> RandomWorld<'w> {
        let mut dice = Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        dice.below(2);
        let domain = format!("d{number}.com");
        let emails = [
            format!("ann@{domain}"),
            format!("ann+2@{domain}"),
            format!("eve@eu.{domain}"),
            format!("leo@us.{domain}"),
            format!("mal{number}@gmail.com"),
            format!("mal{number}+2@gmail.com"),
            format!("m.al{number}@gmail.com"),
            format!("out@e{number}.com"),
        ];
        let emails: Vec<EmailAddress> = emails.iter().map(|email| EmailAddress::parse(email).unwrap()).collect();
        let mut tx = world.app.db.begin().await.unwrap();
        let mut people = Vec::new();
        for known in by_address::ensure_all(&mut tx, &emails, Locale::En).await.unwrap() {
            person::verify(&mut tx, known.key).await.unwrap();
            // Anybody may ask for accounts.
            tx.run("UPDATE person SET partner = $1 WHERE key = $2", args![true, known.key]).await.unwrap();
            people.push(person::by_key(&mut tx, known.key).await.unwrap());
        }
        let operator = person::key_by_email(&mut tx, OPERATOR).await.unwrap().unwrap();
        people.push(person::by_key(&mut tx, operator).await.unwrap());
        tx.commit().await.unwrap();
        let oracle = Oracle::new(domain.clone());
        let mut random = RandomWorld { world, dice, domain, people, requests: Vec::new(), oracle };
        if random.dice.below(3) > 0 {
            random.import().await;
        }
        random
    }

    /// Something that somebody does; what it was, where it succeeded.
    async fn step(&mut self) -> Option<&'static str> {
        match self.dice.below(12) {
            0..2 => self.ask().await,
            2..7 => self.decide().await,
            7..9 => self.forward().await,
            9..11 => self.correct().await,
            _ => self.change_holders().await,
        }
    }

    fn identifier(&mut self) -> String {
        let domain = &self.domain;
        let all = [domain.clone(), format!("eu.{domain}"), format!("us.{domain}")];
        self.dice.one(&all).clone()
    }

    fn email(&mut self) -> String {
        let among = self.people.len() - 1;
        self.people[self.dice.below(among)].email.clone()
    }

    fn somebody(&mut self) -> Person {
        self.dice.one(&self.people).clone()
    }

    /// Somebody, mostly one of these addresses or of the operator's.
    fn somebody_of(&mut self, emails: &[String]) -> Person {
        let email = self.dice.one(emails).clone();
        match self.dice.below(6) {
            0 => self.somebody(),
            1..3 => self.people[self.people.len() - 1].clone(),
            _ => self.people.iter().find(|person| person.email == email).unwrap().clone(),
        }
    }

    async fn ask(&mut self) -> Option<&'static str> {
        let (person, identifier) = (self.somebody(), self.identifier());
        let contacts: Vec<String> = (0..=self.dice.below(2)).map(|_| self.email()).collect();
        let new = NewAccountRequest {
            kind: "customer".to_owned(),
            name: format!("Unit {}", random_id()),
            domain_identifier: identifier.clone(),
            country: "GB".to_owned(),
            customer_emails: contacts,
            added_users: vec![self.email()],
            note_to_approver: None,
            note_to_customer: None,
            note_to_added_users: None,
            policy_version: self.world.app.policy.version().to_owned(),
        };
        let checked = check(&self.world.app, &person, &new).await.ok()?;
        let reference = submit::store(&self.world.app, &person, &checked, &random_id(), "digest").await.ok()?;
        self.requests.push(Asked::new(reference, person.key, identifier, &new.customer_emails));
        Some("asked")
    }

    async fn decide(&mut self) -> Option<&'static str> {
        let number = self.dice.below(self.requests.len().max(1));
        let person = self.somebody_of(&self.requests.get(number)?.emails());
        let denies = self.dice.below(12) == 0;
        let asked = self.requests.get_mut(number)?;
        let new = NewAccountDecision {
            decision: if denies { AccountDecisionKind::Deny } else { AccountDecisionKind::Approve },
            reason: denies.then(|| "No.".to_owned()),
            added_users: None,
            version: asked.version(self.world).await,
            policy_version: self.world.app.policy.version().to_owned(),
        };
        let before = self.oracle.holders(self.world, asked.requester).await;
        decide::decide(&self.world.app, &person, &asked.reference, &new).await.ok()?;
        if denies {
            return Some("denied");
        }
        if asked.is_activated(self.world).await {
            self.oracle.assert_may_activate(self.world, asked, &person, &before).await;
            return Some("activated");
        }
        self.oracle.note_approval(asked, &person, &before);
        Some("passed on")
    }

    async fn forward(&mut self) -> Option<&'static str> {
        let number = self.dice.below(self.requests.len().max(1));
        let person = self.somebody_of(&self.requests.get(number)?.emails());
        let email = self.email();
        let asked = self.requests.get_mut(number)?;
        let new = NewForwarding {
            email: email.clone(),
            note: None,
            version: asked.version(self.world).await,
            policy_version: self.world.app.policy.version().to_owned(),
        };
        forward::forward(&self.world.app, &person, &asked.reference, &new).await.ok()?;
        asked.replace(&person.email, &email, false);
        Some("forwarded")
    }

    /// An address of which the mail server says that there is none is replaced by the requester.
    async fn correct(&mut self) -> Option<&'static str> {
        let email = self.email();
        let number = self.dice.below(self.requests.len().max(1));
        let asked = self.requests.get_mut(number)?;
        let person = self.people.iter().find(|person| person.key == asked.requester)?;
        let old = self.dice.one(&asked.emails()).clone();
        let app = &self.world.app;
        let found = own_request(app, person, &asked.reference).await.ok()?;
        let contact = found.contacts.iter().find(|contact| contact.is_live() && contact.email == old)?;
        let refused = "UPDATE outbox SET dead_at = 1, refused = $1 WHERE message_id = \
             (SELECT message_id FROM account_request_contact WHERE id = $2)";
        self.world.write(refused, args![true, &contact.id]).await;
        let found = own_request(app, person, &asked.reference).await.ok()?;
        let contact = found.contacts.iter().find(|contact| contact.is_live() && contact.email == old)?;
        let fired = found.permit(&app.policy, person, AccountRequestAction::CorrectAddress, app.clock.now()).ok()?;
        let new = CorrectedContact { email: email.clone() };
        replace(app, person, &found.request, &contact.id, &new, &fired).await.ok()?;
        asked.replace(&old, &email, true);
        Some("corrected")
    }

    /// The operator imports an account, or takes everybody's part in one; or what time brings is done.
    async fn change_holders(&mut self) -> Option<&'static str> {
        match self.dice.below(6) {
            0 => self.import().await,
            1 => {
                let sql = "DELETE FROM access_grant WHERE account_key IN \
                     (SELECT key FROM account WHERE registrable_domain = $1)";
                self.world.write(sql, args![&self.domain]).await;
            }
            2 => drop(server::jobs::round(&self.world.app).await.unwrap()),
            _ => {}
        }
        None
    }

    /// An account with an administrator, whoever that is: the operator says so.
    async fn import(&mut self) {
        let identifier = self.identifier();
        let taken = "SELECT count(*) FROM account WHERE domain_identifier = $1 AND status = 'active'";
        let (taken,): (i64,) = self.world.rows(taken, args![&identifier]).await.remove(0);
        if taken > 0 {
            return;
        }
        let visibility = *self.dice.one(&["listed", "listed", "restricted"]);
        let id = random_id();
        let mut tx = self.world.app.db.begin().await.unwrap();
        let insert = "INSERT INTO account (id, name, name_folded, domain_identifier, domain_display, registrable_domain, \
             search_text, country, visibility, kind, status, version, confirmed_by) \
             VALUES ($1, $1, $1, $2, $2, $3, '', 'GB', $4, 'customer', 'active', 1, 'import') RETURNING key";
        let (account_key,): (AccountKey,) =
            tx.one(insert, args![&id, &identifier, &self.domain, visibility]).await.unwrap();
        if self.dice.below(4) > 0 {
            let among = self.people.len() - 1;
            let person_key = self.people[self.dice.below(among)].key;
            let role = grant::New { person_key, account_key, virtual_account_key: None, role: Role::Administrator };
            grant::give(&mut tx, &[role]).await.unwrap();
            self.oracle.give(person_key, id);
        }
        tx.commit().await.unwrap();
    }
}

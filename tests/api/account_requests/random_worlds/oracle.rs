//! What must be true of random worlds, said without the tables: who vouched for which address, and who was given what.

use std::collections::HashSet;

use server::args;
use server::store::key::PersonKey;
use server::store::person::Person;
use tests::world::World;

/// A request as the oracle knows it.
pub struct Asked {
    pub reference: String,
    pub requester: PersonKey,
    identifier: String,
    contacts: Vec<Vouched>,
}

/// An address that may accept a request, and who vouched for it.
#[derive(Clone)]
struct Vouched {
    email: String,
    by_operator: bool,
    by_administrator: bool,
}

/// Who holds the registrable domain, as far as everybody may know: whether any account does, and those who administer one
/// entirely, without the requester.
pub struct Holders {
    any: bool,
    administrators: Vec<PersonKey>,
    /// Those of restricted accounts as well.
    of_any: Vec<PersonKey>,
}

impl Asked {
    pub fn new(reference: String, requester: PersonKey, identifier: String, emails: &[String]) -> Asked {
        let vouched = |email: &String| Vouched { email: email.clone(), by_operator: false, by_administrator: false };
        Asked { reference, requester, identifier, contacts: emails.iter().map(vouched).collect() }
    }

    pub fn emails(&self) -> Vec<String> {
        self.contacts.iter().map(|contact| contact.email.clone()).collect()
    }

    pub async fn version(&self, world: &World) -> i64 {
        let sql = "SELECT version FROM account_request WHERE reference = $1";
        let (version,): (i64,) = world.rows(sql, args![&self.reference]).await.remove(0);
        version
    }

    pub async fn is_activated(&self, world: &World) -> bool {
        let sql = "SELECT status FROM account_request WHERE reference = $1";
        let (status,): (String,) = world.rows(sql, args![&self.reference]).await.remove(0);
        status == "activated"
    }

    /// Another address stands in the place of one. Who vouched for that one vouches for no weaker one, and for none that
    /// the requester brings from anywhere.
    pub fn replace(&mut self, old: &str, new: &str, by_requester: bool) {
        let (before, after) = (distance(old, &self.identifier), distance(new, &self.identifier));
        let holds = after < before || (after == before && !(by_requester && after == ELSEWHERE));
        for contact in self.contacts.iter_mut().filter(|contact| contact.email == old) {
            contact.email = new.to_owned();
            contact.by_operator &= holds;
            contact.by_administrator &= holds;
        }
    }
}

/// Nothing to do with the domain.
const ELSEWHERE: usize = 4;

/// How far an address is from an identifier: 0 of exactly that domain, then below it, above it, beside it, elsewhere.
fn distance(email: &str, identifier: &str) -> usize {
    let domain = email.split('@').nth(1).unwrap();
    let group = |name: &str| name.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    if domain == identifier {
        0
    } else if domain.ends_with(&format!(".{identifier}")) {
        1
    } else if identifier.ends_with(&format!(".{domain}")) {
        2
    } else if group(domain) == group(identifier) {
        3
    } else {
        ELSEWHERE
    }
}

/// What was given in one world.
pub struct Oracle {
    domain: String,
    given: HashSet<(PersonKey, String)>,
}

impl Oracle {
    pub fn new(domain: String) -> Oracle {
        Oracle { domain, given: HashSet::new() }
    }

    /// The person was given a role in this account.
    pub fn give(&mut self, person_key: PersonKey, account: String) {
        self.given.insert((person_key, account));
    }

    pub async fn holders(&self, world: &World, requester: PersonKey) -> Holders {
        let any = "SELECT count(*) FROM account WHERE registrable_domain = $1 AND visibility = 'listed' \
             AND status = 'active'";
        let (any,): (i64,) = world.rows(any, args![&self.domain]).await.remove(0);
        let administrators = "SELECT g.person_key, a.visibility FROM access_grant g JOIN account a ON a.key = g.account_key \
             WHERE a.registrable_domain = $1 AND a.status = 'active' \
             AND g.role = 'administrator' AND g.virtual_account_key IS NULL AND g.person_key <> $2";
        let rows: Vec<(PersonKey, String)> = world.rows(administrators, args![&self.domain, requester]).await;
        let listed = rows.iter().filter(|(_, visibility)| visibility == "listed").map(|(key, _)| *key).collect();
        Holders { any: any > 0, administrators: listed, of_any: rows.into_iter().map(|(key, _)| key).collect() }
    }

    /// Somebody let a request pass: they vouch for the addresses that they saw.
    pub fn note_approval(&self, asked: &mut Asked, person: &Person, holders: &Holders) {
        assert_ne!(person.key, asked.requester, "their own request");
        // An administrator of a restricted account decides where the requester has to do with it.
        let administers = holders.of_any.contains(&person.key);
        assert!(person.operator || administers, "{} let {} pass", person.email, asked.reference);
        for contact in &mut asked.contacts {
            contact.by_operator |= person.operator;
            contact.by_administrator |= !person.operator;
        }
    }

    /// Somebody made the account: either they are of exactly its domain and nobody holds it, or somebody vouched.
    pub async fn assert_may_activate(&mut self, world: &World, asked: &Asked, person: &Person, holders: &Holders) {
        assert_ne!(person.key, asked.requester, "their own request");
        let contact = asked.contacts.iter().find(|contact| contact.email == person.email);
        let contact = contact.unwrap_or_else(|| panic!("{} is no contact of {}", person.email, asked.reference));
        let vouched = contact.by_operator || contact.by_administrator;
        let may = match (holders.any, holders.administrators.is_empty()) {
            (true, false) => contact.by_administrator,
            (true, true) => vouched,
            (false, _) => vouched || distance(&person.email, &asked.identifier) == 0,
        };
        let what = format!("{} activated {} as {}", person.email, asked.identifier, asked.reference);
        assert!(may, "{what}, held: {}, by {} people", holders.any, holders.administrators.len());
        let added = "SELECT p.key, a.id FROM account a JOIN account_request r ON r.account_key = a.key \
             JOIN account_request_added_user u ON u.request_key = r.key JOIN person p ON p.email_folded = u.email_folded \
             WHERE r.reference = $1";
        self.given.extend(world.rows::<(PersonKey, String)>(added, args![&asked.reference]).await);
        let account = "SELECT id FROM account WHERE request_reference = $1";
        let (account,): (String,) = world.rows(account, args![&asked.reference]).await.remove(0);
        self.give(person.key, account);
    }

    /// Every role that anybody holds was given.
    pub async fn assert_all_given(&self, world: &World) {
        let sql = "SELECT g.person_key, a.id FROM access_grant g JOIN account a ON a.key = g.account_key \
             WHERE a.registrable_domain = $1";
        for held in world.rows::<(PersonKey, String)>(sql, args![&self.domain]).await {
            assert!(self.given.contains(&held), "{held:?} in {}", self.domain);
        }
    }
}

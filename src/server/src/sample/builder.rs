//! Puts rows together from the plain texts of the sample world, with their lines.

use std::collections::HashSet;

use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};

use super::World;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};

/// The world so far.
pub struct Builder {
    pub world: World,
    emails: HashSet<String>,
}

/// An account as text; the common case is `Account::listed_customer` with what differs.
pub struct Account<'a> {
    pub name: &'a str,
    pub domain: &'a str,
    pub country: &'a str,
    pub visibility: Visibility,
    pub kind: AccountKind,
    pub status: AccountStatus,
}

/// A person as text who is not on the operator's staff; the common case is `Person::external` with what differs.
pub struct Person<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub organisation: &'a str,
    pub country: &'a str,
    pub french: bool,
    pub partner: bool,
}

impl<'a> Account<'a> {
    /// A customer's active account that all can find.
    pub fn listed_customer(name: &'a str, domain: &'a str, country: &'a str) -> Account<'a> {
        let (visibility, kind, status) = (Visibility::Listed, AccountKind::Customer, AccountStatus::Active);
        Account { name, domain, country, visibility, kind, status }
    }
}

impl<'a> Person<'a> {
    /// Somebody at an organisation that is not a partner.
    pub fn external(
        email: &'a str,
        name: &'a str,
        organisation: &'a str,
        country: &'a str,
        french: bool,
    ) -> Person<'a> {
        Person { email, name, organisation, country, french, partner: false }
    }
}

impl Builder {
    /// Begins with what is there already.
    pub fn new(world: World) -> Builder {
        let emails = world.people.iter().map(|person| person.email.folded()).collect();
        Builder { world, emails }
    }

    /// Adds an account and its Virtual Accounts, the ones above before the ones below.
    pub fn account<T: AsRef<str>>(&mut self, account: &Account<'_>, paths: &[T]) {
        let domain_identifier = domain(account.domain);
        for path in paths {
            let line = line_after(&self.world.virtual_accounts);
            let (account, path) = (domain_identifier.clone(), virtual_account(path.as_ref()));
            self.world.virtual_accounts.push(VirtualAccountRow { line, account, path });
        }
        self.world.accounts.push(AccountRow {
            line: line_after(&self.world.accounts),
            name: account.name.to_owned(),
            domain_identifier,
            country: account.country.to_owned(),
            visibility: account.visibility,
            kind: Some(account.kind),
            status: account.status,
        });
    }

    /// Adds a person; false where the address is taken, and nothing is added.
    pub fn person(&mut self, person: &Person<'_>) -> bool {
        let email = email(person.email);
        if !self.emails.insert(email.folded()) {
            return false;
        }
        self.world.people.push(PersonRow {
            line: line_after(&self.world.people),
            email,
            name: person.name.to_owned(),
            organisation: person.organisation.to_owned(),
            country: person.country.to_owned(),
            locale: if person.french { "fr" } else { "en" }.to_owned(),
            affiliation: Affiliation::External,
            partner: person.partner,
            operator: false,
        });

        true
    }

    /// Adds a grant on a Virtual Account, or on the entire account.
    pub fn grant(&mut self, person: &str, account: &str, path: Option<&str>, role: Role) {
        self.world.grants.push(GrantRow {
            line: line_after(&self.world.grants),
            email: email(person),
            account: domain(account),
            virtual_account: path.map(virtual_account),
            role,
        });
    }
}

/// The first row stands on the second line, below the header.
fn line_after<T>(rows: &[T]) -> u64 {
    rows.len() as u64 + 2
}

#[expect(clippy::expect_used, reason = "the sample world's own texts, which its tests read from end to end")]
fn domain(text: &str) -> DomainIdentifier {
    DomainIdentifier::parse(text).expect("a domain of the sample world")
}

#[expect(clippy::expect_used, reason = "the sample world's own texts, which its tests read from end to end")]
fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an e-mail address of the sample world")
}

#[expect(clippy::expect_used, reason = "the sample world's own texts, which its tests read from end to end")]
fn virtual_account(text: &str) -> VirtualAccountPath {
    VirtualAccountPath::parse(text).expect("a Virtual Account of the sample world")
}

//! The four kinds of row. Columns called `account` hold the account's domain identifier.

use std::borrow::Cow;

use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};

use super::path::VirtualAccountPath;
use super::reading::Cells;
use super::{Row, fields};
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;

/// A Smart Account: a row of `accounts.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The line in the file, from 1.
    pub line: u64,
    pub name: String,
    pub domain_identifier: DomainIdentifier,
    /// Two capitals of ISO 3166-1.
    pub country: String,
    pub visibility: Visibility,
    pub kind: AccountKind,
    pub status: AccountStatus,
}

/// A Virtual Account: a row of `virtual_accounts.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VirtualAccountRow {
    /// The line in the file, from 1.
    pub line: u64,
    pub account: DomainIdentifier,
    pub path: VirtualAccountPath,
}

/// A person: a row of `people.csv`. A profile need not be complete: name, organisation and country may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The line in the file, from 1.
    pub line: u64,
    pub email: EmailAddress,
    pub name: String,
    pub organisation: String,
    /// Two capitals of ISO 3166-1, or empty.
    pub country: String,
    /// `en` or `fr`.
    pub locale: String,
    pub affiliation: Affiliation,
    pub partner: bool,
    pub operator: bool,
}

/// What a person may do: a row of `grants.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// The line in the file, from 1.
    pub line: u64,
    pub email: EmailAddress,
    pub account: DomainIdentifier,
    /// Nothing: the entire Smart Account.
    pub virtual_account: Option<VirtualAccountPath>,
    pub role: Role,
}

/// What a file may say of an account. `admin close-account` closes one for good, and nobody withdraws one for its requester.
const STATUSES: &[AccountStatus] = &[
    AccountStatus::Active,
    AccountStatus::Inactive,
    AccountStatus::Pending,
    AccountStatus::Denied,
    AccountStatus::Lapsed,
];

fn imported_status(word: &str) -> Option<AccountStatus> {
    AccountStatus::parse(word).filter(|status| STATUSES.contains(status))
}

impl Row for AccountRow {
    const FILE: &'static str = "accounts.csv";
    const COLUMNS: &'static [&'static str] = &["name", "domain_identifier", "country", "visibility", "kind", "status"];

    fn read(cells: &mut Cells<'_>) -> Option<AccountRow> {
        let visibility = fields::word(Visibility::parse, Visibility::ALL, Visibility::as_str);
        let kind = fields::word(AccountKind::parse, AccountKind::ALL, AccountKind::as_str);
        let status = fields::word(imported_status, STATUSES, AccountStatus::as_str);
        // All cells are checked before the first bad one ends the row, so that its errors come together.
        let name = cells.check("name", fields::name);
        let domain_identifier = cells.check("domain_identifier", fields::domain_identifier);
        let country = cells.check("country", fields::country);
        let visibility = cells.check("visibility", visibility);
        let kind = cells.check("kind", kind);
        let status = cells.check("status", status);

        Some(AccountRow {
            line: cells.line(),
            name: name?,
            domain_identifier: domain_identifier?,
            country: country?,
            visibility: visibility?,
            kind: kind?,
            status: status?,
        })
    }

    fn write(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.name.as_str().into(),
            self.domain_identifier.ascii().into(),
            self.country.as_str().into(),
            self.visibility.as_str().into(),
            self.kind.as_str().into(),
            self.status.as_str().into(),
        ]
    }
}

impl Row for VirtualAccountRow {
    const FILE: &'static str = "virtual_accounts.csv";
    const COLUMNS: &'static [&'static str] = &["account", "path"];

    fn read(cells: &mut Cells<'_>) -> Option<VirtualAccountRow> {
        let account = cells.check("account", fields::domain_identifier);
        let path = cells.check("path", fields::path);

        Some(VirtualAccountRow { line: cells.line(), account: account?, path: path? })
    }

    fn write(&self) -> Vec<Cow<'_, str>> {
        vec![self.account.ascii().into(), self.path.as_str().into()]
    }
}

impl Row for PersonRow {
    const FILE: &'static str = "people.csv";
    const COLUMNS: &'static [&'static str] =
        &["email", "name", "organisation", "country", "locale", "affiliation", "partner", "operator"];

    fn read(cells: &mut Cells<'_>) -> Option<PersonRow> {
        let affiliation = fields::word(Affiliation::parse, Affiliation::ALL, Affiliation::as_str);
        let email = cells.check("email", fields::email);
        let name = cells.check("name", fields::name_or_empty);
        let organisation = cells.check("organisation", fields::name_or_empty);
        let country = cells.check("country", fields::country_or_empty);
        let locale = cells.check("locale", fields::locale);
        let affiliation = cells.check("affiliation", affiliation);
        let partner = cells.check("partner", fields::boolean);
        let operator = cells.check("operator", fields::boolean);

        Some(PersonRow {
            line: cells.line(),
            email: email?,
            name: name?,
            organisation: organisation?,
            country: country?,
            locale: locale?,
            affiliation: affiliation?,
            partner: partner?,
            operator: operator?,
        })
    }

    fn write(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.email.as_str().into(),
            self.name.as_str().into(),
            self.organisation.as_str().into(),
            self.country.as_str().into(),
            self.locale.as_str().into(),
            self.affiliation.as_str().into(),
            self.partner.to_string().into(),
            self.operator.to_string().into(),
        ]
    }
}

impl Row for GrantRow {
    const FILE: &'static str = "grants.csv";
    const COLUMNS: &'static [&'static str] = &["email", "account", "virtual_account", "role"];

    fn read(cells: &mut Cells<'_>) -> Option<GrantRow> {
        let email = cells.check("email", fields::email);
        let account = cells.check("account", fields::domain_identifier);
        let virtual_account = cells.check("virtual_account", fields::path_or_empty);
        let role = cells.check("role", fields::word(Role::parse, Role::ALL, Role::as_str));
        if let (Some(Some(_)), Some(Role::Approver)) = (&virtual_account, role) {
            cells.refuse("role", "is a role of entire Smart Accounts; leave virtual_account empty or use another role");
            return None;
        }

        Some(GrantRow {
            line: cells.line(),
            email: email?,
            account: account?,
            virtual_account: virtual_account?,
            role: role?,
        })
    }

    fn write(&self) -> Vec<Cow<'_, str>> {
        let virtual_account = self.virtual_account.as_ref().map_or("", VirtualAccountPath::as_str);
        vec![self.email.as_str().into(), self.account.ascii().into(), virtual_account.into(), self.role.as_str().into()]
    }
}

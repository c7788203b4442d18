//! What each column takes and what it answers to the rest.

use rules::vocabulary::{Affiliation, Role};

use super::{GRANTS, VIRTUAL_ACCOUNTS, read};
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};

const ACCOUNTS: &str = "name,domain_identifier,country,visibility,kind,status\n";
const PEOPLE: &str = "email,name,organisation,country,locale,affiliation,partner,operator\n";

/// Reads one row and expects one error about it; gives its message after the file and the line.
fn complaint<T: Row>(header: &str, row: &str) -> String {
    let (_, errors) = read::<T>(format!("{header}{row}\n"));
    assert_eq!(errors.len(), 1, "{row}: {errors:?}");
    let message = errors[0].to_string();
    message.strip_prefix(&format!("{} line 2, column ", T::FILE)).unwrap().to_owned()
}

#[test]
fn a_bad_account_is_refused_by_column() {
    let long = "x".repeat(201);
    for (row, expected) in [
        (",acme.com,GB,listed,customer,active", "name: `` is empty; enter a name"),
        (
            "\"Ac\nme\",acme.com,GB,listed,customer,active",
            "name: `Ac\\nme` has a control character, such as a line break; remove it",
        ),
        (
            "Acme,co.uk,GB,listed,customer,active",
            "domain_identifier: `co.uk` is a public suffix that many organisations share; \
             enter the organisation's own domain below it",
        ),
        (
            "Acme,acme.com,XX1,listed,customer,active",
            "country: `XX1` is not a two-letter country code; use a code of ISO 3166-1, such as `FR`",
        ),
        (
            "Acme,acme.com,GB,hidden,customer,active",
            "visibility: `hidden` is not known here; use `listed` or `restricted`",
        ),
        (
            "Acme,acme.com,GB,listed,holding,active",
            "kind: `holding` is not known here; use `customer` or `partner_holding`",
        ),
        (
            "Acme,acme.com,GB,listed,customer,Gone",
            "status: `Gone` is not known here; use `active`, `inactive`, `pending`, `denied` or `lapsed`",
        ),
    ] {
        assert_eq!(complaint::<AccountRow>(ACCOUNTS, row), expected);
    }
    let too_long = complaint::<AccountRow>(ACCOUNTS, &format!("{long},acme.com,GB,listed,customer,active"));
    assert_eq!(too_long, format!("name: `{}…` has 201 characters; shorten it to 200", "x".repeat(80)));
}

#[test]
fn a_bad_virtual_account_is_refused_by_column() {
    for (row, expected) in [
        ("acme,A", "account: `acme` has one label only; enter the entire domain, such as `acme.com`"),
        ("acme.com,A//B", "path: `A//B` has an empty level; write the names from the top down, such as `Europe/Leeds`"),
        ("acme.com,/A", "path: `/A` has an empty level; write the names from the top down, such as `Europe/Leeds`"),
        ("acme.com,/", "path: `/` has an empty level; write the names from the top down, such as `Europe/Leeds`"),
        ("acme.com,1/2/3/4/5/6/7/8/9", "path: `1/2/3/4/5/6/7/8/9` has 9 levels; 8 are the most"),
        ("acme.com,A\u{7}", "path: `A\\u{7}` has a control character, such as a line break; remove it"),
    ] {
        assert_eq!(complaint::<VirtualAccountRow>(VIRTUAL_ACCOUNTS, row), expected);
    }
    let level = "x".repeat(101);
    assert!(complaint::<VirtualAccountRow>(VIRTUAL_ACCOUNTS, &format!("acme.com,A/{level}")).ends_with("to 100"));
}

#[test]
fn a_path_knows_its_levels() {
    let (rows, errors) = read::<VirtualAccountRow>(format!("{VIRTUAL_ACCOUNTS}acme.com, Europe / Leeds/Signals\n"));
    assert_eq!(errors, []);
    let path = &rows[0].path;
    assert_eq!(path.as_str(), "Europe/Leeds/Signals");
    assert_eq!(path.levels().collect::<Vec<_>>(), ["Europe", "Leeds", "Signals"]);
    assert_eq!(path.name(), "Signals");
    assert_eq!(path.parent(), Some(VirtualAccountPath::parse("Europe/Leeds").unwrap()));
    assert_eq!(VirtualAccountPath::parse("Europe").unwrap().parent(), None);
}

#[test]
fn a_person_may_lack_name_organisation_and_country_and_nothing_else() {
    let (rows, errors) = read::<PersonRow>(format!("{PEOPLE}ann@acme.com,,,,fr,external,false,true\n"));
    assert_eq!(errors, []);
    assert_eq!(
        rows,
        [PersonRow {
            line: 2,
            email: EmailAddress::parse("ann@acme.com").unwrap(),
            name: String::new(),
            organisation: String::new(),
            country: String::new(),
            locale: "fr".to_owned(),
            affiliation: Affiliation::External,
            partner: false,
            operator: true,
        }]
    );
    for (row, expected) in [
        (
            "ann,A,B,GB,en,external,true,false",
            "email: `ann` has no `@`; enter an e-mail address such as `name@acme.com`",
        ),
        ("ann@acme.com,A,B,UK,en,external,true,false", "country: `UK` is not a two-letter country code; use `GB`"),
        (
            "ann@acme.com,A,B,GB,de,external,true,false",
            "locale: `de` is not a language of this service; use `en` or `fr`",
        ),
        (
            "ann@acme.com,A,B,GB,en,staff,true,false",
            "affiliation: `staff` is not known here; use `external`, `internal` or `licensing_support`",
        ),
        (
            "ann@acme.com,A,B,GB,en,external,perhaps,false",
            "partner: `perhaps` is neither `true` nor `false`; use one of them",
        ),
        ("ann@acme.com,A,B,GB,en,external,true,", "operator: `` is neither `true` nor `false`; use one of them"),
    ] {
        assert_eq!(complaint::<PersonRow>(PEOPLE, row), expected);
    }
}

#[test]
fn a_grant_is_on_the_account_or_on_a_virtual_account() {
    let file = format!("{GRANTS}ann@acme.com,acme.com,,approver\nann@acme.com,acme.com,Europe/Leeds,viewer\n");
    let (rows, errors) = read::<GrantRow>(file);
    assert_eq!(errors, []);
    assert_eq!((rows[0].virtual_account.as_ref(), rows[0].role), (None, Role::Approver));
    assert_eq!(rows[1].virtual_account, Some(VirtualAccountPath::parse("Europe/Leeds").unwrap()));
    for (row, expected) in [
        (
            "ann@acme.com,acme.com,Europe,approver",
            "role: `approver` is a role of entire Smart Accounts; leave virtual_account empty or use another role",
        ),
        (
            "ann@acme.com,acme.com,,owner",
            "role: `owner` is not known here; use `administrator`, `approver`, `user` or `viewer`",
        ),
    ] {
        assert_eq!(complaint::<GrantRow>(GRANTS, row), expected);
    }
}

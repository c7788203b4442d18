//! What the sample world promises of its cast and its places.

use std::collections::HashSet;

use rules::vocabulary::{AccountKind, AccountStatus, MatchKind, Role, Visibility};

use super::tests::administrators;
use super::{World, cast, places, world};
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::domains::public_mailboxes::PublicMailboxes;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow};

fn account<'a>(world: &'a World, domain: &str) -> &'a AccountRow {
    let identifier = DomainIdentifier::parse(domain).unwrap();
    world.accounts.iter().find(|account| account.domain_identifier == identifier).unwrap()
}

fn grants_of<'a>(world: &'a World, email: &str) -> Vec<&'a GrantRow> {
    let email = EmailAddress::parse(email).unwrap();
    world.grants.iter().filter(|grant| grant.email == email).collect()
}

/// The listed accounts that somebody's domain matches, with the kind.
fn matches(world: &World, email: &str) -> Vec<(String, MatchKind)> {
    let domain = EmailAddress::parse(email).unwrap().domain().to_owned();
    let kinds = world.accounts.iter().map(|account| {
        (
            account.domain_identifier.unicode(),
            match_kind(&PublicMailboxes::default(), Some(&domain), &account.domain_identifier),
        )
    });
    kinds.filter(|(_, kind)| *kind != MatchKind::None).collect()
}

#[test]
fn every_cast_member_exists_and_says_why() {
    let world = world();
    let emails: HashSet<String> = world.people.iter().map(|person| person.email.folded()).collect();
    let mut seen = HashSet::new();
    for member in cast::CAST {
        assert!(emails.contains(&EmailAddress::parse(member.email).unwrap().folded()), "{}", member.email);
        assert!(seen.insert(member.email));
        assert!(member.why_en.ends_with('.') && member.why_fr.ends_with('.'), "{}", member.email);
    }
}

#[test]
fn the_cast_matches_what_it_should() {
    let world = world();
    for (email, expected) in [
        (cast::EMPLOYEE, vec![(places::LISTED, MatchKind::Same)]),
        (cast::AT_RESTRICTED, vec![(places::RESTRICTED, MatchKind::Same)]),
        (cast::WITHOUT_ADMINISTRATOR, vec![(places::WITHOUT_ADMINISTRATOR, MatchKind::Same)]),
        (cast::FRENCH, vec![(places::FRENCH, MatchKind::Same)]),
        (cast::IDN, vec![(places::IDN, MatchKind::Same)]),
        (
            cast::SUBSIDIARY,
            vec![
                (places::GROUP, MatchKind::Below),
                ("emea.kestrelbrook.com", MatchKind::Sibling),
                ("retail.kestrelbrook.com", MatchKind::Sibling),
                ("labs.kestrelbrook.com", MatchKind::Sibling),
            ],
        ),
        (cast::PARTNER, vec![]),
        (cast::PUBLIC_MAILBOX, vec![]),
        (cast::INTERNAL, vec![]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(domain, kind)| (domain.to_owned(), kind)).collect();
        assert_eq!(matches(&world, email), expected, "{email}");
    }
}

#[test]
fn the_cast_holds_what_it_should() {
    let world = world();
    for nobody in [
        cast::NEWCOMER,
        cast::INCOMPLETE_PROFILE,
        cast::SUBSIDIARY,
        cast::AT_RESTRICTED,
        cast::IDN,
        cast::WITHOUT_ADMINISTRATOR,
        cast::PUBLIC_MAILBOX,
        cast::INTERNAL,
        cast::LICENSING_SUPPORT,
        cast::OPERATOR,
    ] {
        assert_eq!(grants_of(&world, nobody), Vec::<&GrantRow>::new(), "{nobody}");
    }
    assert_eq!(grants_of(&world, cast::EMPLOYEE).len(), 1);
    assert_eq!(grants_of(&world, cast::ADMINISTRATOR)[0].role, Role::Administrator);
    assert_eq!(grants_of(&world, cast::PARTNER).len(), places::PARTNER_CUSTOMERS.len());
}

#[test]
fn the_places_are_as_they_say() {
    let world = world();
    for domain in [places::LISTED, places::WITHOUT_ADMINISTRATOR, places::FRENCH, places::IDN, places::IDN_FRENCH] {
        let account = account(&world, domain);
        assert_eq!((account.visibility, account.status), (Visibility::Listed, AccountStatus::Active), "{domain}");
        assert_eq!(administrators(&world, account) == 0, domain == places::WITHOUT_ADMINISTRATOR, "{domain}");
    }
    let restricted = account(&world, places::RESTRICTED);
    assert_eq!((restricted.visibility, restricted.name.as_str()), (Visibility::Restricted, places::RESTRICTED_NAME));
    for (domain, status) in [
        (places::PENDING, AccountStatus::Pending),
        (places::DENIED, AccountStatus::Denied),
        (places::LAPSED, AccountStatus::Lapsed),
    ] {
        assert_eq!(account(&world, domain).status, status);
    }
    assert_eq!(account(&world, places::PARTNER_HOLDING).kind, Some(AccountKind::PartnerHolding));
    for domain in places::GROUP_ACCOUNTS {
        assert_eq!(account(&world, domain).domain_identifier.registrable(), places::GROUP);
    }
}

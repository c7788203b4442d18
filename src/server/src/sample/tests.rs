//! What the sample world promises: its size, its order, and that it can be imported.

use std::collections::HashSet;

use rules::vocabulary::{AccountKind, AccountStatus, Role, Visibility};

use super::{World, world};
use crate::domains::folding::normalise_name;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::reading::Rows;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow};
use crate::import_export::csv_files::writing::write_rows;

/// How many hold the role of administrator on the entire account.
pub(super) fn administrators(world: &World, account: &AccountRow) -> usize {
    let here = |grant: &&GrantRow| grant.account == account.domain_identifier && grant.role == Role::Administrator;
    world.grants.iter().filter(here).filter(|grant| grant.virtual_account.is_none()).count()
}

fn read_back<T: Row + Clone + PartialEq + std::fmt::Debug>(rows: &[T]) {
    let mut file = Vec::new();
    write_rows(rows, &mut file).unwrap();
    let read: Vec<T> = Rows::new(std::io::Cursor::new(file)).map(Result::unwrap).collect();
    assert_eq!(read, rows);
}

#[test]
fn the_world_is_as_large_as_it_should_be() {
    let world = world();
    let count = |fits: &dyn Fn(&AccountRow) -> bool| world.accounts.iter().filter(|account| fits(account)).count();
    assert!(world.accounts.len() >= 320, "{}", world.accounts.len());
    assert!(world.virtual_accounts.len() >= 1_100, "{}", world.virtual_accounts.len());
    assert!(world.people.len() >= 420, "{}", world.people.len());

    let restricted = count(&|account| account.visibility == Visibility::Restricted) * 100 / world.accounts.len();
    assert!((15..=25).contains(&restricted), "{restricted} % are restricted");
    for (status, least) in [(AccountStatus::Pending, 6), (AccountStatus::Denied, 4), (AccountStatus::Lapsed, 4)] {
        assert!(count(&|account| account.status == status) >= least, "{status:?}");
    }
    assert!(count(&|account| account.kind == Some(AccountKind::PartnerHolding)) >= 5);
    let active = |account: &AccountRow| account.status == AccountStatus::Active;
    let orphans = count(&|account| active(account) && administrators(&world, account) == 0);
    assert!((8..=12).contains(&orphans), "{orphans} accounts have no administrator");

    let with_grants: HashSet<String> = world.grants.iter().map(|grant| grant.email.folded()).collect();
    assert!(world.people.len() - with_grants.len() >= 20);
    for role in Role::ALL {
        assert!(world.grants.iter().any(|grant| grant.role == *role), "{role:?}");
    }
    let french = world.people.iter().filter(|person| person.locale == "fr").count();
    assert!(french > 80, "{french}");
}

#[test]
fn twelve_groups_hold_several_accounts_under_one_registrable_domain() {
    let world = world();
    let mut domains: Vec<&str> = world.accounts.iter().map(|account| account.domain_identifier.registrable()).collect();
    domains.sort_unstable();
    let groups = domains.chunk_by(|one, other| one == other).filter(|group| group.len() >= 3).count();
    assert_eq!(groups, 12);
}

#[test]
fn nothing_occurs_twice() {
    let world = world();
    let names: HashSet<String> = world.accounts.iter().map(|account| normalise_name(&account.name)).collect();
    let identifiers: HashSet<&str> = world.accounts.iter().map(|account| account.domain_identifier.ascii()).collect();
    let paths: HashSet<_> = world.virtual_accounts.iter().map(|row| (row.account.ascii(), row.path.as_str())).collect();
    let emails: HashSet<String> = world.people.iter().map(|person| person.email.folded()).collect();
    let grants: HashSet<_> = world
        .grants
        .iter()
        .map(|grant| (grant.email.folded(), grant.account.ascii(), grant.virtual_account.as_ref(), grant.role))
        .collect();
    assert_eq!(names.len(), world.accounts.len());
    assert_eq!(identifiers.len(), world.accounts.len());
    assert_eq!(paths.len(), world.virtual_accounts.len());
    assert_eq!(emails.len(), world.people.len());
    assert_eq!(grants.len(), world.grants.len());
}

#[test]
fn everything_refers_to_what_exists() {
    let world = world();
    let identifiers: HashSet<&str> = world.accounts.iter().map(|account| account.domain_identifier.ascii()).collect();
    let emails: HashSet<String> = world.people.iter().map(|person| person.email.folded()).collect();
    let mut paths = HashSet::new();
    for row in &world.virtual_accounts {
        assert!(identifiers.contains(row.account.ascii()));
        if let Some(parent) = row.path.parent() {
            assert!(paths.contains(&(row.account.ascii(), parent)), "{} stands before its parent", row.path);
        }
        paths.insert((row.account.ascii(), row.path.clone()));
    }
    for account in &world.accounts {
        let own = world.virtual_accounts.iter().filter(|row| row.account == account.domain_identifier);
        assert_eq!(own.filter(|row| row.path.is_default()).count(), 1, "{}", account.name);
    }
    for grant in &world.grants {
        assert!(emails.contains(&grant.email.folded()), "{}", grant.email);
        assert!(identifiers.contains(grant.account.ascii()), "{}", grant.account);
        let path = grant.virtual_account.as_ref().map(|path| (grant.account.ascii(), path.clone()));
        assert!(path.is_none_or(|path| paths.contains(&path)), "{grant:?}");
    }
    let deepest = world.virtual_accounts.iter().map(|row| row.path.levels().count()).max();
    assert!(deepest >= Some(3));
}

#[test]
fn the_rows_are_read_back_from_their_files_without_an_error() {
    let world = world();
    read_back(&world.accounts);
    read_back(&world.virtual_accounts);
    read_back(&world.people);
    read_back(&world.grants);
}

#[test]
fn the_world_is_the_same_every_time() {
    assert_eq!(world(), world());
}

//! `/accounts/{id}/grants`: who sees which grants, and who changes, removes and gives up which.

mod approver;
mod last_administrator;
mod matrix;
mod records;
mod search;

use api::access_grant::{AccessGrant, AccessGrantChange, AccessGrantQuery, AccessGrants};
use api::path;
use rules::vocabulary::Role;
use server::args;
use server::import_export::import::{Options, Outcome};
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

pub const ACCOUNT: &str = "acme.com";
pub const RESTRICTED: &str = "quarry.com";

pub const ADMINISTRATOR: &str = "anna@acme.com";
pub const OF_NORTH: &str = "bert@acme.com";
pub const OF_SOUTH: &str = "carl@acme.com";
pub const IN_LEEDS: &str = "dora@acme.com";
pub const VIEWER: &str = "ella@acme.com";
pub const STRANGER: &str = "fred@elsewhere.com";
pub const OF_RESTRICTED: &str = "gina@quarry.com";

/// An account with Virtual Accounts and somebody in each role, and a restricted one.
pub fn files() -> Files {
    Files::default()
        .listed("Acme", ACCOUNT)
        .restricted("Quarry", RESTRICTED)
        .virtual_account(ACCOUNT, "North")
        .virtual_account(ACCOUNT, "North/Leeds")
        .virtual_account(ACCOUNT, "North Sea")
        .virtual_account(ACCOUNT, "South")
        .person("Anna Ash", ADMINISTRATOR)
        .person("Bert Birch", OF_NORTH)
        .person("Carl Cedar", OF_SOUTH)
        .person("Dora Dogwood", IN_LEEDS)
        .person("Ella Elm", VIEWER)
        .person("Fred Fir", STRANGER)
        .person("Gina Gorse", OF_RESTRICTED)
        .grant(ADMINISTRATOR, ACCOUNT, "", "administrator")
        .grant(OF_NORTH, ACCOUNT, "North", "administrator")
        .grant(OF_SOUTH, ACCOUNT, "South", "administrator")
        .grant(IN_LEEDS, ACCOUNT, "North/Leeds", "user")
        .grant(VIEWER, ACCOUNT, "", "viewer")
        .grant(VIEWER, ACCOUNT, "North Sea", "user")
        .grant(OF_RESTRICTED, RESTRICTED, "", "administrator")
}

/// Makes it as the files say, whatever was removed since.
pub async fn import(world: &World, files: &Files) {
    let options = Options { restore_removed: true, ..Options::default() };
    assert!(matches!(world.import_with(files, &options).await, Outcome::Imported(_)));
}

/// The grant that somebody holds there, as stored: its id and version.
pub async fn stored(world: &World, email: &str, domain: &str, path: &str) -> Option<(String, i64)> {
    let sql = "SELECT g.id, g.version FROM access_grant g \
         LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
         WHERE g.person_key = $1 AND g.account_key = $2 AND coalesce(v.path, '') = $3";
    let account = world.account(domain).await.key;
    world.rows(sql, args![world.person_key(email).await, account, path]).await.pop()
}

pub async fn list(world: &World, client: &Client, query: &AccessGrantQuery) -> AccessGrants {
    client.get(&path::access_grants(&world.account_id(ACCOUNT).await, query)).await.json(200)
}

/// Changes somebody's grant in [`ACCOUNT`] to this role.
pub async fn change(world: &World, client: &Client, email: &str, path: &str, role: Role) -> Answer {
    let (grant, version) = stored(world, email, ACCOUNT, path).await.unwrap();
    let address = path::access_grant(&world.account_id(ACCOUNT).await, &grant);
    client.patch(&address, &AccessGrantChange { role, version }).await
}

/// Removes somebody's grant in [`ACCOUNT`].
pub async fn remove(world: &World, client: &Client, email: &str, path: &str) -> Answer {
    let (grant, version) = stored(world, email, ACCOUNT, path).await.unwrap();
    client.delete(&path::access_grant_removal(&world.account_id(ACCOUNT).await, &grant, version)).await
}

/// A grant in a line: who, where, as what, and what may be done.
pub fn line(grant: &AccessGrant) -> String {
    let actions: Vec<&str> = grant.actions.iter().map(|action| action.as_str()).collect();
    let path = grant.virtual_account.as_deref().unwrap_or("-");
    format!("{} {path} {}: {}", grant.person.email, grant.role.as_str(), actions.join(" "))
}

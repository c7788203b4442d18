//! `/access-requests` and `/access-request-previews`: asking for access, and a person's own requests.

mod already_held;
mod by_identifier;
mod daily_limit;
mod deciders_named;
mod expiry;
mod idempotency;
mod mail;
mod refused;
mod wizard;

use api::access_request::{NewAccessRequest, VirtualAccountRole};
use api::path;
use reqwest::Method;
use rules::vocabulary::{Role, Scope};
use server::args;
use tests::answer::Answer;
use tests::client::Client;
use tests::world::World;

/// Sends a request under an idempotency key.
pub async fn send(client: &Client, key: &str, new: &NewAccessRequest) -> Answer {
    let call = client.call(Method::POST, path::ACCESS_REQUESTS).header(path::IDEMPOTENCY_HEADER, key);
    call.json(new).send().await
}

/// What somebody sends whose domain does not match.
pub async fn with_reason(world: &World, domain: &str) -> NewAccessRequest {
    NewAccessRequest {
        account: world.account_id(domain).await,
        identifier: Some(domain.to_owned()),
        reason: Some("I plan their network.".to_owned()),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    }
}

/// What the wizard sends for the entire Smart Account.
pub async fn entire(world: &World, domain: &str, role: Role) -> NewAccessRequest {
    NewAccessRequest {
        account: world.account_id(domain).await,
        scope: Some(Scope::Entire),
        role: Some(role),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    }
}

/// What the wizard sends for Virtual Accounts, named by their paths.
pub async fn selected(world: &World, domain: &str, asked: &[(&str, Role)]) -> NewAccessRequest {
    let mut virtual_accounts = Vec::new();
    for (path, role) in asked {
        let id = virtual_account_id(world, domain, path).await;
        virtual_accounts.push(VirtualAccountRole { id, role: *role });
    }
    NewAccessRequest {
        scope: Some(Scope::Selected),
        role: None,
        virtual_accounts,
        ..entire(world, domain, Role::User).await
    }
}

pub async fn virtual_account_id(world: &World, domain: &str, path: &str) -> String {
    let sql = "SELECT v.id FROM virtual_account v WHERE v.account_key = $1 AND v.path = $2";
    let (id,): (String,) = world.rows(sql, args![world.account(domain).await.key, path]).await.remove(0);
    id
}

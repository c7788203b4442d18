//! The Virtual Accounts of an account: what came with it, and the rest as it is asked for.

use std::sync::Arc;

use api::{
    account::{Account, VirtualAccounts, VirtualAccountsQuery},
    path,
    problem::Problem,
};

use super::client;
use crate::{
    dom::signal::State,
    ui::tree::known::{AskForPart, Known, Rest, merged},
};

/// How many names are asked for together: the address of the question stays short.
const NAMED_AT_ONCE: usize = 40;

/// What is known of the Virtual Accounts of an account. `identifier` is what found a restricted one.
pub fn known(account: &Account, identifier: Option<&str>) -> Known {
    let list = account.virtual_accounts.as_deref().unwrap_or_default();
    let rest = account.at_top.map(|at_top| Rest { at_top, ask: ask(account, identifier) });
    Known { list: State::new(list.into()), rest }
}

fn ask(account: &Account, identifier: Option<&str>) -> AskForPart {
    let (id, identifier) = (account.summary.id.clone(), identifier.map(ToOwned::to_owned));
    Arc::new(move |query| {
        let path = path::virtual_accounts(&id, &VirtualAccountsQuery { identifier: identifier.clone(), ..query });
        Box::pin(async move { client::get(&path).await })
    })
}

/// Adds Virtual Accounts to what came with the account, by their ids or paths; those that there are no longer are left out.
///
/// # Errors
/// The server cannot be asked.
pub async fn add_named(account: &mut Account, identifier: Option<&str>, names: &[String]) -> Result<(), Problem> {
    let (Some(list), true) = (&account.virtual_accounts, account.at_top.is_some()) else { return Ok(()) };
    let (mut list, ask) = (list.clone(), ask(account, identifier));
    for names in names.chunks(NAMED_AT_ONCE) {
        let query = VirtualAccountsQuery { named: names.join("\n"), ..VirtualAccountsQuery::default() };
        let answer: VirtualAccounts = ask(query).await?;
        list = merged(&list, None, &answer.virtual_accounts);
    }
    account.virtual_accounts = Some(list);
    Ok(())
}

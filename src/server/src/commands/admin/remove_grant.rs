//! `access-directory admin remove-grant`: takes a role from somebody, in an entire account or in one Virtual Account.

use std::io::Write;

use anyhow::Context;

use crate::app::App;
use crate::base::command_user::command_user;
use crate::directory::access_grants::role_and_place;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::requests::access_grant::{Author, GrantChange};
use crate::store::{access_grant, account, person, trail};

/// Removes the grant that this address holds in the account with this identifier: of the entire account, or of the Virtual
/// Account at this path.
///
/// # Errors
/// There is no such person, account or grant, somebody was quicker, or the database's.
pub async fn run(
    app: &App,
    email: &str,
    identifier: &str,
    virtual_account: Option<&str>,
    notes: &mut dyn Write,
) -> anyhow::Result<()> {
    let address = EmailAddress::parse(email)?;
    let identifier = DomainIdentifier::parse(identifier).map_err(|error| anyhow::anyhow!("`{identifier}` {error}"))?;
    let path = virtual_account
        .map(|path| VirtualAccountPath::parse(path).map_err(|error| anyhow::anyhow!("`{path}` {error}")))
        .transpose()?;
    let shown = address.unicode();
    let person_key = person::key_by_email(&app.db, &address.folded())
        .await?
        .with_context(|| format!("`{shown}` is nobody's address, so nothing was changed"))?;
    let account = account::keeper_of(&app.db, identifier.ascii()).await?.with_context(|| {
        format!("no active or inactive account has the identifier `{}`, so nothing was changed", identifier.unicode())
    })?;

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, &account.id).await?;
    access_grant::lock(&mut tx, account.key).await?;
    let held = access_grant::of_person(&mut tx, account.key, person_key).await?;
    let wanted = path.as_ref().map(VirtualAccountPath::as_str);
    let Some(before) = held.iter().find(|grant| grant.virtual_account.as_ref().map(|at| at.path.as_str()) == wanted)
    else {
        let places: Vec<String> = held
            .iter()
            .map(|grant| match &grant.virtual_account {
                None => format!("`{}` in the entire account", grant.role.as_str()),
                Some(at) => format!("`{}` in `{}`", grant.role.as_str(), at.path),
            })
            .collect();
        let there = if places.is_empty() { "nothing".to_owned() } else { places.join(", ") };
        anyhow::bail!(
            "{shown} holds {there} in {}, so nothing was changed: name a Virtual Account with `--virtual-account PATH`, or \
             none for the entire account",
            account.name
        );
    };
    anyhow::ensure!(
        access_grant::remove(&mut tx, before.key, before.version).await?,
        "somebody changed the grant at this moment: try again"
    );
    let user = command_user();
    let change = GrantChange { author: Author::Command(&user), account: &account, before, after: None, fired: &[] };
    change
        .record(&mut tx, &app.policy, "access_removed", now)
        .await
        .map_err(|error| anyhow::anyhow!("the grant was not removed: {error}"))?;
    tx.commit().await?;

    let place = role_and_place(before).virtual_account.unwrap_or_else(|| "the entire account".to_owned());
    writeln!(
        notes,
        "{shown} is no longer `{}` of {place} in {}; they get a mail.",
        before.role.as_str(),
        account.name
    )?;
    if before.last_administrator {
        writeln!(
            notes,
            "Nobody administers {} any more: what is asked for there comes to the operator.",
            account.name
        )?;
    }
    Ok(())
}

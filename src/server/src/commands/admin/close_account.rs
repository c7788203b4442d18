//! `access-directory admin close-account`: an account ends for good, and its identifier is free.

use std::io::Write;

use anyhow::Context;

use crate::app::App;
use crate::base::command_user::command_user;
use crate::domains::DomainIdentifier;
use crate::requests::close_account::close;
use crate::requests::free_text::TEXT_LIMIT;
use crate::store::account;

/// Closes the account that keeps this identifier.
///
/// # Errors
/// There is none, the reason is empty or too long, somebody was quicker, or the database's.
pub async fn run(app: &App, identifier: &str, reason: &str, notes: &mut dyn Write) -> anyhow::Result<()> {
    let identifier = DomainIdentifier::parse(identifier).map_err(|error| anyhow::anyhow!("`{identifier}` {error}"))?;
    let reason = reason.trim();
    anyhow::ensure!(!reason.is_empty(), "`--reason` is empty: whoever held access reads it");
    anyhow::ensure!(
        reason.chars().count() <= TEXT_LIMIT,
        "`--reason` is longer than {TEXT_LIMIT} characters: shorten it"
    );
    let found = account::keeper_of(&app.db, identifier.ascii()).await?;
    let account = found.with_context(|| {
        format!(
            "no active or inactive account has the identifier `{}`; `export` lists those there are",
            identifier.unicode()
        )
    })?;
    let closed = close(app, &account, reason, &command_user())
        .await
        .map_err(|error| anyhow::anyhow!("{} was not closed: {error}", account.name))?;
    writeln!(
        notes,
        "{} (`{}`) is closed for good, and its identifier is free. Ended with it: {} grants, {} open requests for access, \
         {} invitations. Whoever held access or waits for an answer gets a mail with the reason.",
        account.name,
        identifier.unicode(),
        closed.grants,
        closed.requests,
        closed.invitations
    )?;
    Ok(())
}

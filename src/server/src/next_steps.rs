//! What a new service still needs: `serve` says it when it starts, and the first page of whoever acts for the operator.

use api::changes::NextStep;

use crate::app::App;
use crate::args;

/// What is still to be done, in the order in which one does it. The sample world needs nothing.
///
/// # Errors
/// The database's.
pub async fn next_steps(app: &App) -> sqlx::Result<Vec<NextStep>> {
    let mut steps = for_operator(app).await?;
    if !app.settings.sample && !exists(app, "SELECT key FROM person WHERE operator LIMIT 1").await? {
        steps.insert(0, NextStep::Operator);
    }
    Ok(steps)
}

/// The same for somebody who acts for the operator: that there is one need not be asked. One query.
///
/// # Errors
/// The database's.
pub async fn for_operator(app: &App) -> sqlx::Result<Vec<NextStep>> {
    let settings = &app.settings;
    if settings.sample {
        return Ok(Vec::new());
    }
    let steps = [
        (NextStep::Accounts, exists(app, "SELECT key FROM account LIMIT 1").await?),
        (NextStep::Mail, settings.mail.smtp.is_some()),
        (NextStep::Provider, settings.sign_in.codes || !settings.sign_in.providers.is_empty()),
        (NextStep::PublicUrl, settings.public_url.is_some()),
    ];
    Ok(steps.into_iter().filter_map(|(step, is_done)| (!is_done).then_some(step)).collect())
}

async fn exists(app: &App, sql: &'static str) -> sqlx::Result<bool> {
    let row: Option<(i64,)> = app.db.optional(sql, args![]).await?;
    Ok(row.is_some())
}

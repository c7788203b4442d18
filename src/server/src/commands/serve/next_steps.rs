//! What a new service still needs, as it says itself when it starts.

use crate::app::App;
use crate::args;

/// What is to be done next, each with its command or its settings; nothing once somebody runs it who can.
///
/// # Errors
/// The database's.
pub async fn next_steps(app: &App) -> sqlx::Result<Vec<&'static str>> {
    let is_there = async |sql: &'static str| {
        let row: Option<(i64,)> = app.db.optional(sql, args![]).await?;
        Ok::<bool, sqlx::Error>(row.is_some())
    };
    let settings = &app.settings;
    let steps = [
        (
            is_there("SELECT key FROM person WHERE operator LIMIT 1").await?,
            "`access-directory admin bootstrap EMAIL` makes the first operator, and prints a link to sign in with",
        ),
        (
            is_there("SELECT key FROM account LIMIT 1").await?,
            "`access-directory import DIR` brings accounts, people and their access from four CSV files",
        ),
        (
            settings.mail.smtp.is_some(),
            "`mail.smtp` and `mail.from` name the relay; until then mail is kept, and nobody gets a code to sign in with",
        ),
        (
            settings.sign_in.codes || !settings.sign_in.providers.is_empty(),
            "`sign_in.providers` names an OpenID Connect provider, since codes are switched off",
        ),
        (
            settings.public_url.is_some(),
            "`public_url` is the address that people type; until then links in mails lead to this machine only",
        ),
    ];
    Ok(steps.into_iter().filter_map(|(is_done, step)| (!is_done).then_some(step)).collect())
}

//! `access-directory mail`: what has not been sent, and sending it again.

use std::io::Write;

use anyhow::Context;
use clap::Subcommand;
use serde_json::json;

use crate::app::App;
use crate::base::clock::from_millis;
use crate::mail::sanitize::one_line;
use crate::store::capped::Capped;
use crate::store::outbox::{self, Unsent};
use crate::store::trail::{self, Entry};

/// What can be done with mail.
#[derive(Subcommand)]
pub enum MailCommand {
    /// List mail that was not sent yet, oldest first, at most 1,000
    List {
        /// Only what was given up
        #[arg(long)]
        dead: bool,
    },
    /// Try mail again that was given up
    SendAgain {
        /// What `mail list --dead` shows in its first column
        #[arg(value_name = "MESSAGE_ID", required_unless_present = "all_dead")]
        message_ids: Vec<String>,
        /// Everything that was given up
        #[arg(long, conflicts_with = "message_ids")]
        all_dead: bool,
    },
}

const HEAD: [&str; 6] = ["MESSAGE ID", "EVENT", "TO", "ATTEMPTS", "NEXT", "LAST ERROR"];

/// Runs the command.
///
/// # Errors
/// A message id of no mail that was given up, or the database's.
pub async fn run(app: &App, command: &MailCommand, output: &mut dyn Write) -> anyhow::Result<()> {
    match command {
        MailCommand::List { dead } => list(app, *dead, output).await,
        MailCommand::SendAgain { message_ids, all_dead } => {
            let only = (!all_dead).then_some(message_ids.as_slice());
            send_again(app, only, output).await
        }
    }
}

async fn list(app: &App, dead: bool, output: &mut dyn Write) -> anyhow::Result<()> {
    let Capped { rows: unsent, truncated } = outbox::unsent(&app.db, dead).await?;
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(unsent.iter().map(row));
    let mut widths = [0; HEAD.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        writeln!(output, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    if truncated {
        writeln!(output, "There is more: these are the oldest {}. Once they are sent, list again.", unsent.len())?;
    }
    Ok(())
}

/// All of it or, where one of the ids is wrong, nothing.
async fn send_again(app: &App, only: Option<&[String]>, output: &mut dyn Write) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let revived = match only {
        Some(message_ids) => outbox::revive(&mut tx, message_ids, now).await?,
        None => outbox::revive_all(&mut tx, now).await?,
    };
    if let Some(wrong) = only.unwrap_or_default().iter().find(|id| !revived.contains(id)) {
        anyhow::bail!("`{wrong}` is no mail that was given up; see `access-directory mail list --dead`");
    }
    for message_id in &revived {
        Entry::new(trail::SERVICE, "mail_sent_again", message_id)
            .change(json!({}), json!({}))
            .add(&mut tx, app.policy.version(), now)
            .await
            .context("the trail could not be written")?;
    }
    tx.commit().await?;
    let plural = if revived.len() == 1 { "" } else { "s" };
    writeln!(output, "{} mail{plural} due again", revived.len())?;
    Ok(())
}

fn row(mail: &Unsent) -> [String; HEAD.len()] {
    let next = match (mail.dead_at, mail.refused) {
        (None, _) => from_millis(mail.due_at).format("%Y-%m-%d %H:%M:%S UTC").to_string(),
        (Some(_), true) => "refused".to_owned(),
        (Some(_), false) => "given up".to_owned(),
    };
    let error = mail.last_error.clone().unwrap_or_default();
    let attempts = mail.attempts.to_string();
    [&mail.message_id, &mail.event, &mail.recipient, &attempts, &next, &error].map(|cell| one_line(cell))
}

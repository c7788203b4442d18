//! `access-directory mail`: what has not been sent, sending it again, and what a restore holds back.

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
    /// Let mail be sent that a restore holds back
    Release {
        /// What `mail list` shows in its first column
        #[arg(value_name = "MESSAGE_ID", required_unless_present = "all")]
        message_ids: Vec<String>,
        /// Everything that is held
        #[arg(long, conflicts_with = "message_ids")]
        all: bool,
    },
    /// Take mail out that a restore holds back, since it was sent before
    Discard {
        /// What `mail list` shows in its first column
        #[arg(value_name = "MESSAGE_ID", required_unless_present = "all")]
        message_ids: Vec<String>,
        /// Everything that is held
        #[arg(long, conflicts_with = "message_ids")]
        all: bool,
    },
}

/// What is done with mails that are named, or with all of a kind.
#[derive(Clone, Copy)]
enum Change {
    SendAgain,
    Release,
    Discard,
}

impl Change {
    /// The event in the trail.
    fn event(self) -> &'static str {
        match self {
            Change::SendAgain => "mail_sent_again",
            Change::Release => "mail_released",
            Change::Discard => "mail_discarded",
        }
    }

    /// What is said of how many.
    fn done(self) -> &'static str {
        match self {
            Change::SendAgain => "due again",
            Change::Release => "released",
            Change::Discard => "discarded",
        }
    }

    /// Why a mail cannot be meant.
    fn wrong(self, message_id: &str) -> String {
        match self {
            Change::SendAgain => {
                format!("`{message_id}` is no mail that was given up; see `access-directory mail list --dead`")
            }
            Change::Release | Change::Discard => {
                format!("`{message_id}` is no mail that is held; see `access-directory mail list`")
            }
        }
    }
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
            change(app, Change::SendAgain, (!all_dead).then_some(message_ids), output).await
        }
        MailCommand::Release { message_ids, all } => {
            change(app, Change::Release, (!all).then_some(message_ids), output).await
        }
        MailCommand::Discard { message_ids, all } => {
            change(app, Change::Discard, (!all).then_some(message_ids), output).await
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
async fn change(app: &App, what: Change, only: Option<&Vec<String>>, output: &mut dyn Write) -> anyhow::Result<()> {
    let now = app.clock.now();
    let only = only.map(Vec::as_slice);
    let mut tx = app.db.begin().await?;
    let changed = match what {
        Change::SendAgain => outbox::revive(&mut tx, only, now).await?,
        Change::Release => outbox::release(&mut tx, only, now).await?,
        Change::Discard => outbox::discard(&mut tx, only).await?,
    };
    if let Some(wrong) = only.unwrap_or_default().iter().find(|id| !changed.contains(id)) {
        anyhow::bail!(what.wrong(wrong));
    }
    for message_id in &changed {
        Entry::new(trail::SERVICE, what.event(), message_id)
            .change(json!({}), json!({}))
            .add(&mut tx, app.policy.version(), now)
            .await
            .context("the trail could not be written")?;
    }
    tx.commit().await?;
    let plural = if changed.len() == 1 { "" } else { "s" };
    writeln!(output, "{} mail{plural} {}", changed.len(), what.done())?;
    Ok(())
}

fn row(mail: &Unsent) -> [String; HEAD.len()] {
    let next = match (mail.dead_at, mail.refused) {
        (None, _) if mail.held => "held".to_owned(),
        (None, _) => from_millis(mail.due_at).format("%Y-%m-%d %H:%M:%S UTC").to_string(),
        (Some(_), true) => "refused".to_owned(),
        (Some(_), false) => "given up".to_owned(),
    };
    let error = mail.last_error.clone().unwrap_or_default();
    let attempts = mail.attempts.to_string();
    [&mail.message_id, &mail.event, &mail.recipient, &attempts, &next, &error].map(|cell| one_line(cell))
}

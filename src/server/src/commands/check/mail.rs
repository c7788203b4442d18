//! The relay: whether it lets this service in, and what it says to a mail.

use anyhow::Context;
use chrono::{DateTime, Utc};
use text::Locale;

use super::{Checked, Finding};
use crate::base::secret::random_id;
use crate::domains::email::EmailAddress;
use crate::mail::message::message;
use crate::mail::sanitize::one_line;
use crate::mail::transport::{Failure, Transport};
use crate::mail::trial;
use crate::settings::Settings;
use crate::store::outbox::Outgoing;

/// Connects, encrypts and signs in as the settings say, and sends nothing.
///
/// # Errors
/// What went wrong, in the relay's words where it said any.
pub async fn reach(settings: &Settings) -> Checked {
    let Some(transport) = Transport::open(&settings.mail)? else {
        return Ok(Finding::Skipped("`mail.smtp` is not set: mail is kept and not sent".to_owned()));
    };
    transport.greet().await.map_err(|failure| not_taken(&failure))?;
    let taken = if transport.is_ascii_only() {
        "takes only addresses of plain letters before the `@` (no SMTPUTF8)"
    } else {
        "takes addresses beyond ASCII (SMTPUTF8)"
    };
    Ok(Finding::Right(format!(
        "`{}` lets this service in and {taken}; `check mail ADDRESS` sends a mail",
        transport.place()
    )))
}

/// Sends one mail, which is kept nowhere.
///
/// # Errors
/// There is no relay, or it did not take the mail: in its words.
pub async fn send(settings: &Settings, to: &EmailAddress, now: DateTime<Utc>) -> Checked {
    let transport = Transport::open(&settings.mail)?
        .context("`mail.smtp` is not set: name the relay and, in `mail.from`, the sender")?;
    let outgoing = Outgoing {
        message_id: random_id(),
        event: "check".to_owned(),
        recipient: to.as_str().to_owned(),
        locale: Locale::En.as_str().to_owned(),
        details: "{}".to_owned(),
        created_at: now.timestamp_millis(),
    };
    let message = message(&outgoing, &trial(settings), &transport.from)?;
    let answer = transport.send(&message).await.map_err(|failure| not_taken(&failure))?;
    transport.end();
    Ok(Finding::Right(format!("`{}` took a mail to {}: {}", transport.place(), to.unicode(), one_line(&answer))))
}

fn not_taken(failure: &Failure) -> anyhow::Error {
    anyhow::anyhow!("{}", one_line(&failure.words))
}

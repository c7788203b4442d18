//! `access-directory admin`: what the operator does by hand, on the machine where the service runs.

mod close_account;
mod erase;
mod remove_grant;
mod unbind;

use std::io::Write;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use clap::{ArgGroup, Subcommand};
use serde_json::{Value, json};
use text::Locale;

use crate::app::App;
use crate::base::command_user::command_user;
use crate::base::date_time::date_time;
use crate::base::time_zone::Zone;
use crate::domains::email::EmailAddress;
use crate::store::account_request::contact;
use crate::store::key::PersonKey;
use crate::store::trail::{self, Entry};
use crate::store::{actor, look_up, person, secret_check, session, sign_in_code, sign_in_link, stop_list};

/// How long the first operator has to sign in: longer than others, since they may be setting up the service.
const FIRST_OPERATOR: TimeDelta = TimeDelta::hours(1);

/// What can be done by hand.
#[derive(Subcommand)]
pub enum AdminCommand {
    /// Print a link with which this person can sign in once
    SignInLink { email: String },
    /// Make the first operator of a new service, and print a link with which they can sign in once
    Bootstrap { email: String },
    /// Let the next verified sign-in of this person, or of many, bind them anew, by whichever issuer, and end their sessions
    #[command(group(ArgGroup::new("whom").required(true)))]
    Unbind {
        /// The person with this address
        #[arg(group = "whom")]
        email: Option<String>,
        /// Everybody whose address is of exactly this domain
        #[arg(long, group = "whom")]
        domain: Option<String>,
        /// Everybody whom this issuer knows
        #[arg(long, group = "whom")]
        issuer: Option<String>,
    },
    /// Give the database the secret that is set now, where the one before is lost or known to others. Stop all processes of the
    /// service first. Codes and links in mails that were sent before end
    Rekey,
    /// Take away everything personal about this person; the trail stays whole
    Erase {
        /// Their address, or the id by which the trail calls them
        email: String,
    },
    /// Let mail go to an address again whose owner stopped it
    AllowMail { email: String },
    /// Take a role from this person: in the entire account, or in one Virtual Account
    RemoveGrant {
        email: String,
        /// The account's domain identifier
        identifier: String,
        /// Its path, names with `/` between them
        #[arg(long, value_name = "PATH")]
        virtual_account: Option<String>,
    },
    /// Close an account for good: every role in it ends, open requests are declined, and its identifier is free
    CloseAccount {
        /// The account's domain identifier
        identifier: String,
        /// Read by everybody who held access or waits for it
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Runs the command. The link alone goes to `output`, what there is to say about it to `notes`.
///
/// # Errors
/// What is no address, nobody's address, an operator that there is already, or the database's.
pub async fn run(
    app: &App,
    command: &AdminCommand,
    output: &mut dyn Write,
    notes: &mut dyn Write,
) -> anyhow::Result<()> {
    let now = app.clock.now();
    match command {
        AdminCommand::SignInLink { email } => {
            let address = EmailAddress::stored(email)?;
            let key = known_person(app, &address).await?;
            let mut tx = app.db.begin().await?;
            trail::lock_chain(&mut tx, trail::SERVICE).await?;
            // Whoever has the link can act as the person.
            let who = actor::by_key(&mut tx, key).await?;
            Entry::new(trail::SERVICE, "sign_in_link_made", &who.id)
                .about(&who)
                .change(Value::Null, json!({ "command_user": command_user() }))
                .add(&mut tx, app.policy.version(), now)
                .await?;
            let token = sign_in_link::make(&mut tx, key, now).await?;
            tx.commit().await?;
            say(app, &address, &token, now + sign_in_link::LIFETIME, output, notes)
        }
        AdminCommand::Bootstrap { email } => {
            let address = EmailAddress::parse(email)?;
            let token = bootstrap(app, &address, now).await?;
            say(app, &address, &token, now + FIRST_OPERATOR, output, notes)?;
            let shown = address.unicode();
            writeln!(
                notes,
                "Whoever proves the address {shown} from now on is the operator: look whether it is right."
            )?;
            Ok(())
        }
        AdminCommand::Erase { email } => erase::run(app, email, notes).await,
        AdminCommand::Unbind { email, domain, issuer } => {
            let whom = (email.as_deref(), domain.as_deref(), issuer.as_deref());
            unbind::run(app, whom, notes).await
        }
        AdminCommand::Rekey => rekey(app, now, notes).await,
        AdminCommand::RemoveGrant { email, identifier, virtual_account } => {
            remove_grant::run(app, email, identifier, virtual_account.as_deref(), notes).await
        }
        AdminCommand::CloseAccount { identifier, reason } => close_account::run(app, identifier, reason, notes).await,
        AdminCommand::AllowMail { email } => {
            let address = EmailAddress::stored(email)?;
            let mut tx = app.db.begin().await?;
            let was_stopped = stop_list::remove(&mut tx, &app.secret.stopped_address(&address.folded())).await?;
            tx.commit().await?;
            let shown = address.unicode();
            if was_stopped {
                writeln!(notes, "Mail goes to {shown} again.")?;
            } else {
                writeln!(notes, "Mail to {shown} was not stopped, so nothing was changed.")?;
            }
            Ok(())
        }
    }
}

/// Makes anew what is kept under the secret.
async fn rekey(app: &App, now: DateTime<Utc>, notes: &mut dyn Write) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    let accounts = look_up::rebuild(&mut tx, &app.secret).await?;
    let contacts = contact::renew_links(&mut tx, &app.secret).await?;
    sign_in_code::use_up_all(&mut tx).await?;
    secret_check::replace(&mut tx, &app.secret).await?;
    Entry::new(trail::SERVICE, "secret_replaced", "secret")
        .change(Value::Null, json!({ "accounts": accounts, "contacts": contacts }))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    tx.commit().await?;
    writeln!(
        notes,
        "{accounts} accounts are found under the new secret. Sign-in codes that were sent before no longer work, nor do the links of \
         {contacts} contacts of requests for new accounts: a reminder sends them another one, and they can sign in by code."
    )?;
    Ok(())
}

async fn known_person(app: &App, address: &EmailAddress) -> anyhow::Result<PersonKey> {
    let key = person::key_by_email(&app.db, &address.folded()).await?;
    key.with_context(|| format!("`{}` is nobody's address; import the person first", address.unicode()))
}

/// Makes the person who acts for the operator. The link proves nothing about the address, since it goes to whoever runs the
/// command: until its owner proves it by a code, the address is not verified and matches nothing.
async fn bootstrap(app: &App, address: &EmailAddress, now: DateTime<Utc>) -> anyhow::Result<String> {
    let mut tx = app.db.begin().await?;
    // Of two at once, the second one waits here and then finds the first one's operator.
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    if let Some(operator) = person::first_operator(&mut tx).await? {
        anyhow::bail!(
            "there is an operator already: `{operator}`; print a sign-in link for them with `admin sign-in-link`, or \
             import others with `operator` set"
        );
    }
    let key = person::ensure(&mut tx, address, Locale::En).await?;
    // Whoever has a session or a link of this person's was not to become the operator by it.
    session::end_all(&mut tx, key).await?;
    person::make_operator(&mut tx, key).await?;
    let token = sign_in_link::make_until(&mut tx, key, now + FIRST_OPERATOR).await?;
    let who = actor::by_key(&mut tx, key).await?;
    Entry::new(trail::SERVICE, "first_operator_made", "operator")
        .about(&who)
        .change(Value::Null, json!({ "operator": who.id, "command_user": command_user() }))
        .add(&mut tx, app.policy.version(), now)
        .await?;
    tx.commit().await?;
    Ok(token)
}

fn say(
    app: &App,
    address: &EmailAddress,
    token: &str,
    until: DateTime<Utc>,
    output: &mut dyn Write,
    notes: &mut dyn Write,
) -> anyhow::Result<()> {
    writeln!(output, "{}/sign-in?link={token}", app.settings.public_url())?;
    let (shown, until) = (address.unicode(), date_time(until, Locale::En, &Zone::UTC));
    writeln!(notes, "It signs {shown} in once, until {until}. Whoever has it is {shown} to the service.")?;
    Ok(())
}

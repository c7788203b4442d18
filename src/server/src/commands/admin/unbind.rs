//! `access-directory admin unbind`: people are bound anew by their next verified sign-in.

use std::io::Write;

use anyhow::Context;

use super::known_person;
use crate::app::App;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::sign_in::identity;
use crate::store::identity::{people_of_domain, people_of_issuer};
use crate::store::key::PersonKey;

/// Unbinds the person with an address, or everybody of a domain or of an issuer.
///
/// # Errors
/// What is no address or no domain, nobody's address, or the database's.
pub async fn run(
    app: &App,
    whom: (Option<&str>, Option<&str>, Option<&str>),
    notes: &mut dyn Write,
) -> anyhow::Result<()> {
    match whom {
        (Some(email), ..) => one(app, email, notes).await,
        (_, Some(domain), _) => {
            let domain = DomainIdentifier::parse(domain)?;
            let people = people_of_domain(&app.db, domain.ascii()).await?;
            many(app, people, &format!("with an address of `{domain}`"), notes).await
        }
        (.., issuer) => {
            let issuer = issuer.context("name an address, `--domain` or `--issuer`")?;
            let people = people_of_issuer(&app.db, issuer).await?;
            many(app, people, &format!("known by `{issuer}`"), notes).await
        }
    }
}

async fn one(app: &App, email: &str, notes: &mut dyn Write) -> anyhow::Result<()> {
    let address = EmailAddress::parse(email)?;
    let person = known_person(app, &address).await?;
    let shown = address.unicode();
    match identity::unbind(&app.db, &app.policy, person, app.clock.now()).await? {
        Some(before) => writeln!(
            notes,
            "{shown} is no longer bound to `{}` of `{}`; all sessions of theirs have ended",
            before.subject, before.issuer
        )?,
        None => writeln!(notes, "{shown} is bound to nothing, so nothing was changed")?,
    }
    Ok(())
}

/// One after the other: each is done as a whole, and whoever repeats the command goes on.
async fn many(app: &App, people: Vec<PersonKey>, which: &str, notes: &mut dyn Write) -> anyhow::Result<()> {
    let mut unbound = 0_u64;
    for person in people {
        let before = identity::unbind(&app.db, &app.policy, person, app.clock.now()).await?;
        unbound += u64::from(before.is_some());
    }
    match unbound {
        0 => writeln!(notes, "nobody {which} is bound to anything, so nothing was changed")?,
        1 => writeln!(notes, "one person {which} is no longer bound; all sessions of theirs have ended")?,
        many => writeln!(notes, "{many} people {which} are no longer bound; all sessions of theirs have ended")?,
    }
    Ok(())
}

//! Mail to addresses that a requester or a contact names: so much within a day by a person, by the people of one mailbox
//! domain, by those of one network, and by all. Every named address counts, also one that the service knows: who counts and
//! who does not would tell who is known.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::domains::DomainIdentifier;
use crate::error::Error;
use crate::store::person::Person;
use crate::store::tally;

const DAY: TimeDelta = TimeDelta::days(1);
/// The tally of all.
const IN_ALL: &str = "named_mail";

/// Counts mails that this person causes, in the transaction that causes them. Two queries.
///
/// # Errors
/// [`Error::NamedMailUsedUp`] where that is more than they have, or than they share with others.
pub async fn count_named_mail(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    mails: usize,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let limits = &app.settings.named_mail;
    let domain = DomainIdentifier::parse(&person.email_domain);
    let domain = domain.as_ref().map_or(person.email_domain.as_str(), |domain| domain.registrable());
    let mut numbers = vec![
        (format!("{IN_ALL}:person:{}", person.key.0), limits.per_person),
        (format!("{IN_ALL}:domain:{domain}"), limits.per_domain),
    ];
    if let Some(network) = person.network {
        numbers.push((format!("{IN_ALL}:network:{}", app.secret.peer_mac(network)), limits.per_network));
    }
    numbers.push((IN_ALL.to_owned(), limits.in_all));
    let names: Vec<String> = numbers.iter().map(|(name, _)| name.clone()).collect();
    let more = i64::try_from(mails).unwrap_or(i64::MAX);
    let counts = tally::count_each(tx, &names, more, DAY, now).await?;
    let all = counts.last().copied().unwrap_or_default();
    let alarm = limits.in_all.saturating_mul(4) / 5;
    if all >= alarm && all - more < alarm {
        let in_all = limits.in_all;
        tracing::error!(
            event = "named_mail_near_its_end",
            in_all,
            "people cause much mail to addresses that they name; at `named_mail.in_all` no more is sent until midnight UTC"
        );
    }
    if numbers.iter().zip(&counts).any(|((_, most), count)| count > most) {
        return Err(Error::NamedMailUsedUp(tally::window_end(DAY, now)));
    }
    Ok(())
}

/// How many mails all people caused since midnight UTC.
///
/// # Errors
/// The database's.
pub async fn count_of_today(db: &Db, now: DateTime<Utc>) -> sqlx::Result<i64> {
    tally::counted(db, IN_ALL, DAY, now).await
}

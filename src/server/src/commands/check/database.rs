//! The database, its secret and its clock. A schema that is not up to date is left as it is.

use anyhow::ensure;
use chrono::TimeDelta;

use super::{Checked, Finding};
use crate::base::clock::Clock;
use crate::base::secret::Secret;
use crate::db::{Db, Engine, Purpose, SchemaState};
use crate::settings::Settings;
use crate::store::{database_clock, outbox, secret_check};

/// What was found of each.
pub struct Found {
    pub schema: Checked,
    pub secret: Checked,
    pub clock: Checked,
    /// Mail that a restore holds back.
    pub held_mail: Checked,
}

/// Looks at the database, and through it at the secret and the clock.
pub async fn check(settings: &Settings, clock: &Clock) -> Found {
    match state(settings).await {
        Ok((said, true)) => {
            let opened =
                Db::open(settings.database_address(), &settings.data, settings.database_insecure, Purpose::Service);
            match opened.await {
                Ok(db) => {
                    let found = Found {
                        schema: Ok(Finding::Right(said)),
                        secret: secret(settings, &db).await,
                        clock: difference(settings, &db, clock).await,
                        held_mail: held_mail(&db).await,
                    };
                    db.close().await;
                    found
                }
                Err(error) => nothing_more(Err(error)),
            }
        }
        Ok((said, false)) => nothing_more(Ok(Finding::Skipped(said))),
        Err(error) => nothing_more(Err(error)),
    }
}

fn nothing_more(schema: Checked) -> Found {
    let later = || Ok(Finding::Skipped("looked at once the database can be used".to_owned()));
    Found { schema, secret: later(), clock: later(), held_mail: later() }
}

/// What there is to say, and whether the schema is that of this program.
async fn state(settings: &Settings) -> anyhow::Result<(String, bool)> {
    let place = match &settings.database {
        Some(address) => format!("`{address}`"),
        None => format!("`{}`", settings.data.join("directory.sqlite").display()),
    };
    let state = Db::schema_state(settings.database_address(), &settings.data, settings.database_insecure).await?;
    Ok(match state {
        SchemaState::Missing => (format!("{place} is empty; `serve` makes the schema"), false),
        SchemaState::Behind(steps) => {
            (format!("{place} is from a program before this one; `serve` brings it up to date in {steps} steps"), false)
        }
        SchemaState::Current => (format!("{place} can be used"), true),
        SchemaState::Newer => {
            anyhow::bail!("{place} was used by a newer program: use that one, or restore a backup from before")
        }
    })
}

async fn secret(settings: &Settings, db: &Db) -> Checked {
    let file = settings.data.join("secret");
    if settings.secret.is_none() && db.engine() == Engine::Postgres {
        anyhow::bail!(
            "the setting `secret` is missing: all processes on one PostgreSQL share it; give each the same 32 random characters \
             or more"
        );
    }
    if settings.secret.is_none() && !file.exists() {
        return Ok(Finding::Skipped(format!("`{}` is not there yet; `serve` makes it", file.display())));
    }
    let secret = Secret::load(settings.secret.as_ref().map(|secret| secret.0.as_str()), &settings.data)?;
    match secret_check::knows(db, &secret).await? {
        Some(true) => Ok(Finding::Right("is the one that the database was filled with".to_owned())),
        None => Ok(Finding::Right("the database knows none yet".to_owned())),
        Some(false) => anyhow::bail!(secret_check::ANOTHER),
    }
}

async fn difference(settings: &Settings, db: &Db, clock: &Clock) -> Checked {
    if db.engine() == Engine::Sqlite {
        return Ok(Finding::Skipped("SQLite has this machine's clock".to_owned()));
    }
    let most = TimeDelta::seconds(settings.clock_seconds.into());
    let difference = database_clock::difference(db, || clock.wall()).await?;
    ensure!(
        difference.abs() <= most,
        "this machine's clock is {} ms away from the database's, and {} ms are the most: set one or the other by NTP",
        difference.num_milliseconds(),
        most.num_milliseconds()
    );
    Ok(Finding::Right(format!("is {} ms away from the database's", difference.num_milliseconds())))
}

async fn held_mail(db: &Db) -> Checked {
    Ok(match outbox::count_held(db).await? {
        0 => Finding::Right("none is held back".to_owned()),
        held => Finding::Warning(format!(
            "a restore holds back {held}: look at it with `mail list`, then `mail release` or `mail discard`"
        )),
    })
}

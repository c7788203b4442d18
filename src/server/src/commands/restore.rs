//! `access-directory restore`: a backup, into an empty database of either kind.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::backup::restore::{fill, prove};
use crate::base::clock::Clock;
use crate::base::date_time::date_time;
use crate::base::time_zone::Zone;
use crate::jobs;
use crate::settings::Settings;
use crate::settings::secrets::Password;
use crate::store::outbox;

/// What is to be restored.
#[derive(Args)]
pub struct RestoreArguments {
    /// What `backup` made
    pub file: PathBuf,
    /// The file with the private key of a recipient, where the backup is encrypted
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
}

/// Runs the command. What was done goes to `output`, what there is to do to `notes`.
///
/// # Errors
/// What cannot be restored, and the way on; or the database's. Then nothing is restored.
pub async fn run(
    mut settings: Settings,
    arguments: &RestoreArguments,
    clock: &Clock,
    output: &mut dyn Write,
    notes: &mut dyn Write,
) -> anyhow::Result<()> {
    let backup = prove(&settings, &arguments.file, arguments.identity.as_deref(), output).await?;
    let filled = fill(&settings, &backup, clock.now()).await;
    let (made_at, rows, engine) = (backup.made_at(), backup.rows(), backup.engine().to_owned());
    if filled.is_ok() && backup.secret_is_from_backup {
        backup.secret.keep(&settings.data)?;
        let file = settings.data.join("secret");
        writeln!(notes, "note: the secret was in the backup and is now in `{}`", file.display())?;
    }
    if settings.secret.is_none() {
        // PostgreSQL needs it as a setting; here it is the one that the database was filled with.
        settings.secret = backup.secret.as_setting().map(Password);
    }
    backup.close().await;
    filled?;
    let app = App::open(settings).await?;
    let held = catch_up(&app).await;
    app.db.close().await;
    let held = held?;
    let of = date_time(made_at, text::Locale::En, &Zone::UTC);
    writeln!(output, "restored {rows} rows of {of} from a {engine} database")?;
    writeln!(notes, "Everybody signs in again. What was done after {of} is not there.")?;
    if held > 0 {
        let mails = if held == 1 { "1 mail is held".to_owned() } else { format!("{held} mails are held") };
        writeln!(
            notes,
            "{mails}, since it may have been sent after the backup: look at it with `access-directory mail list`, then \
             `mail release` what is to be sent, and `mail discard` what was."
        )?;
    }
    Ok(())
}

/// Does what time brought since the backup, so that its mail is held as well: the service may have sent it before it ended.
async fn catch_up(app: &App) -> anyhow::Result<i64> {
    jobs::round(app).await.map_err(|error| anyhow::anyhow!("what time brought could not be done: {error:?}"))?;
    let mut tx = app.db.begin().await?;
    let held = outbox::hold_unsent(&mut tx).await?;
    tx.commit().await?;
    Ok(held)
}

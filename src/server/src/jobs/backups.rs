//! Backups that the server makes by itself: one of several processes makes each, and older ones are deleted once it is whole.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;

use crate::app::App;
use crate::backup::{self, Wanted};
use crate::store::backup_run;

/// How often a process looks whether one is due.
const PAUSE: Duration = Duration::from_secs(60);
/// For how long a process is taken to be at it after it said so last. It says so again at each half of it.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// When it is tried again after it failed.
const AFTER_FAILURE: TimeDelta = TimeDelta::minutes(10);

/// Makes backups until the task is dropped, where a folder is set.
pub async fn run(app: &App) {
    if app.settings.backup.directory.is_none() || app.settings.sample {
        return;
    }
    loop {
        if let Err(error) = make_if_due(app).await {
            app.job_failures.fetch_add(1, Ordering::Relaxed);
            tracing::error!(cause = format!("{error:#}"), "the scheduled backup could not be made");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Makes a backup if one is due and no other process makes it; gives its file.
///
/// # Errors
/// It could not be made. It is tried again later.
pub async fn make_if_due(app: &App) -> anyhow::Result<Option<PathBuf>> {
    let settings = &app.settings.backup;
    let Some(directory) = &settings.directory else { return Ok(None) };
    let now = app.clock.now();
    if !backup_run::begin(&app.db, settings.due_since(now), now, now + LEASE).await? {
        return Ok(None);
    }
    let made = tokio::select! {
        made = make(app, directory) => made,
        failed = stay_at_it(app) => failed,
    };
    if made.is_err() {
        backup_run::hold(&app.db, app.clock.now() + AFTER_FAILURE).await?;
    }
    made.map(Some)
}

/// Keeps the others from it for as long as this process is at it.
async fn stay_at_it(app: &App) -> anyhow::Result<PathBuf> {
    loop {
        tokio::time::sleep(LEASE.to_std().unwrap_or(PAUSE) / 2).await;
        backup_run::hold(&app.db, app.clock.now() + LEASE).await?;
    }
}

async fn make(app: &App, directory: &Path) -> anyhow::Result<PathBuf> {
    let settings = &app.settings.backup;
    std::fs::create_dir_all(directory).with_context(|| {
        format!(
            "`{}` cannot be made: make it for the user of the service, or set another `backup.directory`",
            directory.display()
        )
    })?;
    let file = directory.join(backup::name(app.clock.now(), !settings.recipients.is_empty()));
    backup::make(app, &Wanted { file: &file, with_secret: false, command_user: None }).await?;
    tracing::info!(target: "backup", event = "backup_made", file = %file.display(), "a backup was made");
    let keep = usize::try_from(settings.keep).unwrap_or(usize::MAX);
    for old in backup::old(directory, keep)? {
        std::fs::remove_file(&old).with_context(|| {
            format!("`{}`, a backup before the last {keep}, cannot be deleted: delete it", old.display())
        })?;
    }
    Ok(file)
}

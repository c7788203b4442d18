//! `access-directory export`: the four files, and an entry in the trail that says who took them.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::app::App;
use crate::base::command_user::command_user;
use crate::import_export::export;
use crate::store::trail::{self, Entry};

/// Runs the command.
///
/// # Errors
/// A file cannot be written, or the database's.
pub async fn run(app: &App, directory: &Path, output: &mut dyn Write) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    // First, as with downloads: whoever has a part of the files has them.
    Entry::new(trail::SERVICE, "exported", "directory")
        .change(Value::Null, json!({ "command_user": command_user() }))
        .add(&mut tx, app.policy.version(), app.clock.now())
        .await?;
    tx.commit().await?;
    export::directory(&app.db, directory).await?;
    writeln!(output, "exported to {}", directory.display())?;
    Ok(())
}

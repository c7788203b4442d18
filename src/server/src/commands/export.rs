//! `access-directory export`: the four files, and an entry in the trail that says who took them.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::app::App;
use crate::base::command_user::command_user;
use crate::import_export::export::{self, Formulas};
use crate::store::trail::{self, Entry};

/// Runs the command. What was done goes to `output`, what to take care of to `errors`.
///
/// # Errors
/// A file cannot be written, or the database's.
pub async fn run(app: &App, directory: &Path, output: &mut dyn Write, errors: &mut dyn Write) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    // First, as with downloads: whoever has a part of the files has them.
    Entry::new(trail::SERVICE, "exported", "directory")
        .change(Value::Null, json!({ "command_user": command_user() }))
        .add(&mut tx, app.policy.version(), app.clock.now())
        .await?;
    tx.commit().await?;
    let Formulas { named, count } = export::directory(&app.db, directory).await?;
    writeln!(output, "exported to {}", directory.display())?;
    if count > 0 {
        let begin = if count == 1 { "cell begins" } else { "cells begin" };
        writeln!(
            errors,
            "note: {count} {begin} like a formula, which a spreadsheet would run; open the files as text only"
        )?;
        for cell in &named {
            writeln!(errors, "  {cell}")?;
        }
        let more = count - named.len();
        if more > 0 {
            writeln!(errors, "  and {more} more")?;
        }
    }
    Ok(())
}

//! The operator's manual (`src/server/README.md`) says what the program does: its settings, its files, its commands, its
//! metrics and what it logs.

mod settings;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Command, Subcommand};
use server::commands::admin::AdminCommand;
use server::commands::audit::AuditCommand;
use server::commands::check::CheckCommand;
use server::commands::import::ImportArguments;
use server::commands::mail::MailCommand;
use server::commands::policy::PolicyCommand;
use server::commands::settings::SettingsCommand;
use server::import_export::csv_files::Row;
use server::import_export::csv_files::reading::Rows;
use server::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use server::settings::Settings;

/// What renews the tables that are made by tests.
const RENEW: &str = "RENEW_MANUAL";

#[test]
fn the_table_of_settings_is_made_from_the_code() {
    let (begin, end) = ("<!-- Made by tests/commands/manual.rs, from here -->\n", "<!-- to here -->\n");
    let manual = manual();
    let (before, rest) = manual.split_once(begin).unwrap();
    let (table, after) = rest.split_once(end).unwrap();
    let made = settings::table();
    if std::env::var_os(RENEW).is_some() {
        fs::write(path("src/server/README.md"), format!("{before}{begin}{made}{end}{after}")).unwrap();
    } else {
        let renew = format!("{RENEW}=1 cargo test --package tests --test commands manual");
        assert!(table == made, "the settings are others than those of src/server/README.md; renew it:\n{renew}");
    }
}

#[test]
fn every_example_of_a_configuration_is_accepted() {
    let manual = manual();
    let examples = manual.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut accepted = 0;
    for example in examples {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), example).unwrap();
        let settings = Settings::load(Some(file.path()));
        assert!(settings.is_ok(), "{example}\n{:?}", settings.err());
        accepted += 1;
    }
    assert!(accepted >= 3, "only {accepted} examples were found");
}

#[test]
fn every_column_of_the_four_files_is_described() {
    let manual = manual();
    file::<AccountRow>(&manual);
    file::<VirtualAccountRow>(&manual);
    file::<PersonRow>(&manual);
    file::<GrantRow>(&manual);
}

/// The section of one file: a table with its columns, and an example that an import takes.
fn file<T: Row>(manual: &str) {
    let section = section(manual, &format!("### `{}`\n", T::FILE));
    let described: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(described, T::COLUMNS, "the columns of `{}`", T::FILE);
    let example = section.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let rows: Vec<Result<T, _>> = Rows::new(std::io::Cursor::new(example.to_owned())).collect();
    assert!(!rows.is_empty(), "the example of `{}` has no rows", T::FILE);
    for row in rows {
        assert!(row.is_ok(), "the example of `{}`: {:?}", T::FILE, row.err());
    }
}

#[test]
fn every_command_is_listed() {
    let commands = section(&manual(), "## Commands\n").to_owned();
    let groups = [
        ("admin", AdminCommand::augment_subcommands(Command::new("admin"))),
        ("audit", AuditCommand::augment_subcommands(Command::new("audit"))),
        ("check", CheckCommand::augment_subcommands(Command::new("check"))),
        ("mail", MailCommand::augment_subcommands(Command::new("mail"))),
        ("policy", PolicyCommand::augment_subcommands(Command::new("policy"))),
        ("settings", SettingsCommand::augment_subcommands(Command::new("settings"))),
    ];
    for (group, command) in groups {
        for one in command.get_subcommands() {
            let call = format!("access-directory {group} {}", one.get_name());
            assert!(commands.contains(&call), "`{call}` is not listed");
        }
    }
}

#[test]
fn every_option_of_an_import_is_described() {
    let options = section(&manual(), "### Options of an import\n").to_owned();
    let command = ImportArguments::augment_args(Command::new("import"));
    let described: Vec<String> = options
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `--")?.split(['`', ' ']).next()?.to_owned()))
        .collect();
    let known: Vec<String> = command.get_opts().filter_map(|option| option.get_long()).map(str::to_owned).collect();
    assert_eq!(described, known);
}

#[test]
fn every_metric_is_described() {
    let metrics = section(&manual(), "## Metrics and alerts\n").to_owned();
    let declared = source::literals_beside("Registry::with_prefix(\"access_directory\")");
    let names: BTreeSet<&String> = declared.iter().filter(|name| is_metric(name)).collect();
    assert!(names.len() >= 7, "only {names:?} were found");
    for name in names {
        assert!(metrics.contains(&format!("`access_directory_{name}`")), "the metric `{name}` is not described");
    }
}

fn is_metric(name: &str) -> bool {
    name != "access_directory" && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[test]
fn every_log_event_is_explained() {
    let events = section(&manual(), "## What the log says\n").to_owned();
    let logged = source::logged();
    assert!(logged.len() > 15, "only {} events were found", logged.len());
    let unexplained: Vec<&String> = logged.iter().filter(|event| !events.contains(event.as_str())).collect();
    assert!(unexplained.is_empty(), "src/server/README.md does not explain what the log says: {unexplained:#?}");
}

/// What stands below a heading, up to the next one of its level or above.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(heading).unwrap();
    let level = heading.bytes().take_while(|byte| *byte == b'#').count();
    let ends = (1..=level).filter_map(|level| rest.find(&format!("\n{} ", "#".repeat(level))));
    &rest[..ends.min().unwrap_or(rest.len())]
}

fn manual() -> String {
    fs::read_to_string(path("src/server/README.md")).unwrap()
}

fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of)
}

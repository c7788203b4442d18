//! A database that cannot be used is said in one sentence, with what mends it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::process::Command;

#[test]
fn a_file_that_is_no_database_is_told_in_one_sentence() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("directory.sqlite");
    let told = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_access-directory"));
        let output = command.arg("--data").arg(data.path()).args(["mail", "list"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    std::fs::write(&file, "this is no database, whatever its name says").unwrap();
    let place = format!("error: the database `{}`", file.display());
    assert_eq!(told(), format!("{place} is not a whole SQLite database; restore it from a backup\n"));
    std::fs::remove_file(&file).unwrap();
    // Nobody may open a directory as a file, not even root.
    std::fs::create_dir(&file).unwrap();
    let said = told();
    assert!(said.starts_with(&format!("{place} cannot be written by the user `")), "{said}");
    assert!(said.ends_with("or name another directory with --data\n") && said.lines().count() == 1, "{said}");
}

//! The binary's exit codes for `access-directory audit`, and that proving a file needs neither settings nor database.
//! What the command writes is tested in `tests/commands`.

use std::process::Command;

#[test]
fn each_ending_has_its_exit_code() {
    let directory = tempfile::tempdir().unwrap();
    let (empty, broken) = (directory.path().join("empty.jsonl"), directory.path().join("broken.jsonl"));
    std::fs::write(&empty, "").unwrap();
    std::fs::write(&broken, "{}\n").unwrap();
    for (arguments, code) in [
        (vec!["format"], 0),
        (vec!["verify", empty.to_str().unwrap()], 0),
        (vec!["verify", broken.to_str().unwrap()], 1),
        (vec!["verify", "/nowhere/trail.jsonl"], 1),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_access-directory"));
        // Were it to look at the settings, it would fail.
        command.env("CONFIG_ACCESS_DIRECTORY", "/nowhere/settings.toml");
        let output = command.arg("audit").args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

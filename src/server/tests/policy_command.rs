//! The binary's exit codes for `access-directory policy`, and that it needs neither settings nor database. What the
//! command writes is tested in `tests/commands`.

use std::process::Command;

#[test]
fn each_ending_has_its_exit_code() {
    let directory = tempfile::tempdir().unwrap();
    let broken = directory.path().join("broken.dmn");
    std::fs::write(&broken, "<definitions/>").unwrap();
    for (arguments, code) in [
        (vec!["check"], 0),
        (vec!["show", "entry"], 0),
        (vec!["check", broken.to_str().unwrap()], 1),
        (vec!["check", "/nowhere/places.dmn"], 2),
        (vec!["show", "weather"], 2),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_access-directory"));
        // Were it to look at the settings, it would fail.
        command.env("CONFIG_ACCESS_DIRECTORY", "/nowhere/settings.toml");
        let output = command.arg("policy").args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

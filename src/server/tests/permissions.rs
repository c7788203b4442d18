//! What the program writes is for its owner only, whatever the system's habit is.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_access-directory");

fn run(data: &Path, arguments: &[&str]) {
    // The usual habit: everybody may read.
    let shell = format!("umask 022; exec {PROGRAM} --data \"$0\" \"$@\"");
    let output = Command::new("sh").args(["-c", &shell]).arg(data).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn data_and_exports_are_for_their_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let exported = folder.path().join("exported");
    run(&data, &["export", exported.to_str().unwrap()]);
    run(&data, &["audit", "export", data.join("trail.jsonl").to_str().unwrap()]);
    let mut seen = Vec::new();
    for directory in [&data, &exported] {
        seen.push(directory.clone());
        seen.extend(directory.read_dir().unwrap().map(|entry| entry.unwrap().path()));
    }
    for name in ["directory.sqlite", "secret", "trail.jsonl", "accounts.csv"] {
        assert!(seen.iter().any(|path| path.ends_with(name)), "{name}");
    }
    for path in seen {
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}

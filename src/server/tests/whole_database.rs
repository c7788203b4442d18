//! Every command ends with its database whole in one file: whoever copies that has all of it.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::{Command, Output};

fn run(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_access-directory"));
    command.arg("--data").arg(data).args(arguments).output().unwrap()
}

/// Runs a command and looks what lies in the data directory afterwards.
fn leaves_one_file(data: &Path, arguments: &[&str], succeeds: bool) {
    let output = run(data, arguments);
    assert_eq!(output.status.success(), succeeds, "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<String> =
        data.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["directory.sqlite", "secret"], "after {arguments:?}");
}

#[test]
fn every_command_leaves_its_database_whole_in_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let (files, wrong, exported) =
        (folder.path().join("files"), folder.path().join("wrong"), folder.path().join("exported"));
    for (directory, country) in [(&files, "FR"), (&wrong, "XX")] {
        std::fs::create_dir(directory).unwrap();
        let account = format!(
            "name,domain_identifier,country,visibility,kind,status\nA,a.com,{country},listed,customer,active\n"
        );
        std::fs::write(directory.join("accounts.csv"), account).unwrap();
        std::fs::write(directory.join("virtual_accounts.csv"), "account,path\n").unwrap();
        let people = "email,name,organisation,country,locale,affiliation,partner,operator\n";
        std::fs::write(directory.join("people.csv"), people).unwrap();
        std::fs::write(directory.join("grants.csv"), "email,account,virtual_account,role\n").unwrap();
    }
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (files, wrong, exported) = (text(&files), text(&wrong), text(&exported));
    // What closes is a race that is not lost each time.
    for round in 0..3 {
        let data = folder.path().join(format!("data-{round}"));
        leaves_one_file(&data, &["import", &files], true);
        leaves_one_file(&data, &["import", &wrong], false);
        leaves_one_file(&data, &["import", "/nowhere"], false);
        leaves_one_file(&data, &["export", &exported], true);
        leaves_one_file(&data, &["audit", "verify"], true);
        leaves_one_file(&data, &["audit", "export"], true);
        leaves_one_file(&data, &["mail", "list"], true);
        leaves_one_file(&data, &["admin", "unbind", "nobody@a.com"], false);
        std::fs::write(data.join("secret"), "ab".repeat(32)).unwrap();
        leaves_one_file(&data, &["export", &exported], false);
    }
}

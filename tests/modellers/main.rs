//! The policy files in the hands of dmn-js and Camunda Modeler: what these read and write again means the same.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// What the modellers' own reader makes of a file.
#[derive(Deserialize)]
struct Read {
    /// The file as it would be saved.
    xml: String,
    /// The same with each rule's sentences in its description.
    described: String,
    warnings: Vec<String>,
    /// The ids of the elements that are drawn, and of the requirements between them.
    shapes: Vec<String>,
    edges: Vec<String>,
}

fn read_again(files: &[PathBuf]) -> Vec<Read> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("modellers/round-trip.mjs");
    let output = Command::new("node").arg(script).args(files).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`cargo xtask test api` installs what this needs\n{errors}");
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn policy_files() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/rules/policy");
    let mut files: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_policy_file_means_the_same_after_a_modeller_has_saved_it() {
    let files = policy_files();
    let read = read_again(&files);
    assert_eq!(read.len(), files.len());
    for (file, read) in files.iter().zip(read) {
        let before = fs::read_to_string(file).unwrap();
        let file = file.display();
        assert_eq!(read.warnings, Vec::<String>::new(), "{file}");
        assert_eq!(dmn::read(&read.xml).unwrap(), dmn::read(&before).unwrap(), "{file}");
        assert!(!read.described.contains("annotationEntry"), "{file}");
        assert_eq!(dmn::read(&read.described).unwrap(), dmn::read(&before).unwrap(), "{file}");
        let questions = |xml: &str| xml.split("question>").nth(1).unwrap().trim_end_matches("</").to_owned();
        assert_eq!(questions(&read.xml.replace("dmn:", "")), questions(&before), "{file}");
        assert_eq!(read.shapes.len(), before.matches("<inputData ").count() + 1, "{file}");
        assert_eq!(read.edges.len(), before.matches("<informationRequirement ").count(), "{file}");
        let drawn = read.shapes.iter().chain(&read.edges);
        assert!(drawn.clone().all(|id| before.contains(&format!(" id=\"{id}\""))), "{file}");
    }
}

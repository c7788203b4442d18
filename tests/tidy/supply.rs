//! The house rules for what comes from elsewhere: every lock file names a version and a hash for all of it, and the
//! project's own build scripts fetch nothing. Licences and the crates' own build scripts are `cargo xtask deny`.

use super::{assert_none, texts};

/// The one registry, which Cargo writes for its default. In two halves, as in the list of what is not mentioned.
const REGISTRY: &str = concat!("source = \"registry+https://github.com/rust-lang/crates", ".io-index\"");

/// Ways to the network, or to a program that has one.
const WAYS_OUT: [&str; 6] = ["std::net", "TcpStream", "Command", "reqwest", "ureq", "http"];

#[test]
fn every_crate_is_from_the_registry_and_has_its_hash() {
    let locks = texts(&["Cargo.lock"]);
    assert!(locks.len() >= 4, "only {} lock files were found", locks.len());
    let wrong = locks.iter().flat_map(|(file, text)| {
        let foreign = text.split("[[package]]").skip(1).filter(|package| {
            let sourced = package.lines().any(|line| line.starts_with("source = "));
            sourced && !(package.contains(REGISTRY) && package.contains("\nchecksum = \""))
        });
        foreign.map(move |package| format!("{file}: {}", package.lines().nth(1).unwrap_or_default()))
    });
    assert_none(wrong.collect());
}

/// Crates with a known weakness that could reach us, each with the first version in which it is mended.
/// `cargo xtask deny --advisories` knows all of them, where it can ask.
const MENDED: &[(&str, [u64; 3], &str)] =
    &[("quick-xml", [0, 41, 0], "RUSTSEC-2026-0194 and RUSTSEC-2026-0195"), ("h2", [0, 4, 16], "RUSTSEC-2026-0258")];

#[test]
fn no_crate_is_older_than_the_version_that_mends_it() {
    let mut old = Vec::new();
    for (file, text) in texts(&["Cargo.lock"]) {
        for package in text.split("[[package]]\n").skip(1) {
            let value = |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_suffix('"'));
            let (name, version) = (value("name = \"").unwrap(), value("version = \"").unwrap());
            let Some((_, mended, advisory)) = MENDED.iter().find(|(mended, ..)| *mended == name) else { continue };
            let numbers: Vec<u64> = version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect();
            if numbers.as_slice() < mended.as_slice() {
                old.push(format!("{file}: {name} {version} has {advisory}"));
            }
        }
    }
    assert_none(old);
}

#[test]
fn every_workspace_is_locked() {
    let manifests = texts(&["Cargo.toml"]).into_iter().filter(|(_, text)| text.contains("\n[workspace]\n"));
    let locks: Vec<String> = texts(&["Cargo.lock"]).into_iter().map(|(file, _)| file).collect();
    let unlocked = manifests.filter(|(file, _)| !locks.contains(&file.replace(".toml", ".lock")));
    assert_none(unlocked.map(|(file, _)| format!("{file} has no lock file beside it")).collect());
}

#[test]
fn every_npm_and_python_package_has_its_hash() {
    let mut wrong = Vec::new();
    for (file, text) in texts(&["package-lock.json"]) {
        let lock: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (name, package) in lock["packages"].as_object().unwrap() {
            if !name.is_empty() && package["integrity"].is_null() {
                wrong.push(format!("{file}: {name} has no hash"));
            }
            if package["resolved"].as_str().is_some_and(|address| !address.starts_with("https://")) {
                wrong.push(format!("{file}: {name} is not from a registry"));
            }
        }
    }
    for (file, text) in texts(&["requirements.txt"]) {
        for package in text.split("\n").filter(|line| !line.starts_with([' ', '#']) && !line.is_empty()) {
            if !(package.contains("==") && package.ends_with(" \\")) {
                wrong.push(format!("{file}: `{package}` names no version with a hash"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn no_build_script_of_ours_has_a_way_out() {
    let is_script = |file: &str| {
        let parts: Vec<&str> = file.split('/').collect();
        matches!(parts[..], ["src", _, "build.rs" | "build", ..])
    };
    let scripts: Vec<(String, String)> = texts(&[".rs"]).into_iter().filter(|(file, _)| is_script(file)).collect();
    assert!(scripts.len() >= 2, "no build script was found");
    let wrong = scripts.iter().flat_map(|(file, text)| {
        WAYS_OUT.iter().filter(|way| text.contains(**way)).map(move |way| format!("{file} mentions {way}"))
    });
    assert_none(wrong.collect());
}

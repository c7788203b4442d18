//! The house rules, as tests: what lies at the top, which crate may know which, how long a file may
//! be, what no file may mention, and that no sentence is kept that nobody shows.

#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

#[path = "tidy/app.rs"]
mod app;
#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/floors.rs"]
mod floors;
#[path = "tidy/names.rs"]
mod names;
#[path = "tidy/recipes.rs"]
mod recipes;
#[path = "tidy/supply.rs"]
mod supply;
#[path = "tidy/wire.rs"]
mod wire;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Everything at the top of the repository, apart from dotfiles.
const TOP: [&str; 9] =
    ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "Trunk.toml", "public", "src", "style", "tests"];

/// Which of the project's crates a crate may depend on.
const ARROWS: [(&str, &[&str]); 8] = [
    ("api", &["dmn", "rules"]),
    ("app", &["api", "dmn", "rules", "text"]),
    ("dmn", &[]),
    ("rules", &["dmn"]),
    ("server", &["api", "dmn", "rules", "text"]),
    ("tests", &["api", "app", "dmn", "rules", "server", "text"]),
    ("text", &[]),
    ("xtask", &[]),
];

/// What a crate that is to decide, in the browser as on the server, has no use for.
const IMPURE: [&str; 15] = [
    "axum",
    "getrandom",
    "gloo-net",
    "hyper",
    "js-sys",
    "leptos",
    "leptos_router",
    "mio",
    "reqwest",
    "rustls",
    "sqlx",
    "tokio",
    "utoipa",
    "wasm-bindgen",
    "web-sys",
];

/// Neither the place where it was written nor where its packages came from. Written in two halves,
/// since this file is searched as well.
const UNMENTIONED: [&str; 7] = [
    concat!("/wo", "rk/"),
    concat!("crates", ".io"),
    concat!("npm", "js."),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
    concat!("proxy.golang", ".org"),
];

/// Hosts that an unencrypted address may name: this machine, examples, and the names of XML and DMN.
const PLAIN_HOSTS: [&str; 6] = ["localhost", "127.0.0.1", "example", "www.java.com", "www.omg.org", "www.w3.org"];

const LONGEST: usize = 400;

#[test]
fn top_level_is_as_agreed() {
    let mut top: BTreeSet<String> = BTreeSet::new();
    for file in files() {
        let first = file.split('/').next().unwrap();
        if !first.starts_with('.') {
            top.insert(first.to_owned());
        }
    }
    assert_eq!(top.into_iter().collect::<Vec<_>>(), TOP);
}

#[test]
fn arrows_between_crates_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into();
    let known = |name: &str| allowed.contains_key(name);
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();

    let members: Vec<&str> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    assert_eq!(members.iter().copied().collect::<BTreeSet<_>>(), allowed.keys().copied().collect());

    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let other = dependency["name"].as_str().unwrap();
            if known(other) && other != name && !dependency["path"].is_null() && !allowed[name].contains(&other) {
                wrong.push(format!("{name} may not depend on {other}"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn arrows_from_pure_crates_reach_neither_web_nor_server() {
    let mut wrong = Vec::new();
    for name in ["dmn", "rules", "api"] {
        let tree = cargo(&[
            "tree",
            "--package",
            name,
            "--edges",
            "normal",
            "--target",
            "wasm32-unknown-unknown",
            "--prefix",
            "none",
        ]);
        assert!(tree.starts_with(&format!("{name} v")), "not a tree of {name}: {tree}");
        let names = tree.lines().filter_map(|line| line.split(' ').next());
        let impure: BTreeSet<&str> = names.filter(|name| IMPURE.contains(name)).collect();
        wrong.extend(impure.into_iter().map(|other| format!("{name} depends on {other}")));
    }
    assert_none(wrong);
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let mut long = Vec::new();
    for (file, text) in texts(&[".rs", ".css", ".ts"]) {
        let lines = text.lines().count();
        if lines > LONGEST {
            long.push(format!("{file} has {lines} lines"));
        }
    }
    assert_none(long);
}

#[test]
fn every_module_says_what_lives_there() {
    let modules = texts(&[".rs"]);
    assert!(modules.len() > 20, "only {} modules were found", modules.len());
    let silent = modules.into_iter().filter(|(_, text)| !text.starts_with("//!"));
    assert_none(silent.map(|(file, _)| format!("{file} does not begin with `//!`")).collect());
}

#[test]
fn nothing_refers_to_where_it_was_made() {
    let mut found = Vec::new();
    for (file, text) in texts(&[""]) {
        // A lock file has to say where a package is from.
        if file.ends_with("Cargo.lock") {
            continue;
        }
        for mention in UNMENTIONED.into_iter().filter(|mention| text.contains(mention)) {
            found.push(format!("{file} mentions {mention}"));
        }
        let hosts = text.split("http://").skip(1).map(host);
        for host in hosts.filter(|host| !is_plain_host(host)) {
            found.push(format!("{file} has an unencrypted address of `{host}`"));
        }
    }
    assert_none(found);
}

#[test]
fn every_sentence_is_shown_somewhere() {
    let users: Vec<String> = texts(&[".rs"])
        .into_iter()
        .filter(|(file, _)| file.starts_with("src/app/src/") || file.starts_with("src/server/src/"))
        .filter(|(file, _)| !file.ends_with("tests.rs"))
        .map(|(_, text)| without_tests(&text).to_owned())
        .collect();
    let mut keys = Vec::new();
    for (file, text) in texts(&[".ftl"]) {
        if file.starts_with("src/text/locales/en/") {
            keys.extend(text.lines().filter_map(message_id).map(|id| (file.clone(), id.to_owned())));
        }
    }
    assert!(!keys.is_empty(), "no message was found in src/text/locales/en");
    let unused = keys.into_iter().filter(|(_, id)| {
        let accessor = id.replace('-', "_");
        !users.iter().any(|text| calls(text, &accessor))
    });
    assert_none(unused.map(|(file, id)| format!("{file}: nobody shows `{id}`")).collect());
}

#[test]
fn the_rules_can_be_broken() {
    assert_eq!(message_id("directory-title = Access Directory"), Some("directory-title"));
    assert_eq!(message_id("    .label = Search"), None);
    assert_eq!(message_id("# a = comment"), None);
    assert!(calls("text.directory_title()", "directory_title"));
    assert!(calls("title(Texts::directory_title)", "directory_title"));
    assert!(!calls("text.old_directory_title() // directory_title(", "directory_title"));
    assert!(!calls("text.directory_title_long()", "directory_title"));
    assert!(calls("errors! {\n Gone => GONE, gone_title,\n gone;\n}", "gone_title"));
    assert!(calls("errors! {\n Gone => GONE, gone_title,\n gone;\n}", "gone"));
    assert!(!calls("Gone => GONE, gone_title, gone;", "gone") && !calls("errors! { Gone => GONE, title; }", "gone"));
    assert_eq!(without_tests("fn a() {}\n#[cfg(test)]\nmod tests { t.b() }"), "fn a() {}\n");
    assert_eq!(without_tests("#[cfg(test)]\nmod tests;\nfn a() {}"), "#[cfg(test)]\nmod tests;\nfn a() {}");
    assert!(is_plain_host(host("127.0.0.1:8080/api")) && is_plain_host(host("{address}/")));
    assert!(is_plain_host(host("shop.example.org/")) && is_plain_host(host("partner.example\"")));
    assert!(!is_plain_host(host("registry.somewhere.net/")));
}

/// The id that a line of a Fluent file defines.
fn message_id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.strip_suffix(' ')?;
    let is_id = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    is_id.then_some(id)
}

/// A program up to the tests that stand at its end; a sentence that only a test says is said to nobody.
fn without_tests(program: &str) -> &str {
    let tests = program.match_indices("#[cfg(test)]\n").find(|(at, mark)| {
        let module = program[at + mark.len()..].lines().find(|line| !line.starts_with('#'));
        module.is_some_and(|line| line.starts_with("mod ") && !line.ends_with(';'))
    });
    tests.map_or(program, |(at, _)| &program[..at])
}

/// Whether a program calls a method of this name, hands it on by its path, or has it in a row of the table of errors.
fn calls(program: &str, accessor: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let method = format!(".{accessor}(");
    let path = format!("::{accessor}");
    program.contains(&method) || program.split(&path).skip(1).any(ends) || is_in_table(program, accessor)
}

/// Whether the name is all that stands between two separators of a row of `errors!`.
fn is_in_table(program: &str, accessor: &str) -> bool {
    let table = program.split_once("errors! {\n").map_or("", |(_, table)| table);
    table.split([',', ';']).any(|part| part.trim() == accessor)
}

/// The host at the start of what follows `http://`.
fn host(address: &str) -> &str {
    let end = address.find(|c: char| !(c.is_alphanumeric() || ".-{[$<*%".contains(c)));
    &address[..end.unwrap_or(address.len())]
}

/// Allows an empty host and one that is filled in, as in `http://{address}`.
fn is_plain_host(host: &str) -> bool {
    if host.is_empty() || host.starts_with(['{', '[', '$', '<', '*', '%']) {
        return true;
    }
    PLAIN_HOSTS.contains(&host) || host.split('.').any(|label| ["example", "test", "invalid"].contains(&label))
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The files of the repository with one of these endings, with their text. Pictures are left out.
fn texts(endings: &[&str]) -> Vec<(String, String)> {
    let files = files().into_iter().filter(|file| endings.iter().any(|ending| file.ends_with(ending)));
    files.filter_map(|file| Some((file.clone(), fs::read_to_string(root().join(&file)).ok()?))).collect()
}

/// The paths of all files that git knows or would take in.
fn files() -> Vec<String> {
    let listing = output("git", &["ls-files", "--cached", "--others", "--exclude-standard"]);
    let files: Vec<String> = listing.lines().map(String::from).collect();
    // A file that was deleted, but is not yet in a commit, is still listed.
    files.into_iter().filter(|file| root().join(file).exists()).collect()
}

fn cargo(arguments: &[&str]) -> String {
    output(env!("CARGO"), arguments)
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

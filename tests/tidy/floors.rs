//! The floors inside a crate, or inside a folder of one: which of its top-level modules may use which. A module uses what
//! lies on lower floors, and none beside it on its own floor, so that there is no circle. Between crates, `ARROWS` says the
//! same.

use std::collections::{BTreeMap, BTreeSet};

use super::{assert_none, texts, without_tests};

/// The floors of a crate or of a folder.
struct House {
    /// The crate, and the folder's module path in it: `server::requests`.
    name: &'static str,
    /// From the ground up, each with its top-level modules.
    floors: &'static [&'static [&'static str]],
    /// Arrows that point up or sideways and stay, as (from, to). Each needs its reason beside it.
    exceptions: &'static [(&'static str, &'static str)],
}

const HOUSES: [House; 3] = [APP, SERVER, REQUESTS];

const APP: House = House {
    name: "app",
    floors: &[
        &["dom", "json"],
        &["storage"],
        &["session"],
        &["routing"],
        &["ui"],
        &["components", "net"],
        &["forms"],
        &["pages"],
        &["shell"],
        &["boot"],
    ],
    exceptions: &[],
};

const SERVER: House = House {
    name: "server",
    floors: &[
        &["base", "db", "domains"],
        &["error", "settings"],
        &["net", "store"],
        &["rate_limits", "sign_in"],
        &["app"],
        &["audit", "directory", "http", "mail", "next_steps"],
        &["backup", "requests"],
        &["import_export", "jobs"],
        &["sample"],
        &["routes"],
        &["router"],
        &["commands"],
    ],
    exceptions: &[],
};

/// The two kinds of request know nothing of each other. Whoever accepts an invitation may become one who decides them.
const REQUESTS: House = House {
    name: "server::requests",
    floors: &[
        &["admission", "daily_limit", "explanation", "free_text", "idempotency", "invite", "named_mail", "reminders"],
        &["access_request", "account_request"],
        &["access_grant", "invitation"],
        &["close_account"],
    ],
    exceptions: &[],
};

#[test]
fn arrows_inside_a_crate_point_down() {
    let mut wrong = Vec::new();
    for house in &HOUSES {
        let krate = house.name.split("::").next().unwrap_or_default();
        let folder = format!("src/{krate}/src/");
        let files: Vec<(String, String)> = texts(&[".rs"])
            .into_iter()
            .filter_map(|(file, text)| Some((file.strip_prefix(&folder)?.to_owned(), text)))
            .collect();
        wrong.extend(faults(house, &files));
    }
    assert_none(wrong);
}

#[test]
fn the_floors_can_be_broken() {
    let house = House { name: "it", floors: &[&["low", "side"], &["high"]], exceptions: &[] };
    let root = ("lib.rs", "mod high;\npub mod low;\nmod side;\n");
    let found = |files: &[(&str, &str)]| {
        let files: Vec<_> = files.iter().chain([&root]).map(|(file, text)| ((*file).into(), (*text).into())).collect();
        faults(&house, &files)
    };
    let none: &[&str] = &[];
    assert_eq!(found(&[("high.rs", "use crate::{low::a, side};"), ("low/deep.rs", "use crate::low::b;")]), none);
    assert_eq!(found(&[("low.rs", "// crate::high\n#[cfg(test)]\nmod tests { use crate::high; }")]), none);
    let up = ["it: low (low/deep.rs) may not use high"];
    assert_eq!(found(&[("low/deep.rs", "use crate::{\n    low::{a, b},\n    high::{c, d},\n};")]), up);
    assert_eq!(found(&[("low/deep.rs", "fn f() { crate::high::g() }")]), up);
    assert_eq!(found(&[("low/deep.rs", "use super::super::high::g;")]), up);
    assert_eq!(found(&[("low/deep.rs", "use super::high::g;")]), none);
    assert_eq!(found(&[("side.rs", "use crate::low::a;")]), ["it: side (side.rs) may not use low"]);
    let renamed = "use crate::{low::{a as high}, other::high};";
    assert_eq!(found(&[("low/deep.rs", renamed)]), none);
    let more = House { floors: &[&["low"], &["high", "gone"]], exceptions: &[("low", "high")], ..house };
    let files = [(root.0.to_owned(), root.1.to_owned())];
    let expected = [
        "it: gone is on a floor, and no module",
        "it: side is on no floor",
        "it: the exception from low to high is not needed",
    ];
    assert_eq!(faults(&more, &files), expected);
}

#[test]
fn the_floors_of_a_folder_can_be_broken() {
    let house = House { name: "it::room", floors: &[&["low"], &["left", "right"]], exceptions: &[] };
    let root = ("room.rs", "pub mod left;\npub mod low;\npub mod right;\n");
    let found = |file: &str, text: &str| {
        let files = [root, (file, text)].map(|(file, text)| (file.to_owned(), text.to_owned()));
        faults(&house, &files)
    };
    let none: &[&str] = &[];
    assert_eq!(found("room/left/deep.rs", "use crate::{low, room::low::a};\nuse crate::right;"), none);
    assert_eq!(found("right/deep.rs", "use crate::room::left;"), none);
    let sideways = ["it::room: left (left/deep.rs) may not use right"];
    assert_eq!(found("room/left/deep.rs", "use crate::room::right::a;"), sideways);
    assert_eq!(found("room/left/deep.rs", "use crate::{other, room::{low, right::{a, b}}};"), sideways);
    assert_eq!(found("room/left/deep.rs", "use super::super::right::a;"), sideways);
    assert_eq!(found("room/left/deep.rs", "use super::super::super::room::right::a;"), sideways);
}

/// What is wrong with a house's arrows. Files are named from the crate's `src` on.
fn faults(house: &House, files: &[(String, String)]) -> Vec<String> {
    let name = house.name;
    let inner: Vec<&str> = name.split("::").skip(1).collect();
    let folder: String = inner.iter().map(|part| format!("{part}/")).collect();
    let root = if inner.is_empty() { "lib.rs".to_owned() } else { inner.join("/") + ".rs" };
    let root = files.iter().find(|(file, _)| *file == root).map(|(_, text)| modules(text)).unwrap_or_default();
    let rooms = house.floors.iter().enumerate();
    let floors: BTreeMap<&str, usize> =
        rooms.flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor))).collect();
    let mut wrong = Vec::new();
    let gone = floors.keys().filter(|room| !root.contains(**room));
    wrong.extend(gone.map(|room| format!("{name}: {room} is on a floor, and no module")));
    let homeless = root.iter().filter(|room| !floors.contains_key(room.as_str()));
    wrong.extend(homeless.map(|room| format!("{name}: {room} is on no floor")));
    let mut needed = BTreeSet::new();
    let inside = files.iter().filter_map(|(file, text)| Some((file.strip_prefix(&folder)?, text)));
    for (file, text) in inside.filter(|(file, _)| !is_test(file)) {
        let path = file.trim_end_matches(".rs");
        let (from, depth) = (path.split('/').next().unwrap_or_default(), path.split('/').count());
        let Some(floor) = floors.get(from) else { continue };
        let used = used(without_tests(text), &inner, depth);
        for to in used.iter().filter(|to| *to != from && floors.get(to.as_str()).is_some_and(|other| other >= floor)) {
            let exception = house.exceptions.iter().find(|exception| **exception == (from, to.as_str()));
            if let Some(exception) = exception {
                needed.insert(exception);
            } else {
                wrong.push(format!("{name}: {from} ({file}) may not use {to}"));
            }
        }
    }
    let idle = house.exceptions.iter().filter(|exception| !needed.contains(exception));
    wrong.extend(idle.map(|(from, to)| format!("{name}: the exception from {from} to {to} is not needed")));
    wrong
}

/// A whole file of tests, which its crate declares under `#[cfg(test)]`.
fn is_test(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.contains("/tests/")
}

/// The modules that a crate's root declares.
fn modules(root: &str) -> BTreeSet<String> {
    let lines = root.lines().map(|line| line.trim_start_matches("pub ").trim_start_matches("pub(crate) "));
    lines.filter_map(|line| Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())).collect()
}

/// The names at the house's root that a program uses; `inner` is the root's path in its crate, and `depth` is how far below
/// the root the program's module lies.
fn used(program: &str, inner: &[&str], depth: usize) -> BTreeSet<String> {
    let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
    let program = lines.collect::<Vec<_>>().join("\n");
    let (to_root, to_crate) = ("super::".repeat(depth), "super::".repeat(depth + inner.len()));
    let mut names = BTreeSet::new();
    for (way, inner) in [("crate::", inner), (&to_crate, inner), (&to_root, &[])] {
        for (at, _) in program.match_indices(way) {
            let before = &program[..at];
            // A longer name, or a longer way up.
            if before.ends_with("super::") || before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let mut paths = Vec::new();
            read_paths(&program[at + way.len()..], &[], &mut paths);
            let below = |path: Vec<String>| path.starts_with(&owned(inner)).then(|| path.get(inner.len()).cloned())?;
            names.extend(paths.into_iter().filter_map(below));
        }
    }
    names
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Reads the paths of an import, of one name or of a list in braces, which continue the path `before`. Gives what follows.
fn read_paths<'t>(text: &'t str, before: &[String], paths: &mut Vec<Vec<String>>) -> &'t str {
    if let Some(list) = text.strip_prefix('{') {
        let mut rest = list.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            rest = read_paths(rest, before, paths);
            // Another name that is given with `as` is none of the path.
            rest = rest.trim_start_matches(|c| c != ',' && c != '}');
            rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let Some(name) = first_name(text) else {
        paths.push(before.to_vec());
        return text;
    };
    let rest = &text[name.len()..];
    let path = [before, &[name]].concat();
    if let Some(below) = rest.strip_prefix("::") {
        return read_paths(below, &path, paths);
    }
    paths.push(path);
    rest
}

fn first_name(text: &str) -> Option<String> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

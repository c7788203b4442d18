//! Words that say nothing as the name of a function, a type or a module, and so must not come back: participles and
//! pronouns without a noun, and words that only this project used for what everybody calls something else.

use super::{assert_none, texts};

/// The crates that the rule holds for. `dmn` speaks of numbers and intervals, which may well be whole.
const CRATES: [&str; 6] = ["api", "app", "rules", "server", "text", "xtask"];

const WORDS: [&str; 30] = [
    "anew",
    "arrived",
    "asked",
    "asking",
    "became",
    "begun",
    "came",
    "correcting",
    "desk",
    "disclosed",
    "ended",
    "given",
    "guessing",
    "hasten",
    "held",
    "kept",
    "lack",
    "listed",
    "noted",
    "of",
    "said",
    "seen",
    "shown",
    "tell",
    "telling",
    "told",
    "welcome",
    "who",
    "whole",
    "whom",
];

/// The names that stay, each by its file below `src` and with its reason.
const EXCEPTIONS: [(&str, &str); 1] = [
    // The account of the sample world with the visibility `listed`, beside the one that is `RESTRICTED`.
    ("server/src/sample/places.rs", "LISTED"),
];

const DECLARATIONS: [&str; 8] = ["const ", "enum ", "fn ", "mod ", "static ", "struct ", "trait ", "type "];

#[test]
fn no_name_says_nothing() {
    let mut wrong = Vec::new();
    let mut idle = EXCEPTIONS.to_vec();
    for (file, text) in texts(&[".rs"]) {
        let below = file.trim_start_matches("src/");
        idle.retain(|(place, name)| *place != below || !declared(&text).any(|declared| declared == *name));
        if CRATES.iter().any(|name| file.starts_with(&format!("src/{name}/"))) {
            let names = declared(&text).filter(|name| says_nothing(name) && !EXCEPTIONS.contains(&(below, name)));
            wrong.extend(names.map(|name| format!("{file}: `{name}`")));
        }
    }
    wrong.extend(idle.iter().map(|(file, name)| format!("src/{file}: `{name}` is gone, and needs no exception")));
    assert_none(wrong);
}

#[test]
fn the_rule_for_names_can_be_broken() {
    let text =
        "pub(crate) fn of(said: A) {}\nstruct Held<T>(T);\n    mod shown;\n// fn told()\nlet asked = \"fn kept\";";
    assert_eq!(declared(text).collect::<Vec<_>>(), ["of", "Held", "shown"]);
    assert!(["of", "Held", "WHO"].iter().all(|name| says_nothing(name)));
    assert!(!says_nothing("on_saved") && !says_nothing("Office"));
}

fn says_nothing(name: &str) -> bool {
    WORDS.contains(&name.to_lowercase().as_str())
}

/// The names that a program declares at the beginning of a line.
fn declared(program: &str) -> impl Iterator<Item = &str> {
    program.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = if line.starts_with("pub") { line.split_once(' ')?.1 } else { line };
        let line = line.strip_prefix("async ").unwrap_or(line);
        let line = line.strip_prefix("const ").filter(|rest| rest.starts_with("fn ")).unwrap_or(line);
        let name = DECLARATIONS.iter().find_map(|declaration| line.strip_prefix(declaration))?;
        let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
        Some(&name[..end])
    })
}

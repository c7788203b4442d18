//! Words that say nothing as the name of a function, a type or a module, and so must not come back: participles and
//! pronouns without a noun, and words that only this project used for what everybody calls something else.

use super::{assert_none, texts};

/// The crates that are rid of them.
const CRATES: [&str; 1] = ["app"];

const WORDS: [&str; 22] = [
    "anew", "asked", "asking", "became", "begun", "desk", "ended", "given", "hasten", "held", "kept", "lack", "listed",
    "noted", "of", "said", "seen", "shown", "told", "whole", "who", "whom",
];

const DECLARATIONS: [&str; 8] = ["const ", "enum ", "fn ", "mod ", "static ", "struct ", "trait ", "type "];

#[test]
fn no_name_says_nothing() {
    let mut wrong = Vec::new();
    for (file, text) in texts(&[".rs"]) {
        if CRATES.iter().any(|name| file.starts_with(&format!("src/{name}/"))) {
            wrong.extend(declared(&text).filter(|name| says_nothing(name)).map(|name| format!("{file}: `{name}`")));
        }
    }
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

//! Reading the server's sources as text, for what no program can tell: its doc comments, and what it logs.

use std::fs;
use std::path::Path;

/// Every source file below a folder of the repository, by path and text, in the order of the paths.
pub fn files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&super::path(folder), &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The texts in quotes of the one file that has this piece of code.
pub fn literals_beside(code: &str) -> Vec<String> {
    let files = files("src/server/src");
    let (_, text) = files.iter().find(|(_, text)| text.contains(code)).unwrap();
    literals(text).into_iter().map(str::to_owned).collect()
}

/// What the server logs from `info` up, each up to what it quotes: the last text of a call, or its `event` where that text
/// begins with the cause.
pub fn logged() -> Vec<String> {
    let mut events = Vec::new();
    for (_, text) in files("src/server/src") {
        for level in ["tracing::info!(", "tracing::warn!(", "tracing::error!("] {
            for call in text.split(level).skip(1) {
                let texts = literals(arguments(call));
                let sentence = texts.iter().rev().find(|text| !text.starts_with('{'));
                let sentence =
                    sentence.map_or("the cause of an internal error", |text| text.split('`').next().unwrap());
                events.push(sentence.to_owned());
            }
        }
    }
    events
}

/// The arguments of a call that begins here, up to the bracket that ends it.
fn arguments(call: &str) -> &str {
    let (mut depth, mut quoted) = (1, false);
    let end = call.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        depth += match c {
            '(' if !quoted => 1,
            ')' if !quoted => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or(call, |(at, _)| &call[..at])
}

/// The texts in quotes. No text of these sources has a quote in it.
fn literals(code: &str) -> Vec<&str> {
    code.split('"').skip(1).step_by(2).collect()
}

//! Writes the catalogue: the accessors and the lists of patterns, in the encoding that `src/pattern.rs` reads.

use std::fmt::Write;

use super::message::{Key, Message, Piece};
use super::{Argument, Catalogue, PAGES, Pair, SERVER};

impl Catalogue {
    /// The generated files, by name.
    pub fn generate(&self) -> [(&'static str, String); 6] {
        let english = self.encode(|pair| &pair.english);
        let french = self.encode(|pair| &pair.french);
        let accessors = self.accessors();
        let version = fnv1a(&format!("{english:?}{french:?}{accessors}"));
        let (first, browser) = (self.count_before(&[PAGES, SERVER]), self.count_before(&[SERVER]));
        let constants = format!(
            "/// Names both lists and their order: changes with every sentence.\n\
             pub const CATALOGUE_VERSION: &str = \"{version:016x}\";\n\
             /// How many sentences the browser has from the start: the first ones.\n\
             pub(crate) const FIRST_COUNT: usize = {first};\n\
             /// How many it has once it has those of all pages.\n\
             pub(crate) const BROWSER_COUNT: usize = {browser};\n\
             #[cfg(feature = \"embedded\")]\n\
             pub(crate) const COUNT: usize = {count};\n\
             #[cfg(feature = \"embedded\")]\n\
             pub(crate) static ENGLISH: [&str; COUNT] = {english:?};\n\
             #[cfg(feature = \"embedded\")]\n\
             pub(crate) static FRENCH: [&str; COUNT] = {french:?};\n",
            count = self.entries.len(),
        );
        [
            ("accessors.rs", accessors),
            ("catalogue.rs", constants),
            ("en.json", json(&english[..first])),
            ("fr.json", json(&french[..first])),
            ("en-pages.json", json(&english[first..browser])),
            ("fr-pages.json", json(&french[first..browser])),
        ]
    }

    /// How many messages come before those of these folders.
    fn count_before(&self, folders: &[&str]) -> usize {
        let is_before = |pair: &&Pair| !folders.iter().any(|folder| pair.english.area.starts_with(folder));
        self.entries.iter().take_while(is_before).count()
    }

    fn encode(&self, side: fn(&Pair) -> &Message) -> Vec<String> {
        let entries = self.entries.iter();
        entries
            .map(|pair| {
                let mut out = String::new();
                encode(&side(pair).pieces, &pair.arguments, &mut out);
                out
            })
            .collect()
    }

    /// Those of pages stand in a module of their own and are functions of their own in the browser, whose names tell
    /// `cargo xtask` whether the first chunk says something that is not there yet.
    fn accessors(&self) -> String {
        let mut out = String::from("impl Texts {\n");
        let (first, browser) = (self.count_before(&[PAGES, SERVER]), self.count_before(&[SERVER]));
        for (index, pair) in self.entries.iter().enumerate() {
            if index == first {
                out.push_str("}\nmod pages {\nuse crate::{Texts, pattern::Arg};\nimpl Texts {\n");
            }
            if index == browser {
                out.push_str("}\n}\n#[cfg(feature = \"embedded\")]\nimpl Texts {\n");
            }
            if (first..browser).contains(&index) {
                out.push_str("#[cfg_attr(target_family = \"wasm\", inline(never))]\n");
            }
            write_accessor(&mut out, index, pair);
        }
        out.push_str("}\n");
        out
    }
}

fn write_accessor(out: &mut String, index: usize, pair: &Pair) {
    let name = pair.english.id.replace('-', "_");
    let _ = writeln!(out, "#[doc = {:?}]", documentation(&pair.english.pieces));
    if pair.arguments.is_empty() {
        let _ = writeln!(out, "#[must_use] pub fn {name}(&self) -> &str {{ self.plain({index}) }}");
        return;
    }
    let mut parameters = String::new();
    let mut values = String::new();
    for Argument { name, is_number } in &pair.arguments {
        let name = name.replace('-', "_");
        let (kind, variant) = if *is_number { ("i64", "Number") } else { ("&str", "Text") };
        let _ = write!(parameters, ", {name}: {kind}");
        let _ = write!(values, "Arg::{variant}({name}), ");
    }
    let _ =
        writeln!(out, "#[must_use] pub fn {name}(&self{parameters}) -> String {{ self.filled({index}, &[{values}]) }}");
}

fn encode(pieces: &[Piece], arguments: &[Argument], out: &mut String) {
    let digit = |name: &str| arguments.iter().position(|known| known.name == name).unwrap_or(0);
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Argument(name) => {
                let _ = write!(out, "\u{1}{}", digit(name));
            }
            Piece::Select { argument, variants } => {
                let _ = write!(out, "\u{2}{}", digit(argument));
                for (key, pieces) in variants {
                    let _ = match key {
                        Key::Exactly(number) => write!(out, "\u{3}{number}\u{4}"),
                        Key::One => write!(out, "\u{3}one\u{4}"),
                        Key::Word(word) => write!(out, "\u{3}{word}\u{4}"),
                        Key::Other => write!(out, "\u{3}\u{4}"),
                    };
                    encode(pieces, arguments, out);
                }
                out.push('\u{5}');
            }
        }
    }
}

/// The English sentence as code, so that rustdoc reads no markup in it.
fn documentation(pieces: &[Piece]) -> String {
    format!("`{}`", sentence(pieces).replace('`', "'").replace('\n', " "))
}

fn sentence(pieces: &[Piece]) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Argument(name) => format!("{{ ${name} }}"),
        Piece::Select { argument, variants } => {
            let variants: Vec<String> = variants.iter().map(|(_, pieces)| sentence(pieces)).collect();
            format!("{{ ${argument} -> {} }}", variants.join(" | "))
        }
    });
    words.collect()
}

fn json(patterns: &[String]) -> String {
    let mut out = String::from("[");
    for (index, pattern) in patterns.iter().enumerate() {
        out.push_str(if index == 0 { "\"" } else { ",\"" });
        for c in pattern.chars() {
            let _ = match c {
                '"' | '\\' => write!(out, "\\{c}"),
                c if c.is_control() => write!(out, "\\u{:04x}", u32::from(c)),
                c => write!(out, "{c}"),
            };
        }
        out.push('"');
    }
    out.push_str("]\n");
    out
}

/// FNV-1a, 64 bits: tells catalogues apart, nothing depends on it being hard to forge.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

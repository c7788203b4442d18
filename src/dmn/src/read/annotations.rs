//! What a table's rules say to people: columns of annotations (DMN 1.5, 8.3.5), and the descriptions of rules.
//!
//! The editors built on dmn-js have a single column, which is the rule's description, and neither show nor write
//! columns of annotations. So a description may speak for several columns, each part after its name and a colon, on a
//! line of its own or behind a stroke: `en: So it is. / fr : C’est ainsi.` One without names is a column of its own
//! where the table has no others.

use std::collections::BTreeSet;

use super::{Reading, Site};
use crate::xml::Element;

/// The child of a rule, and what the column of descriptions without names in them is called.
const DESCRIPTION: &str = "description";
/// The most columns that are made of what rules say.
const MAX_MADE: usize = 256;

/// The names of a table's columns of annotations.
pub(super) struct Annotations {
    pub(super) names: Vec<String>,
    /// Whether the table itself names them. Otherwise they are made of what its rules say.
    are_declared: bool,
}

impl Annotations {
    pub(super) fn new(table: Element<'_>) -> Annotations {
        let names: Vec<String> =
            table.all("annotation").map(|column| column.attribute("name").unwrap_or_default().to_owned()).collect();
        if !names.is_empty() {
            return Annotations { names, are_declared: true };
        }
        let entries = table.all("rule").map(|row| row.all("annotationEntry").count()).max().unwrap_or_default();
        let mut names: Vec<String> = (1..=entries.min(MAX_MADE)).map(|number| number.to_string()).collect();
        let mut known: BTreeSet<String> = names.iter().cloned().collect();
        for row in table.all("rule") {
            for (name, _) in described(row, &is_language) {
                if names.len() < MAX_MADE && known.insert(name.to_owned()) {
                    names.push(name.to_owned());
                }
            }
        }
        Annotations { names, are_declared: false }
    }

    fn is_name(&self, name: &str) -> bool {
        if self.are_declared { self.names.iter().any(|known| known == name) } else { is_language(name) }
    }
}

impl<'d> Reading<'d> {
    /// What a rule says in each column; nothing behind the last one in which it says something.
    pub(super) fn annotations(&mut self, row: Element<'d>, columns: &Annotations, site: Site<'_>) -> Vec<String> {
        let mut said: Vec<String> =
            row.all("annotationEntry").map(|entry| joined(entry.child("text").map_or("", Element::text))).collect();
        if said.len() > columns.names.len() {
            self.count(row, "annotationEntry", columns.names.len(), site);
        }
        for (name, text) in described(row, &|name| columns.is_name(name)) {
            let Some(column) = columns.names.iter().position(|known| known == name) else { continue };
            if said.len() <= column {
                said.resize(column + 1, String::new());
            }
            let Some(slot) = said.get_mut(column) else { continue };
            let text = joined(text);
            if slot.is_empty() {
                *slot = text;
            } else if *slot != text {
                let message = "the rule says one thing in this column and another in its `description`; keep one";
                self.report(row, site.column(name), message);
            }
        }
        said
    }
}

/// What a rule's description says, by the names of columns; the whole of it where it names none.
fn described<'d>(row: Element<'d>, is_name: &dyn Fn(&str) -> bool) -> Vec<(&'d str, &'d str)> {
    let text = row.child(DESCRIPTION).map_or("", Element::text);
    let parts = parts(text, is_name);
    if parts.is_empty() && !text.trim().is_empty() { vec![(DESCRIPTION, text)] } else { parts }
}

/// The parts of a description that follow a name and a colon.
fn parts<'t>(text: &'t str, is_name: &dyn Fn(&str) -> bool) -> Vec<(&'t str, &'t str)> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let separators = text.char_indices().filter(|(_, character)| matches!(character, '\n' | '/' | '|'));
    for (end, start) in std::iter::once((0, 0)).chain(separators.map(|(at, _)| (at, at + 1))) {
        let rest = text.get(start..).unwrap_or_default();
        let begun = rest.trim_start();
        let length = begun.find(|character: char| !character.is_alphanumeric() && character != '-');
        let (name, behind) = begun.split_at_checked(length.unwrap_or(0)).unwrap_or_default();
        // In French a space stands before a colon.
        if let Some(said) = behind.trim_start().strip_prefix(':').filter(|_| is_name(name)) {
            found.push((name, end, text.len() - said.len()));
        }
    }
    let ends = found.iter().skip(1).map(|(_, end, _)| *end).chain([text.len()]);
    found.iter().zip(ends).map(|((name, _, start), end)| (*name, text.get(*start..end).unwrap_or_default())).collect()
}

/// Whether a name is that of a language, such as `en` or `fr-CA`.
fn is_language(name: &str) -> bool {
    let (language, region) = name.split_once('-').unwrap_or((name, "XX"));
    let is_short = |text: &str| (2..=3).contains(&text.len());
    is_short(language)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && is_short(region)
        && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A text with its lines joined as they would be on a page.
fn joined(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    line
}

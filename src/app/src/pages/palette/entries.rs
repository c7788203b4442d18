//! What the palette lists, and which of it fits what was typed, best first. Pure but for the folding of letters.

use api::page::Route;

use crate::ui::format::fold_case;

/// More would not be read.
const MOST: usize = 30;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The word of `palette-kind`.
    pub kind: &'static str,
    pub name: String,
    /// Whether that is the name of somebody or something, and not words of the app.
    pub is_name: bool,
    /// What else it is known by: an identifier, an address, a reference.
    pub about: String,
    /// Whether the server found it by just what was typed: it knows more spellings.
    pub is_found: bool,
    pub target: Target,
}

/// What becomes of choosing it.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Page(Route),
    /// A button or link of the present page, by its place among them.
    Press(u32),
    /// The list of keyboard commands.
    Keys,
}

/// Those that fit, by how well they do: the name begins with what was typed, then a word of it does, then it stands
/// somewhere in it or in what else it is known by. Several words may come in any order. Without words, all as they are.
pub fn best_first(entries: Vec<Entry>, typed: &str) -> Vec<Entry> {
    let typed = fold_case(typed.trim());
    let mut ranks: [Vec<Entry>; 3] = Default::default();
    for entry in entries {
        let place = rank(&fold_case(&entry.name), &fold_case(&entry.about), &typed);
        let place = place.or(entry.is_found.then_some(2));
        if let Some(rank) = place.and_then(|place| ranks.get_mut(place)) {
            rank.push(entry);
        }
    }
    ranks.into_iter().flatten().take(MOST).collect()
}

fn rank(name: &str, about: &str, typed: &str) -> Option<usize> {
    let begins = |word: &str| name.split([' ', '-', '.', '(']).any(|of_name| of_name.starts_with(word));
    let stands = |word: &str| name.contains(word) || about.contains(word);
    if name.starts_with(typed) {
        return Some(0);
    }
    if typed.split_whitespace().all(begins) {
        return Some(1);
    }
    typed.split_whitespace().all(stands).then_some(2)
}

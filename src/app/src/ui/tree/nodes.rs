//! From the flat list of the wire to a nested one, and questions about it. Pure.

use std::{collections::HashSet, iter, ops::Range};

use api::account::{DEFAULT_VIRTUAL_ACCOUNT, VirtualAccount};

use super::known::Found;
use crate::{dom::signal::State, session::texts, ui::format};

/// A Virtual Account's place in a tree. A tree is the list of its places, parents before what is below them.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The Virtual Account's place in the list.
    pub index: usize,
    /// How many siblings there are, itself included.
    pub size: usize,
    /// Its place among them, from 1.
    pub position: usize,
    /// Where in the tree that ends which is below it.
    pub end: usize,
}

/// What is left of a tree by a filter.
#[derive(Clone)]
pub struct Filtered {
    /// The folded words.
    pub words: String,
    pub places: Vec<Place>,
    /// Whose name fits, by their places in the list.
    pub fits: Vec<bool>,
    /// What the server found, where the list has not all; the rest of this is empty then.
    pub found: Option<State<Found>>,
}

impl Filtered {
    /// How many names fit.
    pub fn count(&self) -> usize {
        let found = self.found.map(|found| found.with(|found| usize::try_from(found.total).unwrap_or(usize::MAX)));
        found.unwrap_or_else(|| self.fits.iter().filter(|fits| **fits).count())
    }
}

/// Up to this many Virtual Accounts are all open at first.
const OPEN_AT_FIRST: usize = 30;
/// The same where they are to be ticked: whoever ticks, looks through all of them.
const OPEN_TO_TICK: usize = 300;

/// The tree of a list in which parents come before children.
pub fn tree_of(list: &[VirtualAccount]) -> Vec<Place> {
    places(list, 0..list.len())
}

/// The places of one after the other of these siblings: of the whole tree from its beginning to its end, of what is below a
/// place from the one after it to its end.
pub fn siblings(tree: &[Place], range: Range<usize>) -> impl Iterator<Item = usize> {
    let next = |at: &usize| tree.get(*at).map(|place| place.end);
    iter::successors(Some(range.start), next).take_while(move |at| *at < range.end)
}

/// What a place and its siblings stand in, as a range of the tree.
pub fn siblings_of(tree: &[Place], at: usize) -> Range<usize> {
    let parent = tree.iter().take(at).rposition(|place| place.end > at);
    match parent.and_then(|parent| Some((parent, tree.get(parent)?))) {
        Some((parent, place)) => parent + 1..place.end,
        None => 0..tree.len(),
    }
}

/// The ids of those that are open at first: all of a small tree, of a large one those above a ticked one, and above each
/// that fits a filter. `ticked` is nothing where none can be. What is not known in full is large.
pub fn initially_open(
    list: &[VirtualAccount],
    tree: &[Place],
    ticked: Option<&HashSet<String>>,
    fits: &[bool],
) -> HashSet<String> {
    let most = if ticked.is_some() { OPEN_TO_TICK } else { OPEN_AT_FIRST };
    let is_small = tree.len() <= most && list.first().is_none_or(|account| account.part.is_none());
    let mut opened = HashSet::new();
    // From the end, the first one that stands higher than a sought one is its parent.
    let mut lowest = 0;
    for place in tree.iter().rev() {
        let Some(account) = list.get(place.index) else { continue };
        let is_above = account.depth < lowest;
        if is_small || is_above {
            opened.insert(account.id.clone());
        }
        let is_fit = fits.get(place.index).is_some_and(|fits| *fits);
        if is_above || is_fit || ticked.is_some_and(|ticked| ticked.contains(&account.id)) {
            lowest = account.depth;
        }
    }
    opened
}

/// The names from the top to one in the list, joined with ` / `.
pub fn path(list: &[VirtualAccount], index: usize) -> String {
    let mut names = Vec::new();
    let mut lowest = u32::MAX;
    for account in list.iter().take(index + 1).rev() {
        if account.depth < lowest {
            names.push(account.name.as_str());
            lowest = account.depth;
        }
        if lowest == 0 {
            break;
        }
    }
    names.reverse();
    names.join(" / ")
}

/// A name as people read it.
pub fn shown_name(account: &VirtualAccount) -> &str {
    // Only what is at the top can be the default account: there its name is its path.
    if account.depth == 0 { shown_path(&account.name) } else { &account.name }
}

/// A path as people read it: the default account is called in their language.
pub fn shown_path(path: &str) -> &str {
    if path == DEFAULT_VIRTUAL_ACCOUNT { texts().virtual_account_default() } else { path }
}

/// Those whose name contains the folded `words`, with all above them, so that each is seen in its place, and all below them,
/// so that they can be ticked together. `names` are the folded names, in the order of the list.
pub fn filter_tree(list: &[VirtualAccount], names: &[String], words: String) -> Filtered {
    filter_by(list, names.iter().map(|name| name.contains(&words)).collect(), words)
}

/// The same, where it is known which fit.
pub(super) fn filter_by(list: &[VirtualAccount], fits: Vec<bool>, words: String) -> Filtered {
    let mut fitting = None;
    let mut kept: Vec<bool> = list
        .iter()
        .zip(&fits)
        .map(|(account, fits)| {
            fitting = fitting.filter(|depth| account.depth > *depth);
            if fitting.is_none() && *fits {
                fitting = Some(account.depth);
            }
            fitting.is_some()
        })
        .collect();
    // From the end, the first one that stands higher than a kept one is its parent.
    let mut lowest = 0;
    for (account, kept) in list.iter().zip(&mut kept).rev() {
        if account.depth < lowest || *kept {
            lowest = account.depth;
            *kept = true;
        }
    }
    let kept = kept.iter().enumerate().filter(|(_, kept)| **kept).map(|(index, _)| index);
    Filtered { words, places: places(list, kept), fits, found: None }
}

/// The names as a filter reads them.
pub fn folded_names(list: &[VirtualAccount]) -> Vec<String> {
    list.iter().map(|account| format::fold_case(shown_name(account))).collect()
}

/// A name in three parts: before these folded words, the words as they stand in it, and after them.
pub fn found_in<'a>(name: &'a str, words: &str) -> Option<(&'a str, &'a str, &'a str)> {
    if words.is_empty() || !format::fold_case(name).contains(words) {
        return None;
    }
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    for (number, start) in ends.iter().enumerate() {
        for end in ends.iter().skip(number + 1) {
            let found = name.get(*start..*end)?;
            if format::fold_case(found) == words {
                return Some((name.get(..*start)?, found, name.get(*end..)?));
            }
        }
    }
    None
}

/// The tree of some of the list, by their places in it. Each depth is at most one more than the one before.
fn places(list: &[VirtualAccount], indexes: impl Iterator<Item = usize>) -> Vec<Place> {
    let mut tree: Vec<Place> = Vec::new();
    // Those that what comes next may be below, and how many siblings there were on each level.
    let mut above: Vec<usize> = Vec::new();
    let mut counts: Vec<usize> = vec![0];
    for index in indexes {
        let depth = list.get(index).map_or(0, |account| usize::try_from(account.depth).unwrap_or(usize::MAX));
        while above.len() > depth {
            close(&mut tree, &mut above, &mut counts);
        }
        let position = counts.last_mut().map_or(1, |count| {
            *count += 1;
            *count
        });
        above.push(tree.len());
        counts.push(0);
        tree.push(Place { index, size: 0, position, end: 0 });
    }
    while !above.is_empty() {
        close(&mut tree, &mut above, &mut counts);
    }
    let all = 0..tree.len();
    set_size(&mut tree, all, counts.first().copied().unwrap_or_default());
    tree
}

/// Nothing more comes below the last one.
fn close(tree: &mut [Place], above: &mut Vec<usize>, counts: &mut Vec<usize>) {
    let (Some(at), Some(size)) = (above.pop(), counts.pop()) else { return };
    let end = tree.len();
    if let Some(place) = tree.get_mut(at) {
        place.end = end;
    }
    set_size(tree, at + 1..end, size);
}

fn set_size(tree: &mut [Place], range: Range<usize>, size: usize) {
    let mut at = range.start;
    while at < range.end
        && let Some(place) = tree.get_mut(at)
    {
        place.size = size;
        at = place.end;
    }
}

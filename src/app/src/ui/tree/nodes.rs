//! From the flat list of the wire to a nested one, and questions about it. Pure.

use std::collections::HashSet;

use api::account::{DEFAULT_VIRTUAL_ACCOUNT, VirtualAccount};

use crate::{session::texts, ui::format};

/// A Virtual Account with those below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub account: VirtualAccount,
    pub children: Vec<Node>,
    /// How many siblings there are, itself included.
    pub size: usize,
    /// Its place among them, from 1.
    pub position: usize,
}

/// Up to this many Virtual Accounts are all open at first.
const OPEN_AT_FIRST: usize = 30;
/// The same where they are to be ticked: whoever ticks, looks through all of them.
const OPEN_TO_TICK: usize = 300;

/// Nests a list in which parents come before children. Each depth is at most one more than the one before.
pub fn nested(list: &[VirtualAccount]) -> Vec<Node> {
    let mut rest = list;
    siblings(&mut rest, 0)
}

/// The ids of those that are open at first: all of a small tree, of a large one those above a ticked one.
/// `ticked` is nothing where none can be.
pub fn initially_open(list: &[VirtualAccount], ticked: Option<&HashSet<String>>) -> HashSet<String> {
    let most = if ticked.is_some() { OPEN_TO_TICK } else { OPEN_AT_FIRST };
    let is_small = list.len() <= most;
    let mut opened = HashSet::new();
    // From the end, the first one that stands higher than a ticked one is its parent.
    let mut lowest = 0;
    for account in list.iter().rev() {
        let is_above = account.depth < lowest;
        if is_small || is_above {
            opened.insert(account.id.clone());
        }
        if is_above || ticked.is_some_and(|ticked| ticked.contains(&account.id)) {
            lowest = account.depth;
        }
    }
    opened
}

/// The names from the top to each one, joined with ` / `, in the order of the list.
pub fn paths(list: &[VirtualAccount]) -> Vec<String> {
    let mut above: Vec<&str> = Vec::new();
    list.iter()
        .map(|account| {
            above.truncate(usize::try_from(account.depth).unwrap_or(usize::MAX));
            above.push(&account.name);
            above.join(" / ")
        })
        .collect()
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

/// The ids of all below `id`.
pub fn below(list: &[VirtualAccount], id: &str) -> Vec<String> {
    let mut rest = list.iter().skip_while(|account| account.id != id);
    let Some(top) = rest.next() else {
        return Vec::new();
    };
    rest.take_while(|account| account.depth > top.depth).map(|account| account.id.clone()).collect()
}

/// Those whose name fits, with all above them, so that each is seen in its place, and all below them, so that they can
/// be ticked together.
pub fn filter_tree(list: &[VirtualAccount], name_fits: &dyn Fn(&str) -> bool) -> Vec<VirtualAccount> {
    let mut fitting = None;
    let fits: Vec<bool> = list
        .iter()
        .map(|account| {
            fitting = fitting.filter(|depth| account.depth > *depth);
            if fitting.is_none() && name_fits(shown_name(account)) {
                fitting = Some(account.depth);
            }
            fitting.is_some()
        })
        .collect();
    let mut kept = Vec::new();
    // From the end, the first one that stands higher than a kept one is its parent.
    let mut lowest = 0;
    for (account, fits) in list.iter().zip(fits).rev() {
        if account.depth < lowest || fits {
            lowest = account.depth;
            kept.push(account.clone());
        }
    }
    kept.reverse();
    kept
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

fn siblings(rest: &mut &[VirtualAccount], depth: u32) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some((first, others)) = rest.split_first() {
        if first.depth < depth {
            break;
        }
        *rest = others;
        let children = siblings(rest, first.depth + 1);
        nodes.push(Node { account: first.clone(), children, size: 0, position: nodes.len() + 1 });
    }
    let size = nodes.len();
    for node in &mut nodes {
        node.size = size;
    }
    nodes
}

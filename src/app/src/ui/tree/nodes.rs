//! From the flat list of the wire to a nested one, and questions about it. Pure.

use std::collections::HashSet;

use api::account::VirtualAccount;

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
            if fitting.is_none() && name_fits(&account.name) {
                fitting = Some(account.depth);
            }
            fitting.is_some()
        })
        .collect();
    let mut matching = Vec::new();
    // From the end, the first one that stands higher than a kept one is its parent.
    let mut lowest = 0;
    for (account, fits) in list.iter().zip(fits).rev() {
        if account.depth < lowest || fits {
            lowest = account.depth;
            matching.push(account.clone());
        }
    }
    matching.reverse();
    matching
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    fn list() -> Vec<VirtualAccount> {
        [("Europe", 0), ("France", 1), ("Lyon", 2), ("Paris", 2), ("Germany", 1), ("Asia", 0)]
            .into_iter()
            .map(|(name, depth)| VirtualAccount {
                id: name.to_lowercase(),
                name: name.into(),
                depth,
                default: false,
                roles: Vec::new(),
                requested: false,
            })
            .collect()
    }

    fn names(list: &[VirtualAccount]) -> String {
        list.iter().map(|account| account.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn drawing(nodes: &[Node]) -> String {
        let draw = |node: &Node| {
            let Node { account, children, size, position } = node;
            format!("{} {position}/{size} [{}]", account.name, drawing(children))
        };
        nodes.iter().map(draw).collect::<Vec<_>>().join(", ")
    }

    #[wasm_bindgen_test]
    fn a_list_becomes_a_tree() {
        assert_eq!(
            drawing(&nested(&list())),
            "Europe 1/2 [France 1/2 [Lyon 1/2 [], Paris 2/2 []], Germany 2/2 []], Asia 2/2 []"
        );
        assert_eq!(nested(&[]), []);
    }

    #[wasm_bindgen_test]
    fn below_is_the_whole_subtree_and_nothing_else() {
        assert_eq!(below(&list(), "europe"), ["france", "lyon", "paris", "germany"]);
        assert_eq!(below(&list(), "france"), ["lyon", "paris"]);
        assert_eq!(below(&list(), "asia"), [""; 0]);
        assert_eq!(below(&list(), "africa"), [""; 0]);
    }

    #[wasm_bindgen_test]
    fn a_large_tree_is_open_where_something_is_ticked() {
        let mut large = list();
        large.extend((0..400).map(|number| VirtualAccount { id: number.to_string(), depth: 0, ..list()[5].clone() }));
        let ticked = HashSet::from(["paris".to_owned()]);
        assert_eq!(initially_open(&large, Some(&ticked)), HashSet::from(["europe".to_owned(), "france".to_owned()]));
        assert_eq!(initially_open(&large, None), HashSet::new());
        assert_eq!(initially_open(&list(), None).len(), 6);
    }

    #[wasm_bindgen_test]
    fn a_path_names_all_above() {
        let paths = paths(&list());
        assert_eq!(paths[3], "Europe / France / Paris");
        assert_eq!(paths[4..], ["Europe / Germany", "Asia"]);
    }

    fn with(words: &str) -> String {
        names(&filter_tree(&list(), &|name| name.contains(words)))
    }

    #[wasm_bindgen_test]
    fn a_filter_keeps_what_fits_with_what_stands_above_and_below() {
        assert_eq!(with("Paris"), "Europe France Paris");
        assert_eq!(with("an"), "Europe France Lyon Paris Germany");
        assert_eq!(with("Germ"), "Europe Germany");
        assert_eq!(with("Asia"), "Asia");
        assert_eq!(with("x"), "");
        assert_eq!(with(""), names(&list()));
    }
}

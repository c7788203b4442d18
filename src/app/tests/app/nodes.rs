//! The nested list of Virtual Accounts: its shape, what lies below, what is open at first, and what a filter keeps.

use std::collections::HashSet;

use api::account::VirtualAccount;
use app::ui::tree::nodes::{Node, below, filter_tree, found_in, initially_open, nested, paths};
use wasm_bindgen_test::wasm_bindgen_test;

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
            may_request: true,
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

#[wasm_bindgen_test]
fn what_was_looked_for_is_found_in_a_name_as_it_is_written() {
    assert_eq!(found_in("Depot North", "depot"), Some(("", "Depot", " North")));
    assert_eq!(found_in("Zürich Süd", "sud"), Some(("Zürich ", "Süd", "")));
    assert_eq!(found_in("Leeds", "york"), None);
    assert_eq!(found_in("Leeds", ""), None);
}

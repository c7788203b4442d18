//! The nested list of Virtual Accounts: its shape, what lies below, what is open at first, and what a filter keeps.

use std::{collections::HashSet, ops::Range};

use api::account::VirtualAccount;
use app::ui::tree::nodes::{
    Filtered, Place, filter_tree, found_in, initially_open, path, siblings, siblings_of, tree_of,
};
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
            part: None,
        })
        .collect()
}

fn drawing(list: &[VirtualAccount], tree: &[Place], range: Range<usize>) -> String {
    let draw = |at: usize| {
        let Place { index, size, position, end } = tree[at];
        format!("{} {position}/{size} [{}]", list[index].name, drawing(list, tree, at + 1..end))
    };
    siblings(tree, range).map(draw).collect::<Vec<_>>().join(", ")
}

#[wasm_bindgen_test]
fn a_list_becomes_a_tree() {
    let tree = tree_of(&list());
    assert_eq!(
        drawing(&list(), &tree, 0..tree.len()),
        "Europe 1/2 [France 1/2 [Lyon 1/2 [], Paris 2/2 []], Germany 2/2 []], Asia 2/2 []"
    );
    assert_eq!(tree_of(&[]), []);
}

#[wasm_bindgen_test]
fn siblings_are_those_below_the_same_parent() {
    let tree = tree_of(&list());
    for (at, expected) in [(0, vec![0, 5]), (2, vec![2, 3]), (4, vec![1, 4]), (5, vec![0, 5])] {
        let found: Vec<usize> = siblings(&tree, siblings_of(&tree, at)).collect();
        assert_eq!(found, expected, "{at}");
    }
}

#[wasm_bindgen_test]
fn a_large_tree_is_open_where_something_is_ticked_and_above_what_a_filter_finds() {
    let mut large = list();
    large.extend((0..400).map(|number| VirtualAccount { id: number.to_string(), depth: 0, ..list()[5].clone() }));
    let tree = tree_of(&large);
    let ticked = HashSet::from(["paris".to_owned()]);
    let above_paris = HashSet::from(["europe".to_owned(), "france".to_owned()]);
    assert_eq!(initially_open(&large, &tree, Some(&ticked), &[]), above_paris);
    assert_eq!(initially_open(&large, &tree, None, &[]), HashSet::new());
    assert_eq!(initially_open(&list(), &tree_of(&list()), None, &[]).len(), 6);
    let fits: Vec<bool> = large.iter().map(|account| account.id == "germany" || account.depth == 0).collect();
    let nothing = HashSet::new();
    assert_eq!(initially_open(&large, &tree, Some(&nothing), &fits), HashSet::from(["europe".to_owned()]));
}

#[wasm_bindgen_test]
fn a_path_names_all_above() {
    let path = |index| path(&list(), index);
    assert_eq!(
        (path(3), path(4), path(5)),
        ("Europe / France / Paris".into(), "Europe / Germany".into(), "Asia".into())
    );
}

fn with(words: &str) -> String {
    let list = list();
    let names: Vec<String> = list.iter().map(|account| account.name.clone()).collect();
    let Filtered { places, .. } = filter_tree(&list, &names, words.to_owned());
    places.iter().map(|place| list[place.index].name.as_str()).collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
fn a_filter_keeps_what_fits_with_what_stands_above_and_below() {
    assert_eq!(with("Paris"), "Europe France Paris");
    assert_eq!(with("an"), "Europe France Lyon Paris Germany");
    assert_eq!(with("Germ"), "Europe Germany");
    assert_eq!(with("Asia"), "Asia");
    assert_eq!(with("x"), "");
    assert_eq!(with(""), "Europe France Lyon Paris Germany Asia");
}

#[wasm_bindgen_test]
fn what_was_looked_for_is_found_in_a_name_as_it_is_written() {
    assert_eq!(found_in("Depot North", "depot"), Some(("", "Depot", " North")));
    assert_eq!(found_in("Zürich Süd", "sud"), Some(("Zürich ", "Süd", "")));
    assert_eq!(found_in("Leeds", "york"), None);
    assert_eq!(found_in("Leeds", ""), None);
}

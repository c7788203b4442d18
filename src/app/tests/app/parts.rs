//! A tree of which only a part is known: what is added to it, which rows of it are drawn, and what has to be asked for.

use std::collections::HashSet;

use api::account::{Part, VirtualAccount};
use app::ui::tree::{
    known::{Found, merged},
    shape::{Drawn, Shape, Wanted},
};
use wasm_bindgen_test::wasm_bindgen_test;

/// A Virtual Account by its name, how deep it is, its position among its siblings, and how many are directly below it.
fn one((name, depth, position, children): (&str, u32, u32, u32)) -> VirtualAccount {
    VirtualAccount {
        id: name.to_lowercase(),
        name: name.into(),
        depth,
        default: false,
        roles: Vec::new(),
        requested: false,
        may_request: true,
        part: Some(Part { position, children, found: true }),
    }
}

fn list(of: &[(&str, u32, u32, u32)]) -> Vec<VirtualAccount> {
    of.iter().copied().map(one).collect()
}

fn names(list: &[VirtualAccount]) -> String {
    list.iter()
        .map(|account| ["-".repeat(account.depth as usize), account.name.clone()].concat())
        .collect::<Vec<_>>()
        .join(" ")
}

fn open(ids: &[&str]) -> HashSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// Europe and Asia, of three; of Europe only what was named.
fn part() -> Vec<VirtualAccount> {
    list(&[("Europe", 0, 1, 3), ("Germany", 1, 2, 1), ("Asia", 0, 3, 0)])
}

#[wasm_bindgen_test]
fn what_is_added_stands_in_its_place_once() {
    let children = list(&[("France", 1, 1, 2), ("Germany", 1, 2, 1), ("Poland", 1, 3, 0)]);
    let known = merged(&part(), Some("europe"), &children);
    assert_eq!(names(&known), "Europe -France -Germany -Poland Asia");
    let known = merged(
        &known,
        None,
        &list(&[("Europe", 0, 1, 3), ("France", 1, 1, 2), ("Lyon", 2, 2, 0), ("Africa", 0, 2, 0)]),
    );
    assert_eq!(names(&known), "Europe -France --Lyon -Germany -Poland Africa Asia");
    let known = merged(&known, Some("france"), &list(&[("Paris", 2, 1, 0)]));
    assert_eq!(names(&known), "Europe -France --Paris --Lyon -Germany -Poland Africa Asia");
    assert_eq!(names(&merged(&known, None, &part())), names(&known));
}

#[wasm_bindgen_test]
fn what_is_drawn_ends_after_so_many_rows() {
    let whole: Vec<VirtualAccount> =
        [("Europe", 0), ("France", 1), ("Lyon", 2), ("Paris", 2), ("Germany", 1), ("Asia", 0)]
            .map(|(name, depth)| VirtualAccount { part: None, ..one((name, depth, 0, 0)) })
            .into();
    let shape = Shape::new(whole.into(), None, None);
    let drawn = |ids: &[&str], most| {
        let Drawn { last, rows, wanted } = shape.drawn(&open(ids), most);
        assert_eq!(wanted, None);
        (last, rows)
    };
    // Europe and Asia; with Europe open also France and Germany; with France open all.
    assert_eq!(drawn(&[], 10), (Some(5), 2));
    assert_eq!(drawn(&["europe"], 3), (Some(4), 4));
    assert_eq!(drawn(&["europe", "france", "lyon"], 3), (Some(2), 6));
    assert_eq!(drawn(&["france"], 1), (Some(0), 2));
    let nothing = Shape::new(Vec::new().into(), None, None);
    assert_eq!(nothing.drawn(&open(&[]), 1), Drawn::default());
    assert_eq!(shape.row_of(&open(&["europe"]), 5), 3);
}

#[wasm_bindgen_test]
fn what_is_open_in_sight_and_not_known_is_asked_for() {
    let shape = Shape::new(part().into(), Some(3), None);
    let wanted = |below: Option<&str>| Some(Wanted { below: below.map(ToOwned::to_owned), page: 1 });
    let asked = |ids: &[&str], most| {
        let drawn = shape.drawn(&open(ids), most);
        (drawn.wanted, drawn.rows)
    };
    // One is missing at the top; in Europe two, in Germany one.
    assert_eq!(asked(&[], 10), (wanted(None), 3));
    assert_eq!(asked(&["europe"], 10), (wanted(Some("europe")), 6));
    assert_eq!(asked(&["europe", "germany"], 10), (wanted(Some("germany")), 7));
    // Out of sight.
    assert_eq!(asked(&[], 2), (None, 3));
    assert_eq!(asked(&["europe"], 2), (None, 6));
    // What has the focus counts what is still to come above it.
    assert_eq!(shape.row_of(&open(&["europe", "germany"]), 2), 5);
    assert_eq!((shape.children(0), shape.children(1), shape.children(2)), (3, 1, 0));
    assert_eq!((shape.is_known_below(0), shape.is_known_below(2)), (false, true));
    // Siblings are counted as they will stand.
    let place = &shape.places[1];
    assert_eq!((place.position, place.size), (2, 3));
}

#[wasm_bindgen_test]
fn the_page_is_that_of_the_first_that_is_missing() {
    let some = (1..=300).chain([900]).map(|at| one((&format!("n{at}"), 0, at, 0)));
    let shape = Shape::new(some.collect(), Some(1000), None);
    assert_eq!(shape.drawn(&open(&[]), 300).wanted, None);
    let drawn = shape.drawn(&open(&[]), 600);
    assert_eq!((drawn.wanted, drawn.rows), (Some(Wanted { below: None, page: 2 }), 1000));
}

#[wasm_bindgen_test]
fn of_a_search_the_hits_are_shown_in_their_places_and_more_are_asked_for_at_the_end() {
    let known = merged(&part(), None, &list(&[("Europe", 0, 1, 3), ("Poland", 1, 3, 2)]));
    let found = Found { ids: open(&["poland"]), total: 5, next: Some(2) };
    let shape = Shape::new(known.into(), Some(3), Some(&found));
    let shown: Vec<&str> = (0..shape.places.len()).filter_map(|at| shape.id(at)).collect();
    assert_eq!(shown, ["europe", "poland"]);
    let drawn = shape.drawn(&open(&["europe"]), 10);
    assert_eq!((drawn.wanted, drawn.rows), (Some(Wanted { below: None, page: 2 }), 2 + 4));
    // What is below a hit can be opened; above it the others do not fit.
    let drawn = shape.drawn(&open(&["europe", "poland"]), 10);
    assert_eq!(drawn.wanted, Some(Wanted { below: Some("poland".into()), page: 1 }));
    assert_eq!((shape.children(0), shape.children(1)), (1, 2));
}

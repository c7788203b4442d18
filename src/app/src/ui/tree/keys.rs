//! The tree's keys, as the ARIA Authoring Practices give them for a tree view.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Ticking, Tree, nodes};
use crate::ui::format;

impl Tree {
    /// Does what `key` asks for on `item`; whether it was one of the tree's keys.
    pub(super) fn handle(&self, root: &HtmlElement, item: &Element, key: &str) -> bool {
        let id = item.get_attribute("data-id").unwrap_or_default();
        let expanded = item.get_attribute("aria-expanded");
        match (key, expanded.as_deref()) {
            ("ArrowRight", Some("false")) | ("ArrowLeft", Some("true")) | ("Enter", Some(_)) => self.toggle_open(&id),
            ("ArrowRight", Some("true")) => to(next(root, item, 1)),
            ("ArrowLeft", _) => to(parent(item)),
            ("ArrowDown", _) => to(next(root, item, 1)),
            ("ArrowUp", _) => to(next(root, item, -1)),
            ("Home", _) => to(items(root).into_iter().next()),
            ("End", _) => to(items(root).pop()),
            (" ", _) if self.ticking.is_some() => {
                let ticked = item.get_attribute("aria-checked").as_deref() == Some("true");
                self.tick(&id, !ticked);
            }
            ("*", _) => self.open_siblings(item),
            (key, _) if key.chars().count() == 1 && !matches!(key, " " | "/" | "?") => {
                to(next_starting_with(root, item, key))
            }
            _ => return false,
        }
        true
    }

    /// Ticks or unticks a row, and all below it where children go along.
    pub(super) fn tick(&self, id: &str, ticked: bool) {
        let Some(Ticking { ticked: selection, with_children, .. }) = self.ticking else { return };
        let below = if with_children.get_untracked() { nodes::below(&self.list, id) } else { Vec::new() };
        selection.update(|selection| {
            for id in below.into_iter().chain([id.to_owned()]) {
                if ticked {
                    selection.insert(id);
                } else {
                    selection.remove(&id);
                }
            }
        });
    }

    pub(super) fn toggle_open(&self, id: &str) {
        self.open.update(|open| {
            if !open.remove(id) {
                open.insert(id.to_owned());
            }
        });
    }

    fn open_siblings(&self, item: &Element) {
        let Some(siblings) = item.parent_element() else { return };
        let children = siblings.children();
        self.open.update(|open| {
            for index in 0..children.length() {
                open.extend(children.item(index).and_then(|child| child.get_attribute("data-id")));
            }
        });
    }
}

fn to(item: Option<HtmlElement>) {
    if let Some(item) = item {
        let _ = item.focus();
    }
}

fn next(root: &HtmlElement, item: &Element, step: isize) -> Option<HtmlElement> {
    let items = items(root);
    let at = position(&items, item)?;
    items.into_iter().nth(at.checked_add_signed(step)?)
}

fn parent(item: &Element) -> Option<HtmlElement> {
    item.parent_element()?.closest("[role=treeitem]").ok()??.dyn_into().ok()
}

/// The next item whose name starts with a letter, from this one on and round.
fn next_starting_with(root: &HtmlElement, item: &Element, letter: &str) -> Option<HtmlElement> {
    let mut items = items(root);
    let at = position(&items, item)?;
    items.rotate_left(at + 1);
    let letter = format::fold_case(letter);
    items.into_iter().find(|item| {
        let name = item.query_selector(".tree__name").ok().flatten().and_then(|name| name.text_content());
        name.is_some_and(|name| format::fold_case(&name).starts_with(&letter))
    })
}

fn position(items: &[HtmlElement], item: &Element) -> Option<usize> {
    items.iter().position(|known| known.is_same_node(Some(item)))
}

/// Every item that is there, in the order on the page; those below a closed one are not.
fn items(root: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all("[role=treeitem]") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

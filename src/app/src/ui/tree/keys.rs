//! The tree's keys, as the ARIA Authoring Practices give them for a tree view.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{AT_ONCE, DRAWN, Ticking, Tree, nodes, nodes::Place};
use crate::{
    dom::{busy, task},
    ui::format,
};

impl Tree {
    /// Does what `key` asks for on `item`; whether it was one of the tree's keys.
    pub(super) fn handle(&self, root: &HtmlElement, item: &Element, key: &str) -> bool {
        let id = item.get_attribute("data-id").unwrap_or_default();
        let expanded = item.get_attribute("aria-expanded");
        match (key, expanded.as_deref()) {
            ("ArrowRight", Some("false")) | ("ArrowLeft", Some("true")) | ("Enter", Some(_)) => self.toggle_open(&id),
            ("ArrowRight", Some("true")) => to(next(root, item, 1)),
            ("ArrowLeft", _) => to(parent(item)),
            ("ArrowDown", _) => match next(root, item, 1) {
                None => self.draw_more(root),
                next => to(next),
            },
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
        let at = self.places.iter().position(|place| self.id(place) == Some(id));
        let place = at.and_then(|at| Some((at, self.places.get(at)?)));
        let all = match place {
            Some((at, place)) if with_children.get_untracked() => at..place.end,
            _ => 0..0,
        };
        let below = self.places.get(all).unwrap_or_default().iter().filter_map(|place| self.id(place));
        selection.update(|selection| {
            for id in below.chain([id]) {
                if ticked {
                    selection.insert(id.to_owned());
                } else {
                    selection.remove(id);
                }
            }
        });
    }

    fn id(&self, place: &Place) -> Option<&str> {
        Some(&self.list.get(place.index)?.id)
    }

    pub(super) fn toggle_open(&self, id: &str) {
        let Some(at) = self.places.iter().position(|place| self.id(place) == Some(id)) else { return };
        let is_open = self.open.with_untracked(|open| open.contains(id));
        if is_open { self.close(at) } else { self.open(&[at], at) }
    }

    /// The place that has the focus is still drawn then, however much opens above it.
    fn open(&self, places: &[usize], focused: usize) {
        let ids = places.iter().filter_map(|at| self.id(self.places.get(*at)?));
        self.open.update(|open| open.extend(ids.map(ToOwned::to_owned)));
        // Nothing once the page is left, while more is still to be opened.
        let row = self.open.try_with_untracked(|open| nodes::row_of(&self.list, &self.places, open, focused));
        let Some(row) = row else { return };
        for rows in [self.most, self.shown] {
            rows.maybe_update(|rows| {
                let is_beyond = *rows <= row;
                *rows = (*rows).max(row + 1);
                is_beyond
            });
        }
    }

    /// How many stand directly below a place.
    fn children(&self, at: usize) -> usize {
        self.places.get(at).map_or(0, |place| nodes::siblings(&self.places, at + 1..place.end).count())
    }

    /// All below is closed too: what opens again is not more than its children.
    fn close(&self, at: usize) {
        let Some(place) = self.places.get(at) else { return };
        let all = self.places.get(at..place.end).unwrap_or_default();
        self.open.update(|open| {
            for id in all.iter().filter_map(|place| self.id(place)) {
                open.remove(id);
            }
        });
    }

    /// Opens all beside a row and itself, as many at once as leave time for keys and clicks.
    fn open_siblings(&self, item: &Element) {
        let id = item.get_attribute("data-id").unwrap_or_default();
        let at_item = self.places.iter().position(|place| self.id(place) == Some(id.as_str()));
        let Some(at_item) = at_item else { return };
        let range = nodes::siblings_of(&self.places, at_item);
        let (tree, mut rest) = (self.clone(), nodes::siblings(&self.places, range).collect::<Vec<_>>());
        rest.retain(|at| self.places.get(*at).is_some_and(|place| place.end > at + 1 && !self.is_open(place)));
        let busy = busy::guard();
        task::spawn(async move {
            let (mut together, mut rows) = (Vec::new(), 0);
            for at in rest {
                together.push(at);
                rows += tree.children(at);
                if rows >= AT_ONCE {
                    tree.open(&std::mem::take(&mut together), at_item);
                    rows = 0;
                    task::painted().await;
                }
            }
            tree.open(&together, at_item);
            drop(busy);
        });
    }

    fn is_open(&self, place: &Place) -> bool {
        self.id(place).is_some_and(|id| self.open.with_untracked(|open| open.contains(id)))
    }

    /// Draws more rows at the end, and goes to the first of them.
    pub(super) fn draw_more(&self, root: &HtmlElement) {
        let is_more = untrack(|| self.drawn.with(|(_, rows)| *rows)) > self.most.get_untracked();
        let last = items(root).pop();
        if let (true, Some(last)) = (is_more, last) {
            let root = root.clone();
            self.most.update(|most| *most += DRAWN);
            task::spawn(async move {
                task::painted().await;
                to(next(&root, &last, 1));
            });
        }
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

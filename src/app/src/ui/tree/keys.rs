//! The tree's keys, as the ARIA Authoring Practices give them for a tree view.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{AT_ONCE, DRAWN, Ticking, Tree, nodes, shape::Shape};
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
            // What is below may not be there yet.
            ("ArrowRight", Some("true")) => to(next(root, item, 1).filter(|next| item.contains(Some(next)))),
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
        let with_children = with_children.get_untracked();
        let set = move |ids: Vec<String>| {
            selection.update(|selection| {
                for id in ids {
                    if ticked {
                        selection.insert(id);
                    } else {
                        selection.remove(&id);
                    }
                }
            });
        };
        set(if with_children { self.ids_from(id) } else { vec![id.to_owned()] });
        if with_children && ticked && !self.is_complete_below(id) {
            let (tree, id) = (self.clone(), id.to_owned());
            task::spawn(async move {
                let is_known = tree.load_all_below(&id).await;
                let is_ticked = selection.try_with_untracked(|selection| selection.contains(&id)) == Some(true);
                if is_known && is_ticked {
                    set(tree.ids_from(&id));
                }
            });
        }
    }

    /// This id and all that are known below it.
    fn ids_from(&self, id: &str) -> Vec<String> {
        let ids = |shape: &Shape| {
            let at = shape.place_of(id)?;
            let all = at..shape.places.get(at)?.end;
            Some(all.filter_map(|at| shape.id(at)).map(ToOwned::to_owned).collect())
        };
        self.shape.try_with_untracked(ids).flatten().unwrap_or_default()
    }

    pub(super) fn toggle_open(&self, id: &str) {
        let is_open = self.open.with_untracked(|open| open.contains(id));
        if is_open { self.close(id) } else { self.open([id.to_owned()], id) }
    }

    /// The row that has the focus is still drawn then, however much opens above it.
    fn open(&self, ids: impl IntoIterator<Item = String>, focused: &str) {
        self.open.update(|open| open.extend(ids));
        // Nothing once the page is left, while more is still to be opened.
        let row = self.open.try_with_untracked(|open| {
            let row_of = |shape: &Shape| Some(shape.row_of(open, shape.place_of(focused)?));
            self.shape.try_with_untracked(row_of).flatten()
        });
        let Some(row) = row.flatten() else { return };
        for rows in [self.most, self.shown] {
            rows.maybe_update(|rows| {
                let is_beyond = *rows <= row;
                *rows = (*rows).max(row + 1);
                is_beyond
            });
        }
    }

    /// All below is closed too: what opens again is not more than its children.
    fn close(&self, id: &str) {
        let all = self.ids_from(id);
        self.open.update(|open| {
            for id in &all {
                open.remove(id);
            }
        });
    }

    /// Opens all beside a row and itself, as many at once as leave time for keys and clicks.
    fn open_siblings(&self, item: &Element) {
        let focused = item.get_attribute("data-id").unwrap_or_default();
        // Each with how many are below it.
        let closed = |shape: &Shape| -> Option<Vec<(String, usize)>> {
            let siblings = nodes::siblings_of(&shape.places, shape.place_of(&focused)?);
            let siblings = nodes::siblings(&shape.places, siblings);
            let counted = siblings.filter_map(|at| Some((shape.id(at)?.to_owned(), shape.children(at))));
            Some(counted.filter(|(id, children)| *children > 0 && !self.is_open(id)).collect())
        };
        let Some(rest) = self.shape.try_with_untracked(closed).flatten() else { return };
        let tree = self.clone();
        let busy = busy::guard();
        task::spawn(async move {
            let (mut together, mut rows) = (Vec::new(), 0);
            for (id, children) in rest {
                together.push(id);
                rows += children;
                if rows >= AT_ONCE {
                    tree.open(std::mem::take(&mut together), &focused);
                    rows = 0;
                    task::painted().await;
                }
            }
            tree.open(together, &focused);
            drop(busy);
        });
    }

    fn is_open(&self, id: &str) -> bool {
        self.open.with_untracked(|open| open.contains(id))
    }

    /// Draws more rows at the end, and goes to the first of them.
    pub(super) fn draw_more(&self, root: &HtmlElement) {
        let is_more = untrack(|| self.drawn.with(|drawn| drawn.rows)) > self.most.get_untracked();
        let last = items(root).pop();
        if let (true, Some(last)) = (is_more, last) {
            let (tree, root) = (self.clone(), root.clone());
            self.most.update(|most| *most += DRAWN);
            task::spawn(async move {
                task::painted().await;
                tree.loading.ends().await;
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

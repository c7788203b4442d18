//! An account's Virtual Accounts as a tree (ARIA Authoring Practices, tree view): one stop of the Tab key,
//! arrows inside. What stands at the end of a row is the caller's; boxes to tick come with [`Ticking`].

use std::{collections::HashSet, sync::Arc};

use api::account::VirtualAccount;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, Event, HtmlElement, KeyboardEvent};

use crate::{
    dom::{
        attr, busy,
        element::{Element, ElementRef, dynamic, fragment, nothing},
        event, html,
        signal::{Memo, State},
        task,
    },
    session::texts,
    ui::{icon, page::button},
};

mod keys;
pub mod known;
mod loading;
pub mod nodes;
pub mod shape;

use known::Known;
use loading::Loading;
use nodes::Filtered;
use shape::{Drawn, Shape};

/// The ids that are ticked.
pub type Selection = State<HashSet<String>>;

/// What stands at the end of a row: an element of the class `tree__access`. It gets the path too, joined with ` / `.
pub type RowEnd = Arc<dyn Fn(&VirtualAccount, &str) -> Element + Send + Sync>;

/// What is said under the name that ends this path, line by line.
pub type RowNote = Arc<dyn Fn(&str) -> Vec<String> + Send + Sync>;

/// A tree whose rows are ticked: by a click anywhere in a row, and by Space.
#[derive(Clone)]
pub struct Ticking {
    pub ticked: Selection,
    /// Ticking a row ticks all below it.
    pub with_children: State<bool>,
    /// What is said under a name, a line each; it describes the row.
    pub note: RowNote,
    /// What is left of the tree.
    pub filtered: Option<Filtered>,
}

/// How many rows are drawn before anything else is: as many as one sees.
const AT_ONCE: usize = 24;
/// How many rows are drawn in all, and how many more each time that somebody wants more.
const DRAWN: usize = 300;

/// What the parts of one tree share.
#[derive(Clone)]
struct Tree {
    known: Known,
    shape: Memo<Shape>,
    loading: Loading,
    /// The folded words that are marked in names; empty for nothing.
    marked: Arc<str>,
    /// The ids of rows that are open.
    open: State<HashSet<String>>,
    /// The id of the row that the Tab key reaches.
    current: State<String>,
    /// How many rows are to be drawn.
    most: State<usize>,
    /// How many of them are drawn so far.
    shown: State<usize>,
    drawn: Memo<Drawn>,
    ticking: Option<Ticking>,
    row_end: RowEnd,
}

/// One row: the same as long as it is of the same Virtual Account.
struct Row {
    id: Arc<str>,
    /// Where it stood in the tree when the row was made.
    at: usize,
}

impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        self.id == other.id
    }
}

/// The tree of what is known. What is seen of it is drawn at once, the rest bit by bit, and of very many rows the first ones
/// until more are wanted. What is opened and not known is asked for.
pub fn virtual_account_tree(known: Known, label: &str, mut ticking: Option<Ticking>, row_end: RowEnd) -> AnyView {
    let ticked = ticking.as_ref().map(|ticking| ticking.ticked.get_untracked());
    // Taken out of it: each row has a copy of the rest.
    let filtered = ticking.as_mut().and_then(|ticking| ticking.filtered.take());
    let (marked, places, mut fits, found) = match filtered {
        Some(Filtered { words, places, fits, found }) => (words, Some(places), fits, found),
        None => (String::new(), None, Vec::new(), None),
    };
    let at_top = known.rest.as_ref().map(|rest| rest.at_top);
    let list = known.list;
    let shape = Memo::new(move |_| {
        let list = list.get();
        match (&places, found) {
            (_, Some(found)) => found.with(|found| Shape::new(list, at_top, Some(found))),
            (Some(places), None) => Shape::with_all(list, places.clone()),
            (None, None) => Shape::new(list, at_top, None),
        }
    });
    let first = shape.get_untracked();
    if let Some(found) = found {
        let fit = |account: &VirtualAccount| found.with_untracked(|found| found.ids.contains(&account.id));
        fits = first.list.iter().map(fit).collect();
    }
    let open = State::new(nodes::initially_open(&first.list, &first.places, ticked.as_ref(), &fits));
    let most = State::new(DRAWN);
    let shown = so_far(move || most.get());
    let drawn =
        Memo::new(move |_| open.with(|open| shape.with(|shape| shape.drawn(open, shown.get().min(most.get())))));
    let tree = Tree {
        open,
        current: State::new(first.id(0).unwrap_or_default().to_owned()),
        most,
        shown,
        drawn,
        loading: Loading::new(found),
        marked: marked.into(),
        ticking,
        known,
        shape,
        row_end,
    };
    tree.load_what_is_open();
    let handle = ElementRef::new();
    let on_key = {
        let tree = tree.clone();
        move |event: Event| {
            let event: KeyboardEvent = event.unchecked_into();
            let item = event.target().and_then(|target| target.dyn_into::<DomElement>().ok());
            // A link or a list inside a row has keys of its own, and so have the browser's shortcuts.
            let item = item.filter(|item| item.get_attribute("role").as_deref() == Some("treeitem"));
            let is_shortcut = event.ctrl_key() || event.alt_key() || event.meta_key();
            if let (Some(item), Some(root), false) = (item, handle.get_untracked(), is_shortcut)
                && tree.handle(&root, &item, &event.key())
            {
                event.prevent_default();
            }
        }
    };
    let mut root = html::ul()
        .class("tree")
        .attr(attr::ROLE, "tree")
        .attr(attr::ARIA_LABEL, label.to_owned())
        .node_ref(handle)
        .on(event::KEYDOWN, on_key);
    if tree.ticking.is_some() {
        root = root.attr(attr::ARIA_MULTISELECTABLE, "true");
    }
    let root = tree.clone().rows_in(root, None);
    fragment(vec![root.view(), tree.loading.failure(), tree.more(handle)])
}

/// A number that grows to another one, a bit after each paint: what is drawn by it leaves time for keys and clicks.
fn so_far(all: impl Fn() -> usize + Send + Sync + 'static) -> State<usize> {
    let shown = State::new(AT_ONCE);
    task::effect(move || {
        if shown.get() < all() {
            let busy = busy::guard();
            task::spawn(async move {
                task::painted().await;
                shown.update(|shown| *shown += AT_ONCE);
                drop(busy);
            });
        }
    });
    shown
}

impl Tree {
    /// Those directly below the one with this id, or at the top, as far as they are drawn.
    fn rows_in(self, parent: Element, id: Option<Arc<str>>) -> Element {
        let (drawn, shape) = (self.drawn, self.shape);
        let children = Memo::new(move |_| shape.with(|shape| shape.below(id.as_deref())));
        let in_sight = Memo::new(move |_| {
            let last = drawn.with(|drawn| drawn.last);
            children.with(|children| children.partition_point(|at| Some(*at) <= last))
        });
        let shown = so_far(move || in_sight.get());
        let items = move || {
            let most = shown.get().min(in_sight.get());
            let row = |at: &usize| Some(Row { id: shape.with(|shape| shape.id(*at).map(Arc::from))?, at: *at });
            children.with(|children| children.iter().take(most).filter_map(row).collect())
        };
        parent.rows(items, move |row: &Row| self.item(row).map_or_else(nothing, Element::view))
    }

    /// What draws more rows, where there are more.
    fn more(&self, root: ElementRef) -> AnyView {
        let tree = self.clone();
        let (most, drawn) = (self.most, self.drawn);
        let hidden = Memo::new(move |_| drawn.with(|drawn| drawn.rows.saturating_sub(most.get())));
        dynamic(move || match hidden.get() {
            0 => nothing(),
            hidden => {
                let tree = tree.clone();
                let words = texts().tree_more(as_count(hidden.min(DRAWN)), as_count(hidden));
                let more = move || {
                    if let Some(root) = root.get_untracked() {
                        tree.draw_more(&root);
                    }
                };
                html::p().el(button(&words, "button", more)).view()
            }
        })
    }

    fn item(&self, row: &Row) -> Option<Element> {
        self.shape.try_with_untracked(|shape| self.item_in(shape, row))?
    }

    fn item_in(&self, shape: &Shape, row: &Row) -> Option<Element> {
        let place = shape.places.get(row.at)?;
        let account = shape.list.get(place.index)?;
        let path = nodes::path(&shape.list, place.index);
        let id = Arc::clone(&row.id);
        let name_id = ["tree-", &id].concat();
        let has_children = shape.children(row.at) > 0;
        let notes = self.ticking.as_ref().map(|ticking| (ticking.note)(&path)).unwrap_or_default();
        let note_id = ["note-", &id].concat();
        let note = (!notes.is_empty()).then(|| {
            let lines = notes.into_iter().map(|line| html::span().text(line));
            html::span().class("tree__note").attr(attr::ID, note_id.clone()).els(lines)
        });
        let is_noted = note.is_some();
        let name = html::span().attr(attr::ID, name_id.clone()).el(self.name(account));
        let row = html::div()
            .class("tree__row")
            .el(self.toggle(&id, has_children))
            .els(self.tick_box(&id))
            .el(html::span().class("tree__name").el(name).els(note))
            .el((self.row_end)(account, &path));
        let row = self.tick_by_click(row, &id);
        let (current, this) = (self.current, Arc::clone(&id));
        let tab = move || Some(if current.with(|current| **current == *this) { "0" } else { "-1" }.into());
        let this = Arc::clone(&id);
        let on_focus = move |event: Event| {
            event.stop_propagation();
            current.set(this.to_string());
        };
        let mut item = html::li()
            .class("tree__item")
            .attr(attr::ROLE, "treeitem")
            .attr(attr::ARIA_LEVEL, (account.depth + 1).to_string())
            .attr(attr::ARIA_SETSIZE, place.size.to_string())
            .attr(attr::ARIA_POSINSET, place.position.to_string())
            .attr(attr::ARIA_LABELLEDBY, name_id)
            .attr(attr::DATA_ID, id.to_string())
            .attr_with(attr::TABINDEX, tab)
            .on(event::FOCUS, on_focus)
            .el(row);
        if is_noted {
            item = item.attr(attr::ARIA_DESCRIBEDBY, note_id);
        }
        if let Some(Ticking { ticked: selection, .. }) = self.ticking {
            let this = Arc::clone(&id);
            item = item.bool_attr_with(attr::ARIA_CHECKED, move || selection.with(|ticked| ticked.contains(&*this)));
        }
        if !has_children {
            return Some(item);
        }
        let (open, own) = (self.open, Arc::clone(&id));
        let is_open = move || open.with(|open| open.contains(&*own));
        let (tree, this) = (self.clone(), Arc::clone(&id));
        // Rows are made when their parent opens: a deep tree costs what is seen of it.
        let group = dynamic({
            let is_open = Memo::new({
                let is_open = is_open.clone();
                move |_| is_open()
            });
            move || {
                if !is_open.get() {
                    return nothing();
                }
                let group = html::ul().attr(attr::ROLE, "group");
                tree.clone().rows_in(group, Some(Arc::clone(&this))).view()
            }
        });
        Some(item.bool_attr_with(attr::ARIA_EXPANDED, is_open).child(group))
    }

    /// The name; what a filter looked for is marked in it.
    fn name(&self, account: &VirtualAccount) -> Element {
        let name = nodes::shown_name(account);
        // The default account's name is a word of ours.
        let span = if name == account.name { html::span().untranslated() } else { html::span() };
        let Some((before, found, after)) = nodes::found_in(name, &self.marked) else {
            return span.text(name.to_owned());
        };
        span.text(before.to_owned()).el(html::mark().text(found.to_owned())).text(after.to_owned())
    }

    /// A click beside the box does what a click on it does; arrow, list and link have clicks of their own.
    fn tick_by_click(&self, row: Element, id: &Arc<str>) -> Element {
        let Some(Ticking { ticked, .. }) = self.ticking else { return row };
        let (tree, id) = (self.clone(), Arc::clone(id));
        row.on(event::CLICK, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<DomElement>().ok());
            let is_own = target.is_none_or(|target| !matches!(target.closest(OWN_CLICK), Ok(None)));
            if !is_own {
                let is_ticked = ticked.with_untracked(|ticked| ticked.contains(&*id));
                tree.tick(&id, !is_ticked);
                focus_item(&event);
            }
        })
    }

    /// The arrow for the mouse; the keyboard has Left and Right.
    fn toggle(&self, id: &Arc<str>, has_children: bool) -> Element {
        let (tree, id) = (self.clone(), Arc::clone(id));
        let arrow = has_children.then(|| icon("chevron-right"));
        html::span().class("tree__toggle").attr(attr::ARIA_HIDDEN, "true").els(arrow).on(event::CLICK, move |event| {
            tree.toggle_open(&id);
            focus_item(&event);
        })
    }

    /// The box for the eye and the mouse; the item itself says that it is ticked.
    fn tick_box(&self, id: &Arc<str>) -> Option<Element> {
        let selection = self.ticking.as_ref()?.ticked;
        let (tree, id, this) = (self.clone(), Arc::clone(id), Arc::clone(id));
        let tick_box = html::input()
            .attr(attr::TYPE, "checkbox")
            .attr(attr::TABINDEX, "-1")
            .attr(attr::ARIA_HIDDEN, "true")
            .checked(move || selection.with(|ticked| ticked.contains(&*this)))
            .on(event::CHANGE, move |event| {
                tree.tick(&id, event_target_checked(&event));
                focus_item(&event);
            });
        Some(tick_box)
    }
}

/// What does something of its own when it is clicked.
const OWN_CLICK: &str = ".tree__toggle, input, select, a, button";

/// After a click inside a row, its item has the focus, so that the keys go on from there.
fn focus_item(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<DomElement>().ok());
    let item = target.and_then(|target| target.closest("[role=treeitem]").ok().flatten());
    if let Some(item) = item {
        let _ = item.unchecked_into::<HtmlElement>().focus();
    }
}

fn as_count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

//! An account's Virtual Accounts as a tree (ARIA Authoring Practices, tree view): one stop of the Tab key,
//! arrows inside. What stands at the end of a row is the caller's; boxes to tick come with [`Ticking`].

use std::{collections::HashSet, sync::Arc};

use api::account::VirtualAccount;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element as DomElement, Event, HtmlElement, KeyboardEvent};

use crate::{
    dom::{
        attr,
        element::{Element, ElementRef, dynamic, nothing},
        event, html,
        signal::{Memo, State},
    },
    ui::icon,
};

mod keys;
pub mod nodes;

use nodes::Node;

/// The ids that are ticked.
pub type Selection = State<HashSet<String>>;

/// What stands at the end of a row: an element of the class `tree__access`.
pub type RowEnd = Arc<dyn Fn(&VirtualAccount) -> Element + Send + Sync>;

/// What is said under a name, line by line.
pub type RowNote = Arc<dyn Fn(&VirtualAccount) -> Vec<String> + Send + Sync>;

/// A tree whose rows are ticked: by a click anywhere in a row, and by Space.
#[derive(Clone)]
pub struct Ticking {
    pub ticked: Selection,
    /// Ticking a row ticks all below it.
    pub with_children: State<bool>,
    /// What is said under a name, a line each; it describes the row.
    pub note: RowNote,
    /// What is marked in names; empty for nothing.
    pub marked: String,
}

/// What the parts of one tree share.
#[derive(Clone)]
struct Tree {
    /// The ids of rows that are open.
    open: State<HashSet<String>>,
    /// The id of the row that the Tab key reaches.
    current: State<String>,
    ticking: Option<Ticking>,
    list: Arc<[VirtualAccount]>,
    row_end: RowEnd,
}

/// The tree of `virtual_accounts`, in their order: parents before children.
pub fn virtual_account_tree(
    virtual_accounts: &[VirtualAccount],
    label: &str,
    ticking: Option<Ticking>,
    row_end: RowEnd,
) -> AnyView {
    let nodes = nodes::nested(virtual_accounts);
    let ticked = ticking.as_ref().map(|ticking| ticking.ticked.get_untracked());
    let is_ticked_in = ticking.is_some();
    let tree = Tree {
        open: State::new(nodes::initially_open(virtual_accounts, ticked.as_ref())),
        current: State::new(virtual_accounts.first().map(|first| first.id.clone()).unwrap_or_default()),
        ticking,
        list: virtual_accounts.into(),
        row_end,
    };
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
        .on(event::KEYDOWN, on_key)
        .els(nodes.into_iter().map(|node| tree.item(node)));
    if is_ticked_in {
        root = root.attr(attr::ARIA_MULTISELECTABLE, "true");
    }
    root.view()
}

impl Tree {
    fn item(&self, node: Node) -> Element {
        let Node { account, children, size, position } = node;
        let id: Arc<str> = account.id.as_str().into();
        let name_id = ["tree-", &id].concat();
        let has_children = !children.is_empty();
        let notes = self.ticking.as_ref().map(|ticking| (ticking.note)(&account)).unwrap_or_default();
        let note_id = ["note-", &id].concat();
        let note = (!notes.is_empty()).then(|| {
            let lines = notes.into_iter().map(|line| html::span().text(line));
            html::span().class("tree__note").attr(attr::ID, note_id.clone()).els(lines)
        });
        let is_noted = note.is_some();
        let name = html::span().attr(attr::ID, name_id.clone()).el(self.name(&account));
        let row = html::div()
            .class("tree__row")
            .el(self.toggle(&id, has_children))
            .els(self.tick_box(&id))
            .el(html::span().class("tree__name").el(name).els(note))
            .el((self.row_end)(&account));
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
            .attr(attr::ARIA_SETSIZE, size.to_string())
            .attr(attr::ARIA_POSINSET, position.to_string())
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
            return item;
        }
        let (open, this) = (self.open, Arc::clone(&id));
        let is_open = move || open.with(|open| open.contains(&*this));
        let tree = self.clone();
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
                let items = children.iter().cloned().map(|node| tree.item(node));
                html::ul().attr(attr::ROLE, "group").els(items).view()
            }
        });
        item.bool_attr_with(attr::ARIA_EXPANDED, is_open).child(group)
    }

    /// The name; what a filter looked for is marked in it.
    fn name(&self, account: &VirtualAccount) -> Element {
        let name = nodes::shown_name(account);
        // The default account's name is a word of ours.
        let span = if name == account.name { html::span().untranslated() } else { html::span() };
        let marked = self.ticking.as_ref().and_then(|ticking| nodes::found_in(name, &ticking.marked));
        let Some((before, found, after)) = marked else { return span.text(name.to_owned()) };
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

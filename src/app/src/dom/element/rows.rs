//! Rows that stay on the page as long as their items do. Leptos' `<For>` does the same, and is compiled anew for each type
//! of item. Here the key is the item itself, and one copy of the code serves all types.

use std::any::Any;

use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::view::{Mountable, any_view::AnyViewState},
};
use web_sys::Element as DomElement;

/// How a row looks, by its item.
pub type View = Box<dyn Fn(&dyn Any) -> AnyView + Send>;

/// The rows of one element.
pub struct Rows {
    pub items: Box<dyn Fn() -> Vec<Box<dyn Any>> + Send>,
    pub view: View,
    pub is_same: fn(&dyn Any, &dyn Any) -> bool,
}

/// A row on the page.
struct Row {
    item: Box<dyn Any>,
    state: AnyViewState,
    /// What was made for the row lives as long as it, and not only until the items change.
    owner: Owner,
}

impl Drop for Row {
    fn drop(&mut self) {
        // The row's listeners hold the owner too, until the browser forgets them.
        self.owner.cleanup();
    }
}

impl Rows {
    /// Keeps the rows at the end of `parent`.
    pub fn build(self, parent: DomElement) -> RenderEffect<()> {
        let owner = Owner::current().unwrap_or_default();
        let mut rows = Vec::new();
        RenderEffect::new(move |_: Option<()>| {
            let items = (self.items)();
            let before = std::mem::take(&mut rows);
            rows = untrack(|| self.update(before, items, &parent, &owner));
        })
    }

    fn update(&self, before: Vec<Row>, items: Vec<Box<dyn Any>>, parent: &DomElement, owner: &Owner) -> Vec<Row> {
        let mut before: Vec<_> = before.into_iter().map(Some).collect();
        let known: Vec<_> = items.into_iter().map(|item| self.take(&mut before, item)).collect();
        for mut gone in before.into_iter().flatten() {
            gone.state.unmount();
        }
        // From the last to the first: each is put before the next one, unless it stands there.
        let mut rows: Vec<Row> = Vec::with_capacity(known.len());
        let mut first_in_place = usize::MAX;
        for known in known.into_iter().rev() {
            let mut row = match known {
                Ok((place, row)) if place < first_in_place => {
                    first_in_place = place;
                    rows.push(row);
                    continue;
                }
                Ok((_, row)) => row,
                Err(item) => self.row(item, owner),
            };
            match rows.last() {
                Some(next) => {
                    next.state.insert_before_this(&mut row.state);
                }
                None => row.state.mount(parent, None),
            }
            rows.push(row);
        }
        rows.reverse();
        rows
    }

    /// The row of the same item and its place, taken out of `before`; else the item.
    fn take(&self, before: &mut [Option<Row>], item: Box<dyn Any>) -> Result<(usize, Row), Box<dyn Any>> {
        let is_of_item = |row: &Option<Row>| row.as_ref().is_some_and(|row| (self.is_same)(&*row.item, &*item));
        let place = before.iter().position(is_of_item);
        place.and_then(|place| Some((place, before[place].take()?))).ok_or(item)
    }

    fn row(&self, item: Box<dyn Any>, parent: &Owner) -> Row {
        let owner = parent.with(Owner::new);
        let state = owner.with(|| (self.view)(&*item).build());
        Row { item, state, owner }
    }
}

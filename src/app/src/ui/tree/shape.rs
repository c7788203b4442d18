//! The tree that is shown of a list, which rows of it are drawn, and what of it has to be asked for. Pure.

use std::{collections::HashSet, sync::Arc};

use api::account::{MOST_VIRTUAL_ACCOUNTS, VirtualAccount};

use super::{
    known::{Found, children},
    nodes::{Place, filter_by, siblings, tree_of},
};

/// The tree of what is known.
#[derive(Clone, Debug)]
pub struct Shape {
    pub list: Arc<[VirtualAccount]>,
    pub places: Vec<Place>,
    /// How many stand directly below each place and are not known yet.
    missing: Vec<usize>,
    /// The same at the top; with a filter, how many are still to be found.
    missing_at_top: usize,
    /// The page of what is still to be found.
    next_found: Option<u32>,
}

/// Which rows are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The last place that is.
    pub last: Option<usize>,
    /// How many rows would be if all were.
    pub rows: usize,
    /// What is in sight and not known.
    pub wanted: Option<Wanted>,
}

/// A part of the tree to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The id of the one directly below which it is; nothing at the top.
    pub below: Option<String>,
    pub page: u32,
}

impl PartialEq for Shape {
    /// What is known is another list whenever it grows.
    fn eq(&self, other: &Shape) -> bool {
        Arc::ptr_eq(&self.list, &other.list)
            && self.places == other.places
            && self.missing == other.missing
            && (self.missing_at_top, self.next_found) == (other.missing_at_top, other.next_found)
    }
}

impl Shape {
    /// Of a list with so many at the top, nothing where it has all; with a filter what was found so far.
    pub fn new(list: Arc<[VirtualAccount]>, at_top: Option<u32>, found: Option<&Found>) -> Shape {
        let fits = found.map(|found| list.iter().map(|account| found.ids.contains(&account.id)).collect::<Vec<_>>());
        let places = match &fits {
            None => tree_of(&list),
            Some(fits) => filter_by(&list, fits.clone(), String::new()).places,
        };
        let mut shape = Shape::with_all(list, places);
        let Some(at_top) = at_top else { return shape };
        // Above what was found nothing is missing: the others there do not fit.
        let mut fit_until = if fits.is_some() { 0 } else { usize::MAX };
        for at in 0..shape.places.len() {
            let Some(place) = shape.places.get(at).cloned() else { break };
            if fits.as_ref().is_some_and(|fits| fits.get(place.index) == Some(&true)) {
                fit_until = fit_until.max(place.end);
            }
            let all = shape.list.get(place.index).map_or(0, children);
            if at < fit_until {
                shape.complete(at + 1..place.end, all);
                let known = siblings(&shape.places, at + 1..place.end).count();
                if let Some(missing) = shape.missing.get_mut(at) {
                    *missing = all.saturating_sub(known);
                }
            }
        }
        shape.next_found = found.and_then(|found| found.next);
        shape.missing_at_top = match found {
            Some(found) if found.next.is_none() => 0,
            Some(found) => as_usize(found.total).saturating_sub(found.ids.len()),
            None => {
                shape.complete(0..shape.places.len(), as_usize(at_top));
                as_usize(at_top).saturating_sub(siblings(&shape.places, 0..shape.places.len()).count())
            }
        };
        shape
    }

    /// Of a list of which nothing is missing.
    pub fn with_all(list: Arc<[VirtualAccount]>, places: Vec<Place>) -> Shape {
        Shape { missing: vec![0; places.len()], missing_at_top: 0, next_found: None, list, places }
    }

    /// Siblings stand where they will stand once all are known.
    fn complete(&mut self, range: std::ops::Range<usize>, all: usize) {
        let mut at = range.start;
        while at < range.end
            && let Some(place) = self.places.get_mut(at)
        {
            if let Some(part) = self.list.get(place.index).and_then(|account| account.part.as_ref()) {
                place.position = as_usize(part.position);
                place.size = all;
            }
            at = place.end;
        }
    }

    pub fn account(&self, at: usize) -> Option<&VirtualAccount> {
        self.list.get(self.places.get(at)?.index)
    }

    pub fn id(&self, at: usize) -> Option<&str> {
        Some(&self.account(at)?.id)
    }

    pub fn place_of(&self, id: &str) -> Option<usize> {
        (0..self.places.len()).find(|at| self.id(*at) == Some(id))
    }

    /// The places directly below the one with this id, or at the top.
    pub fn below(&self, id: Option<&str>) -> Vec<usize> {
        let range = match id.map(|id| self.place_of(id)) {
            None => 0..self.places.len(),
            Some(Some(at)) => at + 1..self.places.get(at).map_or(at, |place| place.end),
            Some(None) => return Vec::new(),
        };
        siblings(&self.places, range).collect()
    }

    /// How many stand directly below a place, known or not.
    pub fn children(&self, at: usize) -> usize {
        let known = self.places.get(at).map_or(0, |place| siblings(&self.places, at + 1..place.end).count());
        known + self.missing.get(at).copied().unwrap_or_default()
    }

    /// Whether all below a place is known.
    pub fn is_known_below(&self, at: usize) -> bool {
        let end = self.places.get(at).map_or(at, |place| place.end);
        self.missing.get(at..end).unwrap_or_default().iter().all(|missing| *missing == 0)
    }

    /// Which rows are drawn where the first `most` are, with these ids open.
    pub fn drawn(&self, open: &HashSet<String>, most: usize) -> Drawn {
        let (mut last, mut wanted) = (None, None);
        let row = |at: usize, rows: usize| {
            if rows < most {
                last = Some(at);
            }
        };
        let gap = |parent: Option<usize>, rows: usize| {
            if rows < most && wanted.is_none() {
                wanted = Some(parent);
            }
        };
        let rows = self.walk(open, self.places.len(), row, gap);
        let wanted = wanted.map(|parent| Wanted {
            below: parent.and_then(|at| self.id(at)).map(ToOwned::to_owned),
            page: self.first_page_missing(parent),
        });
        Drawn { last, rows, wanted }
    }

    /// How many rows come before this place, with these ids open.
    pub fn row_of(&self, open: &HashSet<String>, at: usize) -> usize {
        let mut before = 0;
        let row = |place: usize, rows: usize| {
            if place == at {
                before = rows;
            }
        };
        self.walk(open, at + 1, row, |_, _| {});
        before
    }

    /// Calls `row` with each place whose row there is up to `end`, and `gap` where rows are missing, each with the number of
    /// rows before; how many rows there are.
    fn walk(
        &self,
        open: &HashSet<String>,
        end: usize,
        mut row: impl FnMut(usize, usize),
        mut gap: impl FnMut(Option<usize>, usize),
    ) -> usize {
        let (mut at, mut rows) = (0, 0);
        let mut above: Vec<usize> = Vec::new();
        loop {
            while let Some(parent) = above.pop_if(|parent| self.places.get(*parent).is_none_or(|it| it.end <= at)) {
                let missing = self.missing.get(parent).copied().unwrap_or_default();
                if missing > 0 {
                    gap(Some(parent), rows);
                    rows += missing;
                }
            }
            let Some(place) = self.places.get(at).filter(|_| at < end) else { break };
            row(at, rows);
            rows += 1;
            let is_open = self.list.get(place.index).is_some_and(|account| open.contains(&account.id));
            if is_open {
                above.push(at);
            }
            at = if is_open { at + 1 } else { place.end };
        }
        if self.missing_at_top > 0 && at >= self.places.len() {
            gap(None, rows);
            rows += self.missing_at_top;
        }
        rows
    }

    /// The page of the first that is missing below a place, or at the top.
    fn first_page_missing(&self, parent: Option<usize>) -> u32 {
        if let (None, Some(next)) = (parent, self.next_found) {
            return next;
        }
        let range = match parent {
            None => 0..self.places.len(),
            Some(at) => at + 1..self.places.get(at).map_or(at, |place| place.end),
        };
        let positions = siblings(&self.places, range).filter_map(|at| Some(self.places.get(at)?.position));
        let in_order = positions.zip(1..).take_while(|(position, expected)| position == expected).count();
        u32::try_from(in_order).unwrap_or(u32::MAX) / MOST_VIRTUAL_ACCOUNTS + 1
    }
}

fn as_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

//! A part of the space of a table, and how it is cut in two.
//!
//! A cut goes through one column, where the fewest areas lie on both sides. Tables are mostly made by such cuts, so
//! that after some of them each part has few rules.

use smallvec::SmallVec;

use super::ranges::{Ranges, common, is_within, meet, without};
use super::space::Area;

/// How many cells of several intervals are tried as they are for a cut, in each column of a part.
const MAX_TRIED: usize = 4;

/// A part, and the areas that lie in it.
pub(super) struct Part<'a> {
    /// Its cases in each column.
    pub(super) domain: Vec<Ranges>,
    /// Each with the number of columns in which it does not hold in the whole part.
    pub(super) areas: Vec<(&'a Area, usize)>,
}

/// Where to cut: a column, and the cases on one side.
pub(super) struct Cut {
    /// What is left to look at on both sides, compared with the square of the number of areas before the cut.
    pub(super) cost: usize,
    column: usize,
    side: Ranges,
}

/// A case of a column at which an area begins, or before which one has ended.
pub(super) type Place = (u32, Change);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    Ended,
    Begins,
}

impl<'a> Part<'a> {
    /// A whole domain, which has cases for each column, unless it is empty.
    pub(super) fn new(domain: &[Ranges], areas: impl Iterator<Item = &'a Area>) -> Option<Part<'a>> {
        let lies_within = |area: &&Area| domain.iter().zip(&area.cells).all(|(cases, cell)| meet(cases, cell));
        let unbound = |area: &'a Area| {
            let bound = domain.iter().zip(&area.cells).filter(|(cases, cell)| !is_within(cases, cell));
            (area, bound.count())
        };
        let areas = areas.filter(lies_within).map(unbound).collect();
        let part = Part { domain: domain.to_vec(), areas };
        let is_empty = domain.iter().any(|cases| cases.is_empty());
        (!is_empty).then_some(part)
    }

    /// Whether some area holds in all of the part.
    pub(super) fn is_covered(&self) -> bool {
        self.areas.iter().any(|(_, bound)| *bound == 0)
    }

    /// The cut after which the fewest areas are left to look at; nothing where no area lies in the part.
    pub(super) fn best_cut(&self, places: &mut Vec<Place>) -> Option<Cut> {
        let columns = self.domain.iter().enumerate();
        columns.filter_map(|(column, cases)| self.best_cut_in(column, cases, places)).min_by_key(|cut| cut.cost)
    }

    fn best_cut_in(&self, column: usize, cases: &Ranges, places: &mut Vec<Place>) -> Option<Cut> {
        let (first, last) = (cases.first()?.0, cases.last()?.1);
        let mut lists: SmallVec<[Ranges; MAX_TRIED]> = SmallVec::new();
        places.clear();
        for cell in self.cells(column).filter(|cell| !is_within(cases, cell)) {
            let mut both = common(cases, cell);
            let Some((begin, mut end)) = both.next() else { continue };
            if let Some((_, last)) = both.last() {
                end = last;
                if lists.len() < MAX_TRIED {
                    lists.push(common(cases, cell).collect());
                }
            }
            places.extend([(begin, Change::Begins), (end + 1, Change::Ended)]);
        }
        // At one place, areas that have ended come before those that begin. Between them is the place for a cut.
        places.sort_unstable();
        let bound = places.len() / 2;
        let everywhere = self.areas.len() - bound;
        let (mut begun, mut ended) = (0, 0);
        let costs = places.iter().map(|(place, change)| {
            ended += usize::from(*change == Change::Ended);
            let cost = cost(everywhere + begun, everywhere + bound - ended);
            begun += usize::from(*change == Change::Begins);
            (cost, *place)
        });
        let best = costs.filter(|(_, place)| first < *place && *place <= last).min();
        let before = |(cost, place): (usize, u32)| {
            let side = common(cases, &[(first, place - 1)]).collect();
            Cut { cost, column, side }
        };

        // A list of words is better taken out as a whole than cut between them.
        let whole = |side: Ranges| {
            let rest = without(cases, &side);
            let count = |side: &Ranges| self.cells(column).filter(|cell| meet(cell, side)).count();
            Cut { cost: cost(count(&side), count(&rest)), column, side }
        };
        best.map(before).into_iter().chain(lists.into_iter().map(whole)).min_by_key(|cut| cut.cost)
    }

    /// The cells of the areas in a column.
    fn cells(&self, column: usize) -> impl Iterator<Item = &'a Ranges> {
        self.areas.iter().filter_map(move |(area, _)| area.cells.get(column))
    }

    /// How much there is to look at for a cut.
    pub(super) fn size(&self) -> usize {
        (self.areas.len() + 1) * (self.domain.len() + 1)
    }

    /// The parts on both sides of the cut, the one with more areas first.
    pub(super) fn cut(self, cut: &Cut) -> (Part<'a>, Part<'a>) {
        let whole = self.domain.get(cut.column).cloned().unwrap_or_default();
        let part = |side: Ranges| {
            let areas = self.areas.iter().filter_map(|(area, bound)| {
                let cell = area.cells.get(cut.column)?;
                let is_free = !is_within(&whole, cell) && is_within(&side, cell);
                meet(&side, cell).then(|| (*area, bound - usize::from(is_free)))
            });
            let areas = areas.collect();
            let mut domain = self.domain.clone();
            if let Some(cases) = domain.get_mut(cut.column) {
                *cases = side;
            }
            Part { domain, areas }
        };
        let (one, other) = (part(cut.side.clone()), part(without(&whole, &cut.side)));
        if one.areas.len() < other.areas.len() { (other, one) } else { (one, other) }
    }
}

/// What is left to do on two sides with so many areas. Cutting one area off at a time costs more than halves do.
fn cost(one: usize, other: usize) -> usize {
    one.saturating_mul(one).saturating_add(other.saturating_mul(other))
}

//! What is searched for, in all segments: each finds what fits in its own order, and what they found is put in order.

use fixedbitset::FixedBitSet;

use super::super::ranking::{ENTIRE, IDENTIFIER};
use super::super::search::position;
use super::super::{Cursor, OTHER_LISTED, Selection};
use super::index::Index;
use super::segments::{Segment, Segments};
use crate::store::key::AccountKey;

/// An account that fits, and its place in the order of the selection.
pub struct Hit {
    pub key: AccountKey,
    pub place: Cursor,
}

impl Segments {
    /// At most `limit` that fit, after a place, but for those with these keys.
    pub fn search(&self, selection: &Selection, without: &[AccountKey], after: &Cursor, limit: usize) -> Vec<Hit> {
        if selection.sought.phrase.is_empty() {
            return Vec::new();
        }
        let mut walks: Vec<Walk<'_>> = self.iter().map(|segment| Walk::new(segment, selection, without)).collect();
        if !selection.is_by_position() {
            let mut hits: Vec<Hit> = walks.iter().flat_map(|walk| walk.by_column(after, limit)).collect();
            selection.sort(&mut hits, |hit| &hit.place);
            hits.truncate(limit);
            return hits;
        }
        let mut hits = Vec::new();
        for rank in ENTIRE..=IDENTIFIER {
            let found = walks.iter_mut().flat_map(|walk| walk.of_rank(rank, after, limit - hits.len()));
            let mut found: Vec<Hit> = found.collect();
            selection.sort(&mut found, |hit| &hit.place);
            hits.extend(found);
            if hits.len() >= limit {
                break;
            }
        }
        hits.truncate(limit);
        hits
    }

    /// The shortest of the first words that begin so.
    pub fn first_with_beginning(&self, beginning: &str) -> Option<&str> {
        self.iter().filter_map(|segment| segment.index.first_with_beginning(beginning)).min_by_key(|word| word.len())
    }
}

/// The way through a segment, from what fits best to what fits least.
struct Walk<'a> {
    index: &'a Index,
    selection: &'a Selection,
    /// What has not been met yet, of what may be found.
    left: FixedBitSet,
}

impl Walk<'_> {
    fn new<'a>(segment: &'a Segment, selection: &'a Selection, without: &[AccountKey]) -> Walk<'a> {
        let index = segment.index.as_ref();
        let mut left = match &selection.country {
            Some(country) => index.of_country(country),
            None => index.all(),
        };
        left.difference_with(&segment.gone);
        without.iter().filter_map(|key| index.number(*key)).for_each(|number| left.remove(number));
        Walk { index, selection, left }
    }

    /// The next that fit so well. Called with one rank after the other.
    fn of_rank(&mut self, rank: i64, after: &Cursor, limit: usize) -> Vec<Hit> {
        let mut found = self.index.fitting(rank, &self.selection.sought);
        found.intersect_with(&self.left);
        self.left.difference_with(&found);
        let at = position(rank, OTHER_LISTED);
        if after.position > at {
            return Vec::new();
        }
        if after.position == at {
            found.set_range(..self.index.place_by_name(&after.key, &after.id, true), false);
        }
        found.ones().take(limit).map(|number| self.hit(number, at)).collect()
    }

    fn by_column(&self, after: &Cursor, limit: usize) -> Vec<Hit> {
        let mut found = self.index.fitting_at_all(&self.selection.sought);
        found.intersect_with(&self.left);
        let hits =
            |numbers: &mut dyn Iterator<Item = usize>| numbers.take(limit).map(|number| self.hit(number, 0)).collect();
        let (is_descending, key, id) = (self.selection.is_descending(), after.key.as_str(), after.id.as_str());
        if self.selection.is_by_identifier() {
            let (before, rest) = self.index.split_by_identifier(key, id, !is_descending);
            let number = |number: &u32| Some(*number as usize).filter(|number| found.contains(*number));
            return if is_descending {
                hits(&mut before.iter().rev().filter_map(number))
            } else {
                hits(&mut rest.iter().filter_map(number))
            };
        }
        let at = self.index.place_by_name(key, id, !is_descending);
        if is_descending {
            found.set_range(at.., false);
            hits(&mut found.ones().rev())
        } else {
            found.set_range(..at, false);
            hits(&mut found.ones())
        }
    }

    fn hit(&self, number: usize, position: i64) -> Hit {
        let record = self.index.record(number);
        let key = if self.selection.is_by_identifier() { record.identifier } else { record.name_folded };
        Hit { key: self.index.key(number), place: Cursor { position, key: key.to_owned(), id: record.id.to_owned() } }
    }
}

//! What a table looks its rules up in: for each column and case, the rules whose cells hold there, as bit sets.
//!
//! Evaluating takes the set of each column and keeps the rules that are in all of them. Where the sets of a column
//! would grow large, neighbouring cases share one, and the cells of the rules that are left are asked.

mod rank;
#[cfg(test)]
mod tests;

use super::Parts;
use super::cases::{Cases, NULL, Ranges, contains};
use crate::{HitPolicy, Kind, OutputColumn, Type, UnaryTests, Value};

/// The most words of bit sets in one column: 1 MiB.
const MAX_WORDS: usize = 1 << 17;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Index {
    columns: Vec<Column>,
    /// How many words hold one bit for each rule.
    words: usize,
    rules: u32,
    /// A rule's place in the order of the allowed output values; empty where that order does not count.
    pub(super) ranks: Vec<u32>,
    /// Equal numbers for rules that answer the same; empty unless the hit policy is ANY.
    pub(super) answers: Vec<u32>,
    /// Whether some cell has more than constants, so that a rule found here must still be asked.
    pub(super) has_open_cells: bool,
    pub(super) is_static: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    cases: Cases,
    admitted: Admitted,
    rules: Rules,
}

/// Which values a column takes at all.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Admitted {
    All,
    /// Values of this kind, and null.
    Kind(Kind),
    /// Values of this kind or null, in one of these cases.
    Cases(Option<Kind>, Ranges),
    /// Whatever the column itself says.
    Ask,
}

/// The rules that hold in each case, or, where cases share a set, in one of them at least.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rules {
    /// Two to the power of this is how many cases share a set.
    shared: u32,
    /// The words of each set, one set after the other.
    bits: Vec<u64>,
    /// Where cases share a set, the cases of each rule.
    cells: Option<Cells>,
}

/// The ranges of each rule, in one piece: where they begin, one beginning more than there are rules.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cells {
    starts: Vec<u32>,
    ranges: Ranges,
}

/// One of the cases that the cells of an input column can tell apart, for [`Table::evaluate_cases`].
///
/// It means something to the column and the table that it comes from, and to no other.
///
/// [`Table::evaluate_cases`]: crate::Table::evaluate_cases
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case(u32);

/// The cases of the values of one evaluation. Tables with more columns than usual need the heap.
type Found = smallvec::SmallVec<[Case; 16]>;

impl Index {
    pub(super) fn new(parts: &Parts) -> Index {
        let rules = parts.rules.len();
        let words = rules.div_ceil(64);
        let mut has_open_cells = false;
        let columns = (0..parts.inputs.len())
            .zip(&parts.inputs)
            .map(|(index, input)| {
                let cells: Vec<&UnaryTests> = parts.rules.iter().filter_map(|rule| rule.cells.get(index)).collect();
                let cases = Cases::new(cells.iter().copied().chain(&input.allowed));
                let holding: Vec<Option<Ranges>> = cells.iter().map(|cell| cases.holding(cell)).collect();
                has_open_cells |= holding.iter().any(Option::is_none);
                let admitted = Admitted::new(input, &cases);
                let rules = Rules::new(&holding, cases.count(), words, MAX_WORDS);
                Column { cases, admitted, rules }
            })
            .collect();
        let literal = |output: &OutputColumn| output.default.as_ref().is_none_or(|entry| entry.literal().is_some());
        let is_static = !has_open_cells
            && parts.rules.iter().all(|rule| rule.outputs.iter().all(|output| output.literal().is_some()))
            && parts.outputs.iter().all(literal);
        let ranks = if parts.hit_policy.ranks_outputs() { rank::ranks(parts) } else { Vec::new() };
        let answers = if parts.hit_policy == HitPolicy::Any { rank::answers(parts) } else { Vec::new() };
        let rules = u32::try_from(rules).unwrap_or(u32::MAX);
        Index { columns, words, rules, ranks, answers, has_open_cells, is_static }
    }

    /// The case of each value, or the first column that does not take its value.
    pub(super) fn cases(&self, inputs: &[crate::Column], values: &[Value]) -> Result<Found, usize> {
        let mut found = Found::new();
        for (position, input) in inputs.iter().enumerate() {
            let case = values.get(position).and_then(|value| self.case(position, input, value));
            found.push(case.ok_or(position)?);
        }
        Ok(found)
    }

    /// The case of a value, or nothing where the column does not take it.
    pub(super) fn case(&self, position: usize, input: &crate::Column, value: &Value) -> Option<Case> {
        let column = self.columns.get(position)?;
        let case = column.cases.case_of(value);
        let admitted = match &column.admitted {
            Admitted::All => true,
            Admitted::Kind(kind) => case == NULL || value.kind() == Some(*kind),
            Admitted::Cases(kind, cases) => {
                (kind.is_none() || case == NULL || value.kind() == *kind) && contains(cases, case)
            }
            Admitted::Ask => input.admits(value),
        };
        admitted.then_some(Case(case))
    }

    /// Calls `each` for the rules whose cells hold in these cases, in order, until it says that it has enough.
    pub(super) fn find(&self, cases: &[Case], mut each: impl FnMut(u32) -> bool) {
        for word in 0..self.words {
            let mut set = self.full(word);
            for (column, case) in self.columns.iter().zip(cases) {
                let start = size(case.0 >> column.rules.shared).saturating_mul(self.words);
                set &= column.rules.bits.get(start.saturating_add(word)).copied().unwrap_or(0);
                if set == 0 {
                    break;
                }
            }
            while set != 0 {
                let rule = u32::try_from(word).unwrap_or(u32::MAX).saturating_mul(64) + set.trailing_zeros();
                set &= set - 1;
                if self.holds(rule, cases) && each(rule) {
                    return;
                }
            }
        }
    }

    /// Whether the cells of a rule hold in the columns where cases share a set.
    fn holds(&self, rule: u32, cases: &[Case]) -> bool {
        self.columns.iter().zip(cases).all(|(column, case)| {
            column.rules.cells.as_ref().is_none_or(|cells| contains(slice(&cells.starts, &cells.ranges, rule), case.0))
        })
    }

    /// A word with a bit for each rule that it stands for.
    fn full(&self, word: usize) -> u64 {
        let before = u32::try_from(word).unwrap_or(u32::MAX).saturating_mul(64);
        match self.rules.saturating_sub(before) {
            rest @ 0..=63 => (1_u64 << rest) - 1,
            _ => u64::MAX,
        }
    }
}

impl Admitted {
    fn new(input: &crate::Column, cases: &Cases) -> Admitted {
        let kind = match &input.ty {
            Type::Any => None,
            Type::Kind(kind) => Some(*kind),
            Type::Integer | Type::List(_) | Type::Context(_) | Type::Only(..) => return Admitted::Ask,
        };
        match (&input.allowed, kind) {
            (None, None) => Admitted::All,
            (None, Some(kind)) => Admitted::Kind(kind),
            (Some(allowed), _) => cases.holding(allowed).map_or(Admitted::Ask, |cases| Admitted::Cases(kind, cases)),
        }
    }
}

impl Rules {
    /// The rules of one column. Open cells hold everywhere here, and are asked later.
    fn new(holding: &[Option<Ranges>], cases: u32, words: usize, max_words: usize) -> Rules {
        let mut shared = 0;
        while shared < 31 && size(cases >> shared).saturating_add(1).saturating_mul(words) > max_words {
            shared += 1;
        }
        let mut bits = vec![0_u64; size(cases >> shared).saturating_add(1).saturating_mul(words)];
        for (rule, ranges) in everywhere(holding, cases).enumerate() {
            for set in ranges.iter().flat_map(|(low, high)| low >> shared..=high >> shared) {
                if let Some(word) = bits.get_mut(size(set).saturating_mul(words).saturating_add(rule / 64)) {
                    *word |= 1 << (rule % 64);
                }
            }
        }
        let cells = (shared > 0).then(|| Cells::new(everywhere(holding, cases)));
        Rules { shared, bits, cells }
    }
}

/// The cases of each rule's cell. Cells that the cases cannot tell of hold in all.
fn everywhere(holding: &[Option<Ranges>], cases: u32) -> impl Iterator<Item = Ranges> {
    let all = move || vec![(0, cases.saturating_sub(1))];
    holding.iter().map(move |ranges| ranges.clone().unwrap_or_else(all))
}

impl Cells {
    fn new(holding: impl Iterator<Item = Ranges>) -> Cells {
        let mut cells = Cells { starts: vec![0], ranges: Ranges::new() };
        for ranges in holding {
            cells.ranges.extend(ranges);
            cells.starts.push(bounded(cells.ranges.len()));
        }
        cells
    }
}

/// The piece that belongs to a position, of items that lie one piece after the other.
fn slice<'a, T>(starts: &[u32], items: &'a [T], position: u32) -> &'a [T] {
    let start =
        |position: u32| starts.get(usize::try_from(position).ok()?).and_then(|start| usize::try_from(*start).ok());
    let range = start(position).zip(position.checked_add(1).and_then(start));
    range.and_then(|(from, to)| items.get(from..to)).unwrap_or_default()
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn bounded(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

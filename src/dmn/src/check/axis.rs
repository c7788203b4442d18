//! An input column as the checks see it: the cases that count, and in which of them each cell holds.

use super::ranges::{Ranges, common, meet, united};
use super::simplest::simplest;
use super::texts;
use crate::table::cases::{Cases, FIRST, FOREIGN, NULL};
use crate::{Column, Kind, Type, UnaryTest, UnaryTests, Value};

/// A column. Its cases are counted anew here, without those that no fact can be in.
pub(super) struct Axis {
    /// The simplest value of each case.
    samples: Vec<Value>,
    /// How far each of them is from simple: its length as it is printed. Null comes after everything else.
    costs: Vec<usize>,
    /// The simplest case of all.
    simplest: u32,
    /// The case of values that the constants say nothing about, where the column has no type that rules them out.
    pub(super) foreign: Option<u32>,
}

/// The cases in which the cell of each rule holds; nothing where it has more than constants of the column's kind.
pub(super) type Cells = Vec<Option<Ranges>>;

/// Why nothing can be said about a table with this column.
pub(super) enum Unusable {
    /// Which values are allowed depends on more than constants.
    Open,
    /// Every value is refused.
    Nothing,
}

impl Axis {
    /// Reads a column and its cells, one for each rule.
    ///
    /// Facts are taken to be as a table's author takes them: of the column's type, null only where a cell or the
    /// allowed values name it, and times with an offset only where the constants have one.
    pub(super) fn new(column: &Column, cells: &[&UnaryTests]) -> Result<(Axis, Cells), Unusable> {
        let mut limits: Vec<&UnaryTests> = column.allowed.iter().chain(limits_of(&column.ty)).collect();
        let mut cases = Cases::new(limits.iter().chain(cells).copied());
        if limits.iter().any(|limit| cases.holding(limit).is_none()) {
            if cells.iter().any(|cell| **cell != UnaryTests::Any) {
                return Err(Unusable::Open);
            }
            limits.clear();
            cases = Cases::Alike;
        }
        let asked = || limits.iter().chain(cells).copied();
        let null =
            asked().flat_map(UnaryTests::expressions).any(|expression| expression.literal() == Some(&Value::Null));
        let null = null && column.allowed.as_ref().is_none_or(|allowed| allowed.admit(&Value::Null));
        let mut admitted = admitted(&cases, column.ty.kind(), &limits);
        admitted.insert_many(0, null.then_some((NULL, NULL)));

        // Where no order is asked for, all texts that no cell names are alike, and one of them is enough.
        let unlisted = match &cases {
            Cases::Texts(points) if asked().flat_map(UnaryTests::list).all(|test| matches!(test, UnaryTest::Is(_))) => {
                let text = Value::from(texts::other_than(points));
                Some((cases.case_of(&text), text))
            }
            _ => None,
        };
        let sample = |case: u32| match &unlisted {
            Some((gap, text)) if case == *gap => Some(text.clone()),
            Some(_) if case >= FIRST && case.is_multiple_of(2) => None,
            _ => simplest(&cases, case, &column.ty),
        };
        let kept: Vec<(u32, Value)> = each(&admitted).filter_map(|case| Some((case, sample(case)?))).collect();

        let anew = |case: u32| number(kept.partition_point(|(other, _)| *other < case));
        let holding = |cell: &&UnaryTests| {
            let ranges = cases.holding(cell)?.into_iter().map(|(low, high)| (anew(low), anew(high.saturating_add(1))));
            Some(united(ranges.filter(|(low, end)| low < end).map(|(low, end)| (low, end - 1))))
        };
        let cells = cells.iter().map(holding).collect();
        let untyped = column.ty.kind().is_none() && cases != Cases::Alike;
        let foreign = kept.iter().position(|(case, _)| untyped && *case == FOREIGN).map(number);
        let samples: Vec<Value> = kept.into_iter().map(|(_, value)| value).collect();
        let length = |value: &Value| if value.is_null() { usize::MAX } else { value.to_string().chars().count() };
        let costs: Vec<usize> = samples.iter().map(length).collect();
        let simplest = costs.iter().zip(0..).min().ok_or(Unusable::Nothing)?.1;
        Ok((Axis { samples, costs, simplest, foreign }, cells))
    }

    /// Every case.
    pub(super) fn whole(&self) -> Ranges {
        united([(0, number(self.samples.len()).saturating_sub(1))])
    }

    /// Every case but that of foreign values.
    pub(super) fn typed(&self) -> Ranges {
        let not_foreign = (0..number(self.samples.len())).filter(|case| Some(*case) != self.foreign);
        united(not_foreign.map(|case| (case, case)))
    }

    /// The simplest value of some cases.
    pub(super) fn simplest(&self, cases: &[(u32, u32)]) -> Value {
        let simplest = [(self.simplest, self.simplest)];
        let cases = if meet(cases, &simplest) { &simplest } else { cases };
        let simplest = each(cases).min_by_key(|case| at(&self.costs, *case));
        simplest.and_then(|case| at(&self.samples, case)).cloned().unwrap_or_default()
    }
}

/// The cases that a column takes, besides null. Values of its kind are foreign where its constants are of another.
fn admitted(cases: &Cases, kind: Option<Kind>, limits: &[&UnaryTests]) -> Ranges {
    let constants = match cases {
        Cases::Alike => None,
        Cases::Booleans => Some(Kind::Boolean),
        Cases::Numbers(_) => Some(Kind::Number),
        Cases::Texts(_) => Some(Kind::String),
        Cases::Others(points) => points.first().and_then(Value::kind),
    };
    let comparable = (FIRST, cases.count().saturating_sub(1));
    let all = match (kind, constants) {
        (_, None) => vec![(FOREIGN, FOREIGN)],
        (None, Some(_)) => vec![(FOREIGN, FOREIGN), comparable],
        (Some(kind), Some(constants)) if kind == constants => vec![comparable],
        (Some(_), Some(_)) => vec![(FOREIGN, FOREIGN)],
    };
    limits
        .iter()
        .fold(united(all), |admitted, limit| common(&admitted, &cases.holding(limit).unwrap_or_default()).collect())
}

/// The limits of a type and of those that it is made from.
fn limits_of(ty: &Type) -> impl Iterator<Item = &UnaryTests> {
    let mut next = ty;
    std::iter::from_fn(move || {
        let Type::Only(base, limits) = next else { return None };
        next = base;
        Some(&**limits)
    })
}

fn each(ranges: &[(u32, u32)]) -> impl Iterator<Item = u32> {
    ranges.iter().flat_map(|(low, high)| *low..=*high)
}

fn at<T>(items: &[T], case: u32) -> Option<&T> {
    items.get(usize::try_from(case).ok()?)
}

/// Columns are bounded far below the limit.
fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

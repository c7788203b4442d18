//! The cases that a column's cells can tell apart: null, values that nothing is said about, each constant, and the
//! gaps between constants. Every cell of constants is a set of cases, and every value belongs to exactly one case.

use std::cmp::Ordering;

use crate::sort::sorted;
use crate::ternary::or;
use crate::{Kind, Number, UnaryTest, UnaryTests, Value};

/// The case of null.
pub(crate) const NULL: u32 = 0;
/// The case of values that cannot be compared with the column's constants.
pub(crate) const FOREIGN: u32 = 1;
/// The first case of values that can.
pub(crate) const FIRST: u32 = 2;

/// A column's constants, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cases {
    /// No cell names a constant, so that all values but null are one case.
    Alike,
    /// One case for false and one for true.
    Booleans,
    /// A gap, a constant, a gap, and so on to the last gap. Numbers and texts are compared without a detour.
    Numbers(Vec<Number>),
    Texts(Vec<Box<str>>),
    Others(Vec<Value>),
}

/// A set of cases: ranges of them with both ends, in order, apart from each other.
pub(crate) type Ranges = Vec<(u32, u32)>;

impl Cases {
    /// The cases of a column, from all its cells. Cells that are not made of comparable constants tell nothing.
    pub(crate) fn new<'a>(cells: impl Iterator<Item = &'a UnaryTests>) -> Cases {
        let constants = cells.flat_map(UnaryTests::expressions).filter_map(|expression| expression.literal());
        let mut constants = constants.filter(|value| !value.is_null());
        let Some(first) = constants.next() else {
            return Cases::Alike;
        };
        let alike = constants.filter(|value| first.order(value).is_some());
        let mut points: Vec<&Value> = alike.chain([first]).collect();
        let compare = |left: &Value, right: &Value| left.order(right).unwrap_or(Ordering::Equal);
        points = sorted(points.len(), &|left, right| match (points.get(left), points.get(right)) {
            (Some(left), Some(right)) => compare(left, right),
            _ => Ordering::Equal,
        })
        .into_iter()
        .filter_map(|position| points.get(position).copied())
        .collect();
        points.dedup_by(|left, right| compare(left, right).is_eq());
        match first.kind() {
            Some(Kind::Boolean) => Cases::Booleans,
            Some(Kind::Number) => Cases::Numbers(points.into_iter().filter_map(Value::as_number).collect()),
            Some(Kind::String) => Cases::Texts(points.into_iter().filter_map(Value::as_str).map(Box::from).collect()),
            Some(Kind::List | Kind::Context) | None => Cases::Alike,
            // All of them can be compared with the first, and so with each other.
            Some(_) => Cases::Others(points.into_iter().cloned().collect()),
        }
    }

    /// How many cases there are.
    pub(crate) fn count(&self) -> u32 {
        match self {
            Cases::Alike => FIRST,
            Cases::Booleans => FIRST + 2,
            Cases::Numbers(points) => FIRST + gaps_and(points.len()),
            Cases::Texts(points) => FIRST + gaps_and(points.len()),
            Cases::Others(points) => FIRST + gaps_and(points.len()),
        }
    }

    /// The case to which a value belongs.
    pub(crate) fn case_of(&self, value: &Value) -> u32 {
        match (self, value) {
            (_, Value::Null) => NULL,
            (Cases::Booleans, Value::Boolean(value)) => FIRST + u32::from(*value),
            (Cases::Numbers(points), Value::Number(value)) => position(points.binary_search(value)),
            (Cases::Texts(points), Value::String(value)) => {
                position(points.binary_search_by(|point| point.as_ref().cmp(value)))
            }
            (Cases::Others(points), _) => {
                if points.first().and_then(|point| point.order(value)).is_none() {
                    return FOREIGN;
                }
                position(points.binary_search_by(|point| point.order(value).unwrap_or(Ordering::Equal)))
            }
            _ => FOREIGN,
        }
    }

    /// The cases in which a cell holds, or nothing where it has more than comparable constants.
    pub(crate) fn holding(&self, cell: &UnaryTests) -> Option<Ranges> {
        let (tests, negated) = match cell {
            UnaryTests::Any => return Some(vec![(NULL, self.count() - 1)]),
            UnaryTests::Of(tests) => (tests, false),
            UnaryTests::Not(tests) => (tests, true),
        };
        let mut within = Ranges::new();
        // Of null and foreign values a test may be true, false or unknown; `not` lets through what all leave false.
        let (mut null, mut foreign) = (Some(false), Some(false));
        for test in tests {
            let ranges = self.one(test)?;
            null = or(null, about_null(test));
            foreign = or(foreign, about_foreign(test));
            within.extend(ranges);
        }
        let mut holding = Ranges::new();
        if null == Some(!negated) {
            holding.push((NULL, NULL));
        }
        if foreign == Some(!negated) {
            holding.push((FOREIGN, FOREIGN));
        }
        let within = united(within);
        holding.extend(if negated { self.others(&within) } else { within });
        Some(united(holding))
    }

    /// The cases of comparable values in which one test holds.
    fn one(&self, test: &UnaryTest) -> Option<Ranges> {
        let last = self.count() - 1;
        let (low, high) = match test {
            UnaryTest::Is(end) if end.literal() == Some(&Value::Null) => return Some(Ranges::new()),
            UnaryTest::Is(end) => {
                let point = self.point(end.literal()?)?;
                (point, point)
            }
            UnaryTest::Below(end) => (FIRST, self.ordered(end.literal()?)?.checked_sub(1)?),
            UnaryTest::AtMost(end) => (FIRST, self.ordered(end.literal()?)?),
            UnaryTest::Above(end) => (self.ordered(end.literal()?)? + 1, last),
            UnaryTest::AtLeast(end) => (self.ordered(end.literal()?)?, last),
            UnaryTest::Within { low, high } => {
                let (from, to) = (self.ordered(low.0.literal()?)?, self.ordered(high.0.literal()?)?);
                (from + u32::from(!low.1), to.checked_sub(u32::from(!high.1))?)
            }
        };
        Some(if low <= high { vec![(low, high)] } else { Ranges::new() })
    }

    /// The case of a constant of the column.
    fn point(&self, constant: &Value) -> Option<u32> {
        let case = self.case_of(constant);
        let exact = match self {
            Cases::Booleans => case >= FIRST,
            _ => case >= FIRST && case % 2 == 1,
        };
        exact.then_some(case)
    }

    fn ordered(&self, constant: &Value) -> Option<u32> {
        if *self == Cases::Booleans { None } else { self.point(constant) }
    }

    fn others(&self, ranges: &Ranges) -> Ranges {
        let mut others = Ranges::new();
        let mut next = FIRST;
        for (low, high) in ranges {
            if next < *low {
                others.push((next, low - 1));
            }
            next = high + 1;
        }
        if next < self.count() {
            others.push((next, self.count() - 1));
        }
        others
    }
}

/// Whether a set has this case.
pub(crate) fn contains(ranges: &[(u32, u32)], case: u32) -> bool {
    ranges.iter().any(|(low, high)| *low <= case && case <= *high)
}

fn about_null(test: &UnaryTest) -> Option<bool> {
    match test {
        UnaryTest::Is(end) => Some(end.literal() == Some(&Value::Null)),
        _ => None,
    }
}

fn about_foreign(test: &UnaryTest) -> Option<bool> {
    match test {
        UnaryTest::Is(end) if end.literal() == Some(&Value::Null) => Some(false),
        _ => None,
    }
}

pub(crate) fn united(ranges: Ranges) -> Ranges {
    let mut united = Ranges::new();
    let order = sorted(ranges.len(), &|left, right| ranges.get(left).cmp(&ranges.get(right)));
    for (low, high) in order.into_iter().filter_map(|position| ranges.get(position).copied()) {
        match united.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => united.push((low, high)),
        }
    }
    united
}

/// Each constant with the gap before it, and the last gap. Tables are bounded far below the limit.
fn gaps_and(points: usize) -> u32 {
    u32::try_from(points).unwrap_or(u32::MAX / 4).saturating_mul(2).saturating_add(1)
}

fn position(found: Result<usize, usize>) -> u32 {
    match found {
        Ok(index) => FIRST + gaps_and(index),
        Err(index) => FIRST + gaps_and(index) - 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Expression;

    fn is(value: impl Into<Value>) -> UnaryTest {
        UnaryTest::Is(Expression::Literal(value.into()))
    }

    fn end(number: i64) -> Expression {
        Expression::Literal(number.into())
    }

    #[test]
    fn every_constant_is_a_case_and_every_gap() {
        let cells = [UnaryTests::Of(vec![is(10), is(3)]), UnaryTests::Not(vec![is(3)])];
        let cases = Cases::new(cells.iter());
        assert_eq!(cases.count(), 7);
        let found: Vec<u32> = [2, 3, 5, 10, 11].map(|number| cases.case_of(&number.into())).to_vec();
        assert_eq!(found, [2, 3, 4, 5, 6]);
        assert_eq!((cases.case_of(&Value::Null), cases.case_of(&"3".into())), (NULL, FOREIGN));
        assert_eq!(cases.holding(&cells[0]), Some(vec![(3, 3), (5, 5)]));
    }

    #[test]
    fn not_lets_null_through_where_equality_is_asked_and_not_where_order_is() {
        let (equal, below) = (UnaryTests::Not(vec![is(3)]), UnaryTests::Not(vec![UnaryTest::Below(end(3))]));
        let cases = Cases::new([&equal, &below].into_iter());
        assert_eq!(cases.holding(&equal), Some(vec![(NULL, NULL), (2, 2), (4, 4)]));
        assert_eq!(cases.holding(&below), Some(vec![(3, 4)]));
    }

    #[test]
    fn a_cell_with_a_variable_tells_nothing() {
        let open = UnaryTests::Of(vec![UnaryTest::Below(Expression::Variable(0, "limit".to_owned()))]);
        let cases = Cases::new([&open].into_iter());
        assert_eq!(cases.holding(&open), None);
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            4 => (-3..4_i64).prop_map(Value::from),
            1 => Just(Value::Null),
            1 => any::<bool>().prop_map(Value::from),
            2 => prop_oneof!["", "a", "b", "ab"].prop_map(Value::from),
        ]
    }

    fn test() -> impl Strategy<Value = UnaryTest> {
        let literal = || value().prop_map(Expression::Literal);
        let flags = (any::<bool>(), any::<bool>());
        prop_oneof![
            literal().prop_map(UnaryTest::Is),
            literal().prop_map(UnaryTest::Below),
            literal().prop_map(UnaryTest::AtMost),
            literal().prop_map(UnaryTest::Above),
            literal().prop_map(UnaryTest::AtLeast),
            (literal(), literal(), flags)
                .prop_map(|(low, high, (from, to))| UnaryTest::Within { low: (low, from), high: (high, to) }),
        ]
    }

    fn cell() -> impl Strategy<Value = UnaryTests> {
        let list = || prop::collection::vec(test(), 1..4);
        prop_oneof![Just(UnaryTests::Any), list().prop_map(UnaryTests::Of), list().prop_map(UnaryTests::Not)]
    }

    proptest! {
        #[test]
        fn a_cell_holds_in_the_cases_of_the_values_that_it_lets_through(
            cells in prop::collection::vec(cell(), 1..5),
            value in value(),
        ) {
            let cases = Cases::new(cells.iter());
            let case = cases.case_of(&value);
            prop_assert!(case < cases.count());
            for cell in &cells {
                if let Some(ranges) = cases.holding(cell) {
                    prop_assert_eq!(contains(&ranges, case), cell.admit(&value), "{} at {}", cell, value);
                }
            }
        }
    }
}

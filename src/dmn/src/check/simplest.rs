//! The simplest value of each case of a column: what a person would write down for it.

use super::texts;
use crate::table::cases::{Cases, FIRST, FOREIGN, NULL};
use crate::temporal::neighbours::Neighbours;
use crate::{Context, Date, DateTime, DaysDuration, Kind, MonthsDuration, Number, Time, Type, Value};

/// The simplest value, or nothing where the case has none: between two days that follow each other, for example.
pub(super) fn simplest(cases: &Cases, case: u32, ty: &Type) -> Option<Value> {
    match (case, cases) {
        (NULL, _) => Some(Value::Null),
        (FOREIGN, _) => Some(foreign(cases, ty)),
        (_, Cases::Alike) => None,
        (_, Cases::Booleans) => Some(Value::Boolean(case > FIRST)),
        (_, Cases::Numbers(points)) if *ty.base() == Type::Integer => {
            let (low, high) = around(points, case);
            integer(low.copied(), high.copied()).map(Value::Number)
        }
        (_, Cases::Numbers(points)) => match around(points, case) {
            (Some(low), Some(high)) if low == high => Some(*low),
            (Some(low), Some(high)) => Number::between(*low, *high),
            (Some(low), None) => low.above(),
            (None, Some(high)) => high.below(),
            (None, None) => Some(Number::ZERO),
        }
        .map(Value::Number),
        (_, Cases::Texts(points)) => match around(points, case) {
            (Some(low), Some(high)) if low == high => Some(low.to_string()),
            (low, high) => texts::between(low.map(Box::as_ref), high.map(Box::as_ref)),
        }
        .map(Value::from),
        (_, Cases::Others(points)) => match around(points, case) {
            (Some(low), Some(high)) if low == high => Some(low.clone()),
            (low, high) => other(low, high),
        },
    }
}

/// A whole number strictly between the two, or beyond the one that is given; the number itself where both are one.
fn integer(low: Option<Number>, high: Option<Number>) -> Option<Number> {
    if low.is_some() && low == high {
        return low.filter(|number| number.is_integer());
    }
    let found = match (low, high) {
        (None, None) => Some(Number::ZERO),
        (None, Some(high)) => high.ceiling().checked_sub(Number::ONE),
        (Some(low), _) => low.floor().checked_add(Number::ONE),
    };
    found.filter(|number| low.is_none_or(|low| low < *number) && high.is_none_or(|high| *number < high))
}

/// The constants beside a gap; for a constant's own case, that constant twice.
fn around<T>(points: &[T], case: u32) -> (Option<&T>, Option<&T>) {
    let place = usize::try_from(case.saturating_sub(FIRST)).unwrap_or(usize::MAX);
    let high = points.get(place / 2);
    let low = if place % 2 == 1 { high } else { (place / 2).checked_sub(1).and_then(|before| points.get(before)) };
    (low, high)
}

/// A date, time or duration strictly between the two, or beyond the one that is given.
fn other(low: Option<&Value>, high: Option<&Value>) -> Option<Value> {
    macro_rules! beside {
        ($($kind:ident)+) => {
            match low.or(high)? {
                $(Value::$kind(_) => {
                    let end = |end: Option<&Value>| if let Some(Value::$kind(value)) = end { Some(*value) } else { None };
                    beside(end(low), end(high)).map(Value::$kind)
                })+
                _ => None,
            }
        };
    }
    beside!(Date Time DateTime DaysDuration MonthsDuration)
}

fn beside<T: Neighbours>(low: Option<T>, high: Option<T>) -> Option<T> {
    match (low, high) {
        (Some(low), Some(high)) => T::between(low, high),
        (Some(low), None) => low.after(),
        (None, high) => high?.before(),
    }
}

/// A value of the type that cannot be compared with any constant of the column.
fn foreign(cases: &Cases, ty: &Type) -> Value {
    let day = || Date::new(2000, 1, 1);
    let some = match ty.kind() {
        None if matches!(cases, Cases::Numbers(_)) => Some(Value::from("")),
        None | Some(Kind::Number) => Some(Value::from(0)),
        Some(Kind::Boolean) => Some(Value::from(true)),
        Some(Kind::String) => Some(Value::from("")),
        Some(Kind::Date) => day().map(Value::from),
        Some(Kind::Time) => Time::new(0, 0, 0, 0, None).map(Value::from),
        Some(Kind::DateTime) => day().map(DateTime::from_date).map(Value::from),
        Some(Kind::DaysDuration) => DaysDuration::from_total_nanoseconds(0).map(Value::from),
        Some(Kind::MonthsDuration) => MonthsDuration::from_months(0).map(Value::from),
        Some(Kind::List) => Some(Value::List(Vec::new())),
        Some(Kind::Context) => Some(Value::Context(match ty.base() {
            Type::Context(components) => {
                components.iter().map(|(name, _)| (name.clone(), Value::Null)).collect::<Context>()
            }
            _ => Context::default(),
        })),
    };
    some.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Expression, UnaryTest, UnaryTests};

    fn cases(constants: &[Value]) -> Cases {
        let tests = constants.iter().map(|value| UnaryTest::Is(Expression::Literal(value.clone()))).collect();
        Cases::new([&UnaryTests::Of(tests)].into_iter())
    }

    fn samples(constants: &[Value]) -> Vec<String> {
        let (cases, ty) = (cases(constants), Type::Any);
        let found = (FIRST..cases.count()).map(|case| simplest(&cases, case, &ty));
        found.map(|value| value.map_or("none".to_owned(), |value| value.to_string())).collect()
    }

    #[test]
    fn a_constant_stands_for_itself_and_a_gap_for_the_simplest_value_in_it() {
        assert_eq!(samples(&[18.into(), 65.into()]), ["17", "18", "20", "65", "66"]);
        assert_eq!(samples(&["a".into(), "c".into()]), ["\"\"", "\"a\"", "\"b\"", "\"c\"", "\"d\""]);
        assert_eq!(samples(&[true.into()]), ["false", "true"]);
        let days = [Date::new(2024, 2, 28), Date::new(2024, 2, 29)].map(|day| day.unwrap().into());
        assert_eq!(
            samples(&days),
            ["date(\"2024-02-27\")", "date(\"2024-02-28\")", "none", "date(\"2024-02-29\")", "date(\"2024-03-01\")"]
        );
    }

    #[test]
    fn every_type_has_a_simple_value_of_its_own() {
        let kinds = [
            Kind::Boolean,
            Kind::Number,
            Kind::String,
            Kind::Date,
            Kind::Time,
            Kind::DateTime,
            Kind::DaysDuration,
            Kind::MonthsDuration,
            Kind::List,
            Kind::Context,
        ];
        for kind in kinds {
            assert_eq!(simplest(&Cases::Alike, FOREIGN, &kind.into()).unwrap().kind(), Some(kind));
        }
        let person = Type::Context(vec![("name".to_owned(), Kind::String.into())]);
        assert!(person.admits(&simplest(&Cases::Alike, FOREIGN, &person).unwrap()));
        assert_eq!(simplest(&cases(&[5.into()]), FOREIGN, &Type::Any), Some("".into()));
    }

    fn constants() -> impl Strategy<Value = Vec<Value>> {
        let (number, seconds) = (-9_i64..9, -99_999_i128..99_999);
        let numbers = number.clone().prop_map(Value::from);
        let texts = "[a-c]{0,2}".prop_map(Value::from);
        let days = (1..28_u8).prop_map(|day| Date::new(2024, 2, day).unwrap().into());
        let times = (0..24_u8, 0..3_u32, any::<bool>())
            .prop_map(|(hour, nano, zone)| Time::new(hour, 59, 59, nano, zone.then_some(3_600)).unwrap().into());
        let nanos = move |digits: u32| seconds.clone().prop_map(move |number| number * 10_i128.pow(digits));
        let durations = prop_oneof![nanos(0), nanos(9)]
            .prop_map(|number| DaysDuration::from_total_nanoseconds(number).unwrap().into());
        let months = number.prop_map(|number| MonthsDuration::from_months(number).unwrap().into());
        prop_oneof![
            prop::collection::vec(numbers, 1..6),
            prop::collection::vec(texts, 1..6),
            prop::collection::vec(days, 1..6),
            prop::collection::vec(times, 1..6),
            prop::collection::vec(durations, 1..6),
            prop::collection::vec(months, 1..6),
        ]
    }

    proptest! {
        #[test]
        fn the_simplest_value_of_a_case_lies_in_it(constants in constants()) {
            let cases = cases(&constants);
            for case in FIRST..cases.count() {
                let value = simplest(&cases, case, &Type::Any);
                prop_assert!(value.as_ref().is_none_or(|value| cases.case_of(value) == case), "{:?} {:?}", case, value);
                prop_assert!(value.is_some() || case % 2 == 0, "a constant has no value");
            }
        }
    }
}

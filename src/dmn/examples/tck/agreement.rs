//! When a value is the one that a test file expects.

use dmn::{Context, Number, Value};

/// Whether a value is as expected: numbers nearly, texts exactly, lists in order, contexts by name.
pub fn agree(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Number(expected), Value::Number(actual)) => nearly(*expected, *actual),
        (Value::List(expected), Value::List(actual)) => {
            expected.len() == actual.len()
                && expected.iter().zip(actual).all(|(expected, actual)| agree(expected, actual))
        }
        (Value::Context(expected), Value::Context(actual)) => contexts(expected, actual),
        // Also for dates and times: one moment has several spellings.
        _ => expected.equals(actual) == Some(true),
    }
}

/// Whether two numbers are less than 10^-8 apart, or have about 13 digits in common.
///
/// FEEL's numbers have 34 digits, but most of those that test files expect were computed in binary floating point and
/// written with 15 or fewer: `2778.69354943277` for `2778.693549432766…`. The first measure is the TCK's own; the
/// second is for large numbers, of which even 15 digits end before the eighth place. It leaves two digits for the
/// errors of the binary computation. The difference is multiplied rather than the measure divided, so that nothing is
/// rounded; a product that is too large for a number is too large a difference.
fn nearly(expected: Number, actual: Number) -> bool {
    let Some(apart) = expected.checked_sub(actual).map(Number::abs) else {
        return false;
    };
    let times = |factor: i64| apart.checked_mul(Number::from(factor));
    let in_places = times(100_000_000).is_some_and(|apart| apart < Number::ONE);
    let in_digits = times(10_000_000_000_000).is_some_and(|apart| apart <= expected.abs());
    in_places || in_digits
}

/// Whether each component is as expected, and there is no other. One that is expected to be nil may be missing.
fn contexts(expected: &Context, actual: &Context) -> bool {
    let is_as_expected = |(name, expected): (&str, &Value)| match actual.get(name) {
        Some(actual) => agree(expected, actual),
        None => expected.is_null(),
    };
    expected.iter().all(is_as_expected) && actual.iter().all(|(name, _)| expected.get(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        text.parse::<Number>().unwrap().into()
    }

    fn context<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
        Context::from_iter(entries).into()
    }

    #[test]
    fn numbers_agree_to_the_eighth_place_or_the_thirteenth_digit() {
        for (expected, actual, agrees) in [
            ("2778.69354943277", "2778.693549432766768088520383236299", true),
            ("0.333333333", "0.3333333333333333333333333333333333", true),
            ("1.5", "1.50", true),
            ("0", "0.000000009", true),
            ("0", "-0.00000001", false),
            ("1", "1.00000001", false),
            ("1234567890123456", "1234567890123500", true),
            ("-1234567890123456", "-1234567890123500", true),
            ("1234567890123456", "1234567890123580", false),
            ("1e6000", "-1e6000", false),
        ] {
            assert_eq!(agree(&number(expected), &number(actual)), agrees, "{expected} and {actual}");
            assert_eq!(agree(&number(actual), &number(expected)), agrees, "{actual} and {expected}");
        }
    }

    #[test]
    fn texts_agree_to_the_letter_and_are_not_numbers() {
        assert!(agree(&"a".into(), &"a".into()));
        assert!(!agree(&"a".into(), &"a ".into()));
        assert!(!agree(&"1".into(), &1.into()));
        assert!(!agree(&true.into(), &"true".into()));
    }

    #[test]
    fn only_null_agrees_with_null() {
        assert!(agree(&Value::Null, &Value::Null));
        assert!(!agree(&Value::Null, &"".into()));
        assert!(!agree(&false.into(), &Value::Null));
    }

    #[test]
    fn lists_agree_in_order() {
        let list = |items: [i64; 2]| Value::from(items.map(Value::from).to_vec());
        assert!(agree(&list([1, 2]), &list([1, 2])));
        assert!(!agree(&list([1, 2]), &list([2, 1])));
        assert!(!agree(&list([1, 2]), &vec![Value::from(1)].into()));
        assert!(agree(&vec![number("0.1")].into(), &vec![number("0.1000000000001")].into()));
    }

    #[test]
    fn contexts_agree_by_name_and_may_lack_what_is_nil() {
        let expected = context([("a", 1.into()), ("b", Value::Null)]);
        assert!(agree(&expected, &context([("b", Value::Null), ("a", 1.into())])));
        assert!(agree(&expected, &context([("a", 1.into())])));
        assert!(!agree(&expected, &context([("a", 2.into())])));
        assert!(!agree(&expected, &context([("b", Value::Null)])));
        assert!(!agree(&expected, &context([("a", 1.into()), ("c", Value::Null)])));
    }

    #[test]
    fn times_agree_where_they_are_the_same_moment() {
        let time = |text: &str| Value::from(text.parse::<dmn::Time>().unwrap());
        assert!(agree(&time("12:00:00Z"), &time("13:00:00+01:00")));
        assert!(agree(&time("12:00:00"), &time("12:00:00")));
        assert!(!agree(&time("12:00:00"), &time("12:00:00Z")));
    }
}

//! Numbers between and beside others, of which the checks take their samples. People read them, so they are simple.

use super::wide::Wide;
use super::{EXPONENTS, Number, Rounding};

impl Number {
    /// The simplest number strictly between the two, where there is one: of the fewest digits, then of the fewest
    /// behind the point, then the one nearest to zero. Between 18 and 65 it is 20, between 0 and 1 it is 0.1.
    pub(crate) fn between(low: Number, high: Number) -> Option<Number> {
        if low >= high {
            return None;
        }
        if low.is_negative() {
            return if high.is_negative() || high.is_zero() {
                Number::between(high.neg(), low.neg()).map(Number::neg)
            } else {
                Some(Number::ZERO)
            };
        }
        // The first multiple above the lower end, of a step that becomes finer until one is below the upper end.
        let first = |number: Number| Wide::from(number).first();
        let coarsest = if low < Number::ONE { first(high).min(0) } else { first(low) };
        let finest = if low.is_zero() { coarsest - 1 } else { first(low) - 33 };
        (finest.max(*EXPONENTS.start())..=coarsest).rev().find_map(|exponent| {
            let step = Number { exponent, ..Number::ONE }.pack()?;
            let multiple = Wide::from(low).narrowed(exponent, Rounding::Floor)?.checked_add(step)?;
            (low < multiple && multiple < high).then_some(multiple)
        })
    }

    /// The next integer below, and from 10^34 on the next number; nothing at the end of the range.
    pub(crate) fn below(self) -> Option<Number> {
        self.neg().above().map(Number::neg)
    }

    /// The next integer above, and from 10^34 on the next number; nothing at the end of the range.
    pub(crate) fn above(self) -> Option<Number> {
        let exponent = self.exponent;
        if exponent < 0 {
            return Some(self.ceiling());
        }
        self.checked_add(Number { exponent, ..Number::ONE }.pack()?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn written(found: Option<Number>) -> String {
        found.map_or("null".to_owned(), |number| number.to_string())
    }

    #[test]
    fn between_two_numbers_lies_the_simplest() {
        for (low, high, between) in [
            ("18", "65", "20"),
            ("11", "19", "12"),
            ("0", "100", "1"),
            ("7", "11", "8"),
            ("9", "11", "10"),
            ("70", "200", "80"),
            ("95", "105", "100"),
            ("1.5", "2.5", "2"),
            ("1.25", "1.35", "1.3"),
            ("1.0000001", "1.0000002", "1.00000011"),
            ("1", "1.000000000000000000000000000000002", "1.000000000000000000000000000000001"),
            ("0", "1", "0.1"),
            ("0", "0.1", "0.01"),
            ("0.07", "2", "1"),
            ("0.04", "0.3", "0.1"),
            ("1E+6120", "1E+6130", "2E+6120"),
            ("1E-6000", "1", "0.1"),
            ("-5", "3", "0"),
            ("-1", "0", "-0.1"),
            ("-65", "-18", "-20"),
            ("0", "1E-6176", "null"),
            ("1", "1.000000000000000000000000000000001", "null"),
            ("5", "5", "null"),
            ("5", "4", "null"),
        ] {
            assert_eq!(written(Number::between(number(low), number(high))), between, "{low} and {high}");
        }
    }

    #[test]
    fn neighbours_are_the_next_integers() {
        for (text, below, above) in [
            ("18", "17", "19"),
            ("0.5", "0", "1"),
            ("0", "-1", "1"),
            ("-0.5", "-1", "0"),
            (
                "10000000000000000000000000000000000",
                "9999999999999999999999999999999990",
                "10000000000000000000000000000000010",
            ),
            ("9.999999999999999999999999999999999E+6144", "9.999999999999999999999999999999998E+6144", "null"),
            ("-9.999999999999999999999999999999999E+6144", "null", "-9.999999999999999999999999999999998E+6144"),
        ] {
            assert_eq!(written(number(text).below()), below, "{text}");
            assert_eq!(written(number(text).above()), above, "{text}");
        }
    }

    proptest! {
        #[test]
        fn neighbours_lie_where_they_should(digits in 0..10_u128.pow(34), exponent in -6176..=6110, negative: bool) {
            let number = number(&format!("{}{digits}e{exponent}", if negative { "-" } else { "" }));
            prop_assert!(number.below().unwrap() < number && number < number.above().unwrap());
        }

        #[test]
        fn between_lies_between(one: i64, two: i64, scale in 0..=18_u8) {
            let (one, two) = (Number::new(one, scale).unwrap(), Number::new(two, scale).unwrap());
            let found = Number::between(one.min(two), one.max(two));
            prop_assert!(one == two || found.is_some_and(|found| one.min(two) < found && found < one.max(two)));
        }
    }
}

//! Numbers as text: as a FEEL literal, and in JSON.

use std::fmt::{self, Write};
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::{Number, NumberError, Sign};

/// The exponents that are printed as zeros: at most 40 digits before the point, or 39 behind it.
const PLAIN: RangeInclusive<i32> = -39..=6;

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `12`, `-1.50`, `.5` or `1.5e-3` (DMN 1.5, 10.3.1.2, rule 37). It never rounds: what 34 digits cannot
    /// say is an error.
    fn from_str(text: &str) -> Result<Number, NumberError> {
        let (negative, mut rest) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let mut number = Number { sign: Sign::new(negative), ..Number::ZERO };
        let (mut after_point, mut ends_in_digit) = (false, false);
        while let [byte, after @ ..] = rest {
            match byte {
                b'.' if !after_point => after_point = true,
                b'0'..=b'9' => {
                    // Once the 34 digits are full, zeros need not be kept.
                    if number.refine() {
                        number.low += u64::from(byte - b'0');
                    } else if *byte != b'0' {
                        return Err(NumberError::TooLong);
                    }
                    number.exponent = number.exponent.saturating_add(i32::from(!after_point));
                }
                _ => break,
            }
            ends_in_digit = *byte != b'.';
            rest = after;
        }
        if !ends_in_digit {
            return Err(NumberError::NotANumber);
        }
        if let [first, after @ ..] = rest {
            let exponent = written_exponent(*first, after).ok_or(NumberError::NotANumber)?;
            number.exponent = number.exponent.saturating_add(exponent);
        }
        number.pack().ok_or(NumberError::OutOfRange)
    }
}

/// What stands behind the digits: `e`, a sign or none, and digits. What is far out of range is cut.
fn written_exponent(first: u8, rest: &[u8]) -> Option<i32> {
    let (negative, digits) = match rest {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    if !matches!(first, b'e' | b'E') || digits.is_empty() {
        return None;
    }
    let mut exponent = 0;
    for byte in digits {
        let digit = byte.is_ascii_digit().then(|| i32::from(byte - b'0'))?;
        exponent = (exponent * 10 + digit).min(100_000_000);
    }
    Some(if negative { -exponent } else { exponent })
}

impl fmt::Display for Number {
    /// Prints what reads back as the same number: `1234.5`, and from some 40 digits on `1.2345E+50`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line { bytes: [0; 48], start: 48 };
        let mut rest = *self;
        if !PLAIN.contains(&rest.exponent) {
            while rest.coarsen() {}
            let (mut digits, mut exponent) = (rest, 1);
            while !digits.is_zero() {
                digits.take_digit();
                exponent -= 1;
            }
            line.push_exponent(rest.exponent - exponent);
            rest.exponent = exponent;
        }
        let mut position = rest.exponent.min(0);
        while position <= 0 || !rest.is_zero() {
            if position == 0 && rest.exponent < 0 {
                line.push(b'.');
            }
            line.push(b'0' + if position < rest.exponent { 0 } else { rest.take_digit() });
            position += 1;
        }
        if self.is_negative() {
            line.push(b'-');
        }
        line.bytes.iter().skip(line.start).try_for_each(|byte| formatter.write_char(char::from(*byte)))
    }
}

/// The printed number while it grows, from its end: without an allocation, and never longer than this.
struct Line {
    bytes: [u8; 48],
    start: usize,
}

impl Line {
    fn push(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(self.start) {
            *place = byte;
        }
    }

    fn push_exponent(&mut self, exponent: i32) {
        let mut rest = exponent.unsigned_abs();
        while rest > 0 {
            self.push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
        self.push(if exponent < 0 { b'-' } else { b'+' });
        self.push(b'E');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn equal_however_written() {
        for (one, two) in [
            ("1.50", "1.5"),
            ("-0", "0.000"),
            (".5", "0.5"),
            ("1e5", "100000"),
            ("1.5E-3", "0.0015"),
            ("12e+1", "120"),
            ("0e99999999999", "0"),
            ("00012", "12"),
            ("0.00001e6149", "1E+6144"),
            ("10e-6177", "1E-6176"),
            ("100000000000000000000000000000000000000000e-39", "100"),
        ] {
            assert_eq!(number(one), number(two), "{one} and {two}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "", "-", ".", "1.", "1.2.3", "+1", "1 000", "--1", "e5", "1e", "1e+", "1e5.", "1.e5", "1e--5", "1e5x",
            "-.e1", "1_000", "NaN", "Infinity", "0x10", "١",
        ] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::NotANumber), "{text}");
        }
    }

    #[test]
    fn refuses_what_it_would_have_to_round() {
        for text in ["12345678901234567890123456789012345", "0.12345678901234567890123456789012345", &"9".repeat(9999)]
        {
            assert_eq!(text.parse::<Number>(), Err(NumberError::TooLong), "{text}");
        }
        for text in ["1e6145", "1e-6177", "1.5e-6176", "-1e99999999999999999999", "10000000000e6135"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::OutOfRange), "{text}");
        }
    }

    #[test]
    fn prints_the_shortest_plain_text_up_to_forty_digits() {
        for text in [
            "0",
            "-1.5",
            "100",
            "0.05",
            "9999999999999999999999999999999999",
            "1000000000000000000000000000000000000000",
            "0.000000000000000000000000000000000000001",
            "1E+40",
            "1E-40",
            "-1.234567890123456789012345678901234E-6143",
            "9.999999999999999999999999999999999E+6144",
        ] {
            assert_eq!(number(text).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn printed_and_read_again_it_is_the_same(
            digits in 0..10_u128.pow(34),
            cut in 0..34_u32,
            exponent in -6176..=6111,
        ) {
            let number = number(&format!("-{}e{exponent}", digits / 10_u128.pow(cut)));
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn reading_any_text_ends_without_a_panic(text in "[-+]?[0-9]{0,40}[.]?[0-9]{0,40}[eE]?[-+]?[0-9]{0,12}.{0,2}") {
            let _ = text.parse::<Number>();
        }
    }
}

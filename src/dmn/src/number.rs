//! Exact decimal numbers. They are compared and printed, never calculated with: a table cell needs no more.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The most digits behind the point.
const MAX_SCALE: u8 = 18;

/// A decimal number: a mantissa of 64 bits over a power of ten, of at most 18 digits behind the point.
///
/// Kept without trailing zeros, so that equal numbers are equal field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Number {
    mantissa: i64,
    scale: u8,
}

/// Why a text is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("a number is digits, with at most one point between them")]
    NotANumber,
    #[error("the number has more digits than the 18 that are kept exactly")]
    TooLong,
}

/// A number in JSON is `{"n":"1.5"}`: a bare JSON number would pass through binary floating point in a browser.
#[derive(Serialize, Deserialize)]
struct Written {
    n: String,
}

impl Number {
    /// `mantissa` divided by ten to the power of `scale`; nothing where the scale is above 18.
    pub fn new(mut mantissa: i64, mut scale: u8) -> Option<Number> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (scale <= MAX_SCALE).then_some(Number { mantissa, scale })
    }

    /// The number as an integer, where it is one.
    pub fn as_integer(self) -> Option<i64> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// The mantissa over the common scale of 18. It fits: 2^63 times 10^18 is below 2^127.
    fn widened(self) -> i128 {
        i128::from(self.mantissa) * 10_i128.pow(u32::from(MAX_SCALE - self.scale))
    }

    /// The number nearest to a wide mantissa over the scale of 18, rounded towards zero.
    #[cfg(feature = "check")]
    fn narrowed(mut wide: i128) -> Option<Number> {
        let mut scale = MAX_SCALE;
        loop {
            if let Ok(mantissa) = i64::try_from(wide) {
                return Number::new(mantissa, scale);
            }
            scale = scale.checked_sub(1)?;
            wide /= 10;
        }
    }

    /// Some number strictly between the two, where there is one.
    #[cfg(feature = "check")]
    pub(crate) fn between(low: Number, high: Number) -> Option<Number> {
        // Halved apart, because the sum of two wide mantissas may not fit.
        let (low_wide, high_wide) = (low.widened(), high.widened());
        let middle = low_wide / 2 + high_wide / 2 + (low_wide % 2 + high_wide % 2) / 2;
        Number::narrowed(middle).filter(|found| low < *found && *found < high)
    }

    /// A number below this one, one less where that fits.
    #[cfg(feature = "check")]
    pub(crate) fn below(self) -> Number {
        let one = 10_i128.pow(u32::from(MAX_SCALE));
        Number::narrowed(self.widened() - one).filter(|found| *found < self).unwrap_or(Number::from(i64::MIN))
    }

    /// A number above this one, one more where that fits.
    #[cfg(feature = "check")]
    pub(crate) fn above(self) -> Number {
        let one = 10_i128.pow(u32::from(MAX_SCALE));
        Number::narrowed(self.widened() + one).filter(|found| *found > self).unwrap_or(Number::from(i64::MAX))
    }
}

impl From<i64> for Number {
    fn from(mantissa: i64) -> Number {
        Number { mantissa, scale: 0 }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        self.widened().cmp(&other.widened())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `12`, `-1.50` or `.5` (DMN 1.5, 10.3.1.2, rule 37, without the exponent).
    fn from_str(text: &str) -> Result<Number, NumberError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(NumberError::NotANumber),
            Some(parts) => parts,
            None => (digits, ""),
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(NumberError::NotANumber);
        }

        let fraction = fraction.trim_end_matches('0');
        let mut mantissa: i64 = 0;
        for character in whole.chars().chain(fraction.chars()) {
            let digit = character.to_digit(10).ok_or(NumberError::NotANumber)?;
            mantissa = mantissa
                .checked_mul(10)
                .and_then(|shifted| {
                    if negative { shifted.checked_sub(i64::from(digit)) } else { shifted.checked_add(i64::from(digit)) }
                })
                .ok_or(NumberError::TooLong)?;
        }
        let scale = u8::try_from(fraction.len()).map_err(|_| NumberError::TooLong)?;
        Number::new(mantissa, scale).ok_or(NumberError::TooLong)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(formatter, "{}", self.mantissa);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let power = 10_u64.pow(u32::from(self.scale));
        let (whole, rest) = (self.mantissa.unsigned_abs() / power, self.mantissa.unsigned_abs() % power);
        write!(formatter, "{sign}{whole}.{rest:0width$}", width = usize::from(self.scale))
    }
}

impl TryFrom<Written> for Number {
    type Error = NumberError;

    fn try_from(written: Written) -> Result<Number, NumberError> {
        written.n.parse()
    }
}

impl From<Number> for Written {
    fn from(number: Number) -> Written {
        Written { n: number.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn equal_however_written() {
        assert_eq!(number("1.50"), number("1.5"));
        assert_eq!(number("-0"), number("0.000"));
        assert_eq!(number(".5"), number("0.5"));
    }

    #[test]
    fn compares_where_binary_floating_point_would_not() {
        assert!(number("0.1") > number("0.09999999999999999"));
        assert!(number("9007199254740993") > number("9007199254740992"));
        assert!(number("-0.000000000000000001") < number("0"));
    }

    #[test]
    fn refuses_what_is_no_number_or_too_long() {
        for text in ["", "-", ".", "1.", "1.2.3", "1e5", "+1", "1 000", "--1"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::NotANumber), "{text}");
        }
        for text in ["9223372036854775808", "0.0000000000000000001"] {
            assert_eq!(text.parse::<Number>(), Err(NumberError::TooLong), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printed_and_read_again_it_is_the_same(mantissa: i64, scale in 0..=18_u8) {
            let number = Number::new(mantissa, scale).unwrap();
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            let json = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), number);
        }

        #[cfg(feature = "check")]
        #[test]
        fn neighbours_lie_where_they_should(a: i64, b: i64, scale in 0..=18_u8) {
            let low = Number::new(a.min(b), scale).unwrap();
            let high = Number::new(a.max(b), scale).unwrap();
            prop_assert!(low.below() < low || low == i64::MIN.into());
            prop_assert!(high.above() > high || high == i64::MAX.into());
            prop_assert!(a.abs_diff(b) < 2 || Number::between(low, high).is_some());
        }
    }
}

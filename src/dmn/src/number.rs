//! Exact decimal numbers as FEEL wants them: IEEE 754-2008 decimal128 without NaN and infinity (DMN 1.5, 10.3.2.3.1).
//!
//! Here lives what a number is and how it is made. The rest is beside: `text` reads and prints, `order` compares,
//! `arithmetic` and `power` calculate, `wide` is what they calculate in, `neighbours` finds samples for the checks.
//! What has no number for a result, as division by zero or overflow, is `None`, and null in FEEL.

mod arithmetic;
#[cfg(test)]
mod laws;
#[cfg(feature = "check")]
mod neighbours;
mod order;
mod power;
mod text;
#[cfg(test)]
mod vectors;
mod wide;

use std::fmt;
use std::ops::{Neg, RangeInclusive};

/// The most significant digits that a number has.
const DIGITS: i32 = 34;
/// The exponents that a number has.
const EXPONENTS: RangeInclusive<i32> = -6176..=6111;
/// What the lower part of a coefficient counts up to: 18 digits.
const LOW_LIMIT: u64 = 10_u64.pow(18);
/// What the upper part of a coefficient counts up to: 16 digits.
const HIGH_LIMIT: u64 = 10_u64.pow(16);

/// A decimal number: an integer of at most 34 digits times a power of ten, from 10^-6176 to 9.99…9 × 10^6144.
///
/// Equal numbers are equal field by field: of all ways to write a number in 34 digits, the one whose exponent is
/// nearest to zero is kept. So `1.50` has the exponent -1, and integers up to 10^34 have the exponent 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// The coefficient without its lower 18 digits.
    high: u64,
    /// The lower 18 digits of the coefficient.
    low: u64,
    exponent: i32,
    sign: Sign,
}

/// As wide as the exponent beside it, so that a number has no gaps, and is copied in one go.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
enum Sign {
    Minus = -1,
    /// That of zero, too.
    Plus = 1,
}

/// Why a text is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("a number is digits, with at most one point between them, and at the end `e` and an exponent if need be")]
    NotANumber,
    #[error("the number has more than the 34 digits that are kept exactly")]
    TooLong,
    #[error("the number is out of range: its last digit must lie between 1E-6176 and 1E+6144")]
    OutOfRange,
}

/// Where the digits go that are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, and halfway to the even digit.
    HalfEven,
    /// To the nearest, and halfway away from zero.
    HalfUp,
    /// To the nearest, and halfway towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// To the lower number.
    Floor,
    /// To the higher number.
    Ceiling,
}

impl Number {
    pub const ZERO: Number = Number { high: 0, low: 0, exponent: 0, sign: Sign::Plus };
    pub const ONE: Number = Number { low: 1, ..Number::ZERO };

    /// `mantissa` divided by ten to the power of `scale`.
    pub fn new(mantissa: i64, scale: u8) -> Option<Number> {
        Number { exponent: -i32::from(scale), ..Number::from(mantissa) }.pack()
    }

    /// The number as an integer, where it is one, and of 64 bits.
    pub fn as_integer(self) -> Option<i64> {
        if self.exponent != 0 || self.high > 9 {
            return None;
        }
        let magnitude = self.high * LOW_LIMIT + self.low;
        if self.is_negative() { 0_i64.checked_sub_unsigned(magnitude) } else { 0_i64.checked_add_unsigned(magnitude) }
    }

    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    pub fn is_negative(self) -> bool {
        self.sign == Sign::Minus
    }

    pub fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// The number without its sign.
    pub fn abs(self) -> Number {
        Number { sign: Sign::Plus, ..self }
    }

    /// The same number on the other side of zero.
    #[expect(clippy::should_implement_trait, reason = "the operator is there too; a method needs no import")]
    pub fn neg(self) -> Number {
        Number { sign: Sign::new(!self.is_negative() && !self.is_zero()), ..self }
    }

    /// The one way in which this number is kept; nothing where it is out of range. Its coefficient is at most 10^34.
    fn pack(mut self) -> Option<Number> {
        if self.is_zero() {
            return Some(Number::ZERO);
        }
        if self.high == HIGH_LIMIT {
            self.high /= 10;
            self.exponent += 1;
        }
        while self.exponent < 0 && self.coarsen() {}
        while self.exponent > 0 && self.refine() {}
        EXPONENTS.contains(&self.exponent).then_some(self)
    }

    /// The same over the next higher power of ten, where the coefficient ends in a zero.
    fn coarsen(&mut self) -> bool {
        if !self.low.is_multiple_of(10) {
            return false;
        }
        self.take_digit();
        self.exponent += 1;
        true
    }

    /// Takes the last digit off the coefficient.
    fn take_digit(&mut self) -> u8 {
        let digit = self.low % 10;
        self.low = self.low / 10 + self.high % 10 * (LOW_LIMIT / 10);
        self.high /= 10;
        digit as u8
    }

    /// The same over the next lower power of ten, where the coefficient has less than 34 digits.
    fn refine(&mut self) -> bool {
        if self.high >= HIGH_LIMIT / 10 {
            return false;
        }
        let low = self.low * 10;
        self.high = self.high * 10 + low / LOW_LIMIT;
        self.low = low % LOW_LIMIT;
        self.exponent = self.exponent.saturating_sub(1);
        true
    }
}

impl Sign {
    fn new(is_minus: bool) -> Sign {
        if is_minus { Sign::Minus } else { Sign::Plus }
    }
}

impl From<i64> for Number {
    fn from(integer: i64) -> Number {
        let magnitude = integer.unsigned_abs();
        let (high, low) = (magnitude / LOW_LIMIT, magnitude % LOW_LIMIT);
        Number { high, low, exponent: 0, sign: Sign::new(integer < 0) }
    }
}

impl From<i32> for Number {
    fn from(integer: i32) -> Number {
        Number::from(i64::from(integer))
    }
}

impl From<u32> for Number {
    fn from(integer: u32) -> Number {
        Number::from(i64::from(integer))
    }
}

impl Neg for Number {
    type Output = Number;

    fn neg(self) -> Number {
        Number::neg(self)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

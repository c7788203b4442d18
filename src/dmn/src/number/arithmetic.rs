//! The four operations, modulo and rounding, each rounded once as IEEE 754 wants it: to 34 digits, half to even.

use super::wide::Wide;
use super::{EXPONENTS, Number, Rounding};

impl Number {
    /// The sum; nothing where it overflows.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        let (mut one, mut two) = (self, other);
        if one.align(&mut two).is_ok()
            && one.is_small_as(two)
            && let Some(sum) = (Number { exponent: one.exponent, ..Number::from(one.signed() + two.signed()) }).pack()
        {
            return Some(sum);
        }
        let mut sum = Wide::from(self);
        sum += &other.into();
        sum.nearest()
    }

    /// The difference; nothing where it overflows.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.checked_add(other.neg())
    }

    /// The product; nothing where it overflows.
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        if self.is_small_as(other)
            && let exponent = self.exponent + other.exponent
            && let Some(product) = (Number { exponent, ..Number::from(self.signed() * other.signed()) }).pack()
        {
            return Some(product);
        }
        let mut product = Wide::from(self);
        product *= &other.into();
        product.nearest()
    }

    /// The quotient; nothing where it overflows or the divisor is zero.
    pub fn checked_div(self, divisor: Number) -> Option<Number> {
        if divisor.is_zero() {
            return None;
        }
        let mut quotient = Wide::from(self);
        quotient /= &divisor.into();
        quotient.nearest()
    }

    /// FEEL's modulo, `self - divisor * floor(self / divisor)`, with the sign of the divisor (DMN 1.5, 10.3.4.5); it
    /// is exact where 34 digits can say it. Nothing where the divisor is zero or the quotient overflows.
    pub fn checked_rem(self, divisor: Number) -> Option<Number> {
        if divisor.is_zero() {
            return None;
        }
        let divisor = Wide::from(divisor);
        let mut rest = Wide::from(self);
        loop {
            // The first 34 digits of the quotient are mostly all of it.
            let mut quotient = rest;
            quotient /= &divisor;
            let whole = quotient.narrowed(0, Rounding::Down)?;
            if whole.is_zero() {
                break;
            }
            let mut multiple = Wide::from(whole);
            multiple *= &divisor;
            rest -= &multiple;
        }
        if !rest.is_zero() && rest.sign != divisor.sign {
            rest += &divisor;
        }
        rest.nearest()
    }

    /// The highest integer that is not above the number.
    pub fn floor(self) -> Number {
        self.round(0, Rounding::Floor).unwrap_or(self)
    }

    /// The lowest integer that is not below the number.
    pub fn ceiling(self) -> Number {
        self.round(0, Rounding::Ceiling).unwrap_or(self)
    }

    /// The number with at most `scale` digits behind the point; a negative scale rounds to tens, hundreds and so on.
    /// Nothing where the scale is outside of -6111 to 6176 (DMN 1.5, 10.3.4.5) or the result overflows.
    pub fn round(self, scale: i32, rounding: Rounding) -> Option<Number> {
        let least = scale.checked_neg().filter(|least| EXPONENTS.contains(least))?;
        if self.exponent >= least { Some(self) } else { Wide::from(self).narrowed(least, rounding) }
    }

    /// Whether both coefficients are below 2^30, as in all but scientific use: their sum and product fit in 64 bits.
    fn is_small_as(self, other: Number) -> bool {
        (self.high | other.high) == 0 && (self.low | other.low) < 1 << 30
    }

    fn signed(self) -> i64 {
        self.low.cast_signed() * self.sign as i64
    }
}

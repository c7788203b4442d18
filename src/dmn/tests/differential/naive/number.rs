//! Decimals of 34 digits, rounded half to even after every operation (DMN 1.5, 10.3.2.3.1). Exact until then.

use std::num::NonZeroU64;

use bigdecimal::num_bigint::{BigInt, Sign};
use bigdecimal::num_traits::{Signed, ToPrimitive, Zero};
use bigdecimal::{BigDecimal, RoundingMode};

use crate::model::Val;

const DIGITS: NonZeroU64 = NonZeroU64::new(34).unwrap();

pub fn integer(number: i64) -> Val {
    Val::Number(number.into())
}

pub fn rounded(exact: &BigDecimal) -> BigDecimal {
    exact.with_precision_round(DIGITS, RoundingMode::HalfEven).normalized()
}

/// Whether a number is so large or so small that decimal128 may be at its end.
pub fn is_extreme(number: &BigDecimal) -> bool {
    let (digits, scale) = number.as_bigint_and_exponent();
    let magnitude = digits.to_string().len() as i64 - scale;
    !number.is_zero() && !(-6_000..6_000).contains(&magnitude)
}

/// A quotient with more digits than count, the last of them not zero where it does not end there.
pub fn quotient(dividend: &BigDecimal, divisor: &BigDecimal) -> BigDecimal {
    let ((above, above_scale), (below, below_scale)) =
        (dividend.as_bigint_and_exponent(), divisor.as_bigint_and_exponent());
    let shift = 40 + below.to_string().len();
    let above = above * ten_to(shift);
    let (mut whole, mut scale) = (&above / &below, above_scale - below_scale + shift as i64);
    if !(&above - &whole * &below).is_zero() {
        let sticky = if (above.sign() == Sign::Minus) == (below.sign() == Sign::Minus) { 1 } else { -1 };
        whole = whole * 10 + sticky;
        scale += 1;
    }
    BigDecimal::new(whole, scale)
}

/// A power with a whole exponent, rounded by nobody yet; none where it would be a division by zero.
pub fn power(base: &BigDecimal, exponent: &BigDecimal) -> Option<BigDecimal> {
    let exponent = whole(exponent)?;
    let mut product = BigDecimal::from(1);
    for _ in 0..exponent.abs() {
        product *= base;
    }
    if exponent >= 0 {
        return Some(product);
    }
    (!base.is_zero()).then(|| quotient(&BigDecimal::from(1), &product))
}

/// The number, where it is a whole one.
pub fn whole(number: &BigDecimal) -> Option<i64> {
    number.to_i64().filter(|_| number.is_integer())
}

/// With so many digits behind the point.
pub fn to_scale(number: &BigDecimal, scale: i64, mode: RoundingMode) -> BigDecimal {
    number.with_scale_round(scale, mode).normalized()
}

/// What remains of a division that is rounded down.
pub fn modulo(dividend: &BigDecimal, divisor: &BigDecimal) -> BigDecimal {
    let (above, below, scale) = {
        let ((a, a_scale), (b, b_scale)) = (dividend.as_bigint_and_exponent(), divisor.as_bigint_and_exponent());
        let scale = a_scale.max(b_scale);
        (a * ten_to((scale - a_scale) as usize), b * ten_to((scale - b_scale) as usize), scale)
    };
    let mut rest = &above % &below;
    if !rest.is_zero() && rest.is_negative() != below.is_negative() {
        rest += below;
    }
    BigDecimal::new(rest, scale)
}

fn ten_to(power: usize) -> BigInt {
    BigInt::from(10).pow(power as u32)
}

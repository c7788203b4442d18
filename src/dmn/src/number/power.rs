//! Powers and roots. All of it is decimal and integer arithmetic, the same on every machine.
//!
//! Each step keeps 73 digits or more, and an exponent of n digits costs n of them: enough for the 34 of the result.

use std::cmp::Ordering;

use super::Number;
use super::wide::{HALF, ONE, Wide};

/// In limbs: no number, and no number divided into one, is as large or as small.
const EXPONENT_LIMIT: u32 = 1500;
/// The largest integer of two limbs.
const TWO_LIMBS: u64 = 999_999_999_999_999_999;

impl Number {
    /// The square root; nothing where the number is negative.
    pub fn sqrt(self) -> Option<Number> {
        if self.is_negative() {
            return None;
        }
        let mut root = Wide::from(self);
        root.take_root();
        root.nearest()
    }

    /// `self` to the power of `exponent`, within one unit of the last digit; zero to the power of zero is one. Nothing
    /// where it overflows, for zero to a negative power, and for a negative number to a power that is no integer.
    pub fn checked_pow(self, exponent: Number) -> Option<Number> {
        if self.is_zero() {
            return match exponent.cmp(&Number::ZERO) {
                Ordering::Less => None,
                Ordering::Equal => Some(Number::ONE),
                Ordering::Greater => Some(self),
            };
        }
        if self.is_negative() && !exponent.is_integer() {
            return None;
        }

        // The integer part bit by bit, each bit for one squaring more; then the fraction.
        let base = Wide::from(self.abs());
        // With ten zeros behind 34 digits or with more, only powers of one are in range.
        let mut bits = Wide::from(Number { exponent: exponent.exponent.min(10), ..exponent.abs() });
        let mut count = 0;
        while bits.exponent > 0 {
            bits *= &HALF;
            count += 1;
        }
        let mut power = ONE;
        for _ in 0..count {
            let root = power;
            power *= &root;
            if bits.next_bit() {
                power *= &base;
            }
            if power.exponent.unsigned_abs() > EXPONENT_LIMIT {
                // The bits that are left would lead it further away.
                break;
            }
        }
        power *= &base.to_fraction(bits);
        if exponent.is_negative() {
            let inverse = power;
            power = ONE;
            power /= &inverse;
        }
        // Beyond 34 digits, every integer is even.
        if exponent.exponent == 0 && exponent.low % 2 == 1 {
            power.sign = self.sign as i32;
        }
        power.nearest()
    }
}

impl Wide {
    /// Takes the first binary digit behind the point off.
    fn next_bit(&mut self) -> bool {
        let half = *self;
        *self += &half;
        let bit = self.exponent > 0;
        if bit {
            *self -= &ONE;
        }
        bit
    }

    /// To a power from zero to one: bit by bit, each bit for one square root more. Soon the root is so near to one that
    /// the rest is a short series, (1 + d)^f = 1 + f × d + f × (f - 1) / 2 × d² + …
    fn to_fraction(self, mut fraction: Wide) -> Wide {
        let (mut power, mut root) = (ONE, self);
        let mut distance = root;
        distance -= &ONE;
        while !fraction.is_zero() && (distance.exponent > 0 || distance.exponent == 0 && distance.top().0 > 1_000_000) {
            root.take_root();
            distance = root;
            distance -= &ONE;
            if fraction.next_bit() {
                power *= &root;
            }
        }
        let (mut sum, mut term, mut count) = (ONE, ONE, ONE);
        loop {
            term *= &distance;
            term *= &fraction;
            term /= &count;
            if term.is_zero() || term.exponent + 9 <= sum.exponent {
                break;
            }
            sum += &term;
            fraction -= &ONE;
            count += &ONE;
        }
        power *= &sum;
        power
    }

    /// The square root, whatever the sign: a guess, and Newton's steps, each of which doubles its digits.
    fn take_root(&mut self) {
        let (first, second) = self.top();
        let odd = self.exponent & 1;
        // The guess may be binary: a square root is the same to the last bit everywhere.
        let top = f64::from(first) * 1e9 + f64::from(second);
        let guess = if odd == 0 { top } else { top * 1e-9 };
        let guess = ((guess.sqrt() * 1e9) as u64).min(TWO_LIMBS);
        let (first, second) = (guess / 1_000_000_000, guess % 1_000_000_000);
        let mut root = Wide::new((self.exponent + odd) / 2, first as u32, second as u32);
        for _ in 0..3 {
            let mut quotient = *self;
            quotient /= &root;
            root += &quotient;
            root *= &HALF;
        }
        *self = root;
    }
}

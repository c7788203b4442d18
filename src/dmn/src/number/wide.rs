//! What numbers are calculated in: floating point of nine limbs, each of nine decimal digits. At least 73 digits hold
//! the exact product of two numbers, and more of every other result than rounding it needs.
//!
//! Results are cut off, not rounded. Where something was cut off, the last digit is made odd, and so the result is
//! never taken for an exact one, nor for one that lies halfway.

use std::mem::swap;
use std::num::NonZeroU64;
use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

use super::{DIGITS, EXPONENTS, LOW_LIMIT, Number, Rounding, Sign};

const LIMB_DIGITS: i32 = 9;
/// What one limb counts up to.
const BASE: u32 = 1_000_000_000;
const BILLION: u64 = BASE as u64;

/// sign × 0.limbs × 10^9^exponent.
#[derive(Clone, Copy)]
pub(super) struct Wide {
    /// 1 or -1, and 1 for zero.
    pub(super) sign: i32,
    pub(super) exponent: i32,
    limbs: Limbs,
}

// Statics, because constants would be copied wherever they are used.
pub(super) static ZERO: Wide = Wide::new(0, 0, 0);
pub(super) static ONE: Wide = Wide::new(1, 1, 0);
pub(super) static HALF: Wide = Wide::new(0, BASE / 2, 0);

/// From the highest to the lowest. The first one is room for a carry, and stands before the point; the second one is
/// zero only in zero.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
struct Limbs([u32; 10]);

impl From<Number> for Wide {
    fn from(number: Number) -> Wide {
        let Number { high, low, exponent, sign } = number;
        let split = |part: u64| ((part / BILLION) as u32, (part % BILLION) as u32);
        let ((first, second), (third, last)) = (split(high), split(low));
        // Moved to an exponent that is a multiple of nine: at most 42 digits, in five limbs.
        let factor = 10_u32.wrapping_pow(exponent.rem_euclid(LIMB_DIGITS).cast_unsigned());
        let mut limbs = Limbs([0, 0, 0, 0, 0, 0, first, second, third, last]);
        limbs.multiply(factor);
        let mut wide = Wide { sign: sign as i32, exponent: exponent.div_euclid(LIMB_DIGITS) + 9, limbs };
        wide.normalize();
        wide
    }
}

impl Wide {
    /// Two limbs over an exponent. The first one is zero only in zero.
    pub(super) const fn new(exponent: i32, first: u32, second: u32) -> Wide {
        Wide { sign: 1, exponent, limbs: Limbs([0, first, second, 0, 0, 0, 0, 0, 0, 0]) }
    }

    /// The two limbs that begin it.
    pub(super) fn top(&self) -> (u32, u32) {
        (self.limbs.0[1], self.limbs.0[2])
    }

    pub(super) fn is_zero(&self) -> bool {
        self.limbs.0[1] == 0
    }

    /// The exponent of ten of the first digit.
    pub(super) fn first(&self) -> i32 {
        let (mut first, mut limb) = ((self.exponent - 1) * LIMB_DIGITS, self.limbs.0[1]);
        while limb >= 10 {
            limb /= 10;
            first += 1;
        }
        first
    }

    /// What decides which of two is the larger, without their signs.
    fn magnitude(&self) -> (i32, &Limbs) {
        (if self.is_zero() { i32::MIN } else { self.exponent }, &self.limbs)
    }

    /// The nearest number that the rounding allows, of at most 34 digits and none below 10^least, which is in range.
    pub(super) fn narrowed(&self, least: i32, rounding: Rounding) -> Option<Number> {
        let exponent = (self.first() + 1 - DIGITS).max(least);
        // Two digits more are kept at first. They decide the rounding, and the last of them is odd if more follows.
        let mut limbs = self.limbs;
        let dropped = exponent - 2 - (self.exponent - 9) * LIMB_DIGITS;
        let up = (-dropped).rem_euclid(LIMB_DIGITS);
        limbs.multiply(10_u32.wrapping_pow(up.cast_unsigned()));
        for _ in 0..((dropped + up) / LIMB_DIGITS).min(10) {
            limbs.shift_down();
        }
        let [.., first, second, third, last] = limbs.0.map(u64::from);
        let (high, low) = (first * BILLION + second, third * BILLION + last);
        let rest = low % 100;
        let low = high % 100 * (LOW_LIMIT / 100) + low / 100;
        // Above which two digits the number is rounded away from zero.
        let limit = match rounding {
            Rounding::HalfEven => 50 - low % 2,
            Rounding::HalfUp => 49,
            Rounding::HalfDown => 50,
            Rounding::Floor if self.sign < 0 => 0,
            Rounding::Ceiling if self.sign > 0 => 0,
            Rounding::Up => 0,
            Rounding::Down | Rounding::Floor | Rounding::Ceiling => 99,
        };
        let low = low + u64::from(rest > limit);
        let high = high / 100 + low / LOW_LIMIT;
        Number { high, low: low % LOW_LIMIT, exponent, sign: Sign::new(self.sign < 0) }.pack()
    }

    /// Rounded as IEEE 754 does unless it is told otherwise.
    pub(super) fn nearest(&self) -> Option<Number> {
        self.narrowed(*EXPONENTS.start(), Rounding::HalfEven)
    }

    /// Back to a first limb that is free, and a second one that is not zero.
    fn normalize(&mut self) {
        if self.limbs.0[0] != 0 {
            self.limbs.shift_down();
            self.exponent += 1;
        }
        for _ in 0..9 {
            if self.limbs.0[1] != 0 {
                return;
            }
            self.limbs.shift_up(0);
            self.exponent -= 1;
        }
        *self = ZERO;
    }
}

impl AddAssign<&Wide> for Wide {
    fn add_assign(&mut self, other: &Wide) {
        let mut small = *other;
        if self.magnitude() < small.magnitude() {
            swap(self, &mut small);
        }
        if small.is_zero() {
            return;
        }
        for _ in 0..(self.exponent - small.exponent).min(10) {
            small.limbs.shift_down();
        }
        self.limbs.add(&small.limbs, (self.sign * small.sign).into());
        self.normalize();
    }
}

impl SubAssign<&Wide> for Wide {
    fn sub_assign(&mut self, other: &Wide) {
        *self += &Wide { sign: -other.sign, ..*other };
    }
}

impl MulAssign<&Wide> for Wide {
    fn mul_assign(&mut self, other: &Wide) {
        let mut product = Limbs::default();
        for limb in self.limbs.0.iter().skip(1).rev() {
            product.shift_down();
            product.add(&other.limbs, (*limb).into());
        }
        self.limbs = product;
        self.sign *= other.sign;
        self.exponent += other.exponent - 1;
        self.normalize();
    }
}

impl DivAssign<&Wide> for Wide {
    /// Divides limb by limb as on paper. The divisor is not zero: the callers see to that, and here it gives zero.
    fn div_assign(&mut self, divisor: &Wide) {
        // With a divisor whose first limb is half full, a limb that is guessed from first limbs is at most 2 too high.
        let factor = BASE.checked_div(divisor.limbs.0[1] + 1).unwrap_or(1);
        let mut scaled = divisor.limbs;
        scaled.multiply(factor);
        let top = NonZeroU64::new(scaled.0[1].into()).unwrap_or(NonZeroU64::MAX);
        let mut rest = self.limbs;
        rest.multiply(factor);
        for _ in 0..10 {
            let rest_top = u64::from(rest.0[0]) * BILLION + u64::from(rest.0[1]);
            let mut guess = (rest_top / top).min(BILLION - 1).cast_signed();
            let mut carry = rest.add(&scaled, -guess);
            while carry < 0 {
                guess -= 1;
                carry += rest.add(&scaled, 1);
            }
            // The quotient comes in from below. What is left is below the divisor, so its first limb is free.
            self.limbs.shift_up(guess as u32);
            rest.shift_up(0);
        }
        self.limbs.mark(rest.0.iter().any(|limb| *limb != 0));
        self.sign *= divisor.sign;
        self.exponent -= divisor.exponent;
        self.normalize();
    }
}

impl Limbs {
    /// Adds a multiple, which may be negative, and returns the carry out of the first limb.
    fn add(&mut self, other: &Limbs, factor: i64) -> i64 {
        let mut carry = 0;
        for (place, limb) in self.0.iter_mut().zip(&other.0).rev() {
            carry += i64::from(*place) + factor * i64::from(*limb);
            // Moved above zero by a multiple of the base, because remainders of negative numbers are slow.
            let above_zero = (carry + (i64::from(BASE) << 32)).cast_unsigned();
            *place = (above_zero % BILLION) as u32;
            carry = (above_zero / BILLION).cast_signed() - (1 << 32);
        }
        carry
    }

    fn multiply(&mut self, factor: u32) {
        let once = *self;
        self.add(&once, i64::from(factor) - 1);
    }

    /// Moves every limb to the next lower place.
    fn shift_down(&mut self) {
        let mut moved = 0;
        for place in &mut self.0 {
            swap(place, &mut moved);
        }
        self.mark(moved != 0);
    }

    /// Moves every limb to the next higher place, and a new one into the lowest.
    fn shift_up(&mut self, mut moved: u32) {
        for place in self.0.iter_mut().rev() {
            swap(place, &mut moved);
        }
    }

    /// Makes the last digit odd where something was cut off.
    fn mark(&mut self, is_cut: bool) {
        self.0[9] |= u32::from(is_cut);
    }
}

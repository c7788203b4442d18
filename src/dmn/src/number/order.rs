//! Which of two numbers is the larger.

use std::cmp::Ordering;

use super::Number;

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (self.is_negative(), other.is_negative()) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (negative, _) => {
                let order = self.compare(*other);
                if negative { order.reverse() } else { order }
            }
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Number {
    /// Brings both over the same power of ten. Where that takes more than 34 digits, it tells which one is larger
    /// without its sign: the one that has them all, and still the higher power.
    pub(super) fn align(&mut self, other: &mut Number) -> Result<(), Ordering> {
        // Zero is over any power, and would never stop taking digits.
        if self.is_zero() {
            self.exponent = other.exponent;
        } else if other.is_zero() {
            other.exponent = self.exponent;
        }
        while self.exponent != other.exponent {
            let (coarse, order) = if self.exponent > other.exponent {
                (&mut *self, Ordering::Greater)
            } else {
                (&mut *other, Ordering::Less)
            };
            if !coarse.refine() {
                return Err(order);
            }
        }
        Ok(())
    }

    /// Compares without the signs.
    fn compare(mut self, mut other: Number) -> Ordering {
        match self.align(&mut other) {
            Ok(()) => (self.high, self.low).cmp(&(other.high, other.low)),
            Err(order) => order,
        }
    }
}

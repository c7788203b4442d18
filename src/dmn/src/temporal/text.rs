//! What the texts of all dates, times and durations are made of: digits, signs and fractions of a second.

use std::fmt::{self, Write};

/// The rest of a text, read from the left.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Reader<'a> {
        Reader { rest: text.as_bytes() }
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// What comes next, left where it is.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Passes over this character, where it comes next.
    pub(super) fn eat(&mut self, expected: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == expected => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Passes over this character, which must come next.
    pub(super) fn expect(&mut self, expected: u8) -> Option<()> {
        self.eat(expected).then_some(())
    }

    /// All digits up to the next other character; there may be none.
    pub(super) fn digits(&mut self) -> &'a [u8] {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.take(count).unwrap_or_default()
    }

    /// A number of exactly two digits; more digits may follow.
    pub(super) fn two_digits(&mut self) -> Option<u8> {
        match self.take(2)? {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
            _ => None,
        }
    }

    /// The digits before this letter, both of which are left where they are unless they come next.
    pub(super) fn digits_before(&mut self, letter: u8) -> Option<&'a [u8]> {
        let before = self.rest;
        let digits = self.digits();
        if !digits.is_empty() && self.eat(letter) {
            return Some(digits);
        }
        self.rest = before;
        None
    }

    /// The nanoseconds that follow whole seconds: none, or a point and one to nine digits.
    pub(super) fn nanoseconds(&mut self) -> Option<u32> {
        if !self.eat(b'.') {
            return Some(0);
        }
        let digits = self.digits();
        if digits.is_empty() || digits.len() > 9 {
            return None;
        }
        // Nine digits in all, so it stays below 10^9.
        Some((0..9).fold(0, |sum, place| sum * 10 + digits.get(place).map_or(0, |digit| u32::from(digit - b'0'))))
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }
}

/// The number that digits write, where it fits.
pub(super) fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(i64::from(digit - b'0')))
}

/// Adds up numbers, of which some may be missing, each times its unit; nothing where the sum does not fit.
pub(super) fn sum(parts: &[(Option<&[u8]>, i64)]) -> Option<i64> {
    parts
        .iter()
        .try_fold(0_i64, |sum, (digits, unit)| sum.checked_add(number(digits.unwrap_or_default())?.checked_mul(*unit)?))
}

/// Writes nanoseconds as the fraction of a second, without trailing zeros; no nanoseconds as nothing.
pub(super) fn write_fraction(nanoseconds: u32, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    if nanoseconds == 0 {
        return Ok(());
    }
    formatter.write_char('.')?;
    // Digit by digit, because a width that is known only at run time brings a panic into the formatting.
    let mut rest = u64::from(nanoseconds);
    while rest > 0 {
        rest *= 10;
        formatter.write_char(char::from(b'0' + (rest / 1_000_000_000) as u8))?;
        rest %= 1_000_000_000;
    }
    Ok(())
}

//! The compiled form of a program as it travels: one text, written and read by hand.
//!
//! A number is its digits and a semicolon, a text its length in bytes, a colon and its bytes, a list its length and
//! its items, a choice one sign. Expressions are flat, operands before what is done with them, so that no reader has
//! to go deep. By serde the same would be four times the code of a browser's download.

mod expressions;
mod programs;
mod values;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Program;

/// What a text of this form begins with. It changes with the form.
const VERSION: &str = "dmn/1 ";

/// How deep types and values go.
const MAX_DEPTH: u32 = 128;

/// What can be written, and read again from what was written.
pub(crate) trait Wire: Sized {
    fn write(&self, to: &mut String);
    /// Nothing where the text is not what was written.
    fn read(from: &mut Reader<'_>) -> Option<Self>;
}

/// A text that is being read.
pub(crate) struct Reader<'a> {
    rest: &'a str,
    depth: u32,
}

impl Serialize for Program {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = VERSION.to_owned();
        self.write(&mut text);
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Program {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Program, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut from = Reader { rest: text.strip_prefix(VERSION).unwrap_or_default(), depth: 0 };
        let program = Program::read(&mut from).filter(|_| from.rest.is_empty());
        program.ok_or_else(|| D::Error::custom("not a compiled program, or one of another version"))
    }
}

impl<'a> Reader<'a> {
    /// The next character, which tells which of several things follows.
    fn choice(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number(':')?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(text)
    }

    fn number(&mut self, end: char) -> Option<usize> {
        let (digits, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        digits.parse().ok()
    }

    /// Reads something that may hold others of its kind.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let found = if self.depth > MAX_DEPTH { None } else { read(self) };
        self.depth -= 1;
        found
    }
}

fn write_number(number: usize, end: char, to: &mut String) {
    to.push_str(&number.to_string());
    to.push(end);
}

fn write_text(text: &str, to: &mut String) {
    write_number(text.len(), ':', to);
    to.push_str(text);
}

impl Wire for u32 {
    fn write(&self, to: &mut String) {
        write_number(usize::try_from(*self).unwrap_or(usize::MAX), ';', to);
    }

    fn read(from: &mut Reader<'_>) -> Option<u32> {
        u32::try_from(from.number(';')?).ok()
    }
}

impl Wire for bool {
    fn write(&self, to: &mut String) {
        to.push(if *self { '1' } else { '0' });
    }

    fn read(from: &mut Reader<'_>) -> Option<bool> {
        match from.choice()? {
            '1' => Some(true),
            '0' => Some(false),
            _ => None,
        }
    }
}

impl Wire for String {
    fn write(&self, to: &mut String) {
        write_text(self, to);
    }

    fn read(from: &mut Reader<'_>) -> Option<String> {
        from.text().map(str::to_owned)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, to: &mut String) {
        self.is_some().write(to);
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Option<T>> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, to: &mut String) {
        write_number(self.len(), ';', to);
        self.iter().for_each(|item| item.write(to));
    }

    /// Room is made as items are read: a length alone proves nothing.
    fn read(from: &mut Reader<'_>) -> Option<Vec<T>> {
        let length = from.number(';')?;
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(T::read(from)?);
        }
        Some(items)
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, to: &mut String) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<(A, B)> {
        Some((A::read(from)?, B::read(from)?))
    }
}

/// Writes and reads the fields of a struct one after the other.
macro_rules! fields {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Wire for $name {
            fn write(&self, to: &mut String) {
                $(self.$field.write(to);)+
            }

            fn read(from: &mut Reader<'_>) -> Option<$name> {
                Some($name { $($field: Wire::read(from)?),+ })
            }
        }
    )+};
}

/// Writes and reads an enum without contents as one character for each variant.
macro_rules! enum_chars {
    ($($name:ident { $($variant:ident = $character:literal),+ $(,)? })+) => {$(
        impl Wire for $name {
            fn write(&self, to: &mut String) {
                to.push(match self { $($name::$variant => $character),+ });
            }

            fn read(from: &mut Reader<'_>) -> Option<$name> {
                Some(match from.choice()? { $($character => $name::$variant,)+ _ => return None })
            }
        }
    )+};
}

pub(crate) use {enum_chars, fields};

#[cfg(all(test, feature = "xml"))]
mod tests;

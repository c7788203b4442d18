//! The built-in functions (DMN 1.5, 10.3.4), by their groups in the standard. Here is how they get their arguments.
//!
//! An argument that is null makes the result null, unless the function says otherwise. One that is outside of the
//! function's domain does so too, and leaves a finding. A list of one item stands for the item where a list is not
//! what the function takes (DMN 1.5, 10.3.2.9.4).

mod conversion;
mod list;
mod numeric;
mod text;

use std::borrow::Cow;

use super::{Builtin, bounds};
use crate::program::Run;
use crate::ternary::{and, or};
use crate::{Number, Rounding, Value};

/// Why a function has no value.
enum Refusal {
    /// An argument is null.
    Null,
    /// An argument is outside of the domain.
    Because(String),
}

type Result<T = Value> = std::result::Result<T, Refusal>;

/// What a function is called with.
#[derive(Clone, Copy)]
struct Arguments<'a> {
    builtin: Builtin,
    values: &'a [Cow<'a, Value>],
}

/// The value of a built-in function.
pub(super) fn call(builtin: Builtin, values: &[Cow<'_, Value>], run: &mut Run<'_>) -> Value {
    let arguments = Arguments { builtin, values };
    let result = match builtin {
        Builtin::Date => conversion::date(arguments),
        Builtin::Time => conversion::time(arguments),
        Builtin::DateAndTime => conversion::date_and_time(arguments),
        Builtin::Duration => conversion::duration(arguments),
        Builtin::YearsAndMonthsDuration => conversion::years_and_months_duration(arguments),
        Builtin::Number => conversion::number(arguments),
        Builtin::String => conversion::string(arguments),
        Builtin::Not => arguments.boolean(0).map(|negand| Value::Boolean(!negand)),
        Builtin::Abs => numeric::abs(arguments),
        Builtin::Floor => numeric::rounded(arguments, Rounding::Floor),
        Builtin::Ceiling => numeric::rounded(arguments, Rounding::Ceiling),
        Builtin::Decimal => numeric::rounded(arguments, Rounding::HalfEven),
        Builtin::RoundUp => numeric::rounded(arguments, Rounding::Up),
        Builtin::RoundDown => numeric::rounded(arguments, Rounding::Down),
        Builtin::RoundHalfUp => numeric::rounded(arguments, Rounding::HalfUp),
        Builtin::RoundHalfDown => numeric::rounded(arguments, Rounding::HalfDown),
        Builtin::Modulo => numeric::modulo(arguments),
        Builtin::Sqrt => numeric::sqrt(arguments),
        Builtin::Even => numeric::is_even(arguments).map(Value::Boolean),
        Builtin::Odd => numeric::is_even(arguments).map(|even| Value::Boolean(!even)),
        Builtin::Min => list::first_by(std::cmp::Ordering::Less, arguments, run),
        Builtin::Max => list::first_by(std::cmp::Ordering::Greater, arguments, run),
        Builtin::Sum => list::sum(arguments),
        Builtin::Mean => list::mean(arguments),
        Builtin::Count => list::count(arguments),
        Builtin::All => Ok(list::joined(Some(true), and, arguments, run)),
        Builtin::Any => Ok(list::joined(Some(false), or, arguments, run)),
        Builtin::ListContains => list::contains(arguments),
        Builtin::StringLength => text::length(arguments),
        Builtin::Substring => text::substring(arguments),
        Builtin::SubstringBefore => text::before(arguments),
        Builtin::SubstringAfter => text::after(arguments),
        Builtin::Contains => text::both(arguments, |string, found| text::position(string, found).is_some()),
        Builtin::StartsWith => text::both(arguments, |string, found| string.starts_with(found)),
        Builtin::EndsWith => text::both(arguments, |string, found| string.ends_with(found)),
    };
    match result {
        Ok(value) if bounds::is_bounded(&value) => return value,
        Ok(_) => run.report(["the text of `", builtin.as_str(), "` is longer than what is kept"].concat()),
        Err(Refusal::Because(message)) => run.report(message),
        Err(Refusal::Null) => {}
    }
    Value::Null
}

impl<'a> Arguments<'a> {
    fn len(self) -> usize {
        self.values.len()
    }

    /// The argument as it is.
    fn any(self, position: usize) -> Result<&'a Value> {
        match self.values.get(position) {
            Some(value) => Ok(value),
            None => Err(self.refuse(&["lacks its `", self.name(position), "`"])),
        }
    }

    /// The argument where it is neither null nor a list.
    fn single(self, position: usize) -> Result<&'a Value> {
        let value = match self.any(position)? {
            Value::List(items) => match items.as_slice() {
                [item] => item,
                _ => return Err(self.wrong(position, "single value")),
            },
            value => value,
        };
        if value.is_null() { Err(Refusal::Null) } else { Ok(value) }
    }

    fn boolean(self, position: usize) -> Result<bool> {
        self.single(position)?.as_bool().ok_or_else(|| self.wrong(position, "boolean"))
    }

    fn string(self, position: usize) -> Result<&'a str> {
        self.single(position)?.as_str().ok_or_else(|| self.wrong(position, "string"))
    }

    fn number(self, position: usize) -> Result<Number> {
        self.single(position)?.as_number().ok_or_else(|| self.wrong(position, "number"))
    }

    fn integer(self, position: usize) -> Result<i64> {
        let number = self.number(position)?;
        number.as_integer().ok_or_else(|| self.refuse(&["wants a whole number for `", self.name(position), "`"]))
    }

    fn list(self, position: usize) -> Result<&'a [Value]> {
        match self.any(position)? {
            Value::Null => Err(Refusal::Null),
            value => value.as_list().ok_or_else(|| self.wrong(position, "list")),
        }
    }

    /// Whether the argument is there: left out, it is null or the call ends before it.
    fn has(self, position: usize) -> bool {
        self.values.get(position).is_some_and(|value| !value.is_null())
    }

    fn name(self, position: usize) -> &'static str {
        self.builtin.parameters().get(position).copied().unwrap_or("argument")
    }

    /// An argument is of another kind than the one that is wanted.
    fn wrong(self, position: usize, wanted: &str) -> Refusal {
        let kind = self.values.get(position).and_then(|value| value.kind()).map_or("null", |kind| kind.as_str());
        self.refuse(&["wants a ", wanted, " for `", self.name(position), "`, not a ", kind])
    }

    /// A finding that begins with the function's name.
    fn refuse(self, because: &[&str]) -> Refusal {
        Refusal::Because(["`", self.builtin.as_str(), "` ", &because.concat()].concat())
    }
}

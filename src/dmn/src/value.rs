//! The values that facts, cells and answers hold.

mod equality;

use std::borrow::Cow;
use std::fmt;

use crate::{Date, DateTime, DaysDuration, Kind, MonthsDuration, Number, Time};

/// A FEEL value (DMN 1.5, 10.3.2.2). A text that is known when the program is built is borrowed, not copied.
///
/// `==` compares what is written, field by field. FEEL's own equality, which may be unknown, is [`Value::equals`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    #[default]
    Null,
    Boolean(bool),
    Number(Number),
    String(Cow<'static, str>),
    Date(Date),
    Time(Time),
    DateTime(DateTime),
    DaysDuration(DaysDuration),
    MonthsDuration(MonthsDuration),
    List(Vec<Value>),
    Context(Context),
}

/// Values by name, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Context(Vec<(Cow<'static, str>, Value)>);

impl Context {
    /// The value under this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Puts a value under a name, in the place of the one that was there.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some(entry) => entry.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// Every name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Value {
    /// The value's kind; null has none.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Value::Null => None,
            Value::Boolean(_) => Some(Kind::Boolean),
            Value::Number(_) => Some(Kind::Number),
            Value::String(_) => Some(Kind::String),
            Value::Date(_) => Some(Kind::Date),
            Value::Time(_) => Some(Kind::Time),
            Value::DateTime(_) => Some(Kind::DateTime),
            Value::DaysDuration(_) => Some(Kind::DaysDuration),
            Value::MonthsDuration(_) => Some(Kind::MonthsDuration),
            Value::List(_) => Some(Kind::List),
            Value::Context(_) => Some(Kind::Context),
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Number(value) => Some(*value),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(values) => Some(values),
            _ => None,
        }
    }

    pub fn as_context(&self) -> Option<&Context> {
        match self {
            Value::Context(context) => Some(context),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    /// Writes the value as FEEL that reads back as the same.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => formatter.write_str("null"),
            Value::Boolean(value) => value.fmt(formatter),
            Value::Number(value) => value.fmt(formatter),
            Value::String(text) => quoted(text, formatter),
            Value::Date(value) => write!(formatter, "date(\"{value}\")"),
            Value::Time(value) => write!(formatter, "time(\"{value}\")"),
            Value::DateTime(value) => write!(formatter, "date and time(\"{value}\")"),
            Value::DaysDuration(value) => write!(formatter, "duration(\"{value}\")"),
            Value::MonthsDuration(value) => write!(formatter, "duration(\"{value}\")"),
            Value::List(values) => {
                formatter.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    formatter.write_str(if index == 0 { "" } else { ", " })?;
                    value.fmt(formatter)?;
                }
                formatter.write_str("]")
            }
            Value::Context(context) => {
                formatter.write_str("{")?;
                for (index, (name, value)) in context.iter().enumerate() {
                    formatter.write_str(if index == 0 { "" } else { ", " })?;
                    quoted(name, formatter)?;
                    write!(formatter, ": {value}")?;
                }
                formatter.write_str("}")
            }
        }
    }
}

fn quoted(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' => formatter.write_str("\\\"")?,
            '\\' => formatter.write_str("\\\\")?,
            '\n' => formatter.write_str("\\n")?,
            '\r' => formatter.write_str("\\r")?,
            '\t' => formatter.write_str("\\t")?,
            other => fmt::Write::write_char(formatter, other)?,
        }
    }
    formatter.write_str("\"")
}

macro_rules! from {
    ($($variant:ident($type:ty),)+) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Value {
                Value::$variant(value.into())
            }
        }
    )+};
}

from!(
    Boolean(bool),
    Number(Number),
    Number(i64),
    String(&'static str),
    String(String),
    Date(Date),
    Time(Time),
    DateTime(DateTime),
    DaysDuration(DaysDuration),
    MonthsDuration(MonthsDuration),
    List(Vec<Value>),
    Context(Context),
);

impl<N: Into<Cow<'static, str>>, V: Into<Value>> FromIterator<(N, V)> for Context {
    /// Of two values under one name the later stays.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Context {
        let mut context = Context::default();
        for (name, value) in entries {
            context.set(name, value);
        }
        context
    }
}

//! What kinds of values there are, and the types that models declare with them.

use std::fmt;

use crate::{Number, UnaryTests, Value};

/// A kind of value: FEEL's built-in types (DMN 1.5, 10.3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Boolean,
    Number,
    String,
    Date,
    Time,
    DateTime,
    DaysDuration,
    MonthsDuration,
    List,
    Context,
}

/// What a variable may hold: DMN's `typeRef`, with its item definitions followed to the end (DMN 1.5, 7.3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Type {
    #[default]
    Any,
    Kind(Kind),
    /// A number without a fraction. Not of the standard: editors of other engines offer it.
    Integer,
    /// A list of which each item has this type.
    List(Box<Type>),
    /// A context with these components.
    Context(Vec<(String, Type)>),
    /// A type whose values are limited to those that pass the tests.
    Only(Box<Type>, Box<UnaryTests>),
}

impl Kind {
    /// The name as it stands in a `typeRef`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::DateTime => "date and time",
            Kind::DaysDuration => "days and time duration",
            Kind::MonthsDuration => "years and months duration",
            Kind::List => "list",
            Kind::Context => "context",
        }
    }
}

impl Type {
    #[cfg(feature = "xml")]
    /// The built-in type that a `typeRef` names; a prefix such as `feel:` is passed over.
    pub fn built_in(type_ref: &str) -> Option<Type> {
        let name = type_ref.rsplit(':').next().unwrap_or_default().trim();
        Some(Type::Kind(match name {
            "Any" => return Some(Type::Any),
            "boolean" => Kind::Boolean,
            "number" => Kind::Number,
            "string" => Kind::String,
            "date" => Kind::Date,
            "time" => Kind::Time,
            "date and time" | "dateTime" => Kind::DateTime,
            "days and time duration" | "dayTimeDuration" => Kind::DaysDuration,
            "years and months duration" | "yearMonthDuration" => Kind::MonthsDuration,
            "list" => Kind::List,
            "context" => Kind::Context,
            _ => return None,
        }))
    }

    /// Whether a value conforms. Null conforms to every type (DMN 1.5, 10.3.2.9), to a limited one as well.
    pub fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Type::Only(base, tests), _) => base.admits(value) && (value.is_null() || tests.admit(value)),
            (Type::Any, _) | (_, Value::Null) => true,
            (Type::Kind(kind), _) => value.kind() == Some(*kind),
            (Type::Integer, _) => value.as_number().is_some_and(Number::is_integer),
            (Type::List(item), Value::List(values)) => values.iter().all(|value| item.admits(value)),
            (Type::Context(components), Value::Context(context)) => components
                .iter()
                .all(|(name, component)| context.get(name).is_some_and(|value| component.admits(value))),
            (Type::List(_) | Type::Context(_), _) => false,
        }
    }

    /// The type without limits of its own.
    pub fn base(&self) -> &Type {
        match self {
            Type::Only(base, _) => base.base(),
            other => other,
        }
    }

    /// The type of a component, where this is a context that has it.
    pub fn component(&self, name: &str) -> Option<&Type> {
        match self.base() {
            Type::Context(components) => components.iter().find(|(key, _)| key == name).map(|(_, ty)| ty),
            _ => None,
        }
    }

    /// The kind of its values, where there is only one.
    pub fn kind(&self) -> Option<Kind> {
        match self.base() {
            Type::Any | Type::Only(..) => None,
            Type::Kind(kind) => Some(*kind),
            Type::Integer => Some(Kind::Number),
            Type::List(_) => Some(Kind::List),
            Type::Context(_) => Some(Kind::Context),
        }
    }
}

impl From<Kind> for Type {
    fn from(kind: Kind) -> Type {
        Type::Kind(kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Any => formatter.write_str("Any"),
            Type::Integer => formatter.write_str("whole number"),
            // What the tests are is left out: printing them is two kilobytes of a browser's download.
            Type::Only(base, _) => write!(formatter, "{base} of those that are allowed"),
            other => formatter.write_str(other.kind().map_or("Any", Kind::as_str)),
        }
    }
}

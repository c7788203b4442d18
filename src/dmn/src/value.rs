//! The values that facts and cells hold, and their types.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Number;

/// A FEEL value of the supported types. A text that is known when the program is built is borrowed, not copied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    #[default]
    Null,
    Boolean(bool),
    Number(Number),
    String(Cow<'static, str>),
}

/// The type that a column declares: DMN's `typeRef`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Boolean,
    Number,
    String,
}

impl Value {
    /// The value's type; null has none.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Value::Null => None,
            Value::Boolean(_) => Some(Kind::Boolean),
            Value::Number(_) => Some(Kind::Number),
            Value::String(_) => Some(Kind::String),
        }
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

    /// Equality as FEEL has it: unknown between different types, except that nothing but null equals null.
    pub(crate) fn equals(&self, other: &Value) -> Option<bool> {
        match (self, other) {
            (Value::Null, _) | (_, Value::Null) => Some(self == other),
            _ => (self.kind() == other.kind()).then(|| self == other),
        }
    }

    /// Order as FEEL has it: between numbers, and between texts by code point; unknown otherwise.
    pub(crate) fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
            (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

impl Kind {
    /// The type that a `typeRef` names; a prefix such as `feel:` is passed over.
    pub fn parse(type_ref: &str) -> Option<Kind> {
        match type_ref.rsplit(':').next() {
            Some("boolean") => Some(Kind::Boolean),
            Some("number") => Some(Kind::Number),
            Some("string") => Some(Kind::String),
            _ => None,
        }
    }

    /// The name as it stands in a `typeRef`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for Value {
    /// Writes the value as an S-FEEL literal.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Value::Null => return formatter.write_str("null"),
            Value::Boolean(value) => return value.fmt(formatter),
            Value::Number(value) => return value.fmt(formatter),
            Value::String(text) => text,
        };
        formatter.write_str("\"")?;
        for character in text.chars() {
            match character {
                '"' => formatter.write_str("\\\"")?,
                '\\' => formatter.write_str("\\\\")?,
                '\n' => formatter.write_str("\\n")?,
                '\r' => formatter.write_str("\\r")?,
                '\t' => formatter.write_str("\\t")?,
                other => write!(formatter, "{other}")?,
            }
        }
        formatter.write_str("\"")
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Number(value.into())
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Value {
        Value::Number(value)
    }
}

impl From<&'static str> for Value {
    fn from(value: &'static str) -> Value {
        Value::String(Cow::Borrowed(value))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::String(Cow::Owned(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_every_type_apart() {
        let values: Vec<Value> = vec![Value::Null, true.into(), 7.into(), "7".into(), "".into()];
        let json = serde_json::to_string(&values).unwrap();
        assert_eq!(json, r#"[null,true,{"n":"7"},"7",""]"#);
        assert_eq!(serde_json::from_str::<Vec<Value>>(&json).unwrap(), values);
    }

    #[test]
    fn different_types_are_neither_equal_nor_unequal() {
        assert_eq!(Value::from(1).equals(&"1".into()), None);
        assert_eq!(Value::Null.equals(&"1".into()), Some(false));
        assert_eq!(Value::Null.equals(&Value::Null), Some(true));
        assert_eq!(Value::from(true).order(&false.into()), None);
    }
}

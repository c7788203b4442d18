//! Unary tests: what an input cell asks of one value (DMN 1.5, 10.3.1.2 and 7.3.3).

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Value;

/// The content of an input cell, or of a column's allowed values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tests {
    /// `-`: every value, null included.
    #[serde(rename = "-")]
    Any,
    /// A list of which one must hold.
    #[serde(rename = "o")]
    Of(Vec<Test>),
    /// `not(…)`: a list of which none may hold.
    #[serde(rename = "n")]
    Not(Vec<Test>),
}

/// One test of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    #[serde(rename = "=")]
    Is(Value),
    #[serde(rename = "<")]
    Below(Value),
    #[serde(rename = "<=")]
    AtMost(Value),
    #[serde(rename = ">")]
    Above(Value),
    #[serde(rename = ">=")]
    AtLeast(Value),
    /// An interval, each end with whether it belongs to it.
    #[serde(rename = "..")]
    Within { low: (Value, bool), high: (Value, bool) },
}

impl Tests {
    /// Whether the cell lets this value through. What FEEL leaves unknown does not pass, inside `not` either.
    pub fn hold(&self, value: &Value) -> bool {
        match self {
            Tests::Any => true,
            Tests::Of(tests) => tests.iter().any(|test| test.holds(value) == Some(true)),
            Tests::Not(tests) => tests.iter().all(|test| test.holds(value) == Some(false)),
        }
    }

    /// Every constant in the cell.
    pub fn constants(&self) -> impl Iterator<Item = &Value> {
        self.list().iter().flat_map(Test::constants)
    }

    /// The single tests, without what joins them.
    pub fn list(&self) -> &[Test] {
        match self {
            Tests::Any => &[],
            Tests::Of(tests) | Tests::Not(tests) => tests,
        }
    }

    /// The values, where the cell is a plain list of them.
    pub fn values(&self) -> Option<Vec<&Value>> {
        let Tests::Of(tests) = self else { return None };
        tests.iter().map(|test| if let Test::Is(value) = test { Some(value) } else { None }).collect()
    }
}

impl Test {
    fn holds(&self, value: &Value) -> Option<bool> {
        match self {
            Test::Is(constant) => value.equals(constant),
            Test::Below(limit) => value.order(limit).map(Ordering::is_lt),
            Test::AtMost(limit) => value.order(limit).map(Ordering::is_le),
            Test::Above(limit) => value.order(limit).map(Ordering::is_gt),
            Test::AtLeast(limit) => value.order(limit).map(Ordering::is_ge),
            Test::Within { low, high } => {
                let above = value.order(&low.0)?;
                let below = value.order(&high.0)?;
                Some((above.is_gt() || low.1 && above.is_eq()) && (below.is_lt() || high.1 && below.is_eq()))
            }
        }
    }

    pub(crate) fn constants(&self) -> impl Iterator<Item = &Value> {
        let (first, second) = match self {
            Test::Is(value) | Test::Below(value) | Test::AtMost(value) | Test::Above(value) | Test::AtLeast(value) => {
                (value, None)
            }
            Test::Within { low, high } => (&low.0, Some(&high.0)),
        };
        std::iter::once(first).chain(second)
    }
}

impl fmt::Display for Tests {
    /// Writes the cell as S-FEEL that reads back as the same cell.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Tests::Any {
            return formatter.write_str("-");
        }
        let negated = matches!(self, Tests::Not(_));
        formatter.write_str(if negated { "not(" } else { "" })?;
        for (index, test) in self.list().iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(formatter, "{comma}{test}")?;
        }
        formatter.write_str(if negated { ")" } else { "" })
    }
}

impl fmt::Display for Test {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::Is(value) => value.fmt(formatter),
            Test::Below(value) => write!(formatter, "< {value}"),
            Test::AtMost(value) => write!(formatter, "<= {value}"),
            Test::Above(value) => write!(formatter, "> {value}"),
            Test::AtLeast(value) => write!(formatter, ">= {value}"),
            Test::Within { low, high } => {
                let open = if low.1 { '[' } else { '(' };
                let close = if high.1 { ']' } else { ')' };
                write!(formatter, "{open}{}..{}{close}", low.0, high.0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feel;

    fn holds(cell: &str, value: impl Into<Value>) -> bool {
        feel::tests(cell).unwrap().hold(&value.into())
    }

    #[test]
    fn a_list_wants_one_of_its_values() {
        assert!(holds(r#""a", "b""#, "b"));
        assert!(!holds(r#""a", "b""#, "c"));
        assert!(holds("true", true));
        assert!(!holds("true", false));
    }

    #[test]
    fn intervals_mind_their_ends() {
        for (cell, low, high) in [("[1..3]", true, true), ("(1..3]", false, true), ("]1..3[", false, false)] {
            assert_eq!(holds(cell, 1), low, "{cell}");
            assert!(holds(cell, 2), "{cell}");
            assert_eq!(holds(cell, 3), high, "{cell}");
            assert!(!holds(cell, 4), "{cell}");
        }
    }

    #[test]
    fn not_turns_a_list_around_but_never_the_unknown() {
        assert!(holds(r#"not("a", "b")"#, "c"));
        assert!(!holds(r#"not("a", "b")"#, "a"));
        assert!(holds(r#"not("a")"#, Value::Null));
        assert!(!holds("not(< 5)", Value::Null));
        assert!(!holds("not(5)", "5"));
    }

    #[test]
    fn null_passes_only_where_it_is_named() {
        assert!(holds("-", Value::Null));
        assert!(holds("null", Value::Null));
        assert!(!holds("null", 0));
        assert!(!holds(">= 0", Value::Null));
    }
}

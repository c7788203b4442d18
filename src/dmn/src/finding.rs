//! What a reading or a check has to say about a model.

use std::fmt;

use crate::Value;

/// Something in a model that must be put right, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub place: Place,
    /// What is wrong and the way on: lower case, no final stop, input in back-ticks.
    pub message: String,
    /// A value for each input of a table that shows it, by the input's name, where a check found it.
    pub witness: Vec<(String, Value)>,
}

/// A place in a model, as exactly as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub file: Option<String>,
    /// Line and column of the source, from one.
    pub position: Option<(usize, usize)>,
    pub decision: Option<String>,
    /// The rule's number in its table, from one.
    pub rule: Option<usize>,
    /// The name of the input, output or annotation column.
    pub column: Option<String>,
}

impl Finding {
    pub fn new(place: Place, message: impl Into<String>) -> Finding {
        Finding { place, message: message.into(), witness: Vec::new() }
    }

    /// The same finding, in a named file.
    pub fn in_file(mut self, file: &str) -> Finding {
        self.place.file = Some(file.to_owned());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        let colon = if place.is_empty() { "" } else { ": " };
        write!(formatter, "{place}{colon}{}", self.message)
    }
}

impl fmt::Display for Place {
    /// Writes for example ``a.dmn:3:7, decision `visibility`, rule 2, column `seen` ``.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = match (&self.file, self.position) {
            (Some(file), Some((line, column))) => Some(format!("{file}:{line}:{column}")),
            (Some(file), None) => Some(file.clone()),
            (None, Some((line, column))) => Some(format!("line {line}, column {column}")),
            (None, None) => None,
        };
        let parts = [
            source,
            self.decision.as_ref().map(|name| format!("decision `{name}`")),
            self.rule.map(|number| format!("rule {number}")),
            self.column.as_ref().map(|name| format!("column `{name}`")),
        ];
        formatter.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

//! The columns of a table.

use crate::{Expression, Type, UnaryTests, Value};

/// A column's name, type and allowed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// An input's expression as it is written, an output's name.
    pub name: String,
    /// What an input reads; an output has none.
    pub expression: Option<Expression>,
    pub ty: Type,
    pub allowed: Option<UnaryTests>,
}

/// An output column, with the entry that answers where no rule fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputColumn {
    pub column: Column,
    pub default: Option<Expression>,
}

impl Column {
    /// Whether the value has the column's type (null has every type) and is among its allowed values.
    pub fn admits(&self, value: &Value) -> bool {
        self.ty.admits(value) && self.allowed.as_ref().is_none_or(|allowed| allowed.admit(value))
    }
}

//! S-FEEL texts to cells and values (DMN 1.5, clause 9 and 10.3.1.2). Expressions that calculate are not read.

mod lexer;
mod parser;

use crate::{Tests, Value};

/// What is wrong in a cell, and at which character of it, counted from one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at character {at})")]
pub struct SyntaxError {
    pub at: usize,
    pub message: String,
}

/// Reads the unary tests of an input cell. An empty cell asks nothing, which is how modelling tools write `-`.
pub fn tests(text: &str) -> Result<Tests, SyntaxError> {
    parser::Parser::new(text)?.tests()
}

/// Reads a literal: a quoted string, a number, `true`, `false` or `null`.
pub fn literal(text: &str) -> Result<Value, SyntaxError> {
    parser::Parser::new(text)?.only_literal()
}

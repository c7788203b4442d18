//! FEEL texts to compiled expressions and tests (DMN 1.5, clause 9 and 10.3.1.2): S-FEEL, with what conformance
//! level 2 adds to it.
//!
//! Names become positions, arguments by name become arguments by position, constants become values. What a value is
//! calculated to stands in `expression`; how either is printed again, in `expression/print` and `tests`.

mod lexer;
mod names;
mod parser;
mod scope;
mod strings;
#[cfg(test)]
mod tests;

use crate::{Expression, UnaryTests, Value};
pub(crate) use names::{covered, word};
use parser::Parser;

pub use scope::Scope;

/// What is wrong in a text, and at which character of it, counted from one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at character {at})")]
pub struct SyntaxError {
    pub at: usize,
    pub message: String,
    /// The word that stands there, where it is a name that is not known.
    pub unknown: Option<String>,
}

/// Reads an expression of at most 65,536 bytes.
pub fn expression(text: &str, scope: &Scope) -> Result<Expression, SyntaxError> {
    Parser::new(text, scope)?.whole_expression()
}

/// Reads the unary tests of an input cell, or allowed values, of at most 65,536 bytes.
///
/// An empty cell asks nothing, which is how modelling tools write `-`.
pub fn tests(text: &str, scope: &Scope) -> Result<UnaryTests, SyntaxError> {
    Parser::new(text, scope)?.whole_cell()
}

/// Reads an expression that is a constant, for example `"a"`, `-5`, `date("2024-02-29")` or `[1, 2]`.
pub fn literal(text: &str) -> Result<Value, SyntaxError> {
    match expression(text, &Scope::new())? {
        Expression::Literal(value) => Ok(value),
        _ => {
            Err(SyntaxError { at: 1, message: format!("`{}` has no value", names::short(text.trim())), unknown: None })
        }
    }
}

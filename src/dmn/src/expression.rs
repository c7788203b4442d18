//! Expressions in their compiled form: names are positions, constants are folded, functions are known.

mod arithmetic;
pub(crate) mod bounds;
mod builtin;
mod children;
mod evaluate;
#[cfg(any(feature = "xml", test))]
mod fold;
mod functions;
mod logic;
mod print;
mod properties;

use crate::{UnaryTests, Value};

pub use builtin::Builtin;
#[cfg(feature = "xml")]
pub(crate) use fold::fold;
#[cfg(feature = "xml")]
pub(crate) use fold::impossible;

/// An expression (DMN 1.5, 10.3.1.2, as far as S-FEEL and conformance level 2 go).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Literal(Value),
    /// The variable at this position of the scope in which the expression stands, with the name that it has there.
    Variable(u32, String),
    /// A component of a context, or a property of a date, time or duration.
    Path(Box<Expression>, String),
    Negate(Box<Expression>),
    Binary(Operator, Box<(Expression, Expression)>),
    /// `value between low and high`.
    Between(Box<(Expression, Expression, Expression)>),
    /// `value in tests`.
    In(Box<Expression>, Box<UnaryTests>),
    /// `if condition then one else other`.
    If(Box<(Expression, Expression, Expression)>),
    List(Vec<Expression>),
    /// A built-in function and its arguments, by position.
    Call(Builtin, Vec<Expression>),
    /// A business knowledge model of the program, by position, its name, and its arguments by position.
    Invoke(u32, String, Vec<Expression>),
}

/// What stands between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl Expression {
    /// The value, where the expression is a constant.
    pub fn literal(&self) -> Option<&Value> {
        match self {
            Expression::Literal(value) => Some(value),
            _ => None,
        }
    }
}

impl Operator {
    /// The operator as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "**",
        }
    }

    /// How tightly it binds; higher binds tighter (DMN 1.5, 10.3.1.2, grammar rules 4 and 49 to 51).
    pub const fn binding(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => 3,
            Operator::Add | Operator::Subtract => 4,
            Operator::Multiply | Operator::Divide => 5,
            Operator::Power => 6,
        }
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests;

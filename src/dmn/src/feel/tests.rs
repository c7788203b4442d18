//! What texts are read as. Printed forms stand for trees: printing puts in every parenthesis that matters.

mod bounds;
mod cells;
mod errors;
mod expressions;
mod names;
mod properties;

use super::Scope;
use crate::{Kind, Type};

/// A scope with names of every sort.
fn scope() -> Scope {
    let name = Type::Context(vec![("first name".to_owned(), Kind::String.into()), ("last".to_owned(), Type::Any)]);
    let person = vec![("age".to_owned(), Kind::Number.into()), ("full name".to_owned(), name)];
    let mut scope = Scope::new();
    scope.variable("a", Kind::Number.into());
    scope.variable("b", Kind::Number.into());
    scope.variable("a-b", Kind::Number.into());
    scope.variable("Monthly Salary", Kind::Number.into());
    scope.variable("Approved/Declined", Kind::String.into());
    scope.variable("valid from", Kind::Date.into());
    scope.variable("person", Type::Context(person));
    scope.variable("thing", Type::Any);
    scope.function("PMT", 0, &["rate".to_owned(), "number of months".to_owned()]);
    scope.function("now", 1, &[]);
    scope
}

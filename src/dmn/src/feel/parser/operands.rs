//! What stands between operators: literals, lists, brackets, and whatever begins with a word.

use super::{Node, Parser, SyntaxError, Token, VALUE, short};
use crate::{Date, DateTime, DaysDuration, Expression, MonthsDuration, Time, Value};

impl<'a> Parser<'a> {
    /// One operand, without minus signs and path.
    pub(super) fn primary(&mut self) -> Result<Node<'a>, SyntaxError> {
        let value = match self.token {
            Token::Word(word) => return self.named(word),
            Token::Sign("(") => {
                self.advance()?;
                let node = self.inner()?;
                self.expect(")")?;
                return Ok(node);
            }
            Token::Sign("[") => {
                let at = self.start;
                self.advance()?;
                if self.take("]")? {
                    return self.node(at, 0, Expression::List(Vec::new()));
                }
                let first = self.inner()?;
                return self.list(at, first);
            }
            Token::Sign("@") => {
                self.advance()?;
                self.at_literal()?
            }
            Token::Number(number) => Value::Number(number),
            Token::String(ref mut text) => Value::from(std::mem::take(text)),
            _ => return Err(self.unexpected(VALUE)),
        };
        self.advance()?;
        Ok(constant(value))
    }

    /// A list whose first item is read.
    pub(super) fn list(&mut self, at: usize, first: Node<'a>) -> Result<Node<'a>, SyntaxError> {
        let mut below = first.height;
        let mut items = vec![first.expression];
        while self.take(",")? {
            let item = self.inner()?;
            below = below.max(item.height);
            items.push(item.expression);
        }
        self.expect("]")?;
        self.node(at, below, Expression::List(items))
    }

    /// The value of the string behind `@`.
    fn at_literal(&self) -> Result<Value, SyntaxError> {
        let Token::String(text) = &self.token else {
            return Err(self.unexpected("a quoted date, time or duration"));
        };
        let value = text.parse().map(|date: Date| Value::from(date)).ok();
        let value = value.or_else(|| text.parse().map(|both: DateTime| Value::from(both)).ok());
        let value = value.or_else(|| text.parse().map(|time: Time| Value::from(time)).ok());
        let value = value.or_else(|| text.parse().map(|days: DaysDuration| Value::from(days)).ok());
        let value = value.or_else(|| text.parse().map(|months: MonthsDuration| Value::from(months)).ok());
        let message = || format!("`{}` is not a date, a time, both or a duration", short(text));
        value.ok_or_else(|| self.error(self.start, message()))
    }
}

/// A value that is written as it is.
pub(super) fn constant<'a>(value: Value) -> Node<'a> {
    Node { expression: Expression::Literal(value), height: 0, ty: None }
}

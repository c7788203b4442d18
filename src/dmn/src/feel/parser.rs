//! The parser's place in a text, its bounds and its errors. What it reads there stands beside.
//!
//! It descends by itself into brackets, and climbs operators by how tightly they bind. Both are bounded, because what
//! it builds is evaluated, printed and dropped recursively.

mod calls;
mod cells;
mod names;
mod operands;
mod operators;

use super::lexer::{self, Token};
use super::names::short;
use super::{Scope, SyntaxError};
use crate::expression::fold;
use crate::{Expression, Type, UnaryTests, Value};

/// The longest text.
const MAX_BYTES: usize = 65_536;
/// The most brackets, calls and conditions that may stand within each other.
const MAX_DEPTH: u16 = 64;
/// The most operations that may stand within each other; `1 + 2 + 3` are two.
const MAX_HEIGHT: u16 = 100;

/// What a message calls an operand.
const VALUE: &str = "a value";

pub(super) struct Parser<'a> {
    text: &'a str,
    scope: &'a Scope,
    /// The token that is to be read next, with the bytes at which it begins and behind it.
    token: Token<'a>,
    start: usize,
    end: usize,
    depth: u16,
}

/// An expression with what is known of it.
struct Node<'a> {
    expression: Expression,
    /// How many operations stand within each other; a value and a name have none.
    height: u16,
    /// The type, where names of components depend on it.
    ty: Option<&'a Type>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, scope: &'a Scope) -> Result<Parser<'a>, SyntaxError> {
        if text.len() > MAX_BYTES {
            return Err(SyntaxError {
                at: 1,
                message: format!("the text is longer than {MAX_BYTES} bytes; divide it"),
                unknown: None,
            });
        }
        let (token, start, end) = lexer::next(text, 0)?;
        Ok(Parser { text, scope, token, start, end, depth: 0 })
    }

    pub(super) fn whole_expression(mut self) -> Result<Expression, SyntaxError> {
        let node = self.expression(0)?;
        let is_number = |token: &Token<'_>| matches!(token, Token::Number(_));
        if self.is(",") && lexer::next(self.text, self.end).is_ok_and(|(token, ..)| is_number(&token)) {
            return Err(self.error(self.start, "a fraction is written with a point, such as `2.5`; a list in brackets"));
        }
        self.finish("an operator or the end")?;
        Ok(fold(node.expression))
    }

    pub(super) fn whole_cell(mut self) -> Result<UnaryTests, SyntaxError> {
        let tests = self.cell()?;
        let negated = matches!(tests, UnaryTests::Not(_));
        self.finish(if negated { "the end of the cell" } else { "`,` or the end of the cell" })?;
        Ok(tests)
    }

    /// An expression in a bracket, or between keywords.
    fn inner(&mut self) -> Result<Node<'a>, SyntaxError> {
        self.deepen()?;
        let node = self.expression(0)?;
        self.depth -= 1;
        Ok(node)
    }

    /// Goes one bracket deeper. Whoever comes back counts down; an error ends the whole reading.
    fn deepen(&mut self) -> Result<(), SyntaxError> {
        if self.depth >= MAX_DEPTH {
            return Err(self.error(self.start, format!("more than {MAX_DEPTH} brackets stand within each other")));
        }
        self.depth += 1;
        Ok(())
    }

    /// The expression over operands of which the highest has this height.
    fn node(&self, at: usize, below: u16, expression: Expression) -> Result<Node<'a>, SyntaxError> {
        if below >= MAX_HEIGHT {
            return Err(
                self.error(at, format!("more than {MAX_HEIGHT} operations stand within each other; divide them"))
            );
        }
        Ok(Node { expression, height: below + 1, ty: None })
    }

    /// Goes on to the next token, and gives the one that was read.
    fn advance(&mut self) -> Result<Token<'a>, SyntaxError> {
        self.jump(self.end)
    }

    /// Goes on to the token behind a byte, which is where a name ends.
    fn jump(&mut self, end: usize) -> Result<Token<'a>, SyntaxError> {
        let (token, start, end) = lexer::next(self.text, end)?;
        (self.start, self.end) = (start, end);
        Ok(std::mem::replace(&mut self.token, token))
    }

    /// The text from the present token on.
    fn rest(&self) -> &'a str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// Whether the next token behind a byte is this one.
    fn follows(&self, byte: usize, sign: &str) -> bool {
        let rest = lexer::skip(self.text, byte).ok().and_then(|at| self.text.get(at..));
        rest.is_some_and(|rest| rest.starts_with(sign))
    }

    fn is(&self, sign: &'static str) -> bool {
        self.token == Token::Sign(sign)
    }

    fn take(&mut self, sign: &'static str) -> Result<bool, SyntaxError> {
        let found = self.is(sign);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), SyntaxError> {
        if self.take(sign)? { Ok(()) } else { Err(self.unexpected(&["`", sign, "`"].concat())) }
    }

    fn expect_word(&mut self, word: &'static str) -> Result<(), SyntaxError> {
        if self.token != Token::Word(word) {
            return Err(self.unexpected(&["`", word, "`"].concat()));
        }
        self.advance().map(drop)
    }

    /// The end of a list in parentheses.
    fn close(&mut self) -> Result<(), SyntaxError> {
        if self.take(")")? { Ok(()) } else { Err(self.unexpected("`,` or `)`")) }
    }

    fn finish(&self, wanted: &str) -> Result<(), SyntaxError> {
        if self.token == Token::End { Ok(()) } else { Err(self.unexpected(wanted)) }
    }

    fn error(&self, byte: usize, message: impl Into<String>) -> SyntaxError {
        lexer::error(self.text, byte, message)
    }

    /// An error about a token that does not belong where it stands.
    fn unexpected(&self, wanted: &str) -> SyntaxError {
        let found = match &self.token {
            Token::End => return self.error(self.start, format!("the text ends where {wanted} should stand")),
            Token::Sign("[") => return self.unsupported("a[…]", "filters"),
            Token::Sign("{") => return self.unsupported("{…}", "contexts"),
            Token::Sign("..") => {
                return self.error(self.start, "an interval stands only in a test, or behind `in`");
            }
            Token::Sign("=") if wanted == VALUE => {
                return self.error(self.start, "found `=` where a value should stand; equality is a single `=`");
            }
            Token::Word("instance") => return self.unsupported("instance of", "questions for a type"),
            Token::Word(word) => short(word),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::Number(number) => number.to_string(),
            Token::String(text) => Value::from(short(text)).to_string(),
        };
        self.error(self.start, format!("found `{found}` where {wanted} should stand"))
    }

    /// An error about FEEL that is not S-FEEL.
    fn unsupported(&self, what: &str, which: &str) -> SyntaxError {
        self.error(self.start, format!("`{what}` is not supported; S-FEEL has no {which}"))
    }
}

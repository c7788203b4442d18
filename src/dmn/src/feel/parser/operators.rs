//! Operators and how they bind (DMN 1.5, 10.3.1.2, grammar rules 2, 4 and 49 to 51).
//!
//! Those of one rule bind from left to right, `**` as well; comparisons do not follow each other at all. A minus
//! before an operand binds tighter than every operator: `-3 ** 2` is 9.

use super::{Node, Parser, SyntaxError, Token};
use crate::{Expression, Operator};

/// How tightly comparisons bind, `between` and `in` among them.
const COMPARISON: u8 = Operator::Equal.binding();
/// How tightly what stands in a comparison binds at least.
pub(super) const COMPARED: u8 = COMPARISON + 1;

/// What may follow an operand.
#[derive(Clone, Copy)]
enum Infix {
    Operator(Operator),
    Between,
    In,
}

impl Infix {
    const fn binding(self) -> u8 {
        match self {
            Infix::Operator(operator) => operator.binding(),
            Infix::Between | Infix::In => COMPARISON,
        }
    }
}

impl<'a> Parser<'a> {
    /// An expression whose operators bind at least this tightly.
    pub(super) fn expression(&mut self, least: u8) -> Result<Node<'a>, SyntaxError> {
        let first = self.operand()?;
        self.infix(first, least)
    }

    /// Goes on with operators behind a first operand.
    ///
    /// Operators that wait for their right side stand in a list and not on the stack, which is for brackets.
    pub(super) fn infix(&mut self, first: Node<'a>, least: u8) -> Result<Node<'a>, SyntaxError> {
        let mut waiting: Vec<(Node<'a>, Operator, usize)> = Vec::new();
        let mut last = first;
        let mut compared = false;
        loop {
            let next = self.next_infix().filter(|infix| infix.binding() >= least);
            let binding = next.map_or(0, Infix::binding);
            while let Some((left, operator, at)) = waiting.pop_if(|(_, waits, _)| waits.binding() >= binding) {
                let below = left.height.max(last.height);
                last =
                    self.node(at, below, Expression::Binary(operator, Box::new((left.expression, last.expression))))?;
            }
            let Some(infix) = next else {
                return Ok(last);
            };
            let at = self.start;
            if compared && binding == COMPARISON {
                return Err(self.error(at, "comparisons do not follow each other; put one in parentheses"));
            }
            // Behind `and` and `or` there may be another.
            compared = binding == COMPARISON || compared && binding > COMPARISON;
            self.advance()?;
            last = match infix {
                Infix::Operator(operator) => {
                    waiting.push((last, operator, at));
                    self.operand()?
                }
                Infix::Between => self.between(at, last)?,
                Infix::In => {
                    let (tests, height) = self.behind_in()?;
                    let below = last.height.max(height);
                    self.node(at, below, Expression::In(Box::new(last.expression), Box::new(tests)))?
                }
            };
        }
    }

    fn between(&mut self, at: usize, value: Node<'a>) -> Result<Node<'a>, SyntaxError> {
        let low = self.expression(COMPARED)?;
        self.expect_word("and")?;
        let high = self.expression(COMPARED)?;
        let below = value.height.max(low.height).max(high.height);
        self.node(at, below, Expression::Between(Box::new((value.expression, low.expression, high.expression))))
    }

    /// `if condition then one else other`. Its last part goes as far as it can.
    pub(super) fn condition(&mut self) -> Result<Node<'a>, SyntaxError> {
        let at = self.start;
        self.advance()?;
        let condition = self.inner()?;
        self.expect_word("then")?;
        let one = self.inner()?;
        self.expect_word("else")?;
        let other = self.inner()?;
        let below = condition.height.max(one.height).max(other.height);
        self.node(at, below, Expression::If(Box::new((condition.expression, one.expression, other.expression))))
    }

    fn next_infix(&self) -> Option<Infix> {
        Some(Infix::Operator(match self.token {
            Token::Word("or") => Operator::Or,
            Token::Word("and") => Operator::And,
            Token::Word("between") => return Some(Infix::Between),
            Token::Word("in") => return Some(Infix::In),
            Token::Sign("=") => Operator::Equal,
            Token::Sign("!=") => Operator::NotEqual,
            Token::Sign("<") => Operator::Less,
            Token::Sign("<=") => Operator::LessOrEqual,
            Token::Sign(">") => Operator::Greater,
            Token::Sign(">=") => Operator::GreaterOrEqual,
            Token::Sign("+") => Operator::Add,
            Token::Sign("-") => Operator::Subtract,
            Token::Sign("*") => Operator::Multiply,
            Token::Sign("/") => Operator::Divide,
            Token::Sign("**") => Operator::Power,
            _ => return None,
        }))
    }

    /// An operand with the minus signs before it and the path behind it.
    fn operand(&mut self) -> Result<Node<'a>, SyntaxError> {
        let at = self.start;
        let mut minuses = 0_u32;
        while self.take("-")? {
            minuses = minuses.saturating_add(1);
        }
        let operand = self.primary()?;
        let mut node = self.path(operand)?;
        for _ in 0..minuses {
            node = self.node(at, node.height, Expression::Negate(Box::new(node.expression)))?;
        }
        Ok(node)
    }
}

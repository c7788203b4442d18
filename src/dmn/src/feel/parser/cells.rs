//! Unary tests: the content of input cells, and what stands behind `in` (DMN 1.5, 10.3.1.2, grammar rules 7 to 17).

use std::cmp::Ordering;

use super::operators::COMPARED;
use super::{Node, Parser, SyntaxError, Token, fold, lexer, short};
use crate::{Expression, UnaryTest, UnaryTests};

impl<'a> Parser<'a> {
    pub(super) fn cell(&mut self) -> Result<UnaryTests, SyntaxError> {
        if self.token == Token::End {
            return Ok(UnaryTests::Any);
        }
        if self.is("-") && lexer::next(self.text, self.end).is_ok_and(|(token, ..)| token == Token::End) {
            self.advance()?;
            return Ok(UnaryTests::Any);
        }
        // In a cell this is never the built-in function.
        if self.token == Token::Word("not") && self.follows(self.end, "(") {
            self.advance()?;
            self.advance()?;
            let (first, _) = self.test(0)?;
            let (list, _) = self.tests(first, 0)?;
            self.close()?;
            return Ok(UnaryTests::Not(list));
        }
        if self.is("!=") {
            return self.unequal().map(|(test, _)| UnaryTests::Not(vec![test]));
        }
        let (first, _) = self.test(0)?;
        let (list, _) = self.tests(first, 0)?;
        Ok(UnaryTests::Of(list))
    }

    /// `!= x`, which stands alone: one of several that must be unequal would almost always hold.
    fn unequal(&mut self) -> Result<(UnaryTest, u16), SyntaxError> {
        self.advance()?;
        let node = self.expression(COMPARED)?;
        if self.is(",") {
            return Err(self.error(self.start, "`!=` stands alone; write `not(…)` around a list of values"));
        }
        Ok((UnaryTest::Is(fold(node.expression)), node.height))
    }

    /// The tests behind `in`: one, or several in parentheses.
    pub(super) fn behind_in(&mut self) -> Result<(UnaryTests, u16), SyntaxError> {
        if !self.take("(")? {
            let (test, height) = self.test(COMPARED)?;
            return Ok((UnaryTests::Of(vec![test]), height));
        }
        self.deepen()?;
        if self.is("!=") {
            let (test, height) = self.unequal()?;
            self.close()?;
            self.depth -= 1;
            return Ok((UnaryTests::Not(vec![test]), height));
        }
        let at = self.start;
        let (first, height) = self.test(0)?;
        let (list, height) = match first {
            // The parenthesis was not that of a list, but the open end of an interval.
            UnaryTest::Is(low) if self.is("..") => {
                let (interval, height) = self.interval(at, (low, false), height)?;
                (vec![interval], height)
            }
            first => {
                let alone = self.is(")");
                let (mut list, height) = self.tests(first, height)?;
                self.close()?;
                // `x in (1 + 2) * 3` asks about one value: the parenthesis was that of an operand.
                match list.pop() {
                    Some(UnaryTest::Is(expression)) if alone => {
                        let node = self.path(Node { expression, height, ty: None })?;
                        let node = self.infix(node, COMPARED)?;
                        (vec![UnaryTest::Is(fold(node.expression))], node.height)
                    }
                    last => {
                        list.extend(last);
                        (list, height)
                    }
                }
            }
        };
        self.depth -= 1;
        Ok((UnaryTests::Of(list), height))
    }

    /// The list of which the first test is read, and the height of the highest.
    fn tests(&mut self, first: UnaryTest, height: u16) -> Result<(Vec<UnaryTest>, u16), SyntaxError> {
        let mut highest = height;
        let mut list = vec![first];
        while self.take(",")? {
            let (test, height) = self.test(0)?;
            highest = highest.max(height);
            list.push(test);
        }
        Ok((list, highest))
    }

    /// One test whose operators bind at least this tightly.
    fn test(&mut self, least: u8) -> Result<(UnaryTest, u16), SyntaxError> {
        let at = self.start;
        let limit: fn(Expression) -> UnaryTest = match self.token {
            Token::Sign("<") => UnaryTest::Below,
            Token::Sign("<=") => UnaryTest::AtMost,
            Token::Sign(">") => UnaryTest::Above,
            Token::Sign(">=") => UnaryTest::AtLeast,
            Token::Sign("=") => UnaryTest::Is,
            Token::Sign("!=") => {
                return Err(self.error(at, "`!=` stands alone; write `not(…)` around a list of values"));
            }
            Token::Sign("]") => {
                self.advance()?;
                let at = self.start;
                let low = self.inner()?;
                return self.interval(at, (fold(low.expression), false), low.height);
            }
            Token::Sign(sign @ ("(" | "[")) => return self.bracket(sign, least),
            _ => {
                let node = self.expression(least)?;
                return Ok((UnaryTest::Is(fold(node.expression)), node.height));
            }
        };
        let is_equality = self.is("=");
        self.advance()?;
        let at = self.start;
        // Nothing but comparisons binds as loosely: `= a = b` asks nothing that a value can answer.
        let node = self.expression(if is_equality { COMPARED } else { least })?;
        let end = fold(node.expression);
        if !is_equality {
            self.ordered(at, &end)?;
        }
        Ok((limit(end), node.height))
    }

    /// A bracket, which may begin an interval, or a list or an operand.
    fn bracket(&mut self, sign: &str, least: u8) -> Result<(UnaryTest, u16), SyntaxError> {
        let bracket = self.start;
        let closed = sign == "[";
        self.advance()?;
        let node = if closed && self.take("]")? {
            self.node(bracket, 0, Expression::List(Vec::new()))?
        } else {
            let at = self.start;
            let first = self.inner()?;
            if self.is("..") {
                return self.interval(at, (fold(first.expression), closed), first.height);
            }
            if closed {
                self.list(bracket, first)?
            } else {
                self.expect(")")?;
                first
            }
        };
        let node = self.path(node)?;
        let node = self.infix(node, least)?;
        Ok((UnaryTest::Is(fold(node.expression)), node.height))
    }

    /// An interval whose low end is read, and which is known to hold a value where both ends are constants.
    fn interval(
        &mut self,
        low_at: usize,
        low: (Expression, bool),
        below: u16,
    ) -> Result<(UnaryTest, u16), SyntaxError> {
        self.expect("..")?;
        let at = self.start;
        let high = self.inner()?;
        let (low, low_closed) = low;
        let end = fold(high.expression);
        self.ordered(low_at, &low)?;
        self.ordered(at, &end)?;
        let closed = self.is("]");
        if !closed && !self.is(")") && !self.is("[") {
            return Err(self.unexpected("`]`, `)` or `[` at the interval's end"));
        }
        self.advance()?;
        if let (Some(least), Some(most)) = (low.literal(), end.literal()) {
            let (written, why) = (short(&format!("{least}..{most}")), "holds no value");
            match least.order(most) {
                Some(Ordering::Less) => {}
                Some(Ordering::Equal) if low_closed && closed => {}
                Some(Ordering::Equal) => {
                    return Err(self.error(at, format!("`{written}` {why} where an end is open")));
                }
                _ => return Err(self.error(at, format!("`{written}` {why}"))),
            }
        }
        Ok((UnaryTest::Within { low: (low, low_closed), high: (end, closed) }, below.max(high.height)))
    }

    /// An error where a constant stands that nothing is above or below.
    fn ordered(&self, at: usize, end: &Expression) -> Result<(), SyntaxError> {
        match end.literal() {
            Some(value) if value.order(value).is_none() => {
                let shown = short(&value.to_string());
                Err(self
                    .error(at, format!("`{shown}` has no order; compare numbers, strings, dates, times or durations")))
            }
            _ => Ok(()),
        }
    }
}

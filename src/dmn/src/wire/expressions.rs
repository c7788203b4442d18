//! Expressions and unary tests.

use super::{Reader, Wire, enum_chars, write_text};
use crate::{Builtin, Expression, Operator, UnaryTest, UnaryTests};

/// The most expressions within each other that are read. What the parser makes is less deep.
const MAX_HEIGHT: usize = 128;
/// What an expression ends with.
const END: char = '!';

impl Wire for Expression {
    fn write(&self, to: &mut String) {
        flat(self, to);
        to.push(END);
    }

    fn read(from: &mut Reader<'_>) -> Option<Expression> {
        let mut built = Built(Vec::new());
        loop {
            match from.choice()? {
                END => break,
                choice => built.take(choice, from)?,
            }
        }
        let (expression, _) = built.0.pop()?;
        built.0.is_empty().then_some(expression)
    }
}

fn flat(expression: &Expression, to: &mut String) {
    expression.children().for_each(|child| flat(child, to));
    match expression {
        Expression::Literal(value) => {
            to.push('=');
            value.write(to);
        }
        Expression::Variable(position, name) => {
            to.push('v');
            position.write(to);
            name.write(to);
        }
        Expression::Path(_, name) => {
            to.push('.');
            name.write(to);
        }
        Expression::Negate(_) => to.push('-'),
        Expression::Binary(operator, _) => {
            to.push('b');
            operator.write(to);
        }
        Expression::Between(_) => to.push('w'),
        Expression::If(_) => to.push('?'),
        Expression::In(_, tests) => {
            to.push('i');
            Shape::new(tests).write(to);
        }
        Expression::List(items) => {
            to.push('l');
            count(items).write(to);
        }
        Expression::Call(builtin, arguments) => {
            to.push('f');
            write_text(builtin.as_str(), to);
            count(arguments).write(to);
        }
        Expression::Invoke(position, name, arguments) => {
            to.push('m');
            position.write(to);
            name.write(to);
            count(arguments).write(to);
        }
    }
}

fn count(items: &[Expression]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// What is built and not yet used, each with how deep it is.
struct Built(Vec<(Expression, usize)>);

impl Built {
    fn take(&mut self, choice: char, from: &mut Reader<'_>) -> Option<()> {
        let mut height = 0;
        let expression = match choice {
            '=' => Expression::Literal(Wire::read(from)?),
            'v' => Expression::Variable(Wire::read(from)?, Wire::read(from)?),
            '.' => Expression::Path(Box::new(self.one(&mut height)?), Wire::read(from)?),
            '-' => Expression::Negate(Box::new(self.one(&mut height)?)),
            'b' => {
                let right = self.one(&mut height)?;
                Expression::Binary(Wire::read(from)?, Box::new((self.one(&mut height)?, right)))
            }
            'w' => Expression::Between(self.three(&mut height)?),
            '?' => Expression::If(self.three(&mut height)?),
            'i' => {
                let shape = Shape::read(from)?;
                let mut ends = self.many(shape.count(), &mut height)?.into_iter();
                let tests = shape.filled(&mut ends)?;
                Expression::In(Box::new(self.one(&mut height)?), Box::new(tests))
            }
            'l' => Expression::List(self.many(u32::read(from)?, &mut height)?),
            'f' => {
                let builtin = Builtin::parse(from.text()?)?;
                Expression::Call(builtin, self.many(u32::read(from)?, &mut height)?)
            }
            'm' => {
                let (position, name) = Wire::read(from)?;
                Expression::Invoke(position, name, self.many(u32::read(from)?, &mut height)?)
            }
            _ => return None,
        };
        self.0.push((expression, height));
        (height <= MAX_HEIGHT).then_some(())
    }

    /// The last one, which makes what it stands in deeper than it is itself.
    fn one(&mut self, height: &mut usize) -> Option<Expression> {
        let (expression, below) = self.0.pop()?;
        *height = (*height).max(below + 1);
        Some(expression)
    }

    fn three(&mut self, height: &mut usize) -> Option<Box<(Expression, Expression, Expression)>> {
        let (third, second) = (self.one(height)?, self.one(height)?);
        Some(Box::new((self.one(height)?, second, third)))
    }

    /// The last ones, in their order.
    fn many(&mut self, count: u32, height: &mut usize) -> Option<Vec<Expression>> {
        let mut taken = Vec::new();
        for _ in 0..count {
            taken.push(self.one(height)?);
        }
        taken.reverse();
        Some(taken)
    }
}

/// Tests without their expressions.
struct Shape {
    joined: Joined,
    kinds: Vec<TestKind>,
}

/// How tests are joined.
#[derive(Clone, Copy)]
enum Joined {
    Any,
    Of,
    Not,
}

/// A test without its expressions; an interval with whether its ends belong to it.
#[derive(Clone, Copy)]
enum TestKind {
    Is,
    Below,
    AtMost,
    Above,
    AtLeast,
    Within,
    WithinFrom,
    WithinTo,
    WithinBoth,
}

super::fields! { Shape { joined, kinds } }

enum_chars! {
    Joined { Any = '-', Of = 'o', Not = 'n' }
    TestKind {
        Is = '=',
        Below = '<',
        AtMost = 'l',
        Above = '>',
        AtLeast = 'g',
        Within = '(',
        WithinFrom = '[',
        WithinTo = ']',
        WithinBoth = '.',
    }
    Operator {
        Or = '|',
        And = '&',
        Equal = '=',
        NotEqual = '!',
        Less = '<',
        LessOrEqual = 'l',
        Greater = '>',
        GreaterOrEqual = 'g',
        Add = '+',
        Subtract = '-',
        Multiply = '*',
        Divide = '/',
        Power = '^',
    }
}

impl Shape {
    fn new(tests: &UnaryTests) -> Shape {
        let joined = match tests {
            UnaryTests::Any => Joined::Any,
            UnaryTests::Of(_) => Joined::Of,
            UnaryTests::Not(_) => Joined::Not,
        };
        let kind = |test: &UnaryTest| match test {
            UnaryTest::Is(_) => TestKind::Is,
            UnaryTest::Below(_) => TestKind::Below,
            UnaryTest::AtMost(_) => TestKind::AtMost,
            UnaryTest::Above(_) => TestKind::Above,
            UnaryTest::AtLeast(_) => TestKind::AtLeast,
            UnaryTest::Within { low, high } => match (low.1, high.1) {
                (false, false) => TestKind::Within,
                (true, false) => TestKind::WithinFrom,
                (false, true) => TestKind::WithinTo,
                (true, true) => TestKind::WithinBoth,
            },
        };
        Shape { joined, kinds: tests.list().iter().map(kind).collect() }
    }

    fn count(&self) -> u32 {
        self.kinds.iter().map(|kind| if kind.is_interval() { 2 } else { 1 }).fold(0, u32::saturating_add)
    }

    fn filled(self, ends: &mut dyn Iterator<Item = Expression>) -> Option<UnaryTests> {
        let mut tests = Vec::new();
        for kind in self.kinds {
            let end = ends.next()?;
            tests.push(match kind {
                TestKind::Is => UnaryTest::Is(end),
                TestKind::Below => UnaryTest::Below(end),
                TestKind::AtMost => UnaryTest::AtMost(end),
                TestKind::Above => UnaryTest::Above(end),
                TestKind::AtLeast => UnaryTest::AtLeast(end),
                TestKind::Within | TestKind::WithinFrom | TestKind::WithinTo | TestKind::WithinBoth => {
                    UnaryTest::Within {
                        low: (end, matches!(kind, TestKind::WithinFrom | TestKind::WithinBoth)),
                        high: (ends.next()?, matches!(kind, TestKind::WithinTo | TestKind::WithinBoth)),
                    }
                }
            });
        }
        Some(match self.joined {
            Joined::Any => UnaryTests::Any,
            Joined::Of => UnaryTests::Of(tests),
            Joined::Not => UnaryTests::Not(tests),
        })
    }
}

impl TestKind {
    fn is_interval(self) -> bool {
        matches!(self, TestKind::Within | TestKind::WithinFrom | TestKind::WithinTo | TestKind::WithinBoth)
    }
}

impl Wire for UnaryTests {
    fn write(&self, to: &mut String) {
        Shape::new(self).write(to);
        self.expressions().for_each(|expression| expression.write(to));
    }

    fn read(from: &mut Reader<'_>) -> Option<UnaryTests> {
        let shape = Shape::read(from)?;
        let mut ends = Vec::new();
        for _ in 0..shape.count() {
            ends.push(Expression::read(from)?);
        }
        shape.filled(&mut ends.into_iter())
    }
}

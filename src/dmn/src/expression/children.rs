//! What an expression is made of, for whoever goes through all of one.

use super::Expression;
#[cfg(any(feature = "xml", test))]
use crate::UnaryTest;
use crate::UnaryTests;

impl Expression {
    /// Every expression that stands directly in this one, in the order in which they are written.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Expression> {
        let (several, tests): (Vec<&Expression>, Option<&UnaryTests>) = match self {
            Expression::Literal(_) | Expression::Variable(..) => (Vec::new(), None),
            Expression::Path(inner, _) | Expression::Negate(inner) => (vec![inner], None),
            Expression::Binary(_, both) => (vec![&both.0, &both.1], None),
            Expression::Between(three) | Expression::If(three) => (vec![&three.0, &three.1, &three.2], None),
            Expression::In(inner, tests) => (vec![inner], Some(tests)),
            Expression::List(items) | Expression::Call(_, items) | Expression::Invoke(_, _, items) => {
                (items.iter().collect(), None)
            }
        };
        several.into_iter().chain(tests.into_iter().flat_map(UnaryTests::expressions))
    }

    /// Every expression that stands directly in this one, those of its tests included.
    #[cfg(any(feature = "xml", test))]
    pub(crate) fn children_mut(&mut self) -> Vec<&mut Expression> {
        match self {
            Expression::Literal(_) | Expression::Variable(..) => Vec::new(),
            Expression::Path(inner, _) | Expression::Negate(inner) => vec![inner],
            Expression::Binary(_, operands) => {
                let (left, right) = &mut **operands;
                vec![left, right]
            }
            Expression::Between(parts) | Expression::If(parts) => {
                let (first, second, third) = &mut **parts;
                vec![first, second, third]
            }
            Expression::In(inner, tests) => std::iter::once(&mut **inner).chain(tests.expressions_mut()).collect(),
            Expression::List(items) | Expression::Call(_, items) | Expression::Invoke(_, _, items) => {
                items.iter_mut().collect()
            }
        }
    }
}

impl UnaryTests {
    /// Every expression in the tests.
    #[cfg(any(feature = "xml", test))]
    pub(crate) fn expressions_mut(&mut self) -> impl Iterator<Item = &mut Expression> {
        let tests = match self {
            UnaryTests::Any => &mut [],
            UnaryTests::Of(tests) | UnaryTests::Not(tests) => tests.as_mut_slice(),
        };
        tests.iter_mut().flat_map(|test| {
            let (first, second) = match test {
                UnaryTest::Is(end)
                | UnaryTest::Below(end)
                | UnaryTest::AtMost(end)
                | UnaryTest::Above(end)
                | UnaryTest::AtLeast(end) => (end, None),
                UnaryTest::Within { low, high } => (&mut low.0, Some(&mut high.0)),
            };
            std::iter::once(first).chain(second)
        })
    }
}

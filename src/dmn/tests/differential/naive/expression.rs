//! Expressions and tests (DMN 1.5, 10.3.2.8 to 10.3.2.15).

use std::cmp::Ordering;

use super::{Frame, Naive, Truth, logic};
use crate::model::{Expr, Op, Test, Val};

impl Naive<'_> {
    pub fn expression(&mut self, expression: &Expr, frame: &Frame) -> Val {
        match expression {
            Expr::Const(value) => value.clone(),
            Expr::Var(name) => {
                if name.contains(' ') {
                    self.coverage.note("name with spaces");
                }
                frame.iter().find(|(variable, _)| variable == name).map(|(_, value)| value.clone()).unwrap()
            }
            Expr::Path(of, name) => {
                let of = self.expression(of, frame);
                self.component(&of, name)
            }
            Expr::Negate(of) => match self.expression(of, frame) {
                Val::Number(number) => Val::Number(-number),
                Val::Days(nanoseconds) => Val::Days(-nanoseconds),
                Val::Months(months) => Val::Months(-months),
                _ => Val::Null,
            },
            Expr::Binary(op, left, right) => {
                let (left, right) = (self.expression(left, frame), self.expression(right, frame));
                self.binary(*op, left, right)
            }
            Expr::Between(of, low, high) => {
                self.coverage.note("between");
                let of = self.expression(of, frame);
                let (low, high) = (self.expression(low, frame), self.expression(high, frame));
                let above = self.order(&of, &low).map(Ordering::is_ge);
                let below = self.order(&of, &high).map(Ordering::is_le);
                truth_value(logic::and(above, below))
            }
            Expr::In(of, tests) => {
                self.coverage.note("in");
                let of = self.expression(of, frame);
                truth_value(self.tests(tests, &of, frame))
            }
            Expr::If(condition, one, other) => {
                self.coverage.note("if");
                let held = self.expression(condition, frame) == Val::Boolean(true);
                self.expression(if held { one } else { other }, frame)
            }
            Expr::List(items) => Val::List(items.iter().map(|item| self.expression(item, frame)).collect()),
            Expr::Call(name, arguments) => {
                let arguments: Vec<Val> = arguments.iter().map(|one| self.expression(one, frame)).collect();
                self.call(name, &arguments)
            }
            Expr::Invoke(name, arguments) => {
                let parameters = self.model.functions.iter().find(|function| function.name == *name).unwrap();
                let parameters = &parameters.parameters;
                let mut given = Vec::new();
                for ((named, argument), (position, _)) in arguments.iter().zip(parameters) {
                    let parameter = named.as_ref().unwrap_or(position).clone();
                    given.push((parameter, self.expression(argument, frame)));
                }
                self.invoke(name, given)
            }
        }
    }

    pub fn binary(&mut self, op: Op, left: Val, right: Val) -> Val {
        if (left == Val::Null) != (right == Val::Null) {
            self.coverage.note("operator with null");
        }
        match op {
            Op::And => {
                self.coverage.note("and");
                truth_value(logic::and(truth(&left), truth(&right)))
            }
            Op::Or => {
                self.coverage.note("or");
                truth_value(logic::or(truth(&left), truth(&right)))
            }
            Op::Equal => truth_value(self.equal(&left, &right)),
            Op::NotEqual => truth_value(logic::not(self.equal(&left, &right))),
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => truth_value(self.than(op, &left, &right)),
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Power => self.calculate(op, &left, &right),
        }
    }

    pub fn test(&mut self, test: &Test, value: &Val, frame: &Frame) -> Truth {
        match test {
            Test::Is(expected) => {
                let expected = self.expression(expected, frame);
                match (value, &expected) {
                    // One of the items, unless it is a list that is asked about.
                    (Val::List(_), _) => self.equal(value, &expected),
                    (_, Val::List(items)) => {
                        let mut held = Some(false);
                        for item in items {
                            held = logic::or(held, self.equal(value, item));
                        }
                        held
                    }
                    _ => self.equal(value, &expected),
                }
            }
            Test::Than(op, limit) => {
                let limit = self.expression(limit, frame);
                self.than(*op, value, &limit)
            }
            Test::Within(low, low_in, high, high_in) => {
                let (low, high) = (self.expression(low, frame), self.expression(high, frame));
                self.coverage.note(if *low_in && *high_in { "closed interval" } else { "open interval" });
                let above = self.than(if *low_in { Op::GreaterOrEqual } else { Op::Greater }, value, &low);
                let below = self.than(if *high_in { Op::LessOrEqual } else { Op::Less }, value, &high);
                logic::and(above, below)
            }
        }
    }

    fn than(&mut self, op: Op, left: &Val, right: &Val) -> Truth {
        let order = self.order(left, right)?;
        Some(match op {
            Op::Less => order.is_lt(),
            Op::LessOrEqual => order.is_le(),
            Op::Greater => order.is_gt(),
            _ => order.is_ge(),
        })
    }

    /// Equality (DMN 1.5, table 53): with null known, between different kinds not.
    pub fn equal(&mut self, left: &Val, right: &Val) -> Truth {
        match (left, right) {
            (Val::Null, Val::Null) => Some(true),
            (Val::Null, _) | (_, Val::Null) => Some(false),
            (Val::Boolean(left), Val::Boolean(right)) => Some(left == right),
            (Val::List(left), Val::List(right)) => {
                let mut held = Some(left.len() == right.len());
                for (left, right) in left.iter().zip(right) {
                    held = logic::and(held, self.equal(left, right));
                }
                held
            }
            (Val::Context(left), Val::Context(right)) => {
                let mut held = Some(left.len() == right.len());
                for (name, value) in left {
                    let other = right.iter().find(|(key, _)| key == name);
                    let same = other.map_or(Some(false), |(_, other)| self.equal(value, other));
                    held = logic::and(held, same);
                }
                held
            }
            _ => self.order(left, right).map(Ordering::is_eq),
        }
    }

    /// Order (DMN 1.5, table 54).
    pub fn order(&mut self, left: &Val, right: &Val) -> Option<Ordering> {
        match (left, right) {
            (Val::Number(left), Val::Number(right)) => Some(left.cmp(right)),
            (Val::String(left), Val::String(right)) => Some(left.cmp(right)),
            (Val::Date(left), Val::Date(right)) => Some(left.cmp(right)),
            (Val::Days(left), Val::Days(right)) => Some(left.cmp(right)),
            (Val::Months(left), Val::Months(right)) => Some(left.cmp(right)),
            (Val::Time(..), Val::Time(..)) | (Val::DateTime(..), Val::DateTime(..)) => {
                super::arithmetic::since(left, right).map(|difference| difference.cmp(&0))
            }
            _ => None,
        }
    }
}

pub fn truth(value: &Val) -> Truth {
    match value {
        Val::Boolean(value) => Some(*value),
        _ => None,
    }
}

pub fn truth_value(truth: Truth) -> Val {
    truth.map_or(Val::Null, Val::Boolean)
}

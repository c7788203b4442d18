//! Random expressions of a kind. Now and then an operand is of another kind, and the value null.

use bigdecimal::BigDecimal;

use super::{Environment, Generator, values};
use crate::model::{Expr, KINDS, Kind, Op, Test, Type, Val};

/// Kinds that have an order.
const ORDERED: &[Kind] =
    &[Kind::Number, Kind::Number, Kind::String, Kind::Date, Kind::Time, Kind::DateTime, Kind::Days, Kind::Months];

impl Generator {
    /// An expression whose value has this kind where all goes well.
    pub fn expression(&mut self, kind: Kind, environment: &Environment, depth: usize) -> Expr {
        let kind = if self.random.percent(3) { *self.random.of(KINDS) } else { kind };
        if depth == 0 || self.random.percent(15) {
            return self.leaf(kind, environment);
        }
        match self.random.below(12) {
            0 => {
                let condition = self.expression(Kind::Boolean, environment, depth - 1);
                let one = self.expression(kind, environment, depth - 1);
                let other = self.expression(kind, environment, depth - 1);
                Expr::If(condition.into(), one.into(), other.into())
            }
            1 => self.call(kind, environment, depth - 1).unwrap_or_else(|| self.leaf(kind, environment)),
            _ => self.operation(kind, environment, depth - 1),
        }
    }

    /// Something that is read, or else a constant.
    pub fn leaf(&mut self, kind: Kind, environment: &Environment) -> Expr {
        let read = self.read(kind, environment).filter(|_| !self.random.percent(25));
        match read {
            Some(read) => read,
            None if self.random.percent(3) => Expr::Const(Val::Null),
            None => Expr::Const(self.constant(kind)),
        }
    }

    /// A variable or component of this kind, rarely one that may be of any.
    pub fn read(&mut self, kind: Kind, environment: &Environment) -> Option<Expr> {
        let mut known = Vec::new();
        for (name, of) in &environment.variables {
            let variable = Expr::Var(name.clone());
            match of.resolved() {
                Type::Context(components) => {
                    let fitting = components.iter().filter(|(_, of)| of.kind() == Some(kind));
                    known.extend(fitting.map(|(name, _)| Expr::Path(variable.clone().into(), name.clone())));
                }
                Type::Any if self.random.percent(30) => known.push(variable),
                Type::Any if self.random.percent(10) => known.push(Expr::Path(variable.into(), "age".to_owned())),
                other if other.kind() == Some(kind) => known.push(variable),
                _ => {}
            }
        }
        if known.is_empty() { None } else { Some(self.random.of(&known).clone()) }
    }

    fn call(&mut self, kind: Kind, environment: &Environment, depth: usize) -> Option<Expr> {
        let fitting = |function: &&super::Function| function.of == Type::Any || function.of.kind() == Some(kind);
        let functions: Vec<super::Function> = environment.functions.iter().filter(fitting).cloned().collect();
        if functions.is_empty() {
            return None;
        }
        let function = self.random.of(&functions).clone();
        let named = self.random.percent(40);
        let mut arguments = Vec::new();
        for (parameter, of) in &function.parameters {
            arguments.push((named.then(|| parameter.clone()), self.argument(of, environment, depth)));
        }
        if named && self.random.percent(50) {
            arguments.reverse();
        }
        Some(Expr::Invoke(function.name, arguments))
    }

    /// An argument for a parameter of this type.
    pub fn argument(&mut self, of: &Type, environment: &Environment, depth: usize) -> Expr {
        let same = environment.variables.iter().find(|(_, other)| other == of);
        match (of.kind(), same) {
            (Some(kind), _) => self.expression(kind, environment, depth),
            (None, Some((name, _))) => Expr::Var(name.clone()),
            (None, None) => {
                let kind = self.kind();
                self.leaf(kind, environment)
            }
        }
    }

    fn operation(&mut self, kind: Kind, environment: &Environment, depth: usize) -> Expr {
        match kind {
            Kind::Boolean => self.boolean(environment, depth),
            Kind::Number => self.number(environment, depth),
            Kind::String => {
                let left = self.expression(Kind::String, environment, depth);
                binary(Op::Add, left, self.expression(Kind::String, environment, depth))
            }
            Kind::Date => match self.random.below(7) {
                0 => Expr::Call("date", vec![self.expression(Kind::DateTime, environment, depth)]),
                1..4 => self.moved(Kind::Date, Kind::Months, environment, depth),
                _ => self.moved(Kind::Date, Kind::Days, environment, depth),
            },
            Kind::Time => match self.random.below(5) {
                0 => Expr::Call("time", vec![self.expression(Kind::DateTime, environment, depth)]),
                _ => self.moved(Kind::Time, Kind::Days, environment, depth),
            },
            Kind::DateTime => match self.random.below(7) {
                0 | 1 => {
                    let date = self.expression(Kind::Date, environment, depth);
                    let time = self.expression(Kind::Time, environment, depth);
                    Expr::Call("date and time", vec![date, time])
                }
                2 | 3 => self.moved(Kind::DateTime, Kind::Months, environment, depth),
                _ => self.moved(Kind::DateTime, Kind::Days, environment, depth),
            },
            Kind::Days | Kind::Months => self.duration(kind, environment, depth),
        }
    }

    fn moved(&mut self, what: Kind, by: Kind, environment: &Environment, depth: usize) -> Expr {
        let moment = self.expression(what, environment, depth);
        let duration = self.expression(by, environment, depth);
        match self.random.below(5) {
            0 => binary(Op::Add, duration, moment),
            1 | 2 => binary(Op::Subtract, moment, duration),
            _ => binary(Op::Add, moment, duration),
        }
    }

    fn duration(&mut self, kind: Kind, environment: &Environment, depth: usize) -> Expr {
        let one = self.expression(kind, environment, depth);
        match self.random.below(9) {
            0 => Expr::Negate(one.into()),
            1 => Expr::Call("abs", vec![one]),
            2 => binary(Op::Multiply, one, self.factor()),
            3 => binary(Op::Multiply, self.factor(), one),
            4 => binary(Op::Divide, one, self.factor()),
            5 => binary(Op::Subtract, one, self.expression(kind, environment, depth)),
            6 => binary(Op::Add, one, self.expression(kind, environment, depth)),
            _ => {
                let of = *self.random.of(&[Kind::Date, Kind::DateTime, Kind::Time]);
                let of = if kind == Kind::Months && of == Kind::Time { Kind::Date } else { of };
                let (from, to) = (self.expression(of, environment, depth), self.expression(of, environment, depth));
                match kind {
                    Kind::Months => Expr::Call("years and months duration", vec![from, to]),
                    _ => binary(Op::Subtract, from, to),
                }
            }
        }
    }

    /// A number that leaves durations within the calendar.
    fn factor(&mut self) -> Expr {
        let (digits, scale) = *self.random.of(&[(0_i64, 0_i64), (2, 0), (-3, 0), (5, 1), (15, 1), (7, 0), (33333, 5)]);
        Expr::Const(Val::Number(BigDecimal::new(digits.into(), scale)))
    }

    fn number(&mut self, environment: &Environment, depth: usize) -> Expr {
        let choice = self.random.below(20);
        if choice < 5 {
            return self.counted(environment, depth);
        }
        let left = self.expression(Kind::Number, environment, depth);
        let mut right = || self.expression(Kind::Number, environment, depth);
        match choice {
            5..8 => binary(Op::Add, left, right()),
            8..11 => binary(Op::Subtract, left, right()),
            11..13 => binary(Op::Multiply, left, right()),
            13..16 => binary(Op::Divide, left, right()),
            16 => {
                let exponent = self.random.below(8) as i64 - 3;
                let base = self.leaf(Kind::Number, environment);
                binary(Op::Power, base, Expr::Const(Val::Number(exponent.into())))
            }
            17 => Expr::Negate(left.into()),
            18 => Expr::Call("modulo", vec![left, right()]),
            _ => match self.random.below(4) {
                0 => {
                    let scale = self.random.below(7) as i64 - 2;
                    Expr::Call("decimal", vec![left, Expr::Const(Val::Number(scale.into()))])
                }
                1 => Expr::Call("abs", vec![left]),
                2 => Expr::Call("floor", vec![left]),
                _ => Expr::Call("ceiling", vec![left]),
            },
        }
    }

    /// A number that something else has.
    fn counted(&mut self, environment: &Environment, depth: usize) -> Expr {
        match self.random.below(10) {
            0 => Expr::Call("string length", vec![self.expression(Kind::String, environment, depth)]),
            1 | 2 => {
                let of = *self.random.of(&[Kind::Days, Kind::Months]);
                let (left, right) = (self.expression(of, environment, depth), self.expression(of, environment, depth));
                binary(Op::Divide, left, right)
            }
            3..6 => {
                let name = *self.random.of(&["count", "sum", "min", "max"]);
                Expr::Call(name, vec![self.list(environment, depth)])
            }
            _ => {
                let (kind, names) = *self.random.of(&[
                    (Kind::Date, &["year", "month", "day", "weekday"][..]),
                    (Kind::Time, &["hour", "minute", "second"][..]),
                    (Kind::DateTime, &["year", "day", "weekday", "hour", "second"][..]),
                    (Kind::Days, &["days", "hours", "minutes", "seconds"][..]),
                    (Kind::Months, &["years", "months"][..]),
                ]);
                let name = (*self.random.of(names)).to_owned();
                Expr::Path(self.leaf(kind, environment).into(), name)
            }
        }
    }

    fn list(&mut self, environment: &Environment, depth: usize) -> Expr {
        let lists = environment.variables.iter().filter(|(_, of)| matches!(of.resolved(), Type::List(_)));
        let lists: Vec<Expr> = lists.map(|(name, _)| Expr::Var(name.clone())).collect();
        if !lists.is_empty() && self.random.percent(80) {
            return self.random.of(&lists).clone();
        }
        let count = self.random.below(4);
        Expr::List((0..count).map(|_| self.expression(Kind::Number, environment, depth)).collect())
    }

    fn boolean(&mut self, environment: &Environment, depth: usize) -> Expr {
        let (of, ordered) = (*self.random.of(KINDS), *self.random.of(ORDERED));
        let choice = self.random.below(24);
        let mut one = |of: Kind| self.expression(of, environment, depth);
        match choice {
            0..4 => binary(Op::And, one(Kind::Boolean), one(Kind::Boolean)),
            4..8 => binary(Op::Or, one(Kind::Boolean), one(Kind::Boolean)),
            8 | 9 => Expr::Call("not", vec![one(Kind::Boolean)]),
            10 => binary(Op::Equal, one(of), one(of)),
            11 => binary(Op::NotEqual, one(of), one(of)),
            12 => binary(Op::Equal, one(of), Expr::Const(Val::Null)),
            13 => binary(Op::NotEqual, Expr::Const(Val::Null), one(of)),
            14 => Expr::Between(one(ordered).into(), one(ordered).into(), one(ordered).into()),
            15 | 16 => {
                let value = one(ordered);
                let tests = (0..self.random.between(1, 3)).map(|_| self.test_in(ordered, environment)).collect();
                Expr::In(value.into(), tests)
            }
            17 => {
                let name = *self.random.of(&["contains", "starts with", "ends with"]);
                let (text, part) = (self.leaf(Kind::String, environment), self.leaf(Kind::String, environment));
                Expr::Call(name, vec![text, part])
            }
            18 => {
                let list = self.list(environment, depth);
                Expr::Call("list contains", vec![list, self.leaf(Kind::Number, environment)])
            }
            _ => {
                let (left, right) = (one(ordered), one(ordered));
                binary(self.comparison(), left, right)
            }
        }
    }

    /// A test behind `in`.
    fn test_in(&mut self, kind: Kind, environment: &Environment) -> Test {
        match self.random.below(5) {
            0 => self.interval(kind),
            1 => {
                let end = self.read(kind, environment).unwrap_or_else(|| Expr::Const(self.constant(kind)));
                Test::Than(self.comparison(), end)
            }
            2 => match self.read(kind, environment) {
                Some(low) => {
                    let high = Expr::Const(self.constant(kind));
                    Test::Within(low, self.random.percent(50), high, self.random.percent(50))
                }
                None => self.interval(kind),
            },
            3 => Test::Is(self.leaf(kind, environment)),
            _ => Test::Is(Expr::Const(values::ordered(&self.pools[values::position(kind)])[0].clone())),
        }
    }
}

fn binary(op: Op, left: Expr, right: Expr) -> Expr {
    Expr::Binary(op, left.into(), right.into())
}

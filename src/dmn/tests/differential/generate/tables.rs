//! Random decision tables with every hit policy, whose constants fit their columns.

use super::{Environment, Generator, values};
use crate::model::{Cell, Expr, Input, Kind, Output, POLICIES, Policy, Row, Table, Test, Type, Val};

impl Generator {
    /// A table with the type that its decision declares, and what those can expect that require it.
    pub fn table(&mut self, environment: &Environment) -> (Table, Type, Type) {
        let policy = *self.random.of(POLICIES);
        let columns = if self.random.percent(4) { 0 } else { self.random.between(1, 3) };
        let inputs: Vec<(Input, Kind)> = (0..columns).map(|_| self.input(environment)).collect();
        let (outputs, of, answer) = self.outputs(policy, environment);
        // Now and then more than a word has bits, or two.
        let count = if self.random.percent(2) { self.random.between(60, 140) } else { self.random.between(1, 6) };
        let mut rules: Vec<Row> = Vec::new();
        for _ in 0..count {
            let cells = inputs.iter().map(|(input, kind)| self.cell(input, *kind, environment)).collect();
            let answers = outputs.iter().map(|output| self.entry(policy, output, environment)).collect();
            rules.push(Row { cells, outputs: answers });
        }
        if policy == Policy::Any && self.random.percent(60) {
            let same = rules[0].outputs.clone();
            rules.iter_mut().for_each(|rule| rule.outputs.clone_from(&same));
        }
        let inputs = inputs.into_iter().map(|(input, _)| input).collect();
        (Table { policy, inputs, outputs, rules }, of, answer)
    }

    fn input(&mut self, environment: &Environment) -> (Input, Kind) {
        let kind = self.readable_kind(environment);
        let readable = self.read(kind, environment).filter(|_| self.random.percent(75));
        let expression = readable.unwrap_or_else(|| self.expression(kind, environment, 1));
        let known = known(&expression, environment);
        let kind = known.kind().unwrap_or(kind);
        let declared = match (&known, self.random.below(3)) {
            (_, 0) => None,
            (Type::Named(..), 1) => Some(known.clone()),
            _ => Some(Type::Kind(kind)),
        };
        let of = declared.clone().unwrap_or(known);
        let free = matches!(of, Type::Kind(kind) if kind != Kind::Boolean);
        let values = (free && self.random.percent(25)).then(|| match self.random.below(3) {
            0 => Cell::Of(vec![self.interval(kind)]),
            1 => Cell::Not(vec![Test::Is(Expr::Const(self.constant(kind)))]),
            _ => Cell::Of(self.listed(kind).into_iter().map(|value| Test::Is(Expr::Const(value))).collect()),
        });
        (Input { expression, declared, of, values }, kind)
    }

    fn cell(&mut self, input: &Input, kind: Kind, environment: &Environment) -> Cell {
        if self.random.percent(20) {
            return Cell::Any;
        }
        let count = *self.random.of(&[1, 1, 1, 2, 3]);
        let tests: Vec<Test> = (0..count).filter_map(|_| self.test(input, kind, environment)).collect();
        if tests.is_empty() {
            Cell::Any
        } else if self.random.percent(20) {
            Cell::Not(tests)
        } else {
            Cell::Of(tests)
        }
    }

    fn test(&mut self, input: &Input, kind: Kind, environment: &Environment) -> Option<Test> {
        let limits = match (&input.values, input.of.resolved()) {
            (Some(values), _) | (None, Type::Limited(_, values)) => values.clone(),
            _ => Cell::Any,
        };
        let pool = &self.pools[values::position(kind)];
        let allowed: Vec<Val> = pool.iter().filter(|value| values::admits(&limits, value)).cloned().collect();
        let choice = self.random.below(20);
        if kind == Kind::Boolean || choice < 8 {
            if choice == 0 && limits == Cell::Any {
                return Some(Test::Is(Expr::Const(Val::Null)));
            }
            let expected = match self.read(kind, environment).filter(|_| self.random.percent(15)) {
                Some(read) => read,
                None if allowed.is_empty() => return None,
                None => Expr::Const(self.random.of(&allowed).clone()),
            };
            return Some(Test::Is(expected));
        }
        let read = self.read(kind, environment).filter(|_| self.random.percent(20));
        Some(match (choice, read) {
            (8, _) if !allowed.is_empty() => {
                let most = self.random.between(1, 2);
                let items = self.random.some(&allowed, most);
                Test::Is(Expr::List(items.into_iter().map(Expr::Const).collect()))
            }
            (9..14, Some(limit)) => Test::Than(self.comparison(), limit),
            (9..14, None) => Test::Than(self.comparison(), Expr::Const(self.constant(kind))),
            (_, Some(high)) => {
                let low = Expr::Const(self.constant(kind));
                Test::Within(low, self.random.percent(50), high, self.random.percent(50))
            }
            (_, None) => self.interval(kind),
        })
    }

    fn outputs(&mut self, policy: Policy, environment: &Environment) -> (Vec<Output>, Type, Type) {
        let aggregates = matches!(policy, Policy::Sum | Policy::Min | Policy::Max | Policy::Count);
        let lists = matches!(policy, Policy::RuleOrder | Policy::OutputOrder | Policy::Collect);
        let ranks = matches!(policy, Policy::Priority | Policy::OutputOrder);
        let count = if aggregates || self.random.percent(65) { 1 } else { self.random.between(2, 3) };
        let mut outputs = Vec::new();
        for index in 0..count {
            let kind = match (policy, self.kind()) {
                (Policy::Sum, _) => Kind::Number,
                (Policy::Min | Policy::Max, Kind::Boolean) => Kind::Date,
                (_, kind) => kind,
            };
            let listed = kind != Kind::Boolean && (ranks && index == 0 || self.random.percent(20));
            let kind = if ranks && index == 0 && kind == Kind::Boolean { Kind::String } else { kind };
            let values = (listed || ranks && index == 0).then(|| self.listed(kind));
            let name = if count == 1 && self.random.percent(50) { "" } else { ["outcome", "the score", "c/d"][index] };
            outputs.push(Output { name: name.to_owned(), of: Type::Kind(kind), declares: true, values, default: None });
        }
        let mut of = Type::Any;
        if let [output] = outputs.as_mut_slice() {
            let own = output.of.clone();
            let leaves = self.random.percent(40);
            match policy {
                Policy::Count => {
                    of = if self.random.percent(50) { Type::Kind(Kind::Number) } else { Type::Any };
                    output.declares = !leaves;
                    output.of = if leaves { Type::Any } else { own };
                }
                _ if lists && own == Type::Kind(Kind::Number) && leaves => {
                    of = Type::Named("tNumbers".to_owned(), Box::new(Type::List(Box::new(own))));
                    output.declares = false;
                }
                _ if lists => {}
                _ if leaves => {
                    of = own;
                    output.declares = false;
                }
                _ if self.random.percent(30) => of = own,
                _ => {}
            }
        }
        for output in &mut outputs {
            if self.random.percent(25) {
                output.default = Some(self.entry(policy, output, environment));
            }
        }
        let answer = answer(policy, &of, &outputs);
        (outputs, of, answer)
    }

    fn entry(&mut self, policy: Policy, output: &Output, environment: &Environment) -> Expr {
        let kind = output.of.kind().unwrap_or(Kind::Number);
        let ranked = matches!(policy, Policy::Priority | Policy::OutputOrder) && output.values.is_some();
        if !ranked && self.random.percent(35) {
            let expression = self.expression(kind, environment, 2);
            if expression.reads() {
                return expression;
            }
        }
        match &output.values {
            Some(values) => Expr::Const(self.random.of(values).clone()),
            None if self.random.percent(3) => Expr::Const(Val::Null),
            None => Expr::Const(self.constant(kind)),
        }
    }
}

/// What is declared of what an expression reads.
fn known(expression: &Expr, environment: &Environment) -> Type {
    match expression {
        Expr::Var(name) => {
            environment.variables.iter().find(|(other, _)| other == name).map_or(Type::Any, |(_, of)| of.clone())
        }
        Expr::Path(of, name) => match known(of, environment).resolved() {
            Type::Context(components) => {
                components.iter().find(|(other, _)| other == name).map_or(Type::Any, |(_, of)| of.clone())
            }
            _ => Type::Any,
        },
        _ => Type::Any,
    }
}

/// What those can expect that require a table's decision.
fn answer(policy: Policy, of: &Type, outputs: &[Output]) -> Type {
    let row = match outputs {
        [output] => output.of.clone(),
        _ => Type::Context(outputs.iter().map(|output| (output.name.clone(), output.of.clone())).collect()),
    };
    match policy {
        _ if *of != Type::Any => of.clone(),
        Policy::Sum | Policy::Min | Policy::Max | Policy::Count => Type::Any,
        Policy::RuleOrder | Policy::OutputOrder | Policy::Collect => Type::List(Box::new(row)),
        _ => row,
    }
}

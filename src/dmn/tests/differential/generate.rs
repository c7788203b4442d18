//! Random models that a reader must accept, and facts for them, both from a seed alone.

mod expressions;
mod large;
mod tables;
mod values;

use crate::model::{Decision, Expr, Function, KINDS, Kind, Logic, Model, Op, Test, Type, Val};
use crate::random::Random;

pub use large::large;

/// Names with all that names may hold. None begins with another one.
const NAMES: &[&str] = &[
    "Age",
    "Monthly Salary",
    "is member",
    "Due Date",
    "risk",
    "hire date",
    "terms and conditions",
    "x",
    "y2",
    "start of work",
    "it's due",
    "mark-up",
    "Größe",
    "the color",
    "valid until",
    "_rest",
];

/// What expressions may read and call where they stand.
#[derive(Clone, Default)]
pub struct Environment {
    variables: Vec<(String, Type)>,
    functions: Vec<Function>,
}

/// A model under way.
pub struct Generator {
    random: Random,
    /// The constants of this model, by kind in the order of `KINDS`: few, so that they meet.
    pools: Vec<Vec<Val>>,
    items: Vec<(String, Type)>,
    names: Vec<&'static str>,
}

/// The model of a seed, and several sets of facts for it.
pub fn generate(seed: u64) -> (Model, Vec<Vec<(String, Val)>>) {
    let mut random = Random::new(seed);
    let pools = KINDS.iter().map(|kind| values::pool(*kind, &mut random)).collect();
    let mut generator = Generator { random, pools, items: Vec::new(), names: NAMES.to_vec() };
    generator.items = generator.item_definitions();
    let model = generator.model();
    let count = generator.random.between(4, 8);
    let facts = (0..count).map(|_| generator.facts(&model)).collect();
    (model, facts)
}

impl Generator {
    fn model(&mut self) -> Model {
        let inputs: Vec<(String, Type)> =
            (0..self.random.between(1, 5)).map(|_| (self.name(), self.input_type())).collect();
        let mut functions: Vec<Function> = Vec::new();
        for _ in 0..self.random.below(3) {
            let function = self.function(&functions);
            functions.push(function);
        }
        let mut decisions: Vec<Decision> = Vec::new();
        let mut known = inputs.clone();
        for _ in 0..self.random.between(1, 4) {
            let (decision, answer) = self.decision(&known, &functions, decisions.len());
            known.push((decision.name.clone(), answer));
            decisions.push(decision);
        }
        Model { items: self.items.clone(), inputs, functions, decisions }
    }

    fn name(&mut self) -> String {
        let index = self.random.below(self.names.len());
        self.names.remove(index).to_owned()
    }

    fn function(&mut self, others: &[Function]) -> Function {
        let name = ["rate", "bonus of work"][others.len()].to_owned();
        let parameters: Vec<(String, Type)> = self.random.some(&["p", "base value", "q"], 2)[..]
            .iter()
            .map(|name| ((*name).to_owned(), self.input_type()))
            .collect();
        let called = if self.random.percent(40) { others.to_vec() } else { Vec::new() };
        let calls = called.iter().map(|function| function.name.clone()).collect();
        let environment = Environment { variables: parameters.clone(), functions: called };
        let (logic, of, _) = self.logic(&environment);
        Function { name, parameters, of, calls, logic }
    }

    fn decision(&mut self, known: &[(String, Type)], functions: &[Function], number: usize) -> (Decision, Type) {
        let most = self.random.between(1, 4);
        let mut required = self.random.some(known, most);
        // Decisions in a row are more than decisions beside each other.
        if let Some(last) = known.last().filter(|_| number > 0 && self.random.percent(60))
            && !required.contains(last)
        {
            required.push(last.clone());
        }
        let called = self.random.some(functions, 2);
        let calls = called.iter().map(|function| function.name.clone()).collect();
        let requires = required.iter().map(|(name, _)| name.clone()).collect();
        let environment = Environment { variables: required, functions: called };
        let (logic, of, answer) = self.logic(&environment);
        let name = format!("{} {number}", ["Decision", "The result of", "eligible"][self.random.below(3)]);
        (Decision { name, requires, calls, of, logic }, answer)
    }

    /// Logic with the type that its decision declares, and what those can expect that require it.
    fn logic(&mut self, environment: &Environment) -> (Logic, Type, Type) {
        if self.random.percent(55) {
            let (table, of, answer) = self.table(environment);
            return (Logic::Table(table), of, answer);
        }
        let kind = self.readable_kind(environment);
        let of = match self.random.below(10) {
            0..5 => Type::Kind(kind),
            5 => self.named_of(kind).unwrap_or(Type::Kind(kind)),
            _ => Type::Any,
        };
        let logic = match self.random.below(10) {
            0 | 1 if !environment.functions.is_empty() => self.invocation(environment),
            2 => Logic::Conditional(
                self.expression(Kind::Boolean, environment, 2),
                self.expression(kind, environment, 2),
                self.expression(kind, environment, 2),
            ),
            _ => Logic::Literal(self.expression(kind, environment, 3)),
        };
        (logic, of.clone(), of)
    }

    fn invocation(&mut self, environment: &Environment) -> Logic {
        let function = self.random.of(&environment.functions).clone();
        let mut bindings = Vec::new();
        for (parameter, of) in &function.parameters {
            if self.random.percent(90) {
                bindings.push((parameter.clone(), self.argument(of, environment, 2)));
            }
        }
        if self.random.percent(30) {
            bindings.reverse();
        }
        Logic::Invocation(function.name, bindings)
    }

    fn kind(&mut self) -> Kind {
        *self.random.of(&[
            Kind::Number,
            Kind::Number,
            Kind::Number,
            Kind::Boolean,
            Kind::Boolean,
            Kind::String,
            Kind::Date,
            Kind::Date,
            Kind::Time,
            Kind::DateTime,
            Kind::Days,
            Kind::Months,
        ])
    }

    /// A kind, mostly one that something has which can be read.
    fn readable_kind(&mut self, environment: &Environment) -> Kind {
        let mut kinds = Vec::new();
        for (_, of) in &environment.variables {
            match of.resolved() {
                Type::Context(components) => kinds.extend(components.iter().filter_map(|(_, of)| of.kind())),
                other => kinds.extend(other.kind()),
            }
        }
        if kinds.is_empty() || self.random.percent(15) { self.kind() } else { *self.random.of(&kinds) }
    }

    fn input_type(&mut self) -> Type {
        match self.random.below(20) {
            0..13 => Type::Kind(self.kind()),
            13 => Type::Any,
            _ => {
                let (name, of) = self.random.of(&self.items).clone();
                Type::Named(name, Box::new(of))
            }
        }
    }

    fn named_of(&mut self, kind: Kind) -> Option<Type> {
        let named = self.items.iter().find(|(_, of)| of.kind() == Some(kind));
        named.map(|(name, of)| Type::Named(name.clone(), Box::new(of.clone())))
    }

    /// A limited string, a limited number, a context and a list.
    fn item_definitions(&mut self) -> Vec<(String, Type)> {
        let is = |value: &Val| Test::Is(Expr::Const(value.clone()));
        let colors: Vec<Test> = self.listed(Kind::String).iter().map(is).collect();
        let score = self.interval(Kind::Number);
        let (color, score) = (
            Type::Limited(Kind::String, crate::model::Cell::Of(colors)),
            Type::Limited(Kind::Number, crate::model::Cell::Of(vec![score])),
        );
        let named = |name: &str, of: &Type| Type::Named(name.to_owned(), Box::new(of.clone()));
        let person = Type::Context(vec![
            ("age".to_owned(), Type::Kind(Kind::Number)),
            ("shoe size".to_owned(), named("tScore", &score)),
            ("birth date".to_owned(), Type::Kind(Kind::Date)),
            ("is-new".to_owned(), Type::Kind(Kind::Boolean)),
        ]);
        let numbers = Type::List(Box::new(Type::Kind(Kind::Number)));
        let all = [("tColor", color), ("tScore", score), ("tPerson", person), ("tNumbers", numbers)];
        all.into_iter().map(|(name, of)| (name.to_owned(), of)).collect()
    }

    /// An interval between two constants of the model.
    fn interval(&mut self, kind: Kind) -> Test {
        let pool = values::ordered(&self.pools[values::position(kind)]);
        let low = self.random.below(pool.len() - 1);
        let high = self.random.between(low + 1, pool.len() - 1);
        let (low, high) = (pool[low].clone(), pool[high].clone());
        Test::Within(Expr::Const(low), self.random.percent(60), Expr::Const(high), self.random.percent(60))
    }

    /// One of the four comparisons.
    fn comparison(&mut self) -> Op {
        *self.random.of(&[Op::Less, Op::LessOrEqual, Op::Greater, Op::GreaterOrEqual])
    }
}

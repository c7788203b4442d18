//! A second interpreter: DMN 1.5, clauses 8 and 10, word for word, over the generator's own models. It looks nothing
//! up, prepares nothing and shares nothing with the engine; numbers are `bigdecimal`'s and dates are `chrono`'s.

mod arithmetic;
mod expression;
mod functions;
mod logic;
mod number;
mod properties;

use crate::coverage::Coverage;
use crate::model::{Cell, Expr, Input, Logic, Model, Output, Policy, Row, Table, Test, Type, Val};

pub use logic::Truth;
pub use number::rounded;

/// What names stand for.
pub type Frame = Vec<(String, Val)>;

/// An evaluation of one model with one set of facts.
pub struct Naive<'m> {
    model: &'m Model,
    facts: &'m [(String, Val)],
    pub coverage: &'m mut Coverage,
    /// Whether something left what this interpreter can calculate: numbers near the ends of decimal128, dates that
    /// chrono does not have.
    pub beyond: bool,
}

impl<'m> Naive<'m> {
    pub fn new(model: &'m Model, facts: &'m [(String, Val)], coverage: &'m mut Coverage) -> Naive<'m> {
        Naive { model, facts, coverage, beyond: false }
    }

    /// The value of a decision; those that it requires are evaluated again for each that requires them.
    pub fn decide(&mut self, name: &str) -> Val {
        let decision = self.model.decisions.iter().find(|decision| decision.name == name).unwrap();
        let frame: Frame = decision.requires.iter().map(|name| (name.clone(), self.required(name))).collect();
        let value = self.logic(&decision.logic, &frame);
        self.conforming(value, &decision.of)
    }

    fn required(&mut self, name: &str) -> Val {
        let Some((_, of)) = self.model.inputs.iter().find(|(input, _)| input == name) else {
            self.coverage.note("required decision");
            return self.decide(name);
        };
        let given = self.facts.iter().find(|(fact, _)| fact == name);
        self.conforming(given.map_or(Val::Null, |(_, value)| value.clone()), of)
    }

    /// A business knowledge model, for the arguments that are given (DMN 1.5, 10.3.2.13.6).
    fn invoke(&mut self, name: &str, arguments: Vec<(String, Val)>) -> Val {
        self.coverage.note("invoke");
        let function = self.model.functions.iter().find(|function| function.name == name).unwrap();
        let mut frame = Frame::new();
        for (parameter, of) in &function.parameters {
            let given = arguments.iter().find(|(name, _)| name == parameter);
            let value = self.conforming(given.map_or(Val::Null, |(_, value)| value.clone()), of);
            frame.push((parameter.clone(), value));
        }
        let value = self.logic(&function.logic, &frame);
        self.conforming(value, &function.of)
    }

    fn logic(&mut self, logic: &Logic, frame: &Frame) -> Val {
        match logic {
            Logic::Literal(expression) => self.expression(expression, frame),
            Logic::Table(table) => self.table(table, frame),
            Logic::Invocation(name, bindings) => {
                self.coverage.note("boxed invocation");
                let value = |(name, argument): &(String, Expr)| (name.clone(), self.expression(argument, frame));
                let arguments = bindings.iter().map(value).collect();
                self.invoke(name, arguments)
            }
            Logic::Conditional(condition, one, other) => {
                self.coverage.note("boxed conditional");
                let held = self.expression(condition, frame) == Val::Boolean(true);
                self.expression(if held { one } else { other }, frame)
            }
        }
    }

    /// The value, or null where the type does not admit it (DMN 1.5, 10.3.2.9.4).
    fn conforming(&mut self, value: Val, of: &Type) -> Val {
        if self.conforms(&value, of) {
            return value;
        }
        self.coverage.note("not of its type");
        Val::Null
    }

    fn conforms(&mut self, value: &Val, of: &Type) -> bool {
        match (of, value) {
            (Type::Named(_, of), _) => self.conforms(value, of),
            (Type::Any, _) | (_, Val::Null) => true,
            (Type::Kind(kind), _) => value.kind() == Some(*kind),
            (Type::Limited(kind, cell), _) => {
                value.kind() == Some(*kind) && self.cell(cell, value, &Frame::new()) == Some(true)
            }
            (Type::List(item), Val::List(values)) => values.iter().all(|value| self.conforms(value, item)),
            (Type::Context(components), Val::Context(entries)) => components.iter().all(|(name, of)| {
                let entry = entries.iter().find(|(key, _)| key == name);
                entry.is_some_and(|(_, value)| self.conforms(value, of))
            }),
            (Type::List(_) | Type::Context(_), _) => false,
        }
    }

    /// The answer of a table (DMN 1.5, 8.2.10 and 8.2.11).
    fn table(&mut self, table: &Table, frame: &Frame) -> Val {
        let values: Vec<Val> = table.inputs.iter().map(|input| self.expression(&input.expression, frame)).collect();
        for (input, value) in table.inputs.iter().zip(&values) {
            if !self.takes(input, value) {
                self.coverage.note("input refused");
                return Val::Null;
            }
        }
        let mut hits = Vec::new();
        for rule in &table.rules {
            let mut holds = true;
            for (cell, value) in rule.cells.iter().zip(&values) {
                holds &= self.cell(cell, value, frame) == Some(true);
            }
            if holds {
                hits.push(rule);
            }
        }
        self.coverage.note(policy_name(table.policy));
        if hits.len() > 1 {
            self.coverage.note("several rules match");
        }
        if hits.is_empty() {
            return self.no_hit(table, frame);
        }
        self.coverage.note("a rule matches");
        if matches!(table.policy, Policy::Priority | Policy::OutputOrder) {
            hits.sort_by_key(|rule| rank(table, rule));
        }
        match table.policy {
            Policy::Unique if hits.len() > 1 => {
                self.coverage.note("unique violated");
                Val::Null
            }
            Policy::Any => {
                let answers: Vec<Val> = hits.iter().map(|rule| self.answer(table, rule, frame)).collect();
                if answers.iter().any(|answer| *answer != answers[0]) {
                    self.coverage.note("any violated");
                    return Val::Null;
                }
                answers[0].clone()
            }
            Policy::Unique | Policy::Priority | Policy::First => self.answer(table, hits[0], frame),
            Policy::RuleOrder | Policy::OutputOrder | Policy::Collect => {
                Val::List(hits.iter().map(|rule| self.answer(table, rule, frame)).collect())
            }
            Policy::Count => number::integer(hits.len() as i64),
            Policy::Sum | Policy::Min | Policy::Max => {
                let answers = hits.iter().map(|rule| self.answer(table, rule, frame)).collect();
                self.aggregate(table.policy, answers)
            }
        }
    }

    fn no_hit(&mut self, table: &Table, frame: &Frame) -> Val {
        if table.outputs.iter().any(|output| output.default.is_some()) {
            self.coverage.note("default");
            let entry = |output: &Output| output.default.clone().unwrap_or(Expr::Const(Val::Null));
            let row = Row { cells: Vec::new(), outputs: table.outputs.iter().map(entry).collect() };
            return self.answer(table, &row, frame);
        }
        self.coverage.note("no rule matches");
        match table.policy {
            Policy::Collect => Val::List(Vec::new()),
            Policy::Count => number::integer(0),
            _ => Val::Null,
        }
    }

    fn aggregate(&mut self, policy: Policy, answers: Vec<Val>) -> Val {
        let mut answers = answers.into_iter();
        let mut total = answers.next().unwrap_or(Val::Null);
        for answer in answers {
            if policy == Policy::Sum {
                total = self.binary(crate::model::Op::Add, total, answer);
                continue;
            }
            let before = match self.order(&answer, &total) {
                None => return Val::Null,
                Some(order) if policy == Policy::Min => order.is_lt(),
                Some(order) => order.is_gt(),
            };
            if before {
                total = answer;
            }
        }
        total
    }

    /// Whether an input column takes a value: of its type, and among the allowed ones.
    fn takes(&mut self, input: &Input, value: &Val) -> bool {
        let limits = match (&input.values, input.of.resolved()) {
            (Some(values), _) | (None, Type::Limited(_, values)) => Some(values),
            _ => None,
        };
        self.conforms(value, &input.of)
            && limits.is_none_or(|limits| self.cell(limits, value, &Frame::new()) == Some(true))
    }

    fn answer(&mut self, table: &Table, rule: &Row, frame: &Frame) -> Val {
        let mut entries = Vec::new();
        for (output, entry) in table.outputs.iter().zip(&rule.outputs) {
            let value = self.expression(entry, frame);
            let value = self.conforming(value, &output.of);
            let listed = output.values.as_ref().is_none_or(|values| value == Val::Null || self.listed(values, &value));
            entries.push((output.name.clone(), if listed { value } else { Val::Null }));
        }
        if entries.len() > 1 {
            self.coverage.note("several outputs");
        }
        if let [(_, value)] = entries.as_slice() { value.clone() } else { Val::Context(entries) }
    }

    fn listed(&mut self, values: &[Val], value: &Val) -> bool {
        values.iter().any(|other| self.equal(other, value) == Some(true))
    }

    /// Whether a value passes a cell (DMN 1.5, 7.3.3 and 10.3.2.8).
    pub fn cell(&mut self, cell: &Cell, value: &Val, frame: &Frame) -> Truth {
        match cell {
            Cell::Any => Some(true),
            Cell::Of(tests) => self.tests(tests, value, frame),
            Cell::Not(tests) => {
                self.coverage.note("negated cell");
                logic::not(self.tests(tests, value, frame))
            }
        }
    }

    fn tests(&mut self, tests: &[Test], value: &Val, frame: &Frame) -> Truth {
        let mut held = Some(false);
        for test in tests {
            held = logic::or(held, self.test(test, value, frame));
        }
        held
    }
}

/// A rule's place by the allowed values of the outputs, the first output first (DMN 1.5, 8.2.10).
fn rank(table: &Table, rule: &Row) -> Vec<usize> {
    let place = |(output, entry): (&Output, &Expr)| {
        let values = output.values.as_deref().unwrap_or_default();
        values.iter().position(|value| *entry == Expr::Const(value.clone())).unwrap_or(values.len())
    };
    table.outputs.iter().zip(&rule.outputs).map(place).collect()
}

fn policy_name(policy: Policy) -> &'static str {
    match policy {
        Policy::Unique => "UNIQUE",
        Policy::Any => "ANY",
        Policy::Priority => "PRIORITY",
        Policy::First => "FIRST",
        Policy::RuleOrder => "RULE ORDER",
        Policy::OutputOrder => "OUTPUT ORDER",
        Policy::Collect => "COLLECT",
        Policy::Sum => "SUM",
        Policy::Min => "MIN",
        Policy::Max => "MAX",
        Policy::Count => "COUNT",
    }
}

//! Facts in, a value out: decisions with those that they require, functions, and what went wrong on the way.

use crate::expression::bounds::is_bounded;
use crate::{Context, Explanation, Expression, Finding, Logic, Place, Program, Source, Table, Type, Value};

/// The most functions that may be called within each other.
const MAX_DEPTH: u32 = 16;
/// The most functions that one evaluation calls: functions that call each other twice double with each step.
const MAX_CALLS: u32 = 100_000;
/// The most findings that one evaluation keeps.
const MAX_FINDINGS: usize = 100;

/// The value of a decision, and everything that was put in the place of a value by null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    pub value: Value,
    pub findings: Vec<Finding>,
}

/// What one decision or function did on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name of the decision, or of the business knowledge model.
    pub name: String,
    /// What its table has to say, where its logic is one.
    pub explanation: Option<Explanation>,
    pub value: Value,
}

/// One evaluation under way.
pub(crate) struct Run<'p> {
    program: &'p Program,
    findings: Vec<Finding>,
    /// Where the expression stands that is evaluated at present.
    place: Place,
    depth: u32,
    calls: u32,
    /// Kept only where somebody asks for an explanation.
    steps: Option<Vec<Step>>,
}

impl Program {
    /// The value of a decision, by name or XML id, from the values of its input data by name.
    ///
    /// Input data that the facts lack is null. A decision that does not exist is a finding.
    pub fn evaluate(&self, decision: &str, facts: &Context) -> Evaluation {
        let mut run = Run::new(self, None);
        let value = run.decide(decision, facts);
        Evaluation { value, findings: run.findings }
    }

    /// The same value, with a step for each decision and function that took part, in the order in which they ended.
    pub fn explain(&self, decision: &str, facts: &Context) -> (Evaluation, Vec<Step>) {
        let mut run = Run::new(self, Some(Vec::new()));
        let value = run.decide(decision, facts);
        (Evaluation { value, findings: run.findings }, run.steps.unwrap_or_default())
    }
}

/// What constants are folded in.
static NOTHING: Program = Program {
    inputs: Vec::new(),
    functions: Vec::new(),
    decisions: Vec::new(),
    #[cfg(feature = "xml")]
    findings: Vec::new(),
};

impl<'p> Run<'p> {
    fn new(program: &'p Program, steps: Option<Vec<Step>>) -> Run<'p> {
        Run { program, findings: Vec::new(), place: Place::default(), depth: 0, calls: 0, steps }
    }

    /// A run for expressions that need no program.
    pub(crate) fn constants() -> Run<'static> {
        Run::new(&NOTHING, None)
    }

    #[cfg(any(feature = "xml", test))]
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Keeps a finding at the present decision, rule and column.
    pub(crate) fn report(&mut self, message: impl Into<String>) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding::new(self.place.clone(), message));
        }
    }

    /// Does something of which no finding is kept.
    pub(crate) fn quietly<T>(&mut self, something: impl FnOnce(&mut Run<'_>) -> T) -> T {
        let kept = self.findings.len();
        let done = something(self);
        self.findings.truncate(kept);
        done
    }

    /// Goes to a rule and a column of the present table.
    pub(crate) fn at(&mut self, rule: Option<u32>, column: Option<&str>) {
        self.place.rule = rule.and_then(|rule| usize::try_from(rule).ok()).map(|rule| rule + 1);
        self.place.column = column.map(str::to_owned);
    }

    /// The value of a business knowledge model for arguments in the order of its parameters.
    pub(crate) fn invoke(&mut self, function: u32, mut arguments: Vec<Value>) -> Value {
        let program = self.program;
        let Some(function) = usize::try_from(function).ok().and_then(|index| program.functions.get(index)) else {
            self.report("a function is called that the program does not have");
            return Value::Null;
        };
        self.calls += 1;
        if self.depth >= MAX_DEPTH || self.calls > MAX_CALLS {
            self.report(format!("`{}` is called too deep or too often", function.name));
            return Value::Null;
        }
        arguments.resize(function.parameters.len(), Value::Null);
        for (argument, (name, ty)) in arguments.iter_mut().zip(&function.parameters) {
            self.conform(argument, ty, "the argument", name);
        }
        self.depth += 1;
        let value = self.logic(&function.name, &function.logic, &function.ty, &arguments);
        self.depth -= 1;
        value
    }

    fn decide(&mut self, name: &str, facts: &Context) -> Value {
        let program = self.program;
        let Some(wanted) = program.decision(name) else {
            self.report(missing(program, name));
            return Value::Null;
        };
        let needed = program.needed(wanted);
        let mut inputs: Vec<Option<Value>> = vec![None; program.inputs.len()];
        let mut values: Vec<Value> = vec![Value::Null; program.decisions.len()];
        for (index, (decision, needed)) in program.decisions.iter().zip(&needed).enumerate() {
            if !needed {
                continue;
            }
            let frame: Vec<Value> =
                decision.scope.iter().map(|source| self.read(*source, facts, &mut inputs, &values)).collect();
            let value = self.logic(&decision.name, &decision.logic, &decision.ty, &frame);
            if std::ptr::eq(decision, wanted) {
                return value;
            }
            if let Some(slot) = values.get_mut(index) {
                *slot = value;
            }
        }
        Value::Null
    }

    fn read(&mut self, source: Source, facts: &Context, inputs: &mut [Option<Value>], values: &[Value]) -> Value {
        match source {
            Source::Decision(index) => at(values, index).cloned().unwrap_or_default(),
            Source::Input(index) => {
                let Some(slot) = usize::try_from(index).ok().and_then(|index| inputs.get_mut(index)) else {
                    return Value::Null;
                };
                if let Some(value) = slot {
                    return value.clone();
                }
                let Some(data) = at(&self.program.inputs, index) else {
                    return Value::Null;
                };
                let mut value = facts.get(&data.name).cloned().unwrap_or_default();
                self.conform(&mut value, &data.ty, "the input", &data.name);
                *slot = Some(value.clone());
                value
            }
        }
    }

    fn logic(&mut self, name: &str, logic: &Logic, ty: &Type, frame: &[Value]) -> Value {
        let outer = std::mem::replace(&mut self.place, Place { decision: Some(name.to_owned()), ..Place::default() });
        let mut explanation = None;
        let mut value = match logic {
            Logic::Expression(expression) => expression.evaluate(self, frame),
            Logic::Table(table) => self.table(table, frame, &mut explanation),
        };
        self.at(None, None);
        // Functions that put the answers of others together can double them with each step.
        if !is_bounded(&value) {
            self.report(format!("the result of `{name}` is too large"));
            value = Value::Null;
        }
        self.conform(&mut value, ty, "the result of", name);
        if let Some(steps) = &mut self.steps {
            steps.push(Step { name: name.to_owned(), explanation, value: value.clone() });
        }
        self.place = outer;
        value
    }

    fn table(&mut self, table: &Table, frame: &[Value], explanation: &mut Option<Explanation>) -> Value {
        let mut values = Vec::with_capacity(table.inputs().len());
        for column in table.inputs() {
            self.at(None, Some(&column.name));
            let read = |expression: &Expression| expression.evaluate(self, frame);
            values.push(column.expression.as_ref().map_or(Value::Null, read));
        }
        self.at(None, None);
        let outcome = table.evaluate_in(&values, self, frame);
        if let Some(finding) = outcome.finding(table) {
            self.at(None, finding.place.column.as_deref());
            self.report(finding.message);
        }
        let value = table.answer(&outcome, self, frame);
        if self.steps.is_some() {
            *explanation = Some(table.explain_in(&values, &outcome, self, frame));
        }
        value
    }

    /// Puts null in the place of a value that its type does not admit.
    fn conform(&mut self, value: &mut Value, ty: &Type, what: &str, name: &str) {
        if !ty.admits(value) {
            self.report(format!("{what} `{name}` is `{value}`, which is not a {ty}"));
            *value = Value::Null;
        }
    }
}

impl Program {
    /// Which decisions take part in this one; requirements stand before those that require them.
    fn needed(&self, wanted: &crate::Decision) -> Vec<bool> {
        let mut needed: Vec<bool> = self.decisions.iter().map(|decision| std::ptr::eq(decision, wanted)).collect();
        for (index, decision) in self.decisions.iter().enumerate().rev() {
            if needed.get(index) == Some(&true) {
                for source in &decision.scope {
                    if let Source::Decision(required) = source
                        && let Some(slot) = usize::try_from(*required).ok().and_then(|index| needed.get_mut(index))
                    {
                        *slot = true;
                    }
                }
            }
        }
        needed
    }
}

#[cfg(feature = "xml")]
fn missing(program: &Program, name: &str) -> String {
    match program.findings.iter().find(|finding| finding.place.decision.as_deref() == Some(name)) {
        Some(finding) => format!("the decision `{name}` is left out: {}", finding.message),
        None => format!("there is no decision `{name}`"),
    }
}

#[cfg(not(feature = "xml"))]
fn missing(_: &Program, name: &str) -> String {
    format!("there is no decision `{name}`")
}

fn at<T>(items: &[T], index: u32) -> Option<&T> {
    items.get(usize::try_from(index).ok()?)
}

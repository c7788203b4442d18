//! Whether a table fits the code that asks it, and where the one finds the other.

use std::sync::OnceLock;

use dmn::{Case, Column, Expression, Finding, HitPolicy, Kind, Place, Program, Table, Type, Value};

use super::{Decide, Fact, Input, Shape, column, count, days, table};

/// The languages in which every rule must explain itself.
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Where a decision's table stands in the program, and which case of its columns each fact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    decision: usize,
    /// In the order of the table's inputs.
    pub(super) columns: Vec<BoundColumn>,
    /// The cases of all columns, one column after the other.
    cases: Vec<Case>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BoundColumn {
    /// The position among the decision's `INPUTS`.
    pub(super) input: usize,
    /// Where the cases of this column begin.
    first: usize,
}

impl Binding {
    pub(super) fn table<'p>(&self, program: &'p Program) -> Option<&'p Table> {
        program.decisions().get(self.decision)?.table()
    }

    pub(super) fn case(&self, column: &BoundColumn, fact: Fact) -> Option<Case> {
        self.cases.get(column.first.wrapping_add(fact.0)).copied()
    }
}

/// A decision's binding, found out when it is first asked for.
///
/// Found out for all decisions at once, it would bring those that a browser never asks into its download.
#[derive(Clone, Debug, Default)]
pub(crate) struct LazyBinding(OnceLock<Option<Binding>>);

impl LazyBinding {
    pub(crate) fn binding<F: Decide>(&self, program: &Program) -> Option<&Binding> {
        self.0.get_or_init(|| bind::<F>(program)).as_ref()
    }
}

fn bind<F: Decide>(program: &Program) -> Option<Binding> {
    let inputs: Vec<(&'static str, Shape)> = F::INPUTS.iter().map(Input::name_and_shape).collect();
    find_binding(program, F::TABLE, &inputs)
}

/// Finds the table and its facts. Nothing where the table does not fit the code, as [`mismatches`] explains.
fn find_binding(program: &Program, decision: &str, inputs: &[(&'static str, Shape)]) -> Option<Binding> {
    let decision = program.decisions().iter().position(|known| known.name == decision)?;
    let table = program.decisions().get(decision)?.table()?;
    let mut binding = Binding { decision, columns: Vec::new(), cases: Vec::new() };
    for (position, column) in table.inputs().iter().enumerate() {
        let input = inputs.iter().position(|(name, _)| *name == column.name)?;
        let (_, shape) = inputs.get(input)?;
        binding.columns.push(BoundColumn { input, first: binding.cases.len() });
        for value in shape.values() {
            binding.cases.push(table.case(position, &value)?);
        }
    }
    Some(binding)
}

/// Everything that keeps the code from asking a decision's table and understanding all its answers.
pub(crate) fn mismatches<F: Decide>(program: &Program) -> Vec<Finding> {
    let place = Place { decision: Some(F::TABLE.to_owned()), ..Place::default() };
    let Some(table) = table(program, F::TABLE) else {
        return vec![Finding::new(place, "the policy has no such table; add it")];
    };

    let mut findings = Vec::new();
    let hit_policy = table.hit_policy();
    let fits = if F::COLLECTS { !hit_policy.is_single() } else { hit_policy.is_single() };
    if !fits || matches!(hit_policy, HitPolicy::Collect(Some(_))) {
        let wanted = if F::COLLECTS { "COLLECT, RULE ORDER or OUTPUT ORDER" } else { "one that fires a single rule" };
        findings
            .push(Finding::new(place.clone(), format!("the hit policy is {hit_policy}; this decision needs {wanted}")));
    }
    if !table.is_static() {
        let message = "some cell or answer is not a constant; the decisions of the product are asked table by table";
        findings.push(Finding::new(place.clone(), message));
    }
    for input in table.inputs() {
        let place = Place { column: Some(input.name.clone()), ..place.clone() };
        match F::INPUTS.iter().find(|known| known.name == input.name) {
            Some(known) => findings.extend(input_fits(input, known.shape).map(|m| Finding::new(place, m))),
            None => {
                let known: Vec<&str> = F::INPUTS.iter().map(|known| known.name).collect();
                let message = format!("there is no such fact; the facts are `{}`", known.join("`, `"));
                findings.push(Finding::new(place, message));
            }
        }
    }
    if table.outputs().len() != F::OUTPUTS.len() {
        let message =
            format!("the table has {} outputs, and the code reads {}", table.outputs().len(), F::OUTPUTS.len());
        findings.push(Finding::new(place.clone(), message));
    }
    for (name, shape) in F::OUTPUTS {
        match column(table, name) {
            Some(index) => findings.extend(outputs_fit(table, index, name, *shape, &place)),
            None => {
                let place = Place { column: Some((*name).to_owned()), ..place.clone() };
                findings.push(Finding::new(place, "the table lacks this output"));
            }
        }
    }
    findings.extend(unexplained(table, &place));
    findings
}

fn input_fits(input: &Column, shape: Shape) -> Option<String> {
    let kind = match shape {
        Shape::Flag => Kind::Boolean,
        Shape::Days | Shape::Count => Kind::Number,
        Shape::Enum(_) => Kind::String,
    };
    let is_whole = kind == Kind::Number && input.ty == Type::Integer;
    if input.ty != Type::Kind(kind) && !is_whole {
        return Some(format!("the column is a {}, and the fact a {kind}", input.ty));
    }
    // Exactly the strings that can occur, or a check of the table would prove too much or too little.
    let Shape::Enum(strings) = shape else {
        return None;
    };
    let allowed = input.allowed.as_ref().and_then(|allowed| allowed.values()).unwrap_or_default();
    let strings = strings();
    let exact = strings.len() == allowed.len()
        && strings.iter().all(|string| allowed.iter().any(|value| value.as_str() == Some(string)));
    (!exact).then(|| format!("the allowed values must be exactly `\"{}\"`", strings.join("\", \"")))
}

/// Looks at every answer in an output column, the default included.
fn outputs_fit(table: &Table, index: usize, name: &str, shape: Shape, place: &Place) -> Vec<Finding> {
    let place = Place { column: Some(name.to_owned()), ..place.clone() };
    let rows = (1..).zip(table.rules()).map(|(number, rule)| (Some(number), rule.outputs.get(index)));
    let default = table.has_default().then(|| (None, table.outputs().get(index).and_then(|o| o.default.as_ref())));
    rows.chain(default)
        .filter_map(|(rule, value)| {
            let value = value.and_then(Expression::literal).unwrap_or(&Value::Null);
            let message = shape.mismatch(value)?;
            let message = if value.is_null() { format!("the answer is empty: {message}") } else { message };
            Some(Finding::new(Place { rule, ..place.clone() }, message))
        })
        .collect()
}

impl Shape {
    /// Why a value is none of this shape, where it is not.
    pub(crate) fn mismatch(self, value: &Value) -> Option<String> {
        match self {
            Shape::Flag if value.as_bool().is_some() => None,
            Shape::Flag => Some(format!("`{value}` is not `true` or `false`")),
            Shape::Days if value.as_number().and_then(days).is_some() => None,
            Shape::Days => Some(format!("`{value}` is not a whole number of days from 1 to 36525")),
            Shape::Count if value.as_number().and_then(count).is_some() => None,
            Shape::Count => Some(format!("`{value}` is not a whole number from 0 to 100")),
            Shape::Enum(strings) => {
                let strings = strings();
                let known = value.as_str().is_some_and(|string| strings.contains(&string));
                (!known).then(|| format!("`{value}` is not known; it must be one of `\"{}\"`", strings.join("\", \"")))
            }
        }
    }
}

fn unexplained(table: &Table, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((number, rule), _) in (1..).zip(0_u32..).zip(table.rules()) {
        for language in LANGUAGES {
            if table.annotation(rule, language).is_none() {
                let column = Some(language.to_owned());
                let place = Place { rule: Some(number), column, ..place.clone() };
                let message = format!(
                    "the rule has no sentence that explains it in this language; write one in the annotation column \
                     `{language}`, or `{language}: …` on a line of the rule’s description"
                );
                findings.push(Finding::new(place, message));
            }
        }
    }
    findings
}

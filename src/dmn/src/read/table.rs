//! Decision tables (DMN 1.5, 8.3): the hit policy, and what it asks of the outputs.

use super::annotations::Annotations;
use super::checks::Expected;
use super::environment::Environment;
use super::findings::short;
use super::rules::Columns;
use super::{Reading, Site};
use crate::xml::Element;
use crate::{
    Aggregation, Column, Expression, HitPolicy, Kind, OutputColumn, Parts, Table, Type, UnaryTest, UnaryTests, Value,
};

mod hit_policies;

/// The most rules of a table.
const MAX_RULES: usize = 100_000;
/// The most columns of a table, of each kind.
const MAX_COLUMNS: usize = 256;

impl<'d> Reading<'d> {
    /// A table with its name and the type of its value.
    pub(super) fn table(
        &mut self,
        table: Element<'d>,
        name: &str,
        ty: &Type,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<Table> {
        let hit_policy = self.hit_policy(table, site);
        self.is_bounded(table, site)?;
        let hit_policy = hit_policy?;
        let inputs = self.inputs(table, environment, site);
        let outputs = self.outputs(table, name, entry_type(hit_policy, ty), environment, site);
        let annotations = Annotations::new(table);
        // Without all columns, each row would be reported for a fault that is not its own.
        let (mut inputs, mut outputs) = (inputs?, outputs?);
        self.outputs_suit(table, hit_policy, &mut outputs, site);
        let columns = Columns {
            hit_policy,
            inputs: inputs.iter().map(Expected::from).collect(),
            outputs: outputs.iter().map(|output| Expected::from(&output.column)).collect(),
            annotations: &annotations,
        };
        let mut rules = self.rules(table, &columns, environment, site);
        for (position, input) in inputs.iter_mut().enumerate() {
            if rules.iter().filter_map(|rule| rule.cells.get(position)).any(asks_for_null) {
                allow_null(input);
            }
        }
        if self.findings.is_troubled() {
            // What is wrong is never evaluated, and looking things up in it need not be prepared.
            rules.clear();
        }
        Some(Table::from(Parts {
            name: name.to_owned(),
            hit_policy,
            inputs,
            outputs,
            annotations: annotations.names,
            rules,
        }))
    }

    fn hit_policy(&mut self, table: Element<'d>, site: Site<'_>) -> Option<HitPolicy> {
        let name = table.attribute("hitPolicy").unwrap_or("UNIQUE");
        let aggregation = table.attribute("aggregation").filter(|name| !name.trim().is_empty());
        let (name, letter) = hit_policies::spelled_out(name);
        let aggregation = aggregation.or(letter).map(hit_policies::aggregation);
        let (name, aggregation) = (name.as_str(), aggregation.as_deref());
        let hit_policy = HitPolicy::parse(name, aggregation);
        if hit_policy.is_none() {
            let (name, aggregation) = (short(&name), aggregation.unwrap_or_default());
            let message = if HitPolicy::parse(&name, None).is_none() {
                let known = "UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER, COLLECT, or its first letter";
                format!("hit policy `{name}` is not known; use {known}")
            } else if Aggregation::parse(aggregation).is_none() {
                format!("aggregation `{}` is not known; use SUM, MIN, MAX or COUNT", short(&aggregation))
            } else {
                format!("aggregation `{aggregation}` needs the hit policy COLLECT, and this one is {name}")
            };
            self.report(table, site, message);
        }
        hit_policy
    }

    /// Whether the table has nothing but what a table has, and not too much of it.
    fn is_bounded(&mut self, table: Element<'d>, site: Site<'_>) -> Option<()> {
        let (mut inputs, mut outputs, mut annotations, mut rules) = (0_usize, 0_usize, 0_usize, 0_usize);
        for child in table.children() {
            let (count, most) = match child.name() {
                "input" => (&mut inputs, MAX_COLUMNS),
                "output" => (&mut outputs, MAX_COLUMNS),
                "annotation" => (&mut annotations, MAX_COLUMNS),
                "rule" => (&mut rules, MAX_RULES),
                "description" | "extensionElements" => continue,
                other => {
                    self.report(child, site, format!("`{}` is not part of a decision table; remove it", short(&other)));
                    continue;
                }
            };
            *count += 1;
            if *count > most {
                self.report(child, site, format!("the table has more than {most} of `{}`", child.name()));
                return None;
            }
        }
        if outputs == 0 {
            self.report(table, site, "the table has no output; add one");
            return None;
        }
        Some(())
    }

    /// Whether the outputs are such that the hit policy can put them together, or in order (DMN 1.5, 8.2.10).
    fn outputs_suit(
        &mut self,
        table: Element<'d>,
        hit_policy: HitPolicy,
        outputs: &mut [OutputColumn],
        site: Site<'_>,
    ) {
        let ranks = |output: &OutputColumn| output.column.allowed.as_ref().is_some_and(|all| all.values().is_some());
        if hit_policy.ranks_outputs() && !outputs.iter().any(ranks) {
            let message = format!("the hit policy {hit_policy} needs an output with a list of `outputValues`");
            self.report(table, site, message);
        }
        let HitPolicy::Collect(Some(aggregation)) = hit_policy else {
            return;
        };
        let [output] = outputs else {
            let message = format!("aggregation `{}` needs a single output", aggregation.as_str());
            self.report(table, site, message);
            return;
        };
        let column = &mut output.column;
        if aggregation == Aggregation::Sum && column.ty == Type::Any {
            column.ty = Kind::Number.into();
        }
        let suits = match (aggregation, column.ty.kind()) {
            (_, None) | (Aggregation::Count, _) => true,
            (Aggregation::Sum, Some(kind)) => kind == Kind::Number,
            (Aggregation::Min | Aggregation::Max, Some(kind)) => {
                !matches!(kind, Kind::Boolean | Kind::List | Kind::Context)
            }
        };
        if !suits {
            let message = format!("aggregation `{}` cannot put together a {}", aggregation.as_str(), short(&column.ty));
            self.report(table, site.column(&column.name), message);
        }
    }
}

fn asks_for_null(cell: &UnaryTests) -> bool {
    cell.list().iter().any(|test| matches!(test, UnaryTest::Is(Expression::Literal(Value::Null))))
}

/// Null is a value of a column of which a cell asks for it. Types let it pass as well, limited ones included.
fn allow_null(column: &mut Column) {
    if let Some(UnaryTests::Of(allowed)) = &mut column.allowed {
        let null = UnaryTest::Is(Expression::Literal(Value::Null));
        if !allowed.contains(&null) {
            allowed.push(null);
        }
    }
}

/// The type of what one rule answers, in a table whose value has this type.
fn entry_type(hit_policy: HitPolicy, ty: &Type) -> &Type {
    match (hit_policy, ty.base()) {
        (HitPolicy::Collect(Some(Aggregation::Count)), _) => &Type::Any,
        (HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(None), Type::List(item)) => item,
        _ => ty,
    }
}

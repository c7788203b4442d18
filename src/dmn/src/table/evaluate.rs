//! Facts in, rules out: which rules of a table fire, and what they answer.

use super::{Aggregation, Case, HitPolicy, Table};
use crate::program::Run;
use crate::sort::sorted;
use crate::{Context, Expression, Finding, Operator, Place, Value};

/// What a table has to say about some facts. Rules are named by position, from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The one rule that fired.
    Rule(u32),
    /// The rules that fired, in the order in which they count; possibly none.
    Rules(Vec<u32>),
    /// No rule fired, and the table has default entries.
    Default,
    /// No rule fired, and there is no default.
    Nothing,
    /// Two rules match where only one may, or where both must answer the same.
    Overlap(u32, u32),
    /// The value for this input is missing, of another type, or not among the allowed ones.
    Refused(usize),
    /// The table reads more than the values of its inputs: only its program can evaluate it.
    Unbound,
}

impl Table {
    /// Evaluates the table for values in the order of its inputs. Allocates only where several rules may fire.
    ///
    /// A table that [`Table::is_static`] denies is left to [`crate::Program::evaluate`].
    pub fn evaluate(&self, values: &[Value]) -> Outcome {
        if !self.index.is_static {
            return Outcome::Unbound;
        }
        self.outcome(values, |_| true, |first, other| self.same_number(first, other))
    }

    /// Looks a value up in an input column, so that the table can be asked about it often. Nothing where the column
    /// does not take the value, or there is no such column.
    pub fn case(&self, input: usize, value: &Value) -> Option<Case> {
        self.index.case(input, self.inputs().get(input)?, value)
    }

    /// [`Table::evaluate`] for values that were looked up before, one for each input in their order.
    pub fn evaluate_cases(&self, cases: &[Case]) -> Outcome {
        if !self.index.is_static {
            return Outcome::Unbound;
        }
        if cases.len() != self.inputs().len() {
            return Outcome::Refused(cases.len().min(self.inputs().len()));
        }
        self.fired(cases, |_| true, |first, other| self.same_number(first, other))
    }

    /// Evaluates the table within a run, where cells and answers may read the variables of a frame.
    pub(crate) fn evaluate_in(&self, values: &[Value], run: &mut Run<'_>, frame: &[Value]) -> Outcome {
        let run = std::cell::RefCell::new(run);
        let passes = |rule| !self.index.has_open_cells || self.passes(rule, values, &mut run.borrow_mut(), frame);
        self.outcome(values, passes, |first, other| {
            self.index.is_static && self.same_number(first, other) || {
                let run = &mut run.borrow_mut();
                self.row(first, run, frame) == self.row(other, run, frame)
            }
        })
    }

    fn outcome(&self, values: &[Value], passes: impl Fn(u32) -> bool, same: impl Fn(u32, u32) -> bool) -> Outcome {
        match self.index.cases(self.inputs(), values) {
            Ok(cases) => self.fired(&cases, passes, same),
            Err(column) => Outcome::Refused(column),
        }
    }

    fn fired(&self, cases: &[Case], passes: impl Fn(u32) -> bool, same: impl Fn(u32, u32) -> bool) -> Outcome {
        let (mut first, mut clash) = (None, None);
        let mut fired = Vec::new();
        let hit_policy = self.hit_policy();
        self.index.find(cases, |rule| {
            if !passes(rule) {
                return false;
            }
            match (hit_policy, first) {
                (HitPolicy::First, _) => first = Some(rule),
                (HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority, None) => first = Some(rule),
                (HitPolicy::Unique, Some(_)) => clash = Some(rule),
                (HitPolicy::Any, Some(before)) if !same(before, rule) => clash = Some(rule),
                (HitPolicy::Any, Some(_)) => {}
                (HitPolicy::Priority, Some(before)) if self.rank(rule) < self.rank(before) => first = Some(rule),
                (HitPolicy::Priority, Some(_)) => {}
                (HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(_), _) => fired.push(rule),
            }
            clash.is_some() || hit_policy == HitPolicy::First
        });
        match (first, clash) {
            (Some(first), Some(other)) => Outcome::Overlap(first, other),
            (Some(first), None) => Outcome::Rule(first),
            (None, _) if !fired.is_empty() => {
                if hit_policy == HitPolicy::OutputOrder {
                    let rank = |position: usize| fired.get(position).map(|rule| self.rank(*rule));
                    let order = sorted(fired.len(), &|left, right| rank(left).cmp(&rank(right)));
                    fired = order.into_iter().filter_map(|position| fired.get(position).copied()).collect();
                }
                Outcome::Rules(fired)
            }
            (None, _) if self.has_default() => Outcome::Default,
            (None, _) if hit_policy.answers_nothing() => Outcome::Rules(fired),
            (None, _) => Outcome::Nothing,
        }
    }

    /// The answers in an output column, where they are constants: one for each rule that fired, or the default.
    pub fn answers<'a>(&'a self, outcome: &'a Outcome, column: usize) -> impl Iterator<Item = &'a Value> {
        let default = if *outcome == Outcome::Default {
            let entry = self.outputs().get(column).map(|output| output.default.as_ref());
            entry.map(|entry| entry.and_then(Expression::literal).unwrap_or(&Value::Null))
        } else {
            None
        };
        outcome.fired().iter().filter_map(move |rule| self.output(*rule, column)).chain(default)
    }

    /// The table's value (DMN 1.5, 8.2.11): a value for one output, a context for several; a list of them, or one
    /// put together, where several rules may fire.
    pub(crate) fn answer(&self, outcome: &Outcome, run: &mut Run<'_>, frame: &[Value]) -> Value {
        match outcome {
            Outcome::Rule(rule) => self.row(*rule, run, frame),
            Outcome::Default => self.default_row(run, frame),
            Outcome::Rules(rules) => {
                let rows: Vec<Value> = rules.iter().map(|rule| self.row(*rule, run, frame)).collect();
                match self.hit_policy() {
                    HitPolicy::Collect(Some(aggregation)) => aggregated(aggregation, rows, run),
                    _ => Value::List(rows),
                }
            }
            Outcome::Nothing | Outcome::Overlap(..) | Outcome::Refused(_) | Outcome::Unbound => Value::Null,
        }
    }

    fn row(&self, rule: u32, run: &mut Run<'_>, frame: &[Value]) -> Value {
        let entries = self.rule(rule).map(|rule| rule.outputs.as_slice()).unwrap_or_default();
        let entries: Vec<Option<&Expression>> = entries.iter().map(Some).collect();
        self.put_together(Some(rule), &entries, run, frame)
    }

    fn default_row(&self, run: &mut Run<'_>, frame: &[Value]) -> Value {
        let entries: Vec<Option<&Expression>> = self.outputs().iter().map(|output| output.default.as_ref()).collect();
        self.put_together(None, &entries, run, frame)
    }

    fn put_together(
        &self,
        rule: Option<u32>,
        entries: &[Option<&Expression>],
        run: &mut Run<'_>,
        frame: &[Value],
    ) -> Value {
        let mut values = self.outputs().iter().zip(entries).map(|(output, entry)| {
            let column = &output.column;
            run.at(rule, Some(&column.name));
            let value = entry.map_or(Value::Null, |entry| entry.evaluate(run, frame));
            if value.is_null() || column.admits(&value) {
                return (column.name.clone(), value);
            }
            run.report(format!("`{value}` is not a {}, or not among the allowed values", column.ty));
            (column.name.clone(), Value::Null)
        });
        let answer = if self.outputs().len() == 1 {
            values.next().map(|(_, value)| value).unwrap_or_default()
        } else {
            Value::Context(values.collect::<Context>())
        };
        run.at(None, None);
        answer
    }

    /// Asks the cells of a rule that the index could not, which are those with variables.
    fn passes(&self, rule: u32, values: &[Value], run: &mut Run<'_>, frame: &[Value]) -> bool {
        let Some(row) = self.rule(rule) else {
            return false;
        };
        row.cells.iter().zip(values).zip(self.inputs()).all(|((cell, value), column)| {
            run.at(Some(rule), Some(&column.name));
            let held = cell.ask(value, &mut |end| end.evaluate(run, frame));
            run.at(None, None);
            held == Some(true)
        })
    }

    pub(crate) fn rank(&self, rule: u32) -> u32 {
        number(&self.index.ranks, rule)
    }

    fn same_number(&self, first: u32, other: u32) -> bool {
        number(&self.index.answers, first) == number(&self.index.answers, other)
    }
}

impl HitPolicy {
    /// Whether no rule at all is an answer: an empty list, or a count of zero.
    pub(crate) fn answers_nothing(self) -> bool {
        matches!(self, HitPolicy::Collect(None | Some(Aggregation::Count)))
    }
}

fn number(numbers: &[u32], rule: u32) -> u32 {
    usize::try_from(rule).ok().and_then(|rule| numbers.get(rule)).copied().unwrap_or(u32::MAX)
}

/// Puts answers together (DMN 1.5, 8.2.10). What cannot be added or compared is null, with a finding.
fn aggregated(aggregation: Aggregation, rows: Vec<Value>, run: &mut Run<'_>) -> Value {
    let better = match aggregation {
        Aggregation::Count => return Value::from(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        Aggregation::Sum => {
            let added = |sum: Value, value: Value| Expression::operate(Operator::Add, &sum, &value, run);
            return rows.into_iter().reduce(added).unwrap_or_default();
        }
        Aggregation::Min => std::cmp::Ordering::Less,
        Aggregation::Max => std::cmp::Ordering::Greater,
    };
    let chosen = rows.into_iter().map(Some).reduce(|best, value| {
        let (best, value) = (best?, value?);
        Some(if value.order(&best)? == better { value } else { best })
    });
    match chosen {
        Some(Some(value)) => value,
        Some(None) => {
            run.report(format!("answers that have no order have no {}", aggregation.as_str()));
            Value::Null
        }
        None => Value::Null,
    }
}

impl Outcome {
    /// The rules that fired. Rules that contradict each other have not.
    pub fn fired(&self) -> &[u32] {
        match self {
            Outcome::Rule(rule) => std::slice::from_ref(rule),
            Outcome::Rules(rules) => rules,
            _ => &[],
        }
    }

    /// What went wrong, where the table gave no answer.
    pub fn finding(&self, table: &Table) -> Option<Finding> {
        let mut column = None;
        let message = match self {
            Outcome::Rule(_) | Outcome::Rules(_) | Outcome::Default => return None,
            Outcome::Nothing => "no rule covers these facts; add one, or a default output".to_owned(),
            Outcome::Overlap(first, second) => format!(
                "rules {} and {} both match, and the table is {}",
                table.label(*first),
                table.label(*second),
                table.hit_policy()
            ),
            Outcome::Refused(index) => {
                column = table.inputs().get(*index).map(|column| column.name.clone());
                "the value is missing, of another type, or not among the allowed ones".to_owned()
            }
            Outcome::Unbound => "the table reads more than its inputs; evaluate the decision".to_owned(),
        };
        let place = Place { decision: Some(table.name().to_owned()), column, ..Place::default() };
        Some(Finding::new(place, message))
    }
}

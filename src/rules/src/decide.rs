//! How a decision asks its table: facts to cells, fired rules to an answer. What the decisions are lies beside.

pub(crate) mod bind;
mod word;

use dmn::{Number, Outcome, Program, Table, Value};
use serde::{Deserialize, Serialize};

use word::Word;

/// An answer, and the rules that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<A> {
    pub answer: A,
    pub fired: Vec<FiredRule>,
}

/// A rule that fired, with its reason as a full sentence in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiredRule {
    /// The name of the decision, which is that of its table.
    pub decision: String,
    /// What people call the rule, for example `R3`.
    pub rule: String,
    pub en: String,
    pub fr: String,
}

/// A policy that gives no answer for some facts; a checked policy never does this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("decision `{decision}` gives no answer for `{facts}`: {reason}")]
pub struct Undecided {
    pub decision: &'static str,
    pub facts: String,
    pub reason: String,
}

/// Facts that a table of the policy decides.
pub(crate) trait Decide: Sized + 'static {
    type Answer;
    /// The name of the table.
    const TABLE: &'static str;
    /// Whether the table is a COLLECT table, so that several rules may answer.
    const COLLECTS: bool = false;
    /// What the table may ask of the facts.
    const INPUTS: &'static [Input<Self>];
    /// What the table must answer. A table's single output is this one, whatever it is called.
    const OUTPUTS: &'static [(&'static str, Shape)];

    /// Nothing where a cell holds a word that the code does not know, which loading refuses.
    fn answer(answers: Answers<'_>) -> Option<Self::Answer>;
}

/// A fact under the name that tables know it by.
pub(crate) struct Input<F> {
    name: &'static str,
    shape: Shape,
    value: fn(&F) -> Value,
}

/// What a column holds.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Flag,
    /// A whole number of days, at least one.
    Days,
    Words(fn() -> Vec<&'static str>),
}

/// What the rules that fired answer, column by column.
#[derive(Clone, Copy)]
pub(crate) struct Answers<'a> {
    table: &'a Table,
    outcome: &'a Outcome,
}

/// Asks the policy's table.
pub(crate) fn decide<F: Decide>(program: &Program, facts: &F) -> Result<Decision<F::Answer>, Undecided> {
    let undecided = |reason: String| {
        let fact = |input: &Input<F>| format!("{} = {}", input.name, (input.value)(facts));
        let facts = F::INPUTS.iter().map(fact).collect::<Vec<_>>().join(", ");
        Undecided { decision: F::TABLE, facts, reason }
    };

    let table = program.table(F::TABLE).ok_or_else(|| undecided("the policy has no such table".to_owned()))?;
    let values: Vec<Value> = table.inputs.iter().map(|column| value(facts, &column.name)).collect();
    let outcome = table.evaluate(&values);
    if let Some(finding) = outcome.finding(table) {
        return Err(undecided(finding.message));
    }
    let answer = F::answer(Answers { table, outcome: &outcome })
        .ok_or_else(|| undecided("the table answers with a value that is not known".to_owned()))?;
    Ok(Decision { answer, fired: outcome.fired().iter().filter_map(|rule| fired(table, *rule)).collect() })
}

fn value<F: Decide>(facts: &F, name: &str) -> Value {
    let input = F::INPUTS.iter().find(|input| input.name == name);
    input.map_or(Value::Null, |input| (input.value)(facts))
}

fn fired(table: &Table, rule: u32) -> Option<FiredRule> {
    let annotation = |language| table.annotation(rule, language).unwrap_or_default().to_owned();
    Some(FiredRule {
        decision: table.name.clone(),
        rule: table.rule(rule)?.label.clone(),
        en: annotation("en"),
        fr: annotation("fr"),
    })
}

impl<F> Input<F> {
    pub(crate) const fn new(name: &'static str, shape: Shape, value: fn(&F) -> Value) -> Input<F> {
        Input { name, shape, value }
    }
}

impl Shape {
    /// One of the words of an enum.
    pub(crate) const fn of<W: Word>() -> Shape {
        Shape::Words(word::spellings::<W>)
    }
}

impl Answers<'_> {
    pub(crate) fn flag(&self, output: &str) -> Option<bool> {
        self.values(output).next()?.as_bool()
    }

    pub(crate) fn word<W: Word>(&self, output: &str) -> Option<W> {
        W::parse_word(self.values(output).next()?.as_str()?)
    }

    /// Every word once, in the order of the rules.
    pub(crate) fn words<W: Word>(&self, output: &str) -> Option<Vec<W>> {
        let mut words = Vec::new();
        for value in self.values(output) {
            let word = W::parse_word(value.as_str()?)?;
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Some(words)
    }

    pub(crate) fn days(&self, output: &str) -> Option<u32> {
        days(self.values(output).next()?.as_number()?)
    }

    fn values(&self, output: &str) -> impl Iterator<Item = &Value> {
        let column = column(self.table, output).unwrap_or(usize::MAX);
        self.table.answers(self.outcome, column)
    }
}

/// The position of an output. A single output takes its name from the decision (DMN 1.5, 8.3.3), not from the code.
fn column(table: &Table, output: &str) -> Option<usize> {
    if table.outputs.len() == 1 { Some(0) } else { table.output_index(output) }
}

/// A century is more than any decision means, and keeps sums of seconds far from their limits.
fn days(number: Number) -> Option<u32> {
    number.as_integer().and_then(|days| u32::try_from(days).ok()).filter(|days| (1..=36_525).contains(days))
}

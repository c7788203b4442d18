//! How a decision asks its table: facts to cells, fired rules to an answer. What the decisions are lies beside.

pub(crate) mod bind;
#[cfg(feature = "facts")]
pub mod facts;

use dmn::{Case, Number, Outcome, Program, Table, Value};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::string_enum::StringEnum;
use bind::LazyBinding;
#[cfg(feature = "facts")]
use facts::AskedPositions;

/// An answer, and the rules that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<A> {
    pub answer: A,
    pub fired: Fired,
}

/// The rules that gave an answer, by position. `Policy::explain` says what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    pub(crate) decision: &'static str,
    pub(crate) outcome: Outcome,
    #[cfg(feature = "facts")]
    pub(crate) asked: AskedPositions,
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
    /// By which facts it fired: what a server keeps, and does not send.
    #[cfg(feature = "facts")]
    #[serde(skip)]
    pub facts: facts::AskedFacts,
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

    /// Nothing where a cell holds a string that the code does not know, which loading refuses.
    fn answer(answers: Answers<'_>) -> Option<Self::Answer>;
}

/// A fact under the name that tables know it by.
pub(crate) struct Input<F> {
    name: &'static str,
    shape: Shape,
    fact: fn(&F) -> Fact,
}

/// A fact, as its position among those that its input can have: see [`Shape::values`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fact(usize);

/// What a column holds.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Flag,
    /// A whole number of days, at least one.
    Days,
    /// A whole number from 0 to 100.
    Count,
    /// One of the strings of an enum.
    Enum(fn() -> Vec<&'static str>),
}

/// What the rules that fired answer, column by column.
#[derive(Clone, Copy)]
pub(crate) struct Answers<'a> {
    table: &'a Table,
    outcome: &'a Outcome,
}

/// Asks the policy's table. Nothing is allocated where one rule fires.
pub(crate) fn decide<F: Decide>(
    program: &Program,
    lazy: &LazyBinding,
    facts: &F,
) -> Result<Decision<F::Answer>, Undecided> {
    let bound = lazy.binding::<F>(program).and_then(|binding| Some((binding.table(program)?, binding)));
    let (table, binding) = bound.ok_or_else(|| undecided(facts, "the policy has no table that fits the code"))?;
    let mut cases = SmallVec::<[Case; 8]>::new();
    for column in &binding.columns {
        let fact = F::INPUTS.get(column.input).map(|input| (input.fact)(facts));
        cases.extend(fact.and_then(|fact| binding.case(column, fact)));
    }
    let outcome = table.evaluate_cases(&cases);
    if let Some(finding) = outcome.finding(table) {
        return Err(undecided(facts, &finding.message));
    }
    let answer = F::answer(Answers { table, outcome: &outcome })
        .ok_or_else(|| undecided(facts, "the table answers with a value that is not known"))?;
    let fired = Fired {
        decision: F::TABLE,
        outcome,
        #[cfg(feature = "facts")]
        asked: AskedPositions::from_facts(facts),
    };
    Ok(Decision { answer, fired })
}

fn undecided<F: Decide>(facts: &F, reason: &str) -> Undecided {
    let fact = |input: &Input<F>| format!("{} = {}", input.name, (input.fact)(facts).value(input.shape));
    let facts = F::INPUTS.iter().map(fact).collect::<Vec<_>>().join(", ");
    Undecided { decision: F::TABLE, facts, reason: reason.to_owned() }
}

impl Fired {
    /// The positions of the rules in their table, from zero.
    pub fn rules(&self) -> &[u32] {
        self.outcome.fired()
    }

    /// What the rules say.
    pub(crate) fn explained(&self, program: &Program) -> Vec<FiredRule> {
        table(program, self.decision).map(|table| self.explained_rules(table, self.rules())).unwrap_or_default()
    }

    /// What those rules say that gave this answer, in a table with one output.
    pub(crate) fn explained_for(&self, program: &Program, answer: &str) -> Vec<FiredRule> {
        let Some(table) = table(program, self.decision) else { return Vec::new() };
        let gave = |rule: &u32| table.output(*rule, 0).and_then(Value::as_str) == Some(answer);
        let rules: Vec<u32> = self.rules().iter().copied().filter(gave).collect();
        self.explained_rules(table, &rules)
    }

    fn explained_rules(&self, table: &Table, rules: &[u32]) -> Vec<FiredRule> {
        let rules = explained(self.decision, table, rules);
        #[cfg(feature = "facts")]
        let rules = rules.into_iter().map(|rule| FiredRule { facts: self.asked.facts(), ..rule }).collect();
        rules
    }
}

/// What these rules of a decision's table say.
pub(crate) fn explained(decision: &str, table: &Table, rules: &[u32]) -> Vec<FiredRule> {
    let annotation = |rule, language| table.annotation(rule, language).unwrap_or_default().to_owned();
    let explained = |rule: &u32| FiredRule {
        decision: decision.to_owned(),
        rule: table.label(*rule).to_owned(),
        en: annotation(*rule, "en"),
        fr: annotation(*rule, "fr"),
        #[cfg(feature = "facts")]
        facts: facts::AskedFacts::default(),
    };
    rules.iter().map(explained).collect()
}

impl<F> Input<F> {
    pub(crate) const fn new(name: &'static str, shape: Shape, fact: fn(&F) -> Fact) -> Input<F> {
        Input { name, shape, fact }
    }

    /// The name and the shape, without whose fact it is.
    pub(crate) fn name_and_shape(&self) -> (&'static str, Shape) {
        (self.name, self.shape)
    }
}

impl From<bool> for Fact {
    fn from(flag: bool) -> Fact {
        Fact(usize::from(flag))
    }
}

impl<E: StringEnum> From<E> for Fact {
    fn from(variant: E) -> Fact {
        Fact(variant.index())
    }
}

impl Fact {
    fn value(self, shape: Shape) -> Value {
        shape.values().into_iter().nth(self.0).unwrap_or_default()
    }
}

impl Shape {
    /// Every value that a fact of this shape can have: false before true, strings in the order of declaration. Numbers
    /// are answers, and no facts.
    fn values(self) -> Vec<Value> {
        match self {
            Shape::Flag => vec![false.into(), true.into()],
            Shape::Enum(strings) => strings().into_iter().map(Value::from).collect(),
            Shape::Days | Shape::Count => Vec::new(),
        }
    }

    /// One of the strings of this enum.
    pub(crate) const fn one_of<E: StringEnum>() -> Shape {
        Shape::Enum(strings::<E>)
    }
}

impl Answers<'_> {
    pub(crate) fn flag(&self, output: &str) -> Option<bool> {
        self.values(output).next()?.as_bool()
    }

    pub(crate) fn variant<E: StringEnum>(&self, output: &str) -> Option<E> {
        E::parse(self.values(output).next()?.as_str()?)
    }

    /// Every variant once, in the order of the rules.
    pub(crate) fn variants<E: StringEnum>(&self, output: &str) -> Option<Vec<E>> {
        let mut variants = Vec::new();
        for value in self.values(output) {
            let variant = E::parse(value.as_str()?)?;
            if !variants.contains(&variant) {
                variants.push(variant);
            }
        }
        Some(variants)
    }

    pub(crate) fn days(&self, output: &str) -> Option<u32> {
        days(self.values(output).next()?.as_number()?)
    }

    pub(crate) fn count(&self, output: &str) -> Option<u32> {
        count(self.values(output).next()?.as_number()?)
    }

    fn values(&self, output: &str) -> impl Iterator<Item = &Value> {
        let column = column(self.table, output).unwrap_or(usize::MAX);
        self.table.answers(self.outcome, column)
    }
}

/// Every string of an enum.
fn strings<E: StringEnum>() -> Vec<&'static str> {
    E::ALL.iter().map(|variant| variant.as_str()).collect()
}

/// The table of the decision with this name. An id is no name: it may be anything.
pub(crate) fn table<'p>(program: &'p Program, decision: &str) -> Option<&'p Table> {
    program.decisions().iter().find(|known| known.name == decision)?.table()
}

/// The position of an output. A single output takes its name from the decision (DMN 1.5, 8.3.3), not from the code.
pub(crate) fn column(table: &Table, output: &str) -> Option<usize> {
    if table.outputs().len() == 1 { Some(0) } else { table.output_index(output) }
}

/// A century is more than any decision means, and keeps sums of seconds far from their limits.
fn days(number: Number) -> Option<u32> {
    as_u32(number).filter(|days| (1..=36_525).contains(days))
}

fn count(number: Number) -> Option<u32> {
    as_u32(number).filter(|count| *count <= 100)
}

fn as_u32(number: Number) -> Option<u32> {
    number.as_integer().and_then(|whole| u32::try_from(whole).ok())
}

//! Asking a decision by names rather than types: for people who try facts against the tables, and for the corpus.
//! The product asks with its own types.

use dmn::{Context, Table, Value};
use thiserror::Error;

use super::{DECISIONS, Policy};
use crate::FiredRule;
use crate::decide::{Decide, Input, Shape, column, explained, table};

/// What a decision answers to some facts, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// One for each output.
    pub answers: Vec<TriedAnswer>,
    /// The rules that fired, in the order in which they count.
    pub fired: Vec<FiredRule>,
    /// Every other rule, in the order of the table.
    pub blocked: Vec<BlockedRule>,
}

/// What an output answers: one value, or one for each rule that fired where several may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedAnswer {
    pub output: String,
    pub values: Vec<Value>,
}

/// A rule that did not fire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedRule {
    /// What people call the rule, for example `R3`.
    pub rule: String,
    /// The first cell that does not hold; nothing where all do, and another rule was preferred.
    pub by: Option<BlockingCell>,
}

/// A cell that does not hold for a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockingCell {
    /// The fact that the cell asks about.
    pub input: String,
    /// The cell, in S-FEEL.
    pub cell: String,
    /// The fact's value.
    pub value: Value,
}

/// Why facts cannot be tried.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TryError {
    #[error("there is no decision `{decision}`; the decisions are {}", quoted_list(known))]
    UnknownDecision { decision: String, known: Vec<String> },
    #[error("`{fact}` is not a fact of `{decision}`; its facts are {}", quoted_list(known))]
    UnknownFact { decision: String, fact: String, known: Vec<String> },
    #[error("the fact `{fact}` is missing; the facts of `{decision}` are {}", quoted_list(known))]
    MissingFact { decision: String, fact: String, known: Vec<String> },
    #[error("the fact `{fact}`: {reason}")]
    WrongValue { fact: String, reason: String },
    #[error("the policy does not decide `{decision}`: {reason}")]
    Undecided { decision: String, reason: String },
}

/// A decision without its types.
pub(super) struct UntypedDecision {
    pub(super) name: &'static str,
    facts: fn() -> Vec<(&'static str, Shape)>,
    outputs: &'static [(&'static str, Shape)],
}

impl UntypedDecision {
    pub(super) const fn new<F: Decide>() -> UntypedDecision {
        UntypedDecision { name: F::TABLE, facts: facts::<F>, outputs: F::OUTPUTS }
    }
}

impl Policy {
    /// What a decision answers to facts by name: flags as booleans, words as strings.
    ///
    /// # Errors
    ///
    /// The decision or a fact is not known, a fact that the table asks about is missing, or a value is none that the
    /// fact can have; and where the policy has no answer, which a checked policy always has.
    pub fn try_facts(&self, decision: &str, facts: &Context) -> Result<Tried, TryError> {
        let Some(asked) = DECISIONS.iter().find(|known| known.name == decision) else {
            let known = DECISIONS.iter().map(|known| known.name.to_owned()).collect();
            return Err(TryError::UnknownDecision { decision: decision.to_owned(), known });
        };
        asked.accept(facts)?;
        let table = table(&self.program, asked.name).ok_or_else(|| asked.undecided("it has no such table"))?;
        let values = asked.values(table, facts)?;
        let explanation = table.explain(&values);
        if let Some(finding) = explanation.outcome.finding(table) {
            return Err(asked.undecided(&finding.message));
        }
        let answers = asked.outputs.iter().map(|(output, _)| TriedAnswer {
            output: (*output).to_owned(),
            values: column(table, output)
                .map(|column| table.answers(&explanation.outcome, column).cloned().collect())
                .unwrap_or_default(),
        });
        let blocked = explanation.blocked.iter().map(|blocked| BlockedRule {
            rule: table.label(blocked.rule).to_owned(),
            by: blocked.input.and_then(|input| blocking_cell(table, blocked.rule, input, &values)),
        });
        Ok(Tried {
            answers: answers.collect(),
            fired: explained(asked.name, table, explanation.outcome.fired()),
            blocked: blocked.collect(),
        })
    }

    /// The names of a decision's facts; none where there is no such decision.
    pub fn facts_of(decision: &str) -> Vec<&'static str> {
        let known = DECISIONS.iter().find(|known| known.name == decision);
        known.map(|known| (known.facts)().into_iter().map(|(name, _)| name).collect()).unwrap_or_default()
    }
}

impl UntypedDecision {
    /// Looks at every fact that was given, whether or not the table asks about it.
    fn accept(&self, facts: &Context) -> Result<(), TryError> {
        let known = (self.facts)();
        for (fact, value) in facts.iter() {
            let Some((_, shape)) = known.iter().find(|(name, _)| *name == fact) else {
                let (decision, fact, known) = (self.name.to_owned(), fact.to_owned(), names(&known));
                return Err(TryError::UnknownFact { decision, fact, known });
            };
            if let Some(reason) = shape.mismatch(value) {
                return Err(TryError::WrongValue { fact: fact.to_owned(), reason });
            }
        }
        Ok(())
    }

    /// The values in the order of the table's inputs.
    fn values(&self, table: &Table, facts: &Context) -> Result<Vec<Value>, TryError> {
        let value = |name: &String| {
            facts.get(name).cloned().ok_or_else(|| TryError::MissingFact {
                decision: self.name.to_owned(),
                fact: name.clone(),
                known: names(&(self.facts)()),
            })
        };
        table.inputs().iter().map(|input| value(&input.name)).collect()
    }

    fn undecided(&self, reason: &str) -> TryError {
        TryError::Undecided { decision: self.name.to_owned(), reason: reason.to_owned() }
    }
}

fn blocking_cell(table: &Table, rule: u32, input: usize, values: &[Value]) -> Option<BlockingCell> {
    Some(BlockingCell {
        input: table.inputs().get(input)?.name.clone(),
        cell: table.rule(rule)?.cells.get(input)?.to_string(),
        value: values.get(input)?.clone(),
    })
}

fn facts<F: Decide>() -> Vec<(&'static str, Shape)> {
    F::INPUTS.iter().map(Input::name_and_shape).collect()
}

fn names(facts: &[(&'static str, Shape)]) -> Vec<String> {
    facts.iter().map(|(name, _)| (*name).to_owned()).collect()
}

fn quoted_list(names: &[String]) -> String {
    format!("`{}`", names.join("`, `"))
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;

    fn tried(decision: &str, facts: &[(&'static str, Value)]) -> Result<Tried, String> {
        let facts: Context = facts.iter().cloned().collect();
        Policy::embedded().unwrap().try_facts(decision, &facts).map_err(|error| error.to_string())
    }

    #[test]
    fn a_decision_answers_by_names_as_it_does_by_types() {
        let tried = tried("disclosure", &[("matches", true.into()), ("holds_grant", false.into())]).unwrap();
        let answers: Vec<_> = tried.answers.iter().map(|one| (one.output.as_str(), one.values.as_slice())).collect();
        assert_eq!(answers, [("contacts", &[false.into()][..]), ("virtual_accounts", &[true.into()])]);
        assert_eq!(tried.fired.iter().map(|rule| rule.rule.as_str()).collect::<Vec<_>>(), ["R2"]);
        let [first, third] = tried.blocked.as_slice() else { panic!("{:?}", tried.blocked) };
        assert_eq!((first.rule.as_str(), third.rule.as_str()), ("R1", "R3"));
        let by = |input: &str, cell: &str, value: bool| {
            Some(BlockingCell { input: input.to_owned(), cell: cell.to_owned(), value: value.into() })
        };
        assert_eq!(first.by, by("holds_grant", "true", false));
        assert_eq!(third.by, by("matches", "false", true));
    }

    #[test]
    fn a_rule_that_comes_too_late_is_held_back_by_no_cell() {
        let all = ["active_administrator", "virtual_account_administrator", "requester_administers"];
        let tried = tried("deciders", &all.map(|fact| (fact, true.into()))).unwrap();
        assert!(tried.blocked.iter().all(|rule| rule.by.is_none()), "{:?}", tried.blocked);
    }

    #[test]
    fn a_table_that_collects_answers_with_every_value() {
        let answers = |decision: &str, fact, word: &'static str| {
            tried(decision, &[(fact, word.into())]).unwrap().answers.remove(0).values
        };
        assert_eq!(answers("roles_offered", "scope", "selected").len(), 3);
        assert_eq!(answers("notes_shown", "reader", "added_user"), ["to_added_users".into()]);
    }

    #[test]
    fn what_does_not_fit_is_named_with_what_would() {
        let flag = |name| (name, Value::from(true));
        for (decision, facts, message) in [
            (
                "disclosure",
                vec![flag("holds_grant")],
                "the fact `matches` is missing; the facts of `disclosure` are `holds_grant`, `matches`",
            ),
            (
                "disclosure",
                vec![flag("holds_grant"), flag("match")],
                "`match` is not a fact of `disclosure`; its facts are `holds_grant`, `matches`",
            ),
            (
                "disclosure",
                vec![flag("holds_grant"), ("matches", "same".into())],
                "the fact `matches`: `\"same\"` is not `true` or `false`",
            ),
            (
                "roles_offered",
                vec![("scope", "all".into())],
                "the fact `scope`: `\"all\"` is not known; it must be one of `\"entire\", \"selected\"`",
            ),
            (
                "roles_offered",
                vec![flag("scope")],
                "the fact `scope`: `true` is not known; it must be one of `\"entire\", \"selected\"`",
            ),
        ] {
            assert_eq!(tried(decision, &facts).unwrap_err(), message);
        }
        let message = tried("weather", &[]).unwrap_err();
        assert!(message.starts_with("there is no decision `weather`; the decisions are `acceptance`, "));
    }
}

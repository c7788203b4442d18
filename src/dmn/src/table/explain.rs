//! Why a table answered as it did: the inputs it read, the rules that fired, and what kept each other rule back.

use super::{Outcome, Table};
use crate::Value;
use crate::program::Run;

/// The inputs of one evaluation and what became of each rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The values, in the order of the table's inputs.
    pub inputs: Vec<Value>,
    pub outcome: Outcome,
    /// Every rule that did not fire, in order.
    pub blocked: Vec<Blocked>,
}

/// A rule that did not fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The rule's position, from zero.
    pub rule: u32,
    /// The first input whose cell does not hold; nothing where all do, and another rule was preferred.
    pub input: Option<usize>,
}

impl Table {
    /// Evaluates and explains. Of a table that is not static, cells with variables count as not holding.
    pub fn explain(&self, values: &[Value]) -> Explanation {
        let outcome = self.evaluate(values);
        self.explain_in(values, &outcome, &mut Run::constants(), &[])
    }

    /// The first input whose cell keeps the rule from matching, or nothing where it matches.
    pub fn blocked_by(&self, rule: u32, values: &[Value]) -> Option<usize> {
        self.blocked_in(rule, values, &mut Run::constants(), &[])
    }

    pub(crate) fn explain_in(
        &self,
        values: &[Value],
        outcome: &Outcome,
        run: &mut Run<'_>,
        frame: &[Value],
    ) -> Explanation {
        let rules = (0_u32..).zip(self.rules()).map(|(rule, _)| rule);
        let blocked = rules
            .filter(|rule| !outcome.fired().contains(rule))
            .map(|rule| Blocked { rule, input: self.blocked_in(rule, values, run, frame) })
            .collect();
        Explanation { inputs: values.to_vec(), outcome: outcome.clone(), blocked }
    }

    fn blocked_in(&self, rule: u32, values: &[Value], run: &mut Run<'_>, frame: &[Value]) -> Option<usize> {
        // Evaluating has reported already what goes wrong in cells; here it would be said twice.
        run.quietly(|run| {
            let mut cells = self.rule(rule)?.cells.iter().zip(values);
            cells.position(|(cell, value)| cell.ask(value, &mut |end| end.evaluate(run, frame)) != Some(true))
        })
    }
}

//! The product's own engine: as the product asks it, with typed facts and a reason; and a bare table.

use std::hint::black_box;

use anyhow::{Context, Result};
use dmn::{Table, Value};
use rules::{Decision, Policy, Undecided};

use super::{Contender, Ring};
use crate::case::{Case, Fact};

/// A decision of the policy, through its typed method.
pub struct Typed<'a, F, A> {
    policy: &'a Policy,
    facts: Ring<F>,
    decide: fn(&Policy, &F) -> Result<Decision<A>, Undecided>,
    words: fn(A) -> Vec<String>,
}

impl<'a, F, A> Typed<'a, F, A> {
    pub fn new(
        policy: &'a Policy,
        facts: Vec<F>,
        decide: fn(&Policy, &F) -> Result<Decision<A>, Undecided>,
        words: fn(A) -> Vec<String>,
    ) -> Typed<'a, F, A> {
        Typed { policy, facts: Ring::new(facts), decide, words }
    }
}

impl<F, A> Contender for Typed<'_, F, A> {
    fn name(&self) -> &'static str {
        "rules"
    }

    fn decide(&mut self, decisions: usize) {
        for _ in 0..decisions {
            let facts = self.facts.turn();
            let _ = black_box((self.decide)(self.policy, black_box(facts)));
        }
    }

    fn answer(&mut self, facts: usize) -> Result<Vec<String>> {
        let mut words = (self.words)((self.decide)(self.policy, self.facts.get(facts)?)?.answer);
        words.sort_unstable();
        Ok(words)
    }
}

/// A decision table alone: values in, the value of the first output out.
pub struct Bare<'a> {
    table: &'a Table,
    facts: Ring<Vec<Value>>,
}

impl<'a> Bare<'a> {
    pub fn new(table: &'a Table, facts: Vec<Vec<Value>>) -> Bare<'a> {
        Bare { table, facts: Ring::new(facts) }
    }

    pub fn of_case(table: &'a Table, case: &Case) -> Bare<'a> {
        let value = |fact: &Fact| match *fact {
            Fact::Flag(flag) => Value::from(flag),
            Fact::Word(word) => Value::from(word),
        };
        Bare::new(table, case.facts.iter().map(|facts| facts.iter().map(|(_, fact)| value(fact)).collect()).collect())
    }
}

impl Contender for Bare<'_> {
    fn name(&self) -> &'static str {
        "dmn"
    }

    fn decide(&mut self, decisions: usize) {
        for _ in 0..decisions {
            let outcome = self.table.evaluate(black_box(self.facts.turn()));
            black_box(self.table.answers(&outcome, 0).last());
        }
    }

    fn answer(&mut self, facts: usize) -> Result<Vec<String>> {
        let outcome = self.table.evaluate(self.facts.get(facts)?);
        let mut words: Vec<String> = self.table.answers(&outcome, 0).map(word).collect::<Result<_>>()?;
        words.sort_unstable();
        Ok(words)
    }
}

fn word(value: &Value) -> Result<String> {
    let flag = value.as_bool().map(|flag| flag.to_string());
    let number = || value.as_number().map(|number| number.to_string());
    flag.or_else(|| value.as_str().map(String::from)).or_else(number).context("the table answers with neither")
}

//! zen-engine: a JDM graph of one decision table, compiled beforehand. Nothing in it waits, so that polling it once
//! answers, without an executor.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use anyhow::{Context as _, Result, anyhow};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

use super::{Contender, Ring};
use crate::case::{Case, Fact, Facts};

pub struct Zen {
    decision: Decision,
    output: &'static str,
    inputs: Ring<Variable>,
}

impl Zen {
    /// # Errors
    ///
    /// The graph cannot be read.
    pub fn new(case: &Case) -> Result<Zen> {
        let graph: GraphContent = serde_json::from_str(case.jdm).context("the graph cannot be read")?;
        let mut decision = Decision::from(graph);
        decision.validate().map_err(|error| anyhow!("{error:?}"))?;
        decision.compile();
        Ok(Zen { decision, output: case.output, inputs: Ring::new(case.facts.iter().map(input).collect()) })
    }
}

impl Contender for Zen {
    fn name(&self) -> &'static str {
        "zen-engine"
    }

    fn decide(&mut self, decisions: usize) {
        for _ in 0..decisions {
            let input = black_box(self.inputs.turn()).clone();
            let _ = black_box(once(self.decision.evaluate(input)));
        }
    }

    fn answer(&mut self, facts: usize) -> Result<Vec<String>> {
        let answered = once(self.decision.evaluate(self.inputs.get(facts)?.clone())).context("it waits")?;
        let result = answered.map_err(|error| anyhow!("{error}"))?.result;
        let word = |row: &Variable| {
            let value = row.dot(self.output).with_context(|| format!("no `{}` in {row:?}", self.output))?;
            let flag = value.as_bool().map(|flag| flag.to_string());
            flag.or_else(|| value.as_str().map(String::from)).context("neither a flag nor a word")
        };
        let mut words = match result.as_array() {
            Some(rows) => rows.borrow().iter().map(word).collect::<Result<Vec<_>>>()?,
            None => vec![word(&result)?],
        };
        words.sort_unstable();
        Ok(words)
    }
}

/// What a future has at once.
fn once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn input(facts: &Facts) -> Variable {
    let value = |fact: &Fact| match *fact {
        Fact::Flag(flag) => serde_json::Value::from(flag),
        Fact::Word(word) => serde_json::Value::from(word),
    };
    let object: serde_json::Map<_, _> = facts.iter().map(|(name, fact)| ((*name).to_owned(), value(fact))).collect();
    serde_json::Value::from(object).into()
}

//! regorus: Rego, compiled for its register machine, which is faster than its interpreter.

use std::hint::black_box;

use anyhow::{Context, Result, bail};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

use super::{Contender, Ring};
use crate::case::{Case, Fact, Facts};

pub struct Rego {
    machine: RegoVM,
    inputs: Ring<Value>,
}

impl Rego {
    /// # Errors
    ///
    /// The policy cannot be compiled.
    pub fn new(case: &Case) -> Result<Rego> {
        let entry = format!("data.{}.answer", case.name);
        let mut engine = Engine::new();
        engine.add_policy(format!("{}.rego", case.name), case.rego.to_owned())?;
        let policy = engine.compile_with_entrypoint(&entry.as_str().into())?;
        let program = Compiler::compile_from_policy(&policy, &[&entry])?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        Ok(Rego { machine, inputs: Ring::new(case.facts.iter().map(input).collect::<Result<_>>()?) })
    }
}

impl Contender for Rego {
    fn name(&self) -> &'static str {
        "regorus"
    }

    fn decide(&mut self, decisions: usize) {
        for _ in 0..decisions {
            self.machine.set_input(black_box(self.inputs.turn()).clone());
            let _ = black_box(self.machine.execute());
        }
    }

    fn answer(&mut self, facts: usize) -> Result<Vec<String>> {
        self.machine.set_input(self.inputs.get(facts)?.clone());
        let answer = self.machine.execute()?;
        let mut words = match &answer {
            Value::Bool(flag) => vec![flag.to_string()],
            Value::String(word) => vec![word.to_string()],
            Value::Set(set) => {
                let words = set.iter().map(|word| word.as_string().map(ToString::to_string));
                words.collect::<Result<_>>()?
            }
            other => bail!("`{other}` is neither a flag nor words"),
        };
        words.sort_unstable();
        Ok(words)
    }
}

fn input(facts: &Facts) -> Result<Value> {
    let value = |fact: &Fact| match *fact {
        Fact::Flag(flag) => serde_json::Value::from(flag),
        Fact::Word(word) => serde_json::Value::from(word),
    };
    let object: serde_json::Map<_, _> = facts.iter().map(|(name, fact)| ((*name).to_owned(), value(fact))).collect();
    Value::from_json_str(&serde_json::Value::from(object).to_string()).context("the facts are no input")
}

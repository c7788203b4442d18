//! What is timed: an engine that has one decision, and facts for it, ready. The engines are modules below.
//!
//! Whatever can be prepared once is prepared: policies are parsed and compiled, facts have the form that the engine
//! wants. A decision ends with the answer in the engine's own form; to make words of it is not timed.

pub mod cedar;
pub mod ours;
pub mod rego;
pub mod zen;

use anyhow::Result;

pub trait Contender {
    fn name(&self) -> &'static str;

    /// Decides for as many facts, going on where the last call ended and starting over at the end.
    fn decide(&mut self, decisions: usize);

    /// The answer for the facts at this position, as words: one for FIRST, `true` or `false` for a flag, and all of
    /// them in alphabetical order for COLLECT.
    ///
    /// # Errors
    ///
    /// Whatever keeps the engine from answering, a position without facts included.
    fn answer(&mut self, facts: usize) -> Result<Vec<String>>;
}

/// Facts in a ring.
pub struct Ring<F> {
    facts: Vec<F>,
    next: usize,
}

impl<F> Ring<F> {
    /// `facts` must not be empty.
    pub fn new(facts: Vec<F>) -> Ring<F> {
        Ring { facts, next: 0 }
    }

    pub fn get(&self, index: usize) -> Result<&F> {
        self.facts.get(index).ok_or_else(|| anyhow::anyhow!("there are no facts {index}"))
    }

    /// The facts whose turn it is.
    pub fn turn(&mut self) -> &F {
        let index = self.next;
        self.next = if index + 1 == self.facts.len() { 0 } else { index + 1 };
        &self.facts[index]
    }
}

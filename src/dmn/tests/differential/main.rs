//! The engine against a second, naive interpreter: random models and facts, natively and in a browser, without one
//! difference. What is random comes from numbered seeds, so that a difference can be looked at again.
//!
//! The folder holds the models' own form (`model`), their generator, the naive interpreter and the way to the engine
//! (`xml`, `engine`). Which cells of the standard's examples are right is for the TCK, not for this test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of a test fails as the test does")]

mod coverage;
mod digest;
mod engine;
mod generate;
mod model;
mod naive;
mod print;
mod random;
mod travel;
mod xml;

use coverage::{Coverage, WANTED};
use dmn::Program;
use model::{Model, Val};
use naive::Naive;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// How many models are tried; a browser runs slower.
const MODELS: u64 = if cfg!(target_arch = "wasm32") { 500 } else { 2_000 };

/// A model with its facts, and the engine's program for it.
struct Trial {
    seed: u64,
    model: Model,
    facts: Vec<Vec<(String, Val)>>,
    document: String,
    program: Program,
}

impl Trial {
    fn new(seed: u64) -> Trial {
        let (model, facts) = generate::generate(seed);
        Trial::of(seed, model, facts)
    }

    fn of(seed: u64, model: Model, facts: Vec<Vec<(String, Val)>>) -> Trial {
        let document = xml::document(&model);
        match dmn::read(&document) {
            Ok(program) => Trial { seed, model, facts, document, program },
            Err(findings) => panic!("the model of seed {seed} is not accepted: {findings:?}\n{document}"),
        }
    }

    /// Every decision with every set of facts.
    fn questions(&self) -> impl Iterator<Item = (&str, &[(String, Val)])> {
        let decisions = self.model.decisions.iter().map(|decision| decision.name.as_str());
        decisions.flat_map(|decision| self.facts.iter().map(move |facts| (decision, facts.as_slice())))
    }

    /// What a person needs to see what went wrong.
    fn told(&self, decision: &str, facts: &[(String, Val)]) -> String {
        let facts = print::value(&Val::Context(facts.to_vec()));
        format!("seed {}, decision `{decision}`, facts {facts}\n{}", self.seed, self.document)
    }
}

/// How the answers went.
#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    null: usize,
    /// What the naive interpreter could not say.
    beyond: usize,
    coverage: Coverage,
}

/// Asks both, and fails where they differ.
fn compare(trial: &Trial, tally: &mut Tally) {
    for (decision, facts) in trial.questions() {
        let mut naive = Naive::new(&trial.model, facts, &mut tally.coverage);
        let expected = engine::expected(&naive.decide(decision));
        tally.asked += 1;
        if naive.beyond {
            tally.beyond += 1;
            continue;
        }
        let evaluation = trial.program.evaluate(decision, &engine::context(facts));
        let found = engine::text(&evaluation.value);
        tally.null += usize::from(found == "null");
        if found != expected {
            let findings: Vec<String> = evaluation.findings.iter().map(ToString::to_string).collect();
            let told = trial.told(decision, facts);
            panic!("{told}\nthe engine says {found}\nnaively it is {expected}\nfindings: {findings:#?}");
        }
    }
}

#[test]
fn the_engine_and_the_naive_interpreter_agree() {
    // As many as are asked for, where there is time for more.
    let models = std::env::var("DIFFERENTIAL_MODELS").map_or(MODELS, |count| count.parse().unwrap());
    let mut tally = Tally::default();
    for seed in 0..models {
        compare(&Trial::new(seed), &mut tally);
    }
    let Tally { asked, null, beyond, coverage } = tally;
    assert!(asked as u64 > 10 * models, "only {asked} questions were asked");
    assert!(beyond * 1_000 < asked, "{beyond} of {asked} answers are beyond the naive interpreter");
    assert!(null * 2 < asked, "{null} of {asked} answers are null, and say little");
    let rare = coverage.rarer_than(models as usize / 25, WANTED);
    assert!(rare.is_empty(), "hardly tried: {rare:?} in {coverage:?}");
}

#[test]
fn they_agree_on_tables_with_thousands_of_rules() {
    let mut tally = Tally::default();
    for seed in 0..2 {
        let (model, facts) = generate::large(seed);
        compare(&Trial::of(seed, model, facts), &mut tally);
    }
    assert!(tally.null * 2 < tally.asked, "{tally:?}");
}

#[test]
fn a_browser_and_a_server_answer_the_same() {
    assert_eq!(digest::of_answers(), digest::COMMITTED, "{}", digest::RENEW);
}

#[test]
fn what_travels_as_json_answers_the_same() {
    for seed in 0..MODELS / 4 {
        travel::as_json(&Trial::new(seed));
    }
}

#[test]
fn an_explanation_agrees_with_the_answer_and_with_every_cell() {
    let mut seen = travel::Seen::default();
    for seed in 0..MODELS / 4 {
        travel::explained(&Trial::new(seed), &mut seen);
    }
    assert!(seen.fired > 200 && seen.blocked > 200 && seen.preferred > 20, "too little was explained: {seen:?}");
}

//! What else an engine owes: programs survive the wire, and explanations say what happened.

use dmn::{Explanation, Outcome, Program, Table};

use crate::{Trial, engine};

/// How often explanations had each thing to say.
#[derive(Debug, Default)]
pub struct Seen {
    pub fired: usize,
    pub blocked: usize,
    /// Rules that match, where others count.
    pub preferred: usize,
}

/// A program that is written and read again is the same, and so are its answers and findings.
pub fn as_json(trial: &Trial) {
    let written = serde_json::to_string(&trial.program).unwrap();
    let read: Program = serde_json::from_str(&written).unwrap();
    assert_eq!(read, trial.program, "seed {}: {written}", trial.seed);
    for (decision, facts) in trial.questions() {
        let facts_read = engine::context(facts);
        let (before, after) = (trial.program.evaluate(decision, &facts_read), read.evaluate(decision, &facts_read));
        assert_eq!(after, before, "{}\n{written}", trial.told(decision, facts));
    }
}

/// An explanation has the answer that evaluating has, and each rule in one place.
pub fn explained(trial: &Trial, seen: &mut Seen) {
    for (decision, facts) in trial.questions() {
        let context = engine::context(facts);
        let (evaluation, steps) = trial.program.explain(decision, &context);
        let told = || trial.told(decision, facts);
        assert_eq!(evaluation, trial.program.evaluate(decision, &context), "{}", told());
        let last = steps.last().unwrap_or_else(|| panic!("nothing is explained: {}", told()));
        assert_eq!((last.name.as_str(), &last.value), (decision, &evaluation.value), "{}", told());
        for step in &steps {
            let table = trial.program.all_tables().find(|table| table.name() == step.name);
            assert_eq!(step.explanation.is_some(), table.is_some(), "{}", told());
            if let (Some(explanation), Some(table)) = (&step.explanation, table) {
                let wrong = contradiction(table, explanation, seen);
                assert_eq!(wrong, None, "in `{}`: {explanation:?}\n{}", step.name, told());
            }
        }
    }
}

/// What an explanation says that its table denies.
fn contradiction(table: &Table, explanation: &Explanation, seen: &mut Seen) -> Option<String> {
    let fired = explanation.outcome.fired();
    let blocked: Vec<u32> = explanation.blocked.iter().map(|blocked| blocked.rule).collect();
    for rule in (0_u32..).take(table.rules().len()) {
        let places = [fired, &blocked].concat().iter().filter(|other| **other == rule).count();
        if places != 1 {
            return Some(format!("rule {rule} stands in {places} places"));
        }
    }
    if table.is_static() && explanation.outcome != table.evaluate(&explanation.inputs) {
        return Some("the table itself has another outcome".to_owned());
    }
    // What a constant cell says; of others only the program knows.
    let holds = |rule: u32, input: usize| {
        let cell = &table.rules()[rule as usize].cells[input];
        cell.is_static().then(|| cell.admit(&explanation.inputs[input]))
    };
    for rule in fired {
        seen.fired += 1;
        if let Some(input) = (0..table.inputs().len()).find(|input| holds(*rule, *input) == Some(false)) {
            return Some(format!("rule {rule} fired against its cell {input}"));
        }
    }
    for blocked in &explanation.blocked {
        let before = blocked.input.unwrap_or(table.inputs().len());
        if let Some(input) = (0..before).find(|input| holds(blocked.rule, *input) == Some(false)) {
            return Some(format!("rule {} was held back by its cell {input} already", blocked.rule));
        }
        match blocked.input {
            Some(input) if holds(blocked.rule, input) == Some(true) => {
                return Some(format!("rule {} was not held back by its cell {input}", blocked.rule));
            }
            Some(_) => seen.blocked += 1,
            None if matches!(explanation.outcome, Outcome::Nothing | Outcome::Default | Outcome::Rules(_)) => {
                return Some(format!("rule {} matches, and does not count", blocked.rule));
            }
            None => seen.preferred += 1,
        }
    }
    None
}

//! Whether a table fits the code that asks it. This is asked once, when a policy is loaded or has come over the wire.

use dmn::{Column, Finding, HitPolicy, Kind, Place, Program, Table, Value};

use super::{Decide, Shape, column, days};

/// The languages in which every rule must explain itself.
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Everything that keeps the code from asking a decision's table and understanding all its answers.
pub(crate) fn bind<F: Decide>(program: &Program) -> Vec<Finding> {
    let place = Place { decision: Some(F::TABLE.to_owned()), ..Place::default() };
    let Some(table) = program.table(F::TABLE) else {
        return vec![Finding::new(place, "the policy has no such table; add it")];
    };

    let mut findings = Vec::new();
    if (table.hit_policy == HitPolicy::Collect) != F::COLLECTS {
        let wanted = if F::COLLECTS { "COLLECT" } else { "UNIQUE or FIRST" };
        let message = format!("the hit policy is {}, and this decision needs {wanted}", table.hit_policy);
        findings.push(Finding::new(place.clone(), message));
    }
    for input in &table.inputs {
        let place = Place { column: Some(input.name.clone()), ..place.clone() };
        match F::INPUTS.iter().find(|known| known.name == input.name) {
            Some(known) => findings.extend(input_fits(input, known.shape).map(|m| Finding::new(place, m))),
            None => {
                let known: Vec<&str> = F::INPUTS.iter().map(|known| known.name).collect();
                let message = format!("there is no such fact; the facts are `{}`", known.join("`, `"));
                findings.push(Finding::new(place, message));
            }
        }
    }
    if table.outputs.len() != F::OUTPUTS.len() {
        let message = format!("the table has {} outputs, and the code reads {}", table.outputs.len(), F::OUTPUTS.len());
        findings.push(Finding::new(place.clone(), message));
    }
    for (name, shape) in F::OUTPUTS {
        match column(table, name) {
            Some(index) => findings.extend(outputs_fit(table, index, name, *shape, &place)),
            None => {
                let place = Place { column: Some((*name).to_owned()), ..place.clone() };
                findings.push(Finding::new(place, "the table lacks this output"));
            }
        }
    }
    findings.extend(unexplained(table, &place));
    findings
}

fn input_fits(input: &Column, shape: Shape) -> Option<String> {
    let kind = match shape {
        Shape::Flag => Kind::Boolean,
        Shape::Days => Kind::Number,
        Shape::Words(_) => Kind::String,
    };
    if input.kind != kind {
        return Some(format!("the column is a {}, and the fact a {kind}", input.kind));
    }
    // Exactly the words that can occur, or a check of the table would prove too much or too little.
    let Shape::Words(words) = shape else {
        return None;
    };
    let allowed = input.allowed.as_ref().and_then(|allowed| allowed.values()).unwrap_or_default();
    let words = words();
    let exact = words.len() == allowed.len()
        && words.iter().all(|word| allowed.iter().any(|value| value.as_str() == Some(word)));
    (!exact).then(|| format!("the allowed values must be exactly `\"{}\"`", words.join("\", \"")))
}

/// Looks at every answer in an output column, the default included.
fn outputs_fit(table: &Table, index: usize, name: &str, shape: Shape, place: &Place) -> Vec<Finding> {
    let place = Place { column: Some(name.to_owned()), ..place.clone() };
    let rows = (1..).zip(&table.rules).map(|(number, rule)| (Some(number), rule.outputs.get(index)));
    let default = table.has_default().then(|| (None, table.outputs.get(index).and_then(|o| o.default.as_ref())));
    rows.chain(default)
        .filter_map(|(rule, value)| {
            let value = value.unwrap_or(&Value::Null);
            let message = answer_fits(value, shape)?;
            Some(Finding::new(Place { rule, ..place.clone() }, message))
        })
        .collect()
}

fn answer_fits(value: &Value, shape: Shape) -> Option<String> {
    match shape {
        Shape::Flag if value.as_bool().is_some() => None,
        Shape::Flag => Some(format!("`{value}` is not `true` or `false`")),
        Shape::Days if value.as_number().and_then(days).is_some() => None,
        Shape::Days => Some(format!("`{value}` is not a whole number of days from 1 to 36525")),
        Shape::Words(words) => {
            let words = words();
            let known = value.as_str().is_some_and(|word| words.contains(&word));
            (!known).then(|| format!("`{value}` is not known; it must be one of `\"{}\"`", words.join("\", \"")))
        }
    }
}

fn unexplained(table: &Table, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((number, rule), _) in (1..).zip(0_u32..).zip(&table.rules) {
        for language in LANGUAGES {
            if table.annotation(rule, language).is_none() {
                let column = Some(language.to_owned());
                let place = Place { rule: Some(number), column, ..place.clone() };
                findings.push(Finding::new(place, "the rule has no sentence that explains it in this language"));
            }
        }
    }
    findings
}

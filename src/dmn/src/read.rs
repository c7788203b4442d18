//! DMN models to programs. A model is read as far as it goes, so that one reading reports everything that is wrong.

mod clauses;
mod rules;
mod types;

use crate::xml::{self, Element};
use crate::{Finding, HitPolicy, Place, Program, Table, Tests, Value, feel};
use types::Types;

/// Reads a DMN model (1.1 to 1.5) and checks it as far as that needs no enumeration: the count and the types of
/// cells, allowed values, unsupported constructs.
///
/// A table's inputs are bound by the caller, so requirements between decisions are not followed.
///
/// # Errors
///
/// Every finding, each with line and column.
pub fn read(xml: &str) -> Result<Program, Vec<Finding>> {
    let mut reading = Reading { xml, findings: Vec::new() };
    let root = match xml::parse(xml) {
        Ok(root) => root,
        Err(error) => {
            reading.report(error.at, Place::default(), error.message);
            return Err(reading.findings);
        }
    };
    reading.language(&root, &Place::default());
    let tables = root.all("decision").filter_map(|decision| reading.decision(decision, &root)).collect();
    if reading.findings.is_empty() { Program::new(tables) } else { Err(reading.findings) }
}

struct Reading<'a> {
    xml: &'a str,
    findings: Vec<Finding>,
}

impl Reading<'_> {
    fn decision(&mut self, decision: &Element, root: &Element) -> Option<Table> {
        let name = decision.attribute("name").unwrap_or_default().to_owned();
        let place = Place { decision: Some(name.clone()), ..Place::default() };
        if name.is_empty() {
            self.report(decision.at, Place::default(), "a decision has no name");
            return None;
        }
        let Some(source) = decision.child("decisionTable") else {
            self.report(decision.at, place, "the decision has no decision table; other logic is not supported");
            return None;
        };
        let hit_policy = self.hit_policy(source, &place)?;
        let known = ["input", "output", "annotation", "rule", "description", "extensionElements"];
        for child in source.children.iter().filter(|child| !known.contains(&child.name.as_str())) {
            self.report(child.at, place.clone(), format!("`{}` is not part of a decision table", child.name));
        }

        let types = Types { root };
        let variable = decision.child("variable").and_then(|variable| variable.attribute("typeRef"));
        let result_type = source.attribute("typeRef").or(variable);
        let inputs = self.inputs(source, types, &place);
        let outputs = self.outputs(source, &name, result_type, types, &place);
        let annotations: Vec<String> =
            source.all("annotation").map(|column| column.attribute("name").unwrap_or_default().to_owned()).collect();
        // Without all columns, each row would be reported for a fault that is not its own.
        let (inputs, outputs) = (inputs?, outputs?);
        let rules = self.rules(source, &inputs, &outputs, &annotations, &place);
        let id = decision.attribute("id").unwrap_or_default().to_owned();
        Some(Table { id, name, hit_policy, inputs, outputs, annotations, rules })
    }

    fn hit_policy(&mut self, source: &Element, place: &Place) -> Option<HitPolicy> {
        if let Some(aggregation) = source.attribute("aggregation") {
            let message = format!("aggregation `{aggregation}` is not supported; collect, and aggregate outside");
            self.report(source.at, place.clone(), message);
        }
        let name = source.attribute("hitPolicy").unwrap_or("UNIQUE");
        let hit_policy = HitPolicy::parse(name);
        if hit_policy.is_none() {
            let message = format!("hit policy `{name}` is not supported; use UNIQUE, FIRST or COLLECT");
            self.report(source.at, place.clone(), message);
        }
        hit_policy
    }

    fn tests(&mut self, element: &Element, place: &Place) -> Option<Tests> {
        self.feel(element, place, feel::tests)
    }

    fn literal(&mut self, element: &Element, place: &Place) -> Option<Value> {
        self.feel(element, place, feel::literal)
    }

    /// Reads the `text` of an element that holds FEEL.
    fn feel<T>(
        &mut self,
        element: &Element,
        place: &Place,
        read: impl Fn(&str) -> Result<T, feel::SyntaxError>,
    ) -> Option<T> {
        self.language(element, place);
        let Some(text) = element.child("text") else {
            self.report(element.at, place.clone(), format!("`{}` has no `text`", element.name));
            return None;
        };
        read(&text.text).map_err(|error| self.report(text.at, place.clone(), error.to_string())).ok()
    }

    fn language(&mut self, element: &Element, place: &Place) {
        let Some(language) = element.attribute("expressionLanguage") else {
            return;
        };
        if !language.to_ascii_lowercase().trim_end_matches('/').ends_with("feel") {
            let message = format!("the expression language `{language}` is not supported; write S-FEEL");
            self.report(element.at, place.clone(), message);
        }
    }

    /// Keeps a finding with the line and column of a byte of the source.
    fn report(&mut self, at: usize, mut place: Place, message: impl Into<String>) {
        let before = self.xml.get(..at).unwrap_or(self.xml);
        let line_start = before.rfind('\n').map_or(0, |index| index + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        place.position = Some((before.matches('\n').count() + 1, column));
        self.findings.push(Finding::new(place, message));
    }
}

#[cfg(test)]
mod tests;

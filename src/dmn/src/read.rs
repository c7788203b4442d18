//! DMN models to programs. A model is read as far as it goes, so that one reading reports everything that is wrong.
//!
//! What does not change an answer is passed over: diagrams, texts for people, vendor extensions, decision services,
//! and imports of which nothing is used. What would change one and is not supported is a finding.

mod annotations;
mod boxed;
mod checks;
mod clauses;
mod decisions;
mod environment;
mod findings;
mod implicit;
mod left_out;
mod locate;
mod model;
pub(crate) mod order;
mod rules;
mod table;
mod text;
mod types;

use std::collections::BTreeMap;

use crate::xml::{self, Element};
use crate::{Finding, Program, Type};
use findings::{Findings, Site};
use left_out::LeftOut;
use model::{Model, Target};
use types::Types;

pub use locate::locate;

/// Reads a DMN model (1.1 to 1.6) and checks it as far as that needs no enumeration: requirements, names, types,
/// the count of a table's cells, allowed values, unsupported constructs.
///
/// A decision that cannot be read is left out, with those that need it; [`Program::findings`] say why. The others
/// answer as if it were not there.
///
/// # Errors
///
/// Every finding, each with line and column, in the order of the source; at most 1,000, and then one that says so. This
/// is where the file as a whole cannot be read, or no decision is left.
pub fn read(xml: &str) -> Result<Program, Vec<Finding>> {
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    let mut findings = Findings::default();
    let document = match xml::parse(xml) {
        Ok(document) => document,
        Err(error) => {
            findings.report(error.at, Site::default(), error.message);
            return Err(findings.placed(xml));
        }
    };
    let model = Model::new(document.root(), &mut findings);
    let types = Types::new(document.root(), &mut findings);
    let mut reading = Reading {
        findings,
        types,
        targets: model.targets(),
        inputs: BTreeMap::new(),
        answers: Vec::new(),
        compared: checks::MAX_COMPARED,
        tests_left: text::MAX_TESTS,
        left_out: LeftOut::default(),
        program: Program::default(),
    };
    reading.model(document.root(), &model);
    let Reading { mut findings, left_out, program, .. } = reading;
    if findings.is_empty() {
        return Ok(program);
    }
    let mut program = if findings.is_troubled() { Program::default() } else { program.without(&left_out.parts) };
    if program.decisions.is_empty() {
        return Err(findings.placed(xml));
    }
    left_out.explain(&model, &mut findings);
    program.findings = findings.placed(xml);
    Ok(program)
}

/// A reading under way.
struct Reading<'d> {
    findings: Findings,
    types: Types<'d>,
    /// What the model calls by which name.
    targets: BTreeMap<&'d str, Target>,
    /// The positions of the program's input data.
    inputs: BTreeMap<&'d str, u32>,
    /// What those can expect that require a decision, by its position.
    answers: Vec<Type>,
    /// How much of types may still be compared with values.
    compared: usize,
    /// How many single tests may still stand in cells.
    tests_left: usize,
    left_out: LeftOut,
    program: Program,
}

impl<'d> Reading<'d> {
    fn model(&mut self, root: Element<'d>, model: &Model<'d>) {
        // Whatever has no language of its own has this one.
        self.is_feel(root, Site::default());
        for input in &model.inputs {
            let outer = self.findings.enter();
            self.input_data(input);
            let is_broken = self.findings.leave(outer) || input.is_broken;
            self.left_out.inputs.push(is_broken);
        }
        // Both stand after what they require, so that it has its position and type by now.
        for named in &model.functions {
            let outer = self.findings.enter();
            let function = self.function(named);
            let is_broken = self.findings.leave(outer) || self.left_out.is_out(named);
            self.left_out.parts.functions.push(is_broken);
            self.program.functions.push(function);
        }
        for named in &model.decisions {
            let outer = self.findings.enter();
            let decision = self.decision(named);
            let is_broken = self.findings.leave(outer) || self.left_out.is_out(named);
            self.left_out.parts.decisions.push(is_broken);
            self.program.decisions.push(decision);
        }
    }

    /// Keeps a finding at an element.
    fn report(&mut self, element: Element<'_>, site: Site<'_>, message: impl Into<String>) {
        self.findings.report(element.at(), site, message);
    }
}

#[cfg(test)]
mod tests;

//! Names that a decision reads without requiring what they name.
//!
//! The standard wants a requirement for each. Models of other engines, and tables that are written by hand, often have
//! none, and what they mean is plain. There is one rule, whatever else the decision requires. In the input expressions
//! of a table and in literal expressions, a name that is not required is
//!
//! 1. the output of that name, of the only decision among the required ones whose table has such an output,
//! 2. the input data of that name, and where the model has nothing of that name, one that is made up for it.
//!
//! In cells and answers it is a finding: there it is most often a text without its quotation marks.

use std::collections::BTreeMap;

use super::environment::{Environment, at};
use super::model::Target;
use super::{Reading, Site};
use crate::feel;
use crate::xml::Element;
use crate::{Logic, Source, Type};

/// The most names of one decision that are not required. Each costs another look at its expression.
const MAX_NAMES: usize = 32;
/// The most outputs that are known by their own names; of more, none is.
const MAX_OUTPUTS: usize = 256;
/// The most elements of a model of which all names are looked for, also those with blanks.
const MAX_SEARCHED: usize = 1_024;

impl<'d> Reading<'d> {
    /// Lets the outputs of required tables be read by their own names.
    pub(super) fn outputs_by_name(&mut self, environment: &mut Environment, sources: &[Source]) {
        let mut found: BTreeMap<&str, Option<Output<'_>>> = BTreeMap::new();
        for (position, source) in (0..).zip(sources) {
            let Source::Decision(required) = source else { continue };
            let decision = at(&self.program.decisions, *required).zip(at(&self.answers, *required));
            let Some((decision, answer)) = decision else { continue };
            let Logic::Table(table) = &decision.logic else { continue };
            let is_single = table.outputs().len() == 1;
            for output in table.outputs() {
                let name = output.column.name.as_str();
                if found.len() > MAX_OUTPUTS {
                    return;
                }
                let (of, ty) =
                    if is_single { (None, answer) } else { (Some(decision.name.as_str()), &output.column.ty) };
                // Of two outputs with one name, neither is meant more than the other.
                found.entry(name).and_modify(|other| *other = None).or_insert(Some((position, of, ty)));
            }
        }
        for (name, output) in found {
            if let Some((position, of, ty)) = output
                && !environment.scope.knows(name)
            {
                environment.scope.alias(name, position, self.types.copy(ty, &mut self.findings), of);
            }
        }
    }

    /// Adds the input data that a decision's expressions read without requiring them.
    pub(super) fn implicit_inputs(
        &mut self,
        logic: Element<'d>,
        sources: &mut Vec<Source>,
        environment: &mut Environment,
        site: Site<'_>,
    ) {
        let mut left = MAX_NAMES;
        for expression in expressions(logic) {
            let text = expression.child("text").map_or("", Element::text);
            let whole = text.trim();
            let reads_it = |environment: &Environment| feel::expression(text, &environment.scope);
            if is_input(expression) && is_plain_name(whole) && self.is_data(whole) && reads_it(environment).is_err() {
                self.require(whole, expression, sources, environment, site);
            }
            while left > 0
                && let Err(error) = reads_it(environment)
                && error.unknown.is_some()
                && let Some(name) = self.name_at(text, error.at)
            {
                left -= 1;
                self.require(name, expression, sources, environment, site);
            }
        }
    }

    /// The name of input data that begins at a character: the longest that the model has, or else the word.
    fn name_at(&self, text: &'d str, at: usize) -> Option<&'d str> {
        let (start, _) = text.char_indices().nth(at.checked_sub(1)?)?;
        let rest = text.get(start..)?;
        let known = self.targets.iter().filter(|(_, target)| matches!(target, Target::Input(_)));
        let known = known.take(if self.targets.len() > MAX_SEARCHED { 0 } else { MAX_SEARCHED });
        let longest = known.filter_map(|(name, _)| Some((feel::covered(name, rest)?, *name))).max();
        let name = longest.map_or_else(|| feel::word(rest), |(_, name)| name);
        (is_plain_name(name) && self.is_data(name)).then_some(name)
    }

    /// Whether a name is that of input data, or of nothing at all.
    fn is_data(&self, name: &str) -> bool {
        matches!(self.targets.get(name), None | Some(Target::Input(_)))
    }

    fn require(
        &mut self,
        name: &'d str,
        expression: Element<'d>,
        sources: &mut Vec<Source>,
        environment: &mut Environment,
        site: Site<'_>,
    ) {
        let position = match self.inputs.get(name) {
            Some(position) => *position,
            None => {
                let whole = expression.child("text").map_or("", Element::text).trim() == name;
                let declared =
                    if whole && is_input(expression) { self.type_of(expression, site.column(name)) } else { None };
                self.add_input(name, declared.unwrap_or_default())
            }
        };
        let source = Source::Input(position);
        if !sources.contains(&source) {
            sources.push(source);
            self.source(environment, source);
        }
    }
}

/// The position of the variable that an output is, or is a component of; then that variable's name, and its type.
type Output<'a> = (u32, Option<&'a str>, &'a Type);

/// The expressions of a decision's logic in which a name may stand for an input: not the cells of tables.
fn expressions<'d>(logic: Element<'d>) -> Vec<Element<'d>> {
    let mut found = Vec::new();
    let mut open = vec![logic];
    while let Some(element) = open.pop() {
        match element.name() {
            "literalExpression" => found.push(element),
            "decisionTable" => found.extend(element.all("input").filter_map(|input| input.child("inputExpression"))),
            "conditional" | "if" | "then" | "else" | "binding" => open.extend(element.children()),
            // What it calls is a function.
            "invocation" => open.extend(element.all("binding")),
            _ => {}
        }
    }
    found
}

fn is_input(expression: Element<'_>) -> bool {
    expression.name() == "inputExpression"
}

/// Names may hold blanks (DMN 1.5, 10.3.1.2, rules 25 to 28). Those with other signs must be declared.
fn is_plain_name(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|character| character.is_alphanumeric() || "_ '".contains(character))
        && !["true", "false", "null", "if", "for", "some", "every", "not", "function"].contains(&first)
}

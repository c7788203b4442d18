//! Several programs put together to one.

use crate::{Expression, Finding, Logic, Parts, Place, Program, Source, Table, UnaryTests};

impl Program {
    /// Puts programs together. A name or id that two of their decisions share is a finding.
    ///
    /// # Errors
    ///
    /// A finding for each decision whose name or id another one has.
    pub fn join(programs: Vec<Program>) -> Result<Program, Vec<Finding>> {
        let mut joined = Program::default();
        for program in programs {
            joined.take(program);
        }
        let mut findings = Vec::new();
        for (index, decision) in joined.decisions.iter().enumerate() {
            let mut earlier = joined.decisions.iter().take(index);
            let place = Place { decision: Some(decision.name.clone()), ..Place::default() };
            if earlier.clone().any(|other| other.name == decision.name) {
                let message = format!("another decision is called `{}` as well; rename one", decision.name);
                findings.push(Finding::new(place, message));
            } else if !decision.id.is_empty() && earlier.any(|other| other.id == decision.id) {
                let message = format!("another decision has the id `{}` as well; ids must differ", decision.id);
                findings.push(Finding::new(place, message));
            }
        }
        if findings.is_empty() { Ok(joined) } else { Err(findings) }
    }

    /// Takes everything of another program, whose positions move behind those that are here.
    fn take(&mut self, other: Program) {
        let (inputs, functions, decisions) = (length(&self.inputs), length(&self.functions), length(&self.decisions));
        self.findings.extend(other.findings);
        self.inputs.extend(other.inputs);
        for mut function in other.functions {
            function.logic.number_functions(&|position| position + functions);
            self.functions.push(function);
        }
        for mut decision in other.decisions {
            decision.logic.number_functions(&|position| position + functions);
            for source in &mut decision.scope {
                match source {
                    Source::Input(position) => *position += inputs,
                    Source::Decision(position) => *position += decisions,
                }
            }
            self.decisions.push(decision);
        }
    }
}

impl Logic {
    /// Gives the business knowledge models that are called other positions.
    pub(super) fn number_functions(&mut self, number: &dyn Fn(u32) -> u32) {
        match self {
            Logic::Expression(expression) => expression.number_functions(number),
            Logic::Table(table) => {
                let mut parts = Parts::from(std::mem::replace(table.as_mut(), Table::from(Parts::default())));
                for column in &mut parts.inputs {
                    column.expression.iter_mut().for_each(|expression| expression.number_functions(number));
                }
                for output in &mut parts.outputs {
                    output.default.iter_mut().for_each(|expression| expression.number_functions(number));
                }
                for rule in &mut parts.rules {
                    let cells = rule.cells.iter_mut().flat_map(UnaryTests::expressions_mut);
                    cells.for_each(|expression| expression.number_functions(number));
                    rule.outputs.iter_mut().for_each(|expression| expression.number_functions(number));
                }
                **table = Table::from(parts);
            }
        }
    }
}

impl Expression {
    fn number_functions(&mut self, number: &dyn Fn(u32) -> u32) {
        if let Expression::Invoke(position, ..) = self {
            *position = number(*position);
        }
        self.children_mut().into_iter().for_each(|child| child.number_functions(number));
    }
}

/// Programs are bounded far below the limit.
fn length<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

//! What the expressions of a decision or of a business knowledge model can read: what it requires.

use super::Reading;
use crate::feel::Scope;
use crate::{Source, Type};

/// What the names in a decision's or function's expressions mean.
#[derive(Default)]
pub(super) struct Environment {
    pub(super) scope: Scope,
    /// The types of the variables, by position.
    pub(super) types: Vec<Type>,
    /// The positions of the business knowledge models that may be called.
    pub(super) functions: Vec<u32>,
}

impl Reading<'_> {
    /// Adds what a decision requires to what its expressions can read.
    pub(super) fn source(&mut self, environment: &mut Environment, source: Source) {
        let known = match source {
            Source::Input(position) => at(&self.program.inputs, position).map(|input| (&input.name, &input.ty)),
            Source::Decision(position) => {
                let decision = at(&self.program.decisions, position);
                decision.zip(at(&self.answers, position)).map(|(decision, ty)| (&decision.name, ty))
            }
        };
        if let Some((name, ty)) = known {
            environment.scope.variable(name, self.types.copy(ty, &mut self.findings));
            environment.types.push(self.types.copy(ty, &mut self.findings));
        }
    }

    /// Adds the business knowledge models that may be called.
    pub(super) fn knowledge(&self, environment: &mut Environment, knowledge: &[u32]) {
        for position in knowledge {
            if let Some(function) = at(&self.program.functions, *position) {
                let parameters: Vec<String> = function.parameters.iter().map(|(name, _)| name.clone()).collect();
                environment.scope.function(&function.name, *position, &parameters);
                environment.functions.push(*position);
            }
        }
    }
}

/// The item at a position of the program.
pub(super) fn at<T>(items: &[T], position: u32) -> Option<&T> {
    items.get(usize::try_from(position).ok()?)
}

//! A program without what could not be read of its model, and without what needs that.

use crate::{Program, Source};

/// What is left out, by its position.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) functions: Vec<bool>,
    pub(crate) decisions: Vec<bool>,
}

impl Program {
    /// Leaves these out. Nothing that stays may require one of them.
    pub(crate) fn without(mut self, left_out: &LeftOut) -> Program {
        let functions = positions(&left_out.functions);
        let decisions = positions(&left_out.decisions);
        self.functions = kept(self.functions, &left_out.functions);
        self.decisions = kept(self.decisions, &left_out.decisions);
        let number = |numbers: &[u32], position: u32| {
            usize::try_from(position).ok().and_then(|position| numbers.get(position)).copied().unwrap_or(position)
        };
        let logics = self.functions.iter_mut().map(|function| &mut function.logic);
        // Going through all expressions takes a while, and is for nothing where no function is missing.
        if left_out.functions.contains(&true) {
            for logic in logics.chain(self.decisions.iter_mut().map(|decision| &mut decision.logic)) {
                logic.number_functions(&|position| number(&functions, position));
            }
        }
        for source in self.decisions.iter_mut().flat_map(|decision| &mut decision.scope) {
            if let Source::Decision(position) = source {
                *position = number(&decisions, *position);
            }
        }
        self
    }
}

fn kept<T>(items: Vec<T>, left_out: &[bool]) -> Vec<T> {
    items.into_iter().enumerate().filter(|(at, _)| left_out.get(*at) != Some(&true)).map(|(_, item)| item).collect()
}

/// The new position of each item that stays.
fn positions(left_out: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let position = |is_out: &bool| {
        let position = next;
        next += u32::from(!is_out);
        position
    };
    left_out.iter().map(position).collect()
}

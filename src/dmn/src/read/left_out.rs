//! What of a model cannot be read, and what needs it: both are left out, and the rest answers.

use super::Site;
use super::findings::{Findings, short};
use super::model::{Model, Named};
use crate::Source;
use crate::program::LeftOut as Parts;

#[derive(Default)]
pub(super) struct LeftOut {
    /// Input data of which the type is not known.
    pub(super) inputs: Vec<bool>,
    /// Whatever has been read by now; what is still to be read counts as left out.
    pub(super) parts: Parts,
}

impl LeftOut {
    /// Whether an element cannot be used for itself, or for something that it requires. That may be one that has to be
    /// read later, which only a circle can make.
    pub(super) fn is_out(&self, named: &Named<'_>) -> bool {
        named.is_broken || self.missing(named).is_some()
    }

    /// Says of each decision that nothing was said of yet for the sake of which other one it is left out.
    pub(super) fn explain(&self, model: &Model<'_>, findings: &mut Findings) {
        let explained = findings.decisions();
        for (named, is_out) in model.decisions.iter().zip(&self.parts.decisions) {
            if !is_out || explained.contains(&short(&named.name)) {
                continue;
            }
            let name = match self.missing(named) {
                Some(Missing::Input(position)) => at(&model.inputs, position),
                Some(Missing::Decision(position)) => at(&model.decisions, position),
                Some(Missing::Function(position)) => at(&model.functions, position),
                None => None,
            };
            let message = match name {
                Some(needed) => {
                    format!("it is left out, since it needs `{}`, which cannot be read", short(&needed.name))
                }
                None => "it is left out, since a type that it names cannot be read".to_owned(),
            };
            findings.report(named.element.at(), Site::decision(named.name), message);
        }
    }

    /// The first thing that an element requires and that is left out.
    fn missing(&self, named: &Named<'_>) -> Option<Missing> {
        let is_out = |flags: &[bool], position: u32| at(flags, position).copied().unwrap_or(true);
        let information = named.information.iter().find_map(|source| match *source {
            Source::Input(position) if is_out(&self.inputs, position) => Some(Missing::Input(position)),
            Source::Decision(position) if is_out(&self.parts.decisions, position) => Some(Missing::Decision(position)),
            _ => None,
        });
        let knowledge = named.knowledge.iter().find(|position| is_out(&self.parts.functions, **position));
        information.or(knowledge.copied().map(Missing::Function))
    }
}

enum Missing {
    Input(u32),
    Decision(u32),
    Function(u32),
}

fn at<T>(items: &[T], position: u32) -> Option<&T> {
    items.get(usize::try_from(position).ok()?)
}

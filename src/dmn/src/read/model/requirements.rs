//! What decisions and business knowledge models refer to (DMN 1.5, 6.3.12 and 6.3.13).

use std::collections::{BTreeMap, BTreeSet};

use super::{Named, Target};
use crate::Source;
use crate::read::findings::{Findings, Site, short};
use crate::xml::Element;

/// The most that one element requires. Names are looked for among all that an expression may read.
const MAX_REQUIRED: usize = 256;

/// What the model's ids lead to.
pub(super) struct References<'d> {
    pub(super) ids: BTreeMap<&'d str, Target>,
    pub(super) namespace: &'d str,
}

impl<'d> References<'d> {
    /// Notes what an element requires, each requirement once and in the order in which they stand. Authority
    /// requirements say where knowledge comes from, and change no answer.
    pub(super) fn follow(&self, named: &mut Named<'d>, findings: &mut Findings) {
        let site = Site::decision(named.name);
        let mut seen = BTreeSet::new();
        let is_decision = named.element.name() == "decision";
        for requirement in named.element.children() {
            let known: &[&str] = match requirement.name() {
                "informationRequirement" if is_decision => &["requiredInput", "requiredDecision"],
                "knowledgeRequirement" => &["requiredKnowledge"],
                "informationRequirement" => {
                    let message = "a business knowledge model reads its parameters alone; require no information";
                    findings.report(requirement.at(), site, message);
                    continue;
                }
                _ => continue,
            };
            let mut references = requirement.children().filter(|child| known.contains(&child.name())).peekable();
            if references.peek().is_none() {
                let message = format!("the requirement has no `{}`", known.join("` or `"));
                findings.report(requirement.at(), site, message);
            }
            for reference in references {
                if seen.len() == MAX_REQUIRED {
                    findings.report(reference.at(), site, format!("more than {MAX_REQUIRED} elements are required"));
                    return;
                }
                match self.target(reference) {
                    Ok((id, _)) if !seen.insert(id) => {}
                    Ok((_, Target::Input(input))) => named.information.push(Source::Input(input)),
                    Ok((_, Target::Decision(decision))) => named.information.push(Source::Decision(decision)),
                    Ok((_, Target::Function(function))) => named.knowledge.push(function),
                    Ok((_, Target::Other)) => {}
                    Err(message) => findings.report(reference.at(), site, message),
                }
            }
        }
    }

    /// The id that a reference names and where it leads, or what is wrong with it.
    fn target(&self, reference: Element<'d>) -> Result<(&'d str, Target), String> {
        let href = reference.attribute("href").unwrap_or_default().trim();
        // Some tools write the id alone.
        let bare = self.ids.contains_key(href).then_some(("", href));
        let (file, id) = href
            .split_once('#')
            .or(bare)
            .ok_or_else(|| format!("`{}` is not a reference; write `#` and the id of an element", short(&href)))?;
        if !file.is_empty() && file != self.namespace {
            return Err(format!("`{}` stands in another file; imports are not read", short(&href)));
        }
        let target = self.ids.get(id).copied();
        let target = target.ok_or_else(|| format!("nothing that can be required has the id `{}`", short(&id)))?;
        let fits = match reference.name() {
            "requiredInput" => matches!(target, Target::Input(_)),
            "requiredDecision" => matches!(target, Target::Decision(_)),
            _ => matches!(target, Target::Function(_)),
        };
        if !fits {
            return Err(format!("`{}` is {}, which `{}` cannot name", short(&id), target.what().0, reference.name()));
        }
        Ok((id, target))
    }
}

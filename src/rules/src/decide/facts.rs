//! The facts that a decision was asked with, for whoever keeps them: names and words of the vocabulary, no text of a
//! person. Asking the same policy with them again gives the same answer.

use dmn::Value;
use smallvec::SmallVec;

use super::{Decide, Input, Shape};

/// Facts by name, as `Policy::try_facts` takes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedFacts(Vec<(&'static str, Value)>);

impl AskedFacts {
    /// Each fact with its value: a flag or a word.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

/// Facts as they were asked: by position, so that asking allocates nothing.
#[derive(Clone, Debug)]
pub(crate) struct AskedPositions {
    inputs: fn() -> Vec<(&'static str, Shape)>,
    positions: SmallVec<[usize; 8]>,
}

impl AskedPositions {
    pub(super) fn from_facts<F: Decide>(facts: &F) -> AskedPositions {
        let positions = F::INPUTS.iter().map(|input| (input.fact)(facts).0).collect();
        AskedPositions { inputs: || F::INPUTS.iter().map(Input::name_and_shape).collect(), positions }
    }

    pub(super) fn facts(&self) -> AskedFacts {
        let value = |((name, shape), position): ((&'static str, Shape), &usize)| {
            (name, shape.values().into_iter().nth(*position).unwrap_or_default())
        };
        AskedFacts((self.inputs)().into_iter().zip(&self.positions).map(value).collect())
    }
}

/// The inputs follow from the decision, which is compared beside.
impl PartialEq for AskedPositions {
    fn eq(&self, other: &AskedPositions) -> bool {
        self.positions == other.positions
    }
}

impl Eq for AskedPositions {}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use crate::decisions::account_deciders::{ApprovedBy, DomainHolder, Facts};
    use crate::vocabulary::MatchKind;
    use crate::{Policy, disclosure};

    #[test]
    fn a_rule_that_fired_says_by_which_facts_and_they_fire_it_again() {
        let policy = Policy::embedded().unwrap();
        let decision = policy.disclosure(&disclosure::Facts { holds_grant: false, matches: true }).unwrap();
        let [rule] = policy.explain(&decision.fired).try_into().unwrap();
        let named: Vec<_> = rule.facts.iter().map(|(name, value)| (name, value.as_bool())).collect();
        assert_eq!(named, [("holds_grant", Some(false)), ("matches", Some(true))]);
        let facts = rule.facts.iter().map(|(name, value)| (name, value.clone())).collect();
        let again = policy.try_facts("disclosure", &facts).unwrap();
        assert_eq!(again.fired.iter().map(|fired| &fired.rule).collect::<Vec<_>>(), [&rule.rule]);
        let facts = Facts {
            approved_by: ApprovedBy::Nobody,
            domain_holder: DomainHolder::WithAdministrator,
            contact_match: MatchKind::None,
            name_alike: false,
        };
        let decision = policy.account_deciders(&facts).unwrap();
        let word = policy.explain(&decision.fired)[0].facts.iter().next().unwrap().1.clone();
        assert_eq!(word.as_str(), Some("nobody"));
    }
}

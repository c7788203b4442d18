//! Admission: who may act here at all (domain: People).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{Action, Admission, Affiliation};

/// Who wants to do what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub affiliation: Affiliation,
    pub action: Action,
}

impl Decide for Facts {
    type Answer = Admission;
    const TABLE: &'static str = "admission";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("affiliation", Shape::one_of::<Affiliation>(), |facts| facts.affiliation.into()),
        Input::new("action", Shape::one_of::<Action>(), |facts| facts.action.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("outcome", Shape::one_of::<Admission>())];

    fn answer(answers: Answers<'_>) -> Option<Admission> {
        answers.variant("outcome")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    fn admission(affiliation: Affiliation, action: Action) -> Admission {
        Policy::embedded().unwrap().admission(&Facts { affiliation, action }).unwrap().answer
    }

    #[test]
    fn everybody_reads_and_keeps_their_own_profile() {
        for affiliation in Affiliation::ALL {
            assert_eq!(admission(*affiliation, Action::Read), Admission::Allowed);
            assert_eq!(admission(*affiliation, Action::KeepOwnProfile), Admission::Allowed);
        }
    }

    #[test]
    fn internal_people_open_a_support_case_and_licensing_support_does_not() {
        for action in Action::ALL.iter().filter(|action| !matches!(action, Action::Read | Action::KeepOwnProfile)) {
            assert_eq!(admission(Affiliation::External, *action), Admission::Allowed);
            assert_eq!(admission(Affiliation::Internal, *action), Admission::SupportCase, "{action:?}");
            assert_eq!(admission(Affiliation::LicensingSupport, *action), Admission::Allowed);
        }
    }

    #[test]
    fn the_rule_explains_itself_in_both_languages() {
        let facts = Facts { affiliation: Affiliation::Internal, action: Action::RequestAccess };
        let policy = Policy::embedded().unwrap();
        let fired = policy.explain(&policy.admission(&facts).unwrap().fired);
        assert_eq!(fired.len(), 1);
        assert_eq!((fired[0].decision.as_str(), fired[0].rule.as_str()), ("admission", "R3"));
        assert!(fired[0].en.ends_with("please open a support case instead."), "{}", fired[0].en);
        assert!(fired[0].fr.ends_with("veuillez plutôt ouvrir un dossier d’assistance."), "{}", fired[0].fr);
    }
}

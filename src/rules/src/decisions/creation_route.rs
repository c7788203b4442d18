//! Creation route: what becomes of a request for a new account (domain: 4). Who decides it is for `account_deciders`.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::{AccountKind, Affiliation, CreationPath};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether `admission` allows the person to request accounts.
    pub admitted: bool,
    pub kind: AccountKind,
    pub affiliation: Affiliation,
    /// Whether the person holds any role in any account.
    pub holds_role: bool,
    /// Whether the person's organisation serves others' accounts.
    pub partner: bool,
    pub identifier: Identifier,
}

string_enum! {
    /// Whether an account that the requester may find has the domain identifier.
    Identifier {
        Free = "free",
        Taken = "taken",
    }
}

impl Decide for Facts {
    type Answer = CreationPath;
    const TABLE: &'static str = "creation_route";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("admitted", Shape::Flag, |facts| facts.admitted.into()),
        Input::new("kind", Shape::one_of::<AccountKind>(), |facts| facts.kind.into()),
        Input::new("affiliation", Shape::one_of::<Affiliation>(), |facts| facts.affiliation.into()),
        Input::new("holds_role", Shape::Flag, |facts| facts.holds_role.into()),
        Input::new("partner", Shape::Flag, |facts| facts.partner.into()),
        Input::new("identifier", Shape::one_of::<Identifier>(), |facts| facts.identifier.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("path", Shape::one_of::<CreationPath>())];

    fn answer(answers: Answers<'_>) -> Option<CreationPath> {
        answers.variant("path")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn each_obstacle_comes_before_the_next() {
        let policy = Policy::embedded().unwrap();
        let route = |facts| policy.creation_route(&facts).unwrap().answer;
        let mut facts = Facts {
            admitted: true,
            kind: AccountKind::Customer,
            affiliation: Affiliation::External,
            holds_role: true,
            partner: false,
            identifier: Identifier::Free,
        };
        assert_eq!(route(facts), CreationPath::Review);
        facts.identifier = Identifier::Taken;
        assert_eq!(route(facts), CreationPath::RequestAccess);
        facts.holds_role = false;
        assert_eq!(route(facts), CreationPath::RoleNeeded);
        assert_eq!(route(Facts { partner: true, ..facts }), CreationPath::RequestAccess);
        assert_eq!(route(Facts { affiliation: Affiliation::LicensingSupport, ..facts }), CreationPath::RequestAccess);
        facts.kind = AccountKind::PartnerHolding;
        assert_eq!(route(facts), CreationPath::NotMadeHere);
        facts.admitted = false;
        assert_eq!(route(facts), CreationPath::SupportCase);
    }
}

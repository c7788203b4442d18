//! Request path: how a person asks for access to an account, or why not (domain: 2 Requesting access).

use super::request_form::Form;
use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{AccountStatus, RequestPath};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether `admission` allows the person to request access.
    pub admitted: bool,
    pub status: AccountStatus,
    /// Whether the person has an open request for this account.
    pub open_request: bool,
    /// Whether the profile has all of `profile_fields`.
    pub profile_complete: bool,
    /// Whether a domain match counts: see `domain_match`.
    pub matches: bool,
    /// Whether the person holds an active grant in the account.
    pub holds_grant: bool,
    /// Whether they hold all that can be asked for: see `held_roles`.
    pub holds_all: bool,
}

impl RequestPath {
    /// The form to which the path leads, where it leads to one.
    pub fn form(self) -> Option<Form> {
        match self {
            RequestPath::Wizard => Some(Form::Wizard),
            RequestPath::ByIdentifier => Some(Form::ByIdentifier),
            RequestPath::SupportCase
            | RequestPath::NotRequestable
            | RequestPath::OpenRequest
            | RequestPath::NothingMore
            | RequestPath::CompleteProfile => None,
        }
    }

    /// Whether the person can request anything of the account, be it after something else has been done.
    pub fn is_requestable(self) -> bool {
        !matches!(self, RequestPath::SupportCase | RequestPath::NotRequestable | RequestPath::NothingMore)
    }
}

impl Decide for Facts {
    type Answer = RequestPath;
    const TABLE: &'static str = "request_path";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("admitted", Shape::Flag, |facts| facts.admitted.into()),
        Input::new("status", Shape::one_of::<AccountStatus>(), |facts| facts.status.into()),
        Input::new("open_request", Shape::Flag, |facts| facts.open_request.into()),
        Input::new("profile_complete", Shape::Flag, |facts| facts.profile_complete.into()),
        Input::new("matches", Shape::Flag, |facts| facts.matches.into()),
        Input::new("holds_grant", Shape::Flag, |facts| facts.holds_grant.into()),
        Input::new("holds_all", Shape::Flag, |facts| facts.holds_all.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("path", Shape::one_of::<RequestPath>())];

    fn answer(answers: Answers<'_>) -> Option<RequestPath> {
        answers.variant("path")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    /// Nothing stands in the way, and nothing makes it easier.
    const PLAIN: Facts = Facts {
        admitted: true,
        status: AccountStatus::Active,
        open_request: false,
        profile_complete: true,
        matches: false,
        holds_grant: false,
        holds_all: false,
    };

    fn path(facts: Facts) -> RequestPath {
        Policy::embedded().unwrap().request_path(&facts).unwrap().answer
    }

    #[test]
    fn a_match_or_a_grant_leads_to_the_wizard() {
        assert_eq!(path(PLAIN), RequestPath::ByIdentifier);
        assert_eq!(path(Facts { matches: true, ..PLAIN }), RequestPath::Wizard);
        assert_eq!(path(Facts { holds_grant: true, ..PLAIN }), RequestPath::Wizard);
    }

    #[test]
    fn each_obstacle_comes_before_the_next() {
        let mut facts = Facts { profile_complete: false, matches: true, ..PLAIN };
        assert_eq!(path(facts), RequestPath::CompleteProfile);
        facts.holds_all = true;
        assert_eq!(path(facts), RequestPath::NothingMore);
        facts.open_request = true;
        assert_eq!(path(facts), RequestPath::OpenRequest);
        facts.status = AccountStatus::Lapsed;
        assert_eq!(path(facts), RequestPath::NotRequestable);
        facts.admitted = false;
        assert_eq!(path(facts), RequestPath::SupportCase);
    }

    #[test]
    fn every_form_is_the_end_of_a_path() {
        let ends: Vec<Form> = RequestPath::ALL.iter().filter_map(|path| path.form()).collect();
        assert_eq!(ends, Form::ALL);
    }
}

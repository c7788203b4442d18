//! What a person holds in an account, against what they ask for (domain: 2, What one holds already): which of their roles
//! reach a place, and what the table `already_held` says of each. A browser asks it while answers are chosen, the server
//! before it takes them.

use crate::already_held::{self, HeldAt};
use crate::virtual_accounts::lies_in;
use crate::vocabulary::{Role, Scope};
use crate::{Decision, Policy, Undecided, roles_offered};

/// A role that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldRole<'a> {
    pub role: Role,
    /// The Virtual Account's path; nothing for the entire Smart Account.
    pub path: Option<&'a str>,
}

impl HeldRole<'_> {
    /// Where it is held, seen from a place, if it is the same one or one above.
    fn seen_from(&self, place: Option<&str>) -> Option<HeldAt> {
        match (self.path, place) {
            (None, None) => Some(HeldAt::Same),
            (None, Some(_)) => Some(HeldAt::Entire),
            (Some(held), Some(place)) if held == place => Some(HeldAt::Same),
            (Some(held), Some(place)) if lies_in(place, held) => Some(HeldAt::Above),
            (Some(_), _) => None,
        }
    }
}

/// What became of the question whether a role is held already.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The role that gives what is asked for, where one does.
    pub given_by: Option<HeldRole<'a>>,
    /// What was decided of each role that reaches the place, up to the one that gives it.
    pub decisions: Vec<Decision<bool>>,
}

/// Compares a role that is asked for in a Virtual Account, by its path, or in the entire account with what is held.
///
/// # Errors
///
/// [`Undecided`] where the policy has no answer, which a checked policy always has.
pub fn compare<'a>(
    policy: &Policy,
    held: &[HeldRole<'a>],
    asked: Role,
    place: Option<&str>,
) -> Result<Comparison<'a>, Undecided> {
    let mut decisions = Vec::new();
    for one in held {
        let Some(held_at) = one.seen_from(place) else { continue };
        let decision = policy.already_held(&already_held::Facts { held: one.role, held_at, asked })?;
        let is_held = decision.answer;
        decisions.push(decision);
        if is_held {
            return Ok(Comparison { given_by: Some(*one), decisions });
        }
    }
    Ok(Comparison { given_by: None, decisions })
}

/// Whether each role is held that can be asked for in a Virtual Account, by its path.
///
/// # Errors
///
/// As [`compare`].
pub fn holds_all_in(policy: &Policy, held: &[HeldRole<'_>], path: &str) -> Result<bool, Undecided> {
    holds_offered(policy, held, Scope::Selected, Some(path))
}

/// Whether each role is held that can be asked for in the entire account and in any Virtual Account of it.
///
/// # Errors
///
/// As [`compare`].
pub fn holds_all(policy: &Policy, held: &[HeldRole<'_>]) -> Result<bool, Undecided> {
    // A place that lies in no Virtual Account: only what is held in the entire account reaches it.
    let nowhere = Some("");
    Ok(holds_offered(policy, held, Scope::Entire, None)? && holds_offered(policy, held, Scope::Selected, nowhere)?)
}

fn holds_offered(policy: &Policy, held: &[HeldRole<'_>], scope: Scope, place: Option<&str>) -> Result<bool, Undecided> {
    if held.is_empty() {
        return Ok(false);
    }
    for asked in policy.roles_offered(&roles_offered::Facts { scope })?.answer {
        if compare(policy, held, asked, place)?.given_by.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;

    const ENTIRE_VIEWER: HeldRole<'_> = HeldRole { role: Role::Viewer, path: None };
    const NORTH_ADMINISTRATOR: HeldRole<'_> = HeldRole { role: Role::Administrator, path: Some("North") };
    const LEEDS_USER: HeldRole<'_> = HeldRole { role: Role::User, path: Some("North/Leeds") };

    fn given_by<'a>(held: &[HeldRole<'a>], asked: Role, place: Option<&str>) -> Option<HeldRole<'a>> {
        compare(&Policy::embedded().unwrap(), held, asked, place).unwrap().given_by
    }

    #[test]
    fn a_role_is_held_where_the_same_or_more_reaches_the_place() {
        let held = [ENTIRE_VIEWER, NORTH_ADMINISTRATOR, LEEDS_USER];
        assert_eq!(given_by(&held, Role::Viewer, Some("South")), Some(ENTIRE_VIEWER));
        assert_eq!(given_by(&held, Role::User, Some("South")), None);
        assert_eq!(given_by(&held, Role::User, Some("North/York")), Some(NORTH_ADMINISTRATOR));
        assert_eq!(given_by(&held, Role::User, None), None, "a part gives nothing of the whole");
        assert_eq!(given_by(&[LEEDS_USER], Role::Viewer, Some("North/Leeds")), Some(LEEDS_USER));
        assert_eq!(given_by(&[LEEDS_USER], Role::User, Some("North/Leeds/Depot")), None);
        assert_eq!(given_by(&[LEEDS_USER], Role::User, Some("North")), None);
    }

    #[test]
    fn each_role_that_reaches_the_place_is_asked_about() {
        let held = [ENTIRE_VIEWER, NORTH_ADMINISTRATOR, LEEDS_USER];
        let policy = Policy::embedded().unwrap();
        let asked = |place| compare(&policy, &held, Role::User, Some(place)).unwrap().decisions.len();
        assert_eq!([asked("South"), asked("North"), asked("North/Leeds")], [1, 2, 2]);
    }

    #[test]
    fn only_an_administrator_holds_all() {
        let policy = &Policy::embedded().unwrap();
        let administrator = [HeldRole { role: Role::Administrator, path: None }];
        let all_others = [Role::Approver, Role::User, Role::Viewer].map(|role| HeldRole { role, path: None });
        assert!(holds_all(policy, &administrator).unwrap());
        assert!(!holds_all(policy, &all_others).unwrap());
        assert!(!holds_all(policy, &[NORTH_ADMINISTRATOR]).unwrap());
        assert!(!holds_all(policy, &[]).unwrap());
        assert!(holds_all_in(policy, &administrator, "South").unwrap());
        assert!(holds_all_in(policy, &[NORTH_ADMINISTRATOR], "North/Leeds").unwrap());
        assert!(!holds_all_in(policy, &[NORTH_ADMINISTRATOR], "South").unwrap());
    }
}

//! Who may decide at all (decision `admission`): the operator's own staff look, and open a support case for the rest.

use rules::vocabulary::{Action, Admission, Affiliation};
use rules::{Policy, admission};

use crate::error::Error;
use crate::store::grant::Administrator;

/// Whether somebody with this affiliation may do this.
///
/// # Errors
/// The policy's.
pub fn is_admitted(policy: &Policy, affiliation: Affiliation, action: Action) -> Result<bool, Error> {
    let facts = admission::Facts { affiliation, action };
    Ok(policy.admission(&facts)?.answer == Admission::Allowed)
}

/// Whether an administrator may do this.
///
/// # Errors
/// The policy's.
pub fn is_administrator_admitted(policy: &Policy, one: &Administrator, action: Action) -> Result<bool, Error> {
    is_admitted(policy, one.affiliation, action)
}

//! Access in words: who asks for what, what is held and what is granted, place by place.

use api::account::{DEFAULT_VIRTUAL_ACCOUNT, Grant};
use rules::vocabulary::{Role, Scope};
use text::Texts;

use crate::base::place_name::place_name;
use crate::mail::{AccessFacts, RequestFacts};

/// How many places a subject names.
const PLACES_IN_SUBJECT: usize = 2;

/// Who asks for which role in which place: what tells one such mail from another in a list.
pub(super) fn requested_subject(request: &RequestFacts, t: &Texts) -> String {
    let asked = asked_grants(&request.asked);
    if asked.is_empty() {
        return t.mail_access_requested_subject_open(&request.requester, &request.account.name);
    }
    let part = |grant: &Grant| {
        let place = match grant.virtual_account.as_deref() {
            None => t.mail_access_requested_entire(),
            Some(path) => place_name(path, t),
        };
        t.mail_access_requested_part(&role_name(grant.role, t), place)
    };
    let mut access = asked.iter().take(PLACES_IN_SUBJECT).map(part).collect::<Vec<_>>().join(", ");
    let more = asked.len().saturating_sub(PLACES_IN_SUBJECT);
    if more > 0 {
        access = [access.as_str(), &t.places_more(i64::try_from(more).unwrap_or(i64::MAX))].join(" ");
    }
    t.mail_access_requested_subject(&request.requester, &request.account.name, &access)
}

/// One line for each place, or that there is none; no line where that is not known.
pub(super) fn held_values(held: Option<&[Grant]>, t: &Texts) -> Vec<String> {
    match held {
        Some([]) => vec![t.pending_held_nothing().to_owned()],
        held => held.map(|held| marked_values(held.to_vec(), t)).unwrap_or_default(),
    }
}

/// One line for each place; `open` where the administrator is to choose it.
pub(super) fn asked_values(asked: &AccessFacts, open: &str, t: &Texts) -> Vec<String> {
    let grants = asked_grants(asked);
    if grants.is_empty() { vec![open.to_owned()] } else { marked_values(grants, t) }
}

/// The roles that are asked for; none where the administrator is to choose.
fn asked_grants(asked: &AccessFacts) -> Vec<Grant> {
    let grants = match (asked.scope, asked.role) {
        (Some(Scope::Entire), Some(role)) => vec![Grant { role, virtual_account: None }],
        (Some(Scope::Selected), _) => {
            let of = |(path, role): &(String, Role)| Grant { role: *role, virtual_account: Some(path.clone()) };
            asked.virtual_accounts.iter().map(of).collect()
        }
        _ => Vec::new(),
    };
    administrators_first(grants)
}

/// As on the pages: what makes somebody an administrator comes first.
fn administrators_first(mut grants: Vec<Grant>) -> Vec<Grant> {
    grants.sort_by_key(|grant| grant.role != Role::Administrator);
    grants
}

/// A line for each, what makes somebody an administrator marked: who decides must not read over it.
fn marked_values(grants: Vec<Grant>, t: &Texts) -> Vec<String> {
    let line = |grant: &Grant| {
        let value = grant_value(grant, t);
        if grant.role == Role::Administrator { t.mail_administers(&value) } else { value }
    };
    administrators_first(grants).iter().map(line).collect()
}

/// A role in a place.
pub(super) fn grant_value(grant: &Grant, t: &Texts) -> String {
    let role = role_name(grant.role, t);
    match grant.virtual_account.as_deref() {
        Some(DEFAULT_VIRTUAL_ACCOUNT) => t.mail_default_as(&role),
        Some(path) => t.mail_virtual_account_as(path, &role),
        None => t.mail_entire_as(&role),
    }
}

/// A role by its name.
pub(super) fn role_name(role: Role, t: &Texts) -> String {
    t.role_name(role.as_str())
}

//! Changing, removing and giving up a role in words: the spoken name of the button, the question, and what became of it.

use api::{access_grant::AccessGrant, account::DEFAULT_VIRTUAL_ACCOUNT};
use rules::vocabulary::{GrantAction, Role};

use super::account_request::display_name;
use crate::session::texts;

/// What the button does, to whom and where: the words on it are the same in each row.
pub fn label(action: GrantAction, grant: &AccessGrant) -> String {
    let (name, role, place) = parts(grant);
    match action {
        GrantAction::Change => texts().access_change_of(&role, name, &place),
        GrantAction::Remove => texts().access_remove_of(&role, name, &place),
        GrantAction::Leave => texts().access_leave_of(&role, &place),
    }
}

/// What the dialog asks.
pub fn question(action: GrantAction, grant: &AccessGrant) -> String {
    let (name, role, place) = parts(grant);
    match action {
        GrantAction::Change => texts().access_change_text(name, &role, &place),
        GrantAction::Remove => texts().access_remove_text(name, &role, &place),
        GrantAction::Leave => texts().access_leave_text(&role, &place),
    }
}

/// What was done; `role` is the new one, if there is one.
pub fn result(action: GrantAction, grant: &AccessGrant, role: Option<Role>) -> String {
    let (name, _, place) = parts(grant);
    let role = texts().role_name(role.unwrap_or(grant.role).as_str());
    match action {
        GrantAction::Change => texts().access_changed(name, &role, &place),
        GrantAction::Remove => texts().access_removed(name, &role, &place),
        GrantAction::Leave => texts().access_left(&role, &place),
    }
}

/// Who, in which role, and where: within a sentence.
fn parts(grant: &AccessGrant) -> (&str, String, String) {
    let place = match grant.virtual_account.as_deref() {
        None => texts().access_in_entire().to_owned(),
        Some(DEFAULT_VIRTUAL_ACCOUNT) => texts().access_in_default().to_owned(),
        Some(path) => texts().access_in_virtual_account(path),
    };
    (display_name(&grant.person), texts().role_name(grant.role.as_str()), place)
}

//! Changing, removing and giving up a role: the dialog that asks first, sending, and what became of it.

use api::{
    access_grant::{AccessGrant, AccessGrantChange, AccessGrants},
    path,
    problem::FieldProblem,
};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::vocabulary::{GrantAction, Role};

use crate::{
    components::access_grant::{question, result},
    dom::{
        element::{dynamic, nothing},
        html,
        signal::State,
    },
    net::{
        client,
        mutation::{Mutation, SendFuture, send_request},
        polling::{Polling, use_polling},
        resource::Resource,
    },
    session::texts,
    ui::{
        form::field::{Field, select_field},
        status_message::StatusMessage,
        unsaved_changes::ask_before_leaving,
    },
};

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct GrantActions {
    account: State<String>,
    source: Resource<AccessGrants>,
    polling: Polling,
    open_dialog: State<Option<(GrantAction, AccessGrant)>>,
    pub status: StatusMessage,
}

/// One confirmation, as long as its dialog stands.
#[derive(Clone, Copy)]
struct GrantConfirmation {
    action: GrantAction,
    grant: State<AccessGrant>,
    role: State<String>,
    mutation: Mutation,
}

impl GrantActions {
    pub fn new(account: State<String>, source: Resource<AccessGrants>) -> GrantActions {
        GrantActions {
            account,
            source,
            polling: use_polling(),
            open_dialog: State::new(None),
            status: StatusMessage::default(),
        }
    }

    /// Opens the dialog.
    pub fn ask(self, action: GrantAction, grant: AccessGrant) {
        self.open_dialog.set(Some((action, grant)));
    }

    pub fn dialog(self) -> AnyView {
        dynamic(move || match self.open_dialog.get() {
            None => nothing(),
            Some((action, grant)) => untrack(|| self.confirmation(action, grant)),
        })
    }

    fn confirmation(self, action: GrantAction, grant: AccessGrant) -> AnyView {
        let (title, confirm, class) = match action {
            GrantAction::Change => {
                (texts().access_change_title(), texts().access_change_confirm(), "button button--primary")
            }
            GrantAction::Remove => {
                (texts().access_remove_title(), texts().access_remove_confirm(), "button button--danger")
            }
            GrantAction::Leave => {
                (texts().access_leave_title(), texts().access_leave_confirm(), "button button--danger")
            }
        };
        let words = question(action, &grant);
        let confirmation = GrantConfirmation {
            action,
            role: State::new(String::new()),
            mutation: Mutation::new(true, self.status),
            grant: State::new(grant),
        };
        ask_before_leaving(move || {
            confirmation.mutation.is_open_and_idle() && confirmation.role.with_untracked(|role| !role.is_empty())
        });
        let body = vec![html::p().text(words).view(), confirmation.new_role()];
        let confirm = confirmation.mutation.button(confirm, class, move || self.send(confirmation));
        confirmation.mutation.dialog(title, texts().action_cancel(), body, confirm)
    }

    fn send(self, confirmation: GrantConfirmation) {
        if confirmation.lacks_role() {
            return;
        }
        let (account, grant) = (self.account.get_untracked(), confirmation.grant.get_untracked());
        let role = Role::parse(&confirmation.role.get_untracked());
        let sent: SendFuture = match (confirmation.action, role) {
            (GrantAction::Change, Some(role)) => {
                let change = AccessGrantChange { role, version: grant.version };
                let body = serde_json::to_string(&change).ok();
                send_request(Method::PATCH, path::access_grant(&account, &grant.id), body)
            }
            // A role that is not known must never end as a removal.
            (GrantAction::Change, None) => return confirmation.mutation.errors.set_problem(client::unreadable()),
            (GrantAction::Remove | GrantAction::Leave, _) => {
                send_request(Method::DELETE, path::access_grant_removal(&account, &grant.id, grant.version), None)
            }
        };
        let then = move |answer| {
            if confirmation.mutation.on_result(answer, &result(confirmation.action, &grant, role)) {
                self.source.refetch();
                // The person's own access may have changed.
                self.polling.refresh_session();
            }
        };
        confirmation.mutation.send(sent, Box::new(then));
    }
}

impl GrantConfirmation {
    fn new_role(self) -> AnyView {
        if self.action != GrantAction::Change {
            return nothing();
        }
        let roles = self.grant.with_untracked(|grant| grant.roles.clone());
        let roles = roles.into_iter().map(|role| (role.as_str().to_owned(), texts().role_name(role.as_str())));
        let field = Field {
            name: "role",
            label: texts().access_new_role().to_owned(),
            hint: None,
            value: self.role,
            required: true,
            autocomplete: "off",
        };
        select_field(field, roles.collect(), self.mutation.errors)
    }

    /// Whether a role must be selected first; the error is then shown beside the field.
    fn lacks_role(self) -> bool {
        let lacks = self.action == GrantAction::Change && self.role.with_untracked(String::is_empty);
        let detail = || texts().invalid_role().to_owned();
        let lacking = lacks.then(|| FieldProblem { field: "role".to_owned(), detail: detail() });
        self.mutation.errors.set(lacking.into_iter().collect());
        lacks
    }
}

//! The questions of the first step: scope, role and reason, each where the policy asks it.

use leptos::prelude::*;
use rules::vocabulary::{Role, Scope};

use super::asking::Asking;
use crate::{
    element::{all, el, live, nothing},
    session::texts,
    ui::form::{
        choices::{Choice, choices},
        field::{Field, text_area},
    },
};

/// How many characters a reason may have.
const REASON_LIMIT: u32 = 2000;

/// The questions that are asked; nothing is preselected.
pub fn access_fields(asking: &Asking) -> AnyView {
    let mut fields = Vec::new();
    if !asking.questions.scopes.is_empty() {
        fields.push(scope(asking));
        fields.push(role(asking));
    }
    if asking.questions.reason {
        fields.push(reason(asking));
    }
    all(fields)
}

/// The name of a scope.
pub fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Entire => texts().scope_entire(),
        Scope::Selected => texts().scope_selected(),
    }
}

fn scope(asking: &Asking) -> AnyView {
    let scopes = asking.questions.scopes.iter().map(|(scope, _)| Choice {
        value: scope.as_str().to_owned(),
        label: scope_name(*scope).to_owned(),
        hint: Some(texts().request_scope_hint(scope.as_str())),
    });
    choices("scope", texts().scope_label(), asking.form.scope, scopes.collect(), asking.errors)
}

/// In the entire account; in Virtual Accounts, each has a role of its own.
fn role(asking: &Asking) -> AnyView {
    let asking = asking.clone();
    let is_entire = Memo::new(move |_| asking.form.scope.with(|scope| scope == Scope::Entire.as_str()));
    live(move || {
        if !is_entire.get() {
            return nothing();
        }
        let roles = asking.questions.roles(Scope::Entire).iter().map(|role: &Role| Choice {
            value: role.as_str().to_owned(),
            label: texts().role_name(role.as_str()),
            hint: Some(texts().request_role_hint(role.as_str())),
        });
        choices("role", texts().role_label(), asking.form.role, roles.collect(), asking.errors)
    })
}

fn reason(asking: &Asking) -> AnyView {
    let reason = asking.form.reason;
    let field = Field {
        name: "reason",
        label: texts().request_reason().to_owned(),
        hint: Some(texts().request_reason_hint().to_owned()),
        value: reason,
        required: true,
        autocomplete: "off",
    };
    let count = move || {
        let count = reason.with(|reason| reason.chars().count());
        texts().request_reason_count(i64::try_from(count).unwrap_or(i64::MAX))
    };
    el("div")
        .child(text_area(field, 5, REASON_LIMIT, asking.errors))
        .el(el("p").class("field__hint").live_text(count))
        .view()
}

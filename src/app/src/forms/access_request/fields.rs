//! The questions of the first step: scope, role and reason, each where the policy asks it.

use std::sync::Arc;

use leptos::prelude::*;
use rules::vocabulary::{Role, Scope};

use super::{form::AnswerForm, questions::Questions, request_form::RequestForm};
use crate::{
    components::access::grant,
    dom::{
        element::{dynamic, fragment, nothing},
        html,
        signal::{Memo, State},
    },
    session::texts,
    ui::{
        form::{
            Errors,
            choices::{Choice, choices},
            field::{Field, text_area},
        },
        page::facts,
    },
};

/// How many characters a reason may have.
pub const REASON_LIMIT: u32 = 2000;

/// What the person holds already, then the questions that are asked; nothing is preselected.
pub fn access_fields(request_form: &RequestForm) -> AnyView {
    let grants = &request_form.account.summary.your_access.grants;
    let held = html::div().class("stack").els(grants.iter().map(grant));
    let held = (!grants.is_empty()).then(|| facts(vec![(texts().your_access(), held.view())]));
    let mut fields = vec![
        held.unwrap_or_else(nothing),
        scope_and_role(&request_form.questions, request_form.form, request_form.errors),
    ];
    if request_form.questions.reason {
        let (label, hint) = (texts().request_reason(), texts().request_reason_hint());
        fields.push(reason_field(label, hint, request_form.form.reason, request_form.errors));
    }
    fragment(fields)
}

/// Scope and role, where there is a choice; nothing is preselected.
pub fn scope_and_role(questions: &Arc<Questions>, form: AnswerForm, errors: Errors) -> AnyView {
    match questions.scopes.as_slice() {
        [] => nothing(),
        _ => fragment(vec![scope(questions, form, errors), role(Arc::clone(questions), form, errors)]),
    }
}

/// A reason, with the number of its characters.
pub fn reason_field(label: &str, hint: &str, reason: State<String>, errors: Errors) -> AnyView {
    let field = Field {
        name: "reason",
        label: label.to_owned(),
        hint: Some(hint.to_owned()),
        value: reason,
        required: true,
        autocomplete: "off",
    };
    let count = move || {
        let count = reason.with(|reason| reason.chars().count());
        texts().request_reason_count(i64::try_from(count).unwrap_or(i64::MAX))
    };
    html::div()
        .class("counted")
        .child(text_area(field, 5, REASON_LIMIT, errors))
        .el(html::p().class("field__hint").text_with(count))
        .view()
}

/// The name of a scope.
pub fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Entire => texts().scope_entire(),
        Scope::Selected => texts().scope_selected(),
    }
}

/// The scopes to choose from.
pub fn scope(questions: &Questions, form: AnswerForm, errors: Errors) -> AnyView {
    let scopes = questions.scopes.iter().map(|(scope, _)| Choice {
        value: scope.as_str().to_owned(),
        label: scope_name(*scope).to_owned(),
        hint: Some(texts().request_scope_hint(scope.as_str())),
        is_name: false,
    });
    choices("scope", texts().scope_label(), form.scope, scopes.collect(), errors)
}

/// The role in the entire account, once that is chosen; in Virtual Accounts, each has a role of its own.
pub fn role(questions: Arc<Questions>, form: AnswerForm, errors: Errors) -> AnyView {
    let is_entire = Memo::new(move |_| form.scope.with(|scope| scope == Scope::Entire.as_str()));
    dynamic(move || {
        if !is_entire.get() {
            return nothing();
        }
        let roles = questions.roles(Scope::Entire).iter().map(|role: &Role| Choice {
            value: role.as_str().to_owned(),
            label: texts().role_name(role.as_str()),
            hint: Some(texts().request_role_hint(role.as_str())),
            is_name: false,
        });
        choices("role", texts().role_label(), form.role, roles.collect(), errors)
    })
}

//! The wizard's second step: the Virtual Accounts to tick, and a role for each.

use api::page::WizardStep;
use leptos::prelude::*;

use super::{actions, form, head};
use crate::{
    dom::{element::fragment, html},
    forms::access_request::{
        request_form::RequestForm,
        virtual_accounts::{Selecting, virtual_account_fields},
    },
    session::texts,
    ui::{form::error_summary, help::with_help, page::link},
};

pub fn virtual_accounts(request_form: &RequestForm) -> AnyView {
    let back = link(&(request_form.route_to)(request_form, WizardStep::Access), texts().action_back(), "button");
    let selecting = Selecting {
        known: request_form.known.clone(),
        questions: request_form.questions.clone(),
        form: request_form.form,
        errors: request_form.errors,
        held: Some(request_form.held.clone()),
    };
    let form = form(request_form, WizardStep::VirtualAccounts)
        .child(virtual_account_fields(&selecting))
        .el(actions(request_form, Some(back)));
    let form = fragment(vec![
        error_summary(request_form.errors),
        html::p().text(texts().request_tick_lead()).view(),
        form.view(),
    ]);
    let name = &request_form.account.summary.name;
    fragment(vec![
        head(request_form, &texts().request_virtual_accounts_title(name), WizardStep::VirtualAccounts),
        with_help(texts().help_virtual_accounts(), texts().help_access_next(), form),
    ])
}

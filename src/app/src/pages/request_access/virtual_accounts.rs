//! The wizard's second step: the Virtual Accounts to tick, and a role for each.

use api::page::WizardStep;
use leptos::prelude::*;

use super::{actions, form, head};
use crate::{
    dom::element::{all, el},
    forms::access_request::{
        virtual_accounts::{Selecting, virtual_account_fields},
        wizard::Asking,
    },
    session::texts,
    ui::{form::error_summary, help::with_help, page::link},
};

pub fn virtual_accounts(asking: &Asking) -> AnyView {
    let back = link(&(asking.route_to)(asking, WizardStep::Access), texts().action_back(), "button");
    let selecting = Selecting {
        list: asking.tree().into(),
        questions: asking.questions.clone(),
        form: asking.form,
        errors: asking.errors,
    };
    let form = form(asking, WizardStep::VirtualAccounts)
        .child(virtual_account_fields(&selecting))
        .el(actions(asking, Some(back)));
    let form = all(vec![error_summary(asking.errors), el("p").text(texts().request_tick_lead()).view(), form.view()]);
    all(vec![
        head(asking, texts().request_step_virtual_accounts(), WizardStep::VirtualAccounts),
        with_help(texts().help_virtual_accounts(), texts().help_access_next(), form),
    ])
}

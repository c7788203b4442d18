//! What the look-up of an entire identifier or name found: none, one, or several to select from.

use std::time::Duration;

use api::{
    account::AccountSummary,
    directory::{AccountLookUp, AccountsFound},
    page::{IdentifierStep, Route},
    path,
    problem::FieldProblem,
};
use leptos::prelude::*;

use crate::{
    components::support::support_link,
    dom::{element::fragment, html, signal::State, task::effect},
    net::resource,
    routing::navigation::{self, navigate, replace},
    session::{App, texts},
    ui::{
        dialog::dialog,
        form::{
            Errors,
            choices::{Choice, choices},
            field_id,
        },
        icon,
        page::button,
    },
};

const FIELD: &str = "account";

/// Looks up `identifier`. `account` is the one that the person has chosen already, where they came from its row.
/// That nothing was found is said at the field, which has these errors.
pub fn search_results(identifier: String, account: Option<String>, app: App, field_errors: Errors) -> AnyView {
    let body = AccountLookUp { identifier: identifier.clone() };
    let source = resource::use_post::<_, AccountsFound>(path::ACCOUNT_LOOK_UPS, body);
    resource::suspense(source, move |found| {
        let accounts = &found.accounts;
        let is_meant = |one: &&AccountSummary| accounts.len() == 1 || account.as_ref() == Some(&one.id);
        if let Some(meant) = accounts.iter().find(is_meant) {
            let route = step(&identifier, Some(&meant.id), IdentifierStep::Reason);
            // Back leads to the field, not to being sent here again.
            effect(move || replace(&route));
            return resource::loading_view(false);
        }
        if accounts.is_empty() {
            let detail = texts().by_identifier_not_found(&identifier);
            effect(move || {
                field_errors.set(vec![FieldProblem { field: "identifier".to_owned(), detail: detail.clone() }]);
            });
            nothing_found(&identifier, app)
        } else {
            account_choice(found, identifier.clone())
        }
    })
}

fn step(identifier: &str, account: Option<&str>, step: IdentifierStep) -> Route {
    Route::RequestByIdentifier {
        identifier: Some(identifier.to_owned()),
        account: account.map(ToOwned::to_owned),
        step,
    }
}

fn nothing_found(identifier: &str, app: App) -> AnyView {
    let tips = [texts().directory_nothing_spelling(), texts().by_identifier_nothing()];
    html::div()
        .class("empty stack")
        .el(icon("search"))
        .el(html::h2().text(texts().directory_nothing_title(identifier)))
        .el(html::ul().els(tips.map(|tip| html::li().text(tip))))
        .els(support_link(app, "", "button"))
        .view()
}

fn account_choice(found: &AccountsFound, identifier: String) -> AnyView {
    let accounts = &found.accounts;
    let open = State::new(true);
    let chosen = State::new(String::new());
    let errors = Errors::default();
    let closed = step(&identifier, None, IdentifierStep::Identify);
    effect(move || {
        if !open.get() {
            replace(&closed);
            // The field is where it goes on; once the dialog has given the focus back to what may be gone.
            set_timeout(|| navigation::focus(&field_id("identifier")), Duration::ZERO);
        }
    });
    let confirm = move || {
        let account = chosen.get_untracked();
        if account.is_empty() {
            let detail = texts().by_identifier_select_required().to_owned();
            return errors.set(vec![FieldProblem { field: FIELD.to_owned(), detail }]);
        }
        navigate(&step(&identifier, Some(&account), IdentifierStep::Reason));
    };
    let lead = texts().by_identifier_select_lead(i64::try_from(accounts.len()).unwrap_or(i64::MAX));
    let options = accounts.iter().map(|account| Choice {
        value: account.id.clone(),
        label: account.name.clone(),
        hint: Some(account.domain_identifier.clone()),
        is_name: true,
    });
    let list = choices(FIELD, texts().smart_account(), chosen, options.collect(), errors);
    let actions = [
        button(texts().action_cancel(), "button", move || open.set(false)),
        button(texts().action_ok(), "button button--primary", confirm),
    ];
    let more = found.truncated.then(|| html::p().text(texts().by_identifier_select_truncated()));
    let lead = html::div().el(html::p().text(lead)).els(more);
    dialog(open, texts().by_identifier_select(), fragment(vec![lead.view(), list]), actions)
}

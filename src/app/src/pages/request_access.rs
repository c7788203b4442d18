//! The wizard: scope and role, Virtual Accounts, check. For those whose e-mail domain matches, or who hold a grant.

use api::page::{Route, WizardStep};
use leptos::prelude::*;
use rules::{request_form::Form, vocabulary::Scope};
use web_sys::Event;

use crate::{
    components::directory_crumb::directory_crumb,
    dom::{
        attr,
        element::{Element, dynamic, fragment},
        event, html,
        signal::Memo,
        task::effect,
    },
    forms::access_request::{
        check_answers::check_answers,
        fields::access_fields,
        form::draft_key,
        request_form::{FormPage, RequestForm, request_form_page},
    },
    routing::navigation::replace,
    session::{texts, use_app},
    storage::draft,
    ui::{
        form::error_summary,
        help::{with_help, with_help_by_answers},
        page::{crumbs, page_head},
        steps::steps,
    },
};

mod virtual_accounts;

pub fn request_access_page(account: String, identifier: Option<String>, route: Memo<Route>) -> AnyView {
    request_form_page(FormPage { form: Form::Wizard, route_to, steps: wizard }, &account, identifier, route)
}

fn route_to(request_form: &RequestForm, step: WizardStep) -> Route {
    Route::RequestAccess {
        account: request_form.account.summary.id.clone(),
        identifier: request_form.identifier.clone(),
        step,
        virtual_account: None,
    }
}

fn step_of(route: &Route) -> WizardStep {
    match route {
        Route::RequestAccess { step, .. } => *step,
        _ => WizardStep::Access,
    }
}

fn wizard(request_form: RequestForm) -> AnyView {
    tick_named(&request_form);
    let step_route = request_form.reachable_route(step_of);
    let summary = &request_form.account.summary;
    let account = Route::Account { id: summary.id.clone(), identifier: request_form.identifier.clone() };
    let above: Vec<_> = directory_crumb(use_app()).into_iter().chain([(summary.name.as_str(), account)]).collect();
    let crumbs = crumbs(&above, texts().action_request(), false);
    let step = dynamic(move || match step_route.with(step_of) {
        WizardStep::Access => access(&request_form),
        WizardStep::VirtualAccounts => virtual_accounts::virtual_accounts(&request_form),
        WizardStep::Check => fragment(vec![
            head(&request_form, &texts().request_check_title(&request_form.account.summary.name), WizardStep::Check),
            with_help(
                texts().help_check(),
                texts().help_check_next(),
                check_answers(&request_form, texts().action_submit()),
            ),
        ]),
    });
    fragment(vec![crumbs, step])
}

/// The heading of a step, and how far it is.
fn head(request_form: &RequestForm, title: &str, step: WizardStep) -> AnyView {
    let request_form = request_form.clone();
    // The chosen scope decides whether there is a step for Virtual Accounts.
    let names = dynamic(move || {
        let all = request_form.form.answers().steps(&request_form.questions);
        let has_virtual_accounts = all.contains(&WizardStep::VirtualAccounts);
        let names: Vec<&str> = all.iter().map(|step| step_name(*step, has_virtual_accounts)).collect();
        steps(&names, all.iter().position(|known| *known == step).unwrap_or_default()).view()
    });
    fragment(vec![page_head(title, []), names])
}

/// The first step asks for a role only where no Virtual Accounts follow, each of which has its own.
fn step_name(step: WizardStep, has_virtual_accounts: bool) -> &'static str {
    match step {
        WizardStep::Access if has_virtual_accounts => texts().scope_label(),
        WizardStep::Access => texts().request_step_access(),
        WizardStep::VirtualAccounts => texts().request_step_virtual_accounts(),
        WizardStep::Check => texts().request_step_check(),
    }
}

fn access(request_form: &RequestForm) -> AnyView {
    let title = texts().request_access_to(&request_form.account.summary.name);
    let form =
        form(request_form, WizardStep::Access).child(access_fields(request_form)).el(actions(request_form, None));
    let form = fragment(vec![error_summary(request_form.errors), form.view()]);
    let scope = request_form.form.scope;
    let next = move || {
        let is_selected = scope.with(|scope| scope == Scope::Selected.as_str());
        if is_selected { texts().help_access_next_virtual_accounts() } else { texts().help_access_next() }
    };
    fragment(vec![
        head(request_form, &title, WizardStep::Access),
        with_help_by_answers(texts().help_access(), next, form),
    ])
}

/// A step's form: sending it goes on to the next one.
fn form(request_form: &RequestForm, step: WizardStep) -> Element {
    let next = request_form.clone();
    html::form().class("form").flag(attr::NOVALIDATE, true).on(event::SUBMIT, move |event: Event| {
        event.prevent_default();
        next.next(step);
    })
}

/// The buttons below a step that has a next one.
fn actions(request_form: &RequestForm, back: Option<Element>) -> Element {
    let next = html::button().class("button button--primary").attr(attr::TYPE, "submit").text(texts().action_next());
    html::div().class("form__actions").el(next).els(back).el(request_form.cancel_button())
}

/// Ticks the Virtual Account that the URL names. Its role remains to be chosen.
/// The name is then removed from the URL, so that unticking is not undone.
fn tick_named(request_form: &RequestForm) {
    let Route::RequestAccess { virtual_account: Some(named), .. } = request_form.route.get_untracked() else {
        return;
    };
    let can_select = !request_form.questions.roles(Scope::Selected).is_empty();
    if can_select && request_form.tree().iter().any(|account| account.id == named) {
        request_form.form.scope.set(Scope::Selected.as_str().to_owned());
        request_form.form.ticked.update(|ticked| {
            ticked.insert(named);
        });
        draft::save(&draft_key(&request_form.account.summary.id), &request_form.form.answers_untracked());
    }
    let route = route_to(request_form, WizardStep::Access);
    effect(move || replace(&route));
}

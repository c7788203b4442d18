//! Request Access to an Existing Smart Account, by its domain identifier: for those whose e-mail domain does not match.

use api::page::{IdentifierStep, Route, WizardStep};
use leptos::prelude::*;
use rules::request_form::Form;
use web_sys::Event;

use crate::{
    dom::{
        attr,
        element::{Element, dynamic, fragment},
        event, html,
        signal::Memo,
        task::effect,
    },
    forms::access_request::{
        blocked::support_case,
        check_answers::check_answers,
        fields::access_fields,
        request_form::{FormPage, RequestForm, request_form_page},
    },
    routing::navigation::replace,
    session::{texts, use_app},
    ui::{
        breakable::breakable,
        form::error_summary,
        help::with_help,
        page::{facts, link, page_head, page_head_with},
        steps::steps,
    },
};

mod identify;
mod search_results;
mod suggestion;

pub fn request_by_identifier_page(route: Memo<Route>) -> AnyView {
    let app = use_app();
    if !app.may_request() {
        return fragment(vec![page_head(texts().menu_request_existing(), []), support_case(app)]);
    }
    let screen = Memo::new(move |_| route.with(screen));
    effect(move || {
        if let Some(first) = route.with(without_account) {
            replace(&first);
        }
    });
    let page = FormPage { form: Form::ByIdentifier, route_to, steps: ask };
    dynamic(move || match screen.get() {
        Route::RequestByIdentifier { account: Some(account), identifier, .. } => {
            request_form_page(page, &account, identifier, route)
        }
        _ => identify::identify(route, app),
    })
}

/// What is on the screen: the account is being looked for, or asked for.
fn screen(route: &Route) -> Route {
    match route {
        Route::RequestByIdentifier { step: IdentifierStep::Reason | IdentifierStep::Check, .. } => {
            with_step(route, IdentifierStep::Reason)
        }
        _ => route.page(),
    }
}

/// The first step, where a later one has no account.
fn without_account(route: &Route) -> Option<Route> {
    match route {
        Route::RequestByIdentifier { account: None, step: IdentifierStep::Reason | IdentifierStep::Check, .. } => {
            Some(with_step(route, IdentifierStep::Identify))
        }
        _ => None,
    }
}

/// The same route at another step.
fn with_step(route: &Route, step: IdentifierStep) -> Route {
    match route.clone() {
        Route::RequestByIdentifier { identifier, account, .. } => {
            Route::RequestByIdentifier { identifier, account, step }
        }
        other => other,
    }
}

/// The heading, and how far one is.
fn head(title: &str, current: usize, create: Option<Element>) -> AnyView {
    let names = [texts().by_identifier_step_identify(), texts().request_reason(), texts().request_step_check()];
    let lead = (current == 0).then(|| texts().by_identifier_lead());
    fragment(vec![page_head_with(title, lead, create), steps(&names, current).view()])
}

fn route_to(request_form: &RequestForm, step: WizardStep) -> Route {
    Route::RequestByIdentifier {
        identifier: request_form.identifier.clone(),
        account: Some(request_form.account.summary.id.clone()),
        step: match step {
            WizardStep::Check => IdentifierStep::Check,
            WizardStep::Access | WizardStep::VirtualAccounts => IdentifierStep::Reason,
        },
    }
}

fn step_of(route: &Route) -> WizardStep {
    match route {
        Route::RequestByIdentifier { step: IdentifierStep::Check, .. } => WizardStep::Check,
        _ => WizardStep::Access,
    }
}

fn ask(request_form: RequestForm) -> AnyView {
    let step_route = request_form.reachable_route(step_of);
    dynamic(move || match step_route.with(step_of) {
        WizardStep::Check => fragment(vec![
            head(&texts().request_check_title(&request_form.account.summary.name), 2, None),
            with_help(
                texts().help_check(),
                texts().help_check_next(),
                check_answers(&request_form, texts().by_identifier_send()),
            ),
        ]),
        WizardStep::Access | WizardStep::VirtualAccounts => reason(&request_form),
    })
}

fn reason(request_form: &RequestForm) -> AnyView {
    let summary = &request_form.account.summary;
    let account = breakable(html::span(), &[&summary.name, " – ", &summary.domain_identifier].concat());
    let title = texts().request_access_to(&summary.name);
    let back = with_step(&route_to(request_form, WizardStep::Access), IdentifierStep::Identify);
    let next = request_form.clone();
    let form = html::form().class("form").flag(attr::NOVALIDATE, true).on(event::SUBMIT, move |event: Event| {
        event.prevent_default();
        next.next(WizardStep::Access);
    });
    let actions = html::div()
        .class("form__actions")
        .el(html::button().class("button button--primary").attr(attr::TYPE, "submit").text(texts().action_next()))
        .el(link(&back, texts().action_back(), "button"))
        .el(request_form.cancel_button());
    let form = fragment(vec![
        error_summary(request_form.errors),
        facts(vec![(texts().smart_account(), account.view())]),
        form.child(access_fields(request_form)).el(actions).view(),
    ]);
    fragment(vec![head(&title, 1, None), with_help(texts().help_reason(), texts().help_access_next(), form)])
}

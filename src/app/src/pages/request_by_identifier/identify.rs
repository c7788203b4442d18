//! The first step: the profile to be checked, and the account's domain identifier.

use api::{
    page::{IdentifierStep, Route},
    path,
    problem::FieldProblem,
};
use leptos::prelude::*;
use rules::{Policy, request_form::Form, vocabulary::ProfileField};
use web_sys::Event;

use super::{head, search_results::search_results, suggestion::suggestion};
use crate::{
    components::profile::profile_facts,
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::{Memo, State},
        task::effect,
    },
    forms::{
        access_request::{
            blocked::{incomplete_profile, profile_link},
            questions::missing_from_profile,
        },
        account_request::eligibility::{creation_refused, look_up_refused},
    },
    net::resource::{self, Loadable, Resource},
    pages::next_steps::next_steps,
    routing::navigation::navigate,
    session::{App, texts},
    storage::draft,
    ui::{
        form::{
            Errors, error_summary,
            field::{Field, text_field},
            field_id,
        },
        help::with_help,
        notice::{Tone, notice},
        page::{link, section},
    },
};

/// The draft: the text that was typed and not submitted, with the identifier that was then in the URL.
const DRAFT: &str = "identifier";
/// The server's limit.
const MOST_CHARACTERS: usize = 253;

pub fn identify(route: Memo<Route>, app: App) -> AnyView {
    let errors = Errors::default();
    let typed = identifier_input(route);
    let policy = resource::use_resource::<Policy>(|| Some(path::POLICY.to_owned()), false);
    // The same identifier may be submitted again.
    let again = Trigger::new();
    let submit = move |event: Event| {
        event.prevent_default();
        let entered = typed.get_untracked().trim().to_owned();
        let wrong = validate(&entered, untrack(|| missing_profile_fields(policy, app)).is_empty());
        let is_wrong = !wrong.is_empty();
        errors.set(wrong);
        if is_wrong {
            return;
        }
        draft::erase(DRAFT);
        // An account that was found by another identifier is dropped.
        let (identifier, account) = search_in_url(&route.get_untracked());
        let account = account.filter(|_| identifier.as_deref() == Some(&entered));
        again.notify();
        navigate(&Route::RequestByIdentifier { identifier: Some(entered), account, step: IdentifierStep::Select });
    };
    let submitted = Memo::new(move |_| route.with(submitted_route));
    let results = dynamic(move || {
        again.track();
        match submitted.get() {
            Route::RequestByIdentifier { identifier: Some(identifier), account, .. } => {
                search_results(identifier, account, app, errors)
            }
            _ => nothing(),
        }
    });
    let refused = Memo::new(move |_| {
        policy.value().and_then(|policy| app.session.with(|session| look_up_refused(&policy, session)))
    });
    let refusal = dynamic(move || match refused.get() {
        Some(reason) => notice(Tone::Info, texts().by_identifier_refused(), [html::p().text(reason)]),
        None => nothing(),
    });
    // Whoever holds a role finds it in the directory.
    let suggestion = if app.has_directory() { nothing() } else { suggestion() };
    let form = fragment(vec![
        suggestion,
        refusal,
        error_summary(errors),
        profile(app, policy, typed).view(),
        form(typed, errors, refused).on(event::SUBMIT, submit).view(),
        html::div().attr(attr::ARIA_LIVE, "polite").child(results).view(),
    ]);
    // People with the directory find this there.
    let create = (!app.has_directory()).then(|| creation(app, policy));
    fragment(vec![
        head(texts().menu_request_existing(), 0, create),
        next_steps(),
        with_help(texts().help_identify(), texts().help_identify_next(), form),
    ])
}

/// The way to a new account, or why there is none yet.
fn creation(app: App, policy: Resource<Policy>) -> Element {
    let way = dynamic(move || {
        let reason = match policy.get() {
            Loadable::Loading | Loadable::LoadingSlowly => return nothing(),
            Loadable::Loaded(policy) => app.session.with(|session| creation_refused(&policy, session)),
            // The server says it.
            Loadable::Failed(_) => None,
        };
        match reason {
            Some(reason) => html::p().class("hint").text(reason).view(),
            None => link(&Route::CreateSmartAccount { from: None }, texts().new_account_title(), "button").view(),
        }
    });
    html::div().child(way)
}

/// The text of the field, stored as a draft until it is submitted.
fn identifier_input(route: Memo<Route>) -> State<String> {
    let identifier = search_in_url(&route.get_untracked()).0.unwrap_or_default();
    let typed = State::new(match draft::load::<(String, String)>(DRAFT) {
        Some((of, typed)) if of == identifier => typed,
        _ => identifier,
    });
    let mut is_typed = false;
    effect(move || {
        let typed = typed.get();
        if is_typed {
            let identifier = search_in_url(&route.get_untracked()).0.unwrap_or_default();
            draft::save(DRAFT, &(identifier, typed));
        }
        is_typed = true;
    });
    typed
}

/// The identifier of the URL, and the account that came with it.
fn search_in_url(route: &Route) -> (Option<String>, Option<String>) {
    match route {
        Route::RequestByIdentifier { identifier, account, .. } => (identifier.clone(), account.clone()),
        _ => (None, None),
    }
}

/// The route whose identifier is to be looked up, else that of no page.
fn submitted_route(route: &Route) -> Route {
    match route {
        Route::RequestByIdentifier { step: IdentifierStep::Select, .. } => route.clone(),
        _ => Route::NotFound,
    }
}

fn validate(entered: &str, is_profile_complete: bool) -> Vec<FieldProblem> {
    let problem = |field: &str, detail: &str| FieldProblem { field: field.to_owned(), detail: detail.to_owned() };
    let mut wrong = Vec::new();
    if !is_profile_complete {
        wrong.push(problem("profile", texts().by_identifier_complete_first()));
    }
    if entered.is_empty() || entered.chars().count() > MOST_CHARACTERS {
        wrong.push(problem("identifier", texts().invalid_identifier()));
    }
    wrong
}

/// What the profile lacks. Where this app does not understand the policy, the server still says it.
fn missing_profile_fields(policy: Resource<Policy>, app: App) -> Vec<ProfileField> {
    let Some(policy) = policy.value() else {
        return Vec::new();
    };
    let missing = app.session.with(|session| missing_from_profile(&policy, &session.person, Form::ByIdentifier));
    missing.unwrap_or_default()
}

fn profile(app: App, policy: Resource<Policy>, typed: State<String>) -> Element {
    let person = app.session.with_untracked(|session| session.person.clone());
    let way = dynamic(move || {
        let identifier = Some(typed.get().trim().to_owned()).filter(|typed| !typed.is_empty());
        let here = Route::RequestByIdentifier { identifier, account: None, step: IdentifierStep::Identify };
        let missing = missing_profile_fields(policy, app);
        if missing.is_empty() {
            return html::p().el(profile_link(app, &here)).view();
        }
        incomplete_profile(app, &missing, &here)
    });
    section("profile", texts().by_identifier_profile())
        .el(html::p().text(texts().by_identifier_profile_check()))
        .child(profile_facts(&person))
        .el(html::div().attr(attr::ID, field_id("profile")).attr(attr::TABINDEX, "-1").child(way))
}

/// `refused` is why nothing is looked up for the person, where that is so.
fn form(typed: State<String>, errors: Errors, refused: Memo<Option<String>>) -> Element {
    let field = Field {
        name: "identifier",
        label: texts().by_identifier_field().to_owned(),
        hint: Some(texts().by_identifier_hint().to_owned()),
        value: typed,
        required: true,
        autocomplete: "off",
    };
    let submit = html::button()
        .class("button button--primary")
        .attr(attr::TYPE, "submit")
        .text(texts().action_submit())
        .flag_with(attr::DISABLED, move || refused.with(Option::is_some));
    html::form()
        .class("form")
        .flag(attr::NOVALIDATE, true)
        .child(text_field(field, "text", errors))
        .el(html::div().class("form__actions").el(submit))
}

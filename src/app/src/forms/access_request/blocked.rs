//! The page for people who cannot request access now: the reason, and what to do about it.

use api::{
    account::AccountSummary,
    page::Route,
    problem::{Code, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::{ProfileField, RequestPath};

use crate::{
    dom::{
        element::{Element, fragment},
        html,
    },
    session::{App, texts},
    ui::{
        notice::{Tone, notice},
        page::{link, outside_link, page_head},
    },
};

/// The page instead of a form. `here` is where the profile leads back to.
pub fn blocked(
    app: App,
    request_path: RequestPath,
    missing: &[ProfileField],
    account: &AccountSummary,
    here: &Route,
) -> AnyView {
    let notice = match request_path {
        RequestPath::SupportCase => support_case(app),
        RequestPath::OpenRequest => open_request(account),
        RequestPath::NothingMore => nothing_more(account),
        RequestPath::CompleteProfile => incomplete_profile(app, missing, here),
        RequestPath::NotRequestable | RequestPath::Wizard | RequestPath::ByIdentifier => notice(
            Tone::Warning,
            texts().problem_account_not_active_title(),
            [html::p().text(texts().problem_account_not_active())],
        ),
    };
    let directory =
        app.has_directory().then(|| link(&Route::Directory(Default::default()), texts().product_name(), "link"));
    fragment(vec![page_head(&texts().request_access_to(&account.name), []), notice, html::p().els(directory).view()])
}

/// The operator's own staff open a case instead of requesting.
pub fn support_case(app: App) -> AnyView {
    support_case_instead(app, texts().support_case_title(), texts().support_case_text())
}

/// The same, in these words.
pub fn support_case_instead(app: App, title: &str, words: &'static str) -> AnyView {
    let href = app.session.with_untracked(|session| session.service.licensing_support_link.clone());
    let case = href.map(|href| html::p().el(outside_link(&href, texts().action_open_case(), "link")));
    notice(Tone::Info, title, [html::p().text(words)].into_iter().chain(case))
}

/// For an incomplete profile, adds the link to the profile, which leads back to `here`.
pub fn with_way_on(mut problem: Problem, here: Route) -> Problem {
    if problem.code == Code::ProfileIncomplete {
        for field in problem.fields.drain(..) {
            problem.detail = [&problem.detail, " ", &field.detail].concat();
        }
        problem.link = Some(Route::Profile { return_to: Some(Box::new(here)) }.to_string());
    }
    problem
}

/// The missing fields of the profile, and the link to it, which leads back to `here`.
pub fn incomplete_profile(app: App, missing: &[ProfileField], here: &Route) -> AnyView {
    let missing = missing.iter().map(|field| html::li().text(missing_sentence(*field)));
    notice(
        Tone::Warning,
        texts().problem_profile_incomplete_title(),
        [
            html::p().text(texts().problem_profile_incomplete()),
            html::ul().els(missing),
            html::p().el(profile_link(app, here)),
        ],
    )
}

/// To where the operator's people keep their profile, else to the product's own page, which leads back to `here`.
pub fn profile_link(app: App, here: &Route) -> Element {
    match app.session.with_untracked(|session| session.service.profile_link.clone()) {
        Some(href) => outside_link(&href, texts().action_update_profile(), "button"),
        None => {
            let route = Route::Profile { return_to: Some(Box::new(here.clone())) };
            link(&route, texts().action_update_profile(), "button")
        }
    }
}

fn open_request(account: &AccountSummary) -> AnyView {
    let open = account.your_access.request.as_ref().map(|request| {
        let route = Route::Request { reference: request.reference.clone(), sent: false };
        html::p().el(link(&route, texts().request_open_link(), "link"))
    });
    let body = [html::p().text(texts().problem_request_open())].into_iter().chain(open);
    notice(Tone::Info, texts().problem_request_open_title(), body)
}

/// The person holds everything: what that is stands on the account's page.
fn nothing_more(account: &AccountSummary) -> AnyView {
    let route = Route::Account { id: account.id.clone(), identifier: None };
    let way_on = html::p().el(link(&route, &account.name, "link").untranslated());
    notice(Tone::Info, texts().problem_nothing_more_title(), [html::p().text(texts().problem_nothing_more()), way_on])
}

fn missing_sentence(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Name => texts().incomplete_name(),
        ProfileField::Organisation => texts().incomplete_organisation(),
        ProfileField::Country => texts().incomplete_country(),
        ProfileField::VerifiedEmail => texts().incomplete_verified_email(),
    }
}

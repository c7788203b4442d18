//! The last step of both forms: the answers to be checked, what will happen, and the button that sends.

use api::{
    access_request::{AccessRequestPreview, NewAccessRequest},
    page::{Route, WizardStep},
    path,
    problem::Code,
};
use leptos::prelude::*;
use rules::vocabulary::Scope;

use super::{fields::scope_name, request_form::RequestForm, submit};
use crate::{
    components::preview::{decision_preview, why},
    dom::{
        attr,
        element::{Element, dynamic, fragment},
        event, html,
        signal::State,
        task::{effect, spawn},
    },
    net::resource::{self, Loadable, Resource},
    routing::navigation::replace,
    session::texts,
    ui::{
        breakable::breakable,
        form::error_summary,
        page::{link, section},
        tree::nodes::{path, shown_path},
    },
};

/// Everything below the heading. `words` stand on the button that sends.
pub fn check_answers(request_form: &RequestForm, words: &'static str) -> AnyView {
    let preview = resource::use_post::<_, AccessRequestPreview>(path::ACCESS_REQUEST_PREVIEWS, request(request_form));
    let watcher = request_form.clone();
    effect(move || {
        // Errors that can be corrected here are shown at the form, the others in the place of the preview.
        if let Loadable::Failed(problem) = preview.get()
            && matches!(problem.code, Code::PolicyChanged | Code::Invalid)
        {
            watcher.refuse((*problem).clone());
        }
    });
    let what_happens = section("what-happens", texts().request_what_happens());
    fragment(vec![
        error_summary(request_form.errors),
        summary(request_form).view(),
        what_happens.child(preview_view(request_form.clone(), preview)).view(),
        actions(request_form, preview, words).view(),
    ])
}

fn request(request_form: &RequestForm) -> NewAccessRequest {
    let answers = request_form.form.answers_untracked();
    answers.request(
        &request_form.account.summary.id,
        request_form.identifier.as_deref(),
        &request_form.questions,
        &request_form.tree(),
    )
}

fn summary(request_form: &RequestForm) -> Element {
    let answers = request_form.form.answers_untracked();
    let account = &request_form.account.summary;
    let name = [&account.name, " – ", &account.domain_identifier].concat();
    let account = breakable(html::div(), &name);
    let mut rows = vec![html::div().el(html::dt().text(texts().smart_account())).el(html::dd().el(account))];
    let to = |step| Some((request_form.route_to)(request_form, step));
    if let Some(scope) = answers.scope(&request_form.questions) {
        rows.push(row(texts().scope_label(), vec![scope_name(scope).to_owned()], to(WizardStep::Access)));
        if scope == Scope::Selected {
            rows.push(row(
                texts().account_hierarchy(),
                virtual_accounts(request_form),
                to(WizardStep::VirtualAccounts),
            ));
        } else if let Some(role) = answers.role(&request_form.questions) {
            rows.push(row(texts().role_label(), vec![texts().role_name(role.as_str())], to(WizardStep::Access)));
        }
    }
    if request_form.questions.reason {
        rows.push(row(texts().request_reason(), vec![answers.reason.trim().to_owned()], to(WizardStep::Access)));
    }
    html::dl().class("summary").els(rows)
}

fn virtual_accounts(request_form: &RequestForm) -> Vec<String> {
    let list = request_form.tree();
    let asked = request_form.form.answers_untracked().selected(&request_form.questions, &list);
    let words = asked.into_iter().filter_map(|(index, role)| {
        Some([shown_path(&path(&list, index)), " – ", &texts().role_name(role?.as_str())].concat())
    });
    words.collect()
}

fn row(name: &'static str, lines: Vec<String>, change: Option<Route>) -> Element {
    let change = change.map(|route| {
        let what = html::span().class("visually-hidden").text([" ", name].concat());
        html::dd().class("summary__change").el(link(&route, texts().action_change(), "link").el(what))
    });
    let lines = lines.into_iter().map(|line| html::div().text(line));
    html::div().el(html::dt().text(name)).el(html::dd().els(lines)).els(change)
}

fn preview_view(request_form: RequestForm, preview: Resource<AccessRequestPreview>) -> AnyView {
    // The offer may have changed meanwhile.
    let source = request_form.source;
    dynamic(move || match preview.get() {
        Loadable::Loading => resource::loading_view(false),
        Loadable::LoadingSlowly => resource::loading_view(true),
        Loadable::Loaded(preview) => html::div()
            .class("stack")
            .els(decision_preview(preview.deciders, &preview.deciders_named, preview.expires_at.0))
            .el(why(&preview.rules))
            .view(),
        Loadable::Failed(problem) => {
            resource::failure_view(&request_form.with_way_on((*problem).clone()), move || source.refetch())
        }
    })
}

fn actions(request_form: &RequestForm, preview: Resource<AccessRequestPreview>, words: &'static str) -> Element {
    let is_sending = State::new(false);
    let last = request_form
        .form
        .answers_untracked()
        .steps(&request_form.questions)
        .into_iter()
        .rev()
        .nth(1)
        .unwrap_or_default();
    let sender = request_form.clone();
    let submit = html::button()
        .class("button button--primary")
        .attr(attr::TYPE, "button")
        .text(words)
        // The button is disabled until the preview is there.
        .flag_with(attr::DISABLED, move || is_sending.get() || preview.value().is_none())
        .bool_attr_with(attr::ARIA_BUSY, move || is_sending.get())
        .on(event::CLICK, move |_| send(sender.clone(), is_sending));
    html::div()
        .class("form__actions")
        .el(submit)
        .el(link(&(request_form.route_to)(request_form, last), texts().action_back(), "button"))
        .el(request_form.cancel_button())
}

fn send(request_form: RequestForm, is_sending: State<bool>) {
    if is_sending.get_untracked() {
        return;
    }
    is_sending.set(true);
    request_form.errors.set(Vec::new());
    let request = request(&request_form);
    spawn(async move {
        let account = request.account.clone();
        let answer = submit::send(request).await;
        // Nothing more is done where the page was left meanwhile.
        let is_here = is_sending.try_with_untracked(|_| ()).is_some();
        match answer {
            Ok(sent) => {
                submit::erase(&account);
                if is_here {
                    replace(&Route::Request { reference: sent.reference, sent: true });
                }
            }
            Err(problem) if is_here => {
                is_sending.set(false);
                request_form.refuse(problem);
            }
            Err(_) => {}
        }
    });
}

//! The last step of both forms: the answers to be checked, what will happen, and the button that sends.

use api::{
    access_request::{AccessRequestPreview, NewAccessRequest},
    page::{Route, WizardStep},
    path,
    problem::Code,
};
use leptos::prelude::*;
use rules::vocabulary::Scope;

use super::{fields::scope_name, submit, wizard::Asking};
use crate::{
    components::preview::{outlook, rules},
    dom::{
        element::{Element, all, el, live},
        signal::State,
        task::{follow, spawn},
    },
    net::resource::{self, Loadable, Resource},
    routing::navigation::replace,
    session::texts,
    ui::{
        form::error_summary,
        page::{link, section},
        tree::nodes::paths,
    },
};

/// Everything below the heading. `words` stand on the button that sends.
pub fn check(asking: &Asking, words: &'static str) -> AnyView {
    let preview = resource::use_post::<_, AccessRequestPreview>(path::ACCESS_REQUEST_PREVIEWS, request(asking));
    let watcher = asking.clone();
    follow(move || {
        // What can be put right here is; the rest stands where the preview would.
        if let Loadable::Failed(problem) = preview.get()
            && matches!(problem.code, Code::PolicyChanged | Code::Invalid)
        {
            watcher.refuse((*problem).clone());
        }
    });
    let what_happens = section("what-happens", texts().request_what_happens());
    all(vec![
        error_summary(asking.errors),
        summary(asking).view(),
        what_happens.child(preview_view(asking.clone(), preview)).view(),
        actions(asking, preview, words).view(),
    ])
}

fn request(asking: &Asking) -> NewAccessRequest {
    let answers = asking.form.peek();
    answers.request(&asking.account.summary.id, asking.identifier.as_deref(), &asking.questions, asking.tree())
}

fn summary(asking: &Asking) -> Element {
    let answers = asking.form.peek();
    let account = &asking.account.summary;
    let name = [&account.name, " – ", &account.domain_identifier].concat();
    let mut rows = vec![row(texts().smart_account(), vec![name], None)];
    let to = |step| Some((asking.route_to)(asking, step));
    if let Some(scope) = answers.scope(&asking.questions) {
        rows.push(row(texts().scope_label(), vec![scope_name(scope).to_owned()], to(WizardStep::Access)));
        if scope == Scope::Selected {
            rows.push(row(texts().account_hierarchy(), virtual_accounts(asking), to(WizardStep::VirtualAccounts)));
        } else if let Some(role) = answers.role(&asking.questions) {
            rows.push(row(texts().role_label(), vec![texts().role_name(role.as_str())], to(WizardStep::Access)));
        }
    }
    if asking.questions.reason {
        rows.push(row(texts().request_reason(), vec![answers.reason.trim().to_owned()], to(WizardStep::Access)));
    }
    el("dl").class("summary").els(rows)
}

fn virtual_accounts(asking: &Asking) -> Vec<String> {
    let paths = paths(asking.tree());
    let asked = asking.form.peek().asked(&asking.questions, asking.tree());
    let words = asked
        .into_iter()
        .filter_map(|(index, role)| Some([paths.get(index)?, " – ", &texts().role_name(role?.as_str())].concat()));
    words.collect()
}

fn row(name: &'static str, lines: Vec<String>, change: Option<Route>) -> Element {
    let change = change.map(|route| {
        let what = el("span").class("visually-hidden").text([" ", name].concat());
        el("dd").class("summary__change").el(link(&route, texts().action_change(), "link").el(what))
    });
    let lines = lines.into_iter().map(|line| el("div").text(line));
    el("div").el(el("dt").text(name)).el(el("dd").els(lines)).els(change)
}

fn preview_view(asking: Asking, preview: Resource<AccessRequestPreview>) -> AnyView {
    // What is offered may be another by now.
    let source = asking.source;
    live(move || match preview.get() {
        Loadable::Loading => resource::loading_view(false),
        Loadable::LoadingSlowly => resource::loading_view(true),
        Loadable::Loaded(preview) => el("div")
            .class("stack")
            .els(outlook(preview.deciders, preview.expires_at))
            .el(el("h3").text(texts().request_rules()))
            .el(rules(&preview.rules))
            .view(),
        Loadable::Failed(problem) => {
            resource::failure_view(&asking.with_way_on((*problem).clone()), move || source.refetch())
        }
    })
}

fn actions(asking: &Asking, preview: Resource<AccessRequestPreview>, words: &'static str) -> Element {
    let is_sending = State::new(false);
    let last = asking.form.peek().steps(&asking.questions).into_iter().rev().nth(1).unwrap_or_default();
    let sender = asking.clone();
    let submit = el("button")
        .class("button button--primary")
        .attr("type", "button")
        .text(words)
        // Nobody sends before they could see what will happen.
        .live_flag("disabled", move || is_sending.get() || preview.value().is_none())
        .live_bool("aria-busy", move || is_sending.get())
        .on("click", move |_| send(sender.clone(), is_sending));
    el("div")
        .class("form__actions")
        .el(submit)
        .el(link(&(asking.route_to)(asking, last), texts().action_back(), "button"))
        .el(asking.cancel_button())
}

fn send(asking: Asking, is_sending: State<bool>) {
    if is_sending.get_untracked() {
        return;
    }
    is_sending.set(true);
    asking.errors.set(Vec::new());
    let request = request(&asking);
    spawn(async move {
        let account = request.account.clone();
        let answer = submit::send(request).await;
        // Whoever has left meanwhile is not called back.
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
                asking.refuse(problem);
            }
            Err(_) => {}
        }
    });
}

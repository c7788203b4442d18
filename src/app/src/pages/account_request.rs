//! One's own request for a new account: whose turn it is, what was asked for, and how it ended.

use api::{
    account_request::AccountRequest,
    page::Route,
    path,
    problem::{Code, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::{AccountRequestAction, AccountRequestStatus, Note};

use crate::{
    components::{
        account_request::{account_decision_section, account_request_status, added_users, lapse, note},
        news::news,
        preview::why,
        reminders::reminders,
        support::support_link,
        timeline::account_timeline,
    },
    dom::{
        element::{dynamic, fragment, nothing},
        html,
    },
    net::resource::{self, Loadable},
    session::{App, texts, use_app},
    ui::{
        breakable::domain,
        copy::reference,
        format,
        notice::Tone,
        page::{self, button, columns, crumbs, facts, link, page_head, section},
        time::moment,
    },
};

mod contacts;
mod own_request_actions;

use own_request_actions::OwnRequestActions;

pub fn account_request_page(reference: &str) -> AnyView {
    let app = use_app();
    let (path, sought) = (path::account_request(reference), reference.to_owned());
    let path = move || {
        app.track_changes();
        Some(path.clone())
    };
    let source = resource::use_resource::<AccountRequest>(path, false);
    let own_actions = OwnRequestActions::new(reference, source);
    let status = move || source.value().map(|request| request.status);
    let waits = |status| status == AccountRequestStatus::Pending;
    let news = news(status, waits, news_of, texts().requests_news_below());
    fragment(vec![
        dynamic(move || source.value().map_or_else(nothing, |request| head(&request, own_actions))),
        own_actions.status().view(),
        news,
        dynamic(move || match source.get() {
            Loadable::Loading => resource::loading_view(false),
            Loadable::LoadingSlowly => resource::loading_view(true),
            Loadable::Loaded(request) => loaded_view(&request, app, own_actions),
            Loadable::Failed(problem) if problem.code == Code::RequestNotFound => not_found(&problem, &sought, app),
            Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
        }),
        own_actions.dialog(),
    ])
}

/// How a request that waited ended, for its requester.
fn news_of(status: AccountRequestStatus) -> Option<(Tone, &'static str)> {
    match status {
        AccountRequestStatus::Activated => Some((Tone::Success, texts().account_request_news_activated())),
        AccountRequestStatus::Denied => Some((Tone::Warning, texts().account_request_news_denied())),
        AccountRequestStatus::Lapsed => Some((Tone::Warning, texts().account_request_news_lapsed())),
        // Their own doing, or none.
        AccountRequestStatus::Withdrawn | AccountRequestStatus::Pending => None,
    }
}

fn not_found(problem: &Problem, reference: &str, app: App) -> AnyView {
    let own = link(&Route::Requests(Default::default()), texts().menu_your_requests(), "button button--primary");
    page::not_found(problem, [own].into_iter().chain(support_link(app, reference, "button")))
}

fn head(request: &AccountRequest, own_actions: OwnRequestActions) -> AnyView {
    let again = request.actions.contains(&AccountRequestAction::RequestAgain).then(|| {
        let route = Route::CreateSmartAccount { from: Some(request.reference.clone()) };
        link(&route, texts().account_request_again(), "button button--primary")
    });
    let may_withdraw = request.actions.contains(&AccountRequestAction::Withdraw);
    let withdraw = may_withdraw
        .then(|| button(texts().account_request_withdraw(), "button", move || own_actions.ask_to_withdraw()));
    let head = page_head(&texts().account_request_one(&request.name), again.into_iter().chain(withdraw));
    fragment(vec![
        crumbs(&[(texts().menu_your_requests(), Route::Requests(Default::default()))], &request.reference, true),
        head,
    ])
}

fn loaded_view(request: &AccountRequest, app: App, own_actions: OwnRequestActions) -> AnyView {
    let directory =
        app.has_directory().then(|| link(&Route::Directory(Default::default()), texts().product_name(), "button"));
    let ways = html::div()
        .class("cluster")
        .el(link(&Route::Requests(Default::default()), texts().menu_your_requests(), "button"))
        .els(directory)
        .els(support_link(app, &request.reference, "button"));
    let is_pending = request.status == AccountRequestStatus::Pending;
    let main = vec![
        about(request),
        contacts::contacts(request, own_actions),
        decision(request),
        next(request),
        reminders(&request.reminders, is_pending, None, own_actions.remind_button(request)),
    ];
    let history = section("history", texts().requests_history()).el(account_timeline(&request.history));
    let rules = why(&request.rules);
    fragment(vec![columns(main, vec![history.view()]), rules.view(), ways.view()])
}

/// How others ended it: withdrawing is no decision, and stands in the history.
fn decision(request: &AccountRequest) -> AnyView {
    let is_withdrawn = request.status == AccountRequestStatus::Withdrawn;
    account_decision_section(request.decision.as_ref().filter(|_| !is_withdrawn))
}

/// While it is pending: whose turn it is, until when. Once it is denied: how to begin anew.
fn next(request: &AccountRequest) -> AnyView {
    let next = section("next", texts().requests_next());
    match request.status {
        AccountRequestStatus::Pending => {
            let until = format::date_time(request.lapses_at.0, texts().locale());
            next.el(html::p().text(texts().account_request_turn(request.decider.as_str())))
                .el(html::p().text(texts().account_request_until(&until)))
                .view()
        }
        AccountRequestStatus::Denied => next.el(html::p().text(texts().account_request_after_denial())).view(),
        AccountRequestStatus::Activated | AccountRequestStatus::Lapsed | AccountRequestStatus::Withdrawn => nothing(),
    }
}

fn about(request: &AccountRequest) -> AnyView {
    let account = Route::Account { id: request.account.clone(), identifier: None };
    let mut pairs = vec![
        (texts().requests_reference(), reference(&request.reference).view()),
        (texts().account_status(), account_request_status(request.status, request.days_left).view()),
        (texts().smart_account(), link(&account, &request.name, "link").untranslated().view()),
        (texts().domain_identifier(), domain(&request.domain_identifier).view()),
        (texts().account_country(), format::country(&request.country, texts().locale()).into_any()),
        (texts().requests_column_created(), moment(request.created_at.0).view()),
    ];
    pairs.extend(lapse(request.status, request.lapses_at.0));
    // A request that came to nothing gave nobody a role.
    let gives = matches!(request.status, AccountRequestStatus::Pending | AccountRequestStatus::Activated);
    pairs.extend(added_users(&request.added_users, gives));
    pairs.extend(note(Note::ToApprover, request.note_to_approver.as_ref()));
    pairs.extend(note(Note::ToCustomer, request.note_to_customer.as_ref()));
    pairs.extend(note(Note::ToAddedUsers, request.note_to_added_users.as_ref()));
    facts(pairs)
}

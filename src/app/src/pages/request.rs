//! One access request: the confirmation after sending it, later its status.

use std::sync::Arc;

use api::{
    access_request::AccessRequest,
    message::Information,
    page::Route,
    path,
    problem::{Code, Problem},
    session::Place,
};
use leptos::prelude::*;
use rules::vocabulary::{AccessRequestAction, RequestStatus};
use text::Locale;

use crate::{
    components::{
        access_request::{is_granted_otherwise, request_status, requested_access},
        decision::decision_section,
        news::news,
        preview::{decision_preview, why},
        support::support_link,
        timeline::timeline,
    },
    dom::{
        element::{dynamic, fragment, nothing},
        html,
        signal::Memo,
    },
    forms::message::{MayWrite, MessageForm},
    net::resource::{self, Loadable, Resource},
    session::{App, texts, use_app},
    ui::{
        breakable::domain,
        copy::reference,
        format,
        notice::{Tone, notice},
        page::{self, button, columns, crumbs, facts, link, outside_link, page_head, section},
        receipt, time,
    },
};

mod own_request_actions;
pub(super) mod request_again;

use own_request_actions::OwnRequestActions;

pub fn request_page(reference: &str, sent: bool) -> AnyView {
    let app = use_app();
    let (path, sought) = (path::access_request(reference), reference.to_owned());
    let path = move || {
        app.track_changes();
        Some(path.clone())
    };
    let source = resource::use_resource::<AccessRequest>(path, false);
    let own_actions = OwnRequestActions::new(reference, source);
    let is_loaded = Memo::new(move |_| source.value().is_some());
    let message_form = MessageForm::open(path::access_request_messages(reference));
    let status = move || source.value().map(|request| request.status);
    let news = news(status, |status| status == RequestStatus::Open, news_of, texts().requests_news_below());
    fragment(vec![
        dynamic(move || source.value().map_or_else(nothing, |request| head(&request, sent, own_actions))),
        own_actions.status().view(),
        news,
        dynamic(move || match source.get() {
            Loadable::Loading => resource::loading_view(false),
            Loadable::LoadingSlowly => resource::loading_view(true),
            Loadable::Loaded(request) => loaded_view(&request, sent, own_actions),
            Loadable::Failed(problem) if problem.code == Code::RequestNotFound => not_found(&problem, &sought, app),
            Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
        }),
        dynamic(move || if is_loaded.get() { untrack(|| messages(source, message_form)) } else { nothing() }),
        dynamic(move || source.value().map_or_else(nothing, |request| foot(&request, app))),
        own_actions.dialog(),
    ])
}

/// How a request that waited ended, for its requester.
fn news_of(status: RequestStatus) -> Option<(Tone, &'static str)> {
    match status {
        RequestStatus::Approved => Some((Tone::Success, texts().requests_news_approved())),
        RequestStatus::Declined => Some((Tone::Warning, texts().requests_news_declined())),
        RequestStatus::Expired => Some((Tone::Warning, texts().requests_news_expired())),
        // Their own doing, or none.
        RequestStatus::Cancelled | RequestStatus::Open => None,
    }
}

fn not_found(problem: &Problem, reference: &str, app: App) -> AnyView {
    let own = link(&Route::Requests(Default::default()), texts().menu_your_requests(), "button button--primary");
    page::not_found(problem, [own].into_iter().chain(support_link(app, reference, "button")))
}

/// The receipt is shown only for a request that is still open.
fn is_receipt(request: &AccessRequest, sent: bool) -> bool {
    sent && request.status == RequestStatus::Open
}

fn head(request: &AccessRequest, sent: bool, own_actions: OwnRequestActions) -> AnyView {
    let head = if is_receipt(request, sent) {
        receipt::receipt(about(request))
    } else {
        let may_cancel = request.actions.contains(&AccessRequestAction::Cancel);
        let cancel = may_cancel.then(|| button(texts().requests_cancel(), "button", move || own_actions.ask()));
        let again = request_again::link(request, "button button--primary");
        page_head(&texts().requests_one(&request.account_name), again.into_iter().chain(cancel))
    };
    fragment(vec![
        crumbs(&[(texts().menu_your_requests(), Route::Requests(Default::default()))], &request.reference, true),
        head,
    ])
}

/// What is written about it. The form stays while the rest of the page is updated.
fn messages(source: Resource<AccessRequest>, message_form: MessageForm) -> AnyView {
    let may_write = Memo::new(move |_| MayWrite {
        message: source.value().is_some_and(|request| request.actions.contains(&AccessRequestAction::WriteMessage)),
        question: false,
        is_over: source.value().is_some_and(|request| request.status != RequestStatus::Open),
    });
    let messages = move || source.value().map(|request| request.messages.clone());
    message_form.section(messages, may_write, Arc::new(move || source.refetch()))
}

/// The rules, and the ways on.
fn foot(request: &AccessRequest, app: App) -> AnyView {
    let directory =
        app.has_directory().then(|| link(&Route::Directory(Default::default()), texts().product_name(), "button"));
    let ways = html::div()
        .class("cluster")
        .el(link(&Route::Requests(Default::default()), texts().menu_your_requests(), "button"))
        .els(directory)
        .els(support_link(app, &request.reference, "button"));
    fragment(vec![why(&request.rules).view(), ways.view()])
}

fn loaded_view(request: &AccessRequest, sent: bool, own_actions: OwnRequestActions) -> AnyView {
    let decision = request.decision.as_ref();
    // A request that was not granted gives access to no place.
    let works = matches!(request.status, RequestStatus::Open | RequestStatus::Approved);
    let is_asked = request.actions.contains(&AccessRequestAction::WriteMessage)
        && request.information == Some(Information::Requested);
    let main = vec![
        if is_asked { notice(Tone::Warning, texts().requests_information_requested_notice(), []) } else { nothing() },
        if is_receipt(request, sent) { nothing() } else { about(request) },
        decision.map_or_else(nothing, |decision| {
            decision_section(decision, request.scope.map(|_| requested_access(request)), true)
        }),
        next(request),
        own_actions.reminders(request),
    ];
    let side = vec![
        section("history", texts().requests_history())
            .el(timeline(&request.history, is_granted_otherwise(request.scope, decision)))
            .view(),
        if works { places(&request.places, request.status) } else { nothing() },
    ];
    columns(main, side)
}

/// While it is open: who decides, until when. Once it has expired: why, and how to go on.
fn next(request: &AccessRequest) -> AnyView {
    let next = section("next", texts().requests_next());
    let may_ask_again = request.actions.contains(&AccessRequestAction::RequestAgain);
    match request.status {
        RequestStatus::Open => {}
        RequestStatus::Expired if may_ask_again => {
            return next.el(html::p().text(texts().requests_expired_next())).view();
        }
        _ => return nothing(),
    }
    let escalated = request.escalated.then(|| html::p().text(texts().requests_escalated()));
    next.els(decision_preview(request.deciders, &request.deciders_named, request.expires_at.0))
        .els(escalated)
        .el(html::p().text(texts().requests_next_look()))
        .view()
}

fn about(request: &AccessRequest) -> AnyView {
    let account = Route::Account { id: request.account.clone(), identifier: None };
    let moment = |time| format::date_time(time, texts().locale()).into_any();
    let mut pairs = vec![
        (texts().requests_reference(), reference(&request.reference).view()),
        (texts().account_status(), request_status(request.status, request.days_left).view()),
        (texts().smart_account(), link(&account, &request.account_name, "link").untranslated().view()),
        (texts().domain_identifier(), domain(&request.domain_identifier).view()),
    ];
    // The decision shows it beside what was granted.
    if !is_granted_otherwise(request.scope, request.decision.as_ref()) {
        pairs.push((texts().requests_column_asked(), requested_access(request).view()));
    }
    pairs.push((texts().requests_column_created(), time::moment(request.created_at.0).view()));
    match request.status {
        RequestStatus::Open => pairs.push((texts().requests_expires(), moment(request.expires_at.0))),
        RequestStatus::Expired => pairs.push((texts().requests_expired(), moment(request.expires_at.0))),
        _ => {}
    }
    if let Some(reason) = &request.reason {
        pairs.push((texts().request_reason(), html::p().class("words").text(reason.clone()).view()));
    }
    facts(pairs)
}

fn places(places: &[Place], status: RequestStatus) -> AnyView {
    if places.is_empty() {
        return nothing();
    }
    let places = places.iter().map(|place| {
        let restriction = place
            .administrators_only
            .then(|| html::span().class("muted").text([" (", texts().requests_places_administrators(), ")"].concat()));
        let name = match &place.link {
            Some(link) => outside_link(link, &place.name, "link").untranslated(),
            None => html::span().untranslated().text(place.name.clone()),
        };
        let description = match texts().locale() {
            Locale::En => &place.description_en,
            Locale::Fr => &place.description_fr,
        };
        let described = (!description.is_empty()).then(|| html::div().class("muted").text(description.clone()));
        html::li().el(name).els(restriction).els(described)
    });
    let is_given = status == RequestStatus::Approved;
    let title = if is_given { texts().requests_places_now() } else { texts().requests_places() };
    section("places", title).el(html::ul().class("places").els(places)).view()
}

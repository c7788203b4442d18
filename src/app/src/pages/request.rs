//! One access request: the confirmation after sending it, and where it stands ever after.

use api::{
    access_request::AccessRequest,
    path,
    problem::{Code, Problem},
    session::Place,
};
use leptos::prelude::*;
use rules::vocabulary::RequestStatus;

use crate::{
    access_request::outlook::{outlook, rules, section},
    element::{all, el, live, nothing},
    format, remote,
    remote::Remote,
    route::Route,
    session::{App, texts, use_app},
    ui::{
        page::{crumbs, facts, link, page_head},
        request::{asked_for, request_status},
    },
};

mod again;
mod sent;

pub fn request_page(reference: &str, sent: bool) -> AnyView {
    let app = use_app();
    let path = Some(path::access_request(reference));
    let source = remote::load::<AccessRequest>(Signal::stored(path), false);
    live(move || match source.get() {
        Remote::Loading => remote::waiting(false),
        Remote::LoadingSlowly => remote::waiting(true),
        Remote::Loaded(request) => loaded(&request, sent, app),
        Remote::Failed(problem) if problem.code == Code::RequestNotFound => not_found(&problem),
        Remote::Failed(problem) => remote::failed(&problem, move || source.retry()),
    })
}

fn not_found(problem: &Problem) -> AnyView {
    all(vec![
        page_head(&problem.title, []),
        el("p").text(problem.detail.clone()).view(),
        link(&Route::Requests, texts().menu_your_requests(), "button button--primary").view(),
    ])
}

fn loaded(request: &AccessRequest, sent: bool, app: App) -> AnyView {
    let head = if sent {
        sent::panel(request)
    } else {
        page_head(&texts().requests_one(&request.reference), again::link(request))
    };
    let directory =
        app.has_directory().then(|| link(&Route::Directory(Default::default()), texts().product_name(), "button"));
    let ways =
        el("div").class("cluster").el(link(&Route::Requests, texts().menu_your_requests(), "button")).els(directory);
    all(vec![
        crumbs(&[(texts().menu_your_requests(), Route::Requests)], &request.reference),
        head,
        next(request),
        about(request),
        virtual_accounts(request),
        places(&request.places),
        section("rules", texts().request_rules()).el(rules(&request.rules)).view(),
        ways.view(),
    ])
}

/// While it is open: who decides, until when.
fn next(request: &AccessRequest) -> AnyView {
    if request.status != RequestStatus::Open {
        return nothing();
    }
    section("next", texts().requests_next())
        .els(outlook(request.deciders, request.expires_at))
        .el(el("p").text(texts().requests_next_look()))
        .view()
}

fn about(request: &AccessRequest) -> AnyView {
    let account = Route::Account { id: request.account.clone(), identifier: None };
    let moment = |time| format::date_time(time, texts().locale()).into_any();
    let mut pairs = vec![
        (texts().account_status(), request_status(request).view()),
        (texts().smart_account(), link(&account, &request.account_name, "link").view()),
        (texts().domain_identifier(), el("span").class("mono").text(request.domain_identifier.clone()).view()),
        (texts().requests_column_asked(), asked_for(request).into_any()),
        (texts().requests_column_created(), moment(request.created_at)),
    ];
    match request.status {
        RequestStatus::Open => pairs.push((texts().requests_expires(), moment(request.expires_at))),
        RequestStatus::Expired => pairs.push((texts().requests_expired(), moment(request.expires_at))),
        _ => {}
    }
    if let Some(reason) = &request.reason {
        pairs.push((texts().request_reason(), reason.clone().into_any()));
    }
    facts(pairs)
}

fn virtual_accounts(request: &AccessRequest) -> AnyView {
    if request.virtual_accounts.is_empty() {
        return nothing();
    }
    let asked = request.virtual_accounts.iter().map(|asked| {
        let role = texts().role_name(asked.role.as_str());
        (asked.path.as_str(), role.into_any())
    });
    section("asked", texts().requests_asked_virtual_accounts()).child(facts(asked.collect())).view()
}

fn places(places: &[Place]) -> AnyView {
    if places.is_empty() {
        return nothing();
    }
    let places = places.iter().map(|place| {
        let who = place
            .administrators_only
            .then(|| el("span").class("muted").text([" (", texts().requests_places_administrators(), ")"].concat()));
        el("li").text(place.name.clone()).els(who)
    });
    section("places", texts().requests_places()).el(el("ul").els(places)).view()
}

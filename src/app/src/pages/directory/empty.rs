//! What stands in the place of the accounts when there are none: how to go on.

use api::directory::DirectoryQuery;
use leptos::prelude::*;

use crate::{
    element::el,
    route::{IdentifierStep, Route},
    session::{App, texts},
    ui::page::{link, outside_link},
};

pub fn nothing_found(query: &DirectoryQuery, app: App) -> AnyView {
    if query.q.is_empty() {
        return el("div")
            .class("empty")
            .el(el("h2").text(texts().directory_empty_title()))
            .el(el("p").text(texts().directory_empty_text()))
            .view();
    }
    let identifier = Some(query.q.clone());
    let request = Route::RequestByIdentifier { identifier, account: None, step: IdentifierStep::Identify };
    let request = app.may_request().then(|| link(&request, texts().directory_nothing_request(), "link"));
    let support = app.session.with_untracked(|session| session.service.support_link.clone());
    let support = support.map(|href| outside_link(&href, texts().action_open_case(), "link"));
    let ways = el("ul")
        .el(el("li").text(texts().directory_nothing_spelling()))
        .el(el("li").text(texts().directory_nothing_entire()))
        .els(request.into_iter().chain(support).map(|link| el("li").el(link)));
    el("div").class("empty").el(el("h2").text(texts().directory_nothing_title(&query.q))).el(ways).view()
}

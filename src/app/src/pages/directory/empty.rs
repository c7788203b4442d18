//! What is shown instead of the accounts when there are none: how to go on.

use api::{
    directory::DirectoryQuery,
    page::{IdentifierStep, Route},
};
use leptos::prelude::*;

use crate::{
    components::support::support_link,
    dom::html,
    session::{App, texts},
    ui::{icon, page::link},
};

/// `meant` is what may have been meant, and finds something.
pub fn nothing_found(query: &DirectoryQuery, meant: Option<String>, app: App) -> AnyView {
    let meant = meant.map(|words| {
        let route = Route::Directory(DirectoryQuery { q: words.clone(), entire: false, ..query.clone() });
        html::p().el(link(&route, &texts().directory_did_you_mean(&words), "link"))
    });
    if query.access.is_some() || query.country.is_some() {
        let all = DirectoryQuery { q: query.q.clone(), order: query.order, ..DirectoryQuery::default() };
        let all = link(&Route::Directory(all), texts().directory_filtered_all(), "button button--primary");
        let title = html::h2().text(texts().directory_filtered_title());
        return html::div().class("empty stack").el(icon("search")).el(title).els(meant).el(html::p().el(all)).view();
    }
    let is_search = !query.q.is_empty();
    let identifier = is_search.then(|| query.q.clone());
    let request = Route::RequestByIdentifier { identifier, account: None, step: IdentifierStep::Identify };
    let words = if is_search { texts().directory_nothing_request() } else { texts().directory_request_other() };
    let request = app.may_request().then(|| link(&request, words, "button button--primary"));
    let ways = html::div().class("cluster").els(request).els(support_link(app, "", "button"));
    let empty = html::div().class("empty stack").el(icon("search"));
    let empty = if is_search {
        let tips = [texts().directory_nothing_spelling(), texts().directory_nothing_entire()];
        empty
            .el(html::h2().text(texts().directory_nothing_title(&query.q)))
            .els(meant)
            .el(html::ul().els(tips.map(|tip| html::li().text(tip))))
    } else {
        empty.el(html::h2().text(texts().directory_empty_title())).el(html::p().text(texts().directory_empty_text()))
    };
    empty.el(ways).view()
}

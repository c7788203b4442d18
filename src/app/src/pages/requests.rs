//! Your Access Requests: everything the person has asked for, newest first, filtered by what stands in the URL.

use std::sync::Arc;

use api::{
    access_request::{AccessRequests, OwnRequestStatus, OwnRequestsQuery},
    account_request::AccountRequests,
    page::{IdentifierStep, Route},
    path,
};
use leptos::prelude::*;

use crate::{
    components::request_complete,
    dom::{
        element::{Element, dynamic, fragment, nothing},
        html,
        signal::Memo,
    },
    net::resource::{self, Loadable, Resource},
    routing::navigation::replace,
    session::{App, texts, use_app},
    ui::{
        breakable::breakable,
        list::{all_option, filter, pager},
        page::{link, page_head_with},
        search::{Search, search},
    },
};

mod access;
mod accounts;
mod list_actions;

use list_actions::ListActions;

/// The two lists, and what they are filtered by. Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
struct Lists {
    route: Memo<Route>,
    access: Resource<AccessRequests>,
    accounts: Resource<AccountRequests>,
    actions: ListActions,
}

pub fn requests_page(route: Memo<Route>) -> AnyView {
    let app = use_app();
    let of = move |path: fn(&OwnRequestsQuery) -> String| {
        move || {
            app.track_changes();
            route.with(|route| match route {
                Route::Requests(query) => Some(path(query)),
                // The route has left this page.
                _ => None,
            })
        }
    };
    let access = resource::use_resource::<AccessRequests>(of(path::access_requests), true);
    let accounts = resource::use_resource::<AccountRequests>(of(path::account_requests), true);
    let lists = Lists { route, access, accounts, actions: ListActions::new(access, accounts) };
    fragment(vec![
        page_head_with(texts().menu_your_requests(), Some(texts().requests_lead()), []),
        request_complete::notice(app),
        lists.actions.status.view(),
        lists.filters(),
        resource::suspense_once(access, move || lists.access_or_nothing(app)),
        accounts::account_requests(lists),
        lists.pages(),
        lists.actions.dialog(),
    ])
}

impl Lists {
    fn query(self) -> OwnRequestsQuery {
        self.route.with(|route| match route {
            Route::Requests(query) => query.clone(),
            _ => OwnRequestsQuery::default(),
        })
    }

    /// Another filter begins at the first page.
    fn update_query(self, change: impl FnOnce(&mut OwnRequestsQuery)) {
        let mut query = OwnRequestsQuery { page: None, ..untrack(|| self.query()) };
        change(&mut query);
        replace(&Route::Requests(query));
    }

    fn has_access(self) -> bool {
        self.access.value().is_some_and(|list| list.any)
    }

    fn has_accounts(self) -> bool {
        self.accounts.value().is_some_and(|list| list.any)
    }

    /// Whether this is not the first page, where one of the lists may have come to its end before the other.
    fn goes_on(self) -> bool {
        self.query().page.is_some()
    }

    /// The ways to other pages, of both lists together.
    fn pages(self) -> AnyView {
        let next = move || {
            let access = self.access.value().and_then(|list| list.next);
            access.or(self.accounts.value().and_then(|list| list.next))
        };
        dynamic(move || {
            let (next, query) = (next(), untrack(|| self.query()));
            let route = |page| Route::Requests(OwnRequestsQuery { page, ..query.clone() });
            pager(query.page, next, &route).map_or_else(nothing, Element::view)
        })
    }

    /// Nothing where there is nothing to filter.
    fn filters(self) -> AnyView {
        let is_shown = Memo::new(move |_| self.has_access() || self.has_accounts());
        dynamic(move || if is_shown.get() { untrack(|| self.filter_fields()) } else { nothing() })
    }

    fn filter_fields(self) -> AnyView {
        let names = OwnRequestStatus::ALL.iter().map(|it| (it.as_str(), texts().requests_status_name(it.as_str())));
        let status = filter(
            "filter-status",
            texts().account_status(),
            [all_option()].into_iter().chain(names),
            move || self.query().status.map_or("", OwnRequestStatus::as_str).to_owned(),
            move |word| self.update_query(|query| query.status = OwnRequestStatus::parse(&word)),
        );
        let field = search(Search {
            id: "requests-search",
            label: texts().requests_search(),
            hint: None,
            words: Box::new(move || self.query().q),
            find: Arc::new(move |words, _| self.update_query(|query| query.q = words)),
        });
        html::div().class("stack").child(field).el(html::div().class("filters").el(status)).view()
    }

    /// The access requests; where there are none, the way to the first one, unless there are requests for new accounts.
    fn access_or_nothing(self, app: App) -> AnyView {
        let has_access = Memo::new(move |_| self.has_access());
        // Until it is known nothing is said of it.
        let has_nothing_else = Memo::new(move |_| match self.accounts.get() {
            Loadable::Loaded(list) => !list.any,
            Loadable::Failed(_) => true,
            Loadable::Loading | Loadable::LoadingSlowly => false,
        });
        dynamic(move || match (has_access.get(), has_nothing_else.get()) {
            (true, _) => access::access_requests(self),
            (false, true) => none(app).view(),
            (false, false) => nothing(),
        })
    }
}

/// The head of a row: the account, and the request's reference.
fn row_head(route: &Route, name: &str, domain_identifier: &str, reference: &str) -> Element {
    html::div()
        .el(link(route, name, "link").untranslated())
        .el(breakable(html::div().class("pick__about mono"), domain_identifier))
        .el(html::div().class("pick__about mono").untranslated().text(reference.to_owned()))
}

/// In the place of a list whose every request is filtered away.
fn nothing_fits() -> Element {
    let all = link(&Route::Requests(Default::default()), texts().requests_show_all(), "link");
    html::p().class("muted").text(texts().requests_nothing_fits()).text(" ").el(all)
}

fn none(app: App) -> Element {
    // Whoever has no directory begins with the identifier.
    let (words, look) = match (app.may_request(), app.has_directory()) {
        (false, _) => (texts().requests_empty_refused(), "button"),
        (true, true) => (texts().requests_empty_text(), "button"),
        (true, false) => (texts().requests_empty_by_identifier(), "button button--primary"),
    };
    let directory = app
        .has_directory()
        .then(|| link(&Route::Directory(Default::default()), texts().product_name(), "button button--primary"));
    let by_identifier = app.may_request().then(|| {
        let route = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
        link(&route, texts().menu_request_existing(), look)
    });
    let ways = html::div().class("cluster").els(directory).els(by_identifier);
    let title = html::h2().text(texts().requests_empty_title());
    html::div().class("empty stack").el(title).el(html::p().text(words)).el(ways)
}

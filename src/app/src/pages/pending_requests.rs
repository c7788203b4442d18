//! The requests that wait for a decision: those of an administrator, and the operator's queue.

use std::sync::Arc;

use api::{
    page::Route,
    path,
    pending_access_request::{PendingOrder, PendingPage, PendingQuery, Queue},
};
use leptos::prelude::*;
use rules::vocabulary::{MatchKind, RequestPath};

use crate::{
    dom::{
        element::{Element, all, el},
        signal::Memo,
    },
    net::resource,
    routing::navigation::replace,
    session::{App, texts, use_app},
    ui::{
        list::{all_of_them, count, filter, pager},
        page::{link, page_head_with},
        search::{Search, search},
        table::table,
    },
};

mod accounts;
mod answers;
mod question;
mod row;
mod several;

use several::Several;

/// One of the two lists, and where it lies.
#[derive(Clone, Copy)]
struct List {
    app: App,
    queue: Queue,
    route: Memo<Route>,
}

pub fn pending_requests_page(queue: Queue, route: Memo<Route>) -> AnyView {
    let app = use_app();
    let list = List { app, queue, route };
    let path = move || {
        app.changes.track();
        let query = list.asked()?;
        Some(path::pending_access_requests(&PendingQuery { queue: Some(queue), ..query }))
    };
    let source = resource::use_resource::<PendingPage>(path, true);
    let several = Several::new(source);
    let total = move || source.value().map_or_else(String::new, |page| texts().pending_count(page.total));
    let results = el("div")
        .live_bool("aria-busy", move || source.is_loading())
        .child(resource::suspense(source, move |page| list.shown(page, several)));
    let (title, lead) = match queue {
        Queue::Administrator => (texts().menu_pending(), texts().pending_lead()),
        Queue::Operator => (texts().menu_operator_queue(), texts().operator_queue_lead()),
    };
    all(vec![
        page_head_with(title, Some(lead), []),
        accounts::waiting_accounts(app),
        list.search_field(),
        list.filters().view(),
        count(total).view(),
        several.bar().view(),
        results.view(),
        several.dialog(),
    ])
}

impl List {
    /// What the URL asks of this list; nothing where the page is about to go.
    fn asked(self) -> Option<PendingQuery> {
        self.route.with(|route| match (route, self.queue) {
            (Route::PendingRequests(query), Queue::Administrator) | (Route::OperatorQueue(query), Queue::Operator) => {
                Some(query.clone())
            }
            _ => None,
        })
    }

    fn query(self) -> PendingQuery {
        self.asked().unwrap_or_default()
    }

    fn route_to(self, query: PendingQuery) -> Route {
        match self.queue {
            Queue::Administrator => Route::PendingRequests(query),
            Queue::Operator => Route::OperatorQueue(query),
        }
    }

    /// Another filter begins at the first page.
    fn narrow(self, change: impl FnOnce(&mut PendingQuery)) {
        let mut query = PendingQuery { page: None, ..untrack(|| self.query()) };
        change(&mut query);
        replace(&self.route_to(query));
    }

    fn search_field(self) -> AnyView {
        search(Search {
            id: "pending-search",
            label: texts().pending_search(),
            hint: None,
            words: Box::new(move || self.query().q),
            find: Arc::new(move |words, _| self.narrow(|query| query.q = words)),
        })
    }

    fn filters(self) -> Element {
        let kinds = MatchKind::ALL.iter().map(|kind| (kind.as_str(), texts().match_kind_name(kind.as_str())));
        let paths = [RequestPath::Wizard, RequestPath::ByIdentifier];
        let paths = paths.map(|path| (path.as_str(), texts().pending_path_name(path.as_str())));
        let orders = PendingOrder::ALL.iter().map(|order| (order.as_str(), texts().pending_order_name(order.as_str())));
        el("div").class("filters").els([
            filter(
                "filter-match",
                texts().pending_column_match(),
                [all_of_them()].into_iter().chain(kinds),
                move || self.query().match_kind.map_or("", MatchKind::as_str).to_owned(),
                move |word| self.narrow(|query| query.match_kind = MatchKind::parse(&word)),
            ),
            filter(
                "filter-path",
                texts().requests_column_asked(),
                [all_of_them()].into_iter().chain(paths),
                move || self.query().path.map_or("", RequestPath::as_str).to_owned(),
                move |word| self.narrow(|query| query.path = RequestPath::parse(&word)),
            ),
            filter(
                "filter-order",
                texts().pending_order(),
                orders,
                move || self.query().order.unwrap_or(PendingOrder::Expiry).as_str().to_owned(),
                move |word| {
                    let order = PendingOrder::parse(&word).filter(|order| *order != PendingOrder::Expiry);
                    self.narrow(|query| query.order = order);
                },
            ),
        ])
    }

    fn shown(self, page: &PendingPage, several: Several) -> AnyView {
        let query = untrack(|| self.query());
        if page.requests.is_empty() {
            return self.empty(&query).view();
        }
        let columns = [
            texts().pending_column_requester(),
            texts().smart_account(),
            texts().requests_column_asked(),
            texts().pending_column_match(),
            texts().requests_column_created(),
            texts().pending_column_left(),
        ];
        let rows = page.requests.iter().map(|request| row::row(request, several));
        let pages = pager(query.page, page.next, &|page| self.route_to(PendingQuery { page, ..query.clone() }));
        el("div").class("stack").el(table(texts().menu_pending(), &columns, rows)).els(pages).view()
    }

    fn empty(self, query: &PendingQuery) -> Element {
        let is_narrowed = *query != PendingQuery { order: query.order, ..PendingQuery::default() };
        let (title, words) = match self.queue {
            _ if is_narrowed => (texts().pending_nothing_title(), texts().pending_nothing_text()),
            _ if self.app.changes.with(|changes| changes.pending_accounts > 0) => {
                (texts().pending_empty_otherwise_title(), texts().pending_empty_text())
            }
            Queue::Administrator => (texts().pending_empty_title(), texts().pending_empty_text()),
            Queue::Operator => (texts().pending_empty_title(), texts().pending_empty_queue_text()),
        };
        let everything = link(&self.route_to(PendingQuery::default()), texts().pending_show_all(), "button");
        el("div")
            .class("empty stack")
            .el(el("h2").text(title))
            .el(el("p").text(words))
            .els(is_narrowed.then(|| el("p").el(everything)))
    }
}

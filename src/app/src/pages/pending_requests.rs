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
        attr,
        element::{Element, dynamic, fragment, nothing},
        html,
        signal::Memo,
    },
    net::resource::{self, Resource},
    routing::navigation::replace,
    session::{App, texts, use_app},
    ui::{
        list::{all_option, count, filter, pager},
        page::{link, page_head_with},
        search::{Search, search},
        table::{body, even_table_of},
    },
};

mod accounts;
mod bulk_decision;
mod bulk_dialog;
mod confirmation;
mod row;

use bulk_decision::BulkDecision;

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
        let query = list.query_if_open()?;
        Some(path::pending_access_requests(&PendingQuery { queue: Some(queue), ..query }))
    };
    let source = resource::use_resource::<PendingPage>(path, true);
    let bulk = BulkDecision::new(source);
    // Where nothing waits at all there is nothing to search, to order or to count.
    let is_bare = Memo::new(move |_| {
        let is_empty = source.value().is_none_or(|page| page.total == 0);
        is_empty && !is_narrowed(&list.query())
    });
    let total = move || {
        let page = source.value().filter(|_| !is_bare.get());
        page.map_or_else(String::new, |page| texts().pending_count(page.total))
    };
    let tools = html::div()
        .class("stack")
        .flag_with(attr::HIDDEN, move || is_bare.get())
        .child(list.search_field())
        .el(list.filters());
    let results = html::div()
        .bool_attr_with(attr::ARIA_BUSY, move || source.is_loading())
        .child(resource::suspense_once(source, move || list.view(source, bulk)));
    let (title, lead) = match queue {
        Queue::Administrator => (texts().menu_pending(), texts().pending_lead()),
        Queue::Operator => (texts().menu_operator_queue(), texts().operator_queue_lead()),
    };
    fragment(vec![
        page_head_with(title, Some(lead), []),
        accounts::waiting_accounts(app),
        tools.view(),
        count(total).view(),
        bulk.bar().view(),
        results.view(),
        bulk.dialog(),
    ])
}

impl List {
    /// The query in the URL; nothing if the route has left this list.
    fn query_if_open(self) -> Option<PendingQuery> {
        self.route.with(|route| match (route, self.queue) {
            (Route::PendingRequests(query), Queue::Administrator) | (Route::OperatorQueue(query), Queue::Operator) => {
                Some(query.clone())
            }
            _ => None,
        })
    }

    fn query(self) -> PendingQuery {
        self.query_if_open().unwrap_or_default()
    }

    fn route_to(self, query: PendingQuery) -> Route {
        match self.queue {
            Queue::Administrator => Route::PendingRequests(query),
            Queue::Operator => Route::OperatorQueue(query),
        }
    }

    /// Another filter begins at the first page.
    fn update_query(self, change: impl FnOnce(&mut PendingQuery)) {
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
            find: Arc::new(move |words, _| self.update_query(|query| query.q = words)),
        })
    }

    fn filters(self) -> Element {
        let kinds = MatchKind::ALL.iter().map(|kind| (kind.as_str(), texts().match_kind_name(kind.as_str())));
        let paths = [RequestPath::Wizard, RequestPath::ByIdentifier];
        let paths = paths.map(|path| (path.as_str(), texts().pending_path_name(path.as_str())));
        let orders = PendingOrder::ALL.iter().map(|order| (order.as_str(), texts().pending_order_name(order.as_str())));
        html::div().class("filters").els([
            filter(
                "filter-match",
                texts().pending_column_match(),
                [all_option()].into_iter().chain(kinds),
                move || self.query().match_kind.map_or("", MatchKind::as_str).to_owned(),
                move |word| self.update_query(|query| query.match_kind = MatchKind::parse(&word)),
            ),
            filter(
                "filter-path",
                texts().requests_column_asked(),
                [all_option()].into_iter().chain(paths),
                move || self.query().path.map_or("", RequestPath::as_str).to_owned(),
                move |word| self.update_query(|query| query.path = RequestPath::parse(&word)),
            ),
            filter(
                "filter-order",
                texts().pending_order(),
                orders,
                move || self.query().order.unwrap_or(PendingOrder::Expiry).as_str().to_owned(),
                move |word| {
                    let order = PendingOrder::parse(&word).filter(|order| *order != PendingOrder::Expiry);
                    self.update_query(|query| query.order = order);
                },
            ),
        ])
    }

    fn view(self, source: Resource<PendingPage>, bulk: BulkDecision) -> AnyView {
        // The query changes before its answer is there.
        let nothing_for = Memo::new(move |_| source.value()?.requests.is_empty().then(|| untrack(|| self.query())));
        dynamic(move || match nothing_for.get() {
            Some(query) => self.empty(&query).view(),
            None => self.table(source, bulk),
        })
    }

    fn table(self, source: Resource<PendingPage>, bulk: BulkDecision) -> AnyView {
        let columns = [
            texts().pending_column_requester(),
            texts().smart_account(),
            texts().requests_column_asked(),
            texts().pending_column_match(),
            texts().requests_column_created(),
            texts().pending_column_left(),
        ];
        let requests = move || source.value().map_or_else(Vec::new, |page| page.requests.clone());
        let body = body().rows(requests, move |request| row::row(request, bulk, self).view());
        let pages = dynamic(move || {
            let (next, query) = (source.value().and_then(|page| page.next), untrack(|| self.query()));
            let route = |page| self.route_to(PendingQuery { page, ..query.clone() });
            pager(query.page, next, &route).map_or_else(nothing, Element::view)
        });
        html::div().class("stack").el(even_table_of(texts().menu_pending(), &columns, body)).child(pages).view()
    }

    fn empty(self, query: &PendingQuery) -> Element {
        let is_narrowed = is_narrowed(query);
        // What waits besides stands above; whoever decides only about that may administer nothing.
        if !is_narrowed && self.app.changes.with(|changes| changes.pending_accounts > 0) {
            return html::p().class("muted").text(texts().pending_empty_otherwise());
        }
        let (title, words) = match self.queue {
            _ if is_narrowed => (texts().pending_nothing_title(), texts().pending_nothing_text()),
            Queue::Administrator => (texts().pending_empty_title(), texts().pending_empty_text()),
            Queue::Operator => (texts().pending_empty_title(), texts().pending_empty_queue_text()),
        };
        let everything = link(&self.route_to(PendingQuery::default()), texts().pending_show_all(), "button");
        html::div()
            .class("empty stack")
            .el(html::h2().text(title))
            .el(html::p().text(words))
            .els(is_narrowed.then(|| html::p().el(everything)))
    }
}

/// Whether the query leaves something out; an order does not.
fn is_narrowed(query: &PendingQuery) -> bool {
    *query != PendingQuery { order: query.order, ..PendingQuery::default() }
}

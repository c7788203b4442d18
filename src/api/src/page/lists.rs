//! Lists whose search, filters, order and page live in the URL. The names are those of the API's own queries.

use crate::{
    access_grant::AccessGrantQuery,
    access_request::{OwnRequestStatus, OwnRequestsQuery},
    country::is_country,
    directory::{DirectoryAccess, DirectoryOrder, DirectoryQuery},
    path,
    pending_access_request::{PendingOrder, PendingQuery},
};
use rules::vocabulary::{MatchKind, RequestPath, Role};

use super::query::{Query, url};

pub(super) fn directory(query: &Query) -> DirectoryQuery {
    DirectoryQuery {
        q: query.value("q").unwrap_or_default(),
        entire: query.is_true("entire"),
        after: query.value("after"),
        access: query.value("access").and_then(|word| DirectoryAccess::parse(&word)),
        country: query.value("country").filter(|code| is_country(code)),
        order: query.value("order").and_then(|word| DirectoryOrder::parse(&word)),
    }
}

pub(super) fn directory_url(page: &str, query: &DirectoryQuery) -> String {
    [&url(&[page], &[]), query_of(&path::directory(query))].concat()
}

pub(super) fn pending(query: &Query) -> PendingQuery {
    PendingQuery {
        // Each queue has a page of its own.
        queue: None,
        q: query.value("q").unwrap_or_default(),
        match_kind: query.value("match_kind").and_then(|word| MatchKind::parse(&word)),
        path: query.value("path").and_then(|word| RequestPath::parse(&word)),
        order: query.value("order").and_then(|word| PendingOrder::parse(&word)),
        page: page(query),
    }
}

pub(super) fn pending_url(page: &[&str], query: &PendingQuery) -> String {
    let query = PendingQuery { queue: None, ..query.clone() };
    [&url(page, &[]), query_of(&path::pending_access_requests(&query))].concat()
}

pub(super) fn own_requests(query: &Query) -> OwnRequestsQuery {
    OwnRequestsQuery {
        q: query.value("q").unwrap_or_default(),
        status: query.value("status").and_then(|word| OwnRequestStatus::parse(&word)),
        page: page(query),
    }
}

pub(super) fn own_requests_url(page: &str, query: &OwnRequestsQuery) -> String {
    [&url(&[page], &[]), query_of(&path::access_requests(query))].concat()
}

pub(super) fn grants(query: &Query) -> AccessGrantQuery {
    AccessGrantQuery {
        q: query.value("q").unwrap_or_default(),
        role: query.value("role").and_then(|word| Role::parse(&word)),
        page: page(query),
    }
}

pub(super) fn grants_url(account: &str, query: &AccessGrantQuery) -> String {
    [&url(&["accounts", account, "access"], &[]), query_of(&path::access_grants(account, query))].concat()
}

/// The first page has one URL: without its number.
fn page(query: &Query) -> Option<u32> {
    query.value("page")?.parse().ok().filter(|page| *page > 1)
}

/// From the `?` on.
fn query_of(url: &str) -> &str {
    url.find('?').and_then(|at| url.get(at..)).unwrap_or_default()
}

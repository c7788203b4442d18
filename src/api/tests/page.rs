//! Every URL of the app, in one table: what it means, and that a meaning writes the same URL again.

use std::collections::BTreeSet;

use api::access_request::{OwnRequestStatus, OwnRequestsQuery};
use api::{
    access_grant::AccessGrantQuery,
    directory::{DirectoryAccess, DirectoryOrder, DirectoryQuery},
    page::{IdentifierStep, PAGES, Route, WizardStep},
    pending_access_request::{PendingOrder, PendingQuery, Queue},
};
use rules::vocabulary::{MatchKind, RequestPath, Role};

fn directory(q: &str, entire: bool, after: Option<&str>) -> Route {
    Route::Directory(DirectoryQuery { q: q.into(), entire, after: after.map(Into::into), ..Default::default() })
}

fn filtered() -> PendingQuery {
    PendingQuery {
        queue: None,
        q: "ac me".into(),
        match_kind: Some(MatchKind::None),
        path: Some(RequestPath::ByIdentifier),
        order: Some(PendingOrder::Newest),
        page: Some(2),
    }
}

/// Every page with the address that is written for it.
fn every_page() -> Vec<(&'static str, Route)> {
    vec![
        ("/", Route::Home),
        ("/directory", directory("", false, None)),
        ("/directory?q=acme", directory("acme", false, None)),
        (
            "/directory?q=M%C3%BCnchen%20%26%20Co&entire=true&after=x%2B%3D",
            directory("München & Co", true, Some("x+=")),
        ),
        (
            "/directory?q=acme&access=held&country=FR&order=identifier_descending",
            Route::Directory(DirectoryQuery {
                q: "acme".into(),
                access: Some(DirectoryAccess::Held),
                country: Some("FR".into()),
                order: Some(DirectoryOrder::IdentifierDescending),
                ..Default::default()
            }),
        ),
        ("/accounts/abc", Route::Account { id: "abc".into(), identifier: None }),
        (
            "/accounts/abc?identifier=secret.example",
            Route::Account { id: "abc".into(), identifier: Some("secret.example".into()) },
        ),
        (
            "/accounts/abc/request",
            Route::RequestAccess {
                account: "abc".into(),
                identifier: None,
                step: WizardStep::Access,
                virtual_account: None,
            },
        ),
        (
            "/accounts/abc/request?identifier=a.example&step=virtual-accounts&virtual_account=v1",
            Route::RequestAccess {
                account: "abc".into(),
                identifier: Some("a.example".into()),
                step: WizardStep::VirtualAccounts,
                virtual_account: Some("v1".into()),
            },
        ),
        (
            "/accounts/abc/request?step=check",
            Route::RequestAccess {
                account: "abc".into(),
                identifier: None,
                step: WizardStep::Check,
                virtual_account: None,
            },
        ),
        (
            "/request-access",
            Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify },
        ),
        (
            "/request-access?identifier=a.example&account=abc&step=reason",
            Route::RequestByIdentifier {
                identifier: Some("a.example".into()),
                account: Some("abc".into()),
                step: IdentifierStep::Reason,
            },
        ),
        (
            "/request-access?identifier=a.example&step=select",
            Route::RequestByIdentifier {
                identifier: Some("a.example".into()),
                account: None,
                step: IdentifierStep::Select,
            },
        ),
        (
            "/request-access?step=check",
            Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Check },
        ),
        ("/requests", Route::Requests(OwnRequestsQuery::default())),
        (
            "/requests?q=north%20moor&status=taken_back&page=2",
            Route::Requests(OwnRequestsQuery {
                q: "north moor".into(),
                status: Some(OwnRequestStatus::TakenBack),
                page: Some(2),
            }),
        ),
        ("/requests/AR-7K3M-9QXT", Route::Request { reference: "AR-7K3M-9QXT".into(), sent: false }),
        ("/requests/AR-7K3M-9QXT?sent=true", Route::Request { reference: "AR-7K3M-9QXT".into(), sent: true }),
        ("/accounts/abc/access", Route::AccountAccess { id: "abc".into(), query: AccessGrantQuery::default() }),
        (
            "/accounts/abc/access?q=ada%40acme.example&role=viewer&page=3",
            Route::AccountAccess {
                id: "abc".into(),
                query: AccessGrantQuery { q: "ada@acme.example".into(), role: Some(Role::Viewer), page: Some(3) },
            },
        ),
        ("/pending-requests", Route::PendingRequests(PendingQuery::default())),
        (
            "/pending-requests?q=ac%20me&match_kind=none&path=by_identifier&order=newest&page=2",
            Route::PendingRequests(filtered()),
        ),
        (
            "/operator-queue?q=ac%20me&match_kind=none&path=by_identifier&order=newest&page=2",
            Route::OperatorQueue(filtered()),
        ),
        ("/operator-queue", Route::OperatorQueue(PendingQuery::default())),
        (
            "/pending-requests/AR-7K3M-9QXT",
            Route::PendingRequest { reference: "AR-7K3M-9QXT".into(), list: PendingQuery::default() },
        ),
        (
            "/pending-requests/AR-7K3M-9QXT?q=rail&order=newest",
            Route::PendingRequest {
                reference: "AR-7K3M-9QXT".into(),
                list: PendingQuery { q: "rail".into(), order: Some(PendingOrder::Newest), ..PendingQuery::default() },
            },
        ),
        ("/invitations/7k3m", Route::Invitation { id: "7k3m".into() }),
        ("/create-smart-account", Route::CreateSmartAccount { from: None }),
        ("/create-smart-account?from=AR-7K3M-9QXT", Route::CreateSmartAccount { from: Some("AR-7K3M-9QXT".into()) }),
        ("/account-requests/AR-7K3M-9QXT", Route::AccountRequest { reference: "AR-7K3M-9QXT".into() }),
        ("/pending-account-requests/a%2Fb%3Fc", Route::PendingAccountRequest { reference: "a/b?c".into() }),
        ("/profile", Route::Profile { return_to: None }),
        (
            "/profile?return=%2Fdirectory%3Fq%3Dacme",
            Route::Profile { return_to: Some(Box::new(directory("acme", false, None))) },
        ),
        ("/not-found", Route::NotFound),
    ]
}

#[test]
fn every_url_is_read_and_written() {
    for (url, route) in every_page() {
        assert_eq!(Route::parse_url(url), route, "{url}");
        assert_eq!(route.to_string(), url);
    }
}

#[test]
fn the_server_answers_the_first_segments_of_all_pages() {
    let first = |url: &'static str| url.split(['/', '?']).nth(1).unwrap_or_default();
    let pages = every_page().into_iter().filter(|(_, route)| *route != Route::NotFound);
    let used: BTreeSet<&str> = pages.map(|(url, _)| first(url)).collect();
    assert_eq!(used, PAGES.iter().copied().collect());
}

#[test]
fn urls_from_elsewhere_are_read_kindly() {
    let table = [
        ("/directory/", directory("", false, None)),
        ("/directory?q=acme+corp", directory("acme corp", false, None)),
        ("/directory?q=100%&entire=yes&access=all&country=UK&order=up", directory("100%", false, None)),
        ("/directory?q=%FF", directory("%FF", false, None)),
        ("/accounts", Route::NotFound),
        (
            "/pending-requests?queue=operator&match_kind=perfect&order=&page=1",
            Route::PendingRequests(PendingQuery::default()),
        ),
        ("/pending-requests?page=-1", Route::PendingRequests(PendingQuery::default())),
        ("/pending-requests/AR-1/more", Route::NotFound),
        ("/operator-queue/AR-1", Route::NotFound),
        ("/account-requests", Route::NotFound),
        ("/pending-account-requests/", Route::NotFound),
        ("/accounts/a/b/c", Route::NotFound),
        ("/profile?return=https%3A%2F%2Fevil.example%2F", Route::Profile { return_to: None }),
        ("/profile?return=%2F%2Fevil.example", Route::Profile { return_to: None }),
    ];
    for (url, route) in table {
        assert_eq!(Route::parse_url(url), route, "{url}");
    }
}

#[test]
fn typing_changes_neither_page_nor_place() {
    let typing = [directory("a", false, None), directory("ac", false, Some("x"))];
    assert_eq!(typing[0].page(), typing[1].page());
    assert_eq!(typing[0].place(), typing[1].place());
}

#[test]
fn a_step_is_another_place_on_the_same_page() {
    let first = Route::parse_url("/accounts/abc/request");
    let second = Route::parse_url("/accounts/abc/request?step=check");
    assert_eq!(first.page(), second.page());
    assert_ne!(first.place(), second.place());
}

#[test]
fn a_queue_is_told_by_its_page_alone() {
    let query = PendingQuery { queue: Some(Queue::Operator), ..filtered() };
    let url = Route::PendingRequests(query).to_string();
    assert_eq!(Route::parse_url(&url), Route::PendingRequests(filtered()));
}

#[test]
fn filters_change_neither_page_nor_place() {
    let plain = [
        Route::PendingRequests(PendingQuery::default()),
        Route::OperatorQueue(PendingQuery::default()),
        Route::parse_url("/accounts/abc/access"),
    ];
    let narrowed = [
        Route::PendingRequests(filtered()),
        Route::OperatorQueue(filtered()),
        Route::parse_url("/accounts/abc/access?q=ada&role=user"),
    ];
    for (plain, narrowed) in plain.into_iter().zip(narrowed) {
        assert_eq!(narrowed.page(), plain);
        assert_eq!(narrowed.place(), plain.place());
    }
}

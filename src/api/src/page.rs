//! Every address of the app's own pages as a typed value: the app, the server and the mails take them from here.
//!
//! Paths and query names stand here and nowhere else, but for the hint in the app's `index.html` of which part a page
//! is in; a test of the app compares the two.

use std::fmt;

use crate::{
    access_grant::AccessGrantQuery, access_request::OwnRequestsQuery, directory::DirectoryQuery,
    pending_access_request::PendingQuery,
};

mod lists;
mod query;

use query::{Query, decoded, url};

const DIRECTORY: &str = "directory";
const ACCOUNTS: &str = "accounts";
const REQUEST_ACCESS: &str = "request-access";
const REQUESTS: &str = "requests";
const PENDING_REQUESTS: &str = "pending-requests";
const OPERATOR_QUEUE: &str = "operator-queue";
const CREATE_SMART_ACCOUNT: &str = "create-smart-account";
const ACCOUNT_REQUESTS: &str = "account-requests";
const PENDING_ACCOUNT_REQUESTS: &str = "pending-account-requests";
const INVITATIONS: &str = "invitations";
const PROFILE: &str = "profile";

/// The first segments of the app's own pages, the first of all being `/`: the server answers them with the app's shell.
pub const PAGES: &[&str] = &[
    "",
    DIRECTORY,
    ACCOUNTS,
    REQUEST_ACCESS,
    REQUESTS,
    PENDING_REQUESTS,
    OPERATOR_QUEUE,
    CREATE_SMART_ACCOUNT,
    ACCOUNT_REQUESTS,
    PENDING_ACCOUNT_REQUESTS,
    INVITATIONS,
    PROFILE,
];

/// Where a person is. What is absent from a URL has its first or empty value.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// `/`: replaced by the page that opens first.
    Home,
    /// `/directory`
    Directory(DirectoryQuery),
    /// `/accounts/{id}`; `identifier` is what found a restricted account.
    Account {
        id: String,
        identifier: Option<String>,
    },
    /// `/accounts/{id}/access`: who holds what.
    AccountAccess {
        id: String,
        query: AccessGrantQuery,
    },
    /// `/accounts/{id}/request`: the wizard.
    RequestAccess {
        account: String,
        identifier: Option<String>,
        step: WizardStep,
        /// The Virtual Account that is ticked at first.
        virtual_account: Option<String>,
    },
    /// `/request-access`: by the account's domain identifier.
    RequestByIdentifier {
        identifier: Option<String>,
        /// The account chosen among those found, by id.
        account: Option<String>,
        step: IdentifierStep,
    },
    /// `/requests`: one's own, of both kinds.
    Requests(OwnRequestsQuery),
    /// `/requests/{reference}`; `sent` on the way from sending it.
    Request {
        reference: String,
        sent: bool,
    },
    /// `/create-smart-account`: a new account for a customer; `from` is a lapsed request to begin with.
    CreateSmartAccount {
        from: Option<String>,
    },
    /// `/account-requests/{reference}`: one's own request for a new account.
    AccountRequest {
        reference: String,
    },
    /// `/pending-requests`: those that the person decides; `queue` is never in the URL.
    PendingRequests(PendingQuery),
    /// `/pending-requests/{reference}`; `list` is how the list was narrowed and ordered from which it was opened: its queue
    /// and page say nothing here.
    PendingRequest {
        reference: String,
        list: PendingQuery,
    },
    /// `/pending-account-requests/{reference}`: a request for a new account, for whoever decides it.
    PendingAccountRequest {
        reference: String,
    },
    /// `/operator-queue`: those that came to the operator.
    OperatorQueue(PendingQuery),
    /// `/invitations/{id}`: an invitation to an account, reached from its mail.
    Invitation {
        id: String,
    },
    /// `/profile`; `return_to` is where the person came from.
    Profile {
        return_to: Option<Box<Route>>,
    },
    NotFound,
}

/// The wizard's steps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum WizardStep {
    /// Scope of access and user role.
    #[default]
    Access,
    VirtualAccounts,
    Check,
}

/// The steps of a request by identifier.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum IdentifierStep {
    /// Profile and account domain identifier.
    #[default]
    Identify,
    /// The identifier was submitted: the accounts found, where it is not exactly one.
    Select,
    Reason,
    Check,
}

impl Route {
    /// Reads a path as the browser has it, and a query without its `?`.
    pub fn parse(path: &str, query: &str) -> Route {
        let query = Query::parse(query);
        let segments: Vec<String> = path.split('/').filter(|segment| !segment.is_empty()).map(decoded).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [] => Route::Home,
            [DIRECTORY] => Route::Directory(lists::directory(&query)),
            [ACCOUNTS, id] => Route::Account { id: (*id).into(), identifier: query.value("identifier") },
            [ACCOUNTS, id, "access"] => Route::AccountAccess { id: (*id).into(), query: lists::grants(&query) },
            [ACCOUNTS, id, "request"] => Route::RequestAccess {
                account: (*id).into(),
                identifier: query.value("identifier"),
                step: match query.value("step").as_deref() {
                    Some("virtual-accounts") => WizardStep::VirtualAccounts,
                    Some("check") => WizardStep::Check,
                    _ => WizardStep::Access,
                },
                virtual_account: query.value("virtual_account"),
            },
            [REQUEST_ACCESS] => Route::RequestByIdentifier {
                identifier: query.value("identifier"),
                account: query.value("account"),
                step: match query.value("step").as_deref() {
                    Some("select") => IdentifierStep::Select,
                    Some("reason") => IdentifierStep::Reason,
                    Some("check") => IdentifierStep::Check,
                    _ => IdentifierStep::Identify,
                },
            },
            [REQUESTS] => Route::Requests(lists::own_requests(&query)),
            [REQUESTS, reference] => Route::Request { reference: (*reference).into(), sent: query.is_true("sent") },
            [CREATE_SMART_ACCOUNT] => Route::CreateSmartAccount { from: query.value("from") },
            [ACCOUNT_REQUESTS, reference] => Route::AccountRequest { reference: (*reference).into() },
            [PENDING_ACCOUNT_REQUESTS, reference] => Route::PendingAccountRequest { reference: (*reference).into() },
            [PENDING_REQUESTS] => Route::PendingRequests(lists::pending(&query)),
            [PENDING_REQUESTS, reference] => Route::PendingRequest {
                reference: (*reference).into(),
                list: PendingQuery { page: None, ..lists::pending(&query) },
            },
            [OPERATOR_QUEUE] => Route::OperatorQueue(lists::pending(&query)),
            [INVITATIONS, id] => Route::Invitation { id: (*id).into() },
            // Only a page of this app is returned to: a link from elsewhere cannot name another site.
            [PROFILE] => Route::Profile {
                return_to: query
                    .value("return")
                    .map(|url| Route::parse_url(&url))
                    .filter(|route| *route != Route::NotFound)
                    .map(Box::new),
            },
            _ => Route::NotFound,
        }
    }

    /// Reads a path and query in one.
    pub fn parse_url(url: &str) -> Route {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        Route::parse(path, query)
    }

    /// The page alone: a view stays mounted while this stays equal, whatever else changes in the URL.
    pub fn page(&self) -> Route {
        match self.clone() {
            Route::Directory(_) => Route::Directory(DirectoryQuery::default()),
            Route::AccountAccess { id, .. } => Route::AccountAccess { id, query: AccessGrantQuery::default() },
            Route::Requests(_) => Route::Requests(OwnRequestsQuery::default()),
            Route::PendingRequests(_) => Route::PendingRequests(PendingQuery::default()),
            Route::OperatorQueue(_) => Route::OperatorQueue(PendingQuery::default()),
            Route::RequestAccess { account, identifier, .. } => {
                Route::RequestAccess { account, identifier, step: WizardStep::Access, virtual_account: None }
            }
            Route::RequestByIdentifier { .. } => {
                Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify }
            }
            other => other,
        }
    }

    /// The page and its step: when this changes, the heading takes the focus.
    pub fn place(&self) -> Route {
        match self.clone() {
            Route::RequestAccess { account, identifier, step, .. } => {
                Route::RequestAccess { account, identifier, step, virtual_account: None }
            }
            Route::RequestByIdentifier { step, .. } => {
                // What was found shows beside the field or in a dialog, which takes the focus itself.
                let step = if step == IdentifierStep::Select { IdentifierStep::Identify } else { step };
                Route::RequestByIdentifier { identifier: None, account: None, step }
            }
            other => other.page(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&match self {
            Route::Home => "/".to_owned(),
            Route::Directory(query) => lists::directory_url(DIRECTORY, query),
            Route::Account { id, identifier } => url(&[ACCOUNTS, id], &[("identifier", identifier.as_deref())]),
            Route::AccountAccess { id, query } => lists::grants_url(id, query),
            Route::RequestAccess { account, identifier, step, virtual_account } => url(
                &[ACCOUNTS, account, "request"],
                &[
                    ("identifier", identifier.as_deref()),
                    (
                        "step",
                        match step {
                            WizardStep::Access => None,
                            WizardStep::VirtualAccounts => Some("virtual-accounts"),
                            WizardStep::Check => Some("check"),
                        },
                    ),
                    ("virtual_account", virtual_account.as_deref()),
                ],
            ),
            Route::RequestByIdentifier { identifier, account, step } => url(
                &[REQUEST_ACCESS],
                &[
                    ("identifier", identifier.as_deref()),
                    ("account", account.as_deref()),
                    (
                        "step",
                        match step {
                            IdentifierStep::Identify => None,
                            IdentifierStep::Select => Some("select"),
                            IdentifierStep::Reason => Some("reason"),
                            IdentifierStep::Check => Some("check"),
                        },
                    ),
                ],
            ),
            Route::Requests(query) => lists::own_requests_url(REQUESTS, query),
            Route::Request { reference, sent } => url(&[REQUESTS, reference], &[("sent", sent.then_some("true"))]),
            Route::CreateSmartAccount { from } => url(&[CREATE_SMART_ACCOUNT], &[("from", from.as_deref())]),
            Route::AccountRequest { reference } => url(&[ACCOUNT_REQUESTS, reference], &[]),
            Route::PendingAccountRequest { reference } => url(&[PENDING_ACCOUNT_REQUESTS, reference], &[]),
            Route::PendingRequests(query) => lists::pending_url(&[PENDING_REQUESTS], query),
            Route::PendingRequest { reference, list } => {
                lists::pending_url(&[PENDING_REQUESTS, reference], &PendingQuery { page: None, ..list.clone() })
            }
            Route::OperatorQueue(query) => lists::pending_url(&[OPERATOR_QUEUE], query),
            Route::Invitation { id } => url(&[INVITATIONS, id], &[]),
            Route::Profile { return_to } => {
                let return_to = return_to.as_ref().map(ToString::to_string);
                url(&[PROFILE], &[("return", return_to.as_deref())])
            }
            Route::NotFound => "/not-found".to_owned(),
        })
    }
}

//! The pages. Each reads as: route, data, view.

use api::pending_access_request::Queue;
use leptos::prelude::*;

use crate::{element::nothing, held::Derived, route::Route};

mod account;
mod account_access;
mod account_request;
mod create_smart_account;
mod directory;
mod not_found;
mod pending_account_request;
mod pending_request;
mod pending_requests;
mod profile;
mod request;
mod request_access;
mod request_by_identifier;
mod requests;

/// The view of a page. `page` is the route without what may change while it stays; `route` is all of it, and follows.
pub fn view(page: Route, route: Derived<Route>) -> AnyView {
    match page {
        // Replaced at once by the page that opens first.
        Route::Home => nothing(),
        Route::Directory(_) => directory::directory_page(route),
        Route::Account { id, identifier } => account::account_page(&id, identifier),
        Route::AccountAccess { id, .. } => account_access::account_access_page(&id, route),
        Route::RequestAccess { account, identifier, .. } => {
            request_access::request_access_page(account, identifier, route)
        }
        Route::RequestByIdentifier { .. } => request_by_identifier::request_by_identifier_page(route),
        Route::CreateSmartAccount { from } => create_smart_account::create_smart_account_page(from),
        Route::Requests => requests::requests_page(),
        Route::Request { reference, sent } => request::request_page(&reference, sent),
        Route::AccountRequest { reference } => account_request::account_request_page(&reference),
        Route::PendingAccountRequest { reference } => pending_account_request::pending_account_request_page(&reference),
        Route::PendingRequests(_) => pending_requests::pending_requests_page(Queue::Administrator, route),
        Route::PendingRequest { reference } => pending_request::pending_request_page(&reference),
        Route::OperatorQueue(_) => pending_requests::pending_requests_page(Queue::Operator, route),
        Route::Profile { return_to } => profile::profile_page(return_to.map(|route| *route)),
        Route::NotFound => not_found::not_found_page(),
    }
}

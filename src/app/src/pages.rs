//! The pages. Each reads as: route, data, view.

use api::page::Route;
use leptos::prelude::*;

use crate::dom::{element::nothing, signal::Memo};

mod account;
mod account_access;
mod account_request;
mod create_smart_account;
mod directory;
mod lazy;
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
pub fn view(page: Route, route: Memo<Route>) -> AnyView {
    if let Some(chunk) = lazy::chunk_of(&page) {
        return lazy::view(chunk, page, route);
    }
    match page {
        Route::Directory(_) => directory::directory_page(route),
        Route::Account { id, identifier } => account::account_page(&id, identifier),
        Route::NotFound => not_found::not_found_page(),
        // `Home` is replaced at once by the page that opens first.
        _ => nothing(),
    }
}

/// Downloads what a page will need, while the app is still about to start.
pub fn preload(page: &Route) {
    if let Some(chunk) = lazy::chunk_of(page) {
        lazy::preload(chunk);
    }
}

/// Downloads in time what no page has asked for yet.
pub fn load_when_idle() {
    lazy::load_when_idle();
}

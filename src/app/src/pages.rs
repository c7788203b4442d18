//! The pages. Each reads as: route, data, view.

use api::page::Route;
use leptos::prelude::*;

use crate::dom::{element::nothing, signal::Memo};

mod account;
mod account_access;
mod account_request;
mod create_smart_account;
mod directory;
mod invitation;
mod lazy;
mod next_steps;
mod not_found;
pub mod palette;
mod pending_account_request;
mod pending_request;
mod pending_requests;
mod profile;
mod request;
mod request_access;
mod request_by_identifier;
mod requests;

/// The view of a page. `page` is the route without what may change while the view stays; `route` is the whole route.
pub fn view(page: Route, route: Memo<Route>) -> AnyView {
    if let Some(chunk) = lazy::chunk_of(&page) {
        return lazy::view(chunk, page, route);
    }
    match page {
        Route::Directory(_) => directory::directory_page(route),
        Route::NotFound => not_found::not_found_page(),
        // `Home` is replaced at once by the page that opens first.
        _ => nothing(),
    }
}

/// The command palette, which is loaded when it is first opened.
pub fn command_palette() -> AnyView {
    lazy::command_palette()
}

/// The name of the chunk that a page is in; nothing where the page is there from the start.
pub fn chunk_name(page: &Route) -> Option<&'static str> {
    lazy::chunk_of(page).map(lazy::Chunk::name)
}

/// Downloads the chunk of a page while the app is still starting.
pub fn preload(page: &Route) {
    if let Some(chunk) = lazy::chunk_of(page) {
        lazy::preload(chunk);
    }
}

/// Downloads all chunks once the browser is idle.
pub fn load_when_idle() {
    lazy::load_when_idle();
}

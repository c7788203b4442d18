//! The way from a request for a new account back to the list that it came from.

use api::page::Route;

use crate::{
    dom::element::Element,
    session::{App, texts},
    ui::page::link,
};

/// The list of pending requests, or the home page for people who have none.
pub(super) fn list(app: App) -> Route {
    let waits = app.changes.with_untracked(|changes| changes.pending + changes.pending_accounts > 0);
    if waits || app.has_directory() { Route::PendingRequests(Default::default()) } else { Route::Home }
}

pub(super) fn list_link(app: App) -> Element {
    let route = list(app);
    let words = if route == Route::Home { texts().not_found_home() } else { texts().menu_pending() };
    link(&route, words, "button button--primary")
}

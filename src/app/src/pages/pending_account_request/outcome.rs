//! What the person has just done with the request, and where to go from here.

use api::page::Route;
use leptos::prelude::*;

use super::list_link::list_link;
use crate::{
    dom::{attr, element::dynamic, html},
    forms::access_request::blocked::profile_link,
    routing::navigation,
    session::{App, texts},
    ui::page::link,
};

const OUTCOME: &str = "outcome";

/// What was done.
#[derive(Clone)]
pub(super) enum Outcome {
    /// The account of this name is active, and the person's.
    Created {
        name: String,
        lets_others_in: bool,
    },
    /// The next decider decides.
    Passed,
    Denied,
    /// To this address.
    Forwarded(String),
}

/// `reference` is that of the request.
pub(super) fn panel(outcome: &Outcome, reference: &str, app: App) -> AnyView {
    let (title, words) = match outcome {
        Outcome::Created { name, lets_others_in } => {
            let words = if *lets_others_in {
                texts().account_pending_created_with_others()
            } else {
                texts().account_pending_created_text()
            };
            (texts().account_pending_created(name), words)
        }
        Outcome::Passed => (texts().account_pending_passed().to_owned(), texts().account_pending_passed_text()),
        Outcome::Denied => (texts().account_pending_denied().to_owned(), texts().pending_declined_text()),
        Outcome::Forwarded(to) => (texts().account_pending_forwarded(to), texts().account_pending_forwarded_text()),
    };
    // After the dialog has given the focus back.
    set_timeout(|| navigation::focus(OUTCOME), std::time::Duration::ZERO);
    let panel = html::div()
        .class("outcome")
        .el(html::h2().attr(attr::ID, OUTCOME).attr(attr::TABINDEX, "-1").text(title))
        .el(html::p().text(words));
    if !matches!(outcome, Outcome::Created { .. }) {
        // A moment later fewer requests wait, perhaps none.
        return panel
            .child(dynamic(move || {
                app.changes.track();
                list_link(app).view()
            }))
            .view();
    }
    let is_nameless = is_nameless(app);
    let nameless = is_nameless.then(|| html::p().text(texts().account_pending_nameless()));
    let profile = is_nameless.then(|| profile_link(app, &here(reference)));
    let directory = link(&Route::Directory(Default::default()), texts().product_name(), "button button--primary");
    panel.els(nameless).el(html::div().class("cluster").el(directory).els(profile)).view()
}

/// Whether the account's people would see the person's address in place of a name.
pub(super) fn is_nameless(app: App) -> bool {
    app.session.with_untracked(|session| session.person.name.is_empty())
}

/// The page to which the profile leads back.
pub(super) fn here(reference: &str) -> Route {
    Route::PendingAccountRequest { reference: reference.to_owned() }
}

//! When this tab is no longer its person's: another one has signed in in another tab, the session was ended there, or the
//! browser shows again a page that it kept. Nothing of the first person stays to be seen, and nothing that they typed is
//! sent in another's name.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, PageTransitionEvent};

use crate::{
    net::polling::Polling,
    session::{
        App,
        tabs::{self, News},
    },
    storage::draft,
    ui::unsaved_changes,
};

/// Listens to the other tabs and to the browser. Once, when the app is mounted.
pub fn watch(app: App, polling: Polling) {
    tabs::listen(move |news| match news {
        News::SignedOut => {
            hide();
            draft::erase_all();
            go_to("/sign-in");
        }
        News::SignedIn { email, token } => {
            let (own, known) = app
                .session
                .with_untracked(|session| (session.person.email == email, session.anti_forgery_token == token));
            // News may be late: whose session it is, the server says.
            if !own || !known {
                polling.refresh_session();
            }
        }
    });
    // The browser takes a picture of a page that it keeps as it leaves it: Back would paint that before anything is asked.
    window_event_listener_untyped("pagehide", |event| {
        if is_kept(&event) {
            hide();
        }
    });
    window_event_listener_untyped("pageshow", |event| {
        if is_kept(&event) {
            reload();
        }
    });
}

/// Begins anew for the person who has signed in in another tab. It will say so. The address of the page is the first one's,
/// and may name an account that the other does not know.
pub fn give_way() {
    draft::note_takeover();
    hide();
    go_to("/");
}

fn is_kept(event: &Event) -> bool {
    event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted)
}

fn hide() {
    unsaved_changes::stop_asking();
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("hidden", "");
    }
}

fn reload() {
    let _ = window().location().reload();
}

fn go_to(path: &str) {
    let _ = window().location().replace(path);
}

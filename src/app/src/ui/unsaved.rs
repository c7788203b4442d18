//! What would be lost: typed in a dialog, and not kept as a draft as the forms are. The browser asks before the page is
//! closed or left with it. Closing the dialog is the person's own act, and a page under it cannot be left by a link.

use leptos::prelude::*;

/// Asks while `is_unsaved`, as long as the view that calls this.
pub fn ask_before_leaving(is_unsaved: impl Fn() -> bool + 'static) {
    let handle = window_event_listener_untyped("beforeunload", move |event| {
        if is_unsaved() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

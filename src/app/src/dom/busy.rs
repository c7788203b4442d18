//! Says on `<html data-ready>` that nothing is under way any more. Browser tests wait for it.

use std::{cell::Cell, time::Duration};

use leptos::prelude::{document, set_timeout};

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
    static THEN: Cell<Option<fn()>> = const { Cell::new(None) };
}

/// Something under way; it ends when this is dropped.
pub struct Busy(());

/// Begins something that the page waits for.
pub fn busy() -> Busy {
    UNDER_WAY.set(UNDER_WAY.get() + 1);
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-ready");
    }
    Busy(())
}

/// Calls `run` once nothing is under way.
pub fn then(run: fn()) {
    THEN.set(Some(run));
}

impl Drop for Busy {
    fn drop(&mut self) {
        UNDER_WAY.set(UNDER_WAY.get().saturating_sub(1));
        // What was loaded is shown first, and may itself begin something.
        set_timeout(say_when_idle, Duration::ZERO);
    }
}

fn say_when_idle() {
    if UNDER_WAY.get() > 0 {
        return;
    }
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "");
    }
    if let Some(run) = THEN.take() {
        run();
    }
}

//! Says on `<html data-ready>` that nothing is under way any more. Browser tests wait for it.

use std::{cell::Cell, time::Duration};

use leptos::prelude::{document, set_timeout};

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
    static WHEN_IDLE: Cell<Option<fn()>> = const { Cell::new(None) };
}

/// Something under way; it ends when this is dropped.
pub struct Guard(());

/// Begins something that the page waits for.
pub fn guard() -> Guard {
    UNDER_WAY.set(UNDER_WAY.get() + 1);
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-ready");
    }
    Guard(())
}

/// Calls `run` once nothing is under way.
pub fn when_idle(run: fn()) {
    WHEN_IDLE.set(Some(run));
}

impl Drop for Guard {
    fn drop(&mut self) {
        UNDER_WAY.set(UNDER_WAY.get().saturating_sub(1));
        // What was loaded is shown first, and may itself begin something.
        set_timeout(mark_when_idle, Duration::ZERO);
    }
}

fn mark_when_idle() {
    if UNDER_WAY.get() > 0 {
        return;
    }
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "");
    }
    if let Some(run) = WHEN_IDLE.take() {
        run();
    }
}

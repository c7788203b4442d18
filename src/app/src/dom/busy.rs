//! Marks `<html data-ready>` when nothing is being loaded or drawn. Browser tests wait for it.

use std::{cell::Cell, time::Duration};

use leptos::prelude::{document, set_timeout};

// No contexts: the app is busy before its first view, and guards are dropped where Leptos knows no owner.
thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
    static WHEN_IDLE: Cell<Option<fn()>> = const { Cell::new(None) };
}

/// The page is busy until this is dropped.
pub struct Guard(());

/// Marks the page as busy.
pub fn guard() -> Guard {
    UNDER_WAY.set(UNDER_WAY.get() + 1);
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-ready");
    }
    Guard(())
}

/// Calls `run` once the page is no longer busy.
pub fn when_idle(run: fn()) {
    WHEN_IDLE.set(Some(run));
}

impl Drop for Guard {
    fn drop(&mut self) {
        UNDER_WAY.set(UNDER_WAY.get().saturating_sub(1));
        // Its result is rendered first, which may make the page busy again.
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

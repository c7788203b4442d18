//! The result of something that the person did, as a message above the page's content. It takes the focus, with which
//! screen readers read it; a live region would read it a second time.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    dom::{
        attr,
        element::{ElementRef, dynamic, nothing},
        html,
        signal::State,
    },
    ui::notice::{Tone, notice},
};

/// The place of the message. Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct StatusMessage {
    words: State<Option<(Tone, String, String)>>,
    place: ElementRef,
}

impl Default for StatusMessage {
    fn default() -> Self {
        StatusMessage { words: State::new(None), place: ElementRef::new() }
    }
}

impl StatusMessage {
    /// Shows a title and, unless it is empty, a sentence, and moves the focus there: the button that was pressed may be
    /// gone.
    pub fn show(self, tone: Tone, title: &str, words: String) {
        self.words.set(Some((tone, title.to_owned(), words)));
        // Once a dialog has given the focus back.
        let focus = move || {
            if let Some(place) = self.place.try_get_untracked().flatten() {
                let _ = place.unchecked_into::<HtmlElement>().focus();
            }
        };
        set_timeout(focus, Duration::ZERO);
    }

    /// Shows nothing any more.
    pub fn clear(self) {
        self.words.set(None);
    }

    pub fn view(self) -> AnyView {
        let message = dynamic(move || match self.words.get() {
            Some((tone, title, words)) => {
                let words = (!words.is_empty()).then(|| html::p().text(words));
                notice(tone, &title, words)
            }
            None => nothing(),
        });
        html::div().class("status-message").attr(attr::TABINDEX, "-1").node_ref(self.place).child(message).view()
    }
}

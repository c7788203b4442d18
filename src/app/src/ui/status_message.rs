//! What became of something that the person did: said above the page's content, and given the focus, with which it is
//! read. A live region would read it a second time.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    dom::{
        element::{Handle, el, live, nothing},
        signal::State,
    },
    ui::notice::{Tone, notice},
};

/// The place for it. Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Said {
    words: State<Option<(Tone, String, String)>>,
    place: Handle,
}

impl Default for Said {
    fn default() -> Self {
        Said { words: State::new(None), place: Handle::new() }
    }
}

impl Said {
    /// Says it: a title and, unless it is empty, a sentence. The button that was pressed may go with what it did.
    pub fn say(self, tone: Tone, title: &str, words: String) {
        self.words.set(Some((tone, title.to_owned(), words)));
        // Once a dialog has given the focus back.
        let focus = move || {
            if let Some(place) = self.place.try_get_untracked().flatten() {
                let _ = place.unchecked_into::<HtmlElement>().focus();
            }
        };
        set_timeout(focus, Duration::ZERO);
    }

    /// Says nothing any more.
    pub fn clear(self) {
        self.words.set(None);
    }

    pub fn view(self) -> AnyView {
        let said = live(move || match self.words.get() {
            Some((tone, title, words)) => {
                let words = (!words.is_empty()).then(|| el("p").text(words));
                notice(tone, &title, words)
            }
            None => nothing(),
        });
        el("div").class("said").attr("tabindex", "-1").handle(self.place).child(said).view()
    }
}

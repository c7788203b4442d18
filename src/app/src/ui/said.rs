//! What became of something that the person did: said above the page's content, and given the focus.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    element::{el, live, nothing},
    held::Held,
    navigation,
    ui::notice::{Tone, notice},
};

const SAID: &str = "said";

/// The place for it. Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Said(Held<Option<(Tone, String, String)>>);

impl Default for Said {
    fn default() -> Self {
        Said(Held::new(None))
    }
}

impl Said {
    /// Says it: a title and, unless it is empty, a sentence. The button that was pressed may go with what it did.
    pub fn say(self, tone: Tone, title: &str, words: String) {
        self.0.set(Some((tone, title.to_owned(), words)));
        // Once a dialog has given the focus back.
        set_timeout(|| navigation::focus(SAID), Duration::ZERO);
    }

    /// Says nothing any more.
    pub fn clear(self) {
        self.0.set(None);
    }

    pub fn view(self) -> AnyView {
        let said = live(move || match self.0.get() {
            Some((tone, title, words)) => {
                let words = (!words.is_empty()).then(|| el("p").text(words));
                notice(tone, &title, words)
            }
            None => nothing(),
        });
        el("div").class("said").attr("role", "status").attr("id", SAID).attr("tabindex", "-1").child(said).view()
    }
}

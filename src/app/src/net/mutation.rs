//! Sending what a button or a dialog of a page asks for, one thing at a time, and saying what became of it. Pages share
//! this one copy: what they send and what follows from it is theirs.

use std::pin::Pin;

use api::problem::{Code, Problem};
use gloo_net::http::Method;
use leptos::prelude::*;

use crate::{
    dom::{
        element::{Element, all},
        signal::State,
        task,
    },
    net::client,
    session::texts,
    ui::{
        dialog::dialog,
        form::{Errors, error_summary},
        notice::Tone,
        page::button,
        status_message::Said,
    },
};

/// The body where the path says it all.
pub const NOTHING: &str = "{}";

/// Something on its way. Its answer is not kept: the page loads what it shows again.
pub type Sent = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// What is done once the answer is there, if the page still is.
pub type Then = Box<dyn FnOnce(Result<(), Problem>)>;

/// Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Whether the dialog stands that asks first.
    pub open: State<bool>,
    /// What is wrong with what the dialog asks for.
    pub errors: Errors,
    /// Above the page's content.
    pub said: Said,
    is_under_way: State<bool>,
}

/// Sends `body` to `path`.
pub fn message(method: Method, path: String, body: Option<String>) -> Sent {
    Box::pin(async move { client::send_unread(method, &path, body).await })
}

impl Sending {
    pub fn new(is_open: bool, said: Said) -> Sending {
        Sending { open: State::new(is_open), errors: Errors::default(), said, is_under_way: State::new(false) }
    }

    /// Whether the dialog stands and nothing of it is on its way.
    pub fn is_waited_for(self) -> bool {
        let is = |value: State<bool>| value.try_with_untracked(|value| *value) == Some(true);
        is(self.open) && !is(self.is_under_way)
    }

    /// A button that sends: it rests while something is under way.
    pub fn button(self, words: &str, class: &'static str, act: impl FnMut() + Send + 'static) -> Element {
        button(words, class, act)
            .live_flag("disabled", move || self.is_under_way.get())
            .live_bool("aria-busy", move || self.is_under_way.get())
    }

    /// The dialog that asks first. `keep` stands on the button that leaves everything as it is.
    pub fn dialog(self, title: &str, keep: &str, body: Vec<AnyView>, confirm: Element) -> AnyView {
        let keep = button(keep, "button", move || self.open.set(false));
        dialog(self.open, title, all(vec![error_summary(self.errors), all(body)]), [keep, confirm])
    }

    /// Sends, unless something is under way already.
    pub fn send(self, sent: Sent, then: Then) {
        if self.is_under_way.get_untracked() {
            return;
        }
        self.is_under_way.set(true);
        self.said.clear();
        task::spawn(async move {
            let answer = sent.await;
            // Whoever has left meanwhile is not called back.
            if self.is_under_way.try_set(false) {
                then(answer);
            }
        });
    }

    /// Says what became of it: in the dialog what can be put right there, everything else above the page's content.
    /// Whether the page is to be loaded again.
    pub fn settle(self, answer: Result<(), Problem>, done: &str) -> bool {
        let (tone, title, words) = match answer {
            Ok(()) => (Tone::Success, done.to_owned(), String::new()),
            Err(problem) if self.open.get_untracked() && !is_outdated(&problem) => {
                self.errors.set_problem(problem);
                return false;
            }
            // The server asks to load the page again, which is being done.
            Err(problem) if problem.code == Code::Conflict => {
                (Tone::Warning, problem.title, texts().meanwhile().to_owned())
            }
            Err(problem) => (Tone::Warning, problem.title, problem.detail),
        };
        self.open.set(false);
        self.said.say(tone, &title, words);
        true
    }
}

/// Whether the page shows what is no longer so; trying the same again would not help.
fn is_outdated(problem: &Problem) -> bool {
    matches!(problem.status, 404 | 409)
}

//! One change after the other that a button or a dialog of a page sends, and the message about its result. Pages share
//! this one copy; what they send and what follows from it is theirs.

use std::pin::Pin;

use api::problem::{Code, Problem};
use gloo_net::http::Method;
use leptos::prelude::*;

use crate::{
    dom::{
        attr,
        element::{Element, fragment},
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
        status_message::StatusMessage,
    },
};

/// The body of a request that needs none besides its path.
pub const EMPTY_BODY: &str = "{}";

/// A request under way. Its answer is dropped: the page loads again what it shows.
pub type SendFuture = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// Called with the result, if the page is still there.
pub type OnResult = Box<dyn FnOnce(Result<(), Problem>)>;

/// Copy it freely; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Mutation {
    /// Whether the dialog that asks first is open.
    pub open: State<bool>,
    /// What is wrong with what the dialog asks for.
    pub errors: Errors,
    /// The message above the page's content.
    pub status: StatusMessage,
    is_under_way: State<bool>,
}

/// Sends `body` to `path`.
pub fn send_request(method: Method, path: String, body: Option<String>) -> SendFuture {
    Box::pin(async move { client::send_unread(method, &path, body).await })
}

impl Mutation {
    pub fn new(is_open: bool, status: StatusMessage) -> Mutation {
        Mutation { open: State::new(is_open), errors: Errors::default(), status, is_under_way: State::new(false) }
    }

    /// Whether the dialog is open and nothing is being sent from it.
    pub fn is_open_and_idle(self) -> bool {
        let is = |value: State<bool>| value.try_with_untracked(|value| *value) == Some(true);
        is(self.open) && !is(self.is_under_way)
    }

    /// Whether something is being sent, for a view.
    pub fn is_sending(self) -> bool {
        self.is_under_way.get()
    }

    /// A button that sends. It is disabled while something is being sent.
    pub fn button(self, words: &str, class: &'static str, act: impl FnMut() + Send + 'static) -> Element {
        button(words, class, act)
            .flag_with(attr::DISABLED, move || self.is_under_way.get())
            .bool_attr_with(attr::ARIA_BUSY, move || self.is_under_way.get())
    }

    /// The dialog that asks first. `keep` is the text of the button that changes nothing.
    pub fn dialog(self, title: &str, keep: &str, body: Vec<AnyView>, confirm: Element) -> AnyView {
        let keep = button(keep, "button", move || self.open.set(false));
        dialog(self.open, title, fragment(vec![error_summary(self.errors), fragment(body)]), [keep, confirm])
    }

    /// Sends, unless something is being sent already.
    pub fn send(self, sent: SendFuture, then: OnResult) {
        if self.is_under_way.get_untracked() {
            return;
        }
        self.is_under_way.set(true);
        self.status.clear();
        task::spawn(async move {
            let answer = sent.await;
            // Not called where the page was left meanwhile.
            if self.is_under_way.try_set(false) {
                then(answer);
            }
        });
    }

    /// Shows the result: errors that can be corrected in the dialog there, everything else above the page's content.
    /// Returns whether the page is to be loaded again.
    pub fn on_result(self, answer: Result<(), Problem>, done: &str) -> bool {
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
        self.status.show(tone, &title, words);
        true
    }
}

/// Whether the page shows an old state, so that sending the same again would not help.
fn is_outdated(problem: &Problem) -> bool {
    matches!(problem.status, 404 | 409)
}

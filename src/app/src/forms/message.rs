//! The form of a message about a request for access, under those that were written before. It keeps its text while the page
//! around it is updated.

use std::sync::Arc;

use api::{
    message::{Messages, NewMessage},
    problem::Problem,
};
use gloo_net::http::Method;
use leptos::prelude::*;
use serde::de::IgnoredAny;
use web_sys::Event;

use crate::{
    components::messages::message_list,
    dom::{
        attr,
        element::{dynamic, nothing},
        event, html,
        signal::{Memo, State},
        task,
    },
    forms::access_request::{fields::REASON_LIMIT, submit::idempotency_key},
    net::{client, mutation::Mutation},
    session::texts,
    storage::draft,
    ui::{
        form::{
            Errors, error_summary,
            field::{Field, text_area},
        },
        notice::Tone,
        page::section,
        status_message::StatusMessage,
    },
};

/// The next message, and whatever became of the last one. Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct MessageForm {
    path: State<String>,
    text: State<String>,
    asks: State<bool>,
    errors: Errors,
    mutation: Mutation,
}

/// Loads the page again once a message was sent.
pub type Sent = Arc<dyn Fn() + Send + Sync>;

/// What the section shows besides the messages: whether the reader may write, and ask for information.
#[derive(Clone, Copy, PartialEq)]
pub struct MayWrite {
    pub message: bool,
    pub question: bool,
    /// Whether nobody may write any more.
    pub is_over: bool,
}

impl MessageForm {
    /// Of the request whose messages are sent to `path`.
    pub fn open(path: String) -> MessageForm {
        let (text, asks) = draft::load(&draft_key(&path)).unwrap_or_default();
        let form = MessageForm {
            path: State::new(path),
            text: State::new(text),
            asks: State::new(asks),
            errors: Errors::default(),
            mutation: Mutation::new(false, StatusMessage::default()),
        };
        task::effect(move || {
            let typed = (form.text.get(), form.asks.get());
            form.path.with_untracked(|path| {
                if typed.0.is_empty() {
                    draft::erase(&draft_key(path));
                } else {
                    draft::save(&draft_key(path), &typed);
                }
            });
        });
        form
    }

    /// The messages under their heading, and the form where the reader may write.
    pub fn section(
        self,
        messages: impl Fn() -> Option<Messages> + Send + 'static,
        may_write: Memo<MayWrite>,
        sent: Sent,
    ) -> AnyView {
        let list = dynamic(move || messages().map_or_else(nothing, |messages| message_list(&messages)));
        let form = dynamic(move || {
            let may_write = may_write.get();
            match may_write {
                MayWrite { message: true, .. } => untrack(|| self.form(may_write, Arc::clone(&sent))),
                MayWrite { is_over: true, .. } => closed(),
                // It is open, and not this reader's to write about now: the page says why.
                _ => nothing(),
            }
        });
        section("messages", texts().requests_messages())
            .child(list)
            .child(self.mutation.status.view())
            .child(form)
            .view()
    }

    fn form(self, may_write: MayWrite, sent: Sent) -> AnyView {
        let lead = if may_write.question {
            texts().requests_messages_lead_decider()
        } else {
            texts().requests_messages_lead()
        };
        let field = Field {
            name: "text",
            label: texts().requests_message_text().to_owned(),
            hint: Some(lead.to_owned()),
            value: self.text,
            required: true,
            autocomplete: "off",
        };
        let ask = may_write.question.then(|| {
            let tick = move |event| self.asks.set(event_target_checked(&event));
            let tick_box = html::input().attr(attr::TYPE, "checkbox").checked(move || self.asks.get());
            html::label()
                .class("choice")
                .el(tick_box.on(event::CHANGE, tick))
                .el(html::span().class("choice__label").text(texts().requests_message_ask()))
                .el(html::span().class("choice__hint").text(texts().requests_message_ask_hint()))
        });
        let send = html::button()
            .class("button")
            .attr(attr::TYPE, "submit")
            .text(texts().requests_message_send())
            .flag_with(attr::DISABLED, move || self.mutation.is_sending());
        html::form()
            .class("form")
            .flag(attr::NOVALIDATE, true)
            .on(event::SUBMIT, move |event: Event| {
                event.prevent_default();
                self.send(Arc::clone(&sent));
            })
            .child(error_summary(self.errors))
            .child(text_area(field, 3, REASON_LIMIT, self.errors))
            .els(ask)
            .el(html::div().class("form__actions").el(send))
            .view()
    }

    fn send(self, sent: Sent) {
        let message = NewMessage {
            text: self.text.get_untracked().trim().to_owned(),
            asks_for_information: self.asks.get_untracked(),
        };
        let mut missing = Vec::new();
        if message.text.is_empty() {
            Errors::required(&mut missing, "text", texts().requests_message_text());
        }
        let is_missing = !missing.is_empty();
        self.errors.set(missing);
        if is_missing {
            return;
        }
        let path = self.path.get_untracked();
        let key = idempotency_key(&attempt_key(&path), serde_json::to_string(&message).unwrap_or_default());
        let sending =
            async move { client::send::<_, IgnoredAny>(Method::POST, &path, &message, Some(&key)).await.map(|_| ()) };
        self.mutation.send(Box::pin(sending), Box::new(move |answer| self.on_result(answer, sent)));
    }

    fn on_result(self, answer: Result<(), Problem>, sent: Sent) {
        match answer {
            Ok(()) => {
                self.path.with_untracked(|path| draft::erase(&attempt_key(path)));
                self.text.set(String::new());
                self.asks.set(false);
                self.mutation.status.show(Tone::Success, texts().requests_message_sent(), String::new());
                sent();
            }
            // What was written stays in the form.
            Err(problem) => self.errors.set_problem(problem),
        }
    }
}

fn closed() -> AnyView {
    html::p().class("muted").text(texts().requests_messages_closed()).view()
}

fn draft_key(path: &str) -> String {
    ["message:", path].concat()
}

fn attempt_key(path: &str) -> String {
    ["message-sent:", path].concat()
}

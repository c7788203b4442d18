//! What a person does about a request of their own while it is open: reminding of it, and cancelling it.

use api::{access_request::AccessRequest, path};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::vocabulary::{AccessRequestAction, RequestStatus};
use serde::Serialize;

use crate::{
    access_request::outlook::section,
    client,
    element::{Element, el, nothing},
    format,
    held::Held,
    remote::Source,
    session::texts,
    task,
    ui::{dialog::dialog, notice::Tone, page::button, said::Said},
};

/// What is sent where the path says it all.
#[derive(Serialize)]
struct Nothing {}

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct Following {
    reference: Held<String>,
    source: Source<AccessRequest>,
    /// Whether the dialog about cancelling is open.
    is_asking: Held<bool>,
    is_sending: Held<bool>,
    pub said: Said,
}

impl Following {
    pub fn new(reference: &str, source: Source<AccessRequest>) -> Following {
        Following {
            reference: Held::new(reference.to_owned()),
            source,
            is_asking: Held::new(false),
            is_sending: Held::new(false),
            said: Said::default(),
        }
    }

    /// The reminders sent, and when the next may be.
    pub fn reminders(self, request: &AccessRequest) -> AnyView {
        let reminders = &request.reminders;
        let is_open = request.status == RequestStatus::Open;
        if !is_open && reminders.sent.is_empty() {
            return nothing();
        }
        let may_remind = request.actions.contains(&AccessRequestAction::SendReminder);
        let moment = |time| format::date_time(time, texts().locale());
        let next = match reminders.next {
            _ if may_remind => texts().requests_reminder_now().to_owned(),
            Some(next) => texts().problem_reminder_not_due(&moment(next)),
            None => texts().problem_reminders_used_up().to_owned(),
        };
        let sent = reminders.sent.iter().map(|sent| el("li").text(texts().requests_reminder_sent(&moment(*sent))));
        let sent = (!reminders.sent.is_empty()).then(|| el("ul").els(sent));
        let send = may_remind.then(|| self.action(texts().requests_send_reminder(), "button", move || self.remind()));
        section("reminders", texts().requests_reminders())
            .els(sent)
            .els(is_open.then(|| el("p").text(next)))
            .els(send)
            .view()
    }

    /// Opens the dialog about cancelling.
    pub fn ask(self) {
        self.is_asking.set(true);
    }

    pub fn dialog(self) -> AnyView {
        let body = el("p").text(texts().requests_cancel_text()).view();
        let keep = button(texts().requests_cancel_keep(), "button", move || self.is_asking.set(false));
        let cancel = self.action(texts().requests_cancel_confirm(), "button button--danger", move || self.cancel());
        dialog(self.is_asking, texts().requests_cancel_title(), body, [keep, cancel])
    }

    fn action(self, words: &str, class: &'static str, act: impl FnMut() + Send + 'static) -> Element {
        button(words, class, act)
            .live_flag("disabled", move || self.is_sending.get())
            .live_bool("aria-busy", move || self.is_sending.get())
    }

    fn remind(self) {
        self.post(
            self.reference.with_untracked(|it| path::access_request_reminders(it)),
            texts().requests_reminder_done(),
        );
    }

    fn cancel(self) {
        self.post(
            self.reference.with_untracked(|it| path::access_request_cancellation(it)),
            texts().requests_cancelled(),
        );
    }

    /// Sends, says what became of it, and loads the request as it is then.
    fn post(self, path: String, done: &'static str) {
        if self.is_sending.get_untracked() {
            return;
        }
        self.is_sending.set(true);
        self.said.clear();
        task::spawn(async move {
            let answer = client::send::<_, AccessRequest>(Method::POST, &path, &Nothing {}, None).await;
            // Whoever has left meanwhile is not called back.
            if !self.is_sending.try_set(false) {
                return;
            }
            self.is_asking.set(false);
            match answer {
                Ok(_) => self.said.say(Tone::Success, done, String::new()),
                Err(problem) => self.said.say(Tone::Danger, &problem.title, problem.detail),
            }
            self.source.retry();
        });
    }
}

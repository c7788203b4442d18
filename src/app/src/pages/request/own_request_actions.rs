//! What a person does about a request of their own while it is open: reminding of it, and cancelling it.

use api::{access_request::AccessRequest, path};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::vocabulary::{AccessRequestAction, AccountStatus, RequestStatus};

use crate::{
    components::reminders::reminders,
    dom::{html, signal::State},
    net::{
        mutation::{EMPTY_BODY, Mutation, send_request},
        resource::Resource,
    },
    session::texts,
    ui::status_message::StatusMessage,
};

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct OwnRequestActions {
    reference: State<String>,
    source: Resource<AccessRequest>,
    mutation: Mutation,
}

impl OwnRequestActions {
    pub fn new(reference: &str, source: Resource<AccessRequest>) -> OwnRequestActions {
        let mutation = Mutation::new(false, StatusMessage::default());
        OwnRequestActions { reference: State::new(reference.to_owned()), source, mutation }
    }

    /// The message about the last action.
    pub fn status(self) -> StatusMessage {
        self.mutation.status
    }

    /// The reminders sent, and when the next may be.
    pub fn reminders(self, request: &AccessRequest) -> AnyView {
        let may_remind = request.actions.contains(&AccessRequestAction::SendReminder);
        let send =
            may_remind.then(|| self.mutation.button(texts().requests_send_reminder(), "button", move || self.remind()));
        let hint = (request.account_status != AccountStatus::Active).then(|| texts().requests_account_not_active());
        reminders(&request.reminders, request.status == RequestStatus::Open, hint, send)
    }

    /// Opens the dialog about cancelling.
    pub fn ask(self) {
        self.mutation.open.set(true);
    }

    pub fn dialog(self) -> AnyView {
        let body = vec![html::p().text(texts().requests_cancel_text()).view()];
        let (words, class) = (texts().requests_cancel_confirm(), "button button--danger");
        let cancel = self.mutation.button(words, class, move || self.cancel());
        self.mutation.dialog(texts().requests_cancel_title(), texts().requests_cancel_keep(), body, cancel)
    }

    fn remind(self) {
        let path = self.reference.with_untracked(|it| path::access_request_reminders(it));
        self.post(path, texts().requests_reminder_done());
    }

    fn cancel(self) {
        let path = self.reference.with_untracked(|it| path::access_request_cancellation(it));
        self.post(path, texts().requests_cancelled());
    }

    /// Sends, shows the result, and loads the request again.
    fn post(self, path: String, done: &'static str) {
        let then = move |answer| {
            if self.mutation.on_result(answer, done) {
                self.source.refetch();
            }
        };
        self.mutation.send(send_request(Method::POST, path, Some(EMPTY_BODY.to_owned())), Box::new(then));
    }
}

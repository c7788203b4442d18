//! What a person does about their own request for a new account while it is pending: reminding of it, withdrawing it, and
//! correcting an address that the mail server refused.

use api::{
    account_request::{AccountRequest, CorrectedContact},
    path,
};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::vocabulary::AccountRequestAction;

use crate::{
    dom::{
        element::{Element, dynamic, nothing},
        html,
        signal::State,
    },
    net::{
        mutation::{EMPTY_BODY, Mutation, SendFuture, send_request},
        resource::Resource,
    },
    session::texts,
    storage::draft,
    ui::{
        form::address::{address_field, wrong_address},
        status_message::StatusMessage,
        unsaved_changes::ask_before_leaving,
    },
};

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct OwnRequestActions {
    reference: State<String>,
    source: Resource<AccountRequest>,
    mutation: Mutation,
    open_dialog: State<Option<Question>>,
    email: State<String>,
}

/// What a dialog asks.
#[derive(Clone, PartialEq)]
enum Question {
    /// What an address should have been: the contact's id, and the address that was refused.
    Correct(String, String),
    Withdraw,
}

impl OwnRequestActions {
    pub fn new(reference: &str, source: Resource<AccountRequest>) -> OwnRequestActions {
        OwnRequestActions {
            reference: State::new(reference.to_owned()),
            source,
            mutation: Mutation::new(false, StatusMessage::default()),
            open_dialog: State::new(None),
            email: State::new(String::new()),
        }
    }

    /// The message about the last action.
    pub fn status(self) -> StatusMessage {
        self.mutation.status
    }

    /// Nothing where no reminder may be sent now.
    pub fn remind_button(self, request: &AccountRequest) -> Option<Element> {
        let may_remind = request.actions.contains(&AccountRequestAction::SendReminder);
        may_remind.then(|| self.mutation.button(texts().requests_send_reminder(), "button", move || self.remind()))
    }

    /// Opens the dialog about a contact's address, which begins with what was refused.
    pub fn ask(self, contact: &str, email: &str) {
        let question = Question::Correct(contact.to_owned(), email.to_owned());
        // Text that was typed about the same contact stays.
        if self.open_dialog.with_untracked(|before| before.as_ref() != Some(&question)) {
            self.email.set(draft::load(&draft_key(contact)).unwrap_or_else(|| email.to_owned()));
        }
        self.open_dialog.set(Some(question));
    }

    /// Opens the dialog about withdrawing.
    pub fn ask_to_withdraw(self) {
        self.open_dialog.set(Some(Question::Withdraw));
    }

    pub fn dialog(self) -> AnyView {
        dynamic(move || match self.open_dialog.get() {
            None => nothing(),
            Some(Question::Correct(contact, email)) => untrack(|| self.correction(contact, &email)),
            Some(Question::Withdraw) => untrack(|| self.withdrawal()),
        })
    }

    fn correction(self, contact: String, email: &str) -> AnyView {
        let mutation = Mutation::new(true, self.mutation.status);
        let refused = email.to_owned();
        let is_changed = move || self.email.with_untracked(|typed| *typed != refused);
        ask_before_leaving(move || mutation.is_open_and_idle() && is_changed());
        let body = vec![
            html::p().text(texts().contact_correct_text(email)).view(),
            address_field(self.email, mutation.errors),
        ];
        let correct = move || self.correct(mutation, &contact);
        let confirm = mutation.button(texts().contact_correct(), "button button--primary", correct);
        mutation.dialog(texts().contact_correct(), texts().action_cancel(), body, confirm)
    }

    fn withdrawal(self) -> AnyView {
        let mutation = Mutation::new(true, self.mutation.status);
        let body = vec![html::p().text(texts().account_request_withdraw_text()).view()];
        let withdraw = move || {
            let path = self.reference.with_untracked(|it| path::account_request_withdrawal(it));
            let sent = send_request(Method::POST, path, Some(EMPTY_BODY.to_owned()));
            self.send(mutation, sent, texts().account_request_withdrawn(), None);
        };
        let words = texts().account_request_withdraw_confirm();
        let confirm = mutation.button(words, "button button--danger", withdraw);
        mutation.dialog(texts().account_request_withdraw_title(), texts().requests_cancel_keep(), body, confirm)
    }

    fn remind(self) {
        let path = self.reference.with_untracked(|it| path::account_request_reminders(it));
        let sent = send_request(Method::POST, path, Some(EMPTY_BODY.to_owned()));
        self.send(self.mutation, sent, texts().requests_reminder_done(), None);
    }

    fn correct(self, mutation: Mutation, contact: &str) {
        let email = self.email.with_untracked(|email| email.trim().to_owned());
        let wrong = wrong_address(&email);
        let is_wrong = wrong.is_some();
        mutation.errors.set(wrong.into_iter().collect());
        if is_wrong {
            return;
        }
        let path = self.reference.with_untracked(|it| path::account_request_contact(it, contact));
        // If the session has ended, sending leads to the sign-in page and back: the draft survives that.
        let key = draft_key(contact);
        draft::save(&key, &email);
        let body = serde_json::to_string(&CorrectedContact { email }).ok();
        self.send(mutation, send_request(Method::PUT, path, body), texts().contact_corrected(), Some(key));
    }

    /// Sends, shows the result, and loads the request again.
    fn send(self, mutation: Mutation, sent: SendFuture, done: &'static str, draft: Option<String>) {
        let then = move |answer| {
            draft.iter().for_each(|key| draft::erase(key));
            if mutation.on_result(answer, done) {
                self.source.refetch();
            }
        };
        mutation.send(sent, Box::new(then));
    }
}

/// What was typed and could not be sent, since the session had ended.
fn draft_key(contact: &str) -> String {
    ["contact-", contact].concat()
}

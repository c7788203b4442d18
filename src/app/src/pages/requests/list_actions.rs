//! What a person does about their own requests in the list, by the same rules as on each one's page: reminding, and taking
//! one back.

use api::{access_request::AccessRequests, account_request::AccountRequests, path};
use gloo_net::http::Method;
use leptos::prelude::*;

use crate::{
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        html,
        signal::State,
    },
    net::{
        mutation::{EMPTY_BODY, Mutation, send_request},
        resource::Resource,
    },
    session::texts,
    ui::{
        page::button,
        status_message::StatusMessage,
        table::{cell, nameless_cell},
    },
};

/// How a request is taken back.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ending {
    /// An access request.
    Cancel,
    /// A request for a new account.
    Withdraw,
}

/// The request of a row: its reference, and the account's name.
pub(super) struct Row<'a> {
    pub(super) reference: &'a str,
    pub(super) name: &'a str,
}

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct ListActions {
    pub(super) status: StatusMessage,
    access: Resource<AccessRequests>,
    accounts: Resource<AccountRequests>,
    mutation: Mutation,
    /// What the dialog asks about: the reference and the account's name.
    asked: State<Option<(Ending, String, String)>>,
}

impl Row<'_> {
    /// What screen readers say of a button: for which request it is.
    pub(super) fn label(&self, words: &str) -> String {
        [words, ": ", self.name, ", ", self.reference].concat()
    }

    /// The cell of the buttons; a card names no column in which there is nothing.
    pub(super) fn actions_cell(buttons: impl IntoIterator<Item = Element>) -> Element {
        let buttons: Vec<Element> = buttons.into_iter().collect();
        let cell = if buttons.is_empty() { nameless_cell() } else { cell(texts().access_column_actions()) };
        cell.el(html::div().class("cluster").els(buttons))
    }
}

impl ListActions {
    pub(super) fn new(access: Resource<AccessRequests>, accounts: Resource<AccountRequests>) -> ListActions {
        let status = StatusMessage::default();
        ListActions { status, access, accounts, mutation: Mutation::new(false, status), asked: State::new(None) }
    }

    pub(super) fn remind_button(self, of: &Row<'_>, path: String) -> Element {
        let remind = move || self.post(self.mutation, path.clone(), texts().requests_reminder_done());
        let words = texts().requests_send_reminder();
        self.mutation.button(words, "button button--small", remind).attr(attr::ARIA_LABEL, of.label(words))
    }

    /// Asks first.
    pub(super) fn end_button(self, of: &Row<'_>, ending: Ending) -> Element {
        let words = match ending {
            Ending::Cancel => texts().requests_cancel(),
            Ending::Withdraw => texts().account_request_withdraw(),
        };
        let asked = (ending, of.reference.to_owned(), of.name.to_owned());
        let ask = move || self.asked.set(Some(asked.clone()));
        button(words, "button button--small", ask).attr(attr::ARIA_LABEL, of.label(words))
    }

    pub(super) fn dialog(self) -> AnyView {
        dynamic(move || match self.asked.get() {
            Some((ending, reference, name)) => untrack(|| self.question(ending, &reference, &name)),
            None => nothing(),
        })
    }

    fn question(self, ending: Ending, reference: &str, name: &str) -> AnyView {
        let mutation = Mutation::new(true, self.status);
        let (title, words, confirm, done, path) = match ending {
            Ending::Cancel => (
                texts().requests_cancel_title(),
                texts().requests_cancel_text(),
                texts().requests_cancel_confirm(),
                texts().requests_cancelled(),
                path::access_request_cancellation(reference),
            ),
            Ending::Withdraw => (
                texts().account_request_withdraw_title(),
                texts().account_request_withdraw_text(),
                texts().account_request_withdraw_confirm(),
                texts().account_request_withdrawn(),
                path::account_request_withdrawal(reference),
            ),
        };
        let about = html::p().untranslated().text([name, " · ", reference].concat());
        let body = vec![about.view(), html::p().text(words).view()];
        let confirm =
            mutation.button(confirm, "button button--danger", move || self.post(mutation, path.clone(), done));
        mutation.dialog(title, texts().requests_cancel_keep(), body, confirm)
    }

    /// Sends, shows the result, and loads both lists again.
    fn post(self, mutation: Mutation, path: String, done: &'static str) {
        let then = move |answer| {
            if mutation.on_result(answer, done) {
                self.access.refetch();
                self.accounts.refetch();
            }
        };
        mutation.send(send_request(Method::POST, path, Some(EMPTY_BODY.to_owned())), Box::new(then));
    }
}

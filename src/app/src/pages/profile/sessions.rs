//! Where the person is signed in: each session with the button that ends it, and signing out everywhere.

use api::{
    path,
    sessions::{OwnSession, Sessions},
};
use gloo_net::http::Method;
use leptos::prelude::*;

use crate::{
    dom::{attr, element::Element, html},
    net::{
        mutation::{Mutation, send_request},
        resource::{self, Resource},
    },
    session::{self, texts},
    ui::{
        format,
        page::{button, section},
        status_message::StatusMessage,
        table::{cell, nameless_cell, row, table},
    },
};

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
struct SessionActions {
    source: Resource<Sessions>,
    one: Mutation,
    /// With a dialog that asks first.
    everywhere: Mutation,
}

pub fn sessions() -> Element {
    let status = StatusMessage::default();
    let session_actions = SessionActions {
        source: resource::use_resource(|| Some(path::SESSIONS.to_owned()), false),
        one: Mutation::new(false, status),
        everywhere: Mutation::new(false, status),
    };
    let ask = button(texts().sessions_everywhere_ask(), "button", move || session_actions.everywhere.open.set(true));
    section("sessions", texts().sessions_title())
        .el(html::p().class("muted").text(texts().sessions_lead()))
        .child(status.view())
        .child(resource::suspense(session_actions.source, move |list| session_actions.list(&list.sessions).view()))
        .el(html::p().el(ask))
        .child(session_actions.dialog())
}

impl SessionActions {
    fn list(self, sessions: &[OwnSession]) -> Element {
        let mut columns =
            vec![texts().sessions_browser(), texts().sessions_way(), texts().sessions_since(), texts().sessions_seen()];
        let has_others = sessions.iter().any(|session| !session.current);
        if has_others {
            columns.push(texts().access_column_actions());
        }
        table(texts().sessions_title(), &columns, sessions.iter().map(|session| self.row(session, has_others)))
    }

    fn row(self, session: &OwnSession, has_others: bool) -> Element {
        let this = session.current.then(|| html::span().class("tag").text(texts().sessions_this()));
        let head = html::div().class("cluster").el(html::span().text(browser(session))).els(this);
        // A card names no column in which there is nothing.
        let action = if session.current {
            has_others.then(nameless_cell)
        } else {
            Some(cell(texts().access_column_actions()).class("brief").el(self.button(session)))
        };
        row(head)
            .el(cell(texts().sessions_way()).text(texts().sessions_way_name(session.way.as_str())))
            .el(cell(texts().sessions_since()).text(format::date_time(session.created_at.0, texts().locale())))
            .el(cell(texts().sessions_seen()).text(last_seen(session)))
            .els(action)
    }

    fn button(self, session: &OwnSession) -> Element {
        let label = texts().sessions_end_of(&browser(session), &last_seen(session));
        let (id, done) = (session.id.clone(), texts().sessions_ended(&browser(session)));
        let end = move || {
            let (sent, done) = (send_request(Method::DELETE, path::own_session(&id), None), done.clone());
            let then = move |answer| {
                if self.one.on_result(answer, &done) {
                    self.source.refetch();
                }
            };
            self.one.send(sent, Box::new(then));
        };
        self.one.button(texts().sessions_end(), "button button--small", end).attr(attr::ARIA_LABEL, label)
    }

    fn dialog(self) -> AnyView {
        let body = vec![html::p().text(texts().sessions_everywhere_text()).view()];
        let confirm = self.everywhere.button(texts().sessions_everywhere(), "button button--danger", move || {
            let sent = send_request(Method::DELETE, path::SESSIONS.to_owned(), None);
            let then = move |answer: Result<(), _>| match answer {
                Ok(()) => session::leave(),
                Err(_) => {
                    self.everywhere.on_result(answer, "");
                }
            };
            self.everywhere.send(sent, Box::new(then));
        });
        self.everywhere.dialog(texts().sessions_everywhere(), texts().action_cancel(), body, confirm)
    }
}

/// The browser as it called itself when the person signed in.
fn browser(session: &OwnSession) -> String {
    if session.browser.is_empty() { texts().sessions_unknown().to_owned() } else { session.browser.clone() }
}

fn last_seen(session: &OwnSession) -> String {
    format::date_time(session.seen_at.0, texts().locale())
}

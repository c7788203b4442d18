//! The reminders of a request: when each was sent, and when the next may be.

use api::access_request::Reminders;
use leptos::prelude::*;

use crate::{
    dom::{
        element::{Element, nothing},
        html,
    },
    session::texts,
    ui::{format, page::section},
};

/// `hint` is why none can be sent for the time being, `send` the button where one may be sent now. Nothing where there were none and never will be.
pub fn reminders(reminders: &Reminders, is_open: bool, hint: Option<&'static str>, send: Option<Element>) -> AnyView {
    if !is_open && reminders.sent.is_empty() {
        return nothing();
    }
    let moment = |time| format::date_time(time, texts().locale());
    let next = match reminders.next {
        _ if hint.is_some() => hint.unwrap_or_default().to_owned(),
        _ if send.is_some() => texts().requests_reminder_now().to_owned(),
        Some(next) => texts().problem_reminder_not_due(&moment(next.0)),
        None => texts().problem_reminders_used_up().to_owned(),
    };
    let sent = reminders.sent.iter().map(|sent| html::li().text(texts().requests_reminder_sent(&moment(sent.0))));
    let sent = (!reminders.sent.is_empty()).then(|| html::ul().els(sent));
    section("reminders", texts().requests_reminders())
        .els(sent)
        .els(is_open.then(|| html::p().text(next)))
        .els(send)
        .view()
}

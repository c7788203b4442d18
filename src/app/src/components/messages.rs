//! What the requester of access and whoever decides have written to one another.

use api::{
    history::Actor,
    message::{Information, Message, Messages},
};
use leptos::prelude::*;

use crate::{
    dom::{
        element::{Element, fragment, nothing},
        html,
    },
    session::texts,
    ui::{notice::status, page::name_or_words, time::moment},
};

/// That whoever decides waits for the requester, or has got an answer; for a row of a list.
pub fn information_tag(information: Option<Information>) -> Option<Element> {
    let (look, words) = match information? {
        Information::Requested => ("requested", texts().requests_information_requested()),
        Information::Provided => ("granted", texts().requests_information_provided()),
    };
    Some(status(look, words))
}

/// The messages, oldest first.
pub fn message_list(messages: &Messages) -> AnyView {
    if messages.messages.is_empty() {
        return html::p().class("muted").text(texts().requests_messages_none()).view();
    }
    let truncated = messages.truncated.then(|| html::p().class("muted").text(texts().requests_messages_truncated()));
    let list = html::ol().class("messages").els(messages.messages.iter().map(one));
    fragment(vec![truncated.map_or_else(nothing, Element::view), list.view()])
}

fn one(message: &Message) -> Element {
    let (class, writer) = match (&message.name, message.own) {
        (_, true) => ("message message--own", name_or_words(texts().requests_message_you(), false)),
        (Some(name), false) => ("message", name_or_words(name, true)),
        (None, false) => ("message", name_or_words(&texts().history_actor(message.written_as.as_str()), false)),
    };
    // A name alone does not say for whom somebody writes.
    let role = (message.written_as != Actor::Requester && (message.own || message.name.is_some()))
        .then(|| html::span().class("muted").text(texts().history_actor(message.written_as.as_str())));
    let asks = message.asks_for_information.then(|| status("requested", texts().requests_message_asks()));
    let text = match &message.text {
        Some(text) => html::p().class("words").text(text.clone()),
        None => html::p().class("muted").text(texts().requests_message_erased()),
    };
    let about =
        html::p().class("message__about").el(writer.class("message__writer")).els(role).el(moment(message.at.0));
    html::li().class(class).el(about.els(asks)).el(text)
}

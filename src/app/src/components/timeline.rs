//! What became of a request, step by step, oldest first.

use api::{
    account_request::{AccountActor, AccountHistoryEntry, AccountRequestEvent},
    history::{AccessRequestEvent, Actor, HistoryEntry},
};
use chrono::{DateTime, Utc};

use crate::{
    dom::{element::Element, html},
    session::texts,
    ui::{page::name_or_words, time::moment},
};

const PLAIN: &str = "timeline__step";
const GOOD: &str = "timeline__step timeline__step--good";
const BAD: &str = "timeline__step timeline__step--bad";
const CLOSED: &str = "timeline__step timeline__step--ended";

/// The steps of an access request as a list. Who did what is named where the reader may know it. `otherwise` where other
/// access was granted than what was asked for.
pub fn timeline(history: &[HistoryEntry], otherwise: bool) -> Element {
    list(history.iter().map(|entry| access_step(entry, otherwise)).collect())
}

/// The steps of a request for a new account, with whom it was forwarded to and what was written beside that.
pub fn account_timeline(history: &[AccountHistoryEntry]) -> Element {
    list(history.iter().map(account_step).collect())
}

/// Who did something to a request for a new account; nothing where a deadline passed.
pub fn account_actor(name: Option<&String>, actor: AccountActor) -> Option<Element> {
    if let Some(name) = name {
        return Some(name_or_words(name, true));
    }
    let words = match actor {
        AccountActor::Service => return None,
        AccountActor::AccountCreator => texts().account_history_creator().to_owned(),
        AccountActor::Requester => texts().history_actor("requester"),
        AccountActor::ExistingAdministrator => texts().history_actor("administrator"),
        AccountActor::OperatorApprover => texts().history_actor("operator"),
    };
    Some(name_or_words(&words, false))
}

fn access_step(entry: &HistoryEntry, otherwise: bool) -> Element {
    let class = match entry.event {
        AccessRequestEvent::Approved => GOOD,
        AccessRequestEvent::Declined => BAD,
        AccessRequestEvent::Cancelled | AccessRequestEvent::Expired => CLOSED,
        _ => PLAIN,
    };
    // A deadline that passed has no person.
    let actor = match (&entry.name, entry.actor) {
        (Some(name), _) => Some(name_or_words(name, true)),
        (None, Actor::Service) => None,
        (None, actor) => Some(name_or_words(&texts().history_actor(actor.as_str()), false)),
    };
    let event = match entry.event {
        AccessRequestEvent::Approved if otherwise => "access_approved_otherwise",
        event => event.as_str(),
    };
    step(class, entry.at.0, texts().history_event(event), actor)
}

fn account_step(entry: &AccountHistoryEntry) -> Element {
    // Others decide because accounts of the domain have changed: nobody passed it on.
    let is_fallen = (entry.event, entry.actor) == (AccountRequestEvent::PassedOn, AccountActor::Service);
    let class = match entry.event {
        _ if is_fallen => PLAIN,
        AccountRequestEvent::PassedOn | AccountRequestEvent::Activated => GOOD,
        AccountRequestEvent::Denied => BAD,
        AccountRequestEvent::Lapsed | AccountRequestEvent::Withdrawn => CLOSED,
        _ => PLAIN,
    };
    let event = entry.event.as_str();
    let words =
        if is_fallen { texts().account_history_fallen_to().to_owned() } else { texts().account_history_event(event) };
    let to = entry.to.as_ref().map(|to| html::p().text(texts().account_history_to(event, to)));
    let note = entry.note.as_ref().map(|note| html::p().class("words").text(note.clone()));
    let actor = account_actor(entry.name.as_ref(), entry.actor);
    step(class, entry.at.0, words, actor).els(to).els(note)
}

fn list(steps: Vec<Element>) -> Element {
    html::ol().class("timeline").els(steps)
}

fn step(class: &'static str, at: DateTime<Utc>, words: String, actor: Option<Element>) -> Element {
    let about = html::p().class("timeline__about").el(moment(at)).els(actor);
    html::li().class(class).el(html::p().class("timeline__event").text(words)).el(about)
}

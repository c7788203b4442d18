//! How a request was decided: by whom and why, and what was asked beside what was granted.

use api::access_request::Decided;
use leptos::prelude::*;

use crate::{
    components::access_request::access_in_full,
    dom::{element::Element, html},
    session::texts,
    ui::{
        page::{facts, name_or_words, section},
        time,
    },
};

/// The decision under its heading; `asked` is what was asked for, in words. The rules are not here: they speak to
/// whoever decided.
pub fn decision_section(decision: &Decided, asked: Element) -> AnyView {
    let by = match &decision.name {
        Some(name) => name.clone(),
        None => texts().history_actor(if decision.by_operator { "operator" } else { "administrator" }),
    };
    let mut pairs = vec![
        (texts().requests_decided_at(), time::moment(decision.at.0).view()),
        (texts().requests_decided_by(), name_or_words(&by, decision.name.is_some()).view()),
    ];
    if let Some(reason) = &decision.reason {
        pairs.push((texts().requests_decline_reason(), html::p().class("words").text(reason.clone()).view()));
    }
    if let Some(note) = &decision.note {
        pairs.push((texts().requests_approval_note(), html::p().class("words").text(note.clone()).view()));
    }
    let section = section("decision", texts().requests_decision()).child(facts(pairs));
    let section = match &decision.granted {
        None => section,
        Some(granted) if granted.as_asked => section.el(html::p().text(texts().requests_granted_as_asked())),
        Some(granted) => {
            let access = access_in_full(Some(granted.scope), granted.role, &granted.virtual_accounts);
            let sides = [side(texts().requests_column_asked(), asked), side(texts().requests_granted(), access)];
            section.el(html::p().text(texts().requests_granted_otherwise())).el(html::div().class("sides").els(sides))
        }
    };
    section.view()
}

/// Whether the decision shows what was asked for beside what was granted, so that nothing else needs to.
pub fn shows_asked(decision: Option<&Decided>) -> bool {
    decision.and_then(|decision| decision.granted.as_ref()).is_some_and(|granted| !granted.as_asked)
}

fn side(title: &'static str, access: Element) -> Element {
    html::div().class("card").el(html::h3().text(title)).el(access)
}

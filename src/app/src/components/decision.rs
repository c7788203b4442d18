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

/// The decision under its heading; `asked` is what was asked for, in words, or nothing where that was left open. `own` for
/// who asked. The rules are not here: they speak to whoever decided.
pub fn decision_section(decision: &Decided, asked: Option<Element>, own: bool) -> AnyView {
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
            let granted = side(texts().requests_granted(), access);
            let (words, asked) = match asked {
                None => (texts().requests_granted_chosen(), None),
                Some(asked) => {
                    let words = if own {
                        texts().requests_granted_otherwise_own()
                    } else {
                        texts().requests_granted_otherwise()
                    };
                    (words, Some(side(texts().requests_column_asked(), asked)))
                }
            };
            let sides = html::div().class("sides").els(asked).el(granted);
            section.el(html::p().text(words)).el(sides)
        }
    };
    section.view()
}

fn side(title: &'static str, access: Element) -> Element {
    html::div().class("card").el(html::h3().text(title)).el(access)
}

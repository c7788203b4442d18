//! The form of a decision: the way, then what that way needs. Nothing is chosen at first.

use std::sync::Arc;

use leptos::prelude::*;
use rules::vocabulary::Scope;
use web_sys::Event;

use super::{Desk, is_outdated};
use crate::{
    dom::{
        element::{Element, all, el, live, nothing},
        signal::Memo,
    },
    forms::{
        access_request::{
            fields::{reason_field, role, scope},
            questions::Questions,
            virtual_accounts::{Selecting, virtual_account_fields},
        },
        decision::answers::{Deciding, Way},
    },
    session::texts,
    ui::{
        form::{
            choices::{Choice, choices},
            error_summary,
        },
        help::with_help,
        page::{button, section},
    },
};

pub(super) fn form(desk: Desk, deciding: Deciding) -> AnyView {
    let offers_as_asked = deciding.ways.contains(&Way::AsAsked);
    let options = deciding.ways.iter().map(|way| option(*way, offers_as_asked));
    let ways = choices("decision", texts().pending_decide_legend(), desk.way, options.collect(), desk.errors);
    let is_for_operator = desk.source.value().is_some_and(|request| request.for_operator);
    let for_operator = is_for_operator.then(|| el("p").class("muted").text(texts().pending_for_operator()));
    let details = details(desk, &deciding);
    let form = el("form")
        .class("form")
        .flag("novalidate", true)
        .on("submit", move |event: Event| {
            event.prevent_default();
            desk.send(&deciding);
        })
        .child(ways)
        .child(details)
        .el(el("div").class("form__actions").el(submit(desk)));
    let form = all(vec![refused(desk), form.view()]);
    section("decide", texts().pending_decide())
        .els(for_operator)
        .child(with_help(texts().help_deciding(), texts().help_deciding_next(), form))
        .view()
}

/// What was refused, and where that is because the request has changed, the way to see it as it is. It stays when the
/// form goes.
pub(super) fn refused(desk: Desk) -> AnyView {
    let again = live(move || {
        if desk.errors.code().is_some_and(is_outdated) {
            button(texts().pending_load_again(), "button", move || desk.load_again()).view()
        } else {
            nothing()
        }
    });
    all(vec![error_summary(desk.errors), again])
}

fn option(way: Way, offers_as_asked: bool) -> Choice {
    let (label, hint) = match way {
        Way::AsAsked => (texts().pending_as_asked(), None),
        Way::OtherAccess if offers_as_asked => {
            (texts().pending_other_access(), Some(texts().pending_other_access_hint()))
        }
        Way::OtherAccess => (texts().pending_choose_access(), None),
        Way::Decline => (texts().action_decline(), Some(texts().pending_decline_hint())),
    };
    Choice { value: way.as_str().to_owned(), label: label.to_owned(), hint: hint.map(ToOwned::to_owned) }
}

fn details(desk: Desk, deciding: &Deciding) -> AnyView {
    let selecting = Selecting {
        list: deciding.list.as_slice().into(),
        questions: Arc::new(deciding.questions.clone()),
        form: desk.answers,
        errors: desk.errors,
    };
    let way = Memo::new(move |_| desk.way.with(|way| Way::parse(way)));
    live(move || match way.get() {
        None | Some(Way::AsAsked) => nothing(),
        Some(Way::OtherAccess) => access(&selecting),
        Some(Way::Decline) => reason_field(
            texts().pending_decline_reason(),
            texts().pending_decline_reason_hint(),
            desk.answers.reason,
            desk.errors,
        ),
    })
}

/// Scope, role and Virtual Accounts; a scope that is the only one is not asked.
fn access(selecting: &Selecting) -> AnyView {
    let Selecting { questions, form, errors, .. } = selecting.clone();
    let scope_field = if questions.scopes.len() > 1 { scope(&questions, form, errors) } else { nothing() };
    all(vec![scope_field, role(Arc::clone(&questions), form, errors), virtual_accounts(selecting.clone(), &questions)])
}

fn virtual_accounts(selecting: Selecting, questions: &Questions) -> AnyView {
    if questions.roles(Scope::Selected).is_empty() {
        return nothing();
    }
    let chosen = selecting.form.scope;
    let is_selected = Memo::new(move |_| chosen.with(|scope| scope == Scope::Selected.as_str()));
    live(move || {
        if !is_selected.get() {
            return nothing();
        }
        let title = el("h3").text(texts().request_step_virtual_accounts());
        el("div").class("stack").el(title).child(virtual_account_fields(&selecting)).view()
    })
}

fn submit(desk: Desk) -> Element {
    let words = move || {
        let words = match desk.way.with(|way| Way::parse(way)) {
            None => texts().action_submit(),
            Some(Way::Decline) => texts().action_decline(),
            Some(_) => texts().action_approve(),
        };
        words.to_owned()
    };
    let look = move || {
        let declines = desk.way.with(|way| Way::parse(way)) == Some(Way::Decline);
        Some(if declines { "button button--danger" } else { "button button--primary" }.into())
    };
    el("button")
        .live("class", look)
        .attr("type", "submit")
        .live_text(words)
        .live_flag("disabled", move || desk.is_sending.get())
        .live_bool("aria-busy", move || desk.is_sending.get())
}

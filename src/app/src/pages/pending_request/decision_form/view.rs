//! The form of a decision: the way, then what that way needs. Nothing is chosen at first.

use std::sync::Arc;

use leptos::prelude::*;
use rules::vocabulary::Scope;
use web_sys::Event;

use super::DecisionForm;
use crate::{
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::Memo,
    },
    forms::{
        access_request::{
            fields::{reason_field, role, scope},
            questions::Questions,
            virtual_accounts::{Selecting, virtual_account_fields},
        },
        decision::{
            answers::{DecisionChoice, DecisionContext},
            note::note_field,
        },
    },
    session::texts,
    ui::{
        form::{
            choices::{Choice, choices},
            error_summary,
        },
        help::with_help,
        page::{button, section},
        tree::known::Known,
    },
};

pub(super) fn form(decision_form: DecisionForm, context: DecisionContext) -> AnyView {
    let offers_as_asked = context.ways.contains(&DecisionChoice::AsAsked);
    let options = context.ways.iter().map(|way| option(*way, offers_as_asked));
    let ways = choices(
        "decision",
        texts().pending_decide_legend(),
        decision_form.way,
        options.collect(),
        decision_form.errors,
    );
    let is_for_operator = decision_form.source.value().is_some_and(|request| request.for_operator);
    let for_operator = is_for_operator.then(|| html::p().class("muted").text(texts().pending_for_operator()));
    let details = details(decision_form, &context);
    let and_next = and_next(decision_form, context.clone());
    let form = html::form()
        .class("form")
        .flag(attr::NOVALIDATE, true)
        .on(event::SUBMIT, move |event: Event| {
            event.prevent_default();
            decision_form.send(&context, false);
        })
        .child(ways)
        .child(details)
        .el(html::div().class("form__actions").el(submit(decision_form)).child(and_next));
    let form = fragment(vec![refusal(decision_form), form.view()]);
    section("decide", texts().pending_decide())
        .els(for_operator)
        .child(with_help(texts().help_deciding(), texts().help_deciding_next(), form))
        .view()
}

/// The error, which stays when the form disappears.
pub(super) fn refusal(decision_form: DecisionForm) -> AnyView {
    error_summary(decision_form.errors)
}

fn option(way: DecisionChoice, offers_as_asked: bool) -> Choice {
    let (label, hint) = match way {
        DecisionChoice::AsAsked => (texts().pending_as_asked(), None),
        DecisionChoice::OtherAccess if offers_as_asked => {
            (texts().pending_other_access(), Some(texts().pending_other_access_hint()))
        }
        DecisionChoice::OtherAccess => (texts().pending_choose_access(), None),
        DecisionChoice::Decline => (texts().action_decline(), Some(texts().pending_decline_hint())),
    };
    Choice {
        value: way.as_str().to_owned(),
        label: label.to_owned(),
        hint: hint.map(ToOwned::to_owned),
        is_name: false,
    }
}

fn details(decision_form: DecisionForm, context: &DecisionContext) -> AnyView {
    let selecting = Selecting {
        known: Known::all(context.list.as_slice().into()),
        questions: Arc::new(context.questions.clone()),
        form: decision_form.answers,
        errors: decision_form.errors,
        held: None,
    };
    let way = Memo::new(move |_| decision_form.way.with(|way| DecisionChoice::parse(way)));
    dynamic(move || match way.get() {
        None => nothing(),
        Some(DecisionChoice::AsAsked) => note_field(decision_form.note, decision_form.errors),
        Some(DecisionChoice::OtherAccess) => {
            fragment(vec![access(&selecting), note_field(decision_form.note, decision_form.errors)])
        }
        Some(DecisionChoice::Decline) => reason_field(
            texts().pending_decline_reason(),
            texts().pending_decline_reason_hint(),
            decision_form.answers.reason,
            decision_form.errors,
        ),
    })
}

/// Scope, role and Virtual Accounts; a scope that is the only one is not asked.
fn access(selecting: &Selecting) -> AnyView {
    let Selecting { questions, form, errors, .. } = selecting.clone();
    let scope_field = if questions.scopes.len() > 1 { scope(&questions, form, errors) } else { nothing() };
    fragment(vec![
        scope_field,
        role(Arc::clone(&questions), form, errors),
        virtual_accounts(selecting.clone(), &questions),
    ])
}

fn virtual_accounts(selecting: Selecting, questions: &Questions) -> AnyView {
    if questions.roles(Scope::Selected).is_empty() {
        return nothing();
    }
    let chosen = selecting.form.scope;
    let is_selected = Memo::new(move |_| chosen.with(|scope| scope == Scope::Selected.as_str()));
    dynamic(move || {
        if !is_selected.get() {
            return nothing();
        }
        let title = html::h3().text(texts().request_step_virtual_accounts());
        html::div().class("stack").el(title).child(virtual_account_fields(&selecting)).view()
    })
}

/// The decision with the next request after it; nothing at the end of the list, or before a way is chosen.
fn and_next(decision_form: DecisionForm, context: DecisionContext) -> AnyView {
    let words = Memo::new(move |_| {
        let way = decision_form.way.with(|way| DecisionChoice::parse(way))?;
        decision_form.next.with(Option::is_some).then(|| match way {
            DecisionChoice::Decline => texts().pending_decline_next(),
            DecisionChoice::AsAsked | DecisionChoice::OtherAccess => texts().pending_approve_next(),
        })
    });
    dynamic(move || {
        let Some(words) = words.get() else { return nothing() };
        let context = context.clone();
        button(words, "button", move || decision_form.send(&context, true))
            .flag_with(attr::DISABLED, move || decision_form.is_sending.get())
            .view()
    })
}

fn submit(decision_form: DecisionForm) -> Element {
    let words = move || {
        let words = match decision_form.way.with(|way| DecisionChoice::parse(way)) {
            None => texts().action_submit(),
            Some(DecisionChoice::Decline) => texts().action_decline(),
            Some(_) => texts().action_approve(),
        };
        words.to_owned()
    };
    let look = move || {
        let declines = decision_form.way.with(|way| DecisionChoice::parse(way)) == Some(DecisionChoice::Decline);
        Some(if declines { "button button--danger" } else { "button button--primary" }.into())
    };
    html::button()
        .attr_with(attr::CLASS, look)
        .attr(attr::TYPE, "submit")
        .text_with(words)
        .flag_with(attr::DISABLED, move || decision_form.is_sending.get())
        .bool_attr_with(attr::ARIA_BUSY, move || decision_form.is_sending.get())
}

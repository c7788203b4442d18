//! The contents of the dialog about several requests: before sending, and the result for each.

use api::{
    page::Route,
    pending_access_request::{DecisionAnswer, DecisionKind, PendingQuery, PendingSummary},
};
use leptos::prelude::*;
use rules::vocabulary::RequestStatus;

use super::confirmation::BulkConfirmation;
use crate::{
    components::{
        access_request::{about_requester, access_in_full, asked_and_held, requester_name},
        profile::looks_alike_tag,
    },
    dom::{
        attr,
        element::{Element, fragment, nothing},
        html,
    },
    forms::{access_request::fields::reason_field, decision::note::note_field},
    routing::navigation,
    session::texts,
    ui::{
        form::error_summary,
        notice::{Tone, notice, status},
        page::link,
    },
};

const ANSWERS: &str = "answers";

/// What will happen to each, and the field for the reason or the note.
pub(super) fn confirmation_body(confirmation: BulkConfirmation) -> AnyView {
    let decidable = confirmation.decidable();
    let count = i64::try_from(decidable.len()).unwrap_or(i64::MAX);
    let words = match confirmation.kind {
        DecisionKind::Approve if decidable.is_empty() => texts().pending_approve_none().to_owned(),
        DecisionKind::Approve => texts().pending_approve_text(count),
        DecisionKind::Decline => texts().pending_decline_text(count),
    };
    let errors = confirmation.mutation.errors;
    let said = match confirmation.kind {
        DecisionKind::Approve if decidable.is_empty() => nothing(),
        DecisionKind::Approve => note_field(confirmation.words, errors),
        DecisionKind::Decline => reason_field(
            texts().pending_decline_reason(),
            texts().pending_decline_reason_hint(),
            confirmation.words,
            errors,
        ),
    };
    fragment(vec![
        error_summary(errors),
        html::p().text(words).view(),
        html::ul().class("lines lines--apart").els(decidable.iter().map(line)).view(),
        undecidable(confirmation),
        said,
    ])
}

fn line(request: &PendingSummary) -> Element {
    html::li()
        .el(html::strong().untranslated().text(requester_name(request).to_owned()))
        .text(" · ")
        .el(html::span().untranslated().text(request.account.name.clone()))
        .els(about_requester(&request.requester, &request.organisation).into_iter().flatten())
        .els(looks_alike_tag(request.looks_alike))
        .el(asked_and_held(request))
}

/// Those that cannot be approved as asked, by their references.
fn undecidable(confirmation: BulkConfirmation) -> AnyView {
    let requests = confirmation.requests.get_untracked();
    let open: Vec<_> = requests.iter().filter(|request| request.scope.is_none()).collect();
    if confirmation.kind == DecisionKind::Decline || open.is_empty() {
        return nothing();
    }
    let title = texts().pending_left_open(i64::try_from(open.len()).unwrap_or(i64::MAX));
    let lines = open.into_iter().map(|request| {
        let route = Route::PendingRequest { reference: request.reference.clone(), list: PendingQuery::default() };
        html::li()
            .untranslated()
            .el(link(&route, &request.reference, "link"))
            .text([" ", requester_name(request)].concat())
    });
    notice(Tone::Warning, &title, [html::ul().class("lines").els(lines)])
}

/// The result for each request. It takes the focus, since the button is gone.
pub(super) fn results(requests: &[PendingSummary], answers: &[DecisionAnswer]) -> AnyView {
    queue_microtask(|| navigation::focus(ANSWERS));
    let lines = answers.iter().map(|answer| {
        let request = requests.iter().find(|request| request.reference == answer.reference);
        let requester = request.map_or(answer.reference.as_str(), requester_name);
        let look = match answer.status {
            Some(RequestStatus::Approved) => "granted",
            Some(RequestStatus::Declined) => "declined",
            _ => "pending",
        };
        let words = texts().pending_answer(answer.status.map_or("", RequestStatus::as_str));
        let problem = answer.problem.as_ref().map(|problem| html::p().class("muted").text(problem.detail.clone()));
        let account =
            request.map(|request| html::span().class("muted").untranslated().text(request.account.name.clone()));
        let requester = html::strong().untranslated().text(requester.to_owned());
        // What was granted is what was asked for.
        let granted = request.filter(|_| answer.status == Some(RequestStatus::Approved));
        let granted = granted.map(|request| access_in_full(request.scope, request.role, &request.virtual_accounts));
        let about = html::span().class("cluster").el(status(look, &words)).el(requester).els(account);
        html::li().el(about).els(granted).els(problem)
    });
    html::div()
        .class("stack")
        .attr(attr::ID, ANSWERS)
        .attr(attr::TABINDEX, "-1")
        .el(html::h3().text(texts().pending_answers_title()))
        .el(html::ul().class("lines").els(lines))
        .view()
}

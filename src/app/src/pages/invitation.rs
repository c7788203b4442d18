//! An invitation to an account, for the person to whose address it was sent: who sent it, what accepting gives, and how
//! it ended. Opening the page changes nothing.

use api::{
    invitation::{Invitation, InvitationAnswer, NewInvitationAnswer},
    page::Route,
    path,
    problem::{Code, Problem},
};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::vocabulary::InvitationStatus;

use crate::{
    components::access::grant,
    dom::{
        element::{Element, dynamic, fragment, nothing},
        html,
        signal::State,
    },
    net::{
        mutation::{Mutation, send_request},
        polling::{Polling, use_polling},
        resource::{self, Loadable, Resource},
    },
    session::{App, texts, use_app},
    ui::{
        breakable::domain,
        format,
        help::with_help,
        notice::{Tone, notice},
        page::{self, button, facts, link, page_head_with, section},
        status_message::StatusMessage,
    },
};

/// What the person does about it. Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
struct Answering {
    id: State<String>,
    source: Resource<Invitation>,
    mutation: Mutation,
    polling: Polling,
}

pub fn invitation_page(id: &str) -> AnyView {
    let app = use_app();
    let path = path::invitation(id);
    let source = resource::use_resource::<Invitation>(move || Some(path.clone()), false);
    let mutation = Mutation::new(false, StatusMessage::default());
    let answering = Answering { id: State::new(id.to_owned()), source, mutation, polling: use_polling() };
    fragment(vec![
        dynamic(move || source.value().map_or_else(nothing, |invitation| head(&invitation))),
        mutation.status.view(),
        dynamic(move || match source.get() {
            Loadable::Loading => resource::loading_view(false),
            Loadable::LoadingSlowly => resource::loading_view(true),
            Loadable::Loaded(invitation) => loaded_view(&invitation, answering),
            Loadable::Failed(problem) if problem.code == Code::InvitationNotFound => not_found(&problem, app),
            Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
        }),
        answering.dialog(),
    ])
}

fn not_found(problem: &Problem, app: App) -> AnyView {
    let email = app.session.with_untracked(|session| session.person.email.clone());
    let words = html::p().text(texts().invitation_not_yours(&email));
    fragment(vec![page::not_found(problem, []), words.view()])
}

fn head(invitation: &Invitation) -> AnyView {
    let lead = match &invitation.inviter {
        Some(inviter) => texts().invitation_lead(inviter),
        None => texts().invitation_lead_nobody().to_owned(),
    };
    let lead = (invitation.status == InvitationStatus::Pending).then_some(lead);
    page_head_with(&texts().invitation_title(&invitation.domain_identifier), lead.as_deref(), [])
}

fn loaded_view(invitation: &Invitation, answering: Answering) -> AnyView {
    match invitation.status {
        InvitationStatus::Pending => pending(invitation, answering),
        InvitationStatus::Accepted => accepted(invitation),
        InvitationStatus::Declined => {
            let words = texts().invitation_declined_text(&end_date(invitation));
            fragment(vec![
                notice(Tone::Info, texts().invitation_declined(), [html::p().text(words)]),
                about(invitation),
            ])
        }
        InvitationStatus::Expired => {
            let words = texts().invitation_expired_text(&end_date(invitation));
            let title = texts().invitation_expired();
            fragment(vec![notice(Tone::Warning, title, [html::p().text(words)]), about(invitation)])
        }
        InvitationStatus::Withdrawn => {
            let words = texts().invitation_withdrawn_text(&end_date(invitation));
            let title = texts().invitation_withdrawn();
            fragment(vec![notice(Tone::Warning, title, [html::p().text(words)]), about(invitation)])
        }
    }
}

fn pending(invitation: &Invitation, answering: Answering) -> AnyView {
    let accept = answering.mutation.button(texts().invitation_accept(), "button button--primary", move || {
        answering.send(InvitationAnswer::Accept);
    });
    let decline = button(texts().invitation_decline(), "button", move || answering.mutation.open.set(true));
    let form = fragment(vec![
        about(invitation),
        html::p().text(texts().invitation_hold_nothing()).view(),
        html::div().class("form__actions").el(accept).el(decline).view(),
    ]);
    with_help(texts().help_invitation(), texts().help_invitation_next(), form)
}

fn accepted(invitation: &Invitation) -> AnyView {
    let text = html::p().text(texts().invitation_accepted_text(&end_date(invitation)));
    let (title, way) = match &invitation.account {
        Some(account) => {
            let route = Route::Account { id: account.id.clone(), identifier: None };
            let way = link(&route, texts().invitation_open_account(), "button button--primary");
            (texts().invitation_accepted(&account.name), Some(html::p().el(way)))
        }
        None => (texts().invitation_title(&invitation.domain_identifier), None),
    };
    let note = invitation
        .note
        .as_ref()
        .map(|note| section("note", texts().invitation_note()).el(html::p().class("words").text(note.clone())).view());
    let above = vec![notice(Tone::Success, &title, [text].into_iter().chain(way)), about(invitation)];
    fragment(above.into_iter().chain(note).collect())
}

/// What it is about, in words of the service only, until it is accepted.
fn about(invitation: &Invitation) -> AnyView {
    let access: Vec<Element> = if invitation.granted.is_empty() {
        invitation.roles.iter().map(|role| html::div().text(texts().role_name(role.as_str()))).collect()
    } else {
        invitation.granted.iter().map(grant).collect()
    };
    let identifier = domain(&invitation.domain_identifier);
    let mut pairs = vec![(texts().domain_identifier(), identifier.view())];
    if let Some(inviter) = &invitation.inviter {
        pairs.push((texts().invitation_inviter(), html::span().untranslated().text(inviter.clone()).view()));
    }
    pairs.push((texts().invitation_roles(), html::div().els(access).view()));
    if invitation.status == InvitationStatus::Pending {
        let until = format::date_time(invitation.expires_at.0, texts().locale());
        pairs.push((texts().invitation_until(), html::span().text(until).view()));
    }
    facts(pairs)
}

/// When it was answered, or ended by itself.
fn end_date(invitation: &Invitation) -> String {
    let at = invitation.ended_at.unwrap_or(invitation.expires_at);
    format::date_time(at.0, texts().locale())
}

impl Answering {
    fn dialog(self) -> AnyView {
        let body = vec![html::p().text(texts().invitation_decline_text()).view()];
        let decline = self.mutation.button(texts().invitation_decline(), "button button--danger", move || {
            self.send(InvitationAnswer::Decline);
        });
        self.mutation.dialog(texts().invitation_decline_title(), texts().invitation_decline_keep(), body, decline)
    }

    fn send(self, answer: InvitationAnswer) {
        let path = self.id.with_untracked(|id| path::invitation_answer(id));
        let body = serde_json::to_string(&NewInvitationAnswer { answer }).ok();
        let then = move |result: Result<(), Problem>| {
            let is_done = result.is_ok();
            let title = match answer {
                InvitationAnswer::Accept => texts().invitation_accept_done(),
                InvitationAnswer::Decline => texts().invitation_declined(),
            };
            if self.mutation.on_result(result, title) {
                self.source.refetch();
            }
            if is_done {
                // The person may have the directory from now on.
                self.polling.refresh_session();
            }
        };
        self.mutation.send(send_request(Method::POST, path, body), Box::new(then));
    }
}

//! The bar: the three-bars menu, the operator's name, and the person's own menu.

use std::time::Duration;

use api::{
    page::{IdentifierStep, Route},
    path,
    problem::Problem,
    profile::ProfileChange,
    session::Person,
};
use gloo_net::http::Method;
use leptos::prelude::*;

use super::menu::{access_entries, directory_entry, heading, list, menu, page_link, waiting_badge};
use crate::{
    components::{color_scheme_choice::scheme_choice, support::with_reference},
    dom::{attr, element::Element, html, task::spawn},
    net::client,
    session::{self, texts, use_app},
    ui::{
        breakable::breakable,
        icon,
        notice::Tone,
        page::{button, outside_link},
        status_message::StatusMessage,
    },
};

/// `status` shows above the page the result of what is done here.
pub fn topbar(status: StatusMessage) -> Element {
    let app = use_app();
    let operator = app.session.with_untracked(|session| session.service.operator_name.clone());
    let name = if operator.is_empty() { texts().product_name().to_owned() } else { operator };
    let brand = html::a().class("topbar__brand").attr(attr::HREF, "/").el(icon("logo")).untranslated().text(name);
    html::header().class("topbar").el(main_menu()).el(brand).el(palette_button()).el(person_menu(status))
}

fn palette_button() -> Element {
    let app = use_app();
    let label = html::span().class("topbar__label").text(texts().palette_title());
    button("", "topbar__menu", move || app.palette.set(true))
        .attr(attr::ARIA_HASPOPUP, "dialog")
        .el(icon("search"))
        .text(" ")
        .el(label)
}

fn main_menu() -> Element {
    let app = use_app();
    let by_identifier = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
    let label = html::span().class("topbar__label").text(texts().menu());
    let management = [texts().menu_administration(), " › ", texts().menu_account_management()].concat();
    let accounts = [
        heading(texts().smart_account().to_owned()),
        html::ul().class("menu__list").child(access_entries(app, "menu__item")),
    ];
    // Nothing that a rule refuses.
    let request = app.may_request().then(|| {
        let link = page_link(by_identifier, "search", texts().menu_request_existing(), "menu__item");
        [heading(management), list([link])]
    });
    let body = accounts.into_iter().chain(request.into_iter().flatten());
    // Where there is no navigation at the side, nothing else tells that something waits.
    let waiting = html::span().class("only-narrow").child(waiting_badge(app));
    menu(html::span().class("topbar__sign").el(icon("menu")).el(waiting), label, body)
}

fn person_menu(status: StatusMessage) -> Element {
    let app = use_app();
    let name = move || app.session.with(|session| session.person.brief_name().to_owned());
    let service = app.session.with_untracked(|session| session.service.clone());
    let help = [
        (service.help_video_link, texts().menu_help_video()),
        (service.feedback_link, texts().menu_feedback()),
        (service.support_link.map(|link| with_reference(&link, "")), texts().menu_support()),
    ];
    let mut help =
        help.into_iter().filter_map(|(href, words)| Some(outside_link(&href?, words, "menu__item"))).peekable();
    let help = help.peek().is_some().then(|| list(help));
    let profile = page_link(Route::Profile { return_to: None }, "person", texts().menu_profile(), "menu__item");
    let email = app.session.with_untracked(|session| session.person.email.clone());
    let body = [
        breakable(html::p().class("menu__heading"), &email),
        html::ul().class("menu__list").el(html::li().el(profile)).child(directory_entry(app, "menu__item")),
        heading(texts().menu_language().to_owned()),
        list([language("en", texts().language_english(), status), language("fr", texts().language_french(), status)]),
        scheme_choice("scheme-menu", app.scheme),
    ];
    // Once the menu has closed, so that the focus comes back to its button.
    let commands = move || set_timeout(move || app.commands.set(true), Duration::ZERO);
    let last = list([
        button(texts().commands_title(), "menu__item", commands)
            .el(html::kbd().attr(attr::ARIA_HIDDEN, "true").text("?")),
        button(texts().action_sign_out(), "menu__item", move || sign_out(status)),
    ]);
    let label = html::span().class("topbar__label").untranslated().text_with(name);
    menu(icon("person"), label, body.into_iter().chain(help).chain([last]))
}

fn language(tag: &'static str, words: &str, status: StatusMessage) -> Element {
    let button = button(words, "menu__item", move || choose_language(tag, status)).attr(attr::LANG, tag);
    if texts().locale().as_str() == tag { button.attr(attr::ARIA_CURRENT, "true") } else { button }
}

/// Reloads the page in the other language; drafts keep what was typed.
fn choose_language(tag: &'static str, status: StatusMessage) {
    spawn(async move {
        let change = ProfileChange { locale: Some(tag.to_owned()), ..ProfileChange::default() };
        match client::send::<_, Person>(Method::PATCH, path::PROFILE, &change, None).await {
            Ok(_) => {
                session::store(session::LOCALE_KEY, tag);
                let _ = window().location().reload();
            }
            Err(problem) => show_failure(status, problem),
        }
    });
}

/// Ends the session on the server, then erases everything of the person in this browser.
fn sign_out(status: StatusMessage) {
    spawn(async move {
        match client::send_unread(Method::DELETE, path::SESSION, None).await {
            Ok(()) => session::leave(),
            Err(problem) => show_failure(status, problem),
        }
    });
}

/// The message above the page takes the focus, with which the menu closes.
fn show_failure(status: StatusMessage, problem: Problem) {
    status.show(Tone::Danger, texts().failed_to_change(), problem.detail);
}

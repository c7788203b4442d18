//! The bar: the three-bars menu, the operator's name, and the person's own menu.

use api::{path, profile::ProfileChange, session::Person};
use gloo_net::http::Method;
use leptos::prelude::*;

use super::menu::{access_entries, directory_entry, heading, list, menu, page_link};
use crate::{
    client,
    element::{Element, el},
    navigation::use_route,
    route::{IdentifierStep, Route},
    session::{self, texts, use_app},
    task::spawn,
    ui::{
        icon,
        page::{button, outside_link},
    },
};

pub fn topbar() -> Element {
    let app = use_app();
    let operator = app.session.with_untracked(|session| session.service.operator_name.clone());
    let name = if operator.is_empty() { texts().product_name().to_owned() } else { operator };
    let brand = el("a").class("topbar__brand").attr("href", "/").text(name);
    el("header").class("topbar").el(main_menu()).el(brand).el(person_menu())
}

/// Whether the current page is this one.
pub fn is_current(page: Route) -> impl Fn() -> bool {
    let route = use_route();
    move || route.with(|route| route.page() == page)
}

fn main_menu() -> Element {
    let app = use_app();
    let by_identifier = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
    let label = el("span").class("topbar__label").text(texts().menu());
    let management = [texts().menu_administration(), " › ", texts().menu_account_management()].concat();
    let body = [
        heading(texts().smart_account().to_owned()),
        el("ul").class("menu__list").child(access_entries(app, "menu__item")),
        heading(management),
        list([page_link(by_identifier, texts().menu_request_existing(), "menu__item")]),
    ];
    menu(icon("menu"), label, body)
}

fn person_menu() -> Element {
    let app = use_app();
    let name = move || {
        app.session.with(|session| {
            let person = &session.person;
            if person.name.is_empty() { person.email.clone() } else { person.name.clone() }
        })
    };
    let service = app.session.with_untracked(|session| session.service.clone());
    let help = [
        (service.help_video_link, texts().menu_help_video()),
        (service.feedback_link, texts().menu_feedback()),
        (service.support_link, texts().menu_support()),
    ];
    let mut help =
        help.into_iter().filter_map(|(href, words)| Some(outside_link(&href?, words, "menu__item"))).peekable();
    let help = help.peek().is_some().then(|| list(help));
    let profile = page_link(Route::Profile { return_to: None }, texts().menu_profile(), "menu__item");
    let body = [
        el("ul").class("menu__list").el(el("li").el(profile)).child(directory_entry(app, "menu__item")),
        heading(texts().menu_language().to_owned()),
        list([language("en", texts().language_english()), language("fr", texts().language_french())]),
    ];
    let sign_out = list([button(texts().action_sign_out(), "menu__item", sign_out)]);
    let label = el("span").class("topbar__label").live_text(name);
    menu(icon("person"), label, body.into_iter().chain(help).chain([sign_out]))
}

fn language(tag: &'static str, words: &str) -> Element {
    let button = button(words, "menu__item", move || choose_language(tag)).attr("lang", tag);
    if texts().locale().as_str() == tag { button.attr("aria-current", "true") } else { button }
}

/// The page is loaded anew in the other language; what was typed is kept as a draft.
fn choose_language(tag: &'static str) {
    spawn(async move {
        let change = ProfileChange { locale: Some(tag.to_owned()), ..ProfileChange::default() };
        match client::send::<_, Person>(Method::PATCH, path::PROFILE, &change, None).await {
            Ok(_) => {
                session::store(session::LOCALE_KEY, tag);
                let _ = window().location().reload();
            }
            Err(problem) => say(&problem.detail),
        }
    });
}

/// Ends the session on the server, then leaves nothing of the person behind in this browser.
fn sign_out() {
    spawn(async {
        match client::send_unread(Method::DELETE, path::SESSION, None).await {
            Ok(()) => session::leave(),
            Err(problem) => say(&problem.detail),
        }
    });
}

/// The menu has no place of its own for what went wrong.
fn say(sentence: &str) {
    let _ = window().alert_with_message(sentence);
}

//! The frame around every page: skip link, bar, navigation at the side, and the page itself.

use std::time::Duration;

use api::page::{IdentifierStep, Route};
use leptos::prelude::*;
use rules::vocabulary::EntryPage;

use crate::{
    dom::{
        attr,
        element::{dynamic, fragment, nothing},
        event, html,
        signal::Memo,
        task,
    },
    net::client,
    pages,
    routing::navigation::{self, replace, use_route},
    session::{App, texts, use_app},
    storage::draft,
    ui::{
        announce,
        notice::{Tone, notice},
        page::{button, outside_link},
        status_message::StatusMessage,
    },
};

mod connection;
mod menu;
mod print;
mod shortcuts;
mod sidenav;
mod switcher;
mod topbar;

/// Everything that is on the screen.
pub fn shell() -> AnyView {
    let skip = html::a().class("skip-link").attr(attr::HREF, "#main").text(texts().skip_to_content()).on(
        event::CLICK,
        |event| {
            event.prevent_default();
            navigation::focus("main");
        },
    );
    let main = html::main().class("page").attr(attr::ID, "main").attr(attr::TABINDEX, "-1");
    let app = use_app();
    let status = StatusMessage::default();
    announce_takeover(app, status);
    let main = main.child(newer_build_notice()).child(status.view()).child(current_page(status)).child(page_help(app));
    let shell = html::div().class("shell").el(topbar::topbar(status)).el(sidenav::sidenav()).el(main);
    fragment(vec![
        skip.view(),
        shell.view(),
        connection::banner(),
        announce::live_region().view(),
        print::foot().view(),
        shortcuts::shortcuts(app),
        command_palette(app),
    ])
}

/// Made when it is first opened, and kept.
fn command_palette(app: App) -> AnyView {
    let is_wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || app.palette.get());
    dynamic(move || if is_wanted.get() { pages::command_palette() } else { nothing() })
}

/// Says that the tab has become another person's, once the first page is there.
fn announce_takeover(app: App, status: StatusMessage) {
    if !draft::take_takeover() {
        return;
    }
    let name = app.session.with_untracked(|session| session.person.display_name().to_owned());
    let say = move || status.show(Tone::Warning, &texts().takeover_title(&name), texts().takeover_text().to_owned());
    set_timeout(say, Duration::ZERO);
}

/// The page of the current route. It stays mounted while only its query changes.
fn current_page(status: StatusMessage) -> AnyView {
    let route = use_route();
    let page = Memo::new(move |_| route.with(Route::page));
    let app = use_app();
    task::effect(move || {
        if route.with(|route| *route == Route::Home) {
            replace(&first_page(app.session.with_untracked(|session| session.entry)));
        }
    });
    dynamic(move || {
        let page = page.get();
        // The message belongs to the page before.
        untrack(|| status.clear());
        pages::view(page, route)
    })
}

/// What the operator has written about pages of this kind, at their foot.
fn page_help(app: App) -> AnyView {
    let route = use_route();
    let help = Memo::new(move |_| {
        app.session.with(|session| {
            let service = &session.service;
            let link = match route.get() {
                Route::Directory(_) | Route::Account { .. } => &service.help_directory_link,
                Route::PendingRequests(_)
                | Route::OperatorQueue(_)
                | Route::PendingRequest { .. }
                | Route::PendingAccountRequest { .. }
                | Route::AccountAccess { .. } => &service.help_deciding_link,
                Route::CreateSmartAccount { .. } | Route::AccountRequest { .. } => &service.help_creating_link,
                _ => &None,
            };
            link.clone()
        })
    });
    dynamic(move || match help.get() {
        Some(link) => html::p().class("page__help").el(outside_link(&link, texts().menu_help_page(), "link")).view(),
        None => nothing(),
    })
}

fn first_page(entry: EntryPage) -> Route {
    match entry {
        EntryPage::Directory => Route::Directory(Default::default()),
        EntryPage::ByIdentifier => {
            Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify }
        }
    }
}

/// Offers to reload once the server answers from a newer build. Drafts outlive the reload.
fn newer_build_notice() -> AnyView {
    let newer = client::newer_build();
    let notice = dynamic(move || {
        if !newer.get() {
            return nothing();
        }
        let reload = button(texts().action_reload(), "button", || {
            let _ = window().location().reload();
        });
        let body = [html::p().text(texts().newer_build_text()), html::p().el(reload)];
        notice(Tone::Info, texts().newer_build_title(), body)
    });
    html::div().class("live").attr(attr::ROLE, "status").child(notice).view()
}

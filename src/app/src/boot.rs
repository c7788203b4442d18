//! The start: session and texts are fetched at the same time, then the views are mounted.

use api::{
    page::Route,
    path,
    problem::Problem,
    profile::ProfileChange,
    session::{Person, Session},
};
use futures_util::future::{Either, join, select};
use gloo_net::http::Method;
use leptos::prelude::*;
use leptos_router::components::{Router, RouterProps};
use text::{Locale, Texts};

use crate::{
    dom::{busy, task},
    net::{client, polling, takeover},
    pages,
    routing::navigation::{self, provide_navigation},
    session::{
        self, App,
        tabs::{self, News},
    },
    shell::shell,
    storage::draft,
    ui::format,
};

pub mod crash_page;

/// How long the start waits for an answer that mostly takes hundredths of a second, in milliseconds.
const PATIENCE: i32 = 1_000;

/// Fetches what every page needs and mounts the app, or says why that cannot be.
pub fn start() {
    task::spawn(async {
        let _busy = busy::guard();
        let page = navigation::current_route();
        pages::preload(&page);
        match fetch(&page).await {
            Ok(session) => {
                mount(session);
                busy::when_idle(pages::load_when_idle);
            }
            Err(problem) => crash_page::show(Some(&problem.detail)),
        }
    });
}

async fn fetch(page: &Route) -> Result<Session, Problem> {
    let guess = session::initial_locale();
    let (session, texts) = join(client::get::<Session>(path::SESSION), fetch_texts(guess, page)).await;
    let mut session = session?;
    tabs::tell_others(&News::SignedIn {
        email: session.person.email.clone(),
        token: session.anti_forgery_token.clone(),
    });
    let locale = Locale::parse(&session.person.locale).unwrap_or(guess);
    let texts = if locale == guess { texts? } else { fetch_texts(locale, page).await? };
    // Another length belongs to a newer build: only a reload brings both together again.
    let Some(texts) = texts else {
        crash_page::show(None);
        std::future::pending().await
    };
    session::set_texts(Box::leak(Box::new(texts)));
    session::store(session::LOCALE_KEY, locale.as_str());
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", locale.as_str());
    }
    client::set_token(&session.anti_forgery_token);
    if session.person.time_zone.is_none() {
        session.person.time_zone = tell_time_zone().await;
    }
    format::set_zone(session.person.time_zone.as_deref());
    draft::erase_others(&session.person.email);
    Ok(session)
}

/// Tells the server once in which time zone the browser is; gives the one that the profile names from then on. Where that
/// fails or takes too long, or the server does not know it, hours are in UTC until the next start.
async fn tell_time_zone() -> Option<String> {
    let change = ProfileChange { browser_time_zone: Some(format::browser_zone()?), ..ProfileChange::default() };
    let telling = client::send::<_, Person>(Method::PATCH, path::PROFILE, &change, None);
    // It is written, and an import may hold what it needs: nobody waits for that to see their accounts.
    match select(Box::pin(telling), Box::pin(task::sleep(PATIENCE))).await {
        Either::Left((answer, _)) => answer.ok()?.time_zone,
        Either::Right(_) => None,
    }
}

/// The sentences that every page needs, and where `page` comes in a chunk, those of such pages: which are asked for again
/// with the chunk where they do not come.
async fn fetch_texts(locale: Locale, page: &Route) -> Result<Option<Texts>, Problem> {
    let later = async {
        pages::chunk_name(page)?;
        client::get_patterns(path::text_of_pages(locale.as_str())).await.ok()
    };
    let (first, later) = join(client::get_patterns(path::text(locale.as_str())), later).await;
    let texts = Texts::from_patterns(locale, first?);
    Ok(texts.filter(|texts| later.is_none_or(|later| texts.add_pages(later))))
}

fn mount(session: Session) {
    // The static page has done its part.
    if let Some(body) = document().body() {
        body.set_text_content(None);
    }
    mount_to_body(move || {
        let app = App::new(session);
        provide_context(app);
        takeover::watch(app, polling::start(app));
        Router(RouterProps::builder().children(ToChildren::to_children(with_navigation)).build())
    });
}

fn with_navigation() -> AnyView {
    provide_navigation();
    shell()
}

//! `/sign-in/notice`: what somebody should know who has just signed in with a provider, before they go on.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use text::Texts;

use crate::app::Shared;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::http::cookies::SESSION;
use crate::http::html::page;
use crate::http::local_path::local_path;
use crate::routes::Query;
use crate::routes::email_verification::pages::with_status;
use crate::routes::email_verification::see_other;
use crate::routes::sign_in::{PATH as SIGN_IN, texts_for};
use crate::sign_in::open_id::{Doubt, Provider};
use crate::store::session;

pub const PATH: &str = "/sign-in/notice";

/// What is to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The address does not count.
    Doubt(Doubt),
    /// They are known by this provider from now on, and were known otherwise before.
    BoundAnew,
}

impl Notice {
    fn name(self) -> &'static str {
        match self {
            Notice::Doubt(doubt) => doubt.name(),
            Notice::BoundAnew => "bound_anew",
        }
    }

    fn parse(name: &str) -> Option<Notice> {
        Doubt::ALL.into_iter().map(Notice::Doubt).chain([Notice::BoundAnew]).find(|notice| notice.name() == name)
    }
}

/// The query of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoticeQuery {
    about: String,
    provider: String,
    next: String,
}

/// The page that says it, and leads on to `next`.
pub fn address(notice: Notice, provider: &str, next: &str) -> String {
    format!("{PATH}?about={}&provider={provider}&next={}", notice.name(), api::path::segment(next))
}

/// Shows it to whoever is signed in. The words are the server's own: a link can choose among them, and no more.
pub async fn show(
    State(app): State<Shared>,
    headers: HeaderMap,
    Query(query): Query<NoticeQuery>,
) -> Result<Response, Error> {
    let next = local_path(&query.next);
    let (Some(notice), Some(provider)) = (Notice::parse(&query.about), app.providers.get(&query.provider)) else {
        return Ok(see_other(next));
    };
    let current = match SESSION.token(&headers) {
        Some(token) => session::current(&app.db, &token, app.settings.session_limits(), app.clock.now()).await?,
        None => None,
    };
    let Some(person) = current.map(|current| current.person) else { return Ok(see_other(SIGN_IN)) };
    let (texts, name, email) = (texts_for(&headers), &provider.settings.name, readable_email(&person.email));
    let (title, said) = match notice {
        Notice::BoundAnew => (
            texts.provider_bound_anew_title(name),
            html! { p.page__lead { (texts.provider_bound_anew(&email, name)) } },
        ),
        Notice::Doubt(doubt) => {
            let said = html! {
                p.notice."notice--warning" { (doubt_sentence(texts, doubt, provider, &email)) }
                p { (texts.provider_doubt_lead()) }
            };
            (texts.provider_doubt_title().to_owned(), said)
        }
    };
    let body = html! {
        (said)
        p { a.button."button--primary" href=(next) { (texts.provider_continue()) } }
        @if let Notice::Doubt(doubt) = notice {
            p { a href={ (SIGN_IN) "?next=" (api::path::segment(next)) } { (texts.provider_another_way()) } }
            p.muted { (texts.provider_reason()) " " code { (doubt.name()) } }
        }
    };
    Ok(with_status(page(texts, &title, body), StatusCode::OK))
}

/// Why an address does not count, and what the person can do.
pub fn doubt_sentence(texts: &Texts, doubt: Doubt, provider: &Provider, email: &str) -> Markup {
    let name = &provider.settings.name;
    let domain = email.rsplit_once('@').map_or(email, |(_, domain)| domain);
    let sentence = match doubt {
        Doubt::OtherDomain => texts.provider_doubt_domain(name, domain),
        Doubt::OtherOrganisation => texts.provider_doubt_organisation(name, domain),
        Doubt::NotSaid => texts.provider_doubt_not_said(name, email, domain),
        Doubt::SaidNot => texts.provider_doubt_said_not(name, email),
        Doubt::AnothersAddress => texts.provider_doubt_anothers(email),
    };
    html! { (sentence) }
}

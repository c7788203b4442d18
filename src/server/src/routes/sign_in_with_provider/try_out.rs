//! `/sign-in/provider/{id}/try`: trying a provider out by a one-time address that `access-directory check provider` prints.
//! Coming back makes no session and nobody; the page says what the provider says, and what it would mean.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value};
use text::Texts;

use super::notice::doubt_sentence;
use super::{Going, claimed, go, pages};
use crate::app::{App, Shared};
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::http::cross_site::refuse_cross_site;
use crate::http::html::page;
use crate::net::peer::Peer;
use crate::routes::email_verification::pages::with_status;
use crate::routes::sign_in::texts_for;
use crate::routes::{Form, Path, Query};
use crate::sign_in::identity::{self, Prospect};
use crate::sign_in::open_id::{Proof, Provider, Refusal, TRY};
use crate::store::provider_try;

/// What is about the protocol and tells nothing of a person.
const LEFT_OUT: [&str; 4] = ["nonce", "at_hash", "c_hash", "s_hash"];

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Address {
    token: String,
}

/// Asks before it goes: no link acts by itself.
pub async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(address): Query<Address>,
) -> Result<Response, Error> {
    let texts = texts_for(&headers);
    let Some(provider) = app.providers.get(&id) else { return Ok(pages::unknown_provider_page(texts)) };
    if !provider_try::is_valid(&app.db, &id, &address.token, app.clock.now()).await? {
        return Ok(over_page(texts, provider));
    }
    let name = &provider.settings.name;
    let body = html! {
        p.page__lead { (texts.provider_try_lead(name)) }
        form.form method="post" action=(TRY.replace("{id}", &id)) {
            input type="hidden" name="token" value=(address.token);
            div.form__actions { button.button."button--primary" type="submit" { (texts.provider_going(name)) } }
        }
    };
    Ok(with_status(page(texts, &texts.provider_try_title(name), body), StatusCode::OK))
}

/// Goes to the provider, once.
pub async fn begin(
    State(app): State<Shared>,
    peer: Peer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(address): Form<Address>,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    let Some(provider) = app.providers.get(&id) else { return Ok(pages::unknown_provider_page(texts_for(&headers))) };
    let mut tx = app.db.begin().await?;
    if !provider_try::take(&mut tx, &id, &address.token, app.clock.now()).await? {
        return Ok(over_page(texts_for(&headers), provider));
    }
    go(&app, tx, Going { provider, peer, headers: &headers, next: "/", is_try: true }).await
}

/// The page of somebody who is back.
pub async fn outcome(
    app: &App,
    texts: &Texts,
    provider: &Provider,
    proved: Result<Proof, Refusal>,
) -> Result<Response, Error> {
    let name = &provider.settings.name;
    let body = match proved {
        Err(refusal) => html! { (refused(texts, provider, &refusal)) },
        Ok(proof) => html! {
            h2 { (texts.provider_try_means()) }
            (meaning(app, texts, provider, &proof).await?)
            h2 { (texts.provider_try_claims()) }
            (claims_table(&proof.claims))
            @if let Some(told) = &proof.user_info {
                h2 { (texts.provider_try_user_info()) }
                (claims_table(told))
            }
        },
    };
    let body = html! {
        p.page__lead { (texts.provider_try_nobody()) }
        (body)
    };
    Ok(with_status(page(texts, &texts.provider_try_title(name), body), StatusCode::OK))
}

fn refused(texts: &Texts, provider: &Provider, refusal: &Refusal) -> Markup {
    html! {
        h2 { (texts.provider_refused_title()) }
        p.notice."notice--danger" { (pages::sentence(texts, provider, refusal)) }
        p { (texts.provider_reason()) " " code { (refusal.reason.name()) } }
        (expected_and_found(texts, &refusal.expected, &refusal.found))
    }
}

fn expected_and_found(texts: &Texts, expected: &str, found: &str) -> Markup {
    html! {
        @if !expected.is_empty() { p { (texts.provider_try_expected()) " " code { (expected) } } }
        @if !found.is_empty() { p { (texts.provider_try_found()) " " code { (found) } } }
    }
}

async fn meaning(app: &App, texts: &Texts, provider: &Provider, proof: &Proof) -> Result<Markup, Error> {
    let (claim, doubted) = match claimed(provider, proof, texts.locale()) {
        Ok(claimed) => claimed,
        Err(refusal) => return Ok(refused(texts, provider, &refusal)),
    };
    let email = readable_email(claim.email.as_str());
    let prospect = match identity::prospect(&app.db, &claim).await? {
        Prospect::New => texts.provider_try_new().to_owned(),
        Prospect::Known => texts.provider_try_known().to_owned(),
        Prospect::Bound => texts.provider_try_bound().to_owned(),
        Prospect::BoundAnew(before) => texts.provider_try_bound_anew(&before),
        Prospect::Refused(before) => texts.provider_try_refused(&before),
    };
    Ok(html! {
        p { (texts.provider_try_identity(&proof.subject, &proof.issuer)) }
        @match &doubted {
            None => p { (texts.provider_try_counts(&email)) },
            Some(doubted) => {
                p.notice."notice--warning" { (doubt_sentence(texts, doubted.doubt, provider, &email)) }
                p { (texts.provider_reason()) " " code { (doubted.doubt.name()) } }
                (expected_and_found(texts, &doubted.expected, &doubted.found))
            }
        }
        p { (prospect) }
    })
}

fn claims_table(claims: &Map<String, Value>) -> Markup {
    let shown = claims.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    html! {
        dl {
            @for (name, value) in shown {
                dt { code { (name) } }
                dd { code { (value) } }
            }
        }
    }
}

/// The address was used, or its time is over.
fn over_page(texts: &Texts, provider: &Provider) -> Response {
    let title = texts.provider_try_title(&provider.settings.name);
    let body = html! {
        p.notice."notice--danger" { (texts.provider_try_over()) " " code { "access-directory check provider " (provider.settings.id) } }
    };
    with_status(page(texts, &title, body), StatusCode::FORBIDDEN)
}

//! `/sign-in/code`: signing in by a code that is mailed to one's address. A person who proves an address is
//! signed in, known before or not; until then every address is answered the same.

use api::sessions::SignInMethod;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderMap, LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use text::Texts;

use crate::app::{App, Shared};
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::http::cookies::{SESSION, SIGN_IN_CLAIM};
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::http::html::page;
use crate::http::known_browser;
use crate::http::local_path::local_path;
use crate::net::peer::Peer;
use crate::routes::email_verification::pages::with_status;
use crate::routes::email_verification::{CodeCheck, CodeDelivery, CodeForm, Verification, pages, see_other};
use crate::routes::sign_in::{PATH as SIGN_IN, SignIn, begin_session, texts_for};
use crate::routes::sign_in_with_provider::pages::provider_page;
use crate::routes::{Form, Query};
use crate::store::{session, sign_in_claim};

/// Where an address is claimed, and where the code is entered.
const CLAIM: &str = "/sign-in/code";
const PROOF: &str = "/sign-in/proof";
const CODE: &str = "/sign-in/proof/code";

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("nobody is signed in yet");
    vec![
        Endpoint::get(CLAIM, guard, show_address_form),
        Endpoint::post(CLAIM, guard, request_code),
        Endpoint::get(PROOF, guard, show),
        Endpoint::post(PROOF, guard, enter),
        Endpoint::post(CODE, guard, send),
    ]
}

/// The form of an address.
#[derive(Deserialize)]
struct Address {
    #[serde(default)]
    email: String,
    #[serde(default)]
    next: String,
}

async fn show_address_form(State(app): State<Shared>, headers: HeaderMap, Query(query): Query<SignIn>) -> Response {
    let texts = texts_for(&headers);
    if !app.settings.sign_in.codes {
        return see_other(SIGN_IN);
    }
    page(texts, texts.sign_in_title(), address_form(texts, &query.next, None))
}

/// Keeps who this browser says to be, and mails a code there.
async fn request_code(
    State(app): State<Shared>,
    peer: Peer,
    headers: HeaderMap,
    Form(entered): Form<Address>,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    if !app.settings.sign_in.codes {
        return Ok(see_other(SIGN_IN));
    }
    let texts = texts_for(&headers);
    let Ok(address) = EmailAddress::parse(&entered.email) else {
        let error = match entered.email.trim() {
            "" => texts.invalid_email_one_missing().to_owned(),
            value => texts.invalid_email(value),
        };
        return Ok(refused_address(texts, &entered, &error));
    };
    if let Some(provider) = app.providers.speaking_for(address.domain()) {
        return Ok(provider_page(texts, address.domain(), provider, &entered.next, None));
    }
    if !app.can_mail(&address) {
        return Ok(refused_address(texts, &entered, &texts.invalid_email_not_mailable(&address.unicode())));
    }
    let mut tx = app.db.begin().await?;
    let now = app.clock.now();
    let token = sign_in_claim::make(&mut tx, address.as_str(), local_path(&entered.next), now).await?;
    let binding = crate::base::secret::digest(token.as_bytes());
    let known_browser = known_browser::that_knows(&headers, &app.secret, &address.folded(), now);
    let mut verification = verification(texts, peer, &binding, address, entered.next);
    verification.known_browser = known_browser;
    if let CodeDelivery::TooMany(until) = verification.mail(&mut tx, &app, now).await? {
        return Ok(pages::too_many(texts, until));
    }
    // Where the address had its number of codes, the page says so.
    tx.commit().await?;
    let headers =
        [(SET_COOKIE, SIGN_IN_CLAIM.set(&token)), (LOCATION, PROOF.to_owned()), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

async fn show(State(app): State<Shared>, peer: Peer, headers: HeaderMap) -> Result<Response, Error> {
    match current_verification(&app, peer, &headers).await? {
        Some((verification, _)) => verification.page(&app, StatusCode::OK, false).await,
        None => Ok(see_other(SIGN_IN)),
    }
}

async fn send(State(app): State<Shared>, peer: Peer, headers: HeaderMap) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    match current_verification(&app, peer, &headers).await? {
        Some((verification, _)) => verification.send(&app).await,
        None => Ok(see_other(SIGN_IN)),
    }
}

async fn enter(
    State(app): State<Shared>,
    peer: Peer,
    headers: HeaderMap,
    Form(entry): Form<CodeForm>,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    let Some((verification, next)) = current_verification(&app, peer, &headers).await? else {
        return Ok(see_other(SIGN_IN));
    };
    match verification.enter(&app, &entry.code).await? {
        CodeCheck::Answer(answer) => Ok(answer),
        CodeCheck::Proved(person_key) => begin_session(&app, &headers, person_key, &SignInMethod::Code, &next).await,
    }
}

/// The form again, with what is wrong with the address.
fn refused_address(texts: &Texts, entered: &Address, error: &str) -> Response {
    let form = address_form(texts, &entered.next, Some((&entered.email, error)));
    with_status(page(texts, texts.sign_in_title(), form), StatusCode::UNPROCESSABLE_ENTITY)
}

/// What this browser claimed, and the page to go to afterwards.
async fn current_verification(
    app: &App,
    peer: Peer,
    headers: &HeaderMap,
) -> Result<Option<(Verification, String)>, Error> {
    let Some(token) = SIGN_IN_CLAIM.token(headers) else { return Ok(None) };
    let Some(kept) = sign_in_claim::find(&app.db, &token, app.clock.now()).await? else { return Ok(None) };
    // An address that was claimed before the rules of today begins anew, and is told what is wrong with it.
    let Ok(address) = EmailAddress::parse(&kept.email) else { return Ok(None) };
    let known_browser = known_browser::that_knows(headers, &app.secret, &address.folded(), app.clock.now());
    let mut verification = verification(texts_for(headers), peer, &kept.token_digest, address, kept.next.clone());
    verification.known_browser = known_browser;
    if let Some(token) = SESSION.token(headers) {
        let current = session::current(&app.db, &token, app.settings.session_limits(), app.clock.now()).await?;
        let other = current
            .map(|current| current.person)
            .filter(|person| crate::domains::email::folded(&person.email) != verification.address.folded());
        verification.signed_in_as = other.map(|person| crate::directory::account_view::readable_email(&person.email));
    }
    Ok(Some((verification, kept.next)))
}

fn verification(texts: &'static Texts, peer: Peer, binding: &str, address: EmailAddress, next: String) -> Verification {
    let displayed_address = address.unicode();
    Verification {
        texts,
        link: PROOF.to_owned(),
        binding: binding.to_owned(),
        lead: texts.sign_in_code_lead(&displayed_address),
        displayed_address,
        next,
        address,
        peer,
        known_browser: None,
        signed_in_as: None,
    }
}

/// The form for an address; with what was entered where that is not an address.
pub fn address_form(texts: &Texts, next: &str, wrong: Option<(&str, &str)>) -> Markup {
    let (value, error) = wrong.unzip();
    html! {
        p.page__lead { (texts.sign_in_by_code()) }
        form.form method="post" action=(CLAIM) novalidate {
            input type="hidden" name="next" value=(next);
            div.field."field--invalid"[error.is_some()] {
                label.field__label for="email" { (texts.sign_in_email()) }
                @if let Some(error) = error { p.field__error id="email-error" { (error) } }
                input.field__input id="email" name="email" type="email" autocomplete="email" required autofocus
                    value=(value.unwrap_or_default()) aria-describedby=[error.is_some().then_some("email-error")]
                    aria-invalid=[error.is_some().then_some("true")];
            }
            div.form__actions {
                button.button."button--primary" type="submit" { (texts.proof_send()) }
            }
        }
    }
}

//! `/account-request-links/{token}`: behind a customer contact's link, who proves their address by a code and goes on
//! to the request. Nothing of the account or of who asks for it is told before. How an address is proved lies in
//! `email_verification`.

use api::page::Route;
use api::path;
use api::sessions::SignInMethod;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use maud::html;
use text::Texts;

use crate::app::{App, Shared};
use crate::base::date_time::LocalTexts;
use crate::base::time_zone::Zone;
use crate::directory::account_view::readable_email;
use crate::domains::email::{EmailAddress, folded};
use crate::error::Error;
use crate::http::cookies::SESSION;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::http::html::page;
use crate::http::known_browser;
use crate::net::peer::Peer;
use crate::routes::email_verification::pages::with_status;
use crate::routes::email_verification::{CodeCheck, CodeForm, Verification, see_other};
use crate::routes::sign_in::{begin_session, texts_for};
use crate::routes::sign_in_with_provider::pages::provider_page;
use crate::routes::{Form, Path};
use crate::store::account_request::RequestEnd;
use crate::store::account_request::contact::Contact;
use crate::store::person::Person;
use crate::store::{account_request, session};

const CODE: &str = "/account-request-links/{token}/code";

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("a customer contact proves their address here");
    vec![
        Endpoint::get(path::ACCOUNT_REQUEST_LINK, guard, show),
        Endpoint::post(path::ACCOUNT_REQUEST_LINK, guard, enter),
        Endpoint::post(CODE, guard, send),
    ]
}

async fn show(
    State(app): State<Shared>,
    peer: Peer,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    match resolve_link(&app, peer, &token, &headers).await? {
        LinkTarget::Answer(answer) => Ok(answer),
        LinkTarget::Contact(found) => found.0.page(&app, StatusCode::OK, false).await,
    }
}

async fn send(
    State(app): State<Shared>,
    peer: Peer,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    match resolve_link(&app, peer, &token, &headers).await? {
        LinkTarget::Answer(answer) => Ok(answer),
        LinkTarget::Contact(found) => found.0.send(&app).await,
    }
}

/// Signs in whoever enters the right code.
async fn enter(
    State(app): State<Shared>,
    peer: Peer,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(entry): Form<CodeForm>,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    let (verification, contact) = match resolve_link(&app, peer, &token, &headers).await? {
        LinkTarget::Answer(answer) => return Ok(answer),
        LinkTarget::Contact(found) => *found,
    };
    match verification.enter(&app, &entry.code).await? {
        CodeCheck::Answer(answer) => Ok(answer),
        CodeCheck::Proved(person_key) => {
            begin_session(&app, &headers, person_key, &SignInMethod::Code, &request_page(&app, &contact).await?).await
        }
    }
}

/// What is behind a link.
enum LinkTarget {
    /// Somebody who has not proved the address yet.
    Contact(Box<(Verification, Contact)>),
    /// Nothing to prove: the link is not valid or no longer is, or the browser's session is the addressed person's.
    Answer(Response),
}

async fn resolve_link(app: &App, peer: Peer, token: &str, headers: &HeaderMap) -> Result<LinkTarget, Error> {
    let texts = texts_for(headers);
    let Some(contact) = account_request::contact::by_link(&app.db, token).await? else {
        return Ok(LinkTarget::Answer(unknown_link_page(texts)));
    };
    // Whoever opens a link is not known: a forwarded mail tells nobody where its recipient is.
    let local = LocalTexts { texts, zone: &Zone::UTC };
    if let Some(ended_at) = contact.ended_at {
        return Ok(LinkTarget::Answer(ended_link_page(texts, &texts.proof_ended(&local.date_time(ended_at)))));
    }
    let ended = account_request::request_end(&app.db, contact.request_key, app.clock.now()).await?;
    if let Some(RequestEnd::Lapsed(lapsed_at)) = ended {
        return Ok(LinkTarget::Answer(ended_link_page(texts, &texts.proof_lapsed(&local.date_time(lapsed_at)))));
    }
    if let Some(RequestEnd::Withdrawn(at)) = ended {
        return Ok(LinkTarget::Answer(ended_link_page(texts, &texts.proof_withdrawn(&local.date_time(at)))));
    }
    let signed_in = match SESSION.token(headers) {
        Some(session) => session::current(&app.db, &session, app.settings.session_limits(), app.clock.now()).await?,
        None => None,
    };
    let signed_in = signed_in.map(|current| current.person);
    if signed_in.as_ref().and_then(Person::address) == Some(&contact.email_folded) {
        return Ok(LinkTarget::Answer(see_other(&request_page(app, &contact).await?)));
    }
    if let Some(RequestEnd::Decided(decided_at)) = ended {
        return Ok(LinkTarget::Answer(ended_link_page(texts, &texts.proof_decided(&local.date_time(decided_at)))));
    }
    // It may have been named before the rules of today.
    let Ok(address) = EmailAddress::parse(&contact.email) else {
        return Ok(LinkTarget::Answer(ended_link_page(texts, texts.proof_address_refused())));
    };
    let link = path::account_request_link(token);
    if let Some(provider) = app.providers.speaking_for(address.domain()) {
        let somebody_else = signed_in.map(|person| readable_email(&person.email));
        let answer = provider_page(texts, address.domain(), provider, &link, somebody_else.as_deref());
        return Ok(LinkTarget::Answer(answer));
    }
    let displayed_address = address.masked();
    let verification = Verification {
        texts,
        next: link.clone(),
        link,
        binding: contact.id.clone(),
        lead: texts.proof_lead(&displayed_address),
        displayed_address,
        known_browser: known_browser::that_knows(headers, &app.secret, &address.folded(), app.clock.now()),
        address,
        peer,
        signed_in_as: signed_in
            .filter(|person| folded(&person.email) != contact.email_folded)
            .map(|person| readable_email(&person.email)),
    };
    Ok(LinkTarget::Contact(Box::new((verification, contact))))
}

/// The page of the request, which asks again who may see it.
async fn request_page(app: &App, contact: &Contact) -> Result<String, Error> {
    let reference = account_request::reference(&app.db, contact.request_key).await?;
    Ok(Route::PendingAccountRequest { reference }.to_string())
}

/// The link leads nowhere.
fn unknown_link_page(texts: &Texts) -> Response {
    with_status(
        page(texts, texts.proof_unknown_title(), html! { p { (texts.proof_unknown()) } }),
        StatusCode::NOT_FOUND,
    )
}

/// The link worked once, and why it does not any more.
fn ended_link_page(texts: &Texts, sentence: &str) -> Response {
    with_status(page(texts, texts.proof_ended_title(), html! { p { (sentence) } }), StatusCode::GONE)
}

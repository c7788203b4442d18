//! `/account-request-links/{token}`: behind a customer contact's link, who proves their address by a code and goes on to
//! the request. Nothing of the account or of who asks for it is told before. How the pages look lies in `pages`.
//!
//! What a page shows follows from what is stored, so that reloading changes nothing: sending a code and entering one lead
//! back to the page.

mod pages;

use api::path;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, HeaderMap, LOCATION};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use text::Texts;

use crate::app::{App, Shared};
use crate::domains::email::{EmailAddress, folded};
use crate::error::Error;
use crate::guard::{Endpoint, Guard, refuse_cross_site};
use crate::mail::{Event, Recipient, put_one};
use crate::routes::sign_in::{begin_session, texts_for};
use crate::store::account_request::contact::Contact;
use crate::store::person::Person;
use crate::store::{account_request, person, session, sign_in_code};
use pages::Proof;

const CODE: &str = "/account-request-links/{token}/code";

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("a customer contact proves their address here");
    vec![
        Endpoint::new(Method::GET, path::ACCOUNT_REQUEST_LINK, guard, show),
        Endpoint::new(Method::POST, path::ACCOUNT_REQUEST_LINK, guard, enter),
        Endpoint::new(Method::POST, CODE, guard, send),
    ]
}

/// The form of a code.
#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    code: String,
}

async fn show(State(app): State<Shared>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    match behind(&app, &token, &headers).await? {
        Behind::Answer(answer) => Ok(answer),
        Behind::Contact(visit) => visit.page(&app, StatusCode::OK, false).await,
    }
}

/// Mails a code, unless the address had its number of them.
async fn send(State(app): State<Shared>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    refuse_cross_site(&headers)?;
    let visit = match behind(&app, &token, &headers).await? {
        Behind::Answer(answer) => return Ok(answer),
        Behind::Contact(visit) => visit,
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(id) = sign_in_code::make(&mut tx, &visit.contact.email_folded, now).await? else {
        drop(tx);
        return visit.page(&app, StatusCode::TOO_MANY_REQUESTS, false).await;
    };
    let to = Recipient { email: visit.contact.email.clone(), locale: visit.texts.locale().as_str().to_owned() };
    put_one(&mut tx, &Event::SignInCode { id }, &to, now).await?;
    tx.commit().await?;
    Ok(see_other(&visit.link))
}

/// Signs in whoever enters the right code.
async fn enter(
    State(app): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Result<Response, Error> {
    refuse_cross_site(&headers)?;
    let visit = match behind(&app, &token, &headers).await? {
        Behind::Answer(answer) => return Ok(answer),
        Behind::Contact(visit) => visit,
    };
    let entered: String = entry.code.chars().filter(|c| !c.is_whitespace()).collect();
    if entered.len() != 6 || !entered.bytes().all(|digit| digit.is_ascii_digit()) {
        // No code looks like that: it is not a try, and reloading this answer does no harm.
        return visit.page(&app, StatusCode::UNPROCESSABLE_ENTITY, true).await;
    }
    let mut tx = app.db.begin().await?;
    let Some(id) = sign_in_code::begin_try(&mut tx, &visit.contact.email_folded, app.clock.now()).await? else {
        return Ok(see_other(&visit.link));
    };
    if !app.secret.is_sign_in_code(&id, &entered) {
        tx.commit().await?;
        return Ok(see_other(&visit.link));
    }
    sign_in_code::use_up(&mut tx, &id).await?;
    if let Some(before) = session::token_from(&headers) {
        session::end(&mut tx, &before).await?;
    }
    let person_key = person::proved(&mut tx, &visit.address, visit.texts.locale().as_str()).await?;
    tx.commit().await?;
    begin_session(&app, person_key, &request_page(&app, &visit.contact).await?).await
}

/// What is behind a link.
enum Behind {
    Contact(Visit),
    /// Nothing to prove: the link is not valid or no longer is, or the browser's session is the addressed person's.
    Answer(Response),
}

/// Somebody who has not proved the address yet.
struct Visit {
    texts: &'static Texts,
    /// The path of the page.
    link: String,
    contact: Contact,
    address: EmailAddress,
    /// The address of somebody else, who is signed in.
    signed_in_as: Option<String>,
}

async fn behind(app: &App, token: &str, headers: &HeaderMap) -> Result<Behind, Error> {
    let texts = texts_for(headers);
    let Some(contact) = account_request::contact::by_link(&app.db, token).await? else {
        return Ok(Behind::Answer(pages::unknown(texts)));
    };
    if let Some(ended_at) = contact.ended_at {
        return Ok(Behind::Answer(pages::ended(texts, ended_at)));
    }
    let signed_in = match session::token_from(headers) {
        Some(session) => session::person(&app.db, &session, app.clock.now()).await?,
        None => None,
    };
    let is_addressed = |person: &Person| folded(&person.email) == contact.email_folded;
    if signed_in.as_ref().is_some_and(|person| person.email_verified && is_addressed(person)) {
        return Ok(Behind::Answer(see_other(&request_page(app, &contact).await?)));
    }
    let address = EmailAddress::parse(&contact.email).map_err(anyhow::Error::from)?;
    let signed_in_as = signed_in.filter(|person| !is_addressed(person)).map(|person| shown(&person.email));
    Ok(Behind::Contact(Visit { texts, link: path::account_request_link(token), contact, address, signed_in_as }))
}

impl Visit {
    async fn page(&self, app: &App, status: StatusCode, malformed: bool) -> Result<Response, Error> {
        let codes = sign_in_code::of_address(&app.db, &self.contact.email_folded, app.clock.now()).await?;
        let proof = Proof {
            link: &self.link,
            address: &self.address.masked(),
            signed_in_as: self.signed_in_as.as_deref(),
            codes: &codes,
            malformed,
        };
        Ok(pages::prove(self.texts, status, &proof))
    }
}

/// The person's own address, for themselves.
fn shown(email: &str) -> String {
    EmailAddress::parse(email).map_or_else(|_| email.to_owned(), |address| address.unicode())
}

/// The page of the request, which asks again who may see it.
async fn request_page(app: &App, contact: &Contact) -> Result<String, Error> {
    let reference = account_request::reference(&app.db, contact.request_key).await?;
    Ok(format!("/pending-account-requests/{}", path::segment(&reference)))
}

fn see_other(page: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, page), (CACHE_CONTROL, "no-store")]).into_response()
}

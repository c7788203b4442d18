//! `/stop-mail/{token}`: somebody says that their address is never to be written to again, but for codes that they ask for.
//! The token holds no address, only what the stop list keeps of it. Opening the page changes nothing; mail programs send
//! the same form by themselves (RFC 8058), so that it comes from anywhere and asks for no cookie.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use maud::html;
use subtle::ConstantTimeEq;

use crate::app::{App, Shared};
use crate::error::Error;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::http::html::page;
use crate::mail::STOP_PATH;
use crate::routes::Path;
use crate::routes::email_verification::pages::with_status;
use crate::routes::sign_in::texts_for;
use crate::store::stop_list;

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("whoever has the link of a mail stops mail to its address");
    let path = format!("{STOP_PATH}/{{token}}");
    vec![Endpoint::get(&path, guard, show), Endpoint::post(&path, guard, stop)]
}

async fn show(State(app): State<Shared>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let texts = texts_for(&headers);
    let Some(address) = address(&app, &token) else { return Ok(unknown_link_page(&headers)) };
    if stop_list::has(&app.db, address).await? {
        return Ok(stopped_page(&headers));
    }
    let body = html! {
        p.page__lead { (texts.stop_lead()) }
        form.form method="post" action={ (STOP_PATH) "/" (token) } {
            div.form__actions {
                button.button."button--primary" type="submit" { (texts.stop_action()) }
            }
        }
    };
    Ok(with_status(page(texts, texts.stop_title(), body), StatusCode::OK))
}

async fn stop(State(app): State<Shared>, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let Some(address) = address(&app, &token) else { return Ok(unknown_link_page(&headers)) };
    let mut tx = app.db.begin().await?;
    stop_list::add(&mut tx, address, app.clock.now()).await?;
    tx.commit().await?;
    Ok(stopped_page(&headers))
}

/// What the stop list keeps of the address, where the link is ours.
fn address<'a>(app: &App, token: &'a str) -> Option<&'a str> {
    let (address, proof) = token.split_once('.')?;
    let is_ours: bool = app.secret.stop_link_proof(address).as_bytes().ct_eq(proof.as_bytes()).into();
    is_ours.then_some(address)
}

fn stopped_page(headers: &HeaderMap) -> Response {
    let texts = texts_for(headers);
    with_status(page(texts, texts.stop_done_title(), html! { p { (texts.stop_done()) } }), StatusCode::OK)
}

fn unknown_link_page(headers: &HeaderMap) -> Response {
    let texts = texts_for(headers);
    let body = html! { p { (texts.proof_unknown()) } };
    with_status(page(texts, texts.proof_unknown_title(), body), StatusCode::NOT_FOUND)
}

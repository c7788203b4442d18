//! Every endpoint, each with the guard before it. One module per resource.
//!
//! Where a function here names no errors of its own, they are the database's and the policy's.

pub mod access_grants;
pub mod access_requests;
pub mod account_look_ups;
pub mod account_request_links;
pub mod account_requests;
pub mod accounts;
pub mod changes;
pub mod directory;
mod email_verification;
pub mod exports;
pub mod health;
pub mod invitations;
pub mod openapi;
pub mod pending_access_requests;
pub mod pending_account_requests;
pub mod policy;
pub mod profile;
pub mod sample;
pub mod session;
pub mod sessions;
pub mod sign_in;
pub mod sign_in_by_code;
pub mod sign_in_with_provider;
pub mod stop_mail;
mod submission;
pub mod suggested_accounts;
pub mod text;

use axum::Router;
use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::StatusCode;

use crate::app::Shared;
use crate::error::Error;
use crate::http::endpoint::Endpoint;

/// The endpoints that the API's description lists.
pub fn endpoints() -> Vec<Endpoint> {
    [
        session::endpoints(),
        sessions::endpoints(),
        profile::endpoints(),
        policy::endpoints(),
        directory::endpoints(),
        exports::endpoints(),
        accounts::endpoints(),
        account_look_ups::endpoints(),
        suggested_accounts::endpoints(),
        access_requests::endpoints(),
        pending_access_requests::endpoints(),
        account_requests::endpoints(),
        pending_account_requests::endpoints(),
        access_grants::endpoints(),
        invitations::endpoints(),
        changes::endpoints(),
        sample::endpoints(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The API.
pub fn api(app: &Shared) -> Router<Shared> {
    mount(app, endpoints().into_iter().chain(openapi::endpoints()))
}

/// Pages and files that are the server's own, and the probes.
pub fn pages(app: &Shared) -> Router<Shared> {
    let endpoints = [
        health::endpoints(),
        text::endpoints(),
        sign_in::endpoints(),
        sign_in_by_code::endpoints(),
        sign_in_with_provider::endpoints(),
        account_request_links::endpoints(),
        stop_mail::endpoints(),
        sample::pages(),
    ];
    mount(app, endpoints.into_iter().flatten())
}

fn mount(app: &Shared, endpoints: impl IntoIterator<Item = Endpoint>) -> Router<Shared> {
    endpoints.into_iter().fold(Router::new(), |router, endpoint| {
        let (path, route) = endpoint.guarded(app);
        router.route(&path, route)
    })
}

/// `axum::Json`, with problem details where the body cannot be read.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Error))]
pub struct Json<T>(pub T);

/// `axum::extract::Query`, with problem details where the query cannot be read.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Error))]
pub struct Query<T>(pub T);

/// `axum::Form`, with problem details where the form cannot be read.
#[derive(FromRequest)]
#[from_request(via(axum::Form), rejection(Error))]
pub struct Form<T>(pub T);

/// `axum::extract::Path`, with problem details where a segment is not UTF-8.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Error))]
pub struct Path<T>(pub T);

impl From<JsonRejection> for Error {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
            _ => Error::Malformed(rejection.body_text()),
        }
    }
}

impl From<FormRejection> for Error {
    fn from(rejection: FormRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
            _ => Error::Malformed(rejection.body_text()),
        }
    }
}

impl From<PathRejection> for Error {
    fn from(rejection: PathRejection) -> Self {
        Error::Malformed(rejection.body_text())
    }
}

impl From<QueryRejection> for Error {
    fn from(rejection: QueryRejection) -> Self {
        Error::Malformed(rejection.body_text())
    }
}

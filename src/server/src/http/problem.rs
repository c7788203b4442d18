//! The one envelope of every error: problem details (RFC 9457) in the reader's language.

use std::sync::Arc;

use axum::Json;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;
use text::{Locale, Texts};

use crate::base::date_time::LocalTexts;
use crate::base::time_zone::Zone;
use crate::error::Error;
use crate::http::html::{in_scheme, page, scheme};

/// The reader's language and time zone: a signed-in person's own, which the guard puts on the answer, else the language that
/// the browser asks for, and UTC.
#[derive(Clone)]
pub struct ReaderLocale {
    pub locale: Locale,
    /// As their profile names it.
    pub time_zone: Option<String>,
}

/// Writes the body of every answer that is an [`Error`].
pub async fn render(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let accepted = Locale::from_accept_language(accepted.unwrap_or_default());
    let endpoint = endpoint_name(&request);
    let (reads_pages, scheme) = (reads_pages(&request), scheme(request.headers()));
    let is_of_signing_in = request.uri().path().starts_with("/sign-in");
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<Arc<Error>>() else {
        return response;
    };
    match error.as_ref() {
        Error::Internal(cause) => tracing::error!(endpoint, "{cause:#}"),
        Error::Contended(contention) => tracing::error!(endpoint, sqlstate = contention.code, "{contention}"),
        _ => {}
    }
    let reader = response.extensions().get::<ReaderLocale>();
    let locale = reader.map_or(accepted, |reader| reader.locale);
    let zone = Zone::from_profile(reader.and_then(|reader| reader.time_zone.as_deref()));
    let texts = Texts::embedded(locale);
    let problem = error.problem(&LocalTexts { texts, zone: &zone });
    let mut answer = if reads_pages {
        let body = html! {
            p { (problem.detail) }
            p {
                @if is_of_signing_in {
                    a.button href="/sign-in" { (texts.action_sign_in()) }
                } @else {
                    a.button href="/" { (texts.action_start_page()) }
                }
            }
        };
        let page = in_scheme(scheme, async { page(texts, &problem.title, body) }).await;
        (response.status(), page).into_response()
    } else {
        let mut answer = (response.status(), Json(problem)).into_response();
        answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        answer
    };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.as_str()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(retry_after) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, retry_after);
    }
    answer
}

/// Whether somebody reads the answer in a browser: they asked for a page, not the app for data. Below `/api` a page is asked for
/// only by whoever goes there, as by a link to a file.
fn reads_pages(request: &Request) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    let goes_there = request.headers().get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    accepted.contains("text/html") && (goes_there || (path != "/api" && !path.starts_with("/api/")))
}

/// The endpoint as a log names it: with its place-holders, since what stands there or in the query may be a secret, as
/// the token of a link is.
pub fn endpoint_name(request: &Request) -> String {
    request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned()
}

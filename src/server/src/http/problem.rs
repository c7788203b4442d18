//! The one envelope of every error: problem details (RFC 9457) in the reader's language.

use std::sync::Arc;

use axum::Json;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use text::{Locale, Texts};

use crate::error::Error;

/// The reader's language: a signed-in person's own, which the guard puts on the answer, else what the browser asks for.
#[derive(Clone, Copy)]
pub struct ReaderLocale(pub Locale);

/// Writes the body of every answer that is an [`Error`].
pub async fn render(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let accepted = Locale::from_accept_language(accepted.unwrap_or_default());
    let endpoint = endpoint_name(&request);
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<Arc<Error>>() else {
        return response;
    };
    match error.as_ref() {
        Error::Internal(cause) => tracing::error!(endpoint, "{cause:#}"),
        Error::Contended(contention) => tracing::error!(endpoint, sqlstate = contention.code, "{contention}"),
        _ => {}
    }
    let locale = response.extensions().get::<ReaderLocale>().map_or(accepted, |locale| locale.0);
    let problem = error.problem(Texts::embedded(locale));
    let mut answer = (response.status(), Json(problem)).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.as_str()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(retry_after) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, retry_after);
    }
    answer
}

/// The endpoint as a log names it: with its place-holders, since what stands there or in the query may be a secret, as
/// the token of a link is.
pub fn endpoint_name(request: &Request) -> String {
    request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned()
}

//! How the router is put together: every endpoint, the app's files, and what holds for all answers.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::app::Shared;
use crate::error::{self, Error};
use crate::routes;

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// Every endpoint, the app's files, and what holds for all answers.
pub fn router(app: Shared) -> Router {
    Router::new()
        .merge(routes::api(&app))
        .merge(routes::pages(&app))
        .fallback(routes::assets::file)
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(|panic| panicked(&panic)))
        .layer(from_fn(error::render))
        // Outside of what writes problems, or they would go without.
        .layer(from_fn(common_headers))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

async fn common_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .insert(HeaderName::from_static(api::path::BUILD_HEADER), HeaderValue::from_static(routes::assets::build_id()));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    response
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::Internal(anyhow::anyhow!("a handler panicked: {}", said.unwrap_or("without a message"))).into_response()
}

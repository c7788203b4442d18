//! `GET /api/v1/policy`: the decision tables in effect, compiled, so that the browser answers at once.
//!
//! The tables name no account and no person; what the browser may not know is in no table.

use api::path;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::http::assets::{Body, send};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::Guard;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(show, Guard::Admission(Action::Read))]
}

/// The policy in effect. One query, for the session.
#[utoipa::path(get, path = path::POLICY, responses(
    (status = 200, description = "the compiled policy: opaque, for the app of the same build", body = serde_json::Value),
    (status = 304),
))]
pub async fn show(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let body = Body {
        plain: app.compiled_policy.plain.clone(),
        brotli: app.compiled_policy.brotli().cloned(),
        digest: app.policy.version().to_owned(),
        content_type: "application/json".to_owned(),
        cache: "private, no-cache",
    };
    send(&headers, body)
}

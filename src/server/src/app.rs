//! What every handler shares, and how the router is put together.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use rules::Policy;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::clock::Clock;
use crate::compressed::brotli;
use crate::db::Db;
use crate::error::{self, Error};
use crate::routes;
use crate::secret::Secret;
use crate::settings::Settings;
use crate::store;

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// Handlers take it as `State<Shared>`.
pub type Shared = Arc<App>;

/// The open database, the policy in effect, the clock, and what was configured.
pub struct App {
    pub db: Db,
    pub policy: Policy,
    /// The policy as it is sent.
    pub compiled_policy: CompiledPolicy,
    pub clock: Clock,
    pub secret: Secret,
    pub settings: Settings,
}

/// JSON, and the same with brotli.
pub struct CompiledPolicy {
    pub plain: Vec<u8>,
    pub brotli: Option<Vec<u8>>,
}

impl App {
    /// Opens the database and puts the built-in policy in effect.
    ///
    /// # Errors
    /// The database cannot be opened, or the policy has findings.
    pub async fn open(settings: Settings) -> anyhow::Result<Shared> {
        let db = Db::open(settings.database.as_deref(), &settings.data).await?;
        let secret = Secret::load(settings.secret.as_deref(), &settings.data)?;
        let policy = checked_policy()?;
        let clock = Clock::ahead(store::sample_clock::ahead_seconds(&db).await?);
        store::policy::keep(&db, &policy, clock.now()).await.context("the policy could not be stored")?;
        let plain = serde_json::to_vec(&policy)?;
        let compiled_policy = CompiledPolicy { brotli: brotli(&plain), plain };
        Ok(Arc::new(App { db, policy, compiled_policy, clock, secret, settings }))
    }
}

/// The built-in policy, proven complete and free of contradictions before it takes effect.
fn checked_policy() -> anyhow::Result<Policy> {
    let (policy, findings) = match Policy::embedded() {
        Ok(policy) => {
            let findings = policy.check();
            (Some(policy), findings)
        }
        Err(findings) => (None, findings),
    };
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    match policy {
        Some(policy) if said.is_empty() => Ok(policy),
        _ => anyhow::bail!("the built-in policy has findings and does not take effect:\n{}", said.join("\n")),
    }
}

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
    use axum::response::IntoResponse;
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::Internal(anyhow::anyhow!("a handler panicked: {}", said.unwrap_or("without a message"))).into_response()
}

//! `/metrics` in the text format of OpenMetrics, on an address of its own that nobody but the operator reaches: how the
//! whole service stands, over all processes, as the database knows it. What should wake somebody is above 0 here.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;

use crate::app::{App, Shared};
use crate::directory::lookup_limit;
use crate::error::Error;
use crate::requests::named_mail;
use crate::store::trail::seal;
use crate::store::{backup_run, guess, outbox};

/// Listens for those who collect metrics.
///
/// # Errors
/// The address cannot be listened on.
pub async fn listen(app: Shared, address: SocketAddr) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on `{address}`; set another `metrics_listen`"))?;
    tokio::spawn(async { axum::serve(listener, router(app)).await });
    Ok(())
}

/// The one route.
pub fn router(app: Shared) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn show(State(app): State<Shared>) -> Result<Response, Error> {
    let text = text(&app).await?;
    Ok(([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response())
}

/// What is measured. Seven queries.
async fn text(app: &App) -> Result<String, Error> {
    let limits = &app.settings.guesses;
    let (guesses, people) = guess::in_all(&app.db, limits.per_person, app.clock.now()).await?;
    let without_access = lookup_limit::count_without_access(&app.db, app.clock.now()).await?;
    let named = named_mail::count_of_today(&app.db, app.clock.now()).await?;
    let (unsent, dead, held) = outbox::waiting(&app.db).await?;
    let failures = i64::try_from(app.job_failures.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
    let mut registry = Registry::with_prefix("access_directory");
    for (name, help, value) in [
        ("guesses", "Distinct entire names and identifiers that people looked up in the last 24 hours", guesses),
        ("guesses_allowed", "How many all people may look up within a day", limits.in_all),
        (
            "guesses_without_access",
            "Look-ups that people without access to any account began since midnight UTC",
            without_access,
        ),
        (
            "guesses_without_access_allowed",
            "How many people without access may look up together within a day",
            limits.without_access,
        ),
        ("people_at_guess_limit", "People who looked up as many as one person may: somebody may be guessing", people),
        ("job_failures", "What time brings and could not be done since this process began", failures),
        ("named_mail", "Mails that people caused since midnight UTC to addresses that they named", named),
        ("named_mail_allowed", "How many mails people may cause within a day", app.settings.named_mail.in_all),
        ("mail_unsent", "Mail that waits to be sent", unsent),
        ("mail_given_up", "Mail that was refused or given up", dead),
        ("mail_held", "Mail that a restore holds back until it is released", held),
    ] {
        let gauge: Gauge = Gauge::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    }
    if let Some(made_at) = backup_run::newest(&app.db).await? {
        let age: Gauge = Gauge::default();
        age.set((app.clock.now() - made_at).num_seconds());
        registry.register("backup_age_seconds", "Seconds since the moment of which the newest whole backup is", age);
    }
    if let Some(newest) = seal::newest(&app.db).await? {
        let seal = Info::new(newest.labels());
        registry.register("trail_seal", "The newest seal of the trail: keep it where nobody who writes here can", seal);
    }
    let mut text = String::new();
    encode(&mut text, &registry).map_err(anyhow::Error::from)?;
    Ok(text)
}

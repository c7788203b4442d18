//! `access-directory serve`: listening, and ending well.

use std::time::Duration;

use anyhow::Context;
use api::changes::NextStep;
use text::{Locale, Texts};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::{App, Shared};
use crate::base::permissions::open_to_others;
use crate::jobs::{clocks, metrics};
use crate::mail::sender;
use crate::net;
use crate::next_steps::next_steps;
use crate::router::router;
use crate::sample::load;
use crate::settings::Settings;
use crate::store::outbox;

/// How long answers under way may take once the server is asked to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens everything and fills the sample world where it is one.
///
/// # Errors
/// The sample world beyond loopback, or what [`App::open`] says.
pub async fn open(settings: Settings) -> anyhow::Result<Shared> {
    if settings.sample && !settings.listen.ip().is_loopback() {
        anyhow::bail!(
            "the sample world lets anybody be anybody, so it listens on loopback only; `{}` is not, use 127.0.0.1",
            settings.listen
        );
    }
    let sample = settings.sample;
    let app = App::open(settings).await?;
    if sample {
        load::fill(&app).await?;
    }
    Ok(app)
}

/// Serves until the process is asked to end, then lets what is under way finish.
///
/// # Errors
/// The address cannot be listened on.
pub async fn serve(settings: Settings) -> anyhow::Result<()> {
    let listen = settings.listen;
    net::check(&settings)?;
    let app = open(settings).await?;
    clocks::compare(&app, || app.clock.wall()).await?;
    let sending = sender::start(&app)?;
    let held = outbox::count_held(&app.db).await?;
    if held > 0 {
        tracing::warn!(
            held,
            "a restore holds mail back; look at it with `access-directory mail list`, then `mail release` or `mail discard`"
        );
    }
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on `{listen}`; name another address with --listen"))?;
    if let Some(address) = app.settings.metrics_listen {
        metrics::listen(Shared::clone(&app), address).await?;
    }
    say_where(&app, &listener)?;
    say_what_is_next(&next_steps(&app).await?);
    let jobs = tokio::spawn(crate::jobs::run(Shared::clone(&app)));
    // Beside the first answers, and not within one.
    let policy = Shared::clone(&app);
    tokio::task::spawn_blocking(move || policy.compiled_policy.brotli().is_some());
    for warning in net::warnings(&app.settings) {
        eprintln!("warning: {warning}");
    }
    if let Some(open) = open_to_others(&app.settings.data) {
        eprintln!(
            "warning: others on this machine may use `{}`: take their rights away with `chmod go=`",
            open.display()
        );
    }
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(async move {
        stop_signal().await;
        let _ = stop.send(true);
    });
    let server = net::serve(listener, router(Shared::clone(&app)), app.settings.clone(), stopped(stopping.clone()));
    let mail_stopping = stopping.clone();
    let mail_ended = tokio::spawn(async {
        stopped(mail_stopping).await;
        if let Some(sending) = sending {
            sending.stop(PATIENCE).await;
        }
    });
    let patience = async {
        stopped(stopping).await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        ended = server => ended?,
        () = patience => tracing::warn!("some answers took too long and were cut off"),
    }
    jobs.abort();
    mail_ended.await?;
    app.last_seen.flush().await;
    app.db.close().await;
    Ok(())
}

fn say_where(app: &App, listener: &TcpListener) -> anyhow::Result<()> {
    let scheme = if app.settings.tls.certificate.is_some() { "https" } else { "http" };
    let address = format!("{scheme}://{}", listener.local_addr()?);
    println!("Access Directory listens on {address}/");
    if app.settings.sample {
        println!("This is the sample world. Sign in at {address}/sign-in as one of:");
        for member in crate::sample::cast::CAST {
            println!("  {:<44} {}", member.email, member.why_en);
        }
        println!("Sent mail: {address}/sample/mail");
    }
    Ok(())
}

fn say_what_is_next(steps: &[NextStep]) {
    let texts = Texts::embedded(Locale::En);
    if !steps.is_empty() {
        println!("{}:", texts.next_steps_title());
    }
    for step in steps {
        println!("  {}", texts.next_step(step.as_str()));
    }
}

/// Waits until the process is asked to stop.
async fn stopped(mut stopping: watch::Receiver<bool>) {
    // It cannot be closed before: its sender waits for the signal.
    let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
}

/// Waits for an interrupt or a request of the system to terminate.
async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = interrupted => {}
        () = terminated => {}
    }
}

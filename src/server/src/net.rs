//! The server's edge: accepting connections, encrypting them, and ending those that take up room without asking anything.
//! What a request is answered with is not decided here; how many of them there may be lies in `rate_limits`.

mod connection;
mod connection_limits;
mod forwarded;
pub mod peer;
mod tls;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::settings::Settings;
pub use connection::answer::HeldUntilSent;
use connection_limits::{ConnectionLimits, Slot};

/// How long to wait where the system has no more connections to give.
const OUT_OF_FILES: Duration = Duration::from_millis(100);

/// The connection of a request: from where it is, and whether it is encrypted here.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionInfo {
    pub address: SocketAddr,
    pub encrypted: bool,
    /// Its number in this process.
    pub number: u64,
}

/// Serves until `shutdown` is done, then lets what is under way finish. Dropping it ends every connection.
///
/// # Errors
/// The certificate cannot be used.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: Settings,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let shared = Arc::new(Shared { tls: tls::acceptor(&settings.tls)?, router });
    let limits = ConnectionLimits::new(&settings);
    let (ending, ends) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        // What has ended is let go of, or the set would grow.
        while connections.try_join_next().is_some() {}
        let (stream, address, slot) = tokio::select! {
            accepted = next(&listener, &limits) => accepted,
            () = &mut shutdown => break,
        };
        connections.spawn(Arc::clone(&shared).serve_connection(stream, address, slot, ends.clone()));
    }
    drop(listener);
    let _ = ending.send(true);
    while connections.join_next().await.is_some() {}
    Ok(())
}

/// Whether the certificate can be used, for telling so before anything listens.
///
/// # Errors
/// The file, and what is wrong with it.
pub fn check(settings: &Settings) -> anyhow::Result<()> {
    tls::check(&settings.tls)
}

/// Says what would not work as somebody may expect.
pub fn warnings(settings: &Settings) -> Vec<String> {
    let metrics = settings.metrics_listen.filter(|address| !address.ip().is_loopback()).map(|address| {
        format!(
            "`metrics_listen` is `{address}`, where whoever reaches it reads how much the service does: let only your own collector \
             reach it"
        )
    });
    encryption_warning(settings).into_iter().chain(metrics).collect()
}

fn encryption_warning(settings: &Settings) -> Option<String> {
    let is_public = !settings.listen.ip().is_loopback();
    let is_https = settings.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
    if settings.tls.certificate.is_some() || !settings.proxies.0.is_empty() || !(is_public || is_https) {
        return None;
    }
    Some(if is_public {
        format!(
            "`{}` is served without encryption, and browsers keep no session there: set `tls.certificate` and `tls.key`, \
             or name in `proxies` the proxy that encrypts",
            settings.listen
        )
    } else {
        "`public_url` is https, but neither `tls` nor `proxies` is set: name in `proxies` the proxy that \
                  encrypts, or everybody behind it counts as one peer"
            .to_owned()
    })
}

/// What all connections share.
struct Shared {
    tls: Option<TlsAcceptor>,
    router: Router,
}

impl Shared {
    async fn serve_connection(
        self: Arc<Self>,
        stream: TcpStream,
        address: SocketAddr,
        slot: Slot,
        ends: watch::Receiver<bool>,
    ) {
        // An answer is sent as soon as it is there.
        let _ = stream.set_nodelay(true);
        let info = ConnectionInfo { address, encrypted: self.tls.is_some(), number: slot.number };
        let (router, activity) = (self.router.clone(), Arc::clone(&slot.activity));
        match &self.tls {
            None => connection::serve(stream, info, router, activity, ends).await,
            Some(acceptor) => tokio::select! {
                encrypted = tokio::time::timeout(activity.times.header, acceptor.accept(stream)) => match encrypted {
                    Ok(Ok(stream)) => connection::serve(stream, info, router, activity, ends).await,
                    Ok(Err(error)) => tracing::debug!(%error, "a connection could not be encrypted"),
                    Err(_) => tracing::debug!("a connection took too long to encrypt"),
                },
                () = slot.activity.leaving.notified() => {}
            },
        }
        drop(slot);
    }
}

/// The next connection that the limits allow.
async fn next(listener: &TcpListener, limits: &ConnectionLimits) -> (TcpStream, SocketAddr, Slot) {
    loop {
        match listener.accept().await {
            Ok((stream, address)) => match limits.slot(address.ip()).await {
                Some(slot) => return (stream, address, slot),
                None => limits.refuse(stream),
            },
            // The connection went away before it was taken; there are others.
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, event = "accept_failed", "no connection can be accepted; trying again");
                tokio::time::sleep(OUT_OF_FILES).await;
            }
        }
    }
}

fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

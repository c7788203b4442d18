//! One connection: HTTP/1.1 or HTTP/2 on it, how much a request's head may hold, and when it is ended because nothing is
//! asked on it.

mod activity;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::{sleep_until, timeout};

use crate::net::ConnectionInfo;
use crate::settings::limits::LimitSettings;
use activity::{Activity, End, Watched};

/// The longest head of a request, in bytes, and the most headers in it: several times what a browser sends.
const HEAD: usize = 32 * 1024;
const HEADERS: usize = 64;
/// The most requests at once on one connection.
const STREAMS: u32 = 100;
/// How much of one request's body may be sent before it is read, in bytes: as much as a body may have.
const WINDOW: u32 = 64 * 1024;

/// How long a connection may take for what.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Until it is encrypted, and until a request's head is there.
    pub header: Duration,
    /// Between two requests.
    pub idle: Duration,
}

impl Times {
    pub fn new(limits: &LimitSettings) -> Times {
        Times {
            header: Duration::from_secs(limits.header_seconds.into()),
            idle: Duration::from_secs(limits.idle_seconds.into()),
        }
    }
}

/// Serves until the connection ends, is ended, or everything does.
pub async fn serve<S>(stream: S, info: ConnectionInfo, router: Router, times: Times, mut ends: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let activity = Arc::new(Activity::new(times));
    let io = TokioIo::new(Watched::new(stream, Arc::clone(&activity)));
    let routed = TowerToHyperService::new(router);
    let requests = Arc::clone(&activity);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let under_way = requests.begin(request.version());
        request.extensions_mut().insert(info);
        let answer = routed.call(request.map(Body::new));
        async move {
            let answer = answer.await;
            drop(under_way);
            answer
        }
    });
    let builder = builder();
    let connection = builder.serve_connection(io, service);
    tokio::pin!(connection);
    loop {
        let until = activity.deadline();
        tokio::select! {
            ended = connection.as_mut() => return log_early_end(ended),
            _ = ends.changed() => {
                connection.as_mut().graceful_shutdown();
                // How long that may take is decided where all of it ends.
                return log_early_end(connection.await);
            }
            () = activity.nearer.notified() => {}
            () = sleep_until(until.into()) => match activity.end() {
                None => {}
                // Nothing was asked, so nobody waits for an answer.
                Some(End::AtOnce) => return,
                Some(End::Gracefully) => {
                    connection.as_mut().graceful_shutdown();
                    return log_early_end(timeout(times.header, connection).await.unwrap_or(Ok(())));
                }
            },
        }
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // Its own time-out for heads would hold between two requests as well, which proxies wait longer for.
    builder.http1().header_read_timeout(None).max_buf_size(HEAD).max_headers(HEADERS);
    let mut http2 = builder.http2();
    http2.max_concurrent_streams(STREAMS).max_header_list_size(HEAD as u32);
    // What is sent while a request waits is kept: no more than a body may have, and some of them at once.
    http2.initial_stream_window_size(WINDOW).initial_connection_window_size(4 * WINDOW);
    builder
}

fn log_early_end(ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

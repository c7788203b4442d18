//! One connection: HTTP/1.1 or HTTP/2 on it, how much a request's head may hold, and when it is ended because nothing is
//! asked on it.

pub mod activity;
pub mod answer;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch::Receiver;
use tokio::time::{sleep_until, timeout};

use crate::net::ConnectionInfo;
use crate::settings::limits::LimitSettings;
use activity::{Activity, End, Watched};
use answer::{Streams, watch};

/// The longest head of a request, in bytes, and the most headers in it: several times what a browser sends.
const HEAD: usize = 32 * 1024;
const HEADERS: usize = 64;
/// The most requests at once on one connection.
const STREAMS: u32 = 100;
/// How much of one request's body may be sent before it is read, in bytes: as much as a body may have.
const WINDOW: u32 = 64 * 1024;

/// How much of one stream's answer waits to be sent, in bytes, before more of it is taken.
const SEND_BUFFER: usize = 64 * 1024;
/// How long a connection that makes room may take to be told so.
const LEAVING: Duration = Duration::from_millis(100);

/// How long a connection may take for what.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Until it is encrypted, and until a request's head is there.
    pub header: Duration,
    /// Between two requests, and between two pieces of an answer that are taken.
    pub idle: Duration,
    /// For an answer, from its head to its last byte.
    pub answer: Duration,
}

impl Times {
    pub fn new(limits: &LimitSettings) -> Times {
        Times {
            header: Duration::from_secs(limits.header_seconds.into()),
            idle: Duration::from_secs(limits.idle_seconds.into()),
            answer: Duration::from_secs(limits.answer_seconds.into()),
        }
    }
}

/// Serves until the connection ends, is ended, or everything does.
pub async fn serve<S>(
    stream: S,
    info: ConnectionInfo,
    router: Router,
    activity: Arc<Activity>,
    mut ends: Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let times = activity.times;
    let io = TokioIo::new(Watched::new(stream, Arc::clone(&activity)));
    let routed = TowerToHyperService::new(router);
    let requests = Arc::clone(&activity);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let under_way = requests.begin(request.version());
        request.extensions_mut().insert(info);
        let answer = routed.call(request.map(Body::new));
        async move { answer.await.map(|answer| watch(answer, times, under_way)) }
    });
    let builder = builder(times);
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
            () = activity.leaving.notified() => {
                if !activity.is_answering() {
                    connection.as_mut().graceful_shutdown();
                    let _ = timeout(LEAVING, connection).await;
                }
                return;
            }
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

fn builder(times: Times) -> Builder<Streams> {
    let mut builder = Builder::new(Streams { times });
    // Its own time-out for heads would hold between two requests as well, which proxies wait longer for.
    builder.http1().header_read_timeout(None).max_buf_size(HEAD).max_headers(HEADERS);
    let mut http2 = builder.http2();
    http2.max_concurrent_streams(STREAMS).max_header_list_size(HEAD as u32);
    // What is sent while a request waits is kept: no more than a body may have, and some of them at once.
    http2.initial_stream_window_size(WINDOW).initial_connection_window_size(4 * WINDOW);
    http2.max_send_buf_size(SEND_BUFFER);
    builder
}

fn log_early_end(ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

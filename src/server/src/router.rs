//! How the router is put together: every endpoint, the app's files, and what holds for all answers.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::app::Shared;
use crate::error::Error;
use crate::http::host::check_host;
use crate::http::problem::{self, endpoint_name};
use crate::http::request::{attach_peer, limit_by_peer, limit_time};
use crate::http::request_body::BODY_LIMIT;
use crate::http::security_headers;
use crate::routes;

/// Every endpoint, the app's files, and what holds for all answers.
pub fn router(app: Shared) -> Router {
    Router::new()
        .merge(routes::api(&app))
        .merge(routes::pages(&app))
        .fallback(crate::http::assets::file.layer(from_fn_with_state(Shared::clone(&app), limit_by_peer)))
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(|panic| panicked(&panic)))
        .layer(from_fn_with_state(Shared::clone(&app), check_host))
        .layer(from_fn_with_state(Shared::clone(&app), limit_time))
        .layer(from_fn(problem::render))
        // Outside of what writes problems, or they would go without.
        .layer(from_fn(security_headers::on_every_answer))
        .layer(from_fn_with_state(Shared::clone(&app), date_of_answer))
        .layer(from_fn_with_state(Shared::clone(&app), attach_peer))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(app)
}

/// Says what hour it is by the service's clock, by which the app says how long ago something was: in the sample world it is
/// another than this machine's.
async fn date_of_answer(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let now = app.clock.now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(now) = HeaderValue::from_str(&now) {
        response.headers_mut().insert(header::DATE, now);
    }
    response
}

fn span(request: &Request) -> tracing::Span {
    tracing::debug_span!("request", method = %request.method(), endpoint = endpoint_name(request))
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::Internal(anyhow::anyhow!("a handler panicked: {}", said.unwrap_or("without a message"))).into_response()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::sync::{Arc, Mutex};

    use crate::app::App;
    use crate::settings::Settings;

    /// What was logged so far.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// On one thread, since a log is caught by thread.
    #[tokio::test]
    async fn no_token_of_a_link_is_logged_whatever_is_logged() {
        let log = Log::default();
        let writer = log.clone();
        let all = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone());
        let _caught = tracing::subscriber::set_default(all.finish());
        let data = tempfile::tempdir().unwrap();
        let app = App::open(Settings { data: data.path().to_owned(), ..Settings::default() }).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(crate::net::serve(
            listener,
            super::router(crate::app::Shared::clone(&app)),
            app.settings.clone(),
            std::future::pending(),
        ));
        let ask = |first: &'static str| {
            move || {
                let mut stream = std::net::TcpStream::connect(address).unwrap();
                write!(stream, "{first} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).unwrap();
                answer
            }
        };
        for (first, status) in [
            ("GET /account-request-links/t0ken", "404"),
            ("POST /account-request-links/t0ken/code", "404"),
            // Nothing of ours: the app's files answer, where they are built in.
            ("GET /account-request-links/t0ken/beyond", ""),
            ("GET /sign-in?link=t0ken", "403"),
        ] {
            let answer = tokio::task::spawn_blocking(ask(first)).await.unwrap();
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{first}: {answer}");
        }
        server.abort();
        let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(logged.contains("endpoint=\"/account-request-links/{token}\""), "{logged}");
        assert!(!logged.contains("t0ken"), "{logged}");
    }
}

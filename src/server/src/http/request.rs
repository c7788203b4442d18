//! What holds for each request, before its endpoint is known: who the peer is, how long it may take, that browsers come
//! back encrypted, and how many of a peer's are let in.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::STRICT_TRANSPORT_SECURITY;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::Shared;
use crate::error::Error;
use crate::http::{known_browser, request_body};
use crate::net::ConnectionInfo;
use crate::net::peer::{Peer, from_extensions};
use crate::rate_limits::LimitKey;

/// Two years, the least that lists of such hosts take.
const ENCRYPTED_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000");
/// The same for every host below: only the operator knows whether all of them are encrypted.
const ENCRYPTED_ONLY_BELOW_TOO: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Attaches the peer to the request, and tells its browser to use https only where it did and where that is how people
/// reach the service.
pub async fn attach_peer(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<ConnectionInfo>().copied();
    let peer = connection.map(|connection| Peer::new(connection, request.headers(), &app.settings));
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    let mut response = next.run(request).await;
    if peer.is_some_and(|peer| peer.https) && app.settings.public_url().starts_with("https://") {
        let value = if app.settings.hsts_subdomains { ENCRYPTED_ONLY_BELOW_TOO } else { ENCRYPTED_ONLY };
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

/// Ends a request whose answer does not begin in time: nothing that the server does takes that long. What comes after
/// the answer's head is limited in `net::connection::answer`.
pub async fn limit_time(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let most = Duration::from_secs(app.settings.limits.request_seconds.into());
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::TooSlow.into_response(),
    }
}

/// Counts the request against the limits of the peer's address, with or without a session. Its place is free again as
/// soon as the answer begins: it is everybody's at that address, and whoever does not read an answer is not to keep it.
pub async fn limit_by_peer(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let peer = LimitKey::Peer(from_extensions(request.extensions()).address);
    // Somebody floods from the same address: a browser in which an address was proved has some of its own.
    let browser = known_browser::number(request.headers(), &app.secret, app.clock.now()).map(LimitKey::Browser);
    let keys: Vec<LimitKey> = [peer].into_iter().chain(browser).collect();
    let begun = async {
        app.limits.count(&keys).await?;
        let request = request_body::read(&app, request).await?;
        Ok::<_, Error>((app.limits.begin(&keys).await?, request))
    };
    match begun.await {
        Ok((_permit, request)) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

//! A request's body is read before the request takes its place among those that are answered: whoever sends one slowly
//! keeps their own connection waiting and nobody else.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use futures_util::StreamExt;

use crate::app::App;
use crate::error::Error;
use crate::net::ConnectionInfo;
use crate::net::peer::from_extensions;

/// The largest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// The request with all of its body. The body of a request that only reads is left aside: no handler looks at it.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::TooSlow`], [`Error::Malformed`] where it breaks off, or too many on this connection.
pub async fn read(app: &App, request: Request) -> Result<Request, Error> {
    let (parts, body) = request.into_parts();
    if parts.method.is_safe() {
        return Ok(Request::from_parts(parts, Body::empty()));
    }
    if body.is_end_stream() {
        return Ok(Request::from_parts(parts, body));
    }
    if body.size_hint().lower() > BODY_LIMIT as u64 {
        return Err(Error::TooLarge);
    }
    let connection = parts.extensions.get::<ConnectionInfo>().map_or(0, |connection| connection.number);
    let _permit = app.limits.acquire_body(connection, from_extensions(&parts.extensions).address).await?;
    let most = Duration::from_secs(app.settings.limits.body_seconds.into());
    let read = tokio::time::timeout(most, collect(body)).await.map_err(|_| Error::TooSlow)??;
    Ok(Request::from_parts(parts, Body::from(read)))
}

async fn collect(body: Body) -> Result<Bytes, Error> {
    let mut read = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| Error::Malformed(error.to_string()))?;
        if read.len() + chunk.len() > BODY_LIMIT {
            return Err(Error::TooLarge);
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.into())
}

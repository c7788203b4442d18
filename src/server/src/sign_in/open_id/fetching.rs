//! Asking a provider over HTTP: no redirects, a few seconds, one mebibyte. What an answer means is not known here.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, redirect};

use super::refused::Refused;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// An answer that was read to its end.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A client for one provider, whose answers have to be there as a whole within this time. To one on this machine no proxy
/// leads.
///
/// # Errors
/// The system's certificates cannot be read.
pub fn client(on_this_machine: bool, patience: Duration) -> anyhow::Result<Client> {
    let builder = Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(patience)
        .connect_timeout(patience)
        .https_only(!on_this_machine);
    let builder = if on_this_machine { builder.no_proxy() } else { builder };
    Ok(builder.build()?)
}

/// Sends a request and reads the answer.
///
/// # Errors
/// There is none in time, it is an error of the provider's own, or it is too large.
pub async fn fetch(request: RequestBuilder) -> Result<Answer, Refused> {
    let request = request.header("accept", "application/json");
    let mut response = request.send().await.map_err(|_| Refused::Unreachable)?;
    let status = response.status();
    if status.is_server_error() {
        return Err(Refused::ServerError);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Refused::Unreachable)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Refused::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status: status.as_u16(), body })
}

//! Asking a provider over HTTP: no redirects, a few seconds, one mebibyte. What an answer means is not known here.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, redirect};

use serde::de::DeserializeOwned;

use super::refusal::Refusal;
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
pub async fn fetch(request: RequestBuilder) -> Result<Answer, Refusal> {
    let request = request.header("accept", "application/json");
    let mut response = request.send().await.map_err(unreachable)?;
    let status = response.status();
    if status.is_server_error() {
        return Err(Refused::ServerError.with(format_args!("status {}", status.as_u16())));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Refused::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status: status.as_u16(), body })
}

/// Reads JSON of this form, to its end.
///
/// # Errors
/// Where it is not: the member and what is wrong with it, or the place.
pub fn read_json<T: DeserializeOwned>(body: &[u8], reason: Refused) -> Result<T, Refusal> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| reason.with(format_args!("at `{}`: {}", error.path(), error.inner())))?;
    reader.end().map_err(|error| reason.with(error))?;
    Ok(read)
}

fn unreachable(error: reqwest::Error) -> Refusal {
    // The cause stands below: the crate itself says no more than that something was not sent.
    let chain = anyhow::Error::from(error.without_url());
    Refused::Unreachable.with(chain.chain().last().map_or_else(|| chain.to_string(), ToString::to_string))
}

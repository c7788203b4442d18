//! The host that a request names: exactly one, and in the sample world one of this machine.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::Shared;
use crate::error::Error;

/// Refuses a request without a host, or with two of them: another program on the way could take the other one. In the sample
/// world, refuses the name of another site that leads here (DNS rebinding): its pages would be let in as ours.
pub async fn check_host(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    // HTTP/2 says it in its own field, or in this one.
    if let Some(authority) = request.uri().authority()
        && !request.headers().contains_key(HOST)
        && let Ok(host) = HeaderValue::from_str(authority.as_str())
    {
        request.headers_mut().insert(HOST, host);
    }
    let mut hosts = request.headers().get_all(HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    let host = first.and_then(|host| host.to_str().ok()).filter(|host| !host.contains('@'));
    let host = host.and_then(|host| host.parse::<Authority>().ok());
    // HTTP/1.0 knows none (RFC 9112, 3.2).
    let is_needed = request.version() >= Version::HTTP_11;
    if second.is_some() || host.is_none() && (first.is_some() || is_needed) {
        return Error::Malformed("the request needs one header `Host`".to_owned()).into_response();
    }
    if app.settings.sample && !host.is_some_and(|host| is_of_this_machine(host.host())) {
        return Error::Malformed("the sample world answers to `localhost` and `127.0.0.1` only".to_owned())
            .into_response();
    }
    next.run(request).await
}

/// Whether no other machine's name can be it.
fn is_of_this_machine(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let name = host.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for (host, own) in [
            ("localhost", true),
            ("LocalHost.", true),
            ("accounts.localhost", true),
            ("127.0.0.1", true),
            ("127.8.9.1", true),
            ("[::1]", true),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("xlocalhost", false),
            ("10.0.0.1", false),
            ("[2001:db8::1]", false),
            ("", false),
        ] {
            assert_eq!(is_of_this_machine(host), own, "{host}");
        }
    }
}

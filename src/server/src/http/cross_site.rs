//! What another site brings about is refused.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use url::Url;

use crate::app::App;
use crate::error::Error;

/// Refuses what changes something and what the browser marks as coming from another site, as another host below the same domain
/// is: every write, and reads that count something or are told in the trail, since a link to such an address in another site's
/// page comes with the session's cookie.
///
/// `none` means that no page began it, as when a form is sent again in a restored tab: no other site can bring it about. A
/// browser that does not say (Safari before 16.4, and all of them over plain HTTP) names the origin of the page. Programs send
/// neither; where there is a session, the anti-forgery token holds for them.
///
/// # Errors
/// [`Error::AntiForgery`].
pub fn refuse_cross_site(app: &App, headers: &HeaderMap) -> Result<(), Error> {
    let is_own = match (headers.get("sec-fetch-site").map(HeaderValue::as_bytes), headers.get(ORIGIN)) {
        (Some(site), _) => matches!(site, b"same-origin" | b"none"),
        (None, Some(origin)) => is_own_origin(app.settings.public_url.as_deref(), headers.get(HOST), origin),
        (None, None) => true,
    };
    if is_own { Ok(()) } else { Err(Error::AntiForgery) }
}

/// Whether a page of this origin is ours: of the address that people type, or, where the settings name none, of the host that
/// was asked.
fn is_own_origin(public_url: Option<&str>, host: Option<&HeaderValue>, origin: &HeaderValue) -> bool {
    let Some(origin) = origin.to_str().ok().and_then(|origin| Url::parse(origin).ok()) else { return false };
    match public_url {
        Some(own) => Url::parse(own).is_ok_and(|own| own.origin().is_tuple() && own.origin() == origin.origin()),
        None => {
            // With its scheme, so that a port is left out where it is the usual one.
            let asked = host.and_then(|host| host.to_str().ok()).map(|host| format!("{}://{host}", origin.scheme()));
            asked
                .and_then(|asked| Url::parse(&asked).ok())
                .is_some_and(|asked| asked.origin().is_tuple() && asked.origin() == origin.origin())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_origin_is_ours() {
        let public = Some("https://accounts.example.com/");
        for (public_url, host, origin, is_own) in [
            (public, "127.0.0.1:8080", "https://accounts.example.com", true),
            (public, "127.0.0.1:8080", "https://accounts.example.com:443", true),
            (public, "accounts.example.com", "http://accounts.example.com", false),
            (public, "accounts.example.com", "https://accounts.example.com:8443", false),
            (public, "evil.example", "https://evil.example", false),
            (public, "accounts.example.com", "https://x.accounts.example.com", false),
            (public, "accounts.example.com", "null", false),
            (public, "accounts.example.com", "", false),
            (None, "directory.test:8080", "http://directory.test:8080", true),
            (None, "directory.test", "https://directory.test", true),
            (None, "directory.test", "http://directory.test:80", true),
            (None, "directory.test", "http://evil.example", false),
            (None, "directory.test:8080", "http://directory.test", false),
            (None, "", "http://evil.example", false),
            (None, "directory.test", "null", false),
            (None, "directory.test", "data:,x", false),
        ] {
            let (host, origin) = (HeaderValue::from_str(host).unwrap(), HeaderValue::from_str(origin).unwrap());
            assert_eq!(is_own_origin(public_url, Some(&host), &origin), is_own, "{public_url:?} {host:?} {origin:?}");
        }
        assert!(!is_own_origin(None, None, &HeaderValue::from_static("http://evil.example")));
    }
}

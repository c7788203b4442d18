//! The cookies that the server sets and reads, each bound to this host, to https (or loopback) and to the path `/`,
//! which is what the prefix of their names asks for (RFC 6265bis).

use axum::http::header::{COOKIE, HeaderMap};

/// The token of a session. It ends with the browser's session, or as the session does.
pub const SESSION: HostCookie = HostCookie { name: "__Host-session", max_age: None };

/// The tokens of attempts to sign in with a provider, the newest first: each tab has its own. It is sent where the provider sends people back, which is a way
/// from another site: `SameSite=Strict` would lose it.
pub const SIGN_IN_ATTEMPT: HostCookie = HostCookie { name: "__Host-attempt", max_age: Some(600) };

/// The token of an address that is to be proved.
pub const SIGN_IN_CLAIM: HostCookie = HostCookie { name: "__Host-claim", max_age: Some(3_600) };

/// What a browser shows in which somebody proved an address before: see `http::known_browser`. It outlasts the session.
pub const KNOWN_BROWSER: HostCookie = HostCookie { name: "__Host-browser", max_age: Some(180 * 86_400) };

/// A cookie that carries a token.
pub struct HostCookie {
    name: &'static str,
    /// In seconds.
    pub max_age: Option<u32>,
}

impl HostCookie {
    /// The token that a request brings.
    pub fn token(&self, headers: &HeaderMap) -> Option<String> {
        value(headers, self.name)
    }

    /// The value of `Set-Cookie` that gives a token to the browser.
    pub fn set(&self, token: &str) -> String {
        let max_age = self.max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{}={token}; Path=/; Secure; HttpOnly; SameSite=Lax{max_age}", self.name)
    }

    /// The value of `Set-Cookie` that takes the token away.
    pub fn clear(&self) -> String {
        format!("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", self.name)
    }
}

/// The value of the first cookie with this name.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then(|| value.to_owned())
    })
}

//! What every answer tells the browser of how it may be used: nothing of others, nothing inline, in nobody's frame.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::http::assets;
use crate::http::html;

/// The policy of every answer but the app's shell: no scripts at all. Forms lead to this host only, and nothing may
/// make markup or scripts of text (Trusted Types), since neither the pages nor Leptos need to. What examines a page
/// from inside, as Lighthouse does, may read this host's files.
const WITHOUT_SCRIPTS: &str = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// What no page of ours asks for.
const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The policy of the app's shell: its own files, WebAssembly, and the script that starts it, by its hash.
static OF_SHELL: LazyLock<HeaderValue> = LazyLock::new(|| {
    let hashes: String = assets::shell().map_or_else(String::new, |shell| start_scripts(&shell));
    let scripts = format!("script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src");
    let policy = WITHOUT_SCRIPTS.replacen("style-src", &scripts, 1);
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static(WITHOUT_SCRIPTS))
});

/// Puts the headers on that hold for all answers.
pub async fn on_every_answer(request: Request, next: Next) -> Response {
    let scheme = html::scheme(request.headers());
    let mut response = html::in_scheme(scheme, next.run(request)).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (HeaderName::from_static(api::path::BUILD_HEADER), assets::build_id()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = headers.entry(header::CONTENT_SECURITY_POLICY);
    policy.or_insert(HeaderValue::from_static(WITHOUT_SCRIPTS));
    // What says nothing of caches may be about a person.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Lets the app's shell start the app.
pub fn allow_app(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, OF_SHELL.clone());
}

/// The hashes of the scripts that stand in the shell, as the policy names them (CSP 3, section 2.3.1).
fn start_scripts(shell: &str) -> String {
    let mut hashes = String::new();
    let mut rest = shell;
    while let Some((tag, after)) = rest.split_once("<script").and_then(|(_, after)| after.split_once('>')) {
        let (script, after) = after.split_once("</script>").unwrap_or((after, ""));
        if !tag.contains("src=") {
            hashes.push_str(&format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))));
        }
        rest = after;
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_in_the_shell_are_named_by_their_hashes_and_files_are_not() {
        let shell = "<script src=\"/a.js\"></script><p>x</p><script type=\"module\">start()</script><script></script>";
        // printf 'start()' | openssl dgst -sha256 -binary | base64
        let expected = " 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00=' \
                        'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert_eq!(start_scripts(shell), expected);
        assert_eq!(start_scripts("<p>no script</p>"), "");
    }
}

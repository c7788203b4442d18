//! The built app, inside the binary: compressed when it was built, with types, ETags and cache rules.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH, VARY,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::base::secret::digest;
use crate::error::Error;
use crate::http::security_headers;

#[derive(RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Files;

/// The document that every page of the app begins with.
const SHELL: &str = "index.html";

/// A body that is sent often: with its digest, and compressed where that was done before. Its answers share the bytes.
pub struct Body {
    pub plain: Bytes,
    pub brotli: Option<Bytes>,
    pub digest: String,
    pub content_type: String,
    pub cache: &'static str,
}

/// A file of the app, the shell for the app's pages, or a problem. A missing file never gets the shell.
pub async fn file(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if !matches!(*request.method(), Method::GET | Method::HEAD) || path == "api" || path.starts_with("api/") {
        return Error::NotFound.into_response();
    }
    if path != SHELL
        && !path.ends_with(".br")
        && let Some(body) = embedded(path, cache_rule(path))
    {
        return send(request.headers(), body);
    }
    let last_segment = path.rsplit('/').next().unwrap_or_default();
    if last_segment.contains('.') {
        return Error::NotFound.into_response();
    }
    let Some(shell) = embedded(SHELL, "no-cache") else {
        return (StatusCode::SERVICE_UNAVAILABLE, "this binary was built without the app: run `cargo xtask serve`\n")
            .into_response();
    };
    let mut response = send(request.headers(), shell);
    security_headers::allow_app(response.headers_mut());
    if !is_page(path) {
        // The app shows its own page for an unknown address; programs see the status.
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// Sends a body, or 304 where the reader has it.
pub fn send(headers: &HeaderMap, body: Body) -> Response {
    let tag = format!("\"{}\"", body.digest);
    let fixed = [(ETAG, tag.clone()), (CACHE_CONTROL, body.cache.to_owned()), (VARY, "accept-encoding".to_owned())];
    if headers.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let content_type = [(CONTENT_TYPE, body.content_type)];
    match body.brotli.filter(|_| accepts_brotli(headers)) {
        Some(compressed) => (fixed, content_type, [(CONTENT_ENCODING, "br")], compressed).into_response(),
        None => (fixed, content_type, body.plain).into_response(),
    }
}

/// The document that the app begins with, where it is built in.
pub fn shell() -> Option<String> {
    Files::get(SHELL).map(|file| String::from_utf8_lossy(&file.data).into_owned())
}

/// Names this build: another one is another app.
pub fn build_id() -> &'static str {
    static BUILD: LazyLock<String> = LazyLock::new(|| {
        let hashes: Vec<u8> =
            Files::iter().filter_map(|path| Files::get(&path)).flat_map(|file| file.metadata.sha256_hash()).collect();
        digest(&[&hashes, text::CATALOGUE_VERSION.as_bytes()].concat())[..12].to_owned()
    });
    &BUILD
}

/// The style sheet's address, for the pages that the server makes itself.
pub fn style_sheet() -> Option<&'static str> {
    static NAME: LazyLock<Option<String>> =
        LazyLock::new(|| Files::iter().find(|path| path.ends_with(".css")).map(|path| format!("/{path}")));
    NAME.as_deref()
}

fn embedded(path: &str, cache: &'static str) -> Option<Body> {
    let file = Files::get(path)?;
    Some(Body {
        digest: file.metadata.sha256_hash()[..16].iter().map(|byte| format!("{byte:02x}")).collect(),
        brotli: Files::get(&format!("{path}.br")).map(|file| shared(file.data)),
        content_type: match mime_guess::from_path(path).first_or_octet_stream() {
            mime if mime.type_() == "text" => format!("{mime}; charset=utf-8"),
            mime => mime.to_string(),
        },
        plain: shared(file.data),
        cache,
    })
}

/// The bytes as they lie in the program: however many answers are under way, none of them has a copy.
fn shared(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

/// Trunk names wasm and CSS by what is in them, and the JavaScript by the wasm. Icons keep their name, and a page asks
/// for them again with each one that it shows: a minute spares that.
fn cache_rule(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("wasm" | "css") => "public, max-age=31536000, immutable",
        Some("svg") => "public, max-age=60",
        _ => "no-cache",
    }
}

fn is_page(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    api::page::PAGES.contains(&first)
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim() == "br" && quality.trim() != "q=0"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sent_from_where_they_lie() {
        // Also where the app is not built in.
        let file: &'static [u8] = b"a file of the app";
        assert_eq!(shared(Cow::Borrowed(file)).as_ptr(), file.as_ptr());
        for path in Files::iter() {
            let [first, second] = [(), ()].map(|()| embedded(&path, "no-cache").unwrap());
            assert_eq!(first.plain.as_ptr(), second.plain.as_ptr(), "{path}");
            assert_eq!(first.brotli.map(|body| body.as_ptr()), second.brotli.map(|body| body.as_ptr()), "{path}");
        }
    }
}

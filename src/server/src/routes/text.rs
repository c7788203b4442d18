//! `GET /text/{locale}`: the sentences of one language, which the app fetches before it starts.

use std::sync::LazyLock;

use api::path;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use text::{CATALOGUE_VERSION, Locale, patterns_json};

use crate::base::compression::brotli;
use crate::error::Error;
use crate::http::assets::{Body, send};
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::routes::Path;

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("the sentences are the same for everybody");
    vec![Endpoint::get(path::TEXT, guard, show)]
}

async fn show(Path(locale): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    static ENGLISH: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| brotli(patterns_json(Locale::En).as_bytes()));
    static FRENCH: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| brotli(patterns_json(Locale::Fr).as_bytes()));
    let (locale, compressed) = match locale.as_str() {
        "en" => (Locale::En, ENGLISH.as_deref()),
        "fr" => (Locale::Fr, FRENCH.as_deref()),
        _ => return Err(Error::NotFound),
    };
    let body = Body {
        plain: Bytes::from_static(patterns_json(locale).as_bytes()),
        brotli: compressed.map(Bytes::from_static),
        digest: format!("{CATALOGUE_VERSION}-{}", locale.as_str()),
        content_type: "application/json".to_owned(),
        cache: "no-cache",
    };
    Ok(send(&headers, body))
}

//! `GET /text/{locale}`: the sentences of one language, which the app fetches before it starts; and below it those of the
//! pages that it loads when they are needed.

use std::sync::LazyLock;

use api::path;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use text::{CATALOGUE_VERSION, Locale, page_patterns_json, patterns_json};

use crate::base::compression::brotli;
use crate::error::Error;
use crate::http::assets::{Body, send};
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::routes::Path;

const GUARD: Guard = Guard::Anybody("the sentences are the same for everybody");

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::get(path::TEXT, GUARD, show), Endpoint::get(path::TEXT_OF_PAGES, GUARD, show_of_pages)]
}

/// One list of sentences; nothing where it cannot be compressed.
type Compressed = LazyLock<Option<Vec<u8>>>;

async fn show(Path(locale): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    static ENGLISH: Compressed = LazyLock::new(|| brotli(patterns_json(Locale::En).as_bytes()));
    static FRENCH: Compressed = LazyLock::new(|| brotli(patterns_json(Locale::Fr).as_bytes()));
    list(&headers, &locale, patterns_json, [&ENGLISH, &FRENCH])
}

async fn show_of_pages(Path(locale): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    static ENGLISH: Compressed = LazyLock::new(|| brotli(page_patterns_json(Locale::En).as_bytes()));
    static FRENCH: Compressed = LazyLock::new(|| brotli(page_patterns_json(Locale::Fr).as_bytes()));
    list(&headers, &locale, page_patterns_json, [&ENGLISH, &FRENCH])
}

fn list(
    headers: &HeaderMap,
    locale: &str,
    json: fn(Locale) -> &'static str,
    [english, french]: [&'static Compressed; 2],
) -> Result<Response, Error> {
    let (locale, compressed) = match locale {
        "en" => (Locale::En, english),
        "fr" => (Locale::Fr, french),
        _ => return Err(Error::NotFound),
    };
    let body = Body {
        plain: Bytes::from_static(json(locale).as_bytes()),
        brotli: compressed.as_deref().map(Bytes::from_static),
        digest: format!("{CATALOGUE_VERSION}-{}", locale.as_str()),
        content_type: "application/json".to_owned(),
        cache: "no-cache",
    };
    Ok(send(headers, body))
}

//! Whatever stands in the `Cookie` headers: the session's value is found beside it, and no value holds another cookie.

#![no_main]

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use server::http::cookies::{SESSION, value};

const NAME: &str = "__Host-session";
const TOKEN: &str = "8eq7qvxnh9e2c3m9wptqzyxh4t";

fuzz_target!(|bytes: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append(COOKIE, value);
        }
    }
    let found = SESSION.token(&headers);
    assert_eq!(found, value(&headers, NAME));
    match found {
        Some(token) => {
            assert!(!token.contains(';'), "{token:?}");
            let carried =
                |line: &HeaderValue| line.to_str().is_ok_and(|line| line.contains(&format!("{NAME}={token}")));
            assert!(headers.get_all(COOKIE).iter().any(carried), "{token:?} was made up");
        }
        None => {
            headers.append(COOKIE, HeaderValue::from_str(&format!("a=b; {NAME}={TOKEN}; c=d")).unwrap());
            assert_eq!(SESSION.token(&headers).as_deref(), Some(TOKEN), "hidden by what came before");
        }
    }
});

//! Wherever signing in is asked to go on to: a browser stays on this host, as it reads addresses itself (WHATWG URL).

#![no_main]

use axum::http::HeaderValue;
use libfuzzer_sys::fuzz_target;
use server::http::local_path::local_path;
use url::Url;

fuzz_target!(|next: &str| {
    let path = local_path(next);
    assert!(path == next || path == "/", "{next:?}");
    assert!(HeaderValue::from_str(path).is_ok(), "{path:?} is no header");
    let here = Url::parse("https://accounts.example/sign-in?next=x").unwrap();
    let there = here.join(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    assert_eq!(there.origin(), here.origin(), "{path:?}");
    assert!(there.username().is_empty() && there.password().is_none(), "{path:?}");
    assert_eq!(local_path(path), path);
});

//! Every problem with which the API answers in a test is one that its description declares for that operation.

use std::sync::LazyLock;

use api::problem::{Code, Problem};
use reqwest::Method;
use server::routes::endpoints;
use server::routes::openapi::answers::codes;

use crate::answer::Answer;

/// Method, path with its place-holders, and the codes.
static DECLARED: LazyLock<Vec<(Method, String, Vec<Code>)>> = LazyLock::new(|| {
    let endpoints = endpoints().into_iter();
    endpoints.map(|endpoint| (endpoint.method.clone(), endpoint.path.clone(), codes(&endpoint))).collect()
});

/// Fails where the answer is a problem that the operation does not declare. Errors of the server itself are none.
pub fn check(method: &Method, path: &str, answer: &Answer) {
    if answer.status >= 500 || answer.header("content-type") != "application/problem+json" {
        return;
    }
    let is_it = |(at, template, _): &&(Method, String, Vec<Code>)| {
        (at == method || (method == Method::HEAD && at == Method::GET)) && fits(path, template)
    };
    let Some((_, template, codes)) = DECLARED.iter().find(is_it) else { return };
    let Ok(Problem { code, .. }) = serde_json::from_slice(&answer.body) else { return };
    assert!(codes.contains(&code), "{method} {template} does not declare `{}`", code.as_str());
}

/// Whether this is such a path, segment by segment.
fn fits(path: &str, template: &str) -> bool {
    let (mut given, mut expected) = (path.split('/'), template.split('/'));
    loop {
        match (given.next(), expected.next()) {
            (None, None) => return true,
            (Some(given), Some(expected)) if expected.starts_with('{') || given == expected => {}
            _ => return false,
        }
    }
}

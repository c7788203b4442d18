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
            (Some(given), Some(expected)) if given == expected => {}
            // As axum does: a place-holder stands for something.
            (Some(given), Some(expected)) if expected.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use api::path;
    use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    use super::*;

    fn problem(status: u16, code: Code) -> Answer {
        let (kind, title, detail) = (String::new(), String::new(), String::new());
        let problem = Problem { kind, title, status, code, detail, fields: Vec::new(), link: None };
        let content_type = (CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        let body = serde_json::to_vec(&problem).unwrap();
        Answer { status, headers: HeaderMap::from_iter([content_type]), body }
    }

    #[test]
    fn a_declared_problem_and_one_from_before_the_handler_pass() {
        check(&Method::GET, &path::account("x", None), &problem(404, Code::AccountNotFound));
        check(&Method::GET, &path::account("x", None), &problem(401, Code::SignInNeeded));
    }

    #[test]
    #[should_panic(expected = "GET /api/v1/accounts/{id} does not declare `last_administrator`")]
    fn an_undeclared_problem_fails() {
        check(&Method::GET, &path::account("x", None), &problem(409, Code::LastAdministrator));
    }
}

//! What every operation may answer beside what its handler says: added in one place, so that no handler forgets it.

use axum::http::Method;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};

use crate::http::guard::Guard;

const PROBLEM: &str = "application/problem+json";

/// Describes the problems that come from before the handler: unreadable requests, the guard's refusals, limits. And
/// every problem is described under the type with which it is sent.
pub fn complete(operation: &mut Operation, method: &Method, guard: Guard) {
    let has_body = operation.request_body.is_some();
    let has_parameters = operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
    let guarded = matches!(guard, Guard::Admission(_));
    let common = [
        (400, has_body || has_parameters, "the request cannot be read"),
        (401, guarded, "nobody is signed in"),
        (403, guarded && !method.is_safe(), "the anti-forgery token is missing, or policy does not allow it"),
        (404, guard == Guard::SampleWorld, "this is not the sample world"),
        (408, true, "the request took too long"),
        (413, has_body, "the body is too large"),
        (429, true, "too many of these; `Retry-After` says when the next may come"),
        (503, true, "the server is busy, or its database cannot be reached"),
    ];
    for (status, applies, description) in common {
        let responses = &mut operation.responses.responses;
        if applies && !responses.contains_key(&status.to_string()) {
            let problem = Content::new(Some(Ref::from_schema_name("Problem")));
            let response = ResponseBuilder::new().description(description).content(PROBLEM, problem).build();
            responses.insert(status.to_string(), response.into());
        }
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && status.starts_with(['4', '5'])
            && let Some(content) = response.content.shift_remove("application/json")
        {
            response.content.insert(PROBLEM.to_owned(), content);
        }
    }
}

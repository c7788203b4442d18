//! The problems with which an operation may answer: those that come from before the handler are added here, so that no
//! handler names them, and what the handler declares by its codes is described with them.

use std::collections::BTreeMap;

use api::problem::Code;
use axum::http::Method;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, Ref, ResponseBuilder};

use crate::error::status;
use crate::http::endpoint::{Description, Endpoint};
use crate::http::guard::Guard;

const PROBLEM: &str = "application/problem+json";

/// A status with which an endpoint may answer before its handler runs.
struct Common {
    status: u16,
    applies: bool,
    codes: &'static [Code],
    description: &'static str,
}

/// Unreadable requests, the guard's refusals, and limits.
fn common(operation: &Operation, method: &Method, guard: Guard) -> impl Iterator<Item = Common> {
    let has_body = operation.request_body.is_some();
    let guarded = matches!(guard, Guard::Admission(_));
    let rows = [
        row(400, true, &[Code::Malformed], "the request cannot be read, or does not name one host"),
        row(401, guarded, &[Code::SignInNeeded], "nobody is signed in"),
        row(
            403,
            guarded && !method.is_safe(),
            &[Code::AntiForgery, Code::SupportCase],
            "the anti-forgery token is missing, or policy does not allow it",
        ),
        row(403, guard == Guard::SampleWorld && !method.is_safe(), &[Code::AntiForgery], "another site asks for it"),
        row(404, guard == Guard::SampleWorld, &[Code::NotFound], "this is not the sample world"),
        row(408, true, &[Code::TooSlow], "the request took too long"),
        row(413, has_body, &[Code::TooLarge], "the body is too large"),
        row(
            429,
            true,
            &[Code::TooManyRequests, Code::TooManyLookUps],
            "too many of these; `Retry-After` says when the next may come",
        ),
        row(503, true, &[Code::Unavailable], "the server is busy, or its database cannot be reached"),
    ];
    rows.into_iter().filter(|row| row.applies)
}

fn row(status: u16, applies: bool, codes: &'static [Code], description: &'static str) -> Common {
    Common { status, applies, codes, description }
}

/// Describes the operation's problems: one answer for each status, with the codes that the handler declares.
pub fn complete(operation: &mut Operation, method: &Method, guard: Guard, declared: &[Code]) {
    let mut problems: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for row in common(operation, method, guard) {
        problems.entry(row.status).or_default().push(row.description.to_owned());
    }
    for code in declared {
        problems.entry(status(*code).as_u16()).or_default().push(format!("`{}`", code.as_str()));
    }
    for (status, description) in problems {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new().description(description.join("; ")).content(PROBLEM, problem);
        operation.responses.responses.insert(status.to_string(), response.build().into());
    }
}

/// Every code with which a described endpoint may answer, but for errors of the server itself.
pub fn codes(endpoint: &Endpoint) -> Vec<Code> {
    let Some(Description { operation, problems, .. }) = &endpoint.description else { return Vec::new() };
    let common = common(operation, &endpoint.method, endpoint.guard).flat_map(|row| row.codes);
    common.chain(*problems).copied().collect()
}

//! `GET /api/v1/openapi.json`: the API's description, with each operation's guard as `x-guarded-by`, and `x-background`
//! where it keeps no session alive.

pub mod answers;

use std::sync::OnceLock;

use api::access_request::OwnRequestStatus;
use api::directory::{DirectoryAccess, DirectoryOrder};
use api::path;
use api::pending_access_request::{PendingOrder, Queue};
use api::problem::Problem;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;

use crate::error::Error;
use crate::http::endpoint::{Description, Endpoint};
use crate::http::guard::Guard;
use crate::routes::endpoints as endpoints_of_the_api;

#[derive(OpenApi)]
#[openapi(
    info(title = "Access Directory", description = "Accounts, who administers them, and asking for access."),
    // Words of a query, and what every operation may answer: no handler's body mentions them.
    components(schemas(OwnRequestStatus, Queue, PendingOrder, DirectoryAccess, DirectoryOrder, Problem))
)]
struct Document;

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("the description is the same for everybody");
    vec![Endpoint::get(path::OPENAPI, guard, show)]
}

/// Made once: all answers share the bytes.
async fn show() -> Result<Response, Error> {
    static DOCUMENT: OnceLock<Bytes> = OnceLock::new();
    let document = match DOCUMENT.get() {
        Some(document) => document,
        None => {
            let made = serde_json::to_vec(&description()).map_err(|error| Error::Internal(error.into()))?;
            DOCUMENT.get_or_init(|| made.into())
        }
    };
    Ok(([(CONTENT_TYPE, "application/json")], document.clone()).into_response())
}

/// The description: every endpoint that has one. Each operation names the guard that its endpoint has.
pub fn description() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    for endpoint in endpoints_of_the_api() {
        let Some(description) = endpoint.description else { continue };
        let Description { method, mut operation, components, problems } = description;
        let mut extensions = ExtensionsBuilder::new().add("x-guarded-by", endpoint.guard.name());
        if endpoint.in_background {
            extensions = extensions.add("x-background", true);
        }
        operation.extensions = Some(extensions.build());
        answers::complete(&mut operation, &endpoint.method, endpoint.guard, problems);
        document.paths.add_path_operation(endpoint.path, vec![method], operation);
        document.components.get_or_insert_default().schemas.extend(components.schemas);
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_of_the_api_is_described_once_with_its_guard_and_nothing_else_is() {
        let document = serde_json::to_value(description()).unwrap();
        let mut described: Vec<(String, String, String)> = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let guard = operation["x-guarded-by"].as_str().unwrap_or("none").to_owned();
                described.push((method.to_uppercase(), path.clone(), guard));
            }
        }
        let mut routed: Vec<(String, String, String)> = endpoints_of_the_api()
            .into_iter()
            .map(|endpoint| (endpoint.method.to_string(), endpoint.path, endpoint.guard.name()))
            .collect();
        described.sort();
        routed.sort();
        assert_eq!(described, routed);
    }

    #[test]
    fn what_the_description_refers_to_is_in_it() {
        let document = serde_json::to_value(description()).unwrap();
        let text = document.to_string();
        let references: Vec<&str> =
            text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(references.len() > 100, "only {} references were found", references.len());
        for reference in references {
            assert!(document.pointer(reference).is_some(), "nothing is at {reference}");
        }
    }

    #[test]
    fn every_refusal_is_a_problem_and_those_before_the_handler_are_named() {
        let document = serde_json::to_value(description()).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let answers = operation["responses"].as_object().unwrap();
                let guarded = operation["x-guarded-by"].as_str().unwrap().starts_with("admission/");
                assert_eq!(answers.contains_key("401"), guarded, "{method} {path}");
                assert!(!guarded || method == "get" || answers.contains_key("403"), "{method} {path}");
                assert_eq!(answers.contains_key("413"), !operation["requestBody"].is_null(), "{method} {path}");
                for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
                    let types: Vec<&String> = answer["content"].as_object().unwrap().keys().collect();
                    assert_eq!(types, ["application/problem+json"], "{method} {path} {status}");
                }
            }
        }
    }
}

//! `GET /api/v1/openapi.json`: the API's description, with each operation's guard as `x-guarded-by`, and `x-background` where it keeps no
//! session alive.

mod answers;

use api::path;
use api::pending_access_request::{PendingOrder, Queue};
use axum::Json;
use axum::http::Method;
use utoipa::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::Operation;

use crate::http::guard::{Endpoint, Guard};
use crate::routes::{
    access_grants, access_requests, account_look_ups, account_requests, accounts, changes, directory,
    endpoints as described, exports, pending_access_requests, pending_account_requests, policy, profile, sample,
    session, sessions,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Access Directory", description = "Accounts, who administers them, and asking for access."),
    paths(
        session::show,
        session::end,
        sessions::list,
        sessions::end,
        sessions::end_all,
        profile::change,
        policy::show,
        directory::list,
        exports::directory,
        exports::access_grants,
        accounts::show,
        account_look_ups::look_up,
        access_requests::preview,
        access_requests::send,
        access_requests::list,
        access_requests::show,
        access_requests::remind,
        access_requests::cancel,
        pending_access_requests::list,
        pending_access_requests::show,
        pending_access_requests::decide_all,
        account_requests::preview,
        account_requests::send,
        account_requests::list,
        account_requests::show,
        account_requests::remind,
        account_requests::correct,
        pending_account_requests::list,
        pending_account_requests::show,
        pending_account_requests::decide,
        pending_account_requests::forward,
        access_grants::list,
        access_grants::change,
        access_grants::remove,
        changes::show,
        sample::mail,
        sample::advance_clock,
        sample::reset,
    ),
    // Words of a query, which no body mentions.
    components(schemas(Queue, PendingOrder))
)]
struct Description;

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("the description is the same for everybody");
    vec![Endpoint::new(Method::GET, path::OPENAPI, guard, show)]
}

async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(description())
}

/// The description. Each operation names the guard that its endpoint has.
pub fn description() -> utoipa::openapi::OpenApi {
    let mut document = Description::openapi();
    for endpoint in described() {
        let Some(item) = document.paths.paths.get_mut(endpoint.path) else { continue };
        let operation: Option<&mut Operation> = match endpoint.method {
            Method::GET => item.get.as_mut(),
            Method::POST => item.post.as_mut(),
            Method::PUT => item.put.as_mut(),
            Method::PATCH => item.patch.as_mut(),
            Method::DELETE => item.delete.as_mut(),
            _ => None,
        };
        if let Some(operation) = operation {
            let mut extensions = ExtensionsBuilder::new().add("x-guarded-by", endpoint.guard.name());
            if endpoint.in_background {
                extensions = extensions.add("x-background", true);
            }
            operation.extensions = Some(extensions.build());
            answers::complete(operation, &endpoint.method, endpoint.guard);
        }
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_is_described_with_its_guard_and_nothing_else_is() {
        let document = serde_json::to_value(description()).unwrap();
        let mut said: Vec<(String, String, String)> = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let guard = operation["x-guarded-by"].as_str().unwrap_or("none").to_owned();
                said.push((method.to_uppercase(), path.clone(), guard));
            }
        }
        let mut built: Vec<(String, String, String)> = described()
            .iter()
            .map(|endpoint| (endpoint.method.to_string(), endpoint.path.to_owned(), endpoint.guard.name()))
            .collect();
        said.sort();
        built.sort();
        assert_eq!(said, built);
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

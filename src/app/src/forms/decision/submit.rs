//! Sends decisions, under the version of the policy that was in effect when the page was opened.

use api::{
    path,
    pending_access_request::{DecisionAnswer, DecisionAnswers, NewDecision, NewDecisions},
    problem::{Code, Problem},
};
use gloo_net::http::Method;
use leptos::prelude::*;
use serde::Deserialize;

use crate::net::{
    client,
    polling::Polling,
    resource::{self, Resource},
};

/// The policy in effect. Its tables are not needed here: the server says what may be granted.
#[derive(Debug, Deserialize)]
pub struct PolicyInEffect {
    version: String,
}

/// Loads the version of the policy, once for a page.
pub fn policy_in_effect() -> Resource<PolicyInEffect> {
    resource::use_resource(|| Some(path::POLICY.to_owned()), false)
}

/// The version that was in effect when the page was opened; loaded now where that failed.
pub async fn policy_version(policy: Resource<PolicyInEffect>) -> Result<String, Problem> {
    match untrack(|| policy.value()) {
        Some(known) => Ok(known.version.clone()),
        None => Ok(client::get::<PolicyInEffect>(path::POLICY).await?.version),
    }
}

/// Sends decisions; each is answered for itself, in their order.
pub async fn decide(
    polling: Polling,
    policy: Resource<PolicyInEffect>,
    decisions: Vec<NewDecision>,
) -> Result<Vec<DecisionAnswer>, Problem> {
    let policy_version = policy_version(policy).await?;
    let body = NewDecisions { decisions, policy_version };
    let answer = client::send::<_, DecisionAnswers>(Method::POST, path::ACCESS_REQUEST_DECISIONS, &body, None).await;
    // Fewer requests wait now.
    polling.poll_now();
    if answer.as_ref().is_err_and(|problem| problem.code == Code::PolicyChanged) {
        policy.refetch();
    }
    answer.map(|answer| answer.answers)
}

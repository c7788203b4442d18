//! A question about several requests at once, and what became of it.

use api::pending_access_request::{DecisionAnswer, DecisionKind, PendingSummary};

use crate::{dom::signal::State, net::mutation::Mutation};

/// One question about the requests that were ticked when it was asked.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub kind: DecisionKind,
    pub requests: State<Vec<PendingSummary>>,
    pub reason: State<String>,
    pub answers: State<Option<Vec<DecisionAnswer>>>,
    pub mutation: Mutation,
}

impl Question {
    /// Those that can be decided like this: what was not named cannot be approved as it was asked.
    pub fn able(self) -> Vec<PendingSummary> {
        let is_able = |request: &&PendingSummary| self.kind == DecisionKind::Decline || request.scope.is_some();
        self.requests.with_untracked(|requests| requests.iter().filter(is_able).cloned().collect())
    }
}

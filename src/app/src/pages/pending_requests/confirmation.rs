//! A decision about several requests at once, and its result.

use api::pending_access_request::{DecisionAnswer, DecisionKind, PendingSummary};

use crate::{dom::signal::State, net::mutation::Mutation};

/// A decision about the requests that were ticked when the dialog was opened.
#[derive(Clone, Copy)]
pub(super) struct BulkConfirmation {
    pub kind: DecisionKind,
    pub requests: State<Vec<PendingSummary>>,
    /// Why they are declined, or the note beside their approval.
    pub words: State<String>,
    pub answers: State<Option<Vec<DecisionAnswer>>>,
    pub mutation: Mutation,
}

impl BulkConfirmation {
    /// The requests that can be decided like this. Those without a named scope cannot be approved as requested.
    pub fn decidable(self) -> Vec<PendingSummary> {
        let is_able = |request: &&PendingSummary| self.kind == DecisionKind::Decline || request.scope.is_some();
        self.requests.with_untracked(|requests| requests.iter().filter(is_able).cloned().collect())
    }
}

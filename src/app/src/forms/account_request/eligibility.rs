//! Whether a person may ask for new accounts and look accounts up, by the policy in effect. The server asks the same
//! tables again, and its answer counts.

use api::session::Session;
use rules::{
    FiredRule, Policy,
    creation_route::{self, Identifier},
    look_up,
    vocabulary::{AccountKind, Admission, CreationPath, LookUp},
};
use text::Locale;

use crate::session::texts;

/// Why the person may ask for no new account, where it is for a role that they lack: what the policy's rule says.
pub fn creation_refused(policy: &Policy, session: &Session) -> Option<String> {
    let facts = creation_route::Facts {
        admitted: session.may_request_account == Admission::Allowed,
        kind: AccountKind::Customer,
        affiliation: session.person.affiliation,
        holds_role: session.holds_role,
        partner: session.person.partner,
        identifier: Identifier::Free,
    };
    // A policy of a newer build is the server's to answer.
    let path = policy.creation_route(&facts).ok()?;
    (path.answer == CreationPath::RoleNeeded).then(|| sentences(policy.explain(&path.fired)))
}

/// Why nothing is looked up for the person, where that is so.
pub fn look_up_refused(policy: &Policy, session: &Session) -> Option<String> {
    let facts = look_up::Facts {
        affiliation: session.person.affiliation,
        holds_role: session.holds_role,
        partner: session.person.partner,
    };
    let found = policy.look_up(&facts).ok()?;
    (found.answer == LookUp::None).then(|| sentences(policy.explain(&found.fired)))
}

fn sentences(rules: Vec<FiredRule>) -> String {
    let sentence = |rule: FiredRule| match texts().locale() {
        Locale::En => rule.en,
        Locale::Fr => rule.fr,
    };
    rules.into_iter().map(sentence).collect::<Vec<_>>().join(" ")
}

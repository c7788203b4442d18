//! What will happen to a request, or happens to one that was sent: who decides, until when, under which rules.

use api::access_request::RuleFired;
use chrono::{DateTime, Utc};
use rules::vocabulary::Deciders;

use crate::{
    dom::{element::Element, html},
    session::texts,
    ui::format,
};

/// Who decides, without a name, and until when.
pub fn decision_preview(deciders: Deciders, expires_at: DateTime<Utc>) -> [Element; 2] {
    let until = format::date_time(expires_at, texts().locale());
    [html::p().text(texts().request_deciders(deciders.as_str())), html::p().text(texts().request_until(&until))]
}

/// The rules that decided, folded under their count: whoever asks why opens it.
pub fn rules(rules: &[RuleFired]) -> Element {
    let count = i64::try_from(rules.len()).unwrap_or(i64::MAX);
    html::details().class("why").el(html::summary().text(texts().request_rules_count(count))).el(rule_list(rules))
}

/// The same open, where they are the answer: each one's sentence, and where it stands in the policy.
pub fn rule_list(rules: &[RuleFired]) -> Element {
    html::ul().class("rules").els(rules.iter().map(|rule| {
        let place = [&rule.decision, " ", &rule.rule].concat();
        html::li().el(html::span().text(rule.explanation.clone())).text(" ").el(html::code().text(place))
    }))
}

//! What will happen to a request, or happens to one that was sent: who decides, until when, under which rules.

use api::{access_request::RuleFired, account::Contact};
use chrono::{DateTime, Utc};
use rules::vocabulary::Deciders;

use crate::{
    components::account_request::display_name,
    dom::{element::Element, html},
    session::texts,
    ui::{fold::fold, format},
};

/// Who decides, by name where the reader may know them, and until when.
pub fn decision_preview(deciders: Deciders, named: &[Contact], expires_at: DateTime<Utc>) -> Vec<Element> {
    let until = format::date_time(expires_at, texts().locale());
    let names: Vec<&str> = named.iter().map(display_name).collect();
    let named = (!names.is_empty()).then(|| html::p().text(texts().request_deciders_named(&names.join(", "))));
    let who = html::p().text(texts().request_deciders(deciders.as_str()));
    [who].into_iter().chain(named).chain([html::p().text(texts().request_until(&until))]).collect()
}

/// The rules that decided, folded behind how many they are.
pub fn why(fired: &[RuleFired]) -> Element {
    why_of([("", fired)])
}

/// The same of rules that were told to several people; a title says to whom.
pub fn why_of<'a>(told: impl IntoIterator<Item = (&'static str, &'a [RuleFired])>) -> Element {
    let told: Vec<_> = told.into_iter().filter(|(_, fired)| !fired.is_empty()).collect();
    let count: usize = told.iter().map(|(_, fired)| fired.len()).sum();
    let parts = told.into_iter().flat_map(|(title, fired)| {
        let title = (!title.is_empty()).then(|| html::p().el(html::strong().text(title)));
        title.into_iter().chain([rules(fired)])
    });
    fold(&texts().request_why(i64::try_from(count).unwrap_or(i64::MAX)), [html::div().class("stack").els(parts)])
}

/// Each rule's sentence, and where it stands in the policy.
fn rules(rules: &[RuleFired]) -> Element {
    html::ul().class("rules").els(rules.iter().map(|rule| {
        let place = [&rule.decision, " ", &rule.rule].concat();
        html::li().el(html::span().text(rule.explanation.clone())).text(" ").el(html::code().text(place))
    }))
}

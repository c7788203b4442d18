//! The rules that led to an answer, each with its sentence in the reader's language.

use api::access_request::RuleFired;
use rules::FiredRule;

use crate::error::Error;

/// Stored rules, with their sentence in the reader's language.
///
/// # Errors
/// They cannot be read.
pub fn explain_stored(rules: &str, locale: &str) -> Result<Vec<RuleFired>, Error> {
    let fired: Vec<FiredRule> = serde_json::from_str(rules).map_err(anyhow::Error::from)?;
    Ok(explain(&fired, locale))
}

/// Rules with their sentence in the reader's language.
pub fn explain(fired: &[FiredRule], locale: &str) -> Vec<RuleFired> {
    let explanation = |rule: &FiredRule| if locale == "fr" { rule.fr.clone() } else { rule.en.clone() };
    let one = |rule: &FiredRule| RuleFired {
        decision: rule.decision.clone(),
        rule: rule.rule.clone(),
        explanation: explanation(rule),
    };
    fired.iter().map(one).collect()
}

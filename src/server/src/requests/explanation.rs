//! The rules that led to an answer, each with its sentence in the reader's language.

use api::access_request::RuleFired;
use rules::FiredRule;
use text::Locale;

use crate::error::Error;
use crate::store::stored_rules::StoredRules;

/// Stored rules, with their sentence in the reader's language.
///
/// # Errors
/// They cannot be read.
pub fn explain_stored(rules: &StoredRules, locale: Locale) -> Result<Vec<RuleFired>, Error> {
    Ok(explain(&rules.read()?, locale))
}

/// Rules with their sentence in the reader's language.
pub fn explain(fired: &[FiredRule], locale: Locale) -> Vec<RuleFired> {
    let explanation = |rule: &FiredRule| match locale {
        Locale::En => rule.en.clone(),
        Locale::Fr => rule.fr.clone(),
    };
    let one = |rule: &FiredRule| RuleFired {
        decision: rule.decision.clone(),
        rule: rule.rule.clone(),
        explanation: explanation(rule),
    };
    fired.iter().map(one).collect()
}

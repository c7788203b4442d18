//! The rules that led to an answer, as a row keeps them: JSON, which is read only where somebody is shown them.

use rules::FiredRule;

use crate::db::Argument;

/// The rules of one answer.
#[derive(Clone, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub struct StoredRules(String);

impl StoredRules {
    /// # Errors
    /// serde's, which rules give no reason for.
    pub fn new(fired: &[FiredRule]) -> serde_json::Result<StoredRules> {
        serde_json::to_string(fired).map(StoredRules)
    }

    /// # Errors
    /// Another program wrote something else there.
    pub fn read(&self) -> serde_json::Result<Vec<FiredRule>> {
        serde_json::from_str(&self.0)
    }
}

/// No rule.
impl Default for StoredRules {
    fn default() -> Self {
        StoredRules("[]".to_owned())
    }
}

impl From<&StoredRules> for Argument {
    fn from(rules: &StoredRules) -> Self {
        Argument::from(&rules.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_they_were_written() {
        let rule = |rule: &str| FiredRule {
            decision: "request_path".to_owned(),
            rule: rule.to_owned(),
            en: "\"Yes\", \\ no.".to_owned(),
            fr: "Été.".to_owned(),
            facts: Default::default(),
        };
        let fired = vec![rule("R1"), rule("R2")];
        assert_eq!(StoredRules::new(&fired).unwrap().read().unwrap(), fired);
        assert_eq!(StoredRules::default().read().unwrap(), []);
        assert!(StoredRules("R1".to_owned()).read().is_err());
    }
}

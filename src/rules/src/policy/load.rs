//! Policies from DMN sources: read, bound to the code, and given a version.

use std::fmt::Write;

use dmn::{Finding, Program};
use sha2::{Digest, Sha256};

use super::Policy;

macro_rules! sources {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!($name, ".dmn"), include_str!(concat!("../../policy/", $name, ".dmn")))),+]
    };
}

/// The policy that the product comes with, by file name.
const EMBEDDED: &[(&str, &str)] = sources![
    "admission",
    "deciders",
    "disclosure",
    "domain_match",
    "entry",
    "lifetimes",
    "profile_fields",
    "request_form",
    "request_path",
    "roles_offered",
    "visibility",
    "your_access",
];

impl Policy {
    /// Reads a policy from DMN sources, each a file name and its XML.
    ///
    /// # Errors
    ///
    /// Every finding: what cannot be read, tables that are missing, facts that do not exist, and answers that the
    /// code does not know. Whether the tables are complete is for `check` to say.
    pub fn from_sources(sources: &[(&str, &str)]) -> Result<Policy, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut tables = Vec::new();
        for (file, xml) in sources {
            match dmn::read(xml) {
                Ok(program) => tables.extend(program.tables().iter().cloned()),
                Err(found) => findings.extend(found.into_iter().map(|finding| finding.in_file(file))),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let policy = Policy { version: version(sources), program: Program::new(tables)? };
        let misfits = policy.misfits();
        if misfits.is_empty() { Ok(policy) } else { Err(misfits) }
    }

    /// The policy that the product comes with.
    ///
    /// # Errors
    ///
    /// As [`Policy::from_sources`]; a test proves that there are none.
    pub fn embedded() -> Result<Policy, Vec<Finding>> {
        Policy::from_sources(EMBEDDED)
    }
}

/// Each source counts with its name, and a zero byte, which XML cannot hold, keeps them apart.
fn version(sources: &[(&str, &str)]) -> String {
    let mut hash = Sha256::new();
    for (file, xml) in sources {
        for part in [file, xml] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    }
    let mut version = String::with_capacity(16);
    for byte in hash.finalize().iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(version, "{byte:02x}");
    }
    version
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said about the embedded policy with a piece of one file replaced.
    fn findings(file: &str, old: &str, new: &str) -> Vec<String> {
        let sources: Vec<(&str, String)> = EMBEDDED
            .iter()
            .map(|(name, xml)| (*name, if *name == file { xml.replacen(old, new, 1) } else { (*xml).to_owned() }))
            .collect();
        let sources: Vec<(&str, &str)> = sources.iter().map(|(name, xml)| (*name, xml.as_str())).collect();
        assert_ne!(sources, EMBEDDED, "`{old}` is not in {file}");
        Policy::from_sources(&sources).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_embedded_policy_loads() {
        let policy = Policy::embedded().unwrap();
        assert_eq!(policy.tables().count(), EMBEDDED.len());
        assert_eq!(policy.version().len(), 16);
    }

    #[cfg(feature = "check")]
    #[test]
    fn the_embedded_policy_is_complete_and_without_contradiction() {
        assert_eq!(Policy::embedded().unwrap().check(), []);
    }

    #[test]
    fn the_compiled_policy_comes_back_as_it_went() {
        let policy = Policy::embedded().unwrap();
        let json = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&json).unwrap(), policy);
    }

    #[test]
    fn another_text_is_another_version() {
        assert_ne!(version(&[("a", "bc")]), version(&[("ab", "c")]));
        assert_ne!(version(&[("a", "b"), ("c", "d")]), version(&[("c", "d"), ("a", "b")]));
    }

    #[test]
    fn a_word_that_the_code_does_not_know_is_refused_with_its_cell() {
        let known = "\"administrator\", \"approver\", \"user\", \"viewer\"";
        let owner = known.replace("viewer", "owner");
        let xml = EMBEDDED.iter().find(|(name, _)| *name == "roles_offered.dmn").unwrap().1;
        let broken = xml.replace(known, &owner).replace("<text>\"viewer\"", "<text>\"owner\"");
        assert_eq!(
            findings("roles_offered.dmn", xml, &broken),
            [format!(
                "decision `roles_offered`, rule 4, column `role`: `\"owner\"` is not known; it must be one of `{known}`"
            )]
        );
    }

    #[test]
    fn a_table_that_does_not_fit_the_code_is_refused() {
        for (file, old, new, message) in [
            (
                "entry.dmn",
                "<text>holds_role</text>",
                "<text>is_rich</text>",
                "decision `entry`, column `is_rich`: there is no such fact; the facts are `affiliation`, `holds_role`",
            ),
            (
                "admission.dmn",
                "\"external\", \"internal\", \"licensing_support\"</text></inputValues>",
                "\"external\", \"internal\", \"licensing_support\", \"partner\"</text></inputValues>",
                "decision `admission`, column `affiliation`: \
                 the allowed values must be exactly `\"external\", \"internal\", \"licensing_support\"`",
            ),
            (
                "lifetimes.dmn",
                "<text>30</text>",
                "<text>0</text>",
                "decision `lifetimes`, rule 1, column `days`: `0` is not a whole number of days from 1 to 36525",
            ),
            (
                "entry.dmn",
                "hitPolicy=\"UNIQUE\"",
                "hitPolicy=\"COLLECT\"",
                "decision `entry`: the hit policy is COLLECT, and this decision needs UNIQUE or FIRST",
            ),
            (
                "lifetimes.dmn",
                "<text>An access request stays open for 30 days and must then be made anew.</text>",
                "<text/>",
                "decision `lifetimes`, rule 1, column `en`: the rule has no sentence that explains it in this language",
            ),
            (
                "entry.dmn",
                "<decision id=\"entry\" name=\"entry\">",
                "<decision id=\"e\" name=\"entrance\">",
                "decision `entry`: the policy has no such table; add it",
            ),
        ] {
            assert_eq!(findings(file, old, new), [message]);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let found = findings("entry.dmn", "hitPolicy=\"UNIQUE\"", "hitPolicy=\"ANY\"");
        assert_eq!(
            found,
            ["entry.dmn:10:5, decision `entry`: hit policy `ANY` is not supported; use UNIQUE, FIRST or COLLECT"]
        );
    }
}

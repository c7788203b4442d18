//! The corpus: cases in words (`tests/cases/*.md`), asked of the embedded policy, on the server's target and in a
//! browser. How a file is written is for `corpus::reader`.

#![allow(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

#[path = "corpus/reader.rs"]
mod reader;
#[path = "corpus/request_access.rs"]
mod request_access;

use std::collections::BTreeSet;

use dmn::Value;
use reader::Case;
use rules::Policy;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

macro_rules! files {
    ($($(#[$doc:meta])* $module:ident -> $answer:ty;)+) => {
        /// Every file of cases; a browser has no folder to look into.
        const FILES: &[(&str, &str)] = &[$((
            concat!(stringify!($module), ".md"),
            include_str!(concat!("../../../tests/cases/", stringify!($module), ".md")),
        )),+];
    };
}

rules::for_each_decision!(files);

/// Cases of `rules::request_access`, which asks several decisions.
const REQUEST_ACCESS: (&str, &str) = ("request_access.md", include_str!("../../../tests/cases/request_access.md"));

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut errors = Vec::new();
    for (file, text) in FILES {
        match reader::read(file, text) {
            Ok(read) => cases.extend(read),
            Err(found) => errors.extend(found),
        }
    }
    assert!(errors.is_empty(), "\n{}\n", errors.join("\n"));
    cases
}

/// How a policy disagrees with a case, where it does.
fn disagreement(policy: &Policy, case: &Case) -> Option<String> {
    let tried = match policy.try_facts(&case.decision, &case.facts) {
        Ok(tried) => tried,
        Err(error) => return Some(format!("{}: {error}", case.place)),
    };
    let spelled = |values: &[Value]| values.iter().map(reader::spelled).collect::<Vec<_>>();
    let answers: Vec<_> = tried.answers.iter().map(|one| (one.output.clone(), spelled(&one.values))).collect();
    let rules: Vec<String> = tried.fired.iter().map(|rule| rule.rule.clone()).collect();
    if answers == case.answers && rules == case.rules {
        return None;
    }
    let (expected, place) = (case, &case.place);
    Some(format!("{place}: expected {:?} by {:?}, got {answers:?} by {rules:?}", expected.answers, expected.rules))
}

#[test]
fn every_case_is_decided_as_expected() {
    let cases = cases();
    assert!(cases.len() >= 200, "only {} cases were found", cases.len());
    let policy = Policy::embedded().unwrap();
    // What a browser fetches has been through JSON, and must decide the same.
    let fetched: Policy = serde_json::from_str(&serde_json::to_string(&policy).unwrap()).unwrap();
    for (policy, which) in [(policy, "the embedded policy"), (fetched, "the fetched policy")] {
        let wrong: Vec<String> = cases.iter().filter_map(|case| disagreement(&policy, case)).collect();
        assert!(wrong.is_empty(), "\n{which} disagrees with {} cases:\n{}\n", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn every_request_for_access_leads_where_it_is_expected() {
    let policy = Policy::embedded().unwrap();
    let (file, text) = REQUEST_ACCESS;
    let cases = reader::read_with(request_access::FACTS.to_vec(), file, text).unwrap();
    assert!(cases.len() >= 16, "only {} cases were found", cases.len());
    for case in cases {
        let answered = request_access::answered(&policy, case.clone()).unwrap();
        assert_eq!(answered, case);
    }
}

#[test]
fn every_decision_has_cases_and_every_rule_fires_in_one() {
    let fired: BTreeSet<(String, String)> = cases()
        .into_iter()
        .flat_map(|case| case.rules.into_iter().map(move |rule| (case.decision.clone(), rule)))
        .collect();
    let policy = Policy::embedded().unwrap();
    for table in policy.tables() {
        for rule in table.rules() {
            let rule = (table.name().to_owned(), rule.label.clone());
            assert!(fired.contains(&rule), "no case is decided by {} {}", rule.0, rule.1);
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_list_names_every_file_in_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut found: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    let mut listed: Vec<&str> = FILES.iter().chain([&REQUEST_ACCESS]).map(|(file, _)| *file).collect();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn a_case_that_is_wrong_is_told_by_file_and_line() {
    let text = "# Entry\n\n## Newcomers\n\nThey start in the directory, somebody thought.\n\n\
        | affiliation | holds_role | → page | rules | because |\n|---|---|---|---|---|\n\
        | external | no | directory | R1 | A mistake. |\n| external | maybe | directory | R1 | Not a flag. |\n";
    let cases = reader::read("entry.md", text).unwrap();
    let policy = Policy::embedded().unwrap();
    let wrong: Vec<String> = cases.iter().filter_map(|case| disagreement(&policy, case)).collect();
    assert_eq!(
        wrong,
        [
            "entry.md:9: expected [(\"page\", [\"directory\"])] by [\"R1\"], got [(\"page\", [\"by_identifier\"])] by [\"R2\"]",
            "entry.md:10: the fact `holds_role`: `\"maybe\"` is not `true` or `false`",
        ]
    );
}

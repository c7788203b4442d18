//! `access-directory policy`: check, show, explain and draw.

use std::fs;
use std::path::{Path, PathBuf};

use server::commands::policy::{Ending, PolicyCommand, Streams, run};

/// What a command wrote, and how it ended.
#[derive(Debug, PartialEq)]
struct Outcome {
    ending: Ending,
    output: String,
    errors: String,
}

fn outcome(command: PolicyCommand, lang: &str, input: &str) -> Outcome {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let streams = Streams { input: &mut input.as_bytes(), output: &mut output, errors: &mut errors };
    let ending = run(&command, lang, streams).unwrap();
    Outcome { ending, output: String::from_utf8(output).unwrap(), errors: String::from_utf8(errors).unwrap() }
}

fn check(files: Vec<PathBuf>) -> Outcome {
    outcome(PolicyCommand::Check { files }, "", "")
}

fn show(decision: Option<&str>, files: Vec<PathBuf>) -> Outcome {
    outcome(PolicyCommand::Show { decision: decision.map(str::to_owned), files }, "", "")
}

fn explain(decision: &str, facts: &str, language: Option<&str>, lang: &str) -> Outcome {
    let (decision, language) = (decision.to_owned(), language.map(str::to_owned));
    outcome(PolicyCommand::Explain { decision, facts: "-".into(), language, files: vec![] }, lang, facts)
}

/// The directory of the embedded tables.
fn policy_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/rules/policy")
}

/// A file with an embedded table of which a piece is replaced.
fn changed(directory: &Path, decision: &str, old: &str, new: &str) -> PathBuf {
    let xml = fs::read_to_string(policy_directory().join(decision).with_extension("dmn")).unwrap();
    assert!(xml.contains(old), "`{old}` is not in {decision}");
    let file = directory.join("changed.dmn");
    fs::write(&file, xml.replace(old, new)).unwrap();
    file
}

fn refused(file: &Path) -> Vec<String> {
    let outcome = check(vec![file.to_owned()]);
    assert_eq!(outcome.ending, Ending::Refused, "{outcome:?}");
    let findings: Vec<String> = outcome.output.lines().map(str::to_owned).collect();
    let plural = if findings.len() == 1 { "" } else { "s" };
    assert_eq!(outcome.errors, format!("{} finding{plural}: the policy is refused\n", findings.len()));
    let file = file.display().to_string();
    findings.iter().map(|finding| finding.replace(&file, "changed.dmn")).collect()
}

#[test]
fn the_embedded_policy_passes_its_check_and_so_do_its_files() {
    let embedded = check(vec![]);
    assert_eq!((embedded.ending, embedded.errors.as_str()), (Ending::Done, ""));
    let files = check(vec![policy_directory()]);
    assert_eq!((files.ending, files.errors.as_str()), (Ending::Done, ""));
    let counts = |outcome: &Outcome| outcome.output.split_once(" (version ").unwrap().0.to_owned();
    assert_eq!(counts(&embedded), counts(&files));
    assert!(counts(&embedded).ends_with("rules: complete and free of contradictions"), "{}", embedded.output);
    assert!(embedded.output.starts_with("33 decisions, "), "{}", embedded.output);
}

#[test]
fn a_gap_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let old = "<inputEntry id=\"places_R1_administers\"><text>-</text>";
    let file = changed(directory.path(), "places", old, &old.replace('-', "true"));
    let findings = refused(&file);
    assert_eq!(
        findings,
        ["changed.dmn:5:3, decision `places`: no rule covers `administers = false, administrators_only = false`; \
          add a rule or a default"]
    );
}

#[test]
fn an_answer_that_the_code_does_not_know_is_refused_with_its_cell() {
    let directory = tempfile::tempdir().unwrap();
    let file = changed(directory.path(), "contacts", "\"virtual_account_administrators\"", "\"everybody\"");
    assert_eq!(
        refused(&file),
        [
            "changed.dmn:25:9, decision `contacts`, rule 2, column `who`: `\"everybody\"` is not known; it must be one of \
          `\"account_administrators\", \"virtual_account_administrators\"`"
        ]
    );
}

#[test]
fn a_model_that_cannot_be_read_is_refused_with_line_and_column() {
    let directory = tempfile::tempdir().unwrap();
    let file = changed(directory.path(), "places", "hitPolicy=\"UNIQUE\"", "hitPolicy=\"SOME\"");
    let findings = refused(&file);
    assert!(findings[0].starts_with("changed.dmn:10:5, decision `places`: hit policy `SOME`"), "{findings:?}");
}

#[test]
fn a_decision_that_the_product_does_not_ask_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let file = changed(directory.path(), "places", "name=\"places\"", "name=\"spaces\"");
    let findings = refused(&file);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        findings[0]
            .contains("decision `spaces`: the product asks no such decision; its decisions are `acceptance`, `access_")
    );
}

#[test]
fn a_decision_in_two_files_is_refused() {
    let places = policy_directory().join("places.dmn");
    let outcome = check(vec![places.clone(), places.clone()]);
    assert_eq!(outcome.ending, Ending::Refused);
    assert!(outcome.output.contains("decision `places`: the decision stands in `"), "{}", outcome.output);
}

#[test]
fn what_cannot_be_read_is_unusable() {
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("missing.dmn");
    let outcome = check(vec![missing.clone()]);
    assert_eq!((outcome.ending, outcome.output.as_str()), (Ending::Unusable, ""));
    assert!(outcome.errors.starts_with(&format!("error: `{}` cannot be read: ", missing.display())));

    let outcome = check(vec![directory.path().to_owned()]);
    let message = format!("error: `{}` holds no file whose name ends in .dmn\n", directory.path().display());
    assert_eq!((outcome.ending, outcome.errors), (Ending::Unusable, message));
}

#[test]
fn every_table_is_shown_as_in_the_committed_file() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy.md");
    let shown = show(None, vec![]).output;
    let is_same = fs::read_to_string(committed).is_ok_and(|committed| committed == shown);
    let renew = "cargo run --package server -- policy show > tests/policy.md";
    assert!(is_same, "tests/policy.md is not what the tables say; look at what changed, then renew it:\n{renew}");
}

#[test]
fn one_table_is_shown_by_name_and_those_of_files_in_place_of_the_embedded() {
    let places = show(Some("places"), vec![]).output;
    assert!(places.starts_with("## places (UNIQUE)\n\n| rule | administers | administrators_only | "), "{places}");
    assert!(show(None, vec![]).output.contains(&places));

    let directory = tempfile::tempdir().unwrap();
    let file = changed(directory.path(), "places", "in every role", "for everybody");
    assert_eq!(show(Some("places"), vec![file]).output, places.replace("in every role", "for everybody"));

    let outcome = show(Some("weather"), vec![]);
    assert_eq!(outcome.ending, Ending::Unusable);
    assert!(
        outcome.errors.starts_with("error: there is no decision `weather`; the decisions are `acceptance`, `access_")
    );
}

const PARTNER: &str = r#"{"admitted": true, "kind": "partner_holding", "affiliation": "external",
    "holds_role": true, "partner": true, "identifier": "free"}"#;

#[test]
fn an_answer_is_explained_with_what_kept_the_other_rules_back() {
    assert_eq!(
        explain("creation_route", PARTNER, None, "en_GB.UTF-8").output,
        "answer\n  \
           path: \"not_made_here\"\n\
         \n\
         fired\n  \
           R2: A partner holding account cannot be requested here.\n\
         \n\
         held back\n  \
           R1: `admitted` is true, and the rule asks for false\n  \
           R3: `holds_role` is true, and the rule asks for false\n  \
           R4: `identifier` is \"free\", and the rule asks for \"taken\"\n  \
           R5: every cell holds, but another rule was preferred\n"
    );
}

#[test]
fn the_sentences_are_in_the_readers_language() {
    let french = "R2: Un compte de détention partenaire";
    assert!(explain("creation_route", PARTNER, None, "fr_FR.UTF-8").output.contains(french));
    assert!(explain("creation_route", PARTNER, Some("fr"), "en_GB.UTF-8").output.contains(french));
    assert!(!explain("creation_route", PARTNER, Some("en"), "fr_FR.UTF-8").output.contains(french));
}

#[test]
fn a_table_that_collects_may_answer_with_nothing() {
    let facts = r#"{"viewer": "requester", "status": "approved", "account_status": "active", "reminder": "available"}"#;
    let output = explain("access_request_actions", facts, None, "").output;
    assert!(output.starts_with("answer\n  action: nothing\n\nfired\n  no rule\n\nheld back\n  R1: "), "{output}");
}

#[test]
fn facts_that_cannot_be_used_are_named() {
    for (facts, message) in [
        ("[]", "the facts are not a JSON object: invalid type: sequence, expected a map at line 1 column 0"),
        ("{\"scope\": [\"entire\"]}", "the fact `scope` is neither a boolean, a string nor a number"),
        ("{}", "the fact `scope` is missing; the facts of `roles_offered` are `scope`"),
        ("{\"scop\": \"entire\"}", "`scop` is not a fact of `roles_offered`; its facts are `scope`"),
        ("{\"scope\": 3}", "the fact `scope`: `3` is not known; it must be one of `\"entire\", \"selected\"`"),
    ] {
        let outcome = explain("roles_offered", facts, None, "");
        assert_eq!((outcome.ending, outcome.errors), (Ending::Unusable, format!("error: {message}\n")));
    }
}

#[test]
fn facts_are_read_from_a_file_and_asked_of_the_tables_in_files() {
    let directory = tempfile::tempdir().unwrap();
    let facts = directory.path().join("facts.json");
    fs::write(&facts, "{\"subject\": \"access_request\"}").unwrap();
    let files = vec![changed(directory.path(), "lifetimes", "<text>30</text>", "<text>45</text>")];
    let command = PolicyCommand::Explain { decision: "lifetimes".into(), facts, language: None, files };
    let outcome = outcome(command, "", "");
    assert!(outcome.output.starts_with("answer\n  days: 45\n\nfired\n  R1: "), "{}", outcome.output);
}

fn draw(files: Vec<PathBuf>) -> Outcome {
    outcome(PolicyCommand::Draw { files }, "", "")
}

#[test]
fn a_drawing_is_made_anew_and_the_policy_files_have_theirs() {
    let directory = tempfile::tempdir().unwrap();
    let places = fs::read_to_string(policy_directory().join("places.dmn")).unwrap();
    let (before, _) = places.split_once("  <dmndi:DMNDI ").unwrap();
    let file = directory.path().join("places.dmn");
    fs::write(&file, format!("{before}</definitions>\n")).unwrap();
    let said = |end: &str| Outcome {
        ending: Ending::Done,
        output: format!("{}: {end}\n", file.display()),
        errors: String::new(),
    };
    assert_eq!(draw(vec![file.clone()]), said("drawn"));
    assert_eq!(fs::read_to_string(&file).unwrap(), places);
    assert_eq!(draw(vec![file.clone()]), said("as it was"));
}

#[test]
fn nothing_is_drawn_where_one_file_cannot_be() {
    let directory = tempfile::tempdir().unwrap();
    let good = directory.path().join("a.dmn");
    fs::write(&good, "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"></definitions>").unwrap();
    let bad = directory.path().join("b.dmn");
    fs::write(&bad, "<definitions/>").unwrap();
    let outcome = draw(vec![directory.path().to_owned()]);
    assert_eq!(outcome.ending, Ending::Refused);
    let start = format!("{}: this is not a DMN model", bad.display());
    assert!(outcome.output.starts_with(&start), "{}", outcome.output);
    assert!(!fs::read_to_string(&good).unwrap().contains("DMNDI"));
}

#[test]
fn a_file_in_utf_16_is_read_and_one_in_another_encoding_named() {
    let directory = tempfile::tempdir().unwrap();
    let places = fs::read_to_string(policy_directory().join("places.dmn")).unwrap();
    let file = directory.path().join("places.dmn");
    let wide = places.replace("UTF-8", "UTF-16");
    let wide: Vec<u8> = [0xfeff].into_iter().chain(wide.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(&file, &wide).unwrap();
    assert_eq!(check(vec![file.clone()]).ending, Ending::Done);
    assert_eq!(draw(vec![file.clone()]).output, format!("{}: drawn\n", file.display()));
    assert_eq!(fs::read_to_string(&file).unwrap(), places, "what is written is UTF-8 and says so");

    let narrow = places.replace("encoding=\"UTF-8\"", "encoding=\"windows-1252\"");
    let narrow: Vec<u8> = narrow.chars().map(|one| u8::try_from(u32::from(one)).unwrap_or(b'?')).collect();
    fs::write(&file, narrow).unwrap();
    let outcome = check(vec![file.clone()]);
    assert_eq!(outcome.ending, Ending::Unusable);
    let message = format!(
        "error: `{}` cannot be read: the file is written in `windows-1252`, which is not read; \
         save it in UTF-8, with `encoding=\"UTF-8\"` in its first line\n",
        file.display()
    );
    assert_eq!(outcome.errors, message);
}

//! What is refused when a policy is loaded, and in which words.

use super::*;

/// What is said about the embedded policy with a piece of one file replaced, wherever it stands.
fn findings(file: &str, old: &str, new: &str) -> Vec<String> {
    let sources: Vec<(&str, String)> = EMBEDDED
        .iter()
        .map(|(name, xml)| (*name, if *name == file { xml.replace(old, new) } else { (*xml).to_owned() }))
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
    let xml = source("roles_offered.dmn");
    let broken = xml.replace(known, &owner).replace("<text>\"viewer\"", "<text>\"owner\"");
    assert_eq!(
        findings("roles_offered.dmn", xml, &broken),
        [format!(
            "roles_offered.dmn:39:9, decision `roles_offered`, rule 4, column `role`: `\"owner\"` is not known; it must be one of `{known}`"
        )]
    );
}

#[test]
fn a_table_that_does_not_fit_the_code_is_refused() {
    for (file, old, new, message) in [
        (
            "entry.dmn",
            "holds_role",
            "is_rich",
            "entry.dmn:15:7, decision `entry`, column `is_rich`: there is no such fact; the facts are `affiliation`, `holds_role`",
        ),
        (
            "admission.dmn",
            "\"external\", \"internal\", \"licensing_support\"</text></inputValues>",
            "\"external\", \"internal\", \"licensing_support\", \"partner\"</text></inputValues>",
            "admission.dmn:11:7, decision `admission`, column `affiliation`: \
             the allowed values must be exactly `\"external\", \"internal\", \"licensing_support\"`",
        ),
        (
            "lifetimes.dmn",
            "R1_days\"><text>30</text>",
            "R1_days\"><text>0</text>",
            "lifetimes.dmn:18:9, decision `lifetimes`, rule 1, column `days`: `0` is not a whole number of days from 1 to 36525",
        ),
        (
            "reminders.dmn",
            "R1_maximum\"><text>3</text>",
            "R1_maximum\"><text>101</text>",
            "reminders.dmn:24:9, decision `reminders`, rule 1, column `maximum`: `101` is not a whole number from 0 to 100",
        ),
        (
            "entry.dmn",
            "hitPolicy=\"UNIQUE\"",
            "hitPolicy=\"COLLECT\"",
            "entry.dmn:5:3, decision `entry`: the hit policy is COLLECT; this decision needs one that fires a single rule",
        ),
        (
            "lifetimes.dmn",
            "<text>An access request stays open for 30 days and must then be made again.</text>",
            "<text/>",
            "lifetimes.dmn:19:9, decision `lifetimes`, rule 1, column `en`: the rule has no sentence that explains it in this language; \
             write one in the annotation column `en`, or `en: …` on a line of the rule’s description",
        ),
        (
            "entry.dmn",
            "not(\"external\")",
            "not(\"extrenal\")",
            "entry.dmn:38:9, decision `entry`, rule 3, column `affiliation`: \
             `\"extrenal\"` is ruled out here and is no allowed value at all; mend the word",
        ),
        (
            "lifetimes.dmn",
            "R1_days\"><text>30</text>",
            "R1_days\"><text></text>",
            "lifetimes.dmn:18:9, decision `lifetimes`, rule 1, column `days`: \
             the answer is empty: `null` is not a whole number of days from 1 to 36525",
        ),
        ("entry.dmn", "name=\"entry\"", "name=\"entrance\"", "decision `entry`: the policy has no such table; add it"),
    ] {
        assert_eq!(findings(file, old, new), [message]);
    }
}

#[test]
fn every_file_holds_the_decision_that_it_is_called_after() {
    for (file, xml) in EMBEDDED {
        let program = dmn::read(xml).unwrap();
        let names: Vec<String> = program.decisions().iter().map(|one| format!("{}.dmn", one.name)).collect();
        assert_eq!(names, [*file]);
    }
}

#[test]
fn every_file_opens_in_editors_that_know_dmn_1_3_and_is_drawn_as_it_is() {
    for (file, xml) in EMBEDDED {
        assert!(xml.contains("<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""), "{file}");
        let drawn = dmn::draw(xml).unwrap();
        assert!(
            drawn == *xml,
            "the drawing of {file} is not that of its decision: `access-directory policy draw` renews it"
        );
    }
}

#[test]
fn a_source_stands_in_the_place_of_the_embedded_one_whatever_it_is_called() {
    let xml = source("lifetimes.dmn").replace("<text>30</text>", "<text>45</text>");
    let policy = Policy::with(&[("draft.xml", &xml)]).unwrap();
    let facts = crate::lifetimes::Facts { subject: crate::vocabulary::LifetimeSubject::AccessRequest };
    assert_eq!(policy.lifetimes(&facts).unwrap().answer.days(), 45);
    assert_eq!(policy.tables().count(), EMBEDDED.len());
    assert_ne!(policy.version(), Policy::embedded().unwrap().version());
    assert_eq!(Policy::with(&[]).unwrap(), Policy::embedded().unwrap());
}

#[test]
fn a_source_with_a_decision_that_nobody_asks_is_refused() {
    let xml = source("entry.dmn").replace("name=\"entry\"", "name=\"exit\"");
    let found = Policy::with(&[("exit.dmn", &xml)]).unwrap_err();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let message =
        "exit.dmn:5:3, decision `exit`: the product asks no such decision; its decisions are `acceptance`, `access_";
    assert!(found.starts_with(message), "{found}");
}

#[test]
fn two_sources_with_one_decision_are_refused() {
    let xml = source("entry.dmn");
    let found = Policy::with(&[("a.dmn", xml), ("b.dmn", xml)]).unwrap_err();
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["b.dmn:5:3, decision `entry`: the decision stands in `a.dmn` as well; keep one of them"]
    );
}

#[cfg(feature = "check")]
#[test]
fn a_policy_is_read_as_editors_write_it() {
    let xml = source("lifetimes.dmn");
    let sentences = |xml: &str| {
        let entries: Vec<&str> = xml.split("<annotationEntry><text>").skip(1).take(2).collect();
        entries.iter().map(|entry| entry.split("</text>").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let [en, fr] = sentences(xml).try_into().unwrap();
    let entry = |text: &str| format!("<annotationEntry><text>{text}</text></annotationEntry>");
    let undescribed = xml.replacen(&entry(&en), "", 1).replacen(&entry(&fr), "", 1);
    let described = |text: &str| {
        let rule = "<rule id=\"lifetimes_R1\">";
        assert!(undescribed.contains(rule));
        undescribed.replace(rule, &format!("{rule}<description>{text}</description>"))
    };
    let integer = xml.replace("typeRef=\"number\"", "typeRef=\"integer\"");
    assert_ne!(integer, xml);
    for (what, changed) in [
        ("an editor without annotation columns", described(&format!("en: {en}\nfr: {fr}"))),
        ("the same on one line", described(&format!("en: {en} / fr : {fr}"))),
        ("Camunda's types", integer),
        ("the newest namespace", xml.replace("20191111/MODEL/", "20240513/MODEL/")),
        ("a letter", xml.replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"U\"")),
        ("ids alone", xml.replace("href=\"#", "href=\"")),
    ] {
        assert_ne!(changed, xml, "{what}");
        let policy =
            Policy::checked_with(&[("lifetimes.dmn", &changed)]).unwrap_or_else(|found| panic!("{what}: {found:?}"));
        let table = policy.table("lifetimes").unwrap();
        assert_eq!(table.annotation(0, "en"), Some(en.as_str()), "{what}");
        assert_eq!(table.annotation(0, "fr"), Some(fr.as_str()), "{what}");
    }
    let found = Policy::checked_with(&[("lifetimes.dmn", &described(&en))]).unwrap_err();
    assert!(found[0].message.ends_with("or `en: …` on a line of the rule’s description"), "{found:?}");
}

#[test]
fn in_a_policy_nothing_may_be_left_out() {
    let later = "<decision id=\"later\" name=\"later\"/></definitions>";
    let found = Policy::with(&[("a.dmn", &source("lifetimes.dmn").replace("</definitions>", later))]).unwrap_err();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("decision `later`: the decision has no expression; add its logic"), "{found:?}");
}

#[cfg(feature = "check")]
#[test]
fn a_source_that_fits_and_contradicts_itself_is_refused_by_the_check_only() {
    let xml = source("contacts.dmn").replace("<text>false</text>", "<text>-</text>");
    assert!(Policy::with(&[("contacts.dmn", &xml)]).is_ok());
    let found = Policy::checked_with(&[("contacts.dmn", &xml)]).unwrap_err();
    assert!(!found.is_empty());
    assert!(found.iter().all(|finding| finding.place.decision.as_deref() == Some("contacts")), "{found:?}");
    assert!(found.iter().all(|finding| finding.place.position.is_some()), "{found:?}");
}

fn source(file: &str) -> &'static str {
    EMBEDDED.iter().find(|(name, _)| *name == file).unwrap().1
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let found = findings("entry.dmn", "hitPolicy=\"UNIQUE\"", "hitPolicy=\"SOME\"");
    assert!(found[0].starts_with("entry.dmn:10:5, decision `entry`: hit policy `SOME` is not"), "{found:?}");
}

//! What a model may hold, and what is said where it holds something else.

use super::read;
use crate::{HitPolicy, Kind, Outcome, Tests, Value};

const OPEN: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">"#;

const TABLE: &str = r#"
<decision id="d" name="Status"><variable name="Status" typeRef="string"/>
<decisionTable hitPolicy="FIRST">
<input><inputExpression typeRef="number"><text>Age in years</text></inputExpression></input>
<input><inputExpression><text>Risk</text></inputExpression><inputValues><text>"High", "Low"</text></inputValues></input>
<output><outputValues><text>"Approved", "Declined"</text></outputValues>
<defaultOutputEntry><text>"Declined"</text></defaultOutputEntry></output>
<annotation name="en"/><annotation name="fr"/>
<rule><inputEntry><text>&gt;= 18</text></inputEntry><inputEntry><text>"Low"</text></inputEntry>
<outputEntry><text>"Approved"</text></outputEntry>
<annotationEntry><text> Of age,
  and low risk. </text></annotationEntry><annotationEntry><text>Majeur.</text></annotationEntry></rule>
</decisionTable></decision>
<inputData name="Risk"><variable name="Risk" typeRef="string"/></inputData>
</definitions>"#;

/// The messages for the table with one piece of it replaced.
fn findings(old: &str, new: &str) -> Vec<String> {
    assert!(TABLE.contains(old), "{old}");
    let findings = read(&format!("{OPEN}{}", TABLE.replacen(old, new, 1))).unwrap_err();
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn reads_a_table_whole() {
    let program = read(&format!("{OPEN}{TABLE}")).unwrap();
    let table = program.table("Status").unwrap();

    assert_eq!(Some(table), program.table("d"));
    assert_eq!(table.hit_policy, HitPolicy::First);
    assert_eq!(table.input_index("Risk"), Some(1));
    assert_eq!(table.inputs[1].kind, Kind::String);
    assert_eq!(table.rules[0].cells[0].to_string(), ">= 18");
    assert_eq!(table.rules[0].label, "R1");
    assert_eq!(table.annotation(0, "en"), Some("Of age, and low risk."));
    assert_eq!(table.annotation(0, "de"), None);
    assert_eq!(table.evaluate(&[18.into(), "Low".into()]), Outcome::Rule(0));
    assert_eq!(table.evaluate(&[17.into(), "Low".into()]), Outcome::Default);
    assert_eq!(table.outputs[0].default, Some(Value::from("Declined")));
}

#[test]
fn the_compiled_form_comes_back_as_it_went() {
    let program = read(&format!("{OPEN}{TABLE}")).unwrap();
    let json = serde_json::to_string(&program).unwrap();
    assert_eq!(serde_json::from_str::<crate::Program>(&json).unwrap(), program);
    assert!(json.len() < 500, "{} bytes: {json}", json.len());
}

#[test]
fn item_definitions_give_types_and_allowed_values() {
    let xml = format!(
        r#"{OPEN}<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"High", "Low"</text>
        </allowedValues></itemDefinition>{}"#,
        TABLE
            .replace(r#"name="Risk" typeRef="string""#, r#"name="Risk" typeRef="tRisk""#)
            .replace("<inputValues><text>\"High\", \"Low\"</text></inputValues>", "")
    );
    let program = read(&xml).unwrap();
    assert_eq!(
        program.tables()[0].inputs[1].allowed.as_ref().map(Tests::to_string).as_deref(),
        Some(r#""High", "Low""#)
    );
}

#[test]
fn a_finding_names_its_cell() {
    for (old, new, message) in [
        (
            r#"<text>"Low"</text></inputEntry>"#,
            r#"<text>"Loww"</text></inputEntry>"#,
            "line 9, column 53, decision `Status`, rule 1, column `Risk`: \
             `\"Loww\"` is not among the allowed values `\"High\", \"Low\"`",
        ),
        (
            "&gt;= 18",
            "&gt;= \"a\"",
            "line 9, column 7, decision `Status`, rule 1, column `Age in years`: `\"a\"` is not a number",
        ),
        (
            "&gt;= 18",
            "date(\"2020-01-01\")",
            "line 9, column 19, decision `Status`, rule 1, column `Age in years`: \
             found `date` where a quoted string, a number, `true`, `false` or `null` should stand (at character 1)",
        ),
        (
            "<outputEntry><text>\"Approved\"",
            "<outputEntry><text>1",
            "line 10, column 1, decision `Status`, rule 1, column `Status`: `1` is not a string",
        ),
        (
            "<defaultOutputEntry><text>\"Declined\"",
            "<defaultOutputEntry><text>\"No\"",
            "line 7, column 1, decision `Status`, column `Status`: \
             `\"No\"` is not among the allowed values `\"Approved\", \"Declined\"`",
        ),
        (
            "FIRST",
            "PRIORITY",
            "line 3, column 1, decision `Status`: hit policy `PRIORITY` is not supported; use UNIQUE, FIRST or COLLECT",
        ),
        (
            "hitPolicy=\"FIRST\"",
            "hitPolicy=\"COLLECT\" aggregation=\"SUM\"",
            "line 3, column 1, decision `Status`: \
             aggregation `SUM` is not supported; collect, and aggregate outside",
        ),
        (
            "<inputEntry><text>\"Low\"</text></inputEntry>",
            "",
            "line 9, column 1, decision `Status`, rule 1: \
             the rule has 1 of `inputEntry`, and the table 2 columns for them",
        ),
        (
            "<text>Age in years</text>",
            "<text>Age + 1</text>",
            "line 4, column 8, decision `Status`, column `Age + 1`: \
             the input `Age + 1` is not a name; expressions are not supported",
        ),
        (
            "<variable name=\"Risk\" typeRef=\"string\"/>",
            "<variable name=\"Risk\" typeRef=\"date\"/>",
            "line 5, column 1, decision `Status`, column `Risk`: \
             the column needs a `typeRef` that comes down to string, number or boolean",
        ),
        (
            "<inputExpression><text>Risk</text>",
            "<inputExpression typeRef=\"string\"><text>Age in years</text>",
            "line 3, column 1, decision `Status`: two columns of the table are called `Age in years`",
        ),
        (
            "<annotation name=\"fr\"/>",
            "<anotation name=\"fr\"/>",
            "line 8, column 24, decision `Status`: `anotation` is not part of a decision table",
        ),
        (
            "<inputEntry>",
            "<inputEntry expressionLanguage=\"http://www.java.com/\">",
            "line 9, column 7, decision `Status`, rule 1, column `Age in years`: \
             the expression language `http://www.java.com/` is not supported; write S-FEEL",
        ),
        (
            "</definitions>",
            "<decision name=\"x\"><literalExpression/></decision></definitions>",
            "line 15, column 1, decision `x`: the decision has no decision table; other logic is not supported",
        ),
    ] {
        assert_eq!(findings(old, new)[0], message);
    }
}

#[test]
fn one_reading_reports_everything() {
    let broken =
        TABLE.replace("&gt;= 18", "?").replace("\"Approved\"</text></outputEntry>", "Approved</text></outputEntry>");
    assert_eq!(read(&format!("{OPEN}{broken}")).unwrap_err().len(), 2);
}

#[test]
fn decisions_may_not_share_a_name() {
    let decision = TABLE.split("<inputData").next().unwrap();
    assert_eq!(
        findings("<inputData", &format!("{decision}<inputData"))[0],
        "decision `Status`: another decision is called `Status` as well; rename one"
    );
}

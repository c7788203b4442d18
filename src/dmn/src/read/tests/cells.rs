//! What is said of a cell, and of a column.

use super::{TABLE, findings, findings_with, program};
use crate::UnaryTests;

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
            "line 9, column 7, decision `Status`, rule 1, column `Age in years`: \
             `date(\"2020-01-01\")` is not a number",
        ),
        (
            "<outputEntry><text>\"Approved\"",
            "<outputEntry><text>1",
            "line 10, column 1, decision `Status`, rule 1, column `Status`: `1` is not a string",
        ),
        (
            "<outputEntry><text>\"Approved\"",
            "<outputEntry><text>-",
            "line 10, column 1, decision `Status`, rule 1, column `Status`: \
             `-` stands for anything in a test; an answer needs a value: write one, or `null`",
        ),
        (
            "<defaultOutputEntry><text>\"Declined\"",
            "<defaultOutputEntry><text>\"No\"",
            "line 7, column 1, decision `Status`, column `Status`: \
             `\"No\"` is not among the allowed values `\"Approved\", \"Declined\"`",
        ),
        (
            "FIRST",
            "RANDOM",
            "line 3, column 1, decision `Status`: hit policy `RANDOM` is not known; \
             use UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER, COLLECT, or its first letter",
        ),
        (
            "hitPolicy=\"FIRST\"",
            "hitPolicy=\"COLLECT\" aggregation=\"MEAN\"",
            "line 3, column 1, decision `Status`: aggregation `MEAN` is not known; use SUM, MIN, MAX or COUNT",
        ),
        (
            "hitPolicy=\"FIRST\"",
            "hitPolicy=\"FIRST\" aggregation=\"SUM\"",
            "line 3, column 1, decision `Status`: \
             aggregation `SUM` needs the hit policy COLLECT, and this one is FIRST",
        ),
        (
            "<inputEntry><text>\"Low\"</text></inputEntry>",
            "",
            "line 9, column 1, decision `Status`, rule 1: \
             the rule has 1 of `inputEntry`, and the table 2 columns for them",
        ),
        (
            "<annotation name=\"fr\"/>",
            "",
            "line 9, column 1, decision `Status`, rule 1: \
             the rule has 2 of `annotationEntry`, and the table 1 columns for them",
        ),
        (
            "<inputExpression><text>Risk</text>",
            "<inputExpression typeRef=\"number\"><text>Risk</text>",
            "line 5, column 8, decision `Status`, column `Risk`: \
             the input is a string, and the column says number; none would fit",
        ),
        (
            "<inputExpression><text>Risk</text></inputExpression>",
            "",
            "line 5, column 1, decision `Status`: the input has no `inputExpression`; add one with what the column reads",
        ),
        (
            "<text>Risk</text>",
            "<text> </text>",
            "line 5, column 8, decision `Status`: \
             `inputExpression` is empty; write what the column reads, such as the name of an input",
        ),
        (
            "<text>\"High\", \"Low\"</text>",
            "<text>\"High\", 1</text>",
            "line 5, column 60, decision `Status`, column `Risk`: `1` is not a string",
        ),
        (
            "<annotation name=\"fr\"/>",
            "<anotation name=\"fr\"/>",
            "line 8, column 24, decision `Status`: `anotation` is not part of a decision table; remove it",
        ),
        (
            "<inputEntry>",
            "<inputEntry expressionLanguage=\"http://www.java.com/\">",
            "line 9, column 7, decision `Status`, rule 1, column `Age in years`: \
             the expression language `http://www.java.com/` is not supported; write S-FEEL",
        ),
    ] {
        assert_eq!(findings_with(TABLE, old, new)[0], message);
    }
}

#[test]
fn one_reading_reports_everything_in_the_order_of_the_source() {
    let broken = TABLE
        .replace("&gt;= 18", "?!")
        .replace("\"Approved\"</text></outputEntry>", "Approved</text></outputEntry>")
        .replace("name=\"Risk\" typeRef=\"string\"", "name=\"Risk\" typeRef=\"text\"");
    let found = findings(&broken);
    assert_eq!(found.len(), 3, "{found:?}");
    for (found, line) in found.iter().zip(["line 9, column 19", "line 10, column 14", "line 14, column 24"]) {
        assert!(found.starts_with(line), "{found}");
    }
}

#[test]
fn an_empty_input_cell_asks_nothing_and_a_label_names_a_rule() {
    let model = TABLE
        .replace("<text>&gt;= 18</text>", "<text> </text>")
        .replace("<text>\"Low\"</text></inputEntry>", "</inputEntry>")
        .replace("<rule>", "<rule label=\"all\">");
    let program = program(&model);
    let rule = &program.table("Status").unwrap().rules()[0];
    assert_eq!((rule.cells.as_slice(), rule.label.as_str()), ([UnaryTests::Any, UnaryTests::Any].as_slice(), "all"));
}

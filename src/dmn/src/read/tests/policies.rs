//! What hit policies ask of the outputs.

use super::{OPEN, findings, program, read, table, value};
use crate::Context;

#[test]
fn aggregations_put_together_what_they_can() {
    let collect = |aggregation: &str| format!("hitPolicy=\"COLLECT\" aggregation=\"{aggregation}\"");
    let message = |aggregation: &str, of: &str, answer: &str| {
        let output = format!("<output typeRef=\"{of}\"/>");
        let xml = format!("{OPEN}{}", table(&collect(aggregation), &output, &[&format!("-|{answer}")]));
        read(&xml).err().map(|findings| findings[0].to_string())
    };
    assert_eq!(message("SUM", "number", "1"), None);
    assert_eq!(message("SUM", "Any", "1"), None);
    assert_eq!(message("COUNT", "boolean", "true"), None);
    assert_eq!(message("MIN", "string", "\"a\""), None);
    // The type of a decision that counts is not that of what it counts.
    let counted = table(&collect("COUNT"), "<output/>", &["-|\"a\"", "-|\"b\""]);
    let counted = counted.replacen("<decisionTable", "<variable name=\"D\" typeRef=\"number\"/><decisionTable", 1);
    assert_eq!(value(&counted, "D", Context::default()), 2.into());
    assert_eq!(message("MAX", "date", "date(\"2020-01-01\")"), None);
    assert_eq!(
        message("SUM", "string", "\"a\"").unwrap(),
        "line 2, column 20, decision `D`, column `D`: aggregation `SUM` cannot put together a string"
    );
    assert_eq!(
        message("SUM", "Any", "\"a\"").unwrap(),
        "line 5, column 46, decision `D`, rule 1, column `D`: `\"a\"` is not a number"
    );
    assert_eq!(
        message("MAX", "boolean", "true").unwrap(),
        "line 2, column 20, decision `D`, column `D`: aggregation `MAX` cannot put together a boolean"
    );
}

#[test]
fn policies_that_rank_need_a_list_of_output_values_and_constants() {
    let values = "<output><outputValues><text>\"a\", \"b\"</text></outputValues></output>";
    for policy in ["PRIORITY", "OUTPUT ORDER"] {
        let attribute = format!("hitPolicy=\"{policy}\"");
        assert_eq!(program(&table(&attribute, values, &["-|\"b\"", "-|\"a\""])).decisions().len(), 1);
        assert_eq!(
            findings(&table(&attribute, "<output/>", &["-|\"a\""])),
            [format!(
                "line 2, column 20, decision `D`: the hit policy {policy} needs an output with a list of `outputValues`"
            )]
        );
        assert_eq!(
            findings(&table(&attribute, values, &["-|if n &gt; 1 then \"a\" else \"b\""])),
            [format!(
                "line 5, column 46, decision `D`, rule 1, column `D`: \
                 the hit policy {policy} ranks this output; write a constant"
            )]
        );
        assert_eq!(
            findings(&table(&attribute, values, &["-|\"c\""])),
            ["line 5, column 46, decision `D`, rule 1, column `D`: \
              `\"c\"` is not among the allowed values `\"a\", \"b\"`"]
        );
    }
}

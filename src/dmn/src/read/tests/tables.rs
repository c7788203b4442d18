//! Decision tables: what they are made of, and what they read.

use super::{TABLE, findings, findings_with, program, table, value};
use crate::{Context, Expression, HitPolicy, Kind, Outcome, Source, Type};

#[test]
fn reads_a_table_whole() {
    let program = program(TABLE);
    let table = program.table("Status").unwrap();

    assert_eq!(Some(table), program.table("d"));
    assert_eq!(table.hit_policy(), HitPolicy::First);
    assert_eq!(table.input_index("Risk"), Some(1));
    assert_eq!(table.inputs()[1].ty, Kind::String.into());
    assert_eq!(table.inputs()[0].expression, Some(Expression::Variable(0, "Age in years".to_owned())));
    assert_eq!(table.rules()[0].cells[0].to_string(), ">= 18");
    assert_eq!(table.rules()[0].label, "R1");
    assert_eq!(table.outputs()[0].column.ty, Kind::String.into());
    assert_eq!(table.annotation(0, "en"), Some("Of age, and low risk."));
    assert_eq!(table.annotation(0, "de"), None);
    assert_eq!(table.evaluate(&[18.into(), "Low".into()]), Outcome::Rule(0));
    assert_eq!(table.evaluate(&[17.into(), "Low".into()]), Outcome::Default);
    assert_eq!(table.evaluate_cases(&[]), Outcome::Refused(0), "a case is missing");
    assert_eq!(table.outputs()[0].default, Some(Expression::Literal("Declined".into())));
}

#[test]
fn the_compiled_form_is_short() {
    let json = serde_json::to_string(&program(TABLE)).unwrap();
    assert!(json.len() < 850, "{} bytes: {json}", json.len());
}

#[test]
fn a_table_that_stands_alone_reads_input_data_that_it_makes_up() {
    let program = program(TABLE);
    let decision = program.decision("Status").unwrap();
    // Risk is declared, though behind the table and not required.
    assert_eq!(decision.scope, [Source::Input(1), Source::Input(0)]);
    assert_eq!(program.inputs()[1].name, "Age in years");
    assert_eq!(program.inputs()[1].ty, Kind::Number.into());
    let facts = Context::from_iter([("Age in years", crate::Value::from(20)), ("Risk", "Low".into())]);
    assert_eq!(value(TABLE, "Status", facts), "Approved".into());

    // Two tables share what they make up.
    let two = table("", "<output/>", &["1|1"]).replace("</definitions>", "<decision name=\"E\">");
    let two = two + &table("", "<output/>", &["1|1"]).replace("\n<decision name=\"D\">", "");
    assert_eq!(self::program(&two).inputs().len(), 1);

    // So do two columns.
    let again =
        TABLE.replacen("<text>Risk</text>", "<text>Age in years</text>", 1).replace("\"High\", \"Low\"", "1, 2");
    let again = again.replace("<text>\"Low\"</text>", "<text>1</text>");
    assert_eq!(self::program(&again).decision("Status").unwrap().scope, [Source::Input(1)]);
}

#[test]
fn an_unknown_type_of_made_up_input_data_is_reported_once() {
    let model = table("", "<output/>", &["1|1"]).replace("typeRef=\"number\"", "typeRef=\"money\"");
    assert_eq!(
        findings(&model),
        ["line 3, column 8, decision `D`, column `n`: there is no type `money`; \
          declare it in an item definition, or use a built-in type such as `string`"]
    );
}

#[test]
fn a_decision_is_not_made_up_to_be_an_input() {
    let other = r#"<decision name="n"><literalExpression><text>1</text></literalExpression></decision></definitions>"#;
    assert_eq!(findings(&table("", "<output/>", &["1|1"]).replace("</definitions>", other)).len(), 1);
}

#[test]
fn cells_and_inputs_may_be_expressions_over_what_is_required() {
    let model = r##"
<inputData id="a" name="Age"><variable name="Age" typeRef="number"/></inputData>
<inputData id="l" name="Least"><variable name="Least" typeRef="number"/></inputData>
<decision name="D"><informationRequirement><requiredInput href="#a"/></informationRequirement>
<informationRequirement><requiredInput href="#l"/></informationRequirement>
<decisionTable><input><inputExpression><text>Age + 1</text></inputExpression></input><output typeRef="number"/>
<rule><inputEntry><text>&gt; Least</text></inputEntry><outputEntry><text>Age * 2</text></outputEntry></rule>
</decisionTable></decision></definitions>"##;
    assert_eq!(value(model, "D", Context::from_iter([("Age", 5), ("Least", 5)])), 10.into());
    let program = program(model);
    let column = &program.table("D").unwrap().inputs()[0];
    assert_eq!((column.name.as_str(), &column.ty), ("Age + 1", &Type::Any));
}

#[test]
fn an_input_has_the_type_of_what_it_reads() {
    let model = r##"
<itemDefinition name="tMan"><itemComponent name="shoe size"><typeRef>number</typeRef></itemComponent></itemDefinition>
<inputData id="m" name="Man"><variable name="Man" typeRef="tMan"/></inputData>
<decision name="D"><informationRequirement><requiredInput href="#m"/></informationRequirement>
<decisionTable><input><inputExpression><text>Man.shoe size</text></inputExpression></input><output/>
<rule><inputEntry><text>"large"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
</decisionTable></decision></definitions>"##;
    assert_eq!(
        findings(model),
        ["line 6, column 7, decision `D`, rule 1, column `Man.shoe size`: `\"large\"` is not a number"]
    );
}

#[test]
fn a_list_in_a_cell_stands_for_its_items() {
    assert_eq!(program(&table("", "<output/>", &["[1, 2]|1"])).decisions().len(), 1);
    assert_eq!(
        findings(&table("", "<output/>", &["[1, \"b\"]|1"])),
        ["line 5, column 7, decision `D`, rule 1, column `n`: `\"b\"` is not a number"]
    );
}

#[test]
fn outputs_have_names_and_the_types_of_the_decisions_components() {
    let model = r##"
<itemDefinition name="tAnswer"><itemComponent name="a/b"><typeRef>string</typeRef></itemComponent>
<itemComponent name="c"><typeRef>number</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tAnswers" isCollection="true"><typeRef>tAnswer</typeRef></itemDefinition>
<decision name="D"><variable name="D" typeRef="tAnswers"/><decisionTable hitPolicy="COLLECT">
<output name="a/b"/><output name="c"/>
<rule><outputEntry><text>"x"</text></outputEntry><outputEntry><text>1</text></outputEntry></rule>
</decisionTable></decision></definitions>"##;
    let row = Context::from_iter([("a/b", crate::Value::from("x")), ("c", 1.into())]);
    assert_eq!(value(model, "D", Context::default()), vec![row.into()].into());
    assert_eq!(
        findings_with(model, "<text>1</text>", "<text>\"1\"</text>"),
        ["line 7, column 50, decision `D`, rule 1, column `c`: `\"1\"` is not a number"]
    );
    assert_eq!(
        findings_with(model, "<output name=\"c\"/>", "<output/>"),
        ["line 6, column 21, decision `D`: one of several outputs has no name; give it one"]
    );
    assert_eq!(
        findings_with(model, "<output name=\"c\"/>", "<output name=\"a/b\"/>")[0],
        "line 6, column 21, decision `D`: two outputs of the table are called `a/b`; rename one"
    );
    assert_eq!(
        findings_with(model, "<output name=\"a/b\"/><output name=\"c\"/>", ""),
        ["line 5, column 59, decision `D`: the table has no output; add one"]
    );
    assert_eq!(
        findings_with(model, "hitPolicy=\"COLLECT\"", "hitPolicy=\"COLLECT\" aggregation=\"COUNT\"")[0],
        "line 5, column 59, decision `D`: aggregation `COUNT` needs a single output"
    );
}

#[test]
fn allowed_values_are_constants() {
    let values = "<output><outputValues><text>n</text></outputValues></output>";
    assert_eq!(findings(&table("", values, &["-|1"])).len(), 1);
    let empty = "<output><outputValues><text> </text></outputValues></output>";
    assert_eq!(program(&table("", empty, &["-|1"])).table("D").unwrap().outputs()[0].column.allowed, None);
}

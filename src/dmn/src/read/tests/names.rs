//! What a decision may read by name, required or not.

use super::{LOAN, TABLE, findings, findings_with, program, table, value};
use crate::{Context, Source, Value, check};

/// The dish of a season, as Camunda's examples are made: outputs are read by their own names.
const DISH: &str = r##"
<decision id="dish" name="Dish">
<informationRequirement><requiredDecision href="#season"/></informationRequirement>
<informationRequirement><requiredDecision href="#guests"/></informationRequirement>
<decisionTable hitPolicy="FIRST">
<input><inputExpression typeRef="string"><text>season</text></inputExpression></input>
<input><inputExpression typeRef="integer"><text>guestCount</text></inputExpression></input>
<input><inputExpression typeRef="boolean"><text>vegetarian</text></inputExpression></input>
<output name="desiredDish"/>
<rule><inputEntry><text>"Winter"</text></inputEntry><inputEntry><text>&lt;= 8</text></inputEntry><inputEntry/>
<outputEntry><text>"Roast"</text></outputEntry></rule>
<rule><inputEntry/><inputEntry/><inputEntry><text>true</text></inputEntry><outputEntry><text>"Pasta"</text></outputEntry></rule>
<rule><inputEntry/><inputEntry/><inputEntry/><outputEntry><text>"Stew"</text></outputEntry></rule>
</decisionTable></decision>
<decision id="season" name="Season"><decisionTable>
<input><inputExpression typeRef="integer"><text>temperature</text></inputExpression></input>
<output name="season" typeRef="string"/>
<rule><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>"Winter"</text></outputEntry></rule>
<rule><inputEntry><text>&gt;= 10</text></inputEntry><outputEntry><text>"Summer"</text></outputEntry></rule>
</decisionTable></decision>
<decision id="guests" name="Guest Count"><decisionTable>
<input><inputExpression typeRef="string"><text>dayType</text></inputExpression></input>
<output name="guestCount" typeRef="integer"/><output name="chairs" typeRef="integer"/>
<rule><inputEntry><text>"Weekday"</text></inputEntry><outputEntry><text>4</text></outputEntry><outputEntry/></rule>
<rule><inputEntry><text>"Holiday"</text></inputEntry><outputEntry><text>10</text></outputEntry><outputEntry/></rule>
</decisionTable></decision></definitions>"##;

fn dish(temperature: i64, day: &'static str, vegetarian: bool) -> Value {
    let facts: [(&str, Value); 3] =
        [("temperature", temperature.into()), ("dayType", day.into()), ("vegetarian", vegetarian.into())];
    value(DISH, "Dish", Context::from_iter(facts))
}

#[test]
fn outputs_of_required_tables_are_read_by_their_own_names() {
    assert_eq!(dish(5, "Weekday", false), "Roast".into());
    assert_eq!(dish(5, "Holiday", false), "Stew".into());
    assert_eq!(dish(20, "Weekday", true), "Pasta".into());
    let program = program(DISH);
    let column = &program.table("Dish").unwrap().inputs()[1];
    assert_eq!(column.expression.as_ref().unwrap().to_string(), "Guest Count.guestCount");
    assert_eq!(check(program.table("Season").unwrap()), []);
}

#[test]
fn of_two_outputs_with_one_name_neither_is_meant() {
    let two = DISH.replace("name=\"guestCount\"", "name=\"season\"");
    assert!(program(&two).inputs().iter().any(|input| input.name == "season"), "it is an input then");
}

#[test]
fn a_name_that_is_not_required_is_an_input_whatever_else_is_required() {
    let requirement = r##"<informationRequirement><requiredInput href="#a"/></informationRequirement><decisionTable"##;
    let alone = table("", "<output/>", &["1|1", "2|2"]);
    let data = r#"<inputData id="a" name="a"/></definitions>"#;
    let model = alone.replacen("<decisionTable", requirement, 1).replacen("</definitions>", data, 1);
    for model in [&alone, &model] {
        assert_eq!(value(model, "D", Context::from_iter([("n", 2)])), 2.into());
    }
    assert_eq!(program(&model).decisions()[0].scope, [Source::Input(0), Source::Input(1)]);

    let logic = |text: &str| {
        format!(
            "<decision name=\"D\"><literalExpression><text>{text}</text></literalExpression></decision></definitions>"
        )
    };
    assert_eq!(value(&logic("x + 1"), "D", Context::from_iter([("x", 2)])), 3.into());
    assert_eq!(value(&logic("if x &gt; y then x else y"), "D", Context::from_iter([("x", 2), ("y", 5)])), 5.into());
    let named = logic("rate per year + 1").replace("<decision ", "<inputData name=\"rate per year\"/><decision ");
    assert_eq!(value(&named, "D", Context::from_iter([("rate per year", 2)])), 3.into());
}

#[test]
fn input_data_of_the_model_is_read_without_a_requirement_too() {
    let requirement = r##"<informationRequirement><requiredInput href="urn:m#fee"/></informationRequirement>"##;
    let model = LOAN.replace(requirement, "");
    assert_eq!(program(&model), program(LOAN));
}

#[test]
fn decisions_and_functions_must_be_required() {
    let requirement = r##"<informationRequirement><requiredDecision href="#cost"/></informationRequirement>"##;
    let found = findings_with(LOAN, requirement, "");
    assert!(found[0].contains("`Cost` is a decision, which is not required here; add a requirement"), "{found:?}");
    let requirement = r##"<knowledgeRequirement><requiredKnowledge href="#interest"/></knowledgeRequirement>"##;
    let found = findings_with(LOAN, requirement, "");
    assert!(found[0].contains("the function `Interest` is not known here"), "{found:?}");
}

#[test]
fn in_a_cell_a_name_that_is_not_known_is_a_text_without_quotation_marks() {
    for (old, new) in [
        ("\"Low\"</text></inputEntry>", "Low</text></inputEntry>"),
        ("\"Approved\"</text></outputEntry>", "Approved</text></outputEntry>"),
    ] {
        let found = findings_with(TABLE, old, new);
        assert!(found[0].contains("is not known here"), "{found:?}");
        assert!(found[0].contains("a text stands in quotation marks"), "{found:?}");
    }
    assert!(findings(&table("", "<output/>", &["&lt; limit|1"]))[0].contains("`limit` is not known here"));
}

#[test]
fn names_that_nobody_requires_are_bounded() {
    let many: String = (0..2_000).map(|n| format!("x{n} + ")).collect();
    let logic = format!(
        "<decision name=\"D\"><literalExpression><text>{many}1</text></literalExpression></decision></definitions>"
    );
    assert!(findings(&logic)[0].contains("`x32` is not known here"), "{:?}", findings(&logic));
    // Another decision of the model is none of them.
    let other = "<decision name=\"Other\"><literalExpression><text>1</text></literalExpression></decision>";
    let logic = format!(
        "{other}<decision name=\"D\"><literalExpression><text>Other + 1</text></literalExpression></decision></definitions>"
    );
    assert!(findings(&logic)[0].contains("`Other` is a decision, which is not required here; add a requirement"));
}

//! Tables in the shapes that modelling tools write, beside those of the standard.

use super::{TABLE, findings, findings_with, program, table, value};
use crate::{Context, HitPolicy, Kind, Outcome, Program, Type, Value, check};

/// A table with a number as its input, of this type.
fn typed(type_ref: &str, rows: &[&str]) -> String {
    table("", "<output/>", rows).replace("typeRef=\"number\"", &format!("typeRef=\"{type_ref}\""))
}

fn number(model: &str, n: &str) -> Value {
    let n: Value = crate::feel::literal(n).unwrap();
    program(model).evaluate("D", &Context::from_iter([("n", n)])).value
}

/// What the check says of the only table.
fn checked(program: &Program) -> Vec<String> {
    program.tables().flat_map(check).map(|finding| finding.message).collect()
}

#[test]
fn types_of_other_engines_are_numbers_with_or_without_a_fraction() {
    for (type_ref, ty) in [
        ("integer", Type::Integer),
        ("long", Type::Integer),
        ("feel:integer", Type::Integer),
        ("double", Kind::Number.into()),
    ] {
        let program = program(&typed(type_ref, &["1|1"]));
        assert_eq!(program.table("D").unwrap().inputs()[0].ty, ty, "{type_ref}");
    }
    // A definition of the model's own comes first.
    let own = r#"<itemDefinition name="integer"><typeRef>string</typeRef></itemDefinition>"#;
    let model = format!("{own}{}", typed("integer", &["\"a\"|1"]));
    assert_eq!(program(&model).table("D").unwrap().inputs()[0].ty, Kind::String.into());
}

#[test]
fn between_two_whole_numbers_there_is_no_gap() {
    let whole = ["&lt;= 5|1", "[6..10]|2", "&gt; 10|3"];
    assert_eq!(checked(&program(&typed("integer", &whole))), Vec::<String>::new());
    assert_eq!(checked(&program(&typed("double", &whole))), ["no rule covers `n = 5.1`; add a rule or a default"]);
    let low = ["&lt; 5.5|1", "&gt;= 7|2"];
    assert_eq!(checked(&program(&typed("integer", &low))), ["no rule covers `n = 6`; add a rule or a default"]);
    let high = ["&lt;= 10|1", "&gt; 11|2"];
    assert_eq!(checked(&program(&typed("integer", &high))), ["no rule covers `n = 11`; add a rule or a default"]);
    let overlap = ["&lt; 6|1", "&gt;= 5|2"];
    assert!(checked(&program(&typed("integer", &overlap)))[0].contains("`n = 5`"));
}

#[test]
fn a_whole_number_has_no_fraction() {
    let model = typed("integer", &["&lt;= 5|1", "&gt; 5|2"]);
    assert_eq!((number(&model, "5"), number(&model, "6.0")), (1.into(), 2.into()));
    assert_eq!(
        program(&model).table("D").unwrap().evaluate(&["5.5".parse::<crate::Number>().unwrap().into()]),
        Outcome::Refused(0)
    );
    assert_eq!(
        findings(&typed("integer", &["5.5|1"])),
        ["line 5, column 7, decision `D`, rule 1, column `n`: `5.5` is not a whole number"]
    );
    // The compiled form knows it as well.
    let program = program(&model);
    let json = serde_json::to_string(&program).unwrap();
    assert_eq!(serde_json::from_str::<Program>(&json).unwrap(), program);
}

#[test]
fn names_of_types_from_elsewhere_are_answered_with_what_to_write() {
    for (type_ref, meant) in [
        ("Number", "number"),
        ("int", "integer"),
        ("feel:enumeration", "string"),
        ("feel.string", "string"),
        ("feel:datetime", "date and time"),
        ("Boolean", "boolean"),
        ("java.util.List", ""),
    ] {
        let message = findings(&typed(type_ref, &["-|1"])).remove(0);
        match meant {
            "" => {
                assert!(message.ends_with("declare it in an item definition, or use a built-in type such as `string`"))
            }
            _ => assert!(message.ends_with(&format!("there is no type `{type_ref}`; write `{meant}`")), "{message}"),
        }
    }
}

#[test]
fn a_built_in_type_may_be_declared_as_itself() {
    let itself = r#"<itemDefinition name="date" isCollection="false"><typeRef>feel:date</typeRef></itemDefinition>"#;
    program(&format!("{itself}{TABLE}"));
    for other in [itself.replace("feel:date", "string"), itself.replace("\"false\"", "\"true\"")] {
        assert!(findings(&format!("{other}{TABLE}"))[0].contains("`date` is a built-in type"), "{other}");
    }
}

#[test]
fn hit_policies_are_read_by_their_letters_too() {
    use crate::Aggregation::{Count, Max, Min, Sum};
    let values = "<output><outputValues><text>1, 2</text></outputValues></output>";
    for (written, hit_policy) in [
        ("hitPolicy=\"U\"", HitPolicy::Unique),
        ("hitPolicy=\"A\"", HitPolicy::Any),
        ("hitPolicy=\"P\"", HitPolicy::Priority),
        ("hitPolicy=\"F\"", HitPolicy::First),
        ("hitPolicy=\"R\"", HitPolicy::RuleOrder),
        ("hitPolicy=\"O\"", HitPolicy::OutputOrder),
        ("hitPolicy=\"C\"", HitPolicy::Collect(None)),
        ("hitPolicy=\"C+\"", HitPolicy::Collect(Some(Sum))),
        ("hitPolicy=\"C&lt;\"", HitPolicy::Collect(Some(Min))),
        ("hitPolicy=\"C&gt;\"", HitPolicy::Collect(Some(Max))),
        ("hitPolicy=\"C#\"", HitPolicy::Collect(Some(Count))),
        ("hitPolicy=\"c\" aggregation=\"#\"", HitPolicy::Collect(Some(Count))),
        ("hitPolicy=\"collect\" aggregation=\"sum\"", HitPolicy::Collect(Some(Sum))),
        ("hitPolicy=\"Rule_Order\" aggregation=\"\"", HitPolicy::RuleOrder),
    ] {
        assert_eq!(
            program(&table(written, values, &["-|1"])).table("D").unwrap().hit_policy(),
            hit_policy,
            "{written}"
        );
    }
    assert!(
        findings(&table("hitPolicy=\"C*\"", values, &["-|1"]))[0].contains("hit policy `C*` is not known; use UNIQUE")
    );
}

#[test]
fn an_empty_answer_is_null() {
    let model = table(
        "",
        "<output typeRef=\"string\"><outputValues><text>\"a\"</text></outputValues></output>",
        &["1|", "2|null", "&gt; 2|\"a\""],
    );
    assert_eq!([number(&model, "1"), number(&model, "2"), number(&model, "3")], [Value::Null, Value::Null, "a".into()]);
    let ranked = "<output><outputValues><text>\"a\"</text></outputValues></output>";
    assert_eq!(
        findings(&table("hitPolicy=\"PRIORITY\"", ranked, &["1|"])),
        ["line 5, column 46, decision `D`, rule 1, column `D`: \
          the hit policy PRIORITY ranks this output; write one of the allowed values"]
    );
    assert_eq!(
        findings(&table("", "<output/>", &["1|2,5"])),
        ["line 5, column 59, decision `D`, rule 1, column `D`: \
          a fraction is written with a point, such as `2.5`; a list in brackets (at character 2)"]
    );
}

#[test]
fn a_description_speaks_for_columns_that_an_editor_does_not_show() {
    let said = |description: &str| {
        let with = format!("<rule><description>{description}</description>");
        let without = TABLE.replace("<rule>", &with);
        let start = without.find("<annotationEntry>").unwrap();
        let end = without.find("</rule>").unwrap();
        program(&[&without[..start], &without[end..]].concat())
    };
    for description in ["en: So.\nfr : C’est ainsi.", "fr: C’est\nainsi. / en: So.", "en: So. | fr:C’est ainsi."]
    {
        let program = said(description);
        let table = program.table("Status").unwrap();
        assert_eq!(
            (table.annotation(0, "en"), table.annotation(0, "fr")),
            (Some("So."), Some("C’est ainsi.")),
            "{description}"
        );
    }
    let program = said("Either/or: en: no");
    assert_eq!(program.table("Status").unwrap().annotation(0, "en"), None, "a name stands at the begin of a part");

    let twice = |text: &str| {
        let description = format!("<rule><description>en: {text}</description>");
        super::read(&format!("{}{}", super::OPEN, TABLE.replace("<rule>", &description)))
    };
    assert!(twice("Of age, and low risk.").is_ok(), "the same is said twice");
    assert_eq!(
        twice("So.").unwrap_err()[0].to_string(),
        "line 9, column 1, decision `Status`, rule 1, column `en`: \
         the rule says one thing in this column and another in its `description`; keep one"
    );
}

#[test]
fn annotations_need_no_columns() {
    let bare = TABLE.replace("<annotation name=\"en\"/><annotation name=\"fr\"/>", "");
    let one = program(&bare);
    let one = one.table("Status").unwrap();
    assert_eq!((one.annotation(0, "1"), one.annotation(0, "2")), (Some("Of age, and low risk."), Some("Majeur.")));

    let start = bare.find("<annotationEntry>").unwrap();
    let none = [&bare[..start], &bare[bare.find("</rule>").unwrap()..]].concat();
    let described = |text: &str| program(&none.replace("<rule>", &format!("<rule><description>{text}</description>")));
    let named = described("en: So.\nfr: Ainsi.");
    assert_eq!(named.table("Status").unwrap().annotations(), ["en", "fr"]);
    assert_eq!(named.table("Status").unwrap().annotation(0, "fr"), Some("Ainsi."));
    let plain = described("So.");
    assert_eq!(plain.table("Status").unwrap().annotation(0, "description"), Some("So."));
    assert!(program(&none).table("Status").unwrap().annotations().is_empty());
}

#[test]
fn prefixes_before_elements_and_types_make_no_difference() {
    let prefixed = TABLE
        .replace("</", "</dmn:")
        .replace("<dmn:", "<")
        .replace('<', "<dmn:")
        .replace("<dmn:/dmn:", "</dmn:")
        .replace("<dmn:/", "</dmn:");
    let open = super::OPEN
        .replace("<definitions xmlns=", "<dmn:definitions xmlns:dmn=")
        .replace("name=\"m\"", "name=\"m\" xmlns:feel=\"urn:feel\"");
    let prefixed = prefixed.replace("typeRef=\"string\"", "typeRef=\"feel:string\"");
    assert_eq!(super::read(&format!("{open}{prefixed}")).unwrap(), program(TABLE));
}

#[test]
fn a_cell_may_name_equality() {
    let model = typed("number", &["= 1|1", "!= 1|2"]);
    assert_eq!([number(&model, "1"), number(&model, "2"), number(&model, "null")], [1.into(), 2.into(), 2.into()]);
    assert_eq!(checked(&program(&model)), Vec::<String>::new());
    assert_eq!(value(&typed("number", &["= 1, = 2|1"]), "D", Context::from_iter([("n", 2)])), 1.into());
    for (cell, message) in [
        ("!= 1, != 2", "`!=` stands alone; write `not(…)` around a list of values (at character 5)"),
        ("1, != 2", "`!=` stands alone; write `not(…)` around a list of values (at character 4)"),
        ("== 1", "found `=` where a value should stand; equality is a single `=` (at character 2)"),
    ] {
        assert!(findings(&typed("number", &[&format!("{cell}|1")]))[0].ends_with(message), "{cell}");
    }
    assert!(findings_with(TABLE, "&gt;= 18", "= \"a\"")[0].ends_with("`\"a\"` is not a number"));
}

#[test]
fn a_constant_that_is_no_value_is_said_when_it_is_read() {
    for (cell, said) in [
        ("date(\"2017-02-30\")", "`date(\"2017-02-30\")` has no value: "),
        ("&lt; date(\"2017-02-30\")", "`date(\"2017-02-30\")` has no value: "),
        ("not(time(\"12:00:00+0000\"))", "`time(\"12:00:00+0000\")` has no value: "),
        ("[date(\"2017-01-01\")..date(\"2017-04-31\")]", "`date(\"2017-04-31\")` has no value: "),
        ("duration(\"P1Y1D\")", "`duration(\"P1Y1D\")` has no value: "),
    ] {
        for model in [typed("Any", &[&format!("{cell}|1")]), typed("Any", &[&format!("1|{cell}")])] {
            let found = super::read(&format!("{}{model}", super::OPEN)).map_err(super::messages);
            match found {
                Err(found) => assert!(found.len() == 1 && found[0].contains(said), "{found:?}"),
                Ok(_) => panic!("{cell} was read"),
            }
            if cell.contains("&lt;") || cell.starts_with(['n', '[']) {
                break;
            }
        }
    }
    let limits = "<inputValues><text>date(\"2017-02-30\")</text></inputValues></input>";
    let model = typed("date", &["-|1"]).replacen("</input>", limits, 1);
    assert!(findings(&model)[0].contains("`date(\"2017-02-30\")` has no value: "));
    // What facts decide may have a value, and that of nothing is null.
    program(&typed("number", &["1|10 / n", "2|date(null)", "3|1 / 0"]));
}

/// A table whose input is a text, `a` or `b`.
fn limited(rows: &[&str]) -> String {
    let limits = "<inputValues><text>\"a\", \"b\"</text></inputValues></input>";
    typed("string", rows).replacen("</input>", limits, 1)
}

#[test]
fn a_cell_may_ask_for_null_beside_allowed_values() {
    let model = limited(&["null|1", "not(null)|2"]);
    assert_eq!([number(&model, "null"), number(&model, "\"a\"")], [1.into(), 2.into()]);
    assert_eq!(number(&model, "\"c\""), Value::Null, "other values are refused as before");
    assert_eq!(checked(&program(&model)), Vec::<String>::new());
    // Whoever asks for it must answer for it.
    assert_eq!(checked(&program(&limited(&["\"a\", null|1", "\"b\"|2"]))), Vec::<String>::new());
    assert_eq!(checked(&program(&limited(&["not(null)|1"]))), ["no rule covers `n = null`; add a rule or a default"]);
    // Where nobody asks, it is refused.
    let silent = program(&limited(&["-|1"]));
    assert_eq!(silent.table("D").unwrap().evaluate(&[Value::Null]), Outcome::Refused(0));
}

#[test]
fn not_may_rule_out_what_is_not_allowed() {
    let model = limited(&["not(\"c\")|1"]);
    assert_eq!(number(&model, "\"a\""), 1.into());
    assert_eq!(checked(&program(&model)), Vec::<String>::new());
    assert_eq!(checked(&program(&limited(&["not(\"a\")|1", "\"a\"|2"]))), Vec::<String>::new());
    let other = findings(&limited(&["not(1)|1"])).remove(0);
    assert!(other.ends_with("`1` is not a string"), "{other}");
}

#[test]
fn a_list_of_values_in_a_cell_is_proven_as_its_items_are() {
    let model = typed("number", &["[1, 2]|1", "not([1, 2])|2"]);
    assert_eq!(checked(&program(&model)), Vec::<String>::new());
    assert_eq!([number(&model, "2"), number(&model, "3")], [1.into(), 2.into()]);
}

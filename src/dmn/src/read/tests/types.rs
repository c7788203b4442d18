//! Item definitions and type references.

use super::{TABLE, findings, program};
use crate::{Kind, Type, UnaryTests};

/// A model with these item definitions, whose input has the type `t`.
fn with(definitions: &str) -> String {
    format!("\n{definitions}\n<inputData name=\"x\"><variable name=\"x\" typeRef=\"t\"/></inputData></definitions>")
}

/// The type of that input.
fn type_of(definitions: &str) -> Type {
    program(&with(definitions)).inputs()[0].ty.clone()
}

#[test]
fn an_item_definition_is_followed_to_the_end() {
    assert_eq!(type_of(r#"<itemDefinition name="t"><typeRef>string</typeRef></itemDefinition>"#), Kind::String.into());
    assert_eq!(
        type_of(
            r#"<itemDefinition name="t"><typeRef>my:other</typeRef></itemDefinition>
            <itemDefinition name="other"><typeRef>feel:dateTime</typeRef></itemDefinition>"#
        ),
        Kind::DateTime.into()
    );
    assert_eq!(type_of(r#"<itemDefinition name="t"/>"#), Type::Any);
    assert_eq!(
        type_of(
            r#"<itemDefinition name="t" isCollection="true"><itemComponent name="a"><typeRef>number</typeRef></itemComponent>
            <itemComponent name="b" isCollection="true"><typeRef>string</typeRef></itemComponent>
            <itemComponent name="c"><itemComponent name="d"><typeRef>Any</typeRef></itemComponent></itemComponent>
            </itemDefinition>"#
        ),
        Type::List(Box::new(Type::Context(vec![
            ("a".to_owned(), Kind::Number.into()),
            ("b".to_owned(), Type::List(Box::new(Kind::String.into()))),
            ("c".to_owned(), Type::Context(vec![("d".to_owned(), Type::Any)])),
        ])))
    );
}

#[test]
fn allowed_values_are_those_of_the_items_and_constraints_those_of_the_whole() {
    let limited = type_of(
        r#"<itemDefinition name="t" isCollection="true"><typeRef>number</typeRef>
        <allowedValues><text>[0..9]</text></allowedValues></itemDefinition>"#,
    );
    assert!(limited.admits(&vec![1.into(), 9.into()].into()));
    assert!(!limited.admits(&vec![1.into(), 10.into()].into()));
    let both = type_of(
        r#"<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues>
        <typeConstraint><text>&lt; 10</text></typeConstraint></itemDefinition>"#,
    );
    assert!(both.admits(&5.into()) && !both.admits(&10.into()) && !both.admits(&(-1).into()));
    let empty = type_of(
        r#"<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text/></allowedValues>
        </itemDefinition>"#,
    );
    assert_eq!(empty, Kind::Number.into());
}

#[test]
fn a_column_takes_the_allowed_values_of_its_type() {
    let table = TABLE
        .replace(r#"name="Risk" typeRef="string""#, r#"name="Risk" typeRef="tRisk""#)
        .replace("<inputValues><text>\"High\", \"Low\"</text></inputValues>", "");
    let definition = r#"<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"High", "Low"</text>
        </allowedValues></itemDefinition>"#;
    let program = program(&format!("{definition}{table}"));
    let column = &program.table("Status").unwrap().inputs()[1];
    assert_eq!(column.ty, Kind::String.into());
    assert_eq!(column.allowed.as_ref().map(UnaryTests::to_string).as_deref(), Some(r#""High", "Low""#));
}

#[test]
fn a_type_that_cannot_be_followed_is_a_finding() {
    for (definitions, message) in [
        (
            r#"<itemDefinition name="t"><typeRef>other.tThing</typeRef></itemDefinition>"#,
            "line 2, column 1: there is no type `other.tThing`; \
             declare it in an item definition, or use a built-in type such as `string`",
        ),
        (
            "",
            "line 3, column 21: there is no type `t`; \
             declare it in an item definition, or use a built-in type such as `string`",
        ),
        (
            r#"<itemDefinition name="t"><typeRef>u</typeRef></itemDefinition><itemDefinition name="u"><itemComponent name="c"><typeRef>t</typeRef></itemComponent></itemDefinition>"#,
            "line 2, column 1: the item definitions refer to each other in a circle: `t`, `u`",
        ),
        (
            r#"<itemDefinition name="t"><functionItem/></itemDefinition>"#,
            "line 2, column 26: a function cannot be a value here; require a business knowledge model",
        ),
        (
            r#"<itemDefinition name="t"><typeRef>string</typeRef><itemComponent name="c"/></itemDefinition>"#,
            "line 2, column 51: an item definition has either a `typeRef` or components, not both",
        ),
        (
            r#"<itemDefinition name="t"><itemComponent name="c"/><itemComponent name="c"/></itemDefinition>"#,
            "line 2, column 51: two components are called `c`; rename one",
        ),
        (
            r#"<itemDefinition name="t"><itemComponent/></itemDefinition>"#,
            "line 2, column 26: a component has no name; give it one",
        ),
        (
            r#"<itemDefinition name="t"/><itemDefinition name="t"/>"#,
            "line 2, column 27: another item definition is called `t` as well; rename one",
        ),
        (
            r#"<itemDefinition/><itemDefinition name="t"/>"#,
            "line 2, column 1: an item definition has no name; give it one",
        ),
        (
            r#"<itemDefinition name="t"/><itemDefinition name="date"/>"#,
            "line 2, column 27: `date` is a built-in type; call the item definition otherwise",
        ),
        (
            r#"<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>"a"</text></allowedValues></itemDefinition>"#,
            "line 2, column 51: `\"a\"` is not a number",
        ),
        (
            r#"<itemDefinition name="t" typeLanguage="http://www.w3.org/2001/XMLSchema"><typeRef>string</typeRef></itemDefinition>"#,
            "line 2, column 1: the type language `http://www.w3.org/2001/XMLSchema` is not supported; write S-FEEL",
        ),
    ] {
        assert_eq!(findings(&with(definitions)), [message]);
    }
}

#[test]
fn a_type_that_cannot_be_read_is_reported_once() {
    let definition = r#"<itemDefinition name="t"><typeRef>nothing</typeRef></itemDefinition>"#;
    let again = r#"<inputData name="y"><variable name="y" typeRef="t"/></inputData><inputData name="x">"#;
    assert_eq!(findings(&with(definition).replace("<inputData name=\"x\">", again)).len(), 1);
}

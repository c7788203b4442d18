//! The values of test files: XML Schema's simple types, lists and components, as values of FEEL.

use std::str::FromStr;

use dmn::{Context, Date, DateTime, DaysDuration, MonthsDuration, Number, Time, Value};

use crate::xml::Element;

/// The value of an element of the schema's `valueType`, such as `inputNode`, `expected`, `item` or `component`. One
/// that holds nothing is null.
pub fn value(holder: &Element) -> Result<Value, String> {
    if let Some(simple) = holder.child("value") {
        return if is_nil(simple) { Ok(Value::Null) } else { scalar(simple) };
    }
    if let Some(list) = holder.child("list") {
        let items = || list.all("item").map(value).collect::<Result<_, _>>().map(Value::List);
        return if is_nil(list) { Ok(Value::Null) } else { items() };
    }
    if holder.child("component").is_none() {
        return Ok(Value::Null);
    }
    let mut context = Context::default();
    for component in holder.all("component") {
        let name = component.attribute("name").ok_or("a component has no name")?;
        context.set(name.to_owned(), value(component).map_err(|error| format!("component `{name}`: {error}"))?);
    }
    Ok(context.into())
}

/// The schema allows any simple type: `xsi:type` says which, and without it a text is only that.
fn scalar(element: &Element) -> Result<Value, String> {
    let type_name = element.schema_attribute("type").unwrap_or("string");
    let type_name = type_name.rsplit(':').next().unwrap_or_default().trim();
    // XML Schema collapses white space around everything but strings.
    let text = element.text.trim();
    let read = match type_name {
        "string" | "normalizedString" | "token" | "anySimpleType" | "anyURI" => Some(element.text.clone().into()),
        "boolean" => boolean(text),
        "decimal" | "double" | "float" | "integer" | "int" | "long" | "short" | "byte" | "nonNegativeInteger"
        | "nonPositiveInteger" | "positiveInteger" | "negativeInteger" | "unsignedInt" | "unsignedLong"
        | "unsignedShort" | "unsignedByte" => number(text),
        "date" => parsed::<Date>(text),
        "time" => parsed::<Time>(text),
        "dateTime" => parsed::<DateTime>(text),
        // XML Schema's duration is either of FEEL's two.
        "duration" => parsed::<DaysDuration>(text).or_else(|| parsed::<MonthsDuration>(text)),
        "dayTimeDuration" => parsed::<DaysDuration>(text),
        "yearMonthDuration" => parsed::<MonthsDuration>(text),
        _ => return Err(format!("the type `{type_name}` is not known")),
    };
    read.ok_or_else(|| format!("`{text}` is not a {type_name}"))
}

fn parsed<T: FromStr + Into<Value>>(text: &str) -> Option<Value> {
    text.parse::<T>().ok().map(T::into)
}

fn boolean(text: &str) -> Option<Value> {
    match text {
        "true" | "1" => Some(true.into()),
        "false" | "0" => Some(false.into()),
        _ => None,
    }
}

/// XML Schema also allows a sign for what is positive, and a point with nothing behind it.
fn number(text: &str) -> Option<Value> {
    let text = text.strip_prefix('+').unwrap_or(text);
    parsed::<Number>(text.strip_suffix('.').unwrap_or(text))
}

fn is_nil(element: &Element) -> bool {
    matches!(element.schema_attribute("nil"), Some("true" | "1"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    fn read(content: &str) -> Result<Value, String> {
        value(&xml::parse(&format!(r#"<expected xmlns:xsi="i" xmlns:xsd="s">{content}</expected>"#)).unwrap())
    }

    fn simple(type_name: &str, text: &str) -> Result<Value, String> {
        read(&format!(r#"<value xsi:type="xsd:{type_name}">{text}</value>"#))
    }

    fn feel(kind: &str, text: &str) -> String {
        simple(kind, text).unwrap().to_string()
    }

    #[test]
    fn each_type_of_xml_schema_is_one_of_feel() {
        assert_eq!(simple("string", " a "), Ok(" a ".into()));
        assert_eq!(simple("string", ""), Ok("".into()));
        assert_eq!(simple("boolean", " true "), Ok(true.into()));
        assert_eq!(simple("boolean", "0"), Ok(false.into()));
        assert_eq!(feel("date", "2016-12-24"), r#"date("2016-12-24")"#);
        assert_eq!(feel("time", "23:59:00-05:00"), r#"time("23:59:00-05:00")"#);
        assert_eq!(feel("dateTime", "2016-12-24T23:59:00"), r#"date and time("2016-12-24T23:59:00")"#);
        assert_eq!(simple("duration", "P1D").unwrap().kind(), Some(dmn::Kind::DaysDuration));
        assert_eq!(simple("duration", "P1Y2M").unwrap().kind(), Some(dmn::Kind::MonthsDuration));
    }

    #[test]
    fn numbers_are_read_in_every_spelling_of_xml_schema() {
        for (type_name, text, expected) in [
            ("decimal", "10.50", "10.5"),
            ("decimal", " +7. ", "7"),
            ("integer", "-12", "-12"),
            ("double", "1.5E3", "1500"),
            ("double", "-25e-1", "-2.5"),
        ] {
            assert_eq!(simple(type_name, text), Ok(expected.parse::<Number>().unwrap().into()), "{text}");
        }
    }

    #[test]
    fn what_has_no_type_is_a_text() {
        assert_eq!(read("<value>12</value>"), Ok("12".into()));
    }

    #[test]
    fn null_is_nil_wherever_it_stands_or_nothing_at_all() {
        for content in [
            "",
            r#"<value xsi:nil="true"/>"#,
            r#"<value xsi:type="xsd:decimal" xsi:nil="1"/>"#,
            r#"<list xsi:nil="true"/>"#,
        ] {
            assert_eq!(read(content), Ok(Value::Null), "{content}");
        }
        let component = read(r#"<component name="a" xsi:nil="true"/>"#).unwrap();
        assert_eq!(component.as_context().unwrap().get("a"), Some(&Value::Null));
    }

    #[test]
    fn lists_and_components_hold_each_other() {
        let item = r#"<item><component name="a"><value xsi:type="xsd:int">1</value></component></item>"#;
        let context = Context::from_iter([("a", 1)]);
        assert_eq!(
            read(&format!("<list>{item}<item><list/></item></list>")),
            Ok(vec![Value::from(context), Value::List(Vec::new())].into())
        );
        let nested = r#"<component name="a"><list><item><value>x</value></item></list></component>"#;
        assert_eq!(read(nested), Ok(Context::from_iter([("a", vec![Value::from("x")])]).into()));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(simple("decimal", "ten"), Err("`ten` is not a decimal".to_owned()));
        assert_eq!(simple("double", "INF"), Err("`INF` is not a double".to_owned()));
        assert_eq!(simple("duration", "P1Y1D"), Err("`P1Y1D` is not a duration".to_owned()));
        assert_eq!(simple("QName", "a"), Err("the type `QName` is not known".to_owned()));
        assert_eq!(read("<component/>"), Err("a component has no name".to_owned()));
    }
}

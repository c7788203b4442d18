//! What expressions evaluate to, as tables of FEEL texts: here the tools, and beside, by chapters of the standard.

mod arithmetic;
mod conversions;
mod fold;
mod functions;
mod limits;
mod logic;
mod paths;
mod print;
mod properties;

use super::Expression;
use crate::feel::Scope;
use crate::program::Run;
use crate::{Context, Type, Value};

/// The variables of all tests with their values.
fn variables() -> Vec<(&'static str, Value)> {
    let person = |name, age: i64| Context::from_iter([("name", Value::from(name)), ("age", age.into())]);
    let mut ann = person("Ann", 42);
    ann.set("home", Context::from_iter([("city", "Oslo"), ("shade", "blue")]));
    let mut turned = Context::from_iter([("age", 42)]);
    turned.set("name", "Ann");
    vec![
        ("nothing", Value::Null),
        ("seven", 7.into()),
        ("word", "foobar".into()),
        ("yes", true.into()),
        ("no", false.into()),
        ("numbers", vec![1.into(), 2.into(), 3.into()].into()),
        ("ann", ann.into()),
        ("people", vec![person("Ann", 42).into(), person("Bob", 17).into()].into()),
        ("first person", person("Ann", 42).into()),
        ("turned person", turned.into()),
        ("ageless person", Context::from_iter([("name", Value::from("Ann")), ("age", "old".into())]).into()),
        ("nobody", Context::default().into()),
    ]
}

fn scope() -> Scope {
    let mut scope = Scope::new();
    for (name, _) in variables() {
        scope.variable(name, Type::Any);
    }
    scope
}

fn parse(text: &str) -> Expression {
    crate::feel::expression(text, &scope()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The value in FEEL, and the messages of the findings.
fn evaluated(text: &str) -> (String, Vec<String>) {
    let frame: Vec<Value> = variables().into_iter().map(|(_, value)| value).collect();
    let mut run = Run::constants();
    let value = parse(text).evaluate(&mut run, &frame);
    (value.to_string(), run.findings().iter().map(|finding| finding.message.clone()).collect())
}

/// Each text has the value, and nobody has anything to say about it.
fn are(cases: &[(&str, &str)]) {
    for (text, value) in cases {
        assert_eq!(evaluated(text), ((*value).to_owned(), vec![]), "{text}");
    }
}

/// Each text is null, and that is as it should be.
fn are_null(texts: &[&str]) {
    for text in texts {
        are(&[(text, "null")]);
    }
}

/// Each text is null, because of one finding.
fn are_refused(cases: &[(&str, &str)]) {
    for (text, message) in cases {
        assert_eq!(evaluated(text), ("null".to_owned(), vec![(*message).to_owned()]), "{text}");
    }
}

//! The engine under test, asked with the generator's facts. Its values are compared by what is written.

use std::str::FromStr;

use bigdecimal::BigDecimal;
use dmn::{Context, Value};

use crate::model::Val;
use crate::print;

/// Facts as the engine takes them.
pub fn context(facts: &[(String, Val)]) -> Context {
    facts.iter().map(|(name, of)| (name.clone(), value(of))).collect()
}

fn value(of: &Val) -> Value {
    match of {
        Val::Null => Value::Null,
        Val::Boolean(value) => Value::from(*value),
        Val::Number(number) => Value::Number(number.to_plain_string().parse().unwrap()),
        Val::String(text) => Value::from(text.clone()),
        Val::Date(_) => Value::Date(print::bare(of).parse().unwrap()),
        Val::Time(..) => Value::Time(print::bare(of).parse().unwrap()),
        Val::DateTime(..) => Value::DateTime(print::bare(of).parse().unwrap()),
        Val::Days(_) => Value::DaysDuration(print::bare(of).parse().unwrap()),
        Val::Months(_) => Value::MonthsDuration(print::bare(of).parse().unwrap()),
        Val::List(items) => Value::List(items.iter().map(value).collect()),
        Val::Context(entries) => Value::Context(context(entries)),
    }
}

/// The engine's value as text, in which numbers have one form only.
pub fn text(value: &Value) -> String {
    match value {
        Value::Number(number) => {
            print::value(&Val::Number(BigDecimal::from_str(&number.to_string()).unwrap().normalized()))
        }
        Value::List(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", ")),
        Value::Context(context) => {
            let entry = |(name, of): (&str, &Value)| format!("\"{name}\": {}", text(of));
            format!("{{{}}}", context.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The naive interpreter's value in the same form.
pub fn expected(value: &Val) -> String {
    print::value(&normal(value))
}

fn normal(value: &Val) -> Val {
    match value {
        Val::Number(number) => Val::Number(number.normalized()),
        Val::List(items) => Val::List(items.iter().map(normal).collect()),
        Val::Context(entries) => Val::Context(entries.iter().map(|(name, of)| (name.clone(), normal(of))).collect()),
        other => other.clone(),
    }
}

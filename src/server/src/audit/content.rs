//! The content of one entry: its fields and its canonical form, in both formats.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::proof::{Entry, Form, OutsideAddress};
use crate::base::secret::digest;
use crate::store::trail::{self, entry_hash};

/// Every field of the content in format 1, in the order in which they stand.
const FIELDS_1: &[&str] =
    &["after", "at", "before", "chain", "event", "number", "policy", "previous", "rules", "subject", "who"];
/// The same in format 2.
const FIELDS_2: &[&str] =
    &["after", "at", "before", "chain", "event", "facts", "people", "policy", "rules", "salt", "subject", "who"];

/// What the proof of a chain reads in an entry.
pub struct Read {
    /// The hash of the entry before, if the entry says one.
    pub previous: Option<String>,
    /// What a seal lists; nothing where it is not shown.
    pub after: Option<Value>,
}

/// Reads an entry, and says everything that is wrong with it taken by itself.
pub fn read(entry: &Entry<'_>, wrong: &mut Vec<String>) -> Option<Read> {
    let hash = match entry.form {
        Form::First { content } => digest(content.as_bytes()),
        Form::Second { previous, content, .. } => entry_hash(entry.number, previous, &digest(content.as_bytes())),
        Form::NotShown { previous, content_hash } => entry_hash(entry.number, previous, content_hash),
    };
    if hash != entry.hash {
        wrong.push(format!("the hash is `{}`, but that of the content is `{hash}`", entry.hash));
    }
    match entry.form {
        Form::First { content } => {
            let mut fields = object(content, FIELDS_1, wrong)?;
            compare("number", Value::from(entry.number), &fields, wrong);
            compare_place(entry, &fields, wrong);
            let previous = fields.get("previous").and_then(Value::as_str).map(str::to_owned);
            Some(Read { previous, after: fields.remove("after") })
        }
        Form::Second { previous, content, outside } => {
            let mut fields = object(content, FIELDS_2, wrong)?;
            compare_place(entry, &fields, wrong);
            look_at_people(&fields, outside, wrong);
            Some(Read { previous: Some(previous.to_owned()), after: fields.remove("after") })
        }
        Form::NotShown { previous, .. } => Some(Read { previous: Some(previous.to_owned()), after: None }),
    }
}

/// The people that a content of format 2 names, each with the commitment to the address that they had.
pub fn people(content: &str) -> BTreeMap<String, String> {
    serde_json::from_str(content).map(|Named { people }| people).unwrap_or_default()
}

/// What of a content names people; the rest is passed over, which is quicker than reading it.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    people: BTreeMap<String, String>,
}

/// The content, which has to be an object in canonical form with these fields.
fn object(content: &str, fields: &[&str], wrong: &mut Vec<String>) -> Option<Map<String, Value>> {
    let value: Value = match serde_json::from_str(content) {
        Ok(value) => value,
        Err(error) => {
            wrong.push(format!("the content is not JSON: {error}"));
            return None;
        }
    };
    let canonical = value.to_string();
    if canonical != content || !is_plain(&value) {
        wrong.push("the content is not in canonical form".to_owned());
    }
    let Value::Object(object) = value else {
        wrong.push("the content is not an object".to_owned());
        return None;
    };
    let named: Vec<&str> = object.keys().map(String::as_str).collect();
    if named != fields {
        wrong.push(format!("the content has the fields `{}`, not `{}`", named.join(", "), fields.join(", ")));
    }
    Some(object)
}

/// Whoever acted is among the people, and what stands outside is what they commit to.
fn look_at_people(fields: &Map<String, Value>, outside: &[OutsideAddress], wrong: &mut Vec<String>) {
    let commitment = |id: &str| fields.get("people").and_then(|people| people.get(id)).and_then(Value::as_str);
    if let Some(who) = fields.get("who").and_then(Value::as_str)
        && commitment(who).is_none()
    {
        wrong.push(format!("who acted, `{who}`, is not among the people"));
    }
    for OutsideAddress { id, beside } in outside {
        let stored = trail::commitment(&beside.salt, &beside.address);
        if commitment(id) != Some(stored.as_str()) {
            wrong.push(format!("the address that stands beside for `{id}` is not the one of when the entry was made"));
        }
    }
}

/// Whether it has only such numbers and names as look the same in every library's canonical form: whole numbers, and
/// names in ASCII, which have the same order by bytes, characters and UTF-16.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_i64() || number.is_u64(),
        Value::Array(values) => values.iter().all(is_plain),
        Value::Object(fields) => fields.iter().all(|(name, value)| name.is_ascii() && is_plain(value)),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// What is known of the entry's place has to be what stands in the content.
fn compare_place(entry: &Entry<'_>, fields: &Map<String, Value>, wrong: &mut Vec<String>) {
    compare("chain", Value::from(entry.chain), fields, wrong);
    if let Some(subject) = entry.subject {
        compare("subject", Value::from(subject), fields, wrong);
    }
}

fn compare(name: &str, beside: Value, fields: &Map<String, Value>, wrong: &mut Vec<String>) {
    let inside = fields.get(name).unwrap_or(&Value::Null);
    if *inside != beside {
        wrong.push(format!("the {name} is stored as `{beside}`, but the content says `{inside}`"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A feature of serde_json that any crate can switch on would keep names in the order in which they came.
    #[test]
    fn names_are_written_in_order_whatever_the_order_in_which_they_came() {
        assert_eq!(json!({ "b": { "d": 1, "c": [] }, "a": null }).to_string(), r#"{"a":null,"b":{"c":[],"d":1}}"#);
        let read: Value = serde_json::from_str(r#"{"b":1,"a":2}"#).unwrap();
        assert_eq!(read.to_string(), r#"{"a":2,"b":1}"#);
    }

    #[test]
    fn texts_are_escaped_as_rfc_8785_says() {
        let text = "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}é\u{2028}😀";
        assert_eq!(json!(text).to_string(), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u{7f}é\u{2028}😀\"");
    }

    #[test]
    fn fractions_and_names_beyond_ascii_are_not_plain() {
        assert!(is_plain(&json!({ "a": [1, -1, u64::MAX, null, true, "é"] })));
        for value in [json!(1.5), json!([1.0]), json!({ "a": { "é": 1 } })] {
            assert!(!is_plain(&value), "{value}");
        }
    }
}

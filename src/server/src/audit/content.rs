//! The content of one entry: its fields and its canonical form.

use serde_json::{Map, Value};

use super::proof::Entry;
use crate::base::secret::digest;

/// Every field of an entry, in the order in which they stand.
const FIELDS: [&str; 11] =
    ["after", "at", "before", "chain", "event", "number", "policy", "previous", "rules", "subject", "who"];

/// What the proof of a chain reads in an entry.
pub struct Read {
    /// The hash of the entry before, if the content says one.
    pub previous: Option<String>,
    /// What a seal lists.
    pub after: Value,
}

/// Reads the content, and says everything that is wrong with the entry taken by itself.
pub fn read(entry: &Entry<'_>, wrong: &mut Vec<String>) -> Option<Read> {
    let hash = digest(entry.content.as_bytes());
    if hash != entry.hash {
        wrong.push(format!("the hash is `{}`, but that of the content is `{hash}`", entry.hash));
    }
    let value: Value = match serde_json::from_str(entry.content) {
        Ok(value) => value,
        Err(error) => {
            wrong.push(format!("the content is not JSON: {error}"));
            return None;
        }
    };
    let canonical = value.to_string();
    if canonical != entry.content || !is_plain(&value) {
        wrong.push("the content is not in canonical form".to_owned());
    }
    let Value::Object(mut fields) = value else {
        wrong.push("the content is not an object".to_owned());
        return None;
    };
    let named: Vec<&str> = fields.keys().map(String::as_str).collect();
    if named != FIELDS {
        wrong.push(format!("the content has the fields `{}`, not `{}`", named.join(", "), FIELDS.join(", ")));
    }
    compare(&fields, entry, wrong);
    let previous = fields.get("previous").and_then(Value::as_str).map(str::to_owned);
    Some(Read { previous, after: fields.remove("after").unwrap_or_default() })
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

/// What stands beside the content has to be what stands in it.
fn compare(fields: &Map<String, Value>, entry: &Entry<'_>, wrong: &mut Vec<String>) {
    let beside = [
        ("chain", Value::from(entry.chain)),
        ("number", Value::from(entry.number)),
        ("subject", Value::from(entry.subject)),
    ];
    for (name, beside) in beside {
        let inside = fields.get(name).unwrap_or(&Value::Null);
        if *inside != beside {
            wrong.push(format!("the {name} is stored as `{beside}`, but the content says `{inside}`"));
        }
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

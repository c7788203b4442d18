//! A line of an export, in either format.

use serde_json::{Map, Value};

use crate::audit::proof::OutsideAddress;
use crate::store::trail::reading::StoredAddress;

/// A line that has what every entry has.
pub struct ExportLine {
    pub chain: String,
    pub number: i64,
    /// Where it does not stand in the content alone.
    pub subject: Option<String>,
    pub hash: String,
    pub form: LineForm,
    /// The line, written anew.
    pub whole: String,
}

/// What the line shows; contents are written anew.
pub enum LineForm {
    First { content: String },
    Second { previous: String, content: String, outside: Vec<OutsideAddress> },
    NotShown { previous: String, content_hash: String },
}

impl ExportLine {
    /// Nothing where it is no entry, or has a field too many or too few beside the content.
    pub fn read(line: &str) -> Option<ExportLine> {
        let value: Value = serde_json::from_str(line).ok()?;
        let whole = value.to_string();
        let Value::Object(mut fields) = value else { return None };
        let hash = text(fields.remove("hash")?)?;
        let (chain, number) = (text(fields.get("chain")?.clone())?, fields.get("number")?.as_i64()?);
        let Some(format) = fields.remove("format") else {
            let subject = Some(text(fields.get("subject")?.clone())?);
            let content = Value::Object(fields).to_string();
            return Some(ExportLine { chain, number, subject, hash, form: LineForm::First { content }, whole });
        };
        if format != 2 {
            return None;
        }
        let form = second(fields)?;
        Some(ExportLine { chain, number, subject: None, hash, form, whole })
    }
}

/// What is left of a line of format 2 without its hash and its format.
fn second(mut fields: Map<String, Value>) -> Option<LineForm> {
    let previous = text(fields.remove("previous")?)?;
    if fields.len() == 3
        && let Some(content_hash) = fields.remove("content_hash")
    {
        return Some(LineForm::NotShown { previous, content_hash: text(content_hash)? });
    }
    let content = fields.remove("content")?.to_string();
    let Value::Object(outside) = fields.remove("outside")? else { return None };
    if fields.len() != 2 {
        return None;
    }
    let outside = outside.into_iter().map(|(id, beside)| Some(OutsideAddress { id, beside: read_beside(beside)? }));
    Some(LineForm::Second { previous, content, outside: outside.collect::<Option<_>>()? })
}

fn read_beside(beside: Value) -> Option<StoredAddress> {
    let Value::Object(mut fields) = beside else { return None };
    let (salt, address) = (text(fields.remove("salt")?)?, text(fields.remove("address")?)?);
    fields.is_empty().then_some(StoredAddress { salt, address })
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

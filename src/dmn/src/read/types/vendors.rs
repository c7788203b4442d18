//! Names of types that the standard does not have: those that are read, and what is meant by others.

use crate::{Kind, Type};

/// The types that Camunda's and Flowable's editors offer beside those of the standard.
pub(super) fn known(type_ref: &str) -> Option<Type> {
    Some(match bare(type_ref) {
        "integer" | "long" => Type::Integer,
        "double" => Kind::Number.into(),
        _ => return None,
    })
}

/// What to write instead of a name that stands for a type elsewhere.
pub(super) fn meant(type_ref: &str) -> Option<&'static str> {
    let name = bare(type_ref).to_lowercase();
    let name = name.strip_prefix("feel.").unwrap_or(&name);
    let name: String = name.chars().filter(|character| character.is_alphanumeric()).collect();
    Some(match name.as_str() {
        "integer" | "long" | "int" | "short" | "byte" | "biginteger" => "integer",
        "number" | "numeric" | "double" | "float" | "decimal" | "bigdecimal" | "real" => "number",
        "string" | "text" | "str" | "char" | "varchar" | "enumeration" | "enum" => "string",
        "boolean" | "bool" => "boolean",
        "date" | "localdate" => "date",
        "time" | "localtime" => "time",
        "datetime" | "dateandtime" | "timestamp" | "localdatetime" | "zoneddatetime" => "date and time",
        "duration" | "daytimeduration" | "daysandtimeduration" => "days and time duration",
        "period" | "yearmonthduration" | "yearsandmonthsduration" => "years and months duration",
        "list" | "collection" | "array" => "list",
        "context" | "map" => "context",
        "any" | "object" => "Any",
        _ => return None,
    })
}

/// The name without a prefix such as `feel:`.
fn bare(type_ref: &str) -> &str {
    type_ref.rsplit(':').next().unwrap_or_default().trim()
}

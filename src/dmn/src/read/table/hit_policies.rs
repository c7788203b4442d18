//! Hit policies and aggregations as tables on paper have them: single letters and signs (DMN 1.5, 8.2.10).

/// The hit policy's whole name, and the sign of the aggregation that follows a letter.
pub(super) fn spelled_out(written: &str) -> (String, Option<&str>) {
    let written = written.trim();
    let name = written.to_uppercase().replace('_', " ");
    let name = match name.as_str() {
        "U" | "" => "UNIQUE",
        "A" => "ANY",
        "P" => "PRIORITY",
        "F" => "FIRST",
        "R" => "RULE ORDER",
        "O" => "OUTPUT ORDER",
        "C" => "COLLECT",
        "C+" | "C<" | "C>" | "C#" => return ("COLLECT".to_owned(), written.get(1..)),
        "UNIQUE" | "ANY" | "PRIORITY" | "FIRST" | "RULE ORDER" | "OUTPUT ORDER" | "COLLECT" => &name,
        _ => written,
    };
    (name.to_owned(), None)
}

/// The aggregation's name.
pub(super) fn aggregation(written: &str) -> String {
    match written.trim() {
        "+" => "SUM".to_owned(),
        "<" => "MIN".to_owned(),
        ">" => "MAX".to_owned(),
        "#" => "COUNT".to_owned(),
        name => name.to_uppercase(),
    }
}

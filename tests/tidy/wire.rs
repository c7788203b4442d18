//! The house rules for what app and server send each other. The app reads JSON structs by the position of their fields,
//! which serde's other names for a field, and fields that serde passes over, would shift.

use super::{assert_none, texts};

/// What stands before a field that the app's build does not have at all: to pass it over shifts nothing there.
const SERVER_ONLY: &str = "#[cfg(feature = \"facts\")]\n    #[";

/// What serde may not be told of a type that the app reads.
const REFUSED: [&str; 5] = ["alias", "flatten", "skip", "skip_deserializing", "skip_serializing"];

#[test]
fn no_field_on_the_wire_has_another_name_or_is_passed_over() {
    let mut wrong = Vec::new();
    let crates = ["src/api/src/", "src/app/src/", "src/rules/src/"];
    for (file, text) in texts(&[".rs"]).into_iter().filter(|(file, _)| crates.iter().any(|own| file.starts_with(own))) {
        wrong.extend(refused(&text).map(|what| format!("{file}: serde may not be told `{what}`")));
    }
    assert_none(wrong);
}

#[test]
fn every_type_on_the_wire_is_written_and_read_in_a_test() {
    let mut declared = Vec::new();
    for (file, text) in texts(&[".rs"]) {
        let module = file.strip_prefix("src/api/src/").and_then(|file| file.strip_suffix(".rs"));
        let Some(module) = module.map(|module| module.replace('/', "::")) else { continue };
        declared.extend(types(&text).map(|name| format!("{module}::{name}")));
    }
    assert!(declared.len() > 60, "only {} types were found", declared.len());
    let tests = texts(&["src/app/tests/app/wire.rs"]);
    let tested: Vec<&str> = tests[0].1.lines().filter_map(|line| line.trim().strip_suffix(',')).collect();
    let untested = declared.into_iter().filter(|name| !tested.contains(&name.as_str()));
    assert_none(untested.map(|name| format!("{name} is missing in src/app/tests/app/wire.rs")).collect());
}

#[test]
fn the_rules_of_the_wire_can_be_broken() {
    let found = |text| refused(text).map(ToOwned::to_owned).collect::<Vec<String>>();
    assert_eq!(found("#[serde(default, alias = \"b\")]"), ["alias"]);
    assert_eq!(found("#[serde(\n    flatten,\n    skip\n)]"), ["flatten", "skip"]);
    assert_eq!(found("#[cfg_attr(any(a, b), serde(skip_deserializing))]"), ["skip_deserializing"]);
    let absent = "skip_serializing_if without default";
    assert_eq!(found("#[serde(skip_serializing_if = \"Option::is_none\")]"), [absent]);
    assert!(found("#[serde(default, skip_serializing_if = \"Option::is_none\")]").is_empty());
    let whole =
        "/// A.\n#[derive(B)]\n#[serde(default)]\npub struct C {\n#[serde(skip_serializing_if = \"d\")]\ne: F }";
    assert!(found(whole).is_empty());
    assert_eq!(found(&whole.replace("(default)", "(deny_unknown_fields)")), [absent]);
    assert_eq!(refused("    #[cfg(feature = \"facts\")]\n    #[serde(skip)]").count(), 0);
    let text = "#[derive(Clone, Serialize, Deserialize)]\n#[serde(default)]\n/// A.\npub struct B {}\n\
                #[derive(Serialize)]\npub struct C;\n#[derive(Deserialize, Serialize)]\npub enum D {";
    assert_eq!(types(text).collect::<Vec<_>>(), ["B", "D"]);
}

/// What a program tells serde though it may not. A field that is left out of the JSON must have a default.
fn refused(program: &str) -> impl Iterator<Item = &str> {
    let places = program.match_indices("serde(").filter(|(at, _)| !program[..*at].ends_with(SERVER_ONLY));
    places.flat_map(move |(at, mark)| {
        let settings = settings(&program[at + mark.len()..]);
        let names: Vec<&str> = settings.split(',').map(|setting| name(setting.trim())).collect();
        let is_absent = names.contains(&"skip_serializing_if");
        let has_default = names.contains(&"default") || type_has_default(&program[..at]);
        let absent = (is_absent && !has_default).then_some("skip_serializing_if without default");
        names.into_iter().filter(|name| REFUSED.contains(name)).chain(absent)
    })
}

/// Up to the parenthesis that closes.
fn settings(attribute: &str) -> &str {
    let mut depth = 0;
    let end = attribute.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0
    });
    &attribute[..end.unwrap_or(attribute.len())]
}

fn name(setting: &str) -> &str {
    setting.split([' ', '=', '(']).next().unwrap_or_default()
}

/// Whether the type that was begun last has a default for all its fields.
fn type_has_default(before: &str) -> bool {
    let Some(start) = before.rfind("pub struct ") else { return false };
    let about = before[..start].lines().rev().take_while(|line| line.starts_with("#[") || line.starts_with("///"));
    about.into_iter().any(|line| line.starts_with("#[serde(default"))
}

/// The names of the types that serde both writes and reads.
fn types(program: &str) -> impl Iterator<Item = &str> {
    program.split("#[derive(").skip(1).filter_map(|rest| {
        let (derived, rest) = rest.split_once(')')?;
        let derives = |name| derived.split(", ").any(|derived| derived == name);
        let declaration = rest.lines().find(|line| line.starts_with("pub "))?;
        let name = declaration.split([' ', '(', '{', ';', '<']).nth(2)?;
        (derives("Serialize") && derives("Deserialize")).then_some(name)
    })
}

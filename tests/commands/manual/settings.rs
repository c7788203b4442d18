//! The table of settings: keys and their meaning from the doc comments of `settings`, defaults from the program itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Write as _;

use server::settings::Settings;

use super::source;

/// Where settings are declared.
const FOLDER: &str = "src/server/src";
const FILES: [&str; 3] = ["src/server/src/settings.rs", "src/server/src/settings/", "src/api/src/session.rs"];

/// What must be set where anything of its table is, so that the defaults of the rest can be seen.
const LEAST: &str = "[mail]\nfrom = \"a@b.example\"\n[mail.smtp]\nhost = \"b.example\"\n[[service.places]]\n\
    [[sign_in.providers]]\nid = \"a\"\nname = \"A\"\nissuer = \"https://a.example\"\nclient_id = \"a\"\n";

/// A field as it is declared.
struct Field {
    name: String,
    ty: String,
    doc: String,
    /// Whether it must be given where its table is.
    required: bool,
}

/// The declared structures by name, and the words of enumerations.
#[derive(Default)]
struct Declared {
    structs: BTreeMap<String, Vec<Field>>,
    enums: BTreeMap<String, Vec<(String, String)>>,
}

/// The whole table, in Markdown.
pub fn table() -> String {
    let mut declared = Declared::default();
    let sources = source::files(FOLDER).into_iter().chain(source::files("src/api/src"));
    for (_, text) in sources.filter(|(file, _)| FILES.iter().any(|one| file.contains(one))) {
        declared.read(&text);
    }
    let (own, filled) = (defaults(None), defaults(Some(LEAST)));
    let default = |key: &str| own.get(key).or_else(|| filled.get(key)).cloned();
    let mut table = String::from("| key | default | what it is |\n|---|---|---|\n");
    declared.rows("Settings", "", &default, &mut table);
    table
}

impl Declared {
    fn read(&mut self, text: &str) {
        let mut lines = text.lines();
        let (mut is_defaulted, mut rename) = (false, String::new());
        while let Some(line) = lines.next() {
            if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
                self.structs.insert(name.to_owned(), fields(&body, is_defaulted));
            } else if let Some(name) = line.strip_prefix("pub enum ").and_then(|rest| rest.strip_suffix(" {")) {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
                self.enums.insert(name.to_owned(), words(&body, &rename));
            } else if line.starts_with("#[serde(") {
                is_defaulted = line.contains("(default");
                rename = line.split('"').nth(1).unwrap_or_default().to_owned();
            } else if line.starts_with("#[derive(") {
                (is_defaulted, rename) = (false, String::new());
            }
        }
    }

    fn rows(&self, of: &str, prefix: &str, default: &dyn Fn(&str) -> Option<String>, table: &mut String) {
        for field in &self.structs[of] {
            let (inner, is_list) = match field.ty.strip_prefix("Vec<") {
                Some(inner) => (inner, true),
                None => (field.ty.as_str(), false),
            };
            let key = format!("{prefix}{}", field.name);
            if self.structs.contains_key(inner) {
                let (shown, each) = if is_list { ("[]", "each a table of its own") } else { ("", "a table") };
                if !field.doc.is_empty() {
                    let _ = writeln!(table, "| **`{key}`** | {each} | {} |", field.doc);
                }
                self.rows(inner, &format!("{key}{shown}."), default, table);
                continue;
            }
            assert!(!field.doc.is_empty(), "the setting `{key}` has no doc comment");
            let words = self.enums.get(inner);
            let value = match default(&key.replace("[]", "")) {
                _ if field.required => "required".to_owned(),
                Some(value) => default_in_words(&value, words),
                None => "–".to_owned(),
            };
            let choice = words.map_or(String::new(), |words| {
                let words: Vec<String> = words.iter().map(|(_, word)| format!("`{word}`")).collect();
                format!(" One of {}.", words.join(", "))
            });
            let _ = writeln!(table, "| `{key}` | {value} | {}{choice} |", field.doc.replace('|', "\\|"));
        }
    }
}

fn fields(body: &[&str], is_defaulted: bool) -> Vec<Field> {
    let (mut fields, mut doc, mut attributes) = (Vec::new(), Vec::new(), String::new());
    for line in body.iter().map(|line| line.trim()) {
        if let Some(text) = line.strip_prefix("/// ") {
            doc.push(text);
        } else if line.starts_with("#[") {
            attributes.push_str(line);
        } else if let Some((name, ty)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
            let ty = ty.trim_end_matches(',');
            let inner = ty.strip_prefix("Option<").unwrap_or(ty).trim_end_matches('>');
            let required = !(is_defaulted || ty.starts_with("Option<") || attributes.contains("default"));
            if !attributes.contains("skip") {
                fields.push(Field { name: name.to_owned(), ty: inner.to_owned(), doc: doc.join(" "), required });
            }
            (doc, attributes) = (Vec::new(), String::new());
        }
    }
    fields
}

/// The variants of an enumeration, each with the word that stands for it.
fn words(body: &[&str], rename: &str) -> Vec<(String, String)> {
    let variants = body.iter().map(|line| line.trim().trim_end_matches(','));
    let variants = variants.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    let word = |variant: &str| match rename {
        "kebab-case" => {
            let split = variant.chars().flat_map(|c| c.is_uppercase().then_some('-').into_iter().chain([c]));
            split.collect::<String>().trim_start_matches('-').to_lowercase()
        }
        _ => variant.to_lowercase(),
    };
    variants.map(|variant| (variant.to_owned(), word(variant))).collect()
}

/// What the program takes where nothing is set, by key.
fn defaults(file: Option<&str>) -> BTreeMap<String, String> {
    let mut written = tempfile::NamedTempFile::new().unwrap();
    written.write_all(file.unwrap_or_default().as_bytes()).unwrap();
    let settings = Settings::load(Some(written.path())).unwrap();
    let debug = format!("{settings:#?}");
    let (mut values, mut path) = (BTreeMap::new(), Vec::new());
    for line in debug.lines().skip(1).map(str::trim) {
        let (name, value) = line.split_once(": ").unwrap_or(("", line));
        if value.ends_with(['{', '(', '[']) {
            path.push(name);
        } else if line.starts_with(['}', ')', ']']) {
            path.pop();
        } else {
            let key = path.iter().copied().chain([name]).filter(|part| !part.is_empty()).collect::<Vec<_>>();
            values.insert(key.join("."), value.trim_end_matches(',').to_owned());
        }
    }
    values
}

/// A default as one would write it.
fn default_in_words(value: &str, words: Option<&Vec<(String, String)>>) -> String {
    let word = words.and_then(|words| words.iter().find(|(variant, _)| variant == value)).map(|(_, word)| word);
    match (word, value.trim_matches('"')) {
        (Some(word), _) => format!("`{word}`"),
        (None, "None" | "" | "[]") => "–".to_owned(),
        (None, value) => format!("`{value}`"),
    }
}

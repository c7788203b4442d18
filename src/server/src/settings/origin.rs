//! Where each setting comes from: a flag, the environment, the file, or the program.

use std::path::Path;

use anyhow::Context;
use config::{Config, Environment, File, FileFormat};
use serde_json::{Map, Value};

use super::{PREFIX, Settings};

/// A setting that is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// With dots between its parts, as `mail.smtp.host`; those of a list by number, as `sign_in.providers[0].id`.
    pub key: String,
    /// Absent where nothing is set.
    pub value: Option<Value>,
    /// As people read it: `--data`, `ACCESS_DIRECTORY_LISTEN in the environment`, `the file`, `default`.
    pub origin: String,
}

/// All of them; `flags` are the keys that flags set, with the flags.
pub fn settings_with_origins(
    settings: &Settings,
    file: Option<&Path>,
    flags: &[(&'static str, &'static str)],
) -> anyhow::Result<Vec<Setting>> {
    let environment = keys(
        Config::builder().add_source(Environment::default().prefix(PREFIX).prefix_separator("_").separator("__")),
    )?;
    let in_file = match file {
        None => Vec::new(),
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the configuration file `{}`", file.display()))?;
            keys(Config::builder().add_source(File::from_str(&text, FileFormat::Toml)))?
        }
    };
    let mut found = Vec::new();
    flatten("", &serde_json::to_value(settings)?, &mut found);
    let setting = |(key, value): (String, Option<Value>)| {
        let is_in = |keys: &[String]| keys.iter().any(|other| covers(other, &key) || covers(&key, other));
        let flag = flags.iter().find(|(flagged, _)| *flagged == key);
        let origin = if let Some((_, flag)) = flag {
            (*flag).to_owned()
        } else if is_in(&environment) {
            format!("{PREFIX}_{} in the environment", key.to_ascii_uppercase().replace('.', "__"))
        } else if is_in(&in_file) {
            "the file".to_owned()
        } else {
            "default".to_owned()
        };
        Setting { key, value, origin }
    };
    Ok(found.into_iter().map(setting).collect())
}

/// The keys that a source sets.
fn keys(source: config::ConfigBuilder<config::builder::DefaultState>) -> anyhow::Result<Vec<String>> {
    let values: Map<String, Value> = source.build()?.try_deserialize()?;
    let mut found = Vec::new();
    flatten("", &Value::Object(values), &mut found);
    Ok(found.into_iter().map(|(key, _)| key).collect())
}

/// Whether one key is the other, or the table or list that the other is in.
fn covers(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn flatten(key: &str, value: &Value, found: &mut Vec<(String, Option<Value>)>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(&key, value, found);
            }
        }
        Value::Array(values) if values.iter().any(Value::is_object) => {
            for (number, value) in values.iter().enumerate() {
                flatten(&format!("{key}[{number}]"), value, found);
            }
        }
        Value::Null => found.push((key.to_owned(), None)),
        value => found.push((key.to_owned(), Some(value.clone()))),
    }
}

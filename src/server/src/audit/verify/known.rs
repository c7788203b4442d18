//! What is known of a trail from elsewhere, and must still be in it: a seal that was noted, or an earlier export.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::str::FromStr;

use anyhow::Context;

use super::line::ExportLine;
use crate::store::trail::SEALS;

/// A seal that somebody noted elsewhere: number and hash, as `7:9f2c…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedSeal {
    pub number: i64,
    pub hash: String,
}

impl FromStr for NotedSeal {
    type Err = String;

    fn from_str(text: &str) -> Result<NotedSeal, String> {
        let noted = text.split_once(':').and_then(|(number, hash)| Some((number.parse().ok()?, hash)));
        match noted {
            Some((number, hash)) if hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                Ok(NotedSeal { number, hash: hash.to_lowercase() })
            }
            _ => Err("a seal is its number, a colon, and the 64 digits of its hash".to_owned()),
        }
    }
}

/// Hashes that a trail must have.
#[derive(Clone, Debug, Default)]
pub struct Known {
    seal: Option<NotedSeal>,
    /// The last number of each chain of an earlier export, and its hash, which stands for all before it.
    heads: BTreeMap<String, (i64, String)>,
}

impl Known {
    pub fn new(seal: Option<NotedSeal>) -> Known {
        Known { seal, ..Known::default() }
    }

    /// Beside it, all that an earlier export has. Whether that was whole is another question.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it is no entry.
    pub fn with_export(mut self, path: &Path) -> anyhow::Result<Known> {
        let said = || format!("`{}` cannot be read", path.display());
        let file = File::open(path).with_context(said)?;
        for (index, line) in BufReader::new(file).lines().enumerate() {
            let entry = ExportLine::read(&line.with_context(said)?);
            let entry = entry.with_context(|| format!("line {} of `{}` is no entry", index + 1, path.display()))?;
            let head = self.heads.entry(entry.chain).or_default();
            if entry.number > head.0 {
                *head = (entry.number, entry.hash);
            }
        }
        Ok(self)
    }

    /// By chain and number.
    pub(super) fn hashes(&self) -> BTreeMap<(String, i64), &str> {
        let heads = self.heads.iter().map(|(chain, (number, hash))| ((chain.clone(), *number), hash.as_str()));
        let seal = self.seal.iter().map(|seal| ((SEALS.to_owned(), seal.number), seal.hash.as_str()));
        heads.chain(seal).collect()
    }
}

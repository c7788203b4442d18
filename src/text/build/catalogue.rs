//! Reads the Fluent files of both languages and joins them into one checked catalogue.
//! What a single message may contain stands in `message.rs`, what is written from it in `generate.rs`.

use std::fmt;

use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::parser;

use message::{Message, Usage};

mod generate;
mod message;
mod names;
mod typography;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    French,
}

/// What the areas begin with whose messages the app says only on pages that are loaded when they are needed: their files lie
/// in a folder of that name.
pub const PAGES: &str = "pages/";
/// The same of those that only the server says.
pub const SERVER: &str = "server/";

/// One Fluent file: `locales/<language>/<area>.ftl`.
pub struct Source {
    pub language: Language,
    pub area: String,
    pub text: String,
}

/// A reason to fail the build, written `locales/fr/common.ftl:12: `next`: …`.
#[derive(Debug, PartialEq)]
pub struct Finding {
    pub file: String,
    pub line: usize,
    /// Absent where the file cannot be read so far.
    pub id: Option<String>,
    pub problem: String,
}

/// All messages, in the order of the English files: a message's index is its place here.
#[derive(Debug)]
pub struct Catalogue {
    entries: Vec<Pair>,
}

/// One message in both languages, with the arguments in order of first use in English.
#[derive(Debug)]
struct Pair {
    english: Message,
    french: Message,
    arguments: Vec<Argument>,
}

#[derive(Debug)]
struct Argument {
    name: String,
    is_number: bool,
}

impl Catalogue {
    /// Answers everything that is wrong, not only the first.
    pub fn read(sources: &[Source]) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let english = read_language(sources, Language::English, &mut findings);
        let mut french = read_language(sources, Language::French, &mut findings);
        findings.extend(french.iter().flat_map(typography::check));

        let mut entries = Vec::new();
        for message in english {
            let Some(place) = french.iter().position(|other| other.id == message.id) else {
                findings.push(
                    message.finding(format!("is missing in French: add it to `locales/fr/{}.ftl`", message.area)),
                );
                continue;
            };
            match join(message, french.swap_remove(place)) {
                Ok(pair) => entries.push(pair),
                Err(finding) => findings.push(finding),
            }
        }
        findings.extend(french.iter().map(|message| {
            message.finding(format!("is missing in English: add it to `locales/en/{}.ftl`", message.area))
        }));

        if findings.is_empty() {
            return Ok(Self { entries });
        }
        Err(findings)
    }
}

impl Language {
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

impl Source {
    pub fn file(&self) -> String {
        format!("locales/{}/{}.ftl", self.language.tag(), self.area)
    }

    /// The line, from 1, of a byte offset.
    fn line_of(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    /// The line of a slice of this source's text: the syntax tree has no positions, but it borrows.
    fn line_of_slice(&self, slice: &str) -> usize {
        self.line_of((slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        match &self.id {
            Some(id) => write!(f, "`{id}`: {}", self.problem),
            None => write!(f, "{}", self.problem),
        }
    }
}

fn read_language(sources: &[Source], language: Language, findings: &mut Vec<Finding>) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for source in sources.iter().filter(|source| source.language == language) {
        for entry in parse(source, findings).body {
            let message = match message::read(source, entry) {
                Ok(Some(message)) => message,
                Ok(None) => continue,
                Err(finding) => {
                    findings.push(finding);
                    continue;
                }
            };
            match messages.iter().find(|other| other.id == message.id) {
                Some(first) => findings
                    .push(message.finding(format!("is there twice: first in `{}`, line {}", first.file, first.line))),
                None => messages.push(message),
            }
        }
    }
    messages
}

fn parse<'s>(source: &'s Source, findings: &mut Vec<Finding>) -> Resource<&'s str> {
    let (resource, errors) = match parser::parse(source.text.as_str()) {
        Ok(resource) => return resource,
        Err(failure) => failure,
    };
    for error in errors {
        // The id that stands at the head of the unreadable part, where there is one.
        let broken = error.slice.and_then(|range| source.text.get(range));
        let id = broken
            .and_then(|text| text.trim_start().split_once('='))
            .map(|(id, _)| id.trim().to_owned())
            .filter(|id| !id.contains(char::is_whitespace));
        findings.push(Finding {
            file: source.file(),
            line: source.line_of(error.pos.start),
            id,
            problem: format!("syntax error: {}", error.kind),
        });
    }
    let readable = resource.body.into_iter();
    Resource { body: readable.filter(|entry| !matches!(entry, Entry::Junk { .. })).collect() }
}

fn join(english: Message, french: Message) -> Result<Pair, Finding> {
    if english.area != french.area {
        return Err(french.finding(format!("belongs into `locales/fr/{}.ftl`, where English has it", english.area)));
    }
    let mut arguments = Vec::new();
    for (name, usage) in &english.arguments {
        let Some((_, other)) = french.arguments.iter().find(|(other, _)| other == name) else {
            return Err(french.finding(format!("lacks `${name}`, which English uses")));
        };
        let Some(joined) = usage.join(other) else {
            return Err(
                french.finding(format!("selects on `${name}` by other keys than English: {other} here, {usage} there"))
            );
        };
        arguments.push(Argument { name: name.clone(), is_number: joined == Usage::Number });
    }
    let unknown = |(name, _): &&(String, Usage)| !arguments.iter().any(|known| known.name == *name);
    if let Some((name, _)) = french.arguments.iter().find(unknown) {
        return Err(french.finding(format!("uses `${name}`, which English lacks")));
    }
    Ok(Pair { english, french, arguments })
}

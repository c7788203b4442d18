//! One message: the part of Fluent that is allowed, and how each argument is used.
//! Attributes, terms, references to other messages and functions other than `NUMBER` are refused.

use std::fmt;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::names::check_name;
use super::{Finding, Source};

/// A placeholder is written with one digit.
const MOST_ARGUMENTS: usize = 10;
/// A select, and selects within its variants.
const MOST_NESTING: usize = 2;

#[derive(Debug)]
pub struct Message {
    pub file: String,
    pub area: String,
    pub line: usize,
    pub id: String,
    pub pieces: Vec<Piece>,
    /// In order of first use.
    pub arguments: Vec<(String, Usage)>,
}

#[derive(Debug, PartialEq)]
pub enum Piece {
    Text(String),
    Argument(String),
    Select {
        argument: String,
        /// Exact numbers first, the default last: the first that fits wins.
        variants: Vec<(Key, Vec<Piece>)>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Exactly(u32),
    One,
    Word(String),
    Other,
}

/// What an argument must be: a number, one of some words, or any text.
#[derive(Clone, Debug, PartialEq)]
pub enum Usage {
    Any,
    Number,
    Words(Vec<String>),
}

/// Reads an entry of a file: nothing for comments.
pub fn read(source: &Source, entry: Entry<&str>) -> Result<Option<Message>, Finding> {
    let finding = |id: &str, problem: String| Finding {
        file: source.file(),
        line: source.line_of_slice(id),
        id: Some(id.to_owned()),
        problem,
    };
    let message = match entry {
        Entry::Message(message) => message,
        Entry::Term(term) => {
            return Err(finding(term.id.name, "terms are not supported".into()));
        }
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => return Ok(None),
    };
    let id = message.id.name;
    if !message.attributes.is_empty() {
        return Err(finding(id, "attributes are not supported".into()));
    }
    let Some(pattern) = message.value else {
        return Err(finding(id, "has no text".into()));
    };
    let mut reader = Reader::default();
    let pieces = check_name(id).and_then(|()| reader.pattern(&pattern, 0)).map_err(|problem| finding(id, problem))?;
    Ok(Some(Message {
        file: source.file(),
        area: source.area.clone(),
        line: source.line_of_slice(id),
        id: id.to_owned(),
        pieces,
        arguments: reader.arguments,
    }))
}

impl Message {
    pub fn finding(&self, problem: String) -> Finding {
        Finding { file: self.file.clone(), line: self.line, id: Some(self.id.clone()), problem }
    }
}

impl Usage {
    /// What satisfies both, if anything does.
    pub fn join(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, usage) | (usage, Self::Any) => Some(usage.clone()),
            (left, right) => (left == right).then(|| left.clone()),
        }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any text"),
            Self::Number => f.write_str("a number"),
            Self::Words(words) => write!(f, "`{}`", words.join("`, `")),
        }
    }
}

#[derive(Default)]
struct Reader {
    arguments: Vec<(String, Usage)>,
}

impl Reader {
    fn pattern(&mut self, pattern: &Pattern<&str>, depth: usize) -> Result<Vec<Piece>, String> {
        let pieces = pattern.elements.iter().map(|element| match element {
            PatternElement::TextElement { value } => text(value),
            PatternElement::Placeable { expression } => self.expression(expression, depth),
        });
        pieces.collect()
    }

    fn expression(&mut self, expression: &Expression<&str>, depth: usize) -> Result<Piece, String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth),
            Expression::Select { selector, variants } => self.select(selector, variants, depth + 1),
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>, depth: usize) -> Result<Piece, String> {
        match inline {
            InlineExpression::StringLiteral { value } => text(&unescape_unicode_to_string(value)),
            InlineExpression::NumberLiteral { value } => text(value),
            InlineExpression::VariableReference { id } => self.used(id.name, Usage::Any).map(Piece::Argument),
            InlineExpression::FunctionReference { id, arguments } => {
                let name = number_argument(id.name, arguments)?;
                self.used(name, Usage::Number).map(Piece::Argument)
            }
            InlineExpression::Placeable { expression } => self.expression(expression, depth),
            InlineExpression::MessageReference { id, .. } => {
                Err(format!("refers to `{}`: references are not supported", id.name))
            }
            InlineExpression::TermReference { id, .. } => {
                Err(format!("refers to `-{}`: terms are not supported", id.name))
            }
        }
    }

    fn select(
        &mut self,
        selector: &InlineExpression<&str>,
        variants: &[Variant<&str>],
        depth: usize,
    ) -> Result<Piece, String> {
        let (name, wants_number) = match selector {
            InlineExpression::VariableReference { id } => (id.name, false),
            InlineExpression::FunctionReference { id, arguments } => (number_argument(id.name, arguments)?, true),
            _ => return Err("selects on something other than an argument".into()),
        };
        if depth > MOST_NESTING {
            return Err(format!("`${name}`: selects are nested more than {MOST_NESTING} deep"));
        }
        let keys = variants.iter().map(|variant| key(name, variant));
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        let usage = selector_usage(name, &keys)?;
        if wants_number && usage != Usage::Number {
            return Err(format!("`${name}`: selects on a number by words"));
        }
        let argument = self.used(name, usage)?;

        let mut read = Vec::new();
        for (key, variant) in keys.into_iter().zip(variants) {
            read.push((key, self.pattern(&variant.value, depth)?));
        }
        read.sort_by(|(left, _), (right, _)| left.cmp(right));
        Ok(Piece::Select { argument, variants: read })
    }

    fn used(&mut self, name: &str, usage: Usage) -> Result<String, String> {
        let known = self.arguments.iter_mut().find(|(known, _)| known == name);
        if let Some((_, known)) = known {
            let joined = known.join(&usage);
            *known = joined.ok_or_else(|| format!("uses `${name}` as {known} and as {usage}"))?;
            return Ok(name.to_owned());
        }
        check_name(name)?;
        if self.arguments.len() == MOST_ARGUMENTS {
            return Err(format!("has more than {MOST_ARGUMENTS} arguments"));
        }
        self.arguments.push((name.to_owned(), usage));
        Ok(name.to_owned())
    }
}

/// The argument of `NUMBER($argument)`: the one function, without options.
fn number_argument<'s>(function: &str, arguments: &CallArguments<&'s str>) -> Result<&'s str, String> {
    match arguments.positional.as_slice() {
        [InlineExpression::VariableReference { id }] if function == "NUMBER" && arguments.named.is_empty() => {
            Ok(id.name)
        }
        _ => Err(format!("calls `{function}`: only `NUMBER($argument)` is supported")),
    }
}

fn key(name: &str, variant: &Variant<&str>) -> Result<Key, String> {
    let (key, written) = match variant.key {
        VariantKey::Identifier { name: "other" } => (Key::Other, "other"),
        VariantKey::Identifier { name: "one" } => (Key::One, "one"),
        VariantKey::Identifier { name: category @ ("zero" | "two" | "few" | "many") } => {
            return Err(format!("`${name}`: neither language has the plural `{category}`"));
        }
        VariantKey::Identifier { name } => (Key::Word(name.to_owned()), name),
        VariantKey::NumberLiteral { value } => {
            let number = value.parse().map_err(|_| format!("`${name}`: `{value}` is not a whole number from 0 on"))?;
            (Key::Exactly(number), value)
        }
    };
    if variant.default != (key == Key::Other) {
        return Err(format!("`${name}`: the default must be `*[other]`, and only it: see `[{written}]`"));
    }
    Ok(key)
}

fn selector_usage(name: &str, keys: &[Key]) -> Result<Usage, String> {
    let mut words = Vec::new();
    let mut numbers = 0;
    for (place, key) in keys.iter().enumerate() {
        if keys.iter().take(place).any(|before| before == key) {
            return Err(format!("`${name}`: a variant is there twice"));
        }
        match key {
            Key::Word(word) => words.push(word.clone()),
            Key::Exactly(_) | Key::One => numbers += 1,
            Key::Other => {}
        }
    }
    words.sort();
    match (numbers, words.is_empty()) {
        (0, true) => Err(format!("`${name}`: has no variant but the default")),
        (0, false) => Ok(Usage::Words(words)),
        (_, true) => Ok(Usage::Number),
        (_, false) => Err(format!("`${name}`: selects by numbers and by words")),
    }
}

fn text(value: &str) -> Result<Piece, String> {
    // Control characters are the marks of the pattern list.
    if value.contains(|c: char| c.is_control() && c != '\n') {
        return Err("holds a control character".into());
    }
    Ok(Piece::Text(value.to_owned()))
}

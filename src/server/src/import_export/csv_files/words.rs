//! The words of the files in every spelling that people use: the files' own in any case, and those of the pages in both
//! languages, which a download has.

use std::collections::HashMap;
use std::sync::LazyLock;

use api::country::codes;
use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};
use text::{Locale, Texts};

use crate::domains::folding::fold;

/// The words of one column.
pub struct Words<T> {
    /// Nothing where two words are called the same.
    by_spelling: HashMap<String, Option<T>>,
    /// How the files spell them.
    own: Vec<&'static str>,
}

/// What a file may say of an account. `admin close-account` closes one for good, and nobody withdraws one for its requester.
pub const STATUSES: &[AccountStatus] = &[
    AccountStatus::Active,
    AccountStatus::Inactive,
    AccountStatus::Pending,
    AccountStatus::Denied,
    AccountStatus::Lapsed,
];

pub static VISIBILITY: LazyLock<Words<Visibility>> = LazyLock::new(|| {
    Words::new(Visibility::ALL, Visibility::as_str, |texts, word| texts.account_visibility_name(word.as_str()))
});

pub static KIND: LazyLock<Words<AccountKind>> =
    LazyLock::new(|| Words::new(AccountKind::ALL, AccountKind::as_str, |_, word| word.as_str().to_owned()));

pub static STATUS: LazyLock<Words<AccountStatus>> = LazyLock::new(|| {
    Words::new(STATUSES, AccountStatus::as_str, |texts, word| texts.account_status_name(word.as_str()))
});

pub static AFFILIATION: LazyLock<Words<Affiliation>> =
    LazyLock::new(|| Words::new(Affiliation::ALL, Affiliation::as_str, |_, word| word.as_str().to_owned()));

pub static ROLE: LazyLock<Words<Role>> =
    LazyLock::new(|| Words::new(Role::ALL, Role::as_str, |texts, word| texts.role_name(word.as_str())));

/// Country codes by their names in both languages.
static COUNTRIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let named = |locale| codes().map(move |code| (spelling(&Texts::embedded(locale).country_name(code)), code));
    Locale::ALL.into_iter().flat_map(named).collect()
});

impl<T: Copy + PartialEq> Words<T> {
    fn new(all: &[T], as_str: fn(T) -> &'static str, label: fn(&Texts, T) -> String) -> Words<T> {
        let mut by_spelling = HashMap::new();
        for word in all.iter().copied() {
            for locale in Locale::ALL {
                let label = label(Texts::embedded(locale), word);
                // A page may explain the word behind a colon.
                for label in [label.as_str(), label.split(':').next().unwrap_or_default()] {
                    let named = by_spelling.entry(spelling(label)).or_insert(Some(word));
                    *named = named.filter(|named| *named == word);
                }
            }
        }
        by_spelling.extend(all.iter().map(|word| (spelling(as_str(*word)), Some(*word))));
        Words { by_spelling, own: all.iter().map(|word| as_str(*word)).collect() }
    }

    /// The word that a cell means.
    ///
    /// # Errors
    /// It is none; worded to follow the value.
    pub fn parse(&self, value: &str) -> Result<T, String> {
        // Most files have the words as they are.
        let word = self.by_spelling.get(value).or_else(|| self.by_spelling.get(&spelling(value))).copied().flatten();
        word.ok_or_else(|| format!("is not known here; use {}", alternatives(&self.own)))
    }
}

/// What spellings of one word have in common: neither case nor accents count, and a blank is as good as `_` and `-`.
pub fn spelling(text: &str) -> String {
    let plain = text.trim().replace(['_', '-', '\u{a0}', '\u{202f}'], " ");
    fold(&plain)
}

/// Yes or no.
pub fn boolean(value: &str) -> Option<bool> {
    match value.to_lowercase().as_str() {
        "true" | "vrai" | "1" | "yes" | "oui" => Some(true),
        "false" | "faux" | "0" | "no" | "non" => Some(false),
        _ => None,
    }
}

/// The country of a name.
pub fn country(name: &str) -> Option<&'static str> {
    COUNTRIES.get(&spelling(name)).copied()
}

/// A language by its tag or its name.
pub fn language(value: &str) -> Option<Locale> {
    let by_name = || match spelling(value).as_str() {
        "english" | "anglais" => Some(Locale::En),
        "french" | "francais" => Some(Locale::Fr),
        _ => None,
    };
    Locale::parse(value).or_else(by_name)
}

/// Words to choose from, quoted.
pub fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

//! The catalogue in one language: the accessors stand in generated code and call `plain` or `filled`.

use std::sync::OnceLock;

#[cfg(feature = "embedded")]
use crate::COUNT;
use crate::pattern::{Arg, fill};
use crate::{BROWSER_COUNT, FIRST_COUNT, Locale};

/// All sentences in one language. The browser builds it once, from the lists that the server sends
/// for [`crate::CATALOGUE_VERSION`]; the server has both languages embedded.
#[derive(Debug)]
pub struct Texts {
    locale: Locale,
    first: Vec<Box<str>>,
    /// What pages say that are loaded when they are needed.
    later: OnceLock<Vec<Box<str>>>,
}

include!(concat!(env!("OUT_DIR"), "/accessors.rs"));

impl Texts {
    /// Takes the parsed JSON array of `patterns_json`. Nothing where the list has another length
    /// than this build knows: it then belongs to another version, and the app must be reloaded.
    #[must_use]
    pub fn from_patterns(locale: Locale, patterns: Vec<Box<str>>) -> Option<Self> {
        (patterns.len() == FIRST_COUNT).then_some(Self { locale, first: patterns, later: OnceLock::new() })
    }

    /// Adds the parsed JSON array of `page_patterns_json`; whether it is of this version.
    #[must_use]
    pub fn add_pages(&self, patterns: Vec<Box<str>>) -> bool {
        let is_known = patterns.len() == BROWSER_COUNT - FIRST_COUNT;
        if is_known {
            // Who came first had the same.
            let _ = self.later.set(patterns);
        }
        is_known
    }

    /// Whether the sentences of all pages are there.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        self.later.get().is_some()
    }

    /// The language of these sentences.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    fn plain(&self, index: usize) -> &str {
        let pattern = match index.checked_sub(FIRST_COUNT) {
            Some(later) => self.later.get().and_then(|patterns| patterns.get(later)),
            None => self.first.get(index),
        };
        pattern.map_or("[?]", |pattern| pattern)
    }

    fn filled(&self, index: usize, args: &[Arg<'_>]) -> String {
        fill(self.plain(index), self.locale, args).unwrap_or_else(|| format!("[{index}]"))
    }
}

#[cfg(feature = "embedded")]
impl Texts {
    /// The sentences that are built in.
    #[must_use]
    pub fn embedded(locale: Locale) -> &'static Self {
        static EMBEDDED: [std::sync::LazyLock<Texts>; 2] = [
            std::sync::LazyLock::new(|| Texts::built_in(Locale::En, &crate::ENGLISH)),
            std::sync::LazyLock::new(|| Texts::built_in(Locale::Fr, &crate::FRENCH)),
        ];
        let [english, french] = &EMBEDDED;
        match locale {
            Locale::En => english,
            Locale::Fr => french,
        }
    }

    fn built_in(locale: Locale, patterns: &[&str; COUNT]) -> Self {
        let (first, later) = patterns.split_at(FIRST_COUNT);
        let owned = |patterns: &[&str]| patterns.iter().map(|pattern| Box::from(*pattern)).collect();
        Self { locale, first: owned(first), later: OnceLock::from(owned(later)) }
    }
}

/// The list of patterns that the browser fetches before it shows anything: a JSON array of strings.
#[cfg(feature = "embedded")]
#[must_use]
pub fn patterns_json(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!(concat!(env!("OUT_DIR"), "/en.json")),
        Locale::Fr => include_str!(concat!(env!("OUT_DIR"), "/fr.json")),
    }
}

/// The list of what pages say that are loaded when they are needed.
#[cfg(feature = "embedded")]
#[must_use]
pub fn page_patterns_json(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!(concat!(env!("OUT_DIR"), "/en-pages.json")),
        Locale::Fr => include_str!(concat!(env!("OUT_DIR"), "/fr-pages.json")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(locale: Locale) -> Texts {
        let json = match locale {
            Locale::En => include_str!(concat!(env!("OUT_DIR"), "/en.json")),
            Locale::Fr => include_str!(concat!(env!("OUT_DIR"), "/fr.json")),
        };
        Texts::from_patterns(locale, serde_json::from_str(json).unwrap()).unwrap()
    }

    #[test]
    fn a_sentence_speaks_its_language() {
        assert_eq!(texts(Locale::En).action_next(), "Next");
        assert_eq!(texts(Locale::Fr).action_next(), "Suivant");
        assert_eq!(texts(Locale::Fr).locale(), Locale::Fr);
    }

    #[test]
    fn a_count_bends_the_sentence() {
        let english = [0, 1, 2].map(|days| texts(Locale::En).days_left(days));
        assert_eq!(english, ["Less than a day left", "1 day left", "2 days left"]);
        let french = [0, 1, 2].map(|count| texts(Locale::Fr).error_summary_title(count));
        assert_eq!(french, ["Il y a un problème", "Il y a un problème", "Il y a 2 problèmes"]);
    }

    #[test]
    fn words_are_placed_and_selected() {
        let french = texts(Locale::Fr);
        assert_eq!(french.role_name("viewer"), "Lecteur");
        assert_eq!(french.role_name("owner"), "owner");
        assert_eq!(french.page_title("Vos accès", "Annuaire"), "Vos accès – Annuaire");
    }

    #[test]
    fn a_list_of_another_version_is_refused() {
        assert!(Texts::from_patterns(Locale::En, vec!["x".into(); FIRST_COUNT + 1]).is_none());
        assert!(Texts::from_patterns(Locale::En, Vec::new()).is_none());
        let english = texts(Locale::En);
        assert!(!english.add_pages(vec!["x".into(); BROWSER_COUNT]) && !english.has_pages());
    }

    #[test]
    fn what_pages_say_is_added_once() {
        let english = texts(Locale::En);
        assert_eq!(english.profile_title(), "[?]");
        let pages: Vec<Box<str>> =
            serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/en-pages.json"))).unwrap();
        assert!(english.add_pages(pages.clone()) && english.add_pages(pages) && english.has_pages());
        assert_eq!(english.profile_title(), "Your profile");
        assert_eq!(english.action_next(), "Next");
    }

    #[test]
    fn a_damaged_pattern_gives_its_index() {
        let damaged = Texts::from_patterns(Locale::En, vec!["\u{1}9".into(); FIRST_COUNT]).unwrap();
        let shown = damaged.days_left(1);
        assert!(shown.starts_with('[') && shown.ends_with(']'), "{shown}");
    }

    #[cfg(feature = "embedded")]
    #[test]
    fn what_the_browser_shows_is_sent_and_nothing_else() {
        for locale in Locale::ALL {
            let sent = [patterns_json(locale), page_patterns_json(locale)]
                .map(|json| serde_json::from_str::<Vec<Box<str>>>(json).unwrap());
            let built_in = Texts::embedded(locale);
            let (pages, kept) = built_in.later.get().unwrap().split_at(BROWSER_COUNT - FIRST_COUNT);
            assert_eq!([built_in.first.as_slice(), pages], sent);
            assert!(kept.len() > 200, "what only the server says stays there");
        }
    }
}

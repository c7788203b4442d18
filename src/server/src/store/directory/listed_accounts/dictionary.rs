//! Words, and the accounts that have each of them: the words stand in one text, in their order, so that those that begin
//! alike stand beside each other, and so do their accounts.

use std::collections::HashMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;
use memchr::memmem;

/// Which words there are, and where.
#[derive(Default)]
pub struct Dictionary {
    /// Each word with a line break before it, and one at the end.
    words: String,
    /// Where each word begins in `words`, in order.
    starts: Vec<u32>,
    /// The accounts of the words, one word after the other.
    accounts: Vec<u32>,
    /// Where the accounts of each word begin in `accounts`, and where the last ones end.
    account_starts: Vec<u32>,
}

impl Dictionary {
    /// Of words and their accounts, in any order.
    pub fn new<'a>(occurrences: impl Iterator<Item = (&'a str, u32)>) -> Dictionary {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (word, account) in occurrences {
            let next = numbers.len() as u32;
            pairs.push((*numbers.entry(word).or_insert(next), account));
        }
        let mut sorted: Vec<(&str, u32)> = numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        let mut dictionary = Dictionary { words: "\n".to_owned(), ..Dictionary::default() };
        for (place, (word, number)) in sorted.iter().enumerate() {
            places[*number as usize] = place as u32;
            dictionary.starts.push(dictionary.words.len() as u32);
            dictionary.words.push_str(word);
            dictionary.words.push('\n');
        }
        // Of each word, how many; then where they begin.
        let mut ends = vec![0_u32; sorted.len() + 1];
        for (number, _) in &pairs {
            ends[places[*number as usize] as usize + 1] += 1;
        }
        for place in 0..sorted.len() {
            ends[place + 1] += ends[place];
        }
        dictionary.account_starts.clone_from(&ends);
        dictionary.accounts = vec![0; pairs.len()];
        for (number, account) in pairs {
            let end = &mut ends[places[number as usize] as usize];
            dictionary.accounts[*end as usize] = account;
            *end += 1;
        }
        dictionary
    }

    /// Adds the accounts that have a word with this beginning.
    pub fn add_beginning(&self, beginning: &str, to: &mut FixedBitSet) {
        let words = self.beginning(beginning);
        self.add(words, to);
    }

    /// Adds the accounts that have this text within a word.
    pub fn add_within(&self, text: &str, to: &mut FixedBitSet) {
        let mut word = 0;
        for at in memmem::find_iter(self.words.as_bytes(), text.as_bytes()) {
            word = self.word_at(at, word);
            self.add(word..word + 1, to);
        }
    }

    /// The first word with this beginning.
    pub fn first(&self, beginning: &str) -> Option<&str> {
        let words = self.beginning(beginning);
        (!words.is_empty()).then(|| self.word(words.start))
    }

    fn beginning(&self, beginning: &str) -> Range<usize> {
        let start = self.partition(0, |word| word < beginning);
        let end = self.partition(start, |word| word.starts_with(beginning));
        start..end
    }

    /// The first word from `from` on of which it is not so any more.
    fn partition(&self, from: usize, is_before: impl Fn(&str) -> bool) -> usize {
        let rest = self.starts.get(from..).unwrap_or_default();
        from + rest.partition_point(|start| is_before(self.word_from(*start as usize)))
    }

    /// The word in which this byte stands; not before `from`. Words with the same text in them often stand close together.
    fn word_at(&self, byte: usize, from: usize) -> usize {
        let mut step = 1;
        while self.starts.get(from + step).is_some_and(|start| *start as usize <= byte) {
            step *= 2;
        }
        let end = (from + step).min(self.starts.len());
        let near = self.starts.get(from..end).unwrap_or_default();
        from + near.partition_point(|start| *start as usize <= byte).saturating_sub(1)
    }

    fn word(&self, number: usize) -> &str {
        self.word_from(self.starts.get(number).map_or(0, |start| *start as usize))
    }

    fn word_from(&self, start: usize) -> &str {
        let rest = self.words.get(start..).unwrap_or_default();
        rest.split_once('\n').map_or(rest, |(word, _)| word)
    }

    fn add(&self, words: Range<usize>, to: &mut FixedBitSet) {
        let start = |word: usize| self.account_starts.get(word).map_or(0, |start| *start as usize);
        for account in self.accounts.get(start(words.start)..start(words.end)).unwrap_or_default() {
            to.insert(*account as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 8] = ["sea", "north", "search", "orth", "gas", "s", "seas", "é"];

    fn dictionary() -> Dictionary {
        let accounts = WORDS.iter().zip(0..).flat_map(|(word, account)| [(*word, account), (*word, account + 10)]);
        Dictionary::new(accounts)
    }

    fn words(found: &FixedBitSet) -> Vec<&'static str> {
        let mut words: Vec<&str> = found.ones().filter_map(|account| WORDS.get(account).copied()).collect();
        words.sort_unstable();
        words
    }

    #[test]
    fn words_are_found_by_their_beginning_and_by_what_is_in_them() {
        let dictionary = dictionary();
        for (text, beginning, within) in [
            ("sea", vec!["sea", "search", "seas"], vec!["sea", "search", "seas"]),
            ("s", vec!["s", "sea", "search", "seas"], vec!["gas", "s", "sea", "search", "seas"]),
            ("orth", vec!["orth"], vec!["north", "orth"]),
            ("é", vec!["é"], vec!["é"]),
            ("zz", vec![], vec![]),
            ("seasons", vec![], vec![]),
        ] {
            let mut found = FixedBitSet::with_capacity(20);
            dictionary.add_beginning(text, &mut found);
            assert_eq!(words(&found), beginning, "{text}");
            assert_eq!(found.ones().filter(|account| *account >= 10).count(), beginning.len(), "{text}");
            dictionary.add_within(text, &mut found);
            assert_eq!(words(&found), within, "{text}");
        }
        assert_eq!(dictionary.first("nor"), Some("north"));
        assert_eq!(dictionary.first("t"), None);
        assert_eq!(Dictionary::new(std::iter::empty()).first("a"), None);
    }

    proptest! {
        #[test]
        fn any_words_are_found_as_by_reading_all(texts in prop::collection::vec("[ab]{1,4}", 0..60), sought in "[ab]{1,3}") {
            let dictionary = Dictionary::new(texts.iter().map(String::as_str).zip(0..));
            let all = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> { (0..texts.len()).filter(|at| fits(&texts[*at])).collect() };
            let mut found = FixedBitSet::with_capacity(texts.len());
            dictionary.add_beginning(&sought, &mut found);
            prop_assert_eq!(found.ones().collect::<Vec<_>>(), all(&|word| word.starts_with(&sought)));
            dictionary.add_within(&sought, &mut found);
            prop_assert_eq!(found.ones().collect::<Vec<_>>(), all(&|word| word.contains(&sought)));
        }
    }
}

//! Listed accounts as they were at one moment, made for being searched. They are numbered in the order of their names, so
//! that whatever a set of them is found by, it is in that order.

use fixedbitset::FixedBitSet;

use super::super::ranking::{BEGINS, ENTIRE, IDENTIFIER, INSIDE, WORD_BEGINS, WORDS};
use super::dictionary::Dictionary;
use super::record::{Record, has_phrase};
use crate::domains::search_text::{Sought, is_long};
use crate::store::key::AccountKey;

/// So many accounts, and not more than an eighth, are asked one by one sooner than all words are read.
const FEW: usize = 2_000;

#[derive(Default)]
pub struct Index {
    /// All records, packed, one after the other.
    texts: String,
    /// Where each begins.
    starts: Vec<usize>,
    keys: Vec<AccountKey>,
    /// The number of each key, by key.
    numbers: Vec<(AccountKey, u32)>,
    /// Where each spelling of a name stands in `texts`, and whose it is, in order.
    spellings: Vec<(usize, u32)>,
    /// The numbers by identifier.
    by_identifier: Vec<u32>,
    countries: Vec<String>,
    /// Of each number, which of the countries.
    country_of: Vec<u16>,
    name_words: Dictionary,
    identifier_parts: Dictionary,
}

impl Index {
    /// Of packed records.
    pub fn new(mut records: Vec<(AccountKey, String)>) -> Index {
        records.sort_unstable_by(|(_, one), (_, other)| one.cmp(other));
        let mut index = Index::default();
        index.texts.reserve_exact(records.iter().map(|(_, packed)| packed.len()).sum());
        for (key, packed) in records {
            index.starts.push(index.texts.len());
            index.keys.push(key);
            index.texts.push_str(&packed);
        }
        let numbers = 0..index.len() as u32;
        index.numbers = index.keys.iter().copied().zip(numbers.clone()).collect();
        index.numbers.sort_unstable();
        let start = index.texts.as_ptr() as usize;
        let place = |line: &str| line.as_ptr() as usize - start;
        let of_record = |number: u32| index.record(number as usize).spellings().map(move |line| (place(line), number));
        let mut spellings: Vec<(usize, u32)> = numbers.clone().flat_map(of_record).collect();
        spellings.sort_by(|(one, _), (other, _)| index.line(*one).cmp(index.line(*other)));
        index.spellings = spellings;
        let mut by_identifier: Vec<u32> = numbers.clone().collect();
        by_identifier
            .sort_by_key(|number| (index.record(*number as usize).identifier, index.record(*number as usize).id));
        index.by_identifier = by_identifier;
        for number in numbers.clone() {
            let country = index.record(number as usize).country.to_owned();
            let at = index.countries.iter().position(|other| *other == country);
            index.country_of.push(at.unwrap_or(index.countries.len()) as u16);
            if at.is_none() {
                index.countries.push(country);
            }
        }
        let words = |number: u32| {
            index.record(number as usize).spellings().flat_map(|line| line.split(' ')).map(move |word| (word, number))
        };
        index.name_words = Dictionary::new(numbers.clone().flat_map(words));
        let parts = |number: u32| index.record(number as usize).identifier_parts().map(move |part| (part, number));
        index.identifier_parts = Dictionary::new(numbers.flat_map(parts));
        index
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn key(&self, number: usize) -> AccountKey {
        self.keys[number]
    }

    /// The number of an account.
    pub fn number(&self, key: AccountKey) -> Option<usize> {
        let at = self.numbers.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(self.numbers[at].1 as usize)
    }

    pub fn record(&self, number: usize) -> Record<'_> {
        Record::unpacked(self.packed(number))
    }

    pub fn packed(&self, number: usize) -> &str {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.texts.len());
        &self.texts[self.starts[number]..end]
    }

    /// The first number of those that come after a name and an id, or are it.
    pub fn place_by_name(&self, name_folded: &str, id: &str, is_after: bool) -> usize {
        self.starts.partition_point(|start| {
            let record = Record::unpacked(&self.texts[*start..]);
            is_before((record.name_folded, record.id), (name_folded, id), is_after)
        })
    }

    /// The numbers by identifier: those before an identifier and an id, and those that come after, or are it.
    pub fn split_by_identifier(&self, identifier: &str, id: &str, is_after: bool) -> (&[u32], &[u32]) {
        let place = self.by_identifier.partition_point(|number| {
            let record = self.record(*number as usize);
            is_before((record.identifier, record.id), (identifier, id), is_after)
        });
        self.by_identifier.split_at(place)
    }

    /// All numbers.
    pub fn all(&self) -> FixedBitSet {
        let mut all = self.none();
        all.insert_range(..);
        all
    }

    /// The numbers of a country's accounts.
    pub fn of_country(&self, country: &str) -> FixedBitSet {
        let mut found = self.none();
        if let Some(wanted) = self.countries.iter().position(|other| other == country) {
            let is_wanted = |(_, country): &(usize, &u16)| usize::from(**country) == wanted;
            self.country_of.iter().enumerate().filter(is_wanted).for_each(|(number, _)| found.insert(number));
        }
        found
    }

    /// The shortest of the first words with this beginning, of names and of identifiers.
    pub fn first_with_beginning(&self, beginning: &str) -> Option<&str> {
        let words = [self.name_words.first(beginning), self.identifier_parts.first(beginning)];
        words.into_iter().flatten().min_by_key(|word| word.len())
    }

    /// All that fit so well, and perhaps some that fit better.
    pub fn fitting(&self, rank: i64, sought: &Sought) -> FixedBitSet {
        match rank {
            ENTIRE => self.entire(sought),
            BEGINS => self.with_beginning(&sought.phrase),
            WORD_BEGINS => self.with_phrase(sought),
            WORDS => self.with_all(sought, Index::add_beginning, |record, word| record.has_beginning(word)),
            INSIDE => self.with_all(sought, Index::add_in_name, |record, word| record.has_in_name(word)),
            _ => self.with_all(sought, Index::add_anywhere, |record, word| record.has(word)),
        }
    }

    /// All that fit.
    pub fn fitting_at_all(&self, sought: &Sought) -> FixedBitSet {
        let mut fitting = self.fitting(IDENTIFIER, sought);
        fitting.union_with(&self.entire(sought));
        fitting
    }

    fn none(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.len())
    }

    fn entire(&self, sought: &Sought) -> FixedBitSet {
        let mut found = self.none();
        let start = self.spellings.partition_point(|(at, _)| self.line(*at) < sought.phrase.as_str());
        let rest = self.spellings.get(start..).unwrap_or_default();
        for (_, number) in rest.iter().take_while(|(at, _)| self.line(*at) == sought.phrase) {
            found.insert(*number as usize);
        }
        let identifier = |number: &u32| self.record(*number as usize).identifier.cmp(&sought.identifier);
        if let Ok(at) = self.by_identifier.binary_search_by(identifier) {
            found.insert(self.by_identifier[at] as usize);
        }
        found
    }

    fn with_beginning(&self, phrase: &str) -> FixedBitSet {
        let mut found = self.none();
        let start = self.spellings.partition_point(|(at, _)| self.line(*at) < phrase);
        let rest = self.spellings.get(start..).unwrap_or_default();
        let count = rest.partition_point(|(at, _)| self.line(*at).starts_with(phrase));
        for (_, number) in rest.iter().take(count) {
            found.insert(*number as usize);
        }
        found
    }

    fn with_phrase(&self, sought: &Sought) -> FixedBitSet {
        let mut found = self.with_all(sought, Index::add_beginning, |record, word| record.has_beginning(word));
        if sought.phrase.contains(' ') {
            self.keep(&mut found, |record| record.spellings().any(|line| has_phrase(line, &sought.phrase)));
        }
        found
    }

    fn add_beginning(&self, word: &str, to: &mut FixedBitSet) {
        self.name_words.add_beginning(word, to);
    }

    fn add_in_name(&self, word: &str, to: &mut FixedBitSet) {
        if is_long(word) {
            self.name_words.add_within(word, to);
        } else {
            self.name_words.add_beginning(word, to);
        }
    }

    fn add_anywhere(&self, word: &str, to: &mut FixedBitSet) {
        self.add_in_name(word, to);
        if is_long(word) {
            self.identifier_parts.add_within(word, to);
        } else {
            self.identifier_parts.add_beginning(word, to);
        }
    }

    /// Those that `add` adds for each word. Of a few, each is asked itself whether it has the others.
    fn with_all(
        &self,
        sought: &Sought,
        add: fn(&Index, &str, &mut FixedBitSet),
        has: impl Fn(&Record<'_>, &str) -> bool,
    ) -> FixedBitSet {
        let mut words: Vec<&str> = sought.words.iter().map(String::as_str).collect();
        // Few have a long word.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let few = FEW.min(self.len() / 8);
        let mut all = self.all();
        for (at, word) in words.into_iter().enumerate() {
            if at > 0 && all.count_ones(..) <= few {
                self.keep(&mut all, |record| has(record, word));
                continue;
            }
            let mut found = self.none();
            add(self, word, &mut found);
            all.intersect_with(&found);
        }
        all
    }

    /// Takes out those of which it is not so.
    fn keep(&self, found: &mut FixedBitSet, is_so: impl Fn(&Record<'_>) -> bool) {
        let others: Vec<usize> = found.ones().filter(|number| !is_so(&self.record(*number))).collect();
        others.into_iter().for_each(|number| found.remove(number));
    }

    /// The line that begins at a place in the texts.
    fn line(&self, at: usize) -> &str {
        let rest = &self.texts[at..];
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }
}

fn is_before(place: (&str, &str), other: (&str, &str), is_after: bool) -> bool {
    if is_after { place <= other } else { place < other }
}

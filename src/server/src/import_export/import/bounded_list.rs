//! What a report names one by one. However much there is, only so much is kept, and the rest is counted.

use std::ops::Deref;

/// How much is named.
const MOST: usize = 10_000;

/// The first of them, and how many more there were.
#[derive(Debug, PartialEq, Eq)]
pub struct BoundedList<T> {
    kept: Vec<T>,
    more: u64,
}

impl<T> Default for BoundedList<T> {
    fn default() -> BoundedList<T> {
        BoundedList { kept: Vec::new(), more: 0 }
    }
}

impl<T> BoundedList<T> {
    pub(super) fn push(&mut self, one: T) {
        if self.kept.len() < MOST {
            self.kept.push(one);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn sort_by_cached_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.kept.sort_by_cached_key(key);
    }

    /// A line for each, and one for those that are not named.
    pub(super) fn lines(&self, line: impl Fn(&T) -> String) -> impl Iterator<Item = String> {
        let more = (self.more > 0).then(|| format!("and {} more of these", self.more));
        self.kept.iter().map(line).chain(more)
    }
}

impl<T> Extend<T> for BoundedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        more.into_iter().for_each(|one| self.push(one));
    }
}

impl<T> Deref for BoundedList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.kept
    }
}

impl<T: PartialEq, const COUNT: usize> PartialEq<[T; COUNT]> for BoundedList<T> {
    fn eq(&self, all: &[T; COUNT]) -> bool {
        self.kept == *all && self.more == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_than_is_named_is_counted() {
        let mut list = BoundedList::default();
        list.extend(0..MOST);
        assert_eq!(list.lines(ToString::to_string).count(), MOST);
        list.push(MOST);
        assert_eq!(
            (list.len(), list.lines(ToString::to_string).last().unwrap().as_str()),
            (MOST, "and 1 more of these")
        );
    }
}

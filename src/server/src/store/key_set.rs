//! Which rows of a table: some bits for each, since imports and exports meet millions.

use std::marker::PhantomData;

use roaring::RoaringTreemap;

/// Keys of one kind. None is negative.
pub struct KeySet<K> {
    keys: RoaringTreemap,
    kind: PhantomData<K>,
}

impl<K> Default for KeySet<K> {
    fn default() -> KeySet<K> {
        KeySet { keys: RoaringTreemap::new(), kind: PhantomData }
    }
}

impl<K: Into<i64>> FromIterator<K> for KeySet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> KeySet<K> {
        KeySet { keys: keys.into_iter().map(|key| key.into().cast_unsigned()).collect(), kind: PhantomData }
    }
}

impl<K: From<i64> + Into<i64>> KeySet<K> {
    /// Whether it was not there before.
    pub fn insert(&mut self, key: K) -> bool {
        self.keys.insert(key.into().cast_unsigned())
    }

    pub fn has(&self, key: K) -> bool {
        self.keys.contains(key.into().cast_unsigned())
    }

    /// How many there are up to a key.
    pub fn count_to(&self, last: K) -> u64 {
        self.keys.rank(last.into().cast_unsigned())
    }

    /// In their order.
    pub fn iter(&self) -> impl Iterator<Item = K> {
        self.keys.iter().map(|key| K::from(key.cast_signed()))
    }
}

//! Several indexes that together hold every listed account once: what changed since one was made stands in a later one, and
//! is gone from it. Small ones are made into one, so that there are few.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::index::Index;
use crate::store::key::AccountKey;

/// How many times as big as the next a segment is at least.
const TIMES: usize = 8;

/// An index, and what of it holds no more.
#[derive(Clone)]
pub struct Segment {
    pub index: Arc<Index>,
    pub gone: FixedBitSet,
}

impl Segment {
    fn new(index: Index) -> Segment {
        let gone = FixedBitSet::with_capacity(index.len());
        Segment { index: Arc::new(index), gone }
    }

    /// How many accounts it holds.
    pub fn len(&self) -> usize {
        self.index.len() - self.gone.count_ones(..)
    }

    fn forget(&mut self, key: AccountKey) {
        if let Some(number) = self.index.number(key) {
            self.gone.insert(number);
        }
    }

    fn records(&self) -> impl Iterator<Item = (AccountKey, String)> + '_ {
        let held = (0..self.index.len()).filter(|number| !self.gone.contains(*number));
        held.map(|number| (self.index.key(number), self.index.packed(number).to_owned()))
    }
}

/// What changed in an account: its packed [`super::record::Record`], or nothing where it is no longer listed.
pub type Change = (AccountKey, Option<String>);

/// All segments, the biggest first.
#[derive(Clone, Default)]
pub struct Segments(Vec<Segment>);

impl Segments {
    pub fn iter(&self) -> impl Iterator<Item = &Segment> {
        self.0.iter()
    }

    /// The same after some changes.
    pub fn with(mut self, changes: Vec<Change>) -> Segments {
        for segment in &mut self.0 {
            changes.iter().for_each(|(key, _)| segment.forget(*key));
        }
        let listed = changes.into_iter().filter_map(|(key, packed)| Some((key, packed?)));
        self.0.push(Segment::new(Index::new(listed.collect())));
        self.0.retain(|segment| segment.len() > 0);
        self
    }

    /// The last segments that are better one, where there are such: each is to be several times as big as the next.
    pub fn to_merge(&self) -> Option<Vec<Segment>> {
        let (mut first, mut len) = (self.0.len(), 0);
        for (at, segment) in self.0.iter().enumerate().rev() {
            if segment.len() < len * TIMES {
                first = at;
            }
            len += segment.len();
        }
        self.0.get(first..).filter(|last| !last.is_empty()).map(<[Segment]>::to_vec)
    }

    /// The same with one in the place of those it was made of. What has gone from them meanwhile is gone from it.
    pub fn with_merged(mut self, merged: &[Segment], index: Index) -> Segments {
        let mut one = Segment::new(index);
        for before in merged {
            let now = self.0.iter().find(|segment| Arc::ptr_eq(&segment.index, &before.index));
            let has_gone = |number: &usize| {
                !before.gone.contains(*number) && now.is_none_or(|segment| segment.gone.contains(*number))
            };
            for number in (0..before.index.len()).filter(has_gone) {
                one.forget(before.index.key(number));
            }
        }
        self.0.retain(|segment| !merged.iter().any(|before| Arc::ptr_eq(&segment.index, &before.index)));
        if one.len() > 0 {
            self.0.push(one);
        }
        self.0.sort_by_key(|segment| std::cmp::Reverse(segment.len()));
        self
    }
}

/// One index of all that the segments hold.
pub fn merge(segments: &[Segment]) -> Index {
    Index::new(segments.iter().flat_map(Segment::records).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::store::directory::listed_accounts::record::Record;

    fn packed(name: u8) -> String {
        let (name, id) = (format!("name {name}"), format!("{name:026}"));
        let text = format!("\n {name}\n@.example.com@");
        Record { name_folded: &name, id: &id, identifier: "example.com", country: "GB", text: &text }.packed()
    }

    #[derive(Clone, Debug)]
    enum Step {
        /// Accounts are listed under a name, or no longer.
        Change(Vec<(u8, Option<u8>)>),
        BeginMerge,
        EndMerge,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let change = prop::collection::btree_map(0_u8..30, prop::option::weighted(0.7, any::<u8>()), 1..12);
        let step = prop_oneof![
            3 => change.prop_map(|changes| Step::Change(changes.into_iter().collect())),
            1 => Just(Step::BeginMerge),
            1 => Just(Step::EndMerge),
        ];
        prop::collection::vec(step, 0..40)
    }

    proptest! {
        #[test]
        fn each_account_is_held_once_as_it_is_now(steps in steps()) {
            let (mut segments, mut model) = (Segments::default(), BTreeMap::new());
            let mut merging: Option<Vec<Segment>> = None;
            for step in steps {
                match step {
                    Step::Change(changes) => {
                        let mut taken = Vec::new();
                        for (key, name) in changes {
                            let key = AccountKey(key.into());
                            match name {
                                Some(name) => model.insert(key, packed(name)),
                                None => model.remove(&key),
                            };
                            taken.push((key, name.map(packed)));
                        }
                        segments = segments.with(taken);
                    }
                    Step::BeginMerge => merging = merging.or_else(|| segments.to_merge()),
                    Step::EndMerge => {
                        if let Some(merged) = merging.take() {
                            segments = segments.with_merged(&merged, merge(&merged));
                        }
                    }
                }
                let mut held: Vec<(AccountKey, String)> = segments.iter().flat_map(Segment::records).collect();
                held.sort();
                prop_assert_eq!(held, model.clone().into_iter().collect::<Vec<_>>());
            }
            while let Some(merged) = segments.to_merge() {
                segments = segments.with_merged(&merged, merge(&merged));
            }
            let sizes: Vec<usize> = segments.iter().map(Segment::len).collect();
            prop_assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1] * TIMES), "{:?}", sizes);
        }
    }
}

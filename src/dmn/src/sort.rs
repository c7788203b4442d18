//! The one sort of the engine. The library's would be made anew for every type and order, at five kilobytes of a
//! browser's download each; this one sorts positions, and asks how they compare.

use std::cmp::Ordering;

/// The positions from zero to below `count`, in order. Those that compare equal keep theirs.
pub(crate) fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in order.chunks(width.saturating_mul(2)) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
            while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
                let next = if compare(**first, **second).is_gt() { &mut right } else { &mut left };
                merged.extend(next.next());
            }
            merged.extend(left.chain(right));
        }
        order = merged;
        width = width.saturating_mul(2);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_library_does(keys in prop::collection::vec(0..20_u8, 0..100)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|position| keys[*position]);
            prop_assert_eq!(sorted(keys.len(), &|left, right| keys[left].cmp(&keys[right])), expected);
        }
    }
}

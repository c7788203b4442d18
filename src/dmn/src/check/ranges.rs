//! Sets of cases, as ranges in order and apart from each other: what two have in common.

use smallvec::SmallVec;

use crate::table::cases;

/// Ranges of cases, with both ends. Most cells have one.
pub(super) type Ranges = SmallVec<[(u32, u32); 2]>;

/// The cases that both have, in ranges in order.
pub(super) fn common(left: &[(u32, u32)], right: &[(u32, u32)]) -> impl Iterator<Item = (u32, u32)> {
    let (mut left, mut right) = (left.iter(), right.iter());
    let (mut one, mut other) = (left.next(), right.next());
    std::iter::from_fn(move || {
        loop {
            let ((low, high), (from, to)) = one.zip(other)?;
            if high < to {
                one = left.next();
            } else {
                other = right.next();
            }
            let both = (*low.max(from), *high.min(to));
            if both.0 <= both.1 {
                return Some(both);
            }
        }
    })
}

/// The cases that the one has and the other has not.
pub(super) fn without(left: &[(u32, u32)], right: &[(u32, u32)]) -> Ranges {
    let mut rest = Ranges::new();
    for (low, high) in left {
        let mut next = *low;
        for (from, to) in common(&[(*low, *high)], right) {
            if next < from {
                rest.push((next, from - 1));
            }
            next = to.saturating_add(1);
        }
        if next <= *high {
            rest.push((next, *high));
        }
    }
    rest
}

/// Whether there is a case that both have.
pub(super) fn meet(left: &[(u32, u32)], right: &[(u32, u32)]) -> bool {
    if let ([(low, high)], [(from, to)]) = (left, right) {
        return low <= to && from <= high;
    }
    common(left, right).next().is_some()
}

/// Whether every case of the one is a case of the other.
pub(super) fn is_within(inner: &[(u32, u32)], outer: &[(u32, u32)]) -> bool {
    if let ([(low, high)], [(from, to)]) = (inner, outer) {
        return from <= low && high <= to;
    }
    common(inner, outer).eq(inner.iter().copied())
}

/// The same cases in as few ranges as can be.
pub(super) fn united(ranges: impl IntoIterator<Item = (u32, u32)>) -> Ranges {
    cases::united(ranges.into_iter().collect()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_in_order_and_apart() {
        assert_eq!(common(&[(0, 2), (5, 9)], &[(2, 6), (8, 8)]).collect::<Vec<_>>(), [(2, 2), (5, 6), (8, 8)]);
        assert_eq!(common(&[(0, 2)], &[]).next(), None);
        assert!(meet(&[(0, 2), (9, 9)], &[(4, 9)]));
        assert!(!meet(&[(0, 2), (9, 9)], &[(3, 8)]));
    }

    #[test]
    fn what_is_left_is_in_order_and_apart() {
        assert_eq!(
            without(&[(0, 4), (6, 9)], &[(1, 2), (4, 6), (9, 12)]),
            Ranges::from_slice(&[(0, 0), (3, 3), (7, 8)])
        );
        assert_eq!(without(&[(3, 4)], &[(0, 9)]), Ranges::new());
        assert_eq!(without(&[(3, 4)], &[]), Ranges::from_slice(&[(3, 4)]));
    }

    #[test]
    fn a_set_lies_within_another_only_with_all_its_cases() {
        assert!(is_within(&[(1, 2), (6, 6)], &[(0, 3), (5, 7)]));
        assert!(is_within(&[], &[]));
        assert!(!is_within(&[(1, 2), (6, 8)], &[(0, 3), (5, 7)]));
        assert!(!is_within(&[(1, 4)], &[(0, 2), (4, 7)]));
    }
}

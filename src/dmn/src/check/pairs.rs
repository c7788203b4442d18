//! Which areas have facts in common, two by two.

use super::part::Part;
use super::ranges::{Ranges, common, meet};
use super::space::Area;
use super::work::Work;

/// Parts with so few areas are not cut.
const FEW: usize = 8;

/// Calls `each` with the rules of every two areas that meet in the domain, once, until it has enough.
///
/// The domain is cut as long as that leaves clearly less to compare; then every two areas of a part are compared.
/// The first rule of a pair is the one that stands first.
pub(super) fn meeting<'a>(
    domain: &[Ranges],
    areas: impl Iterator<Item = &'a Area>,
    work: &mut Work,
    mut each: impl FnMut(usize, usize) -> bool,
) {
    let mut parts: Vec<Part> = Part::new(domain, areas).into_iter().collect();
    let mut places = Vec::new();
    while let Some(part) = parts.pop() {
        let count = part.areas.len();
        if count > FEW {
            let cut = part.best_cut(&mut places).filter(|cut| cut.cost < count.saturating_mul(count) / 4 * 3);
            if !work.spend(part.size()) {
                return;
            }
            if let Some(cut) = cut {
                parts.extend(<[Part; 2]>::from(part.cut(&cut)));
                continue;
            }
        }
        for (index, (one, _)) in part.areas.iter().enumerate() {
            for (other, _) in part.areas.iter().skip(index + 1) {
                let is_enough = !work.spend(part.domain.len() + 1);
                if is_enough || meet_first(one, other, &part) && each(one.rule, other.rule) {
                    return;
                }
            }
        }
    }
}

/// Whether two areas meet, and the first facts in common, column by column, lie in this part and so in no other.
fn meet_first(one: &Area, other: &Area, part: &Part) -> bool {
    one.cells
        .iter()
        .zip(&other.cells)
        .zip(&part.domain)
        .all(|((one, other), cases)| common(one, other).next().is_some_and(|(first, _)| meet(&[(first, first)], cases)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::check::ranges::united;

    const LAST: u32 = 39;

    fn cell() -> impl Strategy<Value = Ranges> {
        let range = (0..=LAST, 0..9_u32).prop_map(|(low, width)| (low, LAST.min(low + width)));
        prop_oneof![
            1 => Just(united([(0, LAST)])),
            8 => prop::collection::vec(range, 1..3).prop_map(united),
        ]
    }

    fn areas() -> impl Strategy<Value = Vec<Area>> {
        let cells = prop::collection::vec(prop::collection::vec(cell(), 3), 0..80);
        cells.prop_map(|areas| {
            let area = |(rule, cells)| Area { rule, cells, is_open: false, is_empty: false };
            areas.into_iter().enumerate().map(area).collect()
        })
    }

    proptest! {
        #[test]
        fn every_two_areas_that_meet_are_found_once(areas in areas()) {
            let mut found = Vec::new();
            meeting(&vec![united([(0, LAST)]); 3], areas.iter(), &mut Work::new(1_000_000), |one, other| {
                found.push((one, other));
                false
            });
            let mut expected = BTreeSet::new();
            for one in &areas {
                for other in areas.iter().skip(one.rule + 1) {
                    if one.cells.iter().zip(&other.cells).all(|(one, other)| meet(one, other)) {
                        expected.insert((one.rule, other.rule));
                    }
                }
            }
            prop_assert_eq!(found.len(), expected.len());
            prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }
}

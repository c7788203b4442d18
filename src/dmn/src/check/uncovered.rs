//! What some areas leave uncovered.

use std::collections::BTreeMap;

use super::part::Part;
use super::ranges::{Ranges, united};
use super::space::Area;
use super::work::Work;

/// Cases of each column that are uncovered together.
pub(super) type Region = Vec<Ranges>;

/// What was found.
pub(super) struct Uncovered {
    /// They lie apart from each other, and no two of them differ in one column only.
    pub(super) regions: Vec<Region>,
    /// Whether nothing else is uncovered.
    pub(super) is_all: bool,
}

/// The uncovered regions of a domain, which has cases for each column.
///
/// The domain is cut until an area covers a part, or none lies in it. The search ends where `most` regions are found
/// or the work is spent.
pub(super) fn uncovered(domain: &[Ranges], areas: &[&Area], most: usize, work: &mut Work) -> Uncovered {
    let mut found = Vec::new();
    let mut is_all = work.spend(areas.len() * domain.len());
    let whole = Part::new(domain, areas.iter().copied());
    let mut parts: Vec<Part> = whole.into_iter().filter(|part| !part.is_covered()).collect();
    let mut places = Vec::new();
    while let Some(part) = parts.pop() {
        if found.len() >= most || !work.spend(part.size()) {
            is_all = false;
            break;
        }
        let Some(cut) = part.best_cut(&mut places) else {
            found.push(part.domain);
            continue;
        };
        // The smaller part is first to be done: so few parts wait, and where rules are rare, gaps are near.
        let (larger, smaller) = part.cut(&cut);
        parts.extend([larger, smaller].into_iter().filter(|part| !part.is_covered()));
    }
    Uncovered { regions: merged(found), is_all }
}

/// The same regions, with those put together that differ in one column only.
fn merged(mut regions: Vec<Region>) -> Vec<Region> {
    loop {
        let before = regions.len();
        for column in 0..regions.first().map_or(0, Vec::len) {
            let mut alike: BTreeMap<Region, Ranges> = BTreeMap::new();
            for mut region in regions {
                let cases = region.get_mut(column).map(std::mem::take).unwrap_or_default();
                alike.entry(region).or_default().extend(cases);
            }
            let whole = |(mut region, cases): (Region, Ranges)| {
                if let Some(slot) = region.get_mut(column) {
                    *slot = united(cases);
                }
                region
            };
            regions = alike.into_iter().map(whole).collect();
        }
        if regions.len() == before {
            return regions;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CASES: u32 = 6;

    /// Some of six cases, as ranges.
    fn cases() -> impl Strategy<Value = Ranges> {
        prop_oneof![1 => Just((1 << CASES) - 1), 4 => 0..1_u32 << CASES]
            .prop_map(|bits| united((0..CASES).filter(|case| bits >> case & 1 == 1).map(|case| (case, case))))
    }

    fn areas(columns: usize) -> impl Strategy<Value = Vec<Area>> {
        let cells = prop::collection::vec(cases(), columns);
        let area = (cells, prop::bool::weighted(0.1)).prop_map(|(cells, is_open)| {
            let is_empty = cells.iter().any(|cases| cases.is_empty());
            Area { rule: 0, cells, is_open, is_empty }
        });
        prop::collection::vec(area, 0..10)
    }

    fn contains(cells: &[Ranges], point: &[u32]) -> bool {
        cells.iter().zip(point).all(|(cases, case)| cases.iter().any(|(low, high)| low <= case && case <= high))
    }

    #[test]
    fn every_part_that_is_looked_at_costs_work() {
        let area = |rule: u32| Area {
            rule: 0,
            cells: vec![united([(rule, rule)]), united([(0, rule)])],
            is_open: false,
            is_empty: false,
        };
        let areas: Vec<Area> = (0..50).map(area).collect();
        let areas: Vec<&Area> = areas.iter().collect();
        let mut work = Work::new(400);
        assert!(!uncovered(&vec![united([(0, 49)]); 2], &areas, 1_000, &mut work).is_all);
        assert!(work.is_spent());
    }

    proptest! {
        #[test]
        fn the_regions_are_all_that_is_uncovered_and_apart(
            (domain, areas) in (1..4_usize).prop_flat_map(|columns| {
                (prop::collection::vec(cases(), columns), areas(columns))
            }),
        ) {
            let mut work = Work::new(1_000_000);
            let Uncovered { regions, is_all } = uncovered(&domain, &areas.iter().collect::<Vec<_>>(), 1_000, &mut work);
            prop_assert!(is_all && !work.is_spent());
            for number in 0..CASES.pow(domain.len() as u32) {
                let point: Vec<u32> = (0..domain.len() as u32).map(|column| number / CASES.pow(column) % CASES).collect();
                let expected = contains(&domain, &point) && !areas.iter().any(|area| contains(&area.cells, &point));
                let found = regions.iter().filter(|region| contains(region, &point)).count();
                prop_assert_eq!(found, usize::from(expected), "{:?}", point);
            }
        }

        #[test]
        fn looking_for_one_region_finds_one_where_there_is_one(areas in areas(3)) {
            let areas: Vec<&Area> = areas.iter().collect();
            let domain = vec![united([(0, CASES - 1)]); 3];
            let one = uncovered(&domain, &areas, 1, &mut Work::new(1_000_000)).regions;
            let all = uncovered(&domain, &areas, 1_000, &mut Work::new(1_000_000)).regions;
            prop_assert_eq!(one.len(), all.len().min(1));
            for (index, one) in all.iter().enumerate() {
                for other in all.iter().skip(index + 1) {
                    prop_assert!(one.iter().zip(other).filter(|(one, other)| one != other).count() > 1);
                }
            }
        }

        #[test]
        fn what_was_not_looked_at_is_not_all(areas in areas(3), budget in 1_u64..200) {
            let areas: Vec<&Area> = areas.iter().collect();
            let domain = vec![united([(0, CASES - 1)]); 3];
            let mut work = Work::new(budget);
            let some = uncovered(&domain, &areas, 1_000, &mut work);
            let all = uncovered(&domain, &areas, 1_000, &mut Work::new(1_000_000));
            prop_assert_eq!(some.is_all, some.regions == all.regions && !work.is_spent());
        }
    }
}

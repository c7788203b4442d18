//! In which order things can be read that require each other.

/// An order in which each thing stands after those that it requires, as far as there is one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// The things in order, by their first positions.
    pub(crate) sequence: Vec<u32>,
    /// The position in the order of each thing.
    places: Vec<u32>,
    /// Things that require each other, the first few that were found.
    pub(crate) circles: Vec<Vec<u32>>,
}

const MAX_CIRCLES: usize = 100;
/// Named in the place of a thing's depth where the thing has none.
const NOT_OPEN: usize = usize::MAX;

impl Order {
    /// Goes through what each thing requires, by hand and not by recursion: chains may be long.
    pub(crate) fn new(requires: &[Vec<u32>]) -> Order {
        let mut order = Order { places: vec![u32::MAX; requires.len()], ..Order::default() };
        let mut depths = vec![NOT_OPEN; requires.len()];
        // The things on the way from the first to the present one, each with how much of it is done.
        let mut open: Vec<(u32, usize)> = Vec::new();
        for start in (0_u32..).take(requires.len()) {
            order.enter(start, &mut depths, &mut open);
            while let Some((thing, done)) = open.last_mut() {
                let next = requires.get(wide(*thing)).and_then(|required| required.get(*done)).copied();
                *done += 1;
                match next {
                    Some(next) => order.enter(next, &mut depths, &mut open),
                    None => order.leave(*thing, &mut depths, &mut open),
                }
            }
        }
        order
    }

    /// Where a thing stands in the order.
    pub(crate) fn place(&self, thing: u32) -> u32 {
        self.places.get(wide(thing)).copied().unwrap_or_default()
    }

    /// Puts things in order.
    pub(crate) fn sorted<T>(&self, things: Vec<T>) -> Vec<T> {
        let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
        self.sequence.iter().filter_map(|thing| things.get_mut(wide(*thing))?.take()).collect()
    }

    fn enter(&mut self, thing: u32, depths: &mut [usize], open: &mut Vec<(u32, usize)>) {
        let (Some(depth), Some(place)) = (depths.get_mut(wide(thing)), self.places.get(wide(thing))) else {
            return;
        };
        if *depth != NOT_OPEN {
            if self.circles.len() < MAX_CIRCLES {
                let members = open.get(*depth..).unwrap_or_default();
                self.circles.push(members.iter().map(|(thing, _)| *thing).collect());
            }
        } else if *place == u32::MAX {
            *depth = open.len();
            open.push((thing, 0));
        }
    }

    fn leave(&mut self, thing: u32, depths: &mut [usize], open: &mut Vec<(u32, usize)>) {
        open.pop();
        if let (Some(depth), Some(place)) = (depths.get_mut(wide(thing)), self.places.get_mut(wide(thing))) {
            *depth = NOT_OPEN;
            *place = u32::try_from(self.sequence.len()).unwrap_or(u32::MAX);
            self.sequence.push(thing);
        }
    }
}

fn wide(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_required_stands_before() {
        let order = Order::new(&[vec![2, 1], vec![], vec![1], vec![]]);
        assert_eq!(order.sequence, [1, 2, 0, 3]);
        assert_eq!(order.place(0), 2);
        assert_eq!(order.sorted(vec!['a', 'b', 'c', 'd']), ['b', 'c', 'a', 'd']);
        assert!(order.circles.is_empty());
    }

    #[test]
    fn a_circle_is_named_without_the_way_to_it() {
        let order = Order::new(&[vec![1], vec![2], vec![3, 1], vec![]]);
        assert_eq!(order.circles, [vec![1, 2]]);
        assert_eq!(order.sequence.len(), 4);
        assert_eq!(Order::new(&[vec![0]]).circles, [vec![0]]);
    }

    #[test]
    fn long_chains_need_no_stack() {
        let chain: Vec<Vec<u32>> = (1..=200_000).map(|next| vec![next]).collect();
        assert_eq!(Order::new(&chain).sequence.len(), 200_000);
    }

    proptest! {
        #[test]
        fn everything_has_a_place_and_requirements_come_first(
            requires in prop::collection::vec(prop::collection::vec(0_u32..20, 0..4), 1..20)
        ) {
            let order = Order::new(&requires);
            let mut sequence = order.sequence.clone();
            sequence.sort_unstable();
            prop_assert!(sequence.iter().copied().eq((0_u32..).take(requires.len())));
            if order.circles.is_empty() {
                for (thing, required) in (0_u32..).zip(&requires) {
                    for other in required.iter().filter(|other| wide(**other) < requires.len()) {
                        prop_assert!(order.place(*other) < order.place(thing));
                    }
                }
            }
        }
    }
}

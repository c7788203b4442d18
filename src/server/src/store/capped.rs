//! The head of a list that is cut off. A query asks for one row more than the list shows, so that it is known whether
//! there are more.

/// What a list shows.
#[derive(Debug)]
pub struct Capped<T> {
    pub rows: Vec<T>,
    /// Whether there are more.
    pub truncated: bool,
}

impl<T> Capped<T> {
    /// The first `most` of these rows.
    pub fn new(mut rows: Vec<T>, most: i64) -> Capped<T> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let truncated = rows.len() > most;
        rows.truncate(most);
        Capped { rows, truncated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_off_only_where_there_are_more() {
        let capped = |length: i64| Capped::new((0..length).collect(), 2);
        assert_eq!((capped(3).rows, capped(3).truncated), (vec![0, 1], true));
        assert_eq!((capped(2).rows, capped(2).truncated), (vec![0, 1], false));
    }
}

//! Which Virtual Account lies below which, by their paths: names with `/` between them, from the top.
//!
//! The store asks the same in SQL where it chooses the requests that an administrator decides.

/// Whether a Virtual Account lies in the subtree of another, or is it.
pub fn lies_in(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a Virtual Account lies in one of these subtrees.
pub fn lies_in_any(path: &str, tops: &[String]) -> bool {
    tops.iter().any(|top| lies_in(path, top))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_in_itself_and_in_what_is_above_it_only() {
        assert!(lies_in("North", "North"));
        assert!(lies_in("North/Leeds", "North"));
        assert!(!lies_in("North Sea", "North"));
        assert!(!lies_in("North", "North/Leeds"));
    }

    #[test]
    fn one_of_several_subtrees_is_enough() {
        let tops = ["North".to_owned(), "South".to_owned()];
        assert!(lies_in_any("South/York", &tops));
        assert!(!lies_in_any("West", &tops));
        assert!(!lies_in_any("North", &[]));
    }
}

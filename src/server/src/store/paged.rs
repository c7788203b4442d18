//! A page of a list. Its query counts all rows, and reads those of the page.

/// Which rows of a list are read.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    number: u32,
    size: i64,
}

/// What is read of a list.
#[derive(Debug)]
pub struct Paged<T> {
    pub rows: Vec<T>,
    /// How many rows all pages have.
    pub total: i64,
}

impl Page {
    /// The page with this number, from 1, of so many rows.
    pub fn new(number: Option<u32>, size: i64) -> Page {
        Page { number: number.unwrap_or(1).max(1), size }
    }

    /// How many rows come before it.
    pub fn offset(self) -> i64 {
        i64::from(self.number - 1) * self.size
    }

    /// How many rows it has at most.
    pub fn limit(self) -> i64 {
        self.size
    }

    /// The number of the page after it, of so many rows in all.
    pub fn next(self, total: i64) -> Option<u32> {
        if self.offset() + self.size < total { self.number.checked_add(1) } else { None }
    }
}

impl<T> Paged<T> {
    /// The page of rows that are all there.
    pub fn from_all(all: Vec<T>, page: Page) -> Paged<T> {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let rows = all.into_iter().skip(offset).take(usize::try_from(page.limit()).unwrap_or(usize::MAX)).collect();
        Paged { rows, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_has_the_rest_and_none_after_it() {
        for (number, rows, next) in
            [(None, vec![0, 1], Some(2)), (Some(2), vec![2, 3], Some(3)), (Some(3), vec![4], None)]
        {
            let page = Page::new(number, 2);
            let paged = Paged::from_all((0..5).collect(), page);
            assert_eq!((paged.rows, paged.total, page.next(paged.total)), (rows, 5, next));
        }
        assert_eq!(Page::new(Some(2), 2).next(4), None, "a page that is full may be the last one");
        let far = Page::new(Some(u32::MAX), 2);
        assert_eq!((Paged::from_all(vec![0], far).rows, far.next(i64::MAX)), (vec![], None));
    }
}

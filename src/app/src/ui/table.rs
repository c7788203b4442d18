//! A table; where the page is narrow its rows are cards, and the name of each column stands in its cells.

use crate::element::{Element, el};

/// A table with a caption for those who do not see it.
pub fn table(caption: &'static str, columns: &[&'static str], rows: impl IntoIterator<Item = Element>) -> Element {
    let head = el("tr").els(columns.iter().map(|name| el("th").attr("scope", "col").text(*name)));
    el("table")
        .class("table")
        .el(el("caption").class("visually-hidden").text(caption))
        .el(el("thead").el(head))
        .el(el("tbody").els(rows))
}

/// A row, headed by what it is about.
pub fn row(head: Element) -> Element {
    el("tr").el(el("th").attr("scope", "row").el(head))
}

/// A cell of a column.
pub fn cell(column: &'static str) -> Element {
    el("td").attr("data-label", column)
}

//! A table; where the page is narrow its rows are cards, and the name of each column stands in its cells. Laid out so,
//! it is a table no more to assistive technology, unless its roles are named.

use crate::dom::element::{Element, el};

/// A table with a caption for those who do not see it.
pub fn table(caption: &'static str, columns: &[&'static str], rows: impl IntoIterator<Item = Element>) -> Element {
    table_of(caption, columns, body().els(rows))
}

/// The same around a body whose rows come and go.
pub fn table_of(caption: &'static str, columns: &[&'static str], body: Element) -> Element {
    let heading = |name: &&'static str| el("th").attr("scope", "col").attr("role", "columnheader").text(*name);
    el("table")
        .class("table")
        .attr("role", "table")
        .el(el("caption").class("visually-hidden").text(caption))
        .el(el("thead").attr("role", "rowgroup").el(tr().els(columns.iter().map(heading))))
        .el(body)
}

/// The rows' place.
pub fn body() -> Element {
    el("tbody").attr("role", "rowgroup")
}

/// A row without cells.
pub fn tr() -> Element {
    el("tr").attr("role", "row")
}

/// A row, headed by what it is about.
pub fn row(head: Element) -> Element {
    tr().el(row_head().el(head))
}

/// What heads a row.
pub fn row_head() -> Element {
    el("th").attr("scope", "row").attr("role", "rowheader")
}

/// A cell of a column.
pub fn cell(column: &'static str) -> Element {
    nameless_cell().attr("data-label", column)
}

/// A cell that a card does not name the column of.
pub fn nameless_cell() -> Element {
    el("td").attr("role", "cell")
}

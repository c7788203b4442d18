//! A table; where the page is narrow its rows are cards, and the name of each column stands in its cells. Laid out so,
//! it is a table no more to assistive technology, unless its roles are named.

use crate::dom::{attr, element::Element, html};

/// A table with a caption for those who do not see it.
pub fn table(caption: &'static str, columns: &[&'static str], rows: impl IntoIterator<Item = Element>) -> Element {
    table_of(caption, columns, body().els(rows))
}

/// The same around a body whose rows come and go.
pub fn table_of(caption: &'static str, columns: &[&'static str], body: Element) -> Element {
    table_with(caption, columns.iter().map(|name| head(name)), body).class("table")
}

/// The same with columns that keep their width when other rows come: of lists that are filtered.
pub fn even_table_of(caption: &'static str, columns: &[&'static str], body: Element) -> Element {
    table_with(caption, columns.iter().map(|name| head(name)), body).class("table table--even")
}

/// The same with headings that do more than name their column; the caller gives it its class.
pub fn table_with(caption: &'static str, heads: impl IntoIterator<Item = Element>, body: Element) -> Element {
    html::table()
        .attr(attr::ROLE, "table")
        .el(html::caption().class("visually-hidden").text(caption))
        .el(html::thead().attr(attr::ROLE, "rowgroup").el(tr().els(heads)))
        .el(body)
}

/// The heading of a column.
pub fn head(name: &'static str) -> Element {
    html::th().attr(attr::SCOPE, "col").attr(attr::ROLE, "columnheader").text(name)
}

/// The rows' place.
pub fn body() -> Element {
    html::tbody().attr(attr::ROLE, "rowgroup")
}

/// A row without cells.
pub fn tr() -> Element {
    html::tr().attr(attr::ROLE, "row")
}

/// A row, headed by what it is about.
pub fn row(head: Element) -> Element {
    tr().el(row_head().el(head))
}

/// What heads a row.
pub fn row_head() -> Element {
    html::th().attr(attr::SCOPE, "row").attr(attr::ROLE, "rowheader")
}

/// A cell of a column.
pub fn cell(column: &'static str) -> Element {
    nameless_cell().attr(attr::DATA_LABEL, column)
}

/// A cell that a card does not name the column of.
pub fn nameless_cell() -> Element {
    html::td().attr(attr::ROLE, "cell")
}

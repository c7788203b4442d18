//! The headings that order the list. Where the page is narrow they are not there, and a select among the filters does it.

use api::directory::{DirectoryOrder, DirectoryQuery};

use super::update_query;
use crate::{
    dom::{attr, element::Element, signal::Memo},
    ui::{icon, page::button, table},
};

/// A heading that orders by its column: up, then down. Without `orders` it brings back the order of one's access.
pub fn head(
    name: &'static str,
    query: Memo<DirectoryQuery>,
    orders: Option<(DirectoryOrder, DirectoryOrder)>,
) -> Element {
    let order = move || query.with(|query| query.order);
    let direction = move || match (order(), orders) {
        (None, None) => Some("other".into()),
        (Some(order), Some((up, _))) if order == up => Some("ascending".into()),
        (Some(order), Some((_, down))) if order == down => Some("descending".into()),
        _ => None,
    };
    let turn = move || {
        update_query(query, |query| {
            query.order = orders.map(|(up, down)| if query.order == Some(up) { down } else { up });
        });
    };
    let button = button(name, "table__sort", turn).el(icon("chevron-down"));
    table::head("").attr_with(attr::ARIA_SORT, direction).el(button)
}

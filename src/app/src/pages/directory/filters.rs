//! What narrows the list, and on narrow pages what orders it.

use api::directory::{DirectoryAccess, DirectoryOrder, DirectoryQuery};
use leptos::prelude::*;

use super::update_query;
use crate::{
    dom::{
        element::Element,
        html,
        signal::{Memo, State},
        task,
    },
    session::texts,
    ui::{
        form::field::country_select,
        list::{all_option, filter, filter_of},
    },
};

pub fn filters(query: Memo<DirectoryQuery>) -> Element {
    let access = [
        ("held", texts().directory_filter_held().to_owned()),
        ("requested", texts().status_requested().to_owned()),
        ("pending", texts().status_pending().to_owned()),
    ];
    let orders = DirectoryOrder::ALL.iter().map(|order| order.as_str());
    let orders = [""].into_iter().chain(orders).map(|order| (order, texts().directory_order_name(order)));
    html::div().class("filters").els([
        filter(
            "filter-access",
            texts().your_access(),
            [all_option()].into_iter().chain(access),
            move || query.with(|query| query.access.map_or("", DirectoryAccess::as_str).to_owned()),
            move |word| update_query(query, |query| query.access = DirectoryAccess::parse(&word)),
        ),
        filter_of(
            "filter-country",
            texts().account_country(),
            country_select(country(query), texts().list_filter_all()),
            move |code| update_query(query, |query| query.country = (!code.is_empty()).then_some(code)),
        ),
        filter(
            "directory-order",
            texts().pending_order(),
            orders,
            move || query.with(|query| query.order.map_or("", DirectoryOrder::as_str).to_owned()),
            move |word| update_query(query, |query| query.order = DirectoryOrder::parse(&word)),
        ),
    ])
}

/// The country of the URL, which Back changes too.
fn country(query: Memo<DirectoryQuery>) -> State<String> {
    let of_query = move || query.with(|query| query.country.clone().unwrap_or_default());
    let country = State::new(untrack(of_query));
    task::effect(move || {
        let chosen = of_query();
        if country.with_untracked(|country| *country != chosen) {
            country.set(chosen);
        }
    });
    country
}

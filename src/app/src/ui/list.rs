//! What lists share that are filtered and come in pages: the filters, the count, and the ways to other pages.

use api::page::Route;

use crate::{
    dom::{attr, element::Element, event, html, signal::State},
    routing::navigation,
    session::texts,
    ui::{
        form::input_value,
        page::{button, link},
    },
};

/// One of several words, or all. `chosen` is empty for all.
pub fn filter(
    id: &'static str,
    label: &'static str,
    options: impl IntoIterator<Item = (&'static str, String)>,
    chosen: impl Fn() -> String + Send + 'static,
    choose: impl Fn(String) + Send + 'static,
) -> Element {
    let options = options.into_iter().map(|(word, name)| html::option().attr(attr::VALUE, word).text(name));
    filter_of(id, label, html::select().els(options).value(chosen), choose)
}

/// The same with a select that knows its options.
pub fn filter_of(
    id: &'static str,
    label: &'static str,
    select: Element,
    choose: impl Fn(String) + Send + 'static,
) -> Element {
    let select =
        select.class("field__input").attr(attr::ID, id).on(event::CHANGE, move |event| choose(input_value(&event)));
    html::div().class("field").el(html::label().class("field__label").attr(attr::FOR, id).text(label)).el(select)
}

/// The first option of a filter.
pub fn all_option() -> (&'static str, String) {
    ("", texts().list_filter_all().to_owned())
}

/// How many there are; announced when that changes.
pub fn count(words: impl Fn() -> String + Send + 'static) -> Element {
    html::p().class("count").attr(attr::ROLE, "status").text_with(words)
}

/// The ways to the page before and after, where there are any. `page` is nothing for the first.
pub fn pager(page: Option<u32>, next: Option<u32>, route: &dyn Fn(Option<u32>) -> Route) -> Option<Element> {
    if page.is_none() && next.is_none() {
        return None;
    }
    // The link disappears with its list: the focus goes to the page.
    let to = |page, words, rel: &'static str| {
        link(&route(page), words, "button").attr(attr::REL, rel).on(event::CLICK, |_| navigation::focus("main"))
    };
    let before = page.map(|page| to((page > 2).then_some(page - 1), texts().list_previous(), "prev"));
    let next = next.map(|next| to(Some(next), texts().directory_next_page(), "next"));
    let here = html::span().text(texts().list_page(i64::from(page.unwrap_or(1))));
    Some(html::nav().class("pager").attr(attr::ARIA_LABEL, texts().directory_pages()).els(before).el(here).els(next))
}

/// The same where the page is not in the URL.
pub fn pager_in_place(page: State<Option<u32>>, next: Option<u32>) -> Option<Element> {
    let here = page.get();
    if here.is_none() && next.is_none() {
        return None;
    }
    let to = |other: Option<u32>, words| {
        button(words, "button", move || {
            page.set(other);
            navigation::focus("main");
        })
    };
    let before = here.map(|here| to((here > 2).then_some(here - 1), texts().list_previous()));
    let after = next.map(|next| to(Some(next), texts().directory_next_page()));
    let number = html::span().text(texts().list_page(i64::from(here.unwrap_or(1))));
    Some(html::nav().class("pager").attr(attr::ARIA_LABEL, texts().directory_pages()).els(before).el(number).els(after))
}

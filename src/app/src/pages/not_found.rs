//! The page for a URL that names none.

use api::page::Route;
use leptos::prelude::*;

use crate::{
    dom::{element::fragment, html},
    session::texts,
    ui::page::{link, page_head},
};

pub fn not_found_page() -> AnyView {
    let home = link(&Route::Home, texts().not_found_home(), "button button--primary");
    fragment(vec![
        page_head(texts().not_found_title(), []),
        html::p().text(texts().not_found_text()).view(),
        html::p().el(home).view(),
    ])
}

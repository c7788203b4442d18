//! The navigation at the side: the current Smart Account, and the pages about it.

use leptos::prelude::*;

use super::{
    menu::{directory_link, page_link},
    switcher::switcher,
};
use crate::{
    element::{Element, el, live, nothing},
    route::Route,
    session::{texts, use_app},
};

pub fn sidenav() -> Element {
    let app = use_app();
    // Whoever holds nothing has nothing to switch between.
    let has_account = Memo::new(move |_| app.current_account.with(Option::is_some));
    let switcher = live(move || if has_account.get() { switcher(app).view() } else { nothing() });
    let requests = page_link(Route::Requests, texts().menu_your_requests(), "sidenav__link");
    let links = directory_link(app, "sidenav__link").into_iter().chain([requests]);
    el("nav")
        .class("sidenav")
        .attr("aria-label", texts().smart_account())
        .child(switcher)
        .el(el("p").class("sidenav__heading").text(texts().smart_account()))
        .el(el("ul").els(links.map(|link| el("li").el(link))))
}

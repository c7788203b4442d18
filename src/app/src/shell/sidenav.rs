//! The navigation at the side: the current Smart Account, and the pages about it.

use api::page::{IdentifierStep, Route};

use super::{
    menu::{access_entries, entry, page_link},
    switcher::switcher,
};
use crate::{
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        html,
        signal::Memo,
    },
    session::{texts, use_app},
};

pub fn sidenav() -> Element {
    let app = use_app();
    // A person without grants has no account to switch to.
    let has_account = Memo::new(move |_| app.current_account.with(Option::is_some));
    let switcher = dynamic(move || if has_account.get() { switcher(app).view() } else { nothing() });
    // Whoever has nothing else begins there, and comes back.
    let has_directory = app.directory_memo();
    let is_without_directory = Memo::new(move |_| !has_directory.get() && app.may_request());
    let request = entry(is_without_directory, || {
        let route = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
        page_link(route, "search", texts().menu_request_existing(), "sidenav__link")
    });
    html::nav()
        .class("sidenav")
        .attr(attr::ARIA_LABEL, texts().smart_account())
        .child(switcher)
        .el(html::p().class("sidenav__heading").text(texts().smart_account()))
        .el(html::ul().child(request).child(access_entries(app, "sidenav__link")))
}

//! The navigation at the side: the current Smart Account, and the pages about it.

use super::{menu::access_entries, switcher::switcher};
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
    html::nav()
        .class("sidenav")
        .attr(attr::ARIA_LABEL, texts().smart_account())
        .child(switcher)
        .el(html::p().class("sidenav__heading").text(texts().smart_account()))
        .el(html::ul().child(access_entries(app, "sidenav__link")))
}

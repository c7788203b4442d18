//! The navigation at the side: the current Smart Account, and the pages about it.

use super::{menu::access_entries, switcher::switcher};
use crate::{
    dom::{
        element::{Element, dynamic, el, nothing},
        signal::Memo,
    },
    session::{texts, use_app},
};

pub fn sidenav() -> Element {
    let app = use_app();
    // A person without grants has no account to switch to.
    let has_account = Memo::new(move |_| app.current_account.with(Option::is_some));
    let switcher = dynamic(move || if has_account.get() { switcher(app).view() } else { nothing() });
    el("nav")
        .class("sidenav")
        .attr("aria-label", texts().smart_account())
        .child(switcher)
        .el(el("p").class("sidenav__heading").text(texts().smart_account()))
        .el(el("ul").child(access_entries(app, "sidenav__link")))
}

//! The banner about a lost and a restored connection.

use leptos::prelude::*;

use crate::{
    dom::element::{dynamic, el, nothing},
    net::polling::{Connection, use_polling},
    session::texts,
};

/// A live region, which must be there before it gets its text.
pub fn banner() -> AnyView {
    let connection = use_polling().connection;
    let banner = dynamic(move || {
        let (class, title, words) = match connection.get() {
            Connection::Connected => return nothing(),
            Connection::Lost => ("notice notice--warning", texts().connection_lost(), texts().connection_lost_text()),
            Connection::Restored => {
                ("notice notice--success", texts().connection_back(), texts().connection_back_text())
            }
        };
        el("div").class(class).el(el("p").class("notice__title").text(title)).el(el("p").text(words)).view()
    });
    el("div").class("connection").attr("role", "status").child(banner).view()
}

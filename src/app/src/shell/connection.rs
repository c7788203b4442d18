//! The banner about a lost and a restored connection.

use leptos::prelude::*;

use crate::{
    dom::{
        attr,
        element::{dynamic, nothing},
        html,
    },
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
        html::div().class(class).el(html::p().class("notice__title").text(title)).el(html::p().text(words)).view()
    });
    html::div().class("connection").attr(attr::ROLE, "status").child(banner).view()
}

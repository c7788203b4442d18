//! Says that the server cannot be reached, and that it can be again.

use leptos::prelude::*;

use crate::{
    dom::element::{el, live, nothing},
    net::polling::{Connection, connection},
    session::texts,
};

/// The place is there before anything is said in it.
pub fn banner() -> AnyView {
    let connection = connection();
    let said = live(move || {
        let (class, title, words) = match connection.get() {
            Connection::There => return nothing(),
            Connection::Lost => ("notice notice--warning", texts().connection_lost(), texts().connection_lost_text()),
            Connection::Back => ("notice notice--success", texts().connection_back(), texts().connection_back_text()),
        };
        el("div").class(class).el(el("p").class("notice__title").text(title)).el(el("p").text(words)).view()
    });
    el("div").class("connection").attr("role", "status").child(said).view()
}

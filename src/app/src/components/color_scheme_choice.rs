//! The choice between light, dark and as the system: radio buttons side by side.

use crate::{
    dom::{attr, element::Element, event, html, signal::State},
    session::texts,
    storage::color_scheme,
};

/// `name` keeps the buttons of one place apart from those of another; `chosen` is what all places share.
pub fn scheme_choice(name: &'static str, chosen: State<String>) -> Element {
    let options = color_scheme::ALL.map(|word| {
        let radio = html::input()
            .attr(attr::TYPE, "radio")
            .attr(attr::NAME, name)
            .attr(attr::VALUE, word)
            .checked(move || chosen.with(|chosen| chosen == word))
            .on(event::CHANGE, move |_| {
                color_scheme::choose(word);
                chosen.set(word.to_owned());
            });
        html::label().class("segment").el(radio).el(html::span().text(texts().scheme_name(word)))
    });
    html::fieldset()
        .class("segments")
        .el(html::legend().text(texts().scheme_label()))
        .el(html::div().class("segments__row").els(options))
}

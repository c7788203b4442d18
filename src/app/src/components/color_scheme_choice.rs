//! The choice between light, dark and as the system: radio buttons side by side.

use crate::{
    dom::{
        element::{Element, el},
        signal::State,
    },
    session::texts,
    storage::color_scheme,
};

/// `name` keeps the buttons of one place apart from those of another; `chosen` is what all places share.
pub fn scheme_choice(name: &'static str, chosen: State<String>) -> Element {
    let options = color_scheme::ALL.map(|word| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", word)
            .checked(move || chosen.with(|chosen| chosen == word))
            .on("change", move |_| {
                color_scheme::choose(word);
                chosen.set(word.to_owned());
            });
        el("label").class("segment").el(radio).el(el("span").text(texts().scheme_name(word)))
    });
    el("fieldset")
        .class("segments")
        .el(el("legend").text(texts().scheme_label()))
        .el(el("div").class("segments__row").els(options))
}

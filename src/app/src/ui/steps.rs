//! How far a form of several pages is.

use crate::{
    dom::element::{Element, el},
    session::texts,
};

/// The names of the steps, and which of them is the current one, from 0.
pub fn steps(names: &[&'static str], current: usize) -> Element {
    let names = names.iter().enumerate().map(|(index, name)| {
        let step = el("li").text(*name);
        if index == current { step.attr("aria-current", "step") } else { step }
    });
    el("ol").class("steps").attr("aria-label", texts().request_steps()).els(names)
}

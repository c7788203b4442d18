//! How far a form of several pages is.

use crate::{
    dom::{attr, element::Element, html},
    session::texts,
};

/// The names of the steps, and which of them is the current one, from 0.
pub fn steps(names: &[&'static str], current: usize) -> Element {
    let names = names.iter().enumerate().map(|(index, name)| {
        let step = html::li().text(*name);
        if index == current { step.attr(attr::ARIA_CURRENT, "step") } else { step }
    });
    html::ol().class("steps").attr(attr::ARIA_LABEL, texts().request_steps()).els(names)
}

//! What a new service still needs, on the first page of whoever acts for the operator, until all of it is done.

use api::changes::NextStep;
use leptos::prelude::*;

use crate::{
    dom::{
        element::{Element, dynamic, nothing},
        html,
        signal::Memo,
    },
    session::{texts, use_app},
    ui::notice::{Tone, notice},
};

/// Nothing for everybody else, and once all is done: the polling sees to it.
pub fn next_steps() -> AnyView {
    let app = use_app();
    let steps = Memo::new(move |_| app.changes.with(|changes| changes.next_steps.clone()));
    dynamic(move || {
        let steps = steps.get();
        if steps.is_empty() {
            return nothing();
        }
        let about = html::p().class("hint").text(texts().next_steps_about());
        notice(Tone::Info, texts().next_steps_title(), [html::ul().els(steps.into_iter().map(item)), about])
    })
}

fn item(step: NextStep) -> Element {
    let sentence = texts().next_step(step.as_str());
    // What stands between backticks is typed as it is: a command, or a setting.
    sentence.split('`').enumerate().fold(html::li(), |item, (at, part)| {
        let is_typed = at % 2 == 1;
        if is_typed { item.el(html::code().untranslated().text(part.to_owned())) } else { item.text(part.to_owned()) }
    })
}

//! What happened to a request while its page was open.

use leptos::prelude::*;

use crate::{
    dom::{
        attr,
        element::{dynamic, nothing},
        html,
        signal::Memo,
    },
    routing::navigation,
    ui::notice::{Tone, notice},
};

/// Tells that a request which waited has ended since the page was opened: a notice, which a live region reads, and the title
/// of the window. `words` gives nothing for what the person did themselves, which has a message of its own.
pub fn news<S: Copy + PartialEq + Send + Sync + 'static>(
    state: impl Fn() -> Option<S> + Send + Sync + 'static,
    waits: fn(S) -> bool,
    words: impl Fn(S) -> Option<(Tone, &'static str)> + Send + Sync + 'static,
    text: &'static str,
) -> AnyView {
    let heard = Memo::new(move |before: Option<&(Option<S>, bool)>| {
        let (known, is_news) = before.copied().unwrap_or_default();
        let Some(now) = state() else { return (known, is_news) };
        let has_ended = known.is_some_and(waits) && !waits(now);
        (Some(now), has_ended || (is_news && known == Some(now)))
    });
    let notice = dynamic(move || {
        let (Some(state), true) = heard.get() else { return nothing() };
        let Some((tone, words)) = words(state) else { return nothing() };
        // After the head of the request as it is now.
        queue_microtask(move || navigation::set_title(words));
        notice(tone, words, [html::p().text(text)])
    });
    html::div().class("live").attr(attr::ROLE, "status").child(notice).view()
}

//! What is long, or there for whoever asks: folded behind words that say what it is and how much of it there is.

use text::Texts;

use crate::{
    dom::{element::Element, html},
    session::texts,
};

/// How many lines are in sight where there are more than one more than that.
const IN_SIGHT: usize = 3;

/// Something folded; `words` say what it is.
pub fn fold(words: &str, folded: impl IntoIterator<Item = Element>) -> Element {
    html::details().class("fold").el(html::summary().text(words.to_owned())).els(folded)
}

/// Lines below each other. Of a long list the first are in sight, and `more` says how many are folded.
pub fn lines(lines: impl IntoIterator<Item = Element>, more: fn(&Texts, i64) -> String) -> Element {
    let mut in_sight: Vec<Element> = lines.into_iter().map(|line| html::div().el(line)).collect();
    // Folding a single line would save nothing.
    let folded = if in_sight.len() > IN_SIGHT + 1 { in_sight.split_off(IN_SIGHT) } else { Vec::new() };
    let count = i64::try_from(folded.len()).unwrap_or(i64::MAX);
    html::div().els(in_sight).els((count > 0).then(|| fold(&more(texts(), count), folded)))
}

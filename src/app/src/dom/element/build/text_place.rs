//! A text that changes. A browser's translator takes texts out of the page and puts elements of its own in their place;
//! what is then written into the text that it took is seen by nobody. So the place lies between two comments, which
//! translators leave where they are.

use leptos::prelude::document;
use web_sys::{Comment, Element, Node, Text};

pub struct TextPlace {
    before: Comment,
    text: Text,
    after: Comment,
}

impl TextPlace {
    pub fn at_end_of(parent: &Element) -> TextPlace {
        let mark = || document().create_comment("");
        let place = TextPlace { before: mark(), text: document().create_text_node(""), after: mark() };
        let nodes: [&Node; 3] = [&place.before, &place.text, &place.after];
        for node in nodes {
            let _ = parent.append_child(node);
        }
        place
    }

    /// The text is there, and nothing else.
    pub fn say(&self, words: &str) {
        self.text.set_data(words);
        let own: &Node = &self.text;
        if self.before.next_sibling().as_ref() == Some(own) {
            return;
        }
        let end: &Node = &self.after;
        let Some(parent) = self.after.parent_node() else { return };
        while let Some(foreign) = self.before.next_sibling().filter(|node| node != end) {
            let _ = parent.remove_child(&foreign);
        }
        let _ = parent.insert_before(own, Some(end));
    }
}

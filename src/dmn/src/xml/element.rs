//! Walking through a document that is read.

use super::{Document, Node};

/// An element with its unprefixed attributes, and its own text without that of its children.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'d> {
    document: &'d Document<'d>,
    index: u32,
}

impl Document<'_> {
    /// The outermost element.
    pub(crate) fn root(&self) -> Element<'_> {
        Element { document: self, index: 0 }
    }

    /// The namespace in which a drawing of this model stands, where its version has drawings.
    pub(crate) fn drawing_namespace(&self) -> Option<String> {
        super::namespace::of_drawing(&self.namespace)
    }
}

impl<'d> Element<'d> {
    pub(crate) fn name(self) -> &'d str {
        self.node().map_or("", |node| node.name)
    }

    /// The byte at which its tag begins.
    pub(crate) fn at(self) -> usize {
        self.node().map_or(0, |node| wide(node.at))
    }

    pub(crate) fn text(self) -> &'d str {
        let text = self.node().and_then(|node| self.document.texts.get(wide(node.text?)));
        text.map_or("", |text| text.as_ref())
    }

    pub(crate) fn attribute(self, name: &str) -> Option<&'d str> {
        let from = wide(self.node()?.attributes);
        let next = self.document.nodes.get(wide(self.index) + 1);
        let to = next.map_or(self.document.attributes.len(), |next| wide(next.attributes));
        let attributes = self.document.attributes.get(from..to).unwrap_or_default();
        attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_ref())
    }

    /// The elements that stand in it, without those that stand in these.
    pub(crate) fn children(self) -> impl Iterator<Item = Element<'d>> + Clone {
        let end = self.end();
        let mut index = self.index.saturating_add(1);
        std::iter::from_fn(move || {
            let child = Element { document: self.document, index };
            index = child.end();
            (child.index < end).then_some(child)
        })
    }

    pub(crate) fn all(self, name: &'d str) -> impl Iterator<Item = Element<'d>> + Clone {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first child of this name. It looks at all children before.
    pub(crate) fn child(self, name: &'d str) -> Option<Element<'d>> {
        self.all(name).next()
    }

    fn node(self) -> Option<&'d Node<'d>> {
        self.document.nodes.get(wide(self.index))
    }

    /// Never before the next element, so that walking comes to an end.
    fn end(self) -> u32 {
        self.node().map_or(u32::MAX, |node| node.end.max(self.index.saturating_add(1)))
    }
}

fn wide(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

//! XML as a list of the elements that are DMN's, in the order of the document. Others, such as diagrams and vendor
//! extensions, are passed over with everything in them.
//!
//! Nothing here knows what the elements mean. Sizes are bounded, and documents cannot declare entities.

mod element;
mod namespace;
mod parse;

use std::borrow::Cow;

pub(crate) use element::Element;
pub(crate) use parse::parse;

/// The most bytes of a document.
const MAX_LENGTH: usize = 16 * 1024 * 1024;
/// The most elements within each other. A decision table needs seven.
const MAX_DEPTH: usize = 64;
/// The most elements and attributes of a document, counted together.
const MAX_ITEMS: usize = 2_000_000;
/// The most attributes of one element, and the most namespaces that are declared at one place: looking for one among
/// them takes time for each.
const MAX_ATTRIBUTES: usize = 256;
/// The most bytes of an attribute. Findings quote names.
const MAX_ATTRIBUTE: usize = 8 * 1024;

/// A document, read. What needs no unescaping is borrowed from its source.
#[derive(Debug)]
pub(crate) struct Document<'x> {
    /// The namespace of its root.
    namespace: String,
    nodes: Vec<Node<'x>>,
    /// The attributes of all elements, one element after the other.
    attributes: Vec<(&'x str, Cow<'x, str>)>,
    texts: Vec<Cow<'x, str>>,
}

/// An element, before those that stand in it. There may be millions: positions are small.
#[derive(Debug)]
struct Node<'x> {
    name: &'x str,
    /// The byte at which its tag begins.
    at: u32,
    /// The position of the first element that stands behind it and not in it.
    end: u32,
    /// Where its attributes begin; they end where those of the next element begin.
    attributes: u32,
    /// The position of its text, where it has any but blanks.
    text: Option<u32>,
}

/// Why a document cannot be read, and at which byte.
#[derive(Debug)]
pub(crate) struct XmlError {
    pub(crate) at: usize,
    pub(crate) message: String,
}

#[cfg(test)]
mod tests;

//! From text to a document.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{NamespaceError, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use super::{Document, MAX_ATTRIBUTE, MAX_ATTRIBUTES, MAX_DEPTH, MAX_ITEMS, MAX_LENGTH, Node, XmlError, namespace};

/// Reads a document whose root is an element of DMN.
pub(crate) fn parse(xml: &str) -> Result<Document<'_>, XmlError> {
    if xml.len() > MAX_LENGTH {
        return Err(error(0, format!("the document has {} bytes; at most {MAX_LENGTH} are read", xml.len())));
    }
    let document = Document { namespace: String::new(), nodes: Vec::new(), attributes: Vec::new(), texts: Vec::new() };
    let mut root = String::new();
    let mut parser = Parser { xml, document, open: Vec::new(), items: 0, is_done: false };
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (namespace, event) = reader.read_resolved_event().map_err(|cause| error(at, unreadable(&cause)))?;
        match event {
            Event::Start(tag) => {
                if root.is_empty() {
                    tag.local_name().as_ref().clone_into(&mut root);
                    bound(&namespace).clone_into(&mut parser.document.namespace);
                }
                let known = namespace::is_model(bound(&namespace));
                parser.start(&tag, at, known)?;
            }
            Event::End(_) => parser.end(at)?,
            Event::Text(text) => parser.append(text.xml10_content(), at)?,
            Event::CData(text) => parser.append(text.xml10_content(), at)?,
            Event::GeneralRef(reference) => parser.append(Cow::Owned(resolve(&reference, at)?), at)?,
            Event::DocType(_) => {
                return Err(error(at, "a document type is not accepted; remove `<!DOCTYPE …>`"));
            }
            Event::Eof if !parser.open.is_empty() => {
                return Err(error(at, "the document ends before its elements do"));
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let document = parser.document;
    if root.is_empty() {
        return Err(error(0, "this is not a DMN model: it has no element"));
    }
    if document.nodes.first().is_none_or(|root| root.name != "definitions") {
        let namespace = shown(&document.namespace);
        return Err(error(0, namespace::refused(&shown(&root), &namespace)));
    }
    Ok(document)
}

struct Parser<'x> {
    xml: &'x str,
    document: Document<'x>,
    open: Vec<Open<'x>>,
    items: usize,
    is_done: bool,
}

/// An element whose end is still to come.
struct Open<'x> {
    /// Its position, unless it is passed over.
    node: Option<usize>,
    text: Cow<'x, str>,
}

impl<'x> Parser<'x> {
    fn start(&mut self, tag: &BytesStart<'_>, at: usize, known: bool) -> Result<(), XmlError> {
        if self.is_done {
            return Err(error(at, "only one element may stand at the top"));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(error(at, format!("elements are nested deeper than {MAX_DEPTH}")));
        }
        self.count(at)?;
        // The tag's own slice lives as long as the event only; that of the source is the same text.
        let content = at.checked_add(1).and_then(|from| self.xml.get(from..from.checked_add(tag.len())?));
        let Some(content) = content.filter(|content| *content == &tag[..]) else {
            return Err(error(at, "this is not well-formed XML: a tag ends within a character"));
        };
        let (name, _) = content.split_at_checked(tag.name().as_ref().len()).unwrap_or((content, ""));
        let parent = self.open.last();
        let is_kept = known && parent.is_none_or(|parent| parent.node.is_some());
        let node = is_kept.then_some(self.document.nodes.len());
        if is_kept {
            self.document.nodes.push(Node {
                name: name.rsplit(':').next().unwrap_or(name),
                at: small(at),
                end: 0,
                attributes: small(self.document.attributes.len()),
                text: None,
            });
        }
        self.attributes(content, name.len(), at, is_kept)?;
        self.open.push(Open { node, text: Cow::Borrowed("") });
        Ok(())
    }

    /// Keeps the attributes of an element, or only looks at them.
    fn attributes(&mut self, tag: &'x str, from: usize, at: usize, is_kept: bool) -> Result<(), XmlError> {
        for (number, attribute) in (1..).zip(Attributes::new(tag, from)) {
            let attribute =
                attribute.map_err(|cause| error(at, format!("an attribute is not well-formed: {cause}")))?;
            self.count(at)?;
            if number > MAX_ATTRIBUTES {
                return Err(error(at, format!("the element has more than {MAX_ATTRIBUTES} attributes")));
            }
            let key = attribute.key.0;
            if !is_kept || key == "xmlns" || key.contains(':') {
                continue;
            }
            let length = attribute.value.len();
            if length > MAX_ATTRIBUTE {
                let message = format!("attribute `{key}` has {length} bytes; at most {MAX_ATTRIBUTE} are read");
                return Err(error(at, message));
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|cause| error(at, format!("attribute `{key}`: {cause}")))?;
            self.document.attributes.push((key, value));
        }
        Ok(())
    }

    fn end(&mut self, at: usize) -> Result<(), XmlError> {
        let Some(done) = self.open.pop() else {
            return Err(error(at, "nothing is open here"));
        };
        self.is_done = self.open.is_empty();
        let end = small(self.document.nodes.len());
        if let Some(node) = done.node.and_then(|node| self.document.nodes.get_mut(node)) {
            node.end = end;
            if !is_blank(&done.text) {
                node.text = Some(small(self.document.texts.len()));
                self.document.texts.push(done.text);
            }
        }
        Ok(())
    }

    fn append(&mut self, text: Cow<'x, str>, at: usize) -> Result<(), XmlError> {
        let next = self.document.nodes.len();
        match self.open.last_mut() {
            // Blanks between elements are many and say nothing.
            Some(Open { node: Some(node), .. }) if *node + 1 < next && is_blank(&text) => {}
            Some(Open { node: Some(_), text: before, .. }) if before.is_empty() => *before = text,
            Some(Open { node: Some(_), text: before, .. }) => before.to_mut().push_str(&text),
            Some(_) => {}
            None if is_blank(&text) => {}
            None => return Err(error(at, "text stands outside of the model")),
        }
        Ok(())
    }

    fn count(&mut self, at: usize) -> Result<(), XmlError> {
        self.items += 1;
        if self.items > MAX_ITEMS {
            return Err(error(at, format!("the document has more than {MAX_ITEMS} elements and attributes")));
        }
        Ok(())
    }
}

/// What the reader says of its own limit is meant for programmers.
fn unreadable(cause: &quick_xml::Error) -> String {
    match cause {
        quick_xml::Error::Namespace(NamespaceError::TooManyBindings(most)) => {
            format!("more than {most} namespaces are declared here")
        }
        _ => format!("this is not well-formed XML: {cause}"),
    }
}

/// The namespace of an element; empty where it has none.
fn bound<'n>(namespace: &ResolveResult<'n>) -> &'n str {
    match namespace {
        ResolveResult::Bound(namespace) => namespace.0,
        _ => "",
    }
}

/// A name as far as a finding repeats it.
fn shown(name: &str) -> String {
    /// The most characters of it.
    const MAX_SHOWN: usize = 200;
    match name.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => [name.get(..end).unwrap_or_default(), "…"].concat(),
        None => name.to_owned(),
    }
}

fn resolve(reference: &BytesRef<'_>, at: usize) -> Result<String, XmlError> {
    let name = &reference[..];
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_predefined_entity(name)
            .map(str::to_owned)
            .ok_or_else(|| error(at, format!("the entity `&{name};` is not known; write the character itself"))),
        Err(cause) => Err(error(at, format!("`&{name};`: {cause}"))),
    }
}

/// Whether nothing but XML's blanks stands in a text.
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Everything that is counted is bounded far below the limit.
fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn error(at: usize, message: impl Into<String>) -> XmlError {
    XmlError { at, message: message.into() }
}

//! XML as a tree of the elements that are DMN's. Others, such as diagrams and vendor extensions, are passed over.
//!
//! Nothing here knows what the elements mean. Sizes are bounded, and documents cannot declare entities.

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

/// The most bytes of a document.
const MAX_LENGTH: usize = 4 * 1024 * 1024;
/// The most elements within each other. A decision table needs seven.
const MAX_DEPTH: usize = 64;

/// The namespaces of DMN 1.1 to 1.5.
const NAMESPACES: &[&str] = &[
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];

/// An element with its unprefixed attributes, and its own text without that of its children.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
    /// The byte at which its tag begins.
    pub(crate) at: usize,
    attributes: Vec<(String, String)>,
    /// Whether its namespace is DMN's.
    known: bool,
}

/// Why a document cannot be read, and at which byte.
#[derive(Debug)]
pub(crate) struct XmlError {
    pub(crate) at: usize,
    pub(crate) message: String,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads a document whose root is an element of DMN.
pub(crate) fn parse(xml: &str) -> Result<Element, XmlError> {
    if xml.len() > MAX_LENGTH {
        return Err(error(0, format!("the document has {} bytes; at most {MAX_LENGTH} are read", xml.len())));
    }
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (namespace, event) =
            reader.read_resolved_event().map_err(|cause| error(at, format!("this is not well-formed XML: {cause}")))?;
        match event {
            Event::Start(tag) => {
                if root.is_some() {
                    return Err(error(at, "only one element may stand at the top"));
                }
                if open.len() == MAX_DEPTH {
                    return Err(error(at, format!("elements are nested deeper than {MAX_DEPTH}")));
                }
                let known = is_known(&namespace);
                open.push(element(&tag, at, known)?);
            }
            Event::End(_) => {
                let Some(done) = open.pop() else {
                    return Err(error(at, "nothing is open here"));
                };
                match open.last_mut() {
                    Some(parent) if done.known => parent.children.push(done),
                    Some(_) => {}
                    None => root = Some(done),
                }
            }
            Event::Text(text) => {
                let text = text.xml_content().map_err(|cause| error(at, cause.to_string()))?;
                append(&mut open, &text, at)?;
            }
            Event::CData(text) => {
                let text = text.decode().map_err(|cause| error(at, cause.to_string()))?;
                append(&mut open, &text, at)?;
            }
            Event::GeneralRef(reference) => {
                let text = resolve(&reference, at)?;
                append(&mut open, &text, at)?;
            }
            Event::DocType(_) => {
                return Err(error(at, "a document type is not accepted; remove `<!DOCTYPE …>`"));
            }
            Event::Eof if !open.is_empty() => {
                return Err(error(at, "the document ends before its elements do"));
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    root.filter(|root| root.known && root.name == "definitions").ok_or_else(|| {
        error(0, "this is not a DMN model: its root is not `definitions` in a namespace of DMN 1.1 to 1.5")
    })
}

fn is_known(namespace: &ResolveResult<'_>) -> bool {
    let ResolveResult::Bound(namespace) = namespace else {
        return false;
    };
    NAMESPACES.iter().any(|known| known.as_bytes() == namespace.as_ref())
}

fn element(tag: &BytesStart<'_>, at: usize, known: bool) -> Result<Element, XmlError> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|cause| error(at, format!("an attribute is not well-formed: {cause}")))?;
        let key = utf8(attribute.key.as_ref());
        let value = attribute.unescape_value().map_err(|cause| error(at, format!("attribute `{key}`: {cause}")))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Element { name: utf8(tag.local_name().as_ref()), at, attributes, known, ..Element::default() })
}

/// The source is a `str`, so its pieces are UTF-8 already.
fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn append(open: &mut [Element], text: &str, at: usize) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() => {}
        None => return Err(error(at, "text stands outside of the model")),
    }
    Ok(())
}

fn resolve(reference: &BytesRef<'_>, at: usize) -> Result<String, XmlError> {
    let name = utf8(reference);
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_predefined_entity(&name)
            .map(str::to_owned)
            .ok_or_else(|| error(at, format!("the entity `&{name};` is not known; write the character itself"))),
        Err(cause) => Err(error(at, format!("`&{name};`: {cause}"))),
    }
}

fn error(at: usize, message: impl Into<String>) -> XmlError {
    XmlError { at, message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:v="vendor">"#;

    #[test]
    fn keeps_what_is_dmn_and_passes_over_the_rest() {
        let xml = format!(
            r#"<?xml version="1.0"?>{OPEN}<v:x><decision/></v:x><decision name="a&lt;b" v:id="1"/></definitions>"#
        );
        let root = parse(&xml).unwrap();
        assert_eq!(root.all("decision").count(), 1);
        assert_eq!(root.child("decision").unwrap().attribute("name"), Some("a<b"));
        assert_eq!(root.child("decision").unwrap().attribute("id"), None);
        assert!(root.child("decision").unwrap().at > 100);
    }

    #[test]
    fn text_is_put_together_from_its_pieces() {
        let root = parse(&format!("{OPEN}a&lt;<!-- no -->&#233;<![CDATA[<]]></definitions>")).unwrap();
        assert_eq!(root.text, "a<é<");
    }

    #[test]
    fn refuses_what_is_not_a_bounded_model() {
        let deep = format!("{OPEN}{}", "<a>".repeat(MAX_DEPTH));
        let long = " ".repeat(MAX_LENGTH + 1);
        for (xml, message) in [
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "a document type is not accepted; remove `<!DOCTYPE …>`"),
            (&format!("{OPEN}&b;</definitions>"), "the entity `&b;` is not known; write the character itself"),
            (&format!("{OPEN}<a>"), "the document ends before its elements do"),
            (&format!("{OPEN}</definitions><a/>"), "only one element may stand at the top"),
            ("x", "text stands outside of the model"),
            (&deep, "elements are nested deeper than 64"),
            (&long, "the document has 4194305 bytes; at most 4194304 are read"),
            (
                "<definitions/>",
                "this is not a DMN model: its root is not `definitions` in a namespace of DMN 1.1 to 1.5",
            ),
            ("", "this is not a DMN model: its root is not `definitions` in a namespace of DMN 1.1 to 1.5"),
        ] {
            assert_eq!(parse(xml).unwrap_err().message, message);
        }
        assert!(
            parse(&format!("{OPEN}<a></b></definitions>")).unwrap_err().message.starts_with("this is not well-formed")
        );
    }
}

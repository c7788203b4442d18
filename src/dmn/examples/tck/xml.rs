//! XML as a tree of elements by local name. The TCK's namespace has changed over the years, its elements have not.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The most elements within each other: what is built from the tree is built by recursion.
const MAX_DEPTH: usize = 100;

/// An element with its own text, without that of its children.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub children: Vec<Element>,
    pub text: String,
    attributes: Vec<Attribute>,
}

#[derive(Debug)]
struct Attribute {
    name: String,
    value: String,
    /// Whether it stands in a namespace, as `xsi:type` does. Of those the TCK uses XML Schema's only.
    has_prefix: bool,
}

impl Element {
    /// The value of an attribute without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.find(name, false)
    }

    /// The value of `xsi:type` or `xsi:nil`, under whatever prefix.
    pub fn schema_attribute(&self, name: &str) -> Option<&str> {
        self.find(name, true)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn find(&self, name: &str, has_prefix: bool) -> Option<&str> {
        let found =
            self.attributes.iter().find(|attribute| attribute.name == name && attribute.has_prefix == has_prefix);
        found.map(|attribute| attribute.value.as_str())
    }
}

/// Reads a document. An error says what is wrong, and in which line.
pub fn parse(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    // The document itself is the first open element: its children are what stands at the top.
    let mut open = vec![Element::default()];
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let within_line = |cause: String| format!("line {}: {cause}", line(xml, at));
        let event = reader.read_event().map_err(|cause| within_line(cause.to_string()))?;
        match event {
            Event::Start(_) if open.len() > MAX_DEPTH => {
                return Err(within_line(format!("elements are nested deeper than {MAX_DEPTH}")));
            }
            Event::Start(tag) => open.push(element(&tag).map_err(within_line)?),
            Event::End(_) => {
                let done = open.pop();
                if let (Some(done), Some(parent)) = (done, open.last_mut()) {
                    parent.children.push(done);
                }
            }
            Event::Text(text) => append(&mut open, &text.xml10_content()),
            Event::CData(text) => append(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => append(&mut open, &resolve(&reference).map_err(within_line)?),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(mut document), true) if document.children.len() == 1 => {
            document.children.pop().ok_or_else(|| "the document is empty".to_owned())
        }
        (_, true) => Err("the document is not one element".to_owned()),
        (_, false) => Err("the document ends before its elements do".to_owned()),
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|cause| cause.to_string())?;
        let name = attribute.key.local_name().as_ref().to_owned();
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|cause| format!("attribute `{name}`: {cause}"))?
            .into_owned();
        attributes.push(Attribute { name, value, has_prefix: attribute.key.prefix().is_some() });
    }
    Ok(Element { name: tag.local_name().as_ref().to_owned(), attributes, ..Element::default() })
}

fn append(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    let name = &reference[..];
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_predefined_entity(name)
            .map(str::to_owned)
            .ok_or_else(|| format!("the entity `&{name};` is not known")),
        Err(cause) => Err(format!("`&{name};`: {cause}")),
    }
}

fn line(xml: &str, at: usize) -> usize {
    xml.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_their_local_names_and_attributes_with_or_without_a_prefix() {
        let root = parse(r#"<t:a xmlns:t="x" type="1" t:type="2"><t:b/><b>3</b><!-- 4 --></t:a>"#).unwrap();
        assert_eq!((root.attribute("type"), root.schema_attribute("type")), (Some("1"), Some("2")));
        assert_eq!(root.all("b").map(|child| child.text.as_str()).collect::<Vec<_>>(), ["", "3"]);
        assert!(root.child("c").is_none());
    }

    #[test]
    fn text_is_put_together_from_its_pieces_and_keeps_its_spaces() {
        assert_eq!(parse("<a> x&lt;<![CDATA[&]]>&#233;\r\n</a>").unwrap().text, " x<&é\n");
    }

    #[test]
    fn what_is_not_well_formed_is_refused_with_its_line() {
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        for (xml, message) in [
            ("", "the document is not one element"),
            ("<a/><a/>", "the document is not one element"),
            ("<a>", "the document ends before its elements do"),
            ("<a>\n&b;</a>", "line 2: the entity `&b;` is not known"),
            (&deep, "line 1: elements are nested deeper than 100"),
        ] {
            assert_eq!(parse(xml).unwrap_err(), message);
        }
        assert!(parse("<a>\n\n</b>").unwrap_err().starts_with("line 3: "));
        assert!(parse("<a b=c/>").unwrap_err().starts_with("line 1: "));
    }
}

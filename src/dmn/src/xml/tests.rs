//! What a document may be, and what is said where it is not.

use super::*;

const OPEN: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:v="vendor">"#;

#[test]
fn keeps_what_is_dmn_and_passes_over_the_rest() {
    let xml =
        format!(r#"<?xml version="1.0"?>{OPEN}<v:x><decision/></v:x><decision name="a&lt;b" v:id="1"/></definitions>"#);
    let document = parse(&xml).unwrap();
    let root = document.root();
    assert_eq!(root.children().count(), 1);
    let decision = root.child("decision").unwrap();
    assert_eq!(decision.attribute("name"), Some("a<b"));
    assert_eq!(decision.attribute("id"), None);
    assert!(xml[decision.at()..].starts_with("<decision name"));
}

#[test]
fn a_prefix_makes_no_difference() {
    let xml = r#"<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20230324/MODEL/"><d:decision/></d:definitions>"#;
    assert!(parse(xml).unwrap().root().child("decision").is_some());
}

#[test]
fn walks_from_child_to_child_and_not_into_them() {
    let xml = format!("{OPEN}<a x=\"1\"><b/><a/></a><c/><a y=\"2\"><b>t</b></a></definitions>");
    let document = parse(&xml).unwrap();
    let names: Vec<&str> = document.root().children().map(Element::name).collect();
    assert_eq!(names, ["a", "c", "a"]);
    let last = document.root().all("a").last().unwrap();
    assert_eq!((last.attribute("x"), last.attribute("y")), (None, Some("2")));
    assert_eq!(last.child("b").unwrap().text(), "t");
    assert_eq!(last.child("b").unwrap().children().count(), 0);
    assert!(last.child("a").is_none());
}

#[test]
fn text_is_put_together_from_its_pieces() {
    let xml = format!("{OPEN}<a>a&lt;<!-- no --> &#233;<v:b>no</v:b><![CDATA[<]]></a>\n</definitions>");
    let document = parse(&xml).unwrap();
    assert_eq!(document.root().child("a").unwrap().text(), "a< é<");
    assert_eq!(document.root().text(), "");
}

#[test]
fn lines_end_in_one_way() {
    let xml = format!("{OPEN}<a b=\"c\r\nd&#10;e\tf\">1\r\n2</a></definitions>");
    let document = parse(&xml).unwrap();
    let element = document.root().child("a").unwrap();
    assert_eq!(element.attribute("b"), Some("c d\ne f"));
    assert_eq!(element.text(), "1\n2");
}

#[test]
fn refuses_what_is_not_a_bounded_model() {
    let deep = format!("{OPEN}{}", "<a>".repeat(MAX_DEPTH));
    let long = " ".repeat(MAX_LENGTH + 1);
    let many = format!("{OPEN}{}", "<a/>".repeat(MAX_ITEMS));
    let attributes: String = (0..=MAX_ATTRIBUTES).map(|n| format!(" a{n}=''")).collect();
    let attributes = format!("{OPEN}<v:a{attributes}/>");
    let spaces: String = (0..65).map(|n| format!(" xmlns:a{n}='a'")).collect();
    let spaces = format!("{OPEN}<a{spaces}><a{spaces}>");
    let name = format!("{OPEN}<a b='{}'/>", "x".repeat(MAX_ATTRIBUTE + 1));
    for (xml, message) in [
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "a document type is not accepted; remove `<!DOCTYPE …>`"),
        (&format!("{OPEN}&b;</definitions>"), "the entity `&b;` is not known; write the character itself"),
        (&format!("{OPEN}<a>"), "the document ends before its elements do"),
        (&format!("{OPEN}</definitions><a/>"), "only one element may stand at the top"),
        ("x", "text stands outside of the model"),
        (&deep, "elements are nested deeper than 64"),
        (&long, "the document has 16777217 bytes; at most 16777216 are read"),
        (&many, "the document has more than 2000000 elements and attributes"),
        (&attributes, "the element has more than 256 attributes"),
        (&spaces, "more than 128 namespaces are declared here"),
        (&name, "attribute `b` has 8193 bytes; at most 8192 are read"),
        ("", "this is not a DMN model: it has no element"),
    ] {
        assert_eq!(parse(xml).unwrap_err().message, message);
    }
    for xml in [&format!("{OPEN}<a></b></definitions>"), &format!("{OPEN}<a b='1' b='2'/>")] {
        let message = parse(xml).unwrap_err().message;
        assert!(message.contains("not well-formed"), "{message}");
    }
}

#[test]
fn a_namespace_is_read_in_every_spelling_that_tools_write() {
    for namespace in [
        "http://www.omg.org/spec/DMN/20151101",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20180521/MODEL",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "http://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/DMN15.xsd",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    ] {
        let xml = format!("<d:definitions xmlns:d=\"{namespace}\"><d:decision/></d:definitions>");
        assert!(parse(&xml).unwrap().root().child("decision").is_some(), "{namespace}");
    }
}

#[test]
fn another_root_is_refused_with_its_name_and_namespace() {
    let refused = |root: &str| parse(root).unwrap_err().message;
    let write = "write `definitions` in `https://www.omg.org/spec/DMN/20191111/MODEL/`";
    for namespace in [
        "https://www.omg.org/spec/DMN/20990101/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/DMNDI/",
        "https://www.omg.org/spec/DMN/20191111/DMNDI13.xsd",
        "https://www.omg.org/spec/BPMN/20100524/MODEL",
    ] {
        assert_eq!(
            refused(&format!("<definitions xmlns=\"{namespace}\"/>")),
            format!(
                "this is not a DMN model of version 1.1 to 1.6: \
                 its root is `definitions` in the namespace `{namespace}`; {write}"
            )
        );
    }
    assert_eq!(
        refused("<definitions/>"),
        format!("this is not a DMN model of version 1.1 to 1.6: its root is `definitions`, in no namespace; {write}")
    );
    assert!(refused(&format!("{OPEN}</definitions>").replace("definitions", "d:decision")).contains("`decision`"));
    let long = format!("<a xmlns=\"{}\"/>", "x".repeat(5_000));
    assert!(refused(&long).len() < 500);
}

//! The drawing of a model's requirements, DMN's diagram interchange (DMN 1.5, 13.4): a shape for each element, an edge
//! for each requirement. Editors open a model by its drawing, and show nothing of one that has none.
//!
//! It is made from the model alone, so that it never says something else: what was drawn before is replaced.

mod layout;
mod splice;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::xml::{self, Element};
use crate::{Finding, Place};
use layout::{Bounds, layout};

/// What the elements of a drawing are called, wherever in the file prefixes are declared.
const DIAGRAM_COMMON: &str = "http://www.omg.org/spec/DMN/20180521/DC/";
const DIAGRAM_INTERCHANGE: &str = "http://www.omg.org/spec/DMN/20180521/DI/";

/// The same model with a drawing at its end, in the place of any that it has. Nothing else in the file changes.
///
/// # Errors
///
/// A text that is no DMN model, elements that cannot be drawn because they have no id, and DMN 1.1, which knows no
/// drawings.
pub fn draw(xml: &str) -> Result<String, Vec<Finding>> {
    let bare = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    let finding = |message: String| Finding::new(Place::default(), message);
    let document = xml::parse(bare).map_err(|error| vec![finding(error.message)])?;
    let Some(namespace) = document.drawing_namespace() else {
        let message = "DMN 1.1 has no drawings; write the namespace of a newer version, such as \
                       `https://www.omg.org/spec/DMN/20191111/MODEL/`";
        return Err(vec![finding(message.to_owned())]);
    };
    let graph = Graph::new(document.root()).map_err(|message| vec![finding(message)])?;
    let drawing = graph.drawn(&namespace);
    splice::replaced(bare, &drawing).ok_or_else(|| vec![finding("the end of the model is not found".to_owned())])
}

/// What is drawn, each by its XML id.
struct Graph<'d> {
    nodes: Vec<Node<'d>>,
    requirements: Vec<Requirement<'d>>,
}

#[derive(Clone, Copy)]
struct Node<'d> {
    id: &'d str,
    name: &'d str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Input,
    Decision,
    Function,
    Knowledge,
}

/// One element that another one requires, both by their positions.
struct Requirement<'d> {
    id: &'d str,
    required: usize,
    by: usize,
}

impl<'d> Graph<'d> {
    fn new(root: Element<'d>) -> Result<Graph<'d>, String> {
        let mut nodes = Vec::new();
        let mut elements = Vec::new();
        for element in root.children() {
            let kind = match element.name() {
                "inputData" => Kind::Input,
                "decision" => Kind::Decision,
                "businessKnowledgeModel" => Kind::Function,
                "knowledgeSource" => Kind::Knowledge,
                _ => continue,
            };
            let name = element.attribute("name").unwrap_or_default();
            nodes.push(Node { id: id_of(element, name)?, name, kind });
            elements.push(element);
        }
        let positions: BTreeMap<&str, usize> = nodes.iter().map(|node| node.id).zip(0..).collect();
        let mut requirements = Vec::new();
        for (by, (element, node)) in elements.iter().zip(&nodes).enumerate() {
            for requirement in element.children().filter(|child| child.name().ends_with("Requirement")) {
                for reference in requirement.children() {
                    let href = reference.attribute("href").unwrap_or_default();
                    let id = href.rsplit('#').next().unwrap_or_default();
                    // What leads to another file is not here to be drawn.
                    if let Some(required) = positions.get(id).copied() {
                        let name = format!("{}` of `{}", requirement.name(), node.name);
                        requirements.push(Requirement { id: id_of(requirement, &name)?, required, by });
                    }
                }
            }
        }
        Ok(Graph { nodes, requirements })
    }

    /// The drawing as XML, without what stands around it.
    fn drawn(&self, namespace: &str) -> String {
        let bounds = layout(self);
        let mut xml = String::new();
        // Writing to a string cannot fail.
        let _ = write!(
            xml,
            "<dmndi:DMNDI xmlns:dmndi=\"{namespace}\" xmlns:dc=\"{DIAGRAM_COMMON}\" xmlns:di=\"{DIAGRAM_INTERCHANGE}\">\n    \
             <dmndi:DMNDiagram id=\"drawing\">\n"
        );
        for (node, Bounds { x, y, width, height }) in self.nodes.iter().zip(&bounds) {
            let id = escaped(node.id);
            let _ = writeln!(
                xml,
                "      <dmndi:DMNShape id=\"drawing_of_{id}\" dmnElementRef=\"{id}\">\
                 <dc:Bounds height=\"{height}\" width=\"{width}\" x=\"{x}\" y=\"{y}\"/></dmndi:DMNShape>"
            );
        }
        for requirement in &self.requirements {
            let id = escaped(requirement.id);
            let (Some(from), Some(to)) = (bounds.get(requirement.required), bounds.get(requirement.by)) else {
                continue;
            };
            let ((x, y), (to_x, to_y)) = (from.top(), to.bottom());
            let _ = writeln!(
                xml,
                "      <dmndi:DMNEdge id=\"drawing_of_{id}\" dmnElementRef=\"{id}\">\
                 <di:waypoint x=\"{x}\" y=\"{y}\"/><di:waypoint x=\"{to_x}\" y=\"{to_y}\"/></dmndi:DMNEdge>"
            );
        }
        xml.push_str("    </dmndi:DMNDiagram>\n  </dmndi:DMNDI>");
        xml
    }
}

fn id_of<'d>(element: Element<'d>, name: &str) -> Result<&'d str, String> {
    let id = element.attribute("id").map(str::trim).filter(|id| !id.is_empty());
    id.ok_or_else(|| format!("`{name}` has no `id`, by which a drawing names it; add one"))
}

/// An id in quotation marks.
fn escaped(id: &str) -> String {
    id.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;

//! What a `typeRef` stands for: a built-in type, or an item definition of the model that comes down to one.

use crate::Kind;
use crate::xml::Element;

#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) root: &'a Element,
}

/// A built-in type, and the element with the allowed values that an item definition adds.
pub(super) type Resolved<'a> = (Kind, Option<&'a Element>);

/// The most item definitions that may refer to each other; it also ends circles.
const MAX_STEPS: usize = 8;

impl<'a> Types<'a> {
    pub(super) fn resolve(self, type_ref: &str) -> Option<Resolved<'a>> {
        self.resolve_within(type_ref, MAX_STEPS)
    }

    /// The type of one component of a structured type: a table with several outputs answers with one.
    pub(super) fn component(self, type_ref: &str, name: &str) -> Option<Resolved<'a>> {
        let component = self.definition(type_ref)?.all("itemComponent").find(|c| c.attribute("name") == Some(name))?;
        self.item(component, MAX_STEPS)
    }

    /// The `typeRef` of the input data with this name.
    pub(super) fn input_data(self, name: &str) -> Option<&'a str> {
        let data = self.root.all("inputData").find(|data| data.attribute("name") == Some(name))?;
        data.child("variable")?.attribute("typeRef")
    }

    fn resolve_within(self, type_ref: &str, steps: usize) -> Option<Resolved<'a>> {
        if let Some(kind) = Kind::parse(type_ref) {
            return Some((kind, None));
        }
        self.item(self.definition(type_ref)?, steps.checked_sub(1)?)
    }

    fn item(self, item: &'a Element, steps: usize) -> Option<Resolved<'a>> {
        if item.attribute("isCollection") == Some("true") {
            return None;
        }
        let (kind, inherited) = self.resolve_within(item.child("typeRef")?.text.trim(), steps)?;
        let allowed = item.child("typeConstraint").or_else(|| item.child("allowedValues"));
        Some((kind, allowed.or(inherited)))
    }

    fn definition(self, name: &str) -> Option<&'a Element> {
        self.root.children.iter().find(|item| item.name == "itemDefinition" && item.attribute("name") == Some(name))
    }
}

//! What a `typeRef` stands for: a built-in type, or an item definition of the model (DMN 1.5, 7.3.2 and 7.3.3).
//!
//! Only item definitions that something uses are read.

mod items;
mod vendors;

use std::collections::BTreeMap;

use super::findings::{Findings, short};
use super::{Reading, Site};
use crate::xml::Element;
use crate::{Expression, Type, Value};

/// The most types within each other.
const MAX_DEPTH: usize = 32;
/// How many bytes all types may take, wherever they are used. A type that names another twice doubles with each step.
const MAX_SIZE: usize = 128 * 1024 * 1024;

pub(super) struct Types<'d> {
    definitions: BTreeMap<&'d str, Definition<'d>>,
    /// The definitions that are being read, each for the sake of the one before.
    open: Vec<&'d str>,
    /// How many bytes they may still take.
    left: usize,
}

struct Definition<'d> {
    element: Element<'d>,
    state: State,
}

#[derive(Clone)]
enum State {
    Unread,
    Open,
    /// Nothing where it could not be read, which is reported.
    Read(Option<Sized>),
}

/// A type, and how deep it is.
#[derive(Clone)]
struct Sized {
    ty: Type,
    depth: usize,
}

impl<'d> Types<'d> {
    pub(super) fn new(root: Element<'d>, findings: &mut Findings) -> Types<'d> {
        let mut definitions = BTreeMap::new();
        for element in root.all("itemDefinition") {
            let name = element.attribute("name").unwrap_or_default().trim();
            let mut report = |message: String| findings.report(element.at(), Site::default(), message);
            if name.is_empty() {
                report("an item definition has no name; give it one".to_owned());
            } else if is_itself(element, name) {
                // Some tools declare the built-in types that a model uses.
            } else if Type::built_in(name).is_some() && !name.contains(':') {
                report(format!("`{name}` is a built-in type; call the item definition otherwise"));
            } else if definitions.insert(name, Definition { element, state: State::Unread }).is_some() {
                report(format!("another item definition is called `{}` as well; rename one", short(&name)));
            }
        }
        Types { definitions, open: Vec::new(), left: MAX_SIZE }
    }

    /// The name of the item definition that is meant. A prefix may stand before it, as in DMN 1.1.
    fn find(&self, type_ref: &'d str) -> Option<&'d str> {
        let is_known = |name: &&str| self.definitions.contains_key(name);
        let bare = type_ref.rsplit(':').next().filter(|_| Type::built_in(type_ref).is_none());
        Some(type_ref).filter(is_known).or_else(|| bare.map(str::trim).filter(is_known))
    }

    /// A copy, unless the types of the program grow too large by it, which is reported once.
    pub(super) fn copy(&mut self, ty: &Type, findings: &mut Findings) -> Type {
        if self.left == 0 {
            findings.trouble();
            return Type::Any;
        }
        let left = self.left.checked_sub(size(ty));
        self.left = left.unwrap_or(0);
        if left.is_none() {
            findings.report(0, Site::default(), "the types of this model grow too large where they are used");
            return Type::Any;
        }
        ty.clone()
    }
}

impl<'d> Reading<'d> {
    /// The type that an element's attribute `typeRef` names, if it has one.
    pub(super) fn type_of(&mut self, element: Element<'d>, site: Site<'_>) -> Option<Type> {
        let type_ref = element.attribute("typeRef").map(str::trim).filter(|type_ref| !type_ref.is_empty())?;
        Some(self.named_type(type_ref, element, site, 0).map_or(Type::Any, |read| read.ty))
    }

    /// What a function of the type that an element names answers with. The type may also be that of the answer alone.
    pub(super) fn answer_type_of(&mut self, element: Element<'d>, site: Site<'_>) -> Option<Type> {
        let type_ref = element.attribute("typeRef").map(str::trim).filter(|type_ref| !type_ref.is_empty())?;
        let definition = self.types.find(type_ref).and_then(|name| self.types.definitions.get(name));
        let function = definition.and_then(|definition| definition.element.child("functionItem"));
        match function.map(|function| (function, function.attribute("outputTypeRef").map(str::trim))) {
            Some((function, Some(answer))) if !answer.is_empty() => {
                Some(self.named_type(answer, function, site, 0).map_or(Type::Any, |read| read.ty))
            }
            Some(_) => None,
            None => self.type_of(element, site),
        }
    }

    /// A type by name, which `depth` others wait for.
    fn named_type(&mut self, type_ref: &'d str, at: Element<'d>, site: Site<'_>, depth: usize) -> Option<Sized> {
        let Some(name) = self.types.find(type_ref) else {
            let built_in = Type::built_in(type_ref).or_else(|| vendors::known(type_ref));
            if built_in.is_none() {
                let way = match vendors::meant(type_ref) {
                    Some(meant) => format!("write `{meant}`"),
                    None => "declare it in an item definition, or use a built-in type such as `string`".to_owned(),
                };
                self.report(at, site, format!("there is no type `{}`; {way}", short(&type_ref)));
            }
            return built_in.map(|ty| Sized { ty, depth: 1 });
        };
        let definition = self.types.definitions.get_mut(name)?;
        let element = definition.element;
        let known = match std::mem::replace(&mut definition.state, State::Open) {
            State::Open => {
                let names: Vec<&str> = self.types.open.iter().copied().skip_while(|open| *open != name).collect();
                let message = format!("the item definitions refer to each other in a circle: `{}`", names.join("`, `"));
                self.report(element, Site::default(), short(&message));
                return None;
            }
            State::Unread => {
                self.types.open.push(name);
                let read = self.item(element, depth);
                self.types.open.pop();
                read
            }
            State::Read(known) => known,
        };
        if known.is_none() {
            self.findings.trouble();
        }
        let copy = known
            .as_ref()
            .map(|known| Sized { ty: self.types.copy(&known.ty, &mut self.findings), depth: known.depth });
        if let Some(definition) = self.types.definitions.get_mut(name) {
            definition.state = State::Read(known);
        }
        copy
    }
}

/// Whether an item definition says of a built-in type no more than that it is that type.
fn is_itself(definition: Element<'_>, name: &str) -> bool {
    let type_ref = definition.child("typeRef").map_or("", Element::text).trim();
    let is_alone = definition.children().all(|child| matches!(child.name(), "typeRef" | "description"));
    let is_one = definition.attribute("isCollection").is_none_or(|value| matches!(value.trim(), "false" | "0"));
    Type::built_in(name).is_some_and(|named| Type::built_in(type_ref) == Some(named)) && is_alone && is_one
}

/// About how many bytes a type takes.
pub(super) fn size(ty: &Type) -> usize {
    let text = |value: &Value| value.as_str().map_or(0, str::len);
    let constant = |expression: &Expression| 64 + expression.literal().map_or(0, text);
    32 + match ty {
        Type::Any | Type::Kind(_) | Type::Integer => 0,
        Type::List(item) => size(item),
        Type::Context(components) => components.iter().map(|(name, ty)| 32 + name.len() + size(ty)).sum(),
        Type::Only(base, tests) => size(base) + tests.expressions().map(constant).sum::<usize>(),
    }
}

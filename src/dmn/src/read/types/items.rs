//! Item definitions and their components (DMN 1.5, 7.3.2), and the values that they allow.

use std::collections::BTreeSet;

use super::{MAX_DEPTH, Sized};
use crate::feel::Scope;
use crate::read::findings::short;
use crate::read::{Reading, Site};
use crate::xml::Element;
use crate::{Type, UnaryTests};

impl<'d> Reading<'d> {
    /// The type that an item definition or one of its components declares, which `depth` others wait for.
    pub(super) fn item(&mut self, item: Element<'d>, depth: usize) -> Option<Sized> {
        let site = Site::default();
        if depth >= MAX_DEPTH {
            self.report(item, site, format!("types stand deeper within each other than {MAX_DEPTH}"));
            return None;
        }
        if !self.is_feel(item, site) {
            return None;
        }
        if let Some(function) = item.child("functionItem") {
            self.report(function, site, "a function cannot be a value here; require a business knowledge model");
            return None;
        }
        let Sized { mut ty, depth: inner } = self.base(item, depth)?;
        // Allowed values are those of each item of a collection; a constraint is one of the whole (DMN 1.5, 7.3.3).
        ty = self.limited(item, "allowedValues", ty)?;
        if matches!(item.attribute("isCollection").map(str::trim), Some("true" | "1")) {
            ty = Type::List(Box::new(ty));
        }
        ty = self.limited(item, "typeConstraint", ty)?;
        if inner > MAX_DEPTH {
            self.report(item, site, format!("types stand deeper within each other than {MAX_DEPTH}"));
            return None;
        }
        Some(Sized { ty, depth: inner + 1 })
    }

    /// The type that another name gives, or the components.
    fn base(&mut self, item: Element<'d>, depth: usize) -> Option<Sized> {
        let site = Site::default();
        let type_ref = item.child("typeRef").map(Element::text).map(str::trim).filter(|name| !name.is_empty());
        let mut components = item.all("itemComponent").peekable();
        match (type_ref, components.peek()) {
            (Some(_), Some(component)) => {
                self.report(*component, site, "an item definition has either a `typeRef` or components, not both");
                None
            }
            (Some(type_ref), None) => self.named_type(type_ref, item, site, depth + 1),
            (None, None) => Some(Sized { ty: Type::Any, depth: 1 }),
            (None, Some(_)) => {
                let mut names = BTreeSet::new();
                let (mut read, mut deepest) = (Vec::new(), 0);
                for component in components {
                    let name = component.attribute("name").unwrap_or_default().trim();
                    if name.is_empty() {
                        self.report(component, site, "a component has no name; give it one");
                    } else if !names.insert(name) {
                        let message = format!("two components are called `{}`; rename one", short(&name));
                        self.report(component, site, message);
                    }
                    if let Some(component) = self.item(component, depth + 1) {
                        deepest = deepest.max(component.depth);
                        read.push((name.to_owned(), component.ty));
                    }
                }
                Some(Sized { ty: Type::Context(read), depth: deepest })
            }
        }
    }

    fn limited(&mut self, item: Element<'d>, element: &'static str, ty: Type) -> Option<Type> {
        let Some(element) = item.child(element) else {
            return Some(ty);
        };
        let limits = self.limits(element, &ty, Site::default())?;
        Some(match limits {
            Some(tests) => Type::Only(Box::new(ty), Box::new(tests)),
            None => ty,
        })
    }

    /// The tests of allowed values, which are constants of the type that they limit. None where nothing is written.
    pub(in crate::read) fn limits(
        &mut self,
        element: Element<'d>,
        ty: &Type,
        site: Site<'_>,
    ) -> Option<Option<UnaryTests>> {
        let tests = self.tests(element, &Scope::new(), site)?;
        if !tests.is_static() {
            self.report(element, site, "allowed values must be constants");
            return None;
        }
        for value in tests.expressions().filter_map(|expression| expression.literal()) {
            self.is_of(element, value, ty, site);
        }
        Some((tests != UnaryTests::Any).then_some(tests))
    }
}

//! What names mean where an expression stands.

use super::names;
use crate::Type;

/// The variables and functions that an expression may name, beside the built-in functions.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    variables: Vec<Variable>,
    /// The position of the next variable.
    next: u32,
    functions: Vec<Function>,
}

#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) position: u32,
    pub(super) ty: Type,
    /// The variable of which this is a component.
    pub(super) of: Option<String>,
}

/// A business knowledge model that can be called.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) position: u32,
    pub(super) parameters: Vec<String>,
}

impl Scope {
    /// No variables and no functions but those that are built in.
    pub fn new() -> Scope {
        Scope::default()
    }

    /// Adds a variable at the next position, from 0. Of two with one name the later is meant.
    pub fn variable(&mut self, name: &str, ty: Type) {
        let position = self.next;
        self.next = position.saturating_add(1);
        self.variables.push(Variable { name: names::normal(name), position, ty, of: None });
    }

    /// Adds another name for the variable at a position, or for a component of the one that is called `of`.
    pub fn alias(&mut self, name: &str, position: u32, ty: Type, of: Option<&str>) {
        self.variables.push(Variable { name: names::normal(name), position, ty, of: of.map(names::normal) });
    }

    /// Whether a variable or a function has this name.
    pub fn knows(&self, name: &str) -> bool {
        let name = names::normal(name);
        self.variable_names().chain(self.function_names()).any(|known| known == name)
    }

    /// Adds a business knowledge model, which stands at this position of the program.
    pub fn function(&mut self, name: &str, position: u32, parameters: &[String]) {
        let parameters = parameters.iter().map(|parameter| names::normal(parameter)).collect();
        self.functions.push(Function { name: names::normal(name), position, parameters });
    }

    /// The variable with the longest name that stands at the begin of the text, and how many bytes it covers.
    pub(super) fn variable_at(&self, text: &str) -> Option<(usize, &Variable)> {
        let found = self.variables.iter().filter_map(|known| Some((names::covered(&known.name, text)?, known)));
        found.max_by_key(|(length, _)| *length)
    }

    /// The function with the longest name that stands at the begin of the text, and how many bytes it covers.
    pub(super) fn function_at(&self, text: &str) -> Option<(usize, &Function)> {
        let found = self.functions.iter().filter_map(|known| Some((names::covered(&known.name, text)?, known)));
        found.max_by_key(|(length, _)| *length)
    }

    pub(super) fn variable_names(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|known| known.name.as_str())
    }

    pub(super) fn function_names(&self) -> impl Iterator<Item = &str> {
        self.functions.iter().map(|known| known.name.as_str())
    }
}

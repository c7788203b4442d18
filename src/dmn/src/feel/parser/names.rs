//! Words: variables, functions, keywords, and the components behind a point.
//!
//! The longest name that is known wins, because names may hold spaces, signs and keywords (DMN 1.5, 10.3.1.2).

use super::calls::Callee;
use super::operands::constant;
use super::{Node, Parser, SyntaxError, Token, short};
use crate::feel::names::{covered, listed};
use crate::{Builtin, Expression, Type, Value};

/// The one property of dates, times and durations whose name is not a single word.
const TIME_OFFSET: &str = "time offset";

impl<'a> Parser<'a> {
    /// What begins with a word. A known name is never shorter than the word, so it comes before keywords.
    pub(super) fn named(&mut self, word: &str) -> Result<Node<'a>, SyntaxError> {
        let (scope, rest) = (self.scope, self.rest());
        let variable = scope.variable_at(rest);
        let called = self.callee().filter(|(length, _)| self.follows(self.start + length, "("));
        // Nothing but a function is called: before a parenthesis a variable of the same name does not hide it.
        if let Some((length, callee)) = called.filter(|(length, _)| variable.is_none_or(|(other, _)| other <= *length))
        {
            return self.call(callee, length);
        }
        if let Some((length, variable)) = variable {
            let at = self.start;
            self.jump(at + length)?;
            let Some(of) = &variable.of else {
                let expression = Expression::Variable(variable.position, variable.name.clone());
                return Ok(Node { expression, height: 0, ty: Some(&variable.ty) });
            };
            let whole = Box::new(Expression::Variable(variable.position, of.clone()));
            let node = self.node(at, 0, Expression::Path(whole, variable.name.clone()))?;
            return Ok(Node { ty: Some(&variable.ty), ..node });
        }
        let value = match word {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            "null" => Value::Null,
            "if" => return self.condition(),
            _ => return Err(self.unknown(word)),
        };
        self.advance()?;
        Ok(constant(value))
    }

    /// The function with the longest name that stands here; of two with one name, the model's own.
    fn callee(&self) -> Option<(usize, Callee<'a>)> {
        let rest = self.rest();
        let known = |builtin: &Builtin| Some((covered(builtin.as_str(), rest)?, Callee::Builtin(*builtin)));
        let builtin = Builtin::ALL.iter().filter_map(known).max_by_key(|(length, _)| *length);
        let own = self.scope.function_at(rest).map(|(length, function)| (length, Callee::Own(function)));
        builtin.into_iter().chain(own).max_by_key(|(length, _)| *length)
    }

    fn unknown(&self, word: &str) -> SyntaxError {
        match word {
            "for" => return self.unsupported(word, "loops"),
            "some" | "every" => return self.unsupported(word, "quantifiers"),
            "function" => return self.unsupported(word, "functions as values"),
            "then" | "else" | "and" | "or" | "between" | "in" => return self.unexpected(super::VALUE),
            "?" => return self.error(self.start, "`?` is not supported; a test does not name what it asks about"),
            _ => {}
        }
        let unknown = Some(word.to_owned());
        let word = short(word);
        if let Some((_, function)) = self.scope.function_at(self.rest()) {
            let name = short(&function.name);
            return self.error(self.start, format!("`{name}` is a function; its arguments follow in parentheses"));
        }
        if self.follows(self.end, "(") {
            let known = listed(self.scope.function_names()).map(|names| [" and ", &names].concat());
            let known = known.unwrap_or_default();
            let message = format!("the function `{word}` is not known here; known are the built-in functions{known}");
            return self.error(self.start, message);
        }
        let way = match listed(self.scope.variable_names()) {
            Some(names) => ["a text stands in quotation marks; known are ", &names].concat(),
            None => "a text stands in quotation marks".to_owned(),
        };
        SyntaxError { unknown, ..self.error(self.start, format!("`{word}` is not known here; {way}")) }
    }

    /// The components behind an operand, one by one.
    pub(super) fn path(&mut self, operand: Node<'a>) -> Result<Node<'a>, SyntaxError> {
        let mut node = operand;
        while self.is(".") {
            let at = self.start;
            self.advance()?;
            let (name, ty) = self.component(node.ty)?;
            node = self.node(at, node.height, Expression::Path(Box::new(node.expression), name))?;
            node.ty = ty;
        }
        Ok(node)
    }

    /// The name of a component with its type: the longest of a context, or else one word.
    fn component(&mut self, ty: Option<&'a Type>) -> Result<(String, Option<&'a Type>), SyntaxError> {
        let Token::Word(word) = self.token else {
            return Err(self.unexpected("the name of a component"));
        };
        let rest = self.rest();
        let components = ty.map(components).unwrap_or_default();
        let found = components.iter().filter_map(|(name, ty)| Some((covered(name, rest)?, name, ty)));
        let (length, name, ty) = match found.max_by_key(|(length, ..)| *length) {
            Some((length, name, ty)) => (length, name.clone(), Some(ty)),
            None if !components.is_empty() => {
                let known = listed(components.iter().map(|(name, _)| name.as_str())).unwrap_or_default();
                let message = format!("`{}` is not a component here; known are {known}", short(word));
                return Err(self.error(self.start, message));
            }
            None => match covered(TIME_OFFSET, rest) {
                Some(length) => (length, TIME_OFFSET.to_owned(), None),
                None => (word.len(), word.to_owned(), None),
            },
        };
        self.jump(self.start + length)?;
        Ok((name, ty))
    }
}

/// The components of a context, or of each context in a list.
fn components(ty: &Type) -> &[(String, Type)] {
    match ty.base() {
        Type::Context(components) => components,
        Type::List(item) => components(item),
        _ => &[],
    }
}

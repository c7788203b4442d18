//! Function calls. Arguments that are given by name are put in the order of the parameters.

use super::operands::constant;
use super::{Node, Parser, SyntaxError, Token, short};
use crate::feel::names::{covered, is_joint, is_part, is_space};
use crate::feel::scope::Function;
use crate::{Builtin, Expression, Value};

/// What is called.
#[derive(Clone, Copy)]
pub(super) enum Callee<'a> {
    Builtin(Builtin),
    /// A business knowledge model of the program.
    Own(&'a Function),
}

impl<'a> Parser<'a> {
    /// A call of the function whose name stands here and has this many bytes.
    pub(super) fn call(&mut self, callee: Callee<'a>, length: usize) -> Result<Node<'a>, SyntaxError> {
        let at = self.start;
        self.jump(at + length)?;
        self.expect("(")?;
        let arguments = match self.argument_name() {
            Some(_) => self.by_name(at, callee)?,
            None => self.by_position()?,
        };
        self.close()?;
        if !callee.takes(arguments.len()) {
            let message = format!("`{}` takes {}, not {}", short(callee.name()), callee.wanted(), arguments.len());
            return Err(self.error(at, message));
        }
        let below = arguments.iter().map(|argument| argument.height).max().unwrap_or(0);
        let arguments = arguments.into_iter().map(|argument| argument.expression).collect();
        let expression = match callee {
            Callee::Builtin(builtin) => Expression::Call(builtin, arguments),
            Callee::Own(function) => Expression::Invoke(function.position, function.name.clone(), arguments),
        };
        self.node(at, below, expression)
    }

    fn by_position(&mut self) -> Result<Vec<Node<'a>>, SyntaxError> {
        let mut arguments = Vec::new();
        while !self.is(")") || !arguments.is_empty() {
            arguments.push(self.inner()?);
            if !self.take(",")? {
                break;
            }
        }
        Ok(arguments)
    }

    fn by_name(&mut self, at: usize, callee: Callee<'a>) -> Result<Vec<Node<'a>>, SyntaxError> {
        let mut slots: Vec<Option<Node<'a>>> = Vec::new();
        loop {
            let Some((name, end)) = self.argument_name() else {
                return Err(self.unexpected("the name of a parameter and `:`"));
            };
            let Some(slot) = callee.position(name) else {
                let message = format!("`{}` has no parameter `{}`", short(callee.name()), short(name));
                return Err(self.error(self.start, message));
            };
            if slots.len() <= slot {
                slots.resize_with(slot + 1, || None);
            }
            if slots.get(slot).is_some_and(Option::is_some) {
                return Err(self.error(self.start, format!("`{}` is given twice", short(name))));
            }
            self.jump(end)?;
            self.expect(":")?;
            let argument = self.inner()?;
            if let Some(empty) = slots.get_mut(slot) {
                *empty = Some(argument);
            }
            if !self.take(",")? {
                break;
            }
        }
        let least = callee.least();
        slots.resize_with(slots.len().max(least), || None);
        let given = |(index, slot): (usize, Option<Node<'a>>)| match slot {
            Some(argument) => Ok(argument),
            // An optional argument before one that is given.
            None if index >= least => Ok(constant(Value::Null)),
            None => {
                let (name, missing) = (short(callee.name()), short(callee.parameter(index)));
                Err(self.error(at, format!("`{name}` lacks its argument `{missing}`")))
            }
        };
        slots.into_iter().enumerate().map(given).collect()
    }

    /// The name of an argument that stands here before a colon, and the byte behind it.
    fn argument_name(&self) -> Option<(&'a str, usize)> {
        if !matches!(self.token, Token::Word(_)) {
            return None;
        }
        let rest = self.rest();
        let comment = |at: usize| rest.get(at..).is_some_and(|rest| rest.starts_with("//") || rest.starts_with("/*"));
        let ends = |(at, character): &(usize, char)| !is_part(*character) && !is_joint(*character) || comment(*at);
        let length = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
        let name = rest.get(..length)?.trim_end_matches(is_space);
        self.follows(self.start + length, ":").then_some((name, self.start + name.len()))
    }
}

impl Callee<'_> {
    fn name(&self) -> &str {
        match self {
            Callee::Builtin(builtin) => builtin.as_str(),
            Callee::Own(function) => &function.name,
        }
    }

    /// The place of a parameter among the arguments.
    fn position(&self, name: &str) -> Option<usize> {
        let is = |parameter: &str| covered(parameter, name) == Some(name.len());
        match self {
            // These take a text in one argument, or what it consists of in several.
            Callee::Builtin(Builtin::Date | Builtin::Time | Builtin::DateAndTime) if is("from") => Some(0),
            Callee::Builtin(builtin) => builtin.parameters().iter().position(|parameter| is(parameter)),
            Callee::Own(function) => function.parameters.iter().position(|parameter| is(parameter)),
        }
    }

    fn parameter(&self, index: usize) -> &str {
        match self {
            Callee::Builtin(builtin) => builtin.parameters().get(index).copied().unwrap_or_default(),
            Callee::Own(function) => function.parameters.get(index).map(String::as_str).unwrap_or_default(),
        }
    }

    fn least(&self) -> usize {
        match self {
            Callee::Builtin(builtin) => builtin.arity().0,
            Callee::Own(function) => function.parameters.len(),
        }
    }

    fn most(&self) -> usize {
        match self {
            Callee::Builtin(builtin) => builtin.arity().1,
            Callee::Own(function) => function.parameters.len(),
        }
    }

    /// Whether it takes so many arguments. A date and a time are never made of two.
    fn takes(&self, count: usize) -> bool {
        let parts = matches!(self, Callee::Builtin(Builtin::Date | Builtin::Time));
        (self.least()..=self.most()).contains(&count) && !(parts && count == 2)
    }

    /// How many arguments it takes, in words.
    fn wanted(&self) -> String {
        match (self, self.least(), self.most()) {
            (Callee::Builtin(Builtin::Date), ..) => "1 or 3 arguments".to_owned(),
            (Callee::Builtin(Builtin::Time), ..) => "1, 3 or 4 arguments".to_owned(),
            (_, 1, 1) => "1 argument".to_owned(),
            (_, least, most) if least == most => format!("{least} arguments"),
            (_, least, usize::MAX) => format!("at least {least} argument{}", if least == 1 { "" } else { "s" }),
            (_, least, most) => format!("{least} to {most} arguments"),
        }
    }
}

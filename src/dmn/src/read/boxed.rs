//! Boxed expressions (DMN 1.5, 7.3 and 10.2.1): literal expressions, invocations and conditionals.

use super::environment::Environment;
use super::findings::short;
use super::{Reading, Site};
use crate::expression::fold;
use crate::xml::Element;
use crate::{Expression, Value};

/// Everything that DMN writes as decision logic, whether it is supported or not.
const LOGIC: &[&str] = &[
    "literalExpression",
    "decisionTable",
    "invocation",
    "conditional",
    "context",
    "every",
    "filter",
    "for",
    "functionDefinition",
    "list",
    "relation",
    "some",
];

impl<'d> Reading<'d> {
    /// The one expression that stands in an element; anything else is reported.
    pub(super) fn logic_in(&mut self, element: Element<'d>, what: &str, site: Site<'_>) -> Option<Element<'d>> {
        let mut found = element.children().filter(|child| LOGIC.contains(&child.name()));
        let first = found.next();
        match (first, found.next()) {
            (None, _) => self.report(element, site, format!("the {what} has no expression; add its logic")),
            (Some(_), Some(second)) => {
                let message = format!("the {what} has more than one expression; keep one");
                self.report(second, site, message);
                return None;
            }
            (Some(_), None) => {}
        }
        first
    }

    pub(super) fn boxed(
        &mut self,
        element: Element<'d>,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<Expression> {
        match element.name() {
            "literalExpression" => self.expression(element, &environment.scope, site),
            "conditional" => self.conditional(element, environment, site),
            "invocation" => self.invocation(element, environment, site),
            "decisionTable" => {
                let message = "a table within another expression is not supported; make it a decision of its own";
                self.report(element, site, message);
                None
            }
            other => {
                let message = format!(
                    "the boxed expression `{other}` is not supported; \
                     write literal expressions, decision tables, invocations and conditionals"
                );
                self.report(element, site, message);
                None
            }
        }
    }

    /// `if`, `then` and `else`, each with an expression in it (DMN 1.5, 10.2.1.9).
    fn conditional(&mut self, element: Element<'d>, environment: &Environment, site: Site<'_>) -> Option<Expression> {
        let mut part = |name: &'static str| {
            let Some(part) = element.child(name) else {
                self.report(element, site, format!("the conditional has no `{name}`; add it"));
                return None;
            };
            let logic = self.logic_in(part, name, site)?;
            self.boxed(logic, environment, site)
        };
        let (condition, one, other) = (part("if"), part("then"), part("else"));
        Some(fold(Expression::If(Box::new((condition?, one?, other?)))))
    }

    /// A business knowledge model, called with its arguments by name (DMN 1.5, 7.3.6). What is not given is null.
    fn invocation(&mut self, element: Element<'d>, environment: &Environment, site: Site<'_>) -> Option<Expression> {
        let called = self.logic_in(element, "invocation", site)?;
        if called.name() != "literalExpression" {
            self.report(called, site, "an invocation calls a business knowledge model by its name");
            return None;
        }
        let name = self.text(called, site)?.trim();
        let function = environment.functions.iter().find_map(|position| {
            let function = self.program.functions.get(usize::try_from(*position).ok()?)?;
            function.name.split_whitespace().eq(name.split_whitespace()).then_some((*position, function))
        });
        let Some((position, function)) = function else {
            let message = format!("`{}` is not a business knowledge model that is required here", short(&name));
            self.report(called, site, message);
            return None;
        };
        let function_name = function.name.clone();
        let parameters: Vec<String> = function.parameters.iter().map(|(name, _)| name.clone()).collect();
        let mut arguments: Vec<Option<Expression>> = vec![None; parameters.len()];
        let mut is_whole = true;
        for binding in element.all("binding") {
            let name = binding.child("parameter").and_then(|parameter| parameter.attribute("name"));
            let name = name.unwrap_or_default().trim();
            let argument = self.argument(binding, environment, site);
            is_whole &= argument.is_some();
            let index = parameters.iter().position(|parameter| parameter == name);
            let message = match index.and_then(|index| arguments.get_mut(index)) {
                Some(slot @ None) => {
                    *slot = argument;
                    continue;
                }
                Some(Some(_)) => format!("the parameter `{}` is given twice", short(&name)),
                None => {
                    let known = parameters.join("`, `");
                    let (name, function) = (short(&name), short(&function_name));
                    format!("`{function}` has no parameter `{name}`; its parameters are `{}`", short(&known))
                }
            };
            self.report(binding, site, message);
            is_whole = false;
        }
        let null = || Expression::Literal(Value::Null);
        let arguments = arguments.into_iter().map(|argument| argument.unwrap_or_else(null)).collect();
        is_whole.then_some(Expression::Invoke(position, function_name, arguments))
    }

    /// The expression of a binding; null where there is none.
    fn argument(&mut self, binding: Element<'d>, environment: &Environment, site: Site<'_>) -> Option<Expression> {
        if binding.children().all(|child| !LOGIC.contains(&child.name())) {
            return Some(Expression::Literal(Value::Null));
        }
        let logic = self.logic_in(binding, "binding", site)?;
        self.boxed(logic, environment, site)
    }
}

//! Elements that hold FEEL, in a child called `text`.

use super::findings::short;
use super::{Reading, Site};
use crate::expression::impossible;
use crate::feel::{self, Scope, SyntaxError};
use crate::xml::Element;
use crate::{Expression, UnaryTests};

/// The most bytes of one cell or expression.
const MAX_TEXT: usize = 65_536;
/// The most single tests in all cells and allowed values of a model.
pub(super) const MAX_TESTS: usize = 2_000_000;

impl<'d> Reading<'d> {
    /// The tests of an input cell or of allowed values. Where nothing is written, nothing is asked, which is how
    /// modelling tools write `-`.
    pub(super) fn tests(&mut self, element: Element<'d>, scope: &Scope, site: Site<'_>) -> Option<UnaryTests> {
        let text = self.text(element, site)?;
        if matches!(text.trim(), "" | "-") {
            return Some(UnaryTests::Any);
        }
        let tests = self.feel(element, text, site, |text| feel::tests(text, scope))?;
        let Some(left) = self.tests_left.checked_sub(tests.list().len()) else {
            self.report(element, site, format!("the cells of this model hold more than {MAX_TESTS} tests"));
            return None;
        };
        self.tests_left = left;
        let impossible = tests.expressions().find_map(impossible);
        if let Some(message) = &impossible {
            self.report(element, site, short(message));
        }
        impossible.is_none().then_some(tests)
    }

    /// A literal expression or an output entry, which must not be empty.
    pub(super) fn expression(&mut self, element: Element<'d>, scope: &Scope, site: Site<'_>) -> Option<Expression> {
        let text = self.text(element, site)?;
        if text.trim().is_empty() {
            let what = match element.child("importedValues") {
                Some(_) => "has `importedValues`, which are not read; write an expression".to_owned(),
                None if element.name() == "inputExpression" => {
                    "is empty; write what the column reads, such as the name of an input".to_owned()
                }
                None => "is empty; write an expression, or `null`".to_owned(),
            };
            self.report(element, site, format!("`{}` {what}", element.name()));
            return None;
        }
        self.feel(element, text, site, |text| feel::expression(text, scope))
    }

    /// What stands in an element's `text`; nothing where it is too long, or in another language.
    pub(super) fn text(&mut self, element: Element<'d>, site: Site<'_>) -> Option<&'d str> {
        if !self.is_feel(element, site) {
            return None;
        }
        let text = element.child("text").map(Element::text).unwrap_or_default();
        if text.len() > MAX_TEXT {
            let message = format!("the text has {} bytes; at most {MAX_TEXT} are read", text.len());
            self.report(element, site, message);
            return None;
        }
        Some(text)
    }

    /// Whether an element's languages are FEEL, as they are where it names none. Otherwise this is reported.
    pub(super) fn is_feel(&mut self, element: Element<'_>, site: Site<'_>) -> bool {
        for (attribute, what) in [("expressionLanguage", "expression"), ("typeLanguage", "type")] {
            if let Some(language) = element.attribute(attribute).filter(|language| !is_feel(language)) {
                let message = format!("the {what} language `{}` is not supported; write S-FEEL", short(&language));
                self.report(element, site, message);
                return false;
            }
        }
        true
    }

    fn feel<T>(
        &mut self,
        element: Element<'d>,
        text: &str,
        site: Site<'_>,
        read: impl Fn(&str) -> Result<T, SyntaxError>,
    ) -> Option<T> {
        let at = element.child("text").unwrap_or(element);
        let error = match read(text) {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        let target = error.unknown.as_deref().and_then(|name| Some((name, self.targets.get(name)?.what().0)));
        let message = match target {
            Some((name, what)) => {
                format!(
                    "`{}` is {what}, which is not required here; add a requirement (at character {})",
                    short(&name),
                    error.at
                )
            }
            None => short(&error),
        };
        self.report(at, site, message);
        None
    }
}

/// Each version of DMN has an address of its own for FEEL, and tools write names of their own.
fn is_feel(language: &str) -> bool {
    let mut parts = language.split(['/', ':', '#']);
    language.trim().is_empty()
        || parts.any(|part| ["feel", "s-feel", "sfeel"].iter().any(|name| part.trim().eq_ignore_ascii_case(name)))
}

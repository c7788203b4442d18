//! Whether constants fit their columns. What is calculated is checked when it is evaluated.

use std::collections::HashSet;

use super::findings::short;
use super::{Reading, Site};
use crate::xml::Element;
use crate::{Column, Expression, Kind, Type, UnaryTest, UnaryTests, Value};

/// How much of types a reading compares values with. Only models that are made for it come near.
pub(super) const MAX_COMPARED: usize = 1 << 30;

/// A column, with the values at hand that it lists: they may be thousands, and a table's cells many more.
pub(super) struct Expected<'c> {
    pub(super) column: &'c Column,
    listed: HashSet<&'c Value>,
}

impl<'c> From<&'c Column> for Expected<'c> {
    fn from(column: &'c Column) -> Expected<'c> {
        let listed = column.allowed.as_ref().and_then(UnaryTests::values).unwrap_or_default();
        Expected { column, listed: listed.into_iter().collect() }
    }
}

impl Reading<'_> {
    /// Reports a value that has not the type of its column, or is not among the allowed ones. Null has every type, and
    /// is among them where a cell asks for it.
    pub(super) fn fits(&mut self, entry: Element<'_>, value: &Value, expected: &Expected<'_>, site: Site<'_>) {
        let Column { ty, allowed, .. } = expected.column;
        if !self.is_of(entry, value, ty, site) || value.is_null() || expected.listed.contains(value) {
            return;
        }
        if let Some(allowed) = allowed.as_ref().filter(|allowed| !allowed.admit(value)) {
            let message = format!("`{}` is not among the allowed values `{}`", short(value), short(allowed));
            self.report(entry, site, message);
        }
    }

    /// Whether a value is of a type; reported where it is not.
    pub(super) fn is_of(&mut self, entry: Element<'_>, value: &Value, ty: &Type, site: Site<'_>) -> bool {
        if !matches!(ty, Type::Any | Type::Kind(_) | Type::Integer) {
            let values = value.as_list().map_or(1, <[Value]>::len);
            let Some(left) = self.compared.checked_sub(super::types::size(ty).saturating_mul(values)) else {
                self.report(entry, site, "the model has more values than are compared with their types");
                return false;
            };
            self.compared = left;
        }
        let admitted = ty.admits(value);
        if !admitted {
            self.report(entry, site, format!("`{}` is not a {}", short(value), short(ty)));
        }
        admitted
    }

    /// Checks the constants of an input cell. Those that a value must equal must be allowed; limits, and what a value
    /// must not equal, need only be of the same type.
    pub(super) fn cell_fits(&mut self, entry: Element<'_>, cell: &UnaryTests, expected: &Expected<'_>, site: Site<'_>) {
        let ty = &expected.column.ty;
        for test in cell.list() {
            let is_equality = matches!(test, UnaryTest::Is(_)) && !matches!(cell, UnaryTests::Not(_));
            for value in test.expressions().filter_map(Expression::literal) {
                match value {
                    // A value may equal any item of a list, unless it is a list itself.
                    Value::List(items) if is_equality && ty.kind() != Some(Kind::List) => {
                        items.iter().for_each(|item| self.fits(entry, item, expected, site));
                    }
                    _ if is_equality => self.fits(entry, value, expected, site),
                    // Whole numbers may lie above or below any other.
                    _ => {
                        let number = Type::from(Kind::Number);
                        let ty = if *ty.base() == Type::Integer { &number } else { ty.base() };
                        self.is_of(entry, value, ty, site);
                    }
                }
            }
        }
    }
}

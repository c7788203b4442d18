//! The columns of a table: input and output clauses (DMN 1.5, 8.3.2 and 8.3.3).

use super::Reading;
use super::types::{Resolved, Types};
use crate::xml::Element;
use crate::{Column, OutputColumn, Place, Tests, Value};

impl Reading<'_> {
    /// All input columns, or nothing where one cannot be read.
    pub(super) fn inputs(&mut self, table: &Element, types: Types<'_>, place: &Place) -> Option<Vec<Column>> {
        let read: Vec<_> = table.all("input").map(|clause| self.input(clause, types, place)).collect();
        let columns: Vec<Column> = read.into_iter().collect::<Option<_>>()?;
        self.distinct(table, columns.iter().map(|column| &column.name), place);
        Some(columns)
    }

    /// All output columns, or nothing where one cannot be read.
    pub(super) fn outputs(
        &mut self,
        table: &Element,
        decision: &str,
        result_type: Option<&str>,
        types: Types<'_>,
        place: &Place,
    ) -> Option<Vec<OutputColumn>> {
        let single = table.all("output").count() == 1;
        if table.child("output").is_none() {
            self.report(table.at, place.clone(), "the table has no output");
        }
        let read: Vec<_> = table
            .all("output")
            .map(|clause| {
                // A single output may leave its name and type to the decision.
                let name = clause.attribute("name").or(single.then_some(decision)).unwrap_or_default();
                let resolved = match (clause.attribute("typeRef"), result_type) {
                    (Some(own), _) => types.resolve(own),
                    (None, Some(whole)) if single => types.resolve(whole),
                    (None, Some(whole)) => types.component(whole, name),
                    (None, None) => None,
                };
                self.output(clause, name, resolved, place)
            })
            .collect();
        let columns: Vec<OutputColumn> = read.into_iter().collect::<Option<_>>()?;
        self.distinct(table, columns.iter().map(|output| &output.column.name), place);
        Some(columns)
    }

    fn input(&mut self, clause: &Element, types: Types<'_>, place: &Place) -> Option<Column> {
        let expression = clause.child("inputExpression").unwrap_or(clause);
        self.language(expression, place);
        let name = expression.child("text").map(|text| text.text.trim()).unwrap_or_default();
        let place = Place { column: Some(name.to_owned()), ..place.clone() };
        if !is_name(name) {
            let message = format!("the input `{name}` is not a name; expressions are not supported");
            self.report(expression.at, place, message);
            return None;
        }
        let type_ref = expression.attribute("typeRef").or_else(|| types.input_data(name));
        let resolved = type_ref.and_then(|type_ref| types.resolve(type_ref));
        self.column(clause, name, resolved, "inputValues", &place)
    }

    fn output(
        &mut self,
        clause: &Element,
        name: &str,
        resolved: Option<Resolved<'_>>,
        place: &Place,
    ) -> Option<OutputColumn> {
        let place = Place { column: Some(name.to_owned()), ..place.clone() };
        if name.is_empty() {
            self.report(clause.at, place, "one of several outputs has no name");
            return None;
        }
        let column = self.column(clause, name, resolved, "outputValues", &place)?;
        let mut default = None;
        if let Some(entry) = clause.child("defaultOutputEntry") {
            default = self.literal(entry, &place);
            self.fits(entry, &column, default.iter(), &place);
        }
        Some(OutputColumn { column, default })
    }

    fn column(
        &mut self,
        clause: &Element,
        name: &str,
        resolved: Option<Resolved<'_>>,
        values: &str,
        place: &Place,
    ) -> Option<Column> {
        let Some((kind, inherited)) = resolved else {
            let message = "the column needs a `typeRef` that comes down to string, number or boolean";
            self.report(clause.at, place.clone(), message);
            return None;
        };
        let mut column = Column { name: name.to_owned(), kind, allowed: None };
        if let Some(element) = clause.child(values).or(inherited) {
            let allowed = self.tests(element, place)?;
            self.fits(element, &column, allowed.constants(), place);
            column.allowed = (allowed != Tests::Any).then_some(allowed);
        }
        Some(column)
    }

    /// Reports the values that the column does not admit.
    pub(super) fn fits<'v>(
        &mut self,
        entry: &Element,
        column: &Column,
        values: impl Iterator<Item = &'v Value>,
        place: &Place,
    ) {
        for value in values.filter(|value| !column.admits(value)) {
            let message = match &column.allowed {
                Some(allowed) if value.kind().is_none_or(|kind| kind == column.kind) => {
                    format!("`{value}` is not among the allowed values `{allowed}`")
                }
                _ => format!("`{value}` is not a {}", column.kind),
            };
            self.report(entry.at, place.clone(), message);
        }
    }

    fn distinct<'n>(&mut self, table: &Element, names: impl Iterator<Item = &'n String>, place: &Place) {
        let mut seen: Vec<&String> = Vec::new();
        for name in names {
            if seen.contains(&name) {
                let message = format!("two columns of the table are called `{name}`");
                self.report(table.at, place.clone(), message);
            }
            seen.push(name);
        }
    }
}

/// Names may hold spaces, and points where they are qualified (DMN 1.5, 10.3.1.2, rules 25 to 30).
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|character| character.is_alphanumeric() || "_ .'".contains(character))
}

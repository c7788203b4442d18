//! The rows of a table (DMN 1.5, 8.3.4), each cell checked against its column.

use super::Reading;
use crate::xml::Element;
use crate::{Column, OutputColumn, Place, Rule, Test, Tests};

impl Reading<'_> {
    pub(super) fn rules(
        &mut self,
        table: &Element,
        inputs: &[Column],
        outputs: &[OutputColumn],
        annotations: &[String],
        place: &Place,
    ) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (number, row) in (1..).zip(table.all("rule")) {
            let place = Place { rule: Some(number), ..place.clone() };
            let label = row.attribute("label").map_or_else(|| format!("R{number}"), str::to_owned);
            let texts: Vec<String> = row.all("annotationEntry").map(annotation).collect();
            self.count(row, "inputEntry", inputs.len(), &place);
            self.count(row, "outputEntry", outputs.len(), &place);
            if texts.len() > annotations.len() {
                self.count(row, "annotationEntry", annotations.len(), &place);
            }

            let cells = inputs.iter().zip(row.all("inputEntry"));
            let cells = cells.filter_map(|(column, entry)| self.cell(entry, column, &place)).collect();
            let answers = outputs.iter().zip(row.all("outputEntry"));
            let outputs = answers
                .filter_map(|(output, entry)| {
                    let place = Place { column: Some(output.column.name.clone()), ..place.clone() };
                    let value = self.literal(entry, &place)?;
                    self.fits(entry, &output.column, std::iter::once(&value), &place);
                    Some(value)
                })
                .collect();
            rules.push(Rule { label, cells, outputs, annotations: texts });
        }
        rules
    }

    fn cell(&mut self, entry: &Element, column: &Column, place: &Place) -> Option<Tests> {
        let place = Place { column: Some(column.name.clone()), ..place.clone() };
        let tests = self.tests(entry, &place)?;
        // Limits need not be allowed values themselves, but must be of the column's type.
        let unlimited = Column { allowed: None, ..column.clone() };
        for test in tests.list() {
            match test {
                Test::Is(value) => self.fits(entry, column, std::iter::once(value), &place),
                limits => self.fits(entry, &unlimited, limits.constants(), &place),
            }
        }
        Some(tests)
    }

    fn count(&mut self, row: &Element, entries: &str, columns: usize, place: &Place) {
        let found = row.all(entries).count();
        if found != columns {
            let message = format!("the rule has {found} of `{entries}`, and the table {columns} columns for them");
            self.report(row.at, place.clone(), message);
        }
    }
}

/// The text of an annotation, its lines joined as they would be on a page.
fn annotation(entry: &Element) -> String {
    let text = entry.child("text").map(|text| text.text.as_str()).unwrap_or_default();
    text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

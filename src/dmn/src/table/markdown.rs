//! Tables as Markdown, for people who read them without a modelling tool. Nothing reads it back.

use super::Table;
use crate::Expression;

impl Table {
    /// The table as Markdown: a heading with name and hit policy, and a row for each rule, the default last. Cells are
    /// S-FEEL.
    pub fn to_markdown(&self) -> String {
        let mut rows = vec![self.heads()];
        rows.push(vec!["---".to_owned(); rows.first().map_or(0, Vec::len)]);
        for rule in self.rules() {
            let mut row = vec![escaped(&rule.label)];
            row.extend(rule.cells.iter().map(|cell| escaped(&cell.to_string())));
            row.extend(rule.outputs.iter().map(|output| escaped(&output.to_string())));
            row.extend(rule.annotations.iter().map(|annotation| escaped(annotation)));
            rows.push(row);
        }
        if self.has_default() {
            let default = |entry: &Option<Expression>| entry.as_ref().map(ToString::to_string).unwrap_or_default();
            let mut row = vec!["default".to_owned()];
            row.extend(self.inputs().iter().map(|_| "-".to_owned()));
            row.extend(self.outputs().iter().map(|output| escaped(&default(&output.default))));
            row.extend(self.annotations().iter().map(|_| String::new()));
            rows.push(row);
        }
        let mut text = ["## ", &escaped(self.name()), " (", &self.hit_policy().to_string(), ")\n\n"].concat();
        for row in rows {
            text.push_str("| ");
            text.push_str(&row.join(" | "));
            text.push_str(" |\n");
        }
        text
    }

    fn heads(&self) -> Vec<String> {
        let inputs = self.inputs().iter().map(|input| escaped(&input.name));
        let outputs = self.outputs().iter().map(|output| ["→ ", &escaped(&output.column.name)].concat());
        let annotations = self.annotations().iter().map(|name| escaped(name));
        std::iter::once("rule".to_owned()).chain(inputs).chain(outputs).chain(annotations).collect()
    }
}

/// Text that neither ends its cell nor is taken for markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '|' | '*' | '`' | '<' => escaped.extend(['\\', character]),
            '\n' | '\r' | '\t' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::feel::{self, Scope};
    use crate::{Column, Expression, HitPolicy, Kind, OutputColumn, Parts, Rule, Table, sample};

    #[test]
    fn a_table_reads_as_it_was_modelled() {
        let output = |name: &str, ty: Kind, default: Option<Expression>| OutputColumn {
            column: Column { name: name.to_owned(), expression: None, ty: ty.into(), allowed: None },
            default,
        };
        let literal = |text: &'static str| Expression::Literal(text.into());
        let cell = |text: &str| feel::tests(text, &Scope::new()).unwrap();
        let table = Table::from(Parts {
            name: "Greeting".to_owned(),
            hit_policy: HitPolicy::First,
            inputs: vec![sample::number("hour"), sample::string("day", "\"Saturday\", \"Sunday\"")],
            outputs: vec![output("words", Kind::String, Some(literal("hello"))), output("loud", Kind::Boolean, None)],
            annotations: vec!["en".to_owned()],
            rules: vec![Rule {
                label: "morning".to_owned(),
                cells: vec![cell("[5..12)"), cell("not(\"Sunday\")")],
                outputs: vec![literal("good|morning"), Expression::Literal(true.into())],
                annotations: vec!["It is before noon.".to_owned()],
            }],
        });
        assert_eq!(
            table.to_markdown(),
            "## Greeting (FIRST)\n\
             \n\
             | rule | hour | day | → words | → loud | en |\n\
             | --- | --- | --- | --- | --- | --- |\n\
             | morning | [5..12) | not(\"Sunday\") | \"good\\|morning\" | true | It is before noon. |\n\
             | default | - | - | \"hello\" |  |  |\n"
        );
    }

    #[test]
    fn no_text_ends_its_cell_or_becomes_markup() {
        assert_eq!(super::escaped("a|b\n<i>*c*</i> `d` \\"), "a\\|b \\<i>\\*c\\*\\</i> \\`d\\` \\\\");
    }
}

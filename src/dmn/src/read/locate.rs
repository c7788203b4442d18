//! Where in a model something stands that a finding names: for findings about what has been read already.

use super::findings::{Findings, Site};
use crate::Place;
use crate::xml::{self, Element};

/// The line and column, from one, of the decision, rule or cell that a place names, as exactly as it names it.
///
/// A column may be named as the table names it, or by its label. Nothing where the model has no such decision.
pub fn locate(xml: &str, place: &Place) -> Option<(usize, usize)> {
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    let document = xml::parse(xml).ok()?;
    let name = place.decision.as_deref()?;
    let is_named = |element: &Element<'_>| element.attribute("name").map(str::trim) == Some(name);
    let decision = document.root().all("decision").find(is_named)?;
    let found = match decision.child("decisionTable") {
        Some(table) => in_table(table, place).unwrap_or(decision),
        None => decision,
    };
    let mut findings = Findings::default();
    findings.report(found.at(), Site::default(), "");
    findings.placed(xml).pop()?.place.position
}

fn in_table<'d>(table: Element<'d>, place: &Place) -> Option<Element<'d>> {
    let rule = match place.rule {
        Some(number) => Some(table.all("rule").nth(number.checked_sub(1)?)?),
        None => None,
    };
    let column = place.column.as_deref().and_then(|name| column(table, rule, name));
    column.or(rule)
}

/// The cell of a rule in this column, or the column's own clause.
fn column<'d>(table: Element<'d>, rule: Option<Element<'d>>, name: &str) -> Option<Element<'d>> {
    let input = |clause: &Element<'d>| {
        let text = clause.child("inputExpression").and_then(|expression| expression.child("text"));
        text.is_some_and(|text| text.text().trim() == name)
    };
    let named = |clause: &Element<'d>| ["name", "label"].iter().any(|key| clause.attribute(key) == Some(name));
    type IsIt<'f, 'd> = &'f dyn Fn(&Element<'d>) -> bool;
    let clauses: [(&str, &str, IsIt<'_, 'd>); 3] =
        [("input", "inputEntry", &input), ("output", "outputEntry", &named), ("annotation", "annotationEntry", &named)];
    clauses.into_iter().find_map(|(clause, entry, is_it)| {
        let (index, clause) = table.all(clause).enumerate().find(|(_, clause)| is_it(clause))?;
        match rule {
            Some(rule) => rule.all(entry).nth(index),
            None => Some(clause),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
  <decision name="first"><literalExpression><text>1</text></literalExpression></decision>
  <decision name="second">
    <decisionTable>
      <input><inputExpression><text> hour </text></inputExpression></input>
      <input><inputExpression><text>day</text></inputExpression></input>
      <output name="greeting"/>
      <output label="loud"/>
      <annotation name="en"/>
      <rule><inputEntry/><inputEntry/><outputEntry/><outputEntry/><annotationEntry/></rule>
      <rule>
        <inputEntry><text>-</text></inputEntry>
        <inputEntry><text>-</text></inputEntry>
        <outputEntry><text>1</text></outputEntry>
        <outputEntry><text>2</text></outputEntry>
        <annotationEntry><text>So.</text></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>"#;

    fn located(decision: &str, rule: Option<usize>, column: Option<&str>) -> Option<(usize, usize)> {
        let (decision, column) = (Some(decision.to_owned()), column.map(str::to_owned));
        locate(MODEL, &Place { decision, rule, column, ..Place::default() })
    }

    #[test]
    fn a_cell_is_found_by_its_rule_and_column() {
        for (column, line) in [("hour", 12), ("day", 13), ("greeting", 14), ("loud", 15), ("en", 16)] {
            assert_eq!(located("second", Some(2), Some(column)), Some((line, 9)), "{column}");
        }
    }

    #[test]
    fn what_is_named_less_exactly_is_found_less_exactly() {
        assert_eq!(located("first", None, None), Some((2, 3)));
        assert_eq!(located("first", Some(1), Some("day")), Some((2, 3)), "it has no table");
        assert_eq!(located("second", None, None), Some((3, 3)));
        assert_eq!(located("second", None, Some("day")), Some((6, 7)));
        assert_eq!(located("second", Some(2), None), Some((11, 7)));
        assert_eq!(located("second", Some(2), Some("month")), Some((11, 7)), "it has no such column");
        assert_eq!(located("second", Some(0), Some("day")), Some((3, 3)), "rules are counted from one");
        assert_eq!(located("third", None, None), None);
        assert_eq!(locate("", &Place::default()), None);
    }
}

//! Facts in, rules out: which rules of a table fire, and what kept the others from firing.

use crate::{Finding, HitPolicy, Place, Rule, Table, Value};

/// What a table has to say about some facts. Rules are named by position, from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The one rule that fired.
    Rule(u32),
    /// The rules that fired in a COLLECT table; possibly none.
    Rules(Vec<u32>),
    /// No rule fired, and the table has default entries.
    Default,
    /// No rule fired, and there is no default.
    Nothing,
    /// Two rules match where only one may.
    Overlap(u32, u32),
    /// The value for this input is missing, of another type, or not among the allowed ones.
    Refused(usize),
}

impl Table {
    /// Evaluates the table for values in the order of its inputs. Allocates only for COLLECT.
    pub fn evaluate(&self, values: &[Value]) -> Outcome {
        let admitted =
            |(index, column): (usize, &crate::Column)| values.get(index).is_some_and(|value| column.admits(value));
        if let Some(index) = (0..self.inputs.len()).zip(&self.inputs).position(|input| !admitted(input)) {
            return Outcome::Refused(index);
        }

        let mut matching = (0_u32..).zip(&self.rules).filter(|(_, rule)| rule.matches(values)).map(|(index, _)| index);
        if self.hit_policy == HitPolicy::Collect {
            let fired: Vec<u32> = matching.collect();
            return if fired.is_empty() && self.has_default() { Outcome::Default } else { Outcome::Rules(fired) };
        }
        let Some(first) = matching.next() else {
            return if self.has_default() { Outcome::Default } else { Outcome::Nothing };
        };
        if self.hit_policy == HitPolicy::First {
            return Outcome::Rule(first);
        }
        match matching.next() {
            Some(second) => Outcome::Overlap(first, second),
            None => Outcome::Rule(first),
        }
    }

    /// The first input whose cell keeps the rule from matching, or nothing where it matches.
    pub fn blocked_by(&self, rule: u32, values: &[Value]) -> Option<usize> {
        self.rule(rule)?.blocked_by(values)
    }

    /// The answer in an output column: one value for each rule that fired, or the default.
    pub fn answers<'a>(&'a self, outcome: &'a Outcome, column: usize) -> impl Iterator<Item = &'a Value> {
        let default = if *outcome == Outcome::Default {
            self.outputs.get(column).map(|output| output.default.as_ref().unwrap_or(&Value::Null))
        } else {
            None
        };
        outcome.fired().iter().filter_map(move |rule| self.output(*rule, column)).chain(default)
    }
}

impl Rule {
    pub(crate) fn matches(&self, values: &[Value]) -> bool {
        self.blocked_by(values).is_none()
    }

    fn blocked_by(&self, values: &[Value]) -> Option<usize> {
        (0..).zip(&self.cells).find(|(index, cell)| !values.get(*index).is_some_and(|v| cell.hold(v))).map(|(i, _)| i)
    }
}

impl Outcome {
    /// The rules that fired. Rules that contradict each other have not.
    pub fn fired(&self) -> &[u32] {
        match self {
            Outcome::Rule(rule) => std::slice::from_ref(rule),
            Outcome::Rules(rules) => rules,
            _ => &[],
        }
    }

    /// What went wrong, where the table gave no answer.
    pub fn finding(&self, table: &Table) -> Option<Finding> {
        let mut place = Place { decision: Some(table.name.clone()), ..Place::default() };
        let message = match self {
            Outcome::Rule(_) | Outcome::Rules(_) | Outcome::Default => return None,
            Outcome::Nothing => "no rule covers these facts; add one, or a default output".to_owned(),
            Outcome::Overlap(first, second) => {
                let label = |rule: &u32| table.rule(*rule).map_or("?", |rule| rule.label.as_str());
                format!("rules {} and {} both match, and the table is UNIQUE", label(first), label(second))
            }
            Outcome::Refused(index) => {
                place.column = table.inputs.get(*index).map(|column| column.name.clone());
                "the value is missing, of another type, or not among the allowed ones".to_owned()
            }
        };
        Some(Finding::new(place, message))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::{number, string, table};

    #[test]
    fn unique_answers_with_the_one_rule() {
        let table = table(HitPolicy::Unique, &[number("n")], &["< 5", ">= 5"]);
        assert_eq!(table.evaluate(&[4.into()]), Outcome::Rule(0));
        assert_eq!(table.evaluate(&[5.into()]), Outcome::Rule(1));
        assert_eq!(table.evaluate(&[Value::Null]), Outcome::Nothing);
    }

    #[test]
    fn unique_says_so_where_two_rules_match() {
        let table = table(HitPolicy::Unique, &[number("n")], &["<= 5", ">= 5"]);
        let outcome = table.evaluate(&[5.into()]);
        assert_eq!(outcome, Outcome::Overlap(0, 1));
        assert!(outcome.fired().is_empty());
        assert_eq!(
            outcome.finding(&table).unwrap().to_string(),
            "decision `sample`: rules R1 and R2 both match, and the table is UNIQUE"
        );
    }

    #[test]
    fn first_takes_the_first_and_collect_takes_all() {
        let rows = ["<= 5", ">= 5", "-"];
        let first = table(HitPolicy::First, &[number("n")], &rows);
        let collect = table(HitPolicy::Collect, &[number("n")], &rows);
        assert_eq!(first.evaluate(&[5.into()]), Outcome::Rule(0));
        assert_eq!(collect.evaluate(&[5.into()]), Outcome::Rules(vec![0, 1, 2]));
        assert_eq!(collect.evaluate(&[6.into()]), Outcome::Rules(vec![1, 2]));
    }

    #[test]
    fn the_default_answers_where_no_rule_does() {
        let mut table = table(HitPolicy::Unique, &[number("n")], &["1"]);
        table.outputs[0].default = Some(7.into());
        let outcome = table.evaluate(&[2.into()]);
        assert_eq!(outcome, Outcome::Default);
        assert_eq!(table.answers(&outcome, 0).collect::<Vec<_>>(), [&Value::from(7)]);
    }

    #[test]
    fn a_value_that_the_column_does_not_know_is_refused() {
        let table = table(HitPolicy::First, &[string("s", r#""a", "b""#), number("n")], &["- | -"]);
        assert_eq!(table.evaluate(&["a".into(), 1.into()]), Outcome::Rule(0));
        assert_eq!(table.evaluate(&["c".into(), 1.into()]), Outcome::Refused(0));
        assert_eq!(table.evaluate(&["a".into(), "1".into()]), Outcome::Refused(1));
        assert_eq!(table.evaluate(&["a".into()]), Outcome::Refused(1));
    }

    #[test]
    fn blocked_by_names_the_first_cell_in_the_way() {
        let table = table(HitPolicy::First, &[number("n"), number("m")], &["> 1 | > 1"]);
        assert_eq!(table.blocked_by(0, &[1.into(), 1.into()]), Some(0));
        assert_eq!(table.blocked_by(0, &[2.into(), 1.into()]), Some(1));
        assert_eq!(table.blocked_by(0, &[2.into(), 2.into()]), None);
    }

    proptest! {
        /// The three policies are readings of one list of matching rules.
        #[test]
        fn hit_policies_agree_on_what_matches(limits in prop::collection::vec(0..9_i64, 1..6), value in 0..9_i64) {
            let rows: Vec<String> = limits.iter().map(|limit| format!("<= {limit}")).collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let expected: Vec<u32> = (0..).zip(&limits).filter(|(_, limit)| value <= **limit).map(|(i, _)| i).collect();
            let outcome = |policy| table(policy, &[number("n")], &rows).evaluate(&[value.into()]);

            prop_assert_eq!(outcome(HitPolicy::Collect), Outcome::Rules(expected.clone()));
            prop_assert_eq!(
                outcome(HitPolicy::First),
                expected.first().map_or(Outcome::Nothing, |rule| Outcome::Rule(*rule))
            );
            prop_assert_eq!(outcome(HitPolicy::Unique), match expected.as_slice() {
                [] => Outcome::Nothing,
                [only] => Outcome::Rule(*only),
                [first, second, ..] => Outcome::Overlap(*first, *second),
            });
        }
    }
}

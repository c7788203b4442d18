//! What the checks say, in words, for each hit policy.

use super::*;
use crate::feel::{self, Scope};
use crate::sample::{number, string, table};
use crate::{Aggregation, Column, Expression, Kind, Parts, Type};

fn messages(table: &Table) -> Vec<String> {
    check(table).iter().map(|finding| finding.to_string().replace("decision `sample`", "sample")).collect()
}

fn column(name: &str, ty: impl Into<Type>) -> Column {
    Column { name: name.to_owned(), expression: None, ty: ty.into(), allowed: None }
}

/// The table with other answers, one for each rule; allowed are `"x"`, `"y"` and `"z"`, in this order.
fn answering(table: Table, answers: &[&str]) -> Table {
    let mut parts = Parts::from(table);
    parts.outputs[0].column = string("row", r#""x", "y", "z""#);
    let mut scope = Scope::new();
    scope.variable("limit", Type::Any);
    for (rule, answer) in parts.rules.iter_mut().zip(answers) {
        rule.outputs = vec![feel::expression(answer, &scope).unwrap()];
    }
    Table::from(parts)
}

/// The table with another cell in its first column, which may read the variable `limit`.
fn with_cell(table: Table, rule: usize, cell: &str) -> Table {
    let mut parts = Parts::from(table);
    let mut scope = Scope::new();
    scope.variable("limit", Type::Any);
    parts.rules[rule].cells[0] = feel::tests(cell, &scope).unwrap();
    Table::from(parts)
}

const ALL: [HitPolicy; 8] = [
    HitPolicy::Unique,
    HitPolicy::Any,
    HitPolicy::Priority,
    HitPolicy::First,
    HitPolicy::RuleOrder,
    HitPolicy::OutputOrder,
    HitPolicy::Collect(None),
    HitPolicy::Collect(Some(Aggregation::Sum)),
];

#[test]
fn a_sound_table_has_no_findings() {
    let inputs = [number("n"), string("s", r#""a", "b""#)];
    for hit_policy in ALL {
        assert!(messages(&table(hit_policy, &inputs, &["< 5 | -", ">= 5 | \"a\"", ">= 5 | \"b\""])).is_empty());
    }
    assert!(messages(&table(HitPolicy::First, &inputs, &["[1..2] | \"a\"", "- | -"])).is_empty());
}

#[test]
fn a_gap_comes_with_a_witness() {
    let inputs = [number("n"), string("s", r#""a", "b""#)];
    assert_eq!(
        messages(&table(HitPolicy::Unique, &inputs, &["< 5 | -", "> 5 | -"])),
        ["sample: no rule covers `n = 5, s = \"a\"`; add a rule or a default"]
    );
    assert_eq!(
        messages(&table(HitPolicy::First, &[number("n")], &["<= 1", ">= 1.1"])),
        ["sample: no rule covers `n = 1.01`; add a rule or a default"]
    );
    let findings = check(&table(HitPolicy::Unique, &inputs, &["< 5 | -", "> 5 | -"]));
    assert_eq!(findings[0].witness, [("n".to_owned(), 5.into()), ("s".to_owned(), "a".into())]);
}

#[test]
fn gaps_apart_from_each_other_are_findings_of_their_own_with_the_shortest_first() {
    let inputs = [number("n"), string("s", r#""a", "b""#)];
    assert_eq!(
        messages(&table(HitPolicy::First, &inputs, &["< 10 | -", "(10..99) | \"a\"", "(99..100) | -", "> 100 | -"])),
        [
            "sample: no rule covers `n = 10, s = \"a\"`; add a rule or a default",
            "sample: no rule covers `n = 20, s = \"b\"`; add a rule or a default",
        ]
    );
}

#[test]
fn equal_gaps_are_one_region() {
    let inputs = [number("n"), column("b", Kind::Boolean)];
    let rows: Vec<String> = (0..12).flat_map(|n| [format!("({n}..{}) | -", n + 1), format!("{n} | false")]).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).chain(["< 0 | -", ">= 12 | -"]).collect();
    assert_eq!(
        messages(&table(HitPolicy::Unique, &inputs, &rows)),
        ["sample: no rule covers `n = 0, b = true`; add a rule or a default"]
    );
}

#[test]
fn of_many_gaps_some_are_named_and_the_rest_is_counted() {
    let letters: Vec<String> = ('a'..='z').map(|letter| format!("\"{letter}\"")).collect();
    let rows: Vec<String> = letters.iter().map(|letter| format!("{letter} | not({letter})")).collect();
    let inputs = [string("s", &letters.join(", ")), string("t", &letters.join(", "))];
    let messages = messages(&table(HitPolicy::Unique, &inputs, &rows.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(messages.len(), 11);
    assert_eq!(messages[0], "sample: no rule covers `s = \"a\", t = \"a\"`; add a rule or a default");
    assert_eq!(messages[10], "sample: no rule covers at least 16 more regions; add rules or a default");
}

#[test]
fn a_default_and_collect_need_no_rule() {
    let mut parts = Parts::from(table(HitPolicy::Unique, &[number("n")], &["1"]));
    parts.outputs[0].default = Some(Expression::Literal(0.into()));
    assert!(messages(&Table::from(parts)).is_empty());
    for hit_policy in [HitPolicy::Collect(None), HitPolicy::Collect(Some(Aggregation::Count))] {
        assert!(messages(&table(hit_policy, &[number("n")], &["1"])).is_empty());
    }
    let sum = table(HitPolicy::Collect(Some(Aggregation::Sum)), &[number("n")], &["1"]);
    assert_eq!(messages(&sum), ["sample: no rule covers `n = 0`; add a rule or a default"]);
}

#[test]
fn null_counts_only_where_it_is_named() {
    assert!(messages(&table(HitPolicy::First, &[number("n")], &["< 5", ">= 5"])).is_empty());
    assert!(messages(&table(HitPolicy::First, &[number("n")], &["< 5", ">= 5", "null"])).is_empty());
    assert_eq!(
        messages(&table(HitPolicy::Unique, &[number("n")], &["< 5", "not(null)"])),
        [
            "sample, rule 2, column `n`: it overlaps with R1 at `n = 4`",
            "sample: no rule covers `n = null`; add a rule or a default",
        ]
    );
    assert_eq!(
        messages(&table(HitPolicy::First, &[string("s", r#""a", null"#)], &["\"a\""])),
        ["sample: no rule covers `s = null`; add a rule or a default"]
    );
    assert_eq!(
        messages(&table(HitPolicy::First, &[string("s", r#""a""#)], &["\"a\"", "null"])),
        ["sample, rule 2, column `s`: it can never fire: `null` holds for no allowed value"]
    );
}

#[test]
fn days_that_follow_each_other_have_nothing_between_them() {
    let rows = [r#"<= date("2024-02-29")"#, r#">= date("2024-03-01")"#];
    assert!(messages(&table(HitPolicy::Unique, &[column("day", Kind::Date)], &rows)).is_empty());
    let rows = [r#"<= date("2024-02-28")"#, r#">= date("2024-03-01")"#];
    assert_eq!(
        messages(&table(HitPolicy::Unique, &[column("day", Kind::Date)], &rows)),
        ["sample: no rule covers `day = date(\"2024-02-29\")`; add a rule or a default"]
    );
}

#[test]
fn texts_that_no_cell_names_are_one_case_and_those_between_two_others() {
    let text = column("s", Kind::String);
    assert_eq!(
        messages(&table(HitPolicy::Unique, std::slice::from_ref(&text), &["\"a\"", "\"b\""])),
        ["sample: no rule covers `s = \"other\"`; add a rule or a default"]
    );
    assert_eq!(
        messages(&table(HitPolicy::Unique, std::slice::from_ref(&text), &["<= \"a\"", ">= \"b\""])),
        ["sample: no rule covers `s = \"aa\"`; add a rule or a default"]
    );
}

#[test]
fn every_pair_that_overlaps_is_named() {
    assert_eq!(
        messages(&table(HitPolicy::Unique, &[number("n")], &["<= 5", ">= 5", "-"])),
        [
            "sample, rule 2, column `n`: it overlaps with R1 at `n = 5`",
            "sample, rule 3: it overlaps with R1 at `n = 4`",
            "sample, rule 3: it overlaps with R2 at `n = 5`",
        ]
    );
}

#[test]
fn an_overlap_stands_at_the_first_column_in_which_both_rules_ask() {
    let inputs = [number("m"), number("n")];
    let rows = ["- | < 5", "1 | [4..6)", "not(1) | >= 5", "1 | >= 6"];
    assert_eq!(
        messages(&table(HitPolicy::Unique, &inputs, &rows)),
        ["sample, rule 2, column `n`: it overlaps with R1 at `m = 1, n = 4`"]
    );
}

#[test]
fn with_any_only_different_answers_contradict_each_other() {
    let overlapping = || table(HitPolicy::Any, &[number("n")], &["<= 5", ">= 5"]);
    assert!(messages(&answering(overlapping(), &["\"x\"", "\"x\""])).is_empty());
    assert_eq!(
        messages(&answering(overlapping(), &["\"x\"", "\"y\""])),
        ["sample, rule 2, column `n`: it overlaps with R1 at `n = 5` and answers something else"]
    );
}

#[test]
fn answers_that_are_no_constants_cannot_be_compared_unless_they_are_the_same() {
    let overlapping = || table(HitPolicy::Any, &[number("n")], &["<= 5", ">= 5"]);
    assert!(messages(&answering(overlapping(), &["limit", "limit"])).is_empty());
    assert_eq!(
        messages(&answering(overlapping(), &["\"x\"", "limit"])),
        ["sample, rule 2, column `n`: incomplete check: it overlaps with R1 at `n = 5`, and whether both answer the \
          same is not known"]
    );
}

#[test]
fn a_rule_behind_others_never_fires() {
    assert_eq!(
        messages(&table(HitPolicy::First, &[number("n")], &["<= 5", "> 5", "7"])),
        ["sample, rule 3: it can never fire: R2 takes all its cases, such as `n = 7`"]
    );
    assert_eq!(
        messages(&table(HitPolicy::First, &[number("n")], &["<= 5", "> 5", "-"])),
        ["sample, rule 3: it can never fire: rules before it take all its cases, such as `n = 4`"]
    );
}

#[test]
fn with_priority_the_answer_says_who_wins_and_then_the_order() {
    let rows = ["[1..5]", "-", "[0..9]", "3"];
    let overlapping = || table(HitPolicy::Priority, &[number("n")], &rows);
    assert_eq!(
        messages(&answering(overlapping(), &["\"z\"", "\"y\"", "\"x\"", "\"x\""])),
        [
            "sample, rule 1: it can never fire: R2 takes all its cases, such as `n = 1`",
            "sample, rule 4: it can never fire: R3 takes all its cases, such as `n = 3`",
        ]
    );
    let halves = table(HitPolicy::Priority, &[number("n")], &["[1..5]", "<= 3", "> 3"]);
    assert_eq!(
        messages(&answering(halves, &["\"y\"", "\"x\"", "\"x\""])),
        ["sample, rule 1: it can never fire: rules whose answers come first take all its cases, such as `n = 1`"]
    );
}

#[test]
fn a_cell_that_holds_for_no_allowed_value_is_named_whatever_the_hit_policy() {
    for hit_policy in ALL {
        let table = table(hit_policy, &[string("s", r#""a""#)], &["\"a\"", "not(\"a\")"]);
        assert_eq!(
            messages(&table),
            ["sample, rule 2, column `s`: it can never fire: `not(\"a\")` holds for no allowed value"]
        );
    }
}

#[test]
fn a_column_that_allows_nothing_is_named() {
    let limits = feel::tests("[0..10]", &Scope::new()).unwrap();
    let mut percent = column("n", Type::Only(Box::new(Kind::Number.into()), Box::new(limits)));
    percent.allowed = Some(feel::tests("> 10", &Scope::new()).unwrap());
    let inputs = [string("s", "\"a\""), percent];
    assert_eq!(
        messages(&table(HitPolicy::Unique, &inputs, &["- | 1"])),
        ["sample, column `n`: no value is allowed here, so that no rule can fire"]
    );
}

#[test]
fn constants_of_another_kind_than_the_columns_hold_for_nothing() {
    assert_eq!(
        messages(&table(HitPolicy::Collect(None), &[column("b", Kind::Boolean)], &["5"])),
        ["sample, rule 1, column `b`: it can never fire: `5` holds for no allowed value"]
    );
}

#[test]
fn a_witness_is_null_only_where_nothing_else_shows_it() {
    let inputs = [number("n"), column("b", Kind::Boolean)];
    assert_eq!(
        messages(&table(HitPolicy::Unique, &inputs, &["null | true", "not(null) | true"])),
        ["sample: no rule covers `n = 0, b = false`; add a rule or a default"]
    );
}

#[test]
fn the_limits_of_a_type_are_allowed_values_as_well() {
    let limits = feel::tests("[0..10]", &Scope::new()).unwrap();
    let percent = column("p", Type::Only(Box::new(Kind::Number.into()), Box::new(limits)));
    assert_eq!(
        messages(&table(HitPolicy::Unique, &[percent], &["< 5", "[5..10)", "> 10"])),
        [
            "sample, rule 3, column `p`: it can never fire: `> 10` holds for no allowed value",
            "sample: no rule covers `p = 10`; add a rule or a default",
        ]
    );
}

#[test]
fn a_cell_with_a_variable_covers_nothing_and_overlaps_with_nothing_for_certain() {
    let message = "sample, rule 1, column `n`: incomplete check: where `< limit` holds is not known: it has more \
                   than constants of one kind";
    let open = |hit_policy, rows: &[&str]| messages(&with_cell(table(hit_policy, &[number("n")], rows), 0, "< limit"));
    assert_eq!(open(HitPolicy::Unique, &["-", "< 5", ">= 5"]), [message]);
    assert_eq!(open(HitPolicy::Unique, &["-", ">= 5"]), [message]);
    assert_eq!(open(HitPolicy::First, &["-", "-"]), [message]);
    assert_eq!(
        open(HitPolicy::Unique, &["-", "<= 5", ">= 5"]),
        [message, "sample, rule 3, column `n`: it overlaps with R2 at `n = 5`"]
    );
}

#[test]
fn a_rule_with_a_variable_may_still_be_proven_idle_or_beside_a_gap() {
    let inputs = [number("n"), column("b", Kind::Boolean)];
    let open = with_cell(table(HitPolicy::First, &inputs, &["- | true", "1 | true"]), 0, "< limit");
    let open_messages = messages(&open);
    assert_eq!(open_messages[1..], ["sample: no rule covers `n = 0, b = false`; add a rule or a default"]);
    let masked = with_cell(table(HitPolicy::First, &inputs, &["- | -", "- | true"]), 1, "< limit");
    assert_eq!(
        messages(&masked)[1..],
        ["sample, rule 2: it can never fire: R1 takes all its cases, such as `n = 0, b = true`"]
    );
}

#[test]
fn a_column_without_a_type_is_incomplete_where_other_kinds_are_not_covered() {
    let any = column("x", Type::Any);
    let message = "sample, column `x`: incomplete check: values of other kinds than in its cells may come; the \
                   column needs a type, or a rule with `-`";
    assert_eq!(messages(&table(HitPolicy::Unique, std::slice::from_ref(&any), &["< 5", ">= 5"])), [message]);
    assert!(messages(&table(HitPolicy::First, std::slice::from_ref(&any), &["< 5", ">= 5", "-"])).is_empty());
    assert!(messages(&table(HitPolicy::Unique, std::slice::from_ref(&any), &["null", "not(null)"])).is_empty());
    assert_eq!(
        messages(&table(HitPolicy::First, std::slice::from_ref(&any), &["5", "not(null)"])),
        ["sample: no rule covers `x = null`; add a rule or a default"]
    );
    let mut allowed = any;
    allowed.allowed = Some(feel::tests("1, 2", &Scope::new()).unwrap());
    assert!(messages(&table(HitPolicy::Unique, &[allowed], &["1", "2"])).is_empty());
}

#[test]
fn allowed_values_that_are_no_constants_are_beyond_the_check() {
    let mut input = number("n");
    let mut scope = Scope::new();
    scope.variable("limit", Type::Any);
    input.allowed = Some(feel::tests("< limit", &scope).unwrap());
    assert_eq!(
        messages(&table(HitPolicy::Unique, std::slice::from_ref(&input), &["< 5"])),
        ["sample, column `n`: incomplete check: which values are allowed is not known: there are more than constants \
          of one kind"]
    );
    assert!(messages(&table(HitPolicy::Unique, &[input], &["-"])).is_empty());
}

#[test]
fn a_table_without_inputs_or_rules_is_checked_as_well() {
    assert_eq!(
        messages(&table(HitPolicy::Unique, &[], &[])),
        ["sample: no rule covers any facts; add a rule or a default"]
    );
    assert_eq!(
        messages(&table(HitPolicy::Unique, &[number("n")], &[])),
        ["sample: no rule covers `n = 0`; add a rule or a default"]
    );
    assert!(messages(&table(HitPolicy::Unique, &[number("n")], &["-"])).is_empty());
}

#[test]
fn a_table_that_costs_too_much_is_incomplete_and_never_sound() {
    let inputs = [number("n"), string("s", r#""a", "b""#)];
    let rows = ["< 5 | -", ">= 5 | \"a\"", ">= 5 | \"b\""];
    let messages = |hit_policy, budget| -> Vec<String> {
        within(&table(hit_policy, &inputs, &rows), budget).into_iter().map(|finding| finding.message).collect()
    };
    let gaps = "incomplete check: the table is too large to prove that its rules cover every case";
    let overlaps = "incomplete check: the table is too large to compare all its rules with each other";
    let idle = "incomplete check: the table is too large to prove that each of its rules can fire";
    assert_eq!(messages(HitPolicy::Unique, 1), [gaps, overlaps]);
    assert_eq!(messages(HitPolicy::First, 1), [gaps, idle]);
    assert_eq!(messages(HitPolicy::RuleOrder, 1), [gaps]);
    assert!(messages(HitPolicy::Unique, 1_000).is_empty());
    for budget in 0..200 {
        let sound = messages(HitPolicy::First, budget);
        assert!(sound.iter().all(|message| message.starts_with("incomplete check: ")), "{sound:?}");
    }
}

#[test]
fn findings_are_bounded_and_the_rest_is_counted() {
    let rows = ["-"; 60];
    let findings = messages(&table(HitPolicy::Unique, &[number("n")], &rows));
    assert_eq!(findings.len(), 101);
    assert_eq!(findings[100], "sample: at least 900 more findings are not listed; put these right first");
}

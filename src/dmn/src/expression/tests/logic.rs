//! Truth values, comparisons and conditions (DMN 1.5, tables 49 to 55).

use super::{are, are_null, are_refused, evaluated};

#[test]
fn and_and_or_have_three_truth_values() {
    for (left, right, and, or) in [
        ("true", "true", "true", "true"),
        ("true", "false", "false", "true"),
        ("true", "null", "null", "true"),
        ("false", "true", "false", "true"),
        ("false", "false", "false", "false"),
        ("false", "null", "false", "null"),
        ("null", "true", "null", "true"),
        ("null", "false", "false", "null"),
        ("null", "null", "null", "null"),
    ] {
        are(&[(&format!("{left} and {right}"), and), (&format!("{left} or {right}"), or)]);
    }
}

#[test]
fn what_is_no_truth_value_is_unknown_and_a_finding() {
    for (left, right, and, or) in [
        ("true", "seven", "null", "true"),
        ("false", "seven", "false", "null"),
        ("null", "seven", "null", "null"),
        ("seven", "true", "null", "true"),
        ("seven", "false", "false", "null"),
        ("seven", "null", "null", "null"),
    ] {
        for (operator, value) in [("and", and), ("or", or)] {
            let text = format!("{left} {operator} {right}");
            let (found, findings) = evaluated(&text);
            assert_eq!(found, value, "{text}");
            // A left operand that decides is all that is looked at.
            let decided = left == if operator == "and" { "false" } else { "true" };
            let message = format!("`{operator}` asks for a boolean, not a number");
            assert_eq!(findings, if decided { vec![] } else { vec![message] }, "{text}");
        }
    }
    assert_eq!(evaluated("word and numbers").1.len(), 2);
}

#[test]
fn not_has_three_truth_values() {
    are(&[("not(true)", "false"), ("not(false)", "true"), ("not(null)", "null"), ("not([true])", "false")]);
    are_refused(&[("not(0)", "`not` wants a boolean for `negand`, not a number")]);
}

#[test]
fn what_decides_already_hides_what_is_wrong_behind_it() {
    are(&[("false and 1 / 0 = 1", "false"), ("true or 1 / 0 = 1", "true")]);
    are(&[("nothing != null and nothing.name = \"a\"", "false")]);
}

#[test]
fn equal_is_what_has_the_same_value() {
    are(&[
        ("1 = 1.0", "true"),
        ("0.1 + 0.2 = 0.3", "true"),
        ("1 != 2", "true"),
        ("\"a\" = \"A\"", "false"),
        ("true = false", "false"),
        ("[1, 2] = [1, 2.0]", "true"),
        ("[1, 2] = [2, 1]", "false"),
        ("[1] = [1, 1]", "false"),
        ("first person = turned person", "true"),
        ("first person != nobody", "true"),
        ("date(\"2020-02-29\") = date(2020, 2, 29)", "true"),
        ("time(\"10:00:00+01:00\") = time(\"09:00:00Z\")", "true"),
        ("duration(\"P1D\") = duration(\"PT24H\")", "true"),
        ("duration(\"P1Y\") = duration(\"P12M\")", "true"),
    ]);
}

#[test]
fn only_null_equals_null() {
    are(&[
        ("null = null", "true"),
        ("null != null", "false"),
        ("seven = null", "false"),
        ("null = seven", "false"),
        ("seven != null", "true"),
        ("nothing = null", "true"),
        ("[] = null", "false"),
    ]);
}

#[test]
fn things_of_different_kinds_are_neither_equal_nor_different() {
    are_refused(&[
        ("1 = \"1\"", "`=` is not defined for a number and a string"),
        ("1 != \"1\"", "`!=` is not defined for a number and a string"),
        ("date(\"2020-01-01\") = \"2020-01-01\"", "`=` is not defined for a date and a string"),
        ("[1] = [\"1\"]", "`=` compares values of different kinds within both sides"),
        ("first person != ageless person", "`!=` compares values of different kinds within both sides"),
        (
            "time(\"10:00:00Z\") = time(\"10:00:00\")",
            "`=` needs an offset from UTC on both sides or on neither; a date has that of UTC",
        ),
    ]);
}

#[test]
fn ordered_by_value() {
    are(&[
        ("1 < 2", "true"),
        ("2 < 2", "false"),
        ("2 <= 2", "true"),
        ("2 > 2", "false"),
        ("2 >= 2", "true"),
        ("3 > 2", "true"),
        ("\"abc\" < \"abd\"", "true"),
        ("\"ab\" < \"abc\"", "true"),
        ("date(\"2020-01-31\") < date(\"2020-02-01\")", "true"),
        ("time(\"10:00:00+02:00\") < time(\"09:00:00Z\")", "true"),
        ("duration(\"P1D\") > duration(\"PT23H\")", "true"),
        ("duration(\"P1Y\") >= duration(\"P11M\")", "true"),
    ]);
}

#[test]
fn null_has_no_order() {
    are_null(&["null < 1", "1 <= null", "null > null", "null >= null"]);
}

#[test]
fn what_has_no_order_is_refused() {
    are_refused(&[
        ("1 < \"2\"", "`<` is not defined for a number and a string"),
        ("true < false", "`<` is not defined for a boolean and a boolean"),
        ("[1] >= [1]", "`>=` is not defined for a list and a list"),
        (
            "duration(\"P1Y\") > duration(\"P1D\")",
            "`>` is not defined for a years and months duration and a days and time duration",
        ),
        (
            "time(\"10:00:00Z\") <= time(\"10:00:00\")",
            "`<=` needs an offset from UTC on both sides or on neither; a date has that of UTC",
        ),
    ]);
}

#[test]
fn between_takes_both_ends_in() {
    are(&[
        ("1 between 1 and 3", "true"),
        ("3 between 1 and 3", "true"),
        ("0 between 1 and 3", "false"),
        ("4 between 1 and 3", "false"),
        ("2 between 3 and 1", "false"),
        ("\"b\" between \"a\" and \"c\"", "true"),
        // One end is enough to say no.
        ("0 between 1 and null", "false"),
        ("4 between null and 3", "false"),
    ]);
    are_null(&["null between 1 and 3", "2 between null and 3", "2 between 1 and null"]);
    are_refused(&[("2 between 1 and \"3\"", "`between` is not defined for a number and a string")]);
}

#[test]
fn in_asks_the_tests_of_a_cell() {
    are(&[
        ("1 in (1)", "true"),
        ("seven in (1, 7)", "true"),
        ("seven in (1, 2)", "false"),
        ("seven in [1..7]", "true"),
        ("seven in [1..7)", "false"),
        ("seven in (7..9)", "false"),
        ("seven in (< 5, > 6)", "true"),
        ("seven in (>= 8)", "false"),
        ("2 in numbers", "true"),
        ("4 in numbers", "false"),
        ("seven in [seven - 1..seven + 1]", "true"),
        ("null in (null)", "true"),
        ("1 in (null, 1)", "true"),
    ]);
    are_null(&["null in (< 5)", "1 in [nothing..3]", "1 in (< nothing)"]);
    are_refused(&[("seven in (\"a\", 8)", "`in` compares a number with what it cannot be compared with")]);
}

#[test]
fn only_true_takes_the_first_branch() {
    are(&[
        ("if true then 1 else 2", "1"),
        ("if false then 1 else 2", "2"),
        ("if null then 1 else 2", "2"),
        ("if seven > 5 then \"more\" else \"less\"", "\"more\""),
        ("if nothing > 5 then \"more\" else \"less\"", "\"less\""),
    ]);
    let not_a_truth_value = ("2".to_owned(), vec!["`if` asks for a boolean, not a number".to_owned()]);
    assert_eq!(evaluated("if seven then 1 else 2"), not_a_truth_value);
}

#[test]
fn the_branch_that_is_not_taken_is_not_evaluated() {
    are(&[("if yes then 1 else 1 / 0", "1"), ("if no then 1 / 0 else 2", "2")]);
}

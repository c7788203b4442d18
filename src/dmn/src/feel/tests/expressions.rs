//! Expressions and the form in which they are printed.

use super::scope;
use crate::feel;

fn printed(text: &str) -> String {
    feel::expression(text, &scope()).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

/// Each text with its canonical form.
fn same(table: &[(&str, &str)]) {
    for (text, canonical) in table {
        assert_eq!(printed(text), *canonical, "{text}");
        assert_eq!(printed(canonical), *canonical, "{text}, read again");
    }
}

#[test]
fn literals_are_values() {
    same(&[
        ("12", "12"),
        ("-1.50", "-1.5"),
        (".5", "0.5"),
        ("1e5", "100000"),
        ("25E-2", "0.25"),
        (r#""a\"\u00e9\U01F600\uD83D\uDE00\\""#, r#""a\"é😀😀\\""#),
        ("true", "true"),
        ("null", "null"),
        (r#"@"2024-02-29""#, r#"date("2024-02-29")"#),
        (r#"@"12:00:00""#, r#"time("12:00:00")"#),
        (r#"@"2024-02-29T12:00:00""#, r#"date and time("2024-02-29T12:00:00")"#),
        (r#"@"P1DT2H""#, r#"duration("P1DT2H")"#),
        (r#"@"P1Y2M""#, r#"duration("P1Y2M")"#),
        ("[]", "[]"),
        ("[1, [2, \"b\"], -3]", "[1, [2, \"b\"], -3]"),
        ("[a,b]", "[a, b]"),
    ]);
}

#[test]
fn constants_are_calculated() {
    same(&[
        ("10 + 5", "15"),
        ("-(2 + 3)", "-5"),
        ("--5", "5"),
        ("(1)", "1"),
        (r#"date("2024-02-29")"#, r#"date("2024-02-29")"#),
        ("a + (2 + 3)", "a + 5"),
        ("a in (1 + 1)", "a in (2)"),
    ]);
}

#[test]
fn tighter_operators_take_their_operands_first() {
    same(&[
        ("a+b*2", "a + b * 2"),
        ("(a+b)*2", "(a + b) * 2"),
        ("a-b-1", "a-b - 1"),
        ("a - b - 1", "a - b - 1"),
        ("a - (b - 1)", "a - (b - 1)"),
        ("a / b / 2", "a / b / 2"),
        ("a ** b ** 2", "a ** b ** 2"),
        ("a ** (b ** 2)", "a ** (b ** 2)"),
        ("a*b**2", "a * b ** 2"),
        ("a or b and a = b + 1", "a or b and a = b + 1"),
        ("(a or b) and (a = b)", "(a or b) and a = b"),
        ("a < b or b >= 2", "a < b or b >= 2"),
        ("(a < b) = true", "(a < b) = true"),
        ("a != b", "a != b"),
    ]);
}

#[test]
fn a_minus_binds_tighter_than_a_power() {
    same(&[
        ("-3 ** 2", "9"),
        ("-a ** 2", "-a ** 2"),
        ("(-a) ** 2", "-a ** 2"),
        ("-(a ** 2)", "-(a ** 2)"),
        ("a**-b", "a ** -b"),
        ("(1+a)**-b", "(1 + a) ** -b"),
        ("a - -b", "a - -b"),
        ("-person.age", "-person.age"),
    ]);
}

#[test]
fn comparisons_with_tests_are_comparisons() {
    same(&[
        ("a between 1 and b + 1", "a between 1 and b + 1"),
        ("a between 1 and 2 and b = 3", "a between 1 and 2 and b = 3"),
        ("a in 5", "a in (5)"),
        ("a in [1..b)", "a in ([1..b))"),
        ("a in (1..b)", "a in ((1..b))"),
        ("a in ]1..b[", "a in ((1..b))"),
        ("a in (1, (2..3], > b)", "a in (1, (2..3], > b)"),
        ("a in < 5 and b = 1", "a in (< 5) and b = 1"),
        ("a in (b + 1) * 2 and true", "a in ((b + 1) * 2) and true"),
        ("a in (b)", "a in (b)"),
        ("a in [1, b]", "a in ([1, b])"),
        ("a in (thing).x", "a in (thing.x)"),
        ("a + 1 in (b)", "a + 1 in (b)"),
    ]);
}

#[test]
fn the_last_branch_of_a_condition_goes_as_far_as_it_can() {
    same(&[
        ("if a<b then a else b + 1", "if a < b then a else b + 1"),
        ("(if a<b then a else b) + 1", "(if a < b then a else b) + 1"),
        ("1 + if a<b then a else b", "1 + (if a < b then a else b)"),
        ("if a=1 then 1 else if a=2 then 2 else 3", "if a = 1 then 1 else if a = 2 then 2 else 3"),
    ]);
}

#[test]
fn arguments_stand_in_the_order_of_the_parameters() {
    same(&[
        (r#"substring("foobar", a)"#, r#"substring("foobar", a)"#),
        (r#"substring(start position: a, string: "foobar")"#, r#"substring("foobar", a)"#),
        (r#"substring(length: 1, start  position : a, string: "x")"#, r#"substring("x", a, 1)"#),
        (r#"number(decimal separator: ",", from: thing)"#, r#"number(thing, null, ",")"#),
        ("date(from: thing)", "date(thing)"),
        ("date and time(valid from, thing)", "date and time(valid from, thing)"),
        ("years and months duration(valid from, thing)", "years and months duration(valid from, thing)"),
        ("min(a, b, 1)", "min(a, b, 1)"),
        ("min(list: [a, b])", "min([a, b])"),
        ("not(a = b)", "not(a = b)"),
        ("PMT(a, 360) * 2", "PMT(a, 360) * 2"),
        ("PMT(number of months: 360, rate: a)", "PMT(a, 360)"),
        ("now()", "now()"),
        ("PMT /* the rate: */ ( /* first */ rate /* : */ : a, number of months: 1)", "PMT(a, 1)"),
    ]);
}

#[test]
fn only_a_constant_is_a_literal() {
    assert_eq!(feel::literal(" -30 "), Ok((-30).into()));
    assert_eq!(feel::literal("[1, 2]").unwrap().to_string(), "[1, 2]");
    assert_eq!(feel::literal("1 + true").unwrap_err().to_string(), "`1 + true` has no value (at character 1)");
    assert!(["", "1, 2", "-", "a"].into_iter().all(|text| feel::literal(text).is_err()));
}

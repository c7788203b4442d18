//! Cells and the form in which they are printed.

use super::scope;
use crate::feel::{self, Scope};
use crate::{UnaryTest, UnaryTests};

#[test]
fn cells_print_as_they_read() {
    for (cell, printed) in [
        ("-", "-"),
        ("", "-"),
        (" // nothing\n - /* at all */", "-"),
        (r#" "a","b" "#, r#""a", "b""#),
        ("not( true )", "not(true)"),
        ("<5, >=-7.50", "< 5, >= -7.5"),
        ("<=.5,>1e3", "<= 0.5, > 1000"),
        ("]1 .. 2.5]", "(1..2.5]"),
        ("[1..2[", "[1..2)"),
        ("]1..2[", "(1..2)"),
        ("(1..2)", "(1..2)"),
        ("[1..1]", "[1..1]"),
        ("(1+2)", "3"),
        ("(1+2)*a, [1,2]", "3 * a, [1, 2]"),
        ("[]", "[]"),
        ("[a]", "[a]"),
        ("[a..b*2]", "[a..b * 2]"),
        ("((a)..(b+1))", "(a..b + 1)"),
        ("< a-b, > a - b", "< a-b, > a - b"),
        ("-a", "-a"),
        ("not(1, < a, [2..3])", "not(1, < a, [2..3])"),
        (r#"[date("2024-01-01")..date("2024-12-31")]"#, r#"[date("2024-01-01")..date("2024-12-31")]"#),
        (r#"< @"P1D""#, r#"< duration("P1D")"#),
        (r#"("a".."b")"#, r#"("a".."b")"#),
        ("= a, =\"b\"", "a, \"b\""),
        ("!= a", "not(a)"),
        ("a in (!= b), a in (=b)", "a in (!= b), a in (b)"),
        ("PMT(a, 1), a in (1..2)", "PMT(a, 1), a in ((1..2))"),
        (r#""\u00e9\"\\\U01F600\uD83D\uDE00""#, r#""é\"\\😀😀""#),
    ] {
        match feel::tests(cell, &scope()) {
            Ok(tests) => assert_eq!(tests.to_string(), printed, "{cell}"),
            Err(error) => assert!(error.to_string().starts_with(printed), "{cell}: {error}"),
        }
    }
}

#[test]
fn not_around_a_cell_negates_its_tests() {
    let tests = feel::tests("not(true)", &Scope::new()).unwrap();
    assert!(matches!(tests, UnaryTests::Not(list) if list.len() == 1));
}

#[test]
fn not_within_a_cell_is_the_function() {
    let tests = feel::tests("true, not(a)", &scope()).unwrap();
    assert!(matches!(tests.list(), [UnaryTest::Is(_), UnaryTest::Is(_)]));
    assert!(matches!(tests, UnaryTests::Of(_)));
}

#[test]
fn a_bracket_may_begin_an_interval_a_list_or_an_operand() {
    for (cell, interval) in [("(1..2)", true), ("(1)", false), ("[1..2]", true), ("[1]", false), ("((1)..2)", true)] {
        let tests = feel::tests(cell, &Scope::new()).unwrap();
        assert_eq!(matches!(tests.list(), [UnaryTest::Within { .. }]), interval, "{cell}");
    }
}

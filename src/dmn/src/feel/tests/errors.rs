//! What is said about texts that cannot be read.

use super::scope;
use crate::feel::{self, Scope};

#[test]
fn a_wrong_cell_says_what_and_where() {
    for (cell, message) in [
        (r#""a"#, "the string has no closing quotation mark (at character 1)"),
        ("Ada", "`Ada` is not known here; a text stands in quotation marks (at character 1)"),
        (r#""é", é"#, "`é` is not known here; a text stands in quotation marks (at character 6)"),
        ("1 2", "found `2` where `,` or the end of the cell should stand (at character 3)"),
        ("< true", "`true` has no order; compare numbers, strings, dates, times or durations (at character 3)"),
        (">= [1]", "`[1]` has no order; compare numbers, strings, dates, times or durations (at character 4)"),
        ("[null..5]", "`null` has no order; compare numbers, strings, dates, times or durations (at character 2)"),
        ("[5..1]", "`5..1` holds no value (at character 5)"),
        ("[1..\"a\"]", "`1..\"a\"` holds no value (at character 5)"),
        ("[2+3..1]", "`5..1` holds no value (at character 7)"),
        ("(5..5]", "`5..5` holds no value where an end is open (at character 5)"),
        ("[5..5)", "`5..5` holds no value where an end is open (at character 5)"),
        ("[1..2", "the text ends where `]`, `)` or `[` at the interval's end should stand (at character 6)"),
        ("not(-)", "found `)` where a value should stand (at character 6)"),
        ("not(1", "the text ends where `,` or `)` should stand (at character 6)"),
        ("not(1), 2", "found `,` where the end of the cell should stand (at character 7)"),
        ("1, -", "the text ends where a value should stand (at character 5)"),
        ("== 5", "found `=` where a value should stand; equality is a single `=` (at character 2)"),
        ("1, != 5", "`!=` stands alone; write `not(…)` around a list of values (at character 4)"),
        ("not(!= 5)", "`!=` stands alone; write `not(…)` around a list of values (at character 5)"),
        ("1e", "`1` is followed by a letter; units are not supported (at character 1)"),
        ("5kg", "`5` is followed by a letter; units are not supported (at character 1)"),
        ("? > 5", "`?` is not supported; a test does not name what it asks about (at character 1)"),
        ("“a”", "`“` does not quote a text; write `\"` (at character 1)"),
        ("a & b", "`a` is not known here; a text stands in quotation marks (at character 1)"),
        ("1 & 2", "`&` is not part of FEEL here (at character 3)"),
        ("${a > 5}", "`${…}` is not FEEL; write what stands in it alone (at character 1)"),
    ] {
        assert_eq!(feel::tests(cell, &Scope::new()).unwrap_err().to_string(), message, "{cell}");
    }
}

#[test]
fn a_wrong_expression_says_what_and_where() {
    for (text, message) in [
        ("", "the text ends where a value should stand (at character 1)"),
        ("a b", "found `b` where an operator or the end should stand (at character 3)"),
        ("a + and", "found `and` where a value should stand (at character 5)"),
        ("(a", "the text ends where `)` should stand (at character 3)"),
        ("[a b]", "found `b` where `]` should stand (at character 4)"),
        ("a < b < 2", "comparisons do not follow each other; put one in parentheses (at character 7)"),
        ("a < b + 1 < 2", "comparisons do not follow each other; put one in parentheses (at character 11)"),
        ("a = b in 2", "comparisons do not follow each other; put one in parentheses (at character 7)"),
        ("a between 1 or 2", "found `or` where `and` should stand (at character 13)"),
        ("if a then b", "the text ends where `else` should stand (at character 12)"),
        ("person.name", "`name` is not a component here; known are `age`, `full name` (at character 8)"),
        ("person.5", "found `0.5` where an operator or the end should stand (at character 7)"),
        ("@5", "found `5` where a quoted date, time or duration should stand (at character 2)"),
        ("@\"soon\"", "`soon` is not a date, a time, both or a duration (at character 2)"),
        (
            "nobody",
            "`nobody` is not known here; a text stands in quotation marks; known are `a`, `b`, `a-b`, `Monthly Salary`, `Approved/Declined` and 3 more (at character 1)",
        ),
    ] {
        assert_eq!(feel::expression(text, &scope()).unwrap_err().to_string(), message, "{text}");
    }
}

#[test]
fn a_wrong_call_says_what_and_where() {
    for (text, message) in [
        (
            "foo(1)",
            "the function `foo` is not known here; known are the built-in functions and `PMT`, `now` (at character 1)",
        ),
        ("now", "`now` is a function; its arguments follow in parentheses (at character 1)"),
        ("a(1)", "found `(` where an operator or the end should stand (at character 2)"),
        ("1 + PMT(1)", "`PMT` takes 2 arguments, not 1 (at character 5)"),
        ("now(1)", "`now` takes 0 arguments, not 1 (at character 1)"),
        ("sqrt()", "`sqrt` takes 1 argument, not 0 (at character 1)"),
        ("max()", "`max` takes at least 1 argument, not 0 (at character 1)"),
        ("date(2024, 1)", "`date` takes 1 or 3 arguments, not 2 (at character 1)"),
        ("time(hour: 1, minute: 2)", "`time` takes 1, 3 or 4 arguments, not 2 (at character 1)"),
        ("substring(\"a\")", "`substring` takes 2 to 3 arguments, not 1 (at character 1)"),
        ("substring(\"a\", 1,)", "found `)` where a value should stand (at character 18)"),
        ("substring(\"a\" 1)", "found `1` where `,` or `)` should stand (at character 15)"),
        ("substring(length: 1, string: \"a\")", "`substring` lacks its argument `start position` (at character 1)"),
        ("substring(string: \"a\")", "`substring` lacks its argument `start position` (at character 1)"),
        ("substring(text: \"a\")", "`substring` has no parameter `text` (at character 11)"),
        ("PMT(rate: 1, rate: 2)", "`rate` is given twice (at character 14)"),
        ("PMT(rate: 1, 2)", "found `2` where the name of a parameter and `:` should stand (at character 14)"),
        (
            "PMT(a, rate: 2)",
            "`rate` is not known here; a text stands in quotation marks; known are `a`, `b`, `a-b`, `Monthly Salary`, `Approved/Declined` and 3 more (at character 8)",
        ),
    ] {
        assert_eq!(feel::expression(text, &scope()).unwrap_err().to_string(), message, "{text}");
    }
}

#[test]
fn feel_beyond_level_two_is_refused_by_name() {
    for (text, message) in [
        ("for x in [1] return x", "`for` is not supported; S-FEEL has no loops (at character 1)"),
        ("some x in [1] satisfies x", "`some` is not supported; S-FEEL has no quantifiers (at character 1)"),
        ("every x in [1] satisfies x", "`every` is not supported; S-FEEL has no quantifiers (at character 1)"),
        ("function(x) x", "`function` is not supported; S-FEEL has no functions as values (at character 1)"),
        ("thing[1]", "`a[…]` is not supported; S-FEEL has no filters (at character 6)"),
        ("1 + {x: 1}", "`{…}` is not supported; S-FEEL has no contexts (at character 5)"),
        ("a instance of number", "`instance of` is not supported; S-FEEL has no questions for a type (at character 3)"),
        ("[1..2]", "an interval stands only in a test, or behind `in` (at character 3)"),
        ("a = (1..2)", "an interval stands only in a test, or behind `in` (at character 7)"),
    ] {
        assert_eq!(feel::expression(text, &scope()).unwrap_err().to_string(), message, "{text}");
    }
}

//! Functions of numbers, strings and lists (DMN 1.5, tables 74 to 76).

use super::{are, are_null, are_refused, evaluated};

#[test]
fn absolute_values() {
    are(&[
        ("abs(-10)", "10"),
        ("abs(10)", "10"),
        ("abs(0)", "0"),
        ("abs(duration(\"-PT5H\"))", "duration(\"PT5H\")"),
        ("abs(duration(\"PT5H\"))", "duration(\"PT5H\")"),
        ("abs(duration(\"-P1Y\"))", "duration(\"P1Y\")"),
        ("abs(duration(\"P1Y\"))", "duration(\"P1Y\")"),
        ("abs([-1])", "1"),
    ]);
    are_null(&["abs(null)", "abs([null])"]);
    are_refused(&[
        ("abs(\"-1\")", "`abs` wants a number or a duration for `n`, not a string"),
        ("abs([1, 2])", "`abs` wants a single value for `n`, not a list"),
        ("abs([])", "`abs` wants a single value for `n`, not a list"),
    ]);
}

#[test]
fn rounding_goes_the_way_that_the_function_says() {
    let ways = ["floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down"];
    for (number, scale, rounded) in [
        ("5.5", "0", ["5", "6", "6", "6", "5", "6", "5"]),
        ("2.5", "0", ["2", "3", "2", "3", "2", "3", "2"]),
        ("-5.5", "0", ["-6", "-5", "-6", "-6", "-5", "-6", "-5"]),
        ("-1.56", "1", ["-1.6", "-1.5", "-1.6", "-1.6", "-1.5", "-1.6", "-1.6"]),
        ("1.121", "2", ["1.12", "1.13", "1.12", "1.13", "1.12", "1.12", "1.12"]),
        ("25", "-1", ["20", "30", "20", "30", "20", "30", "20"]),
        ("1.5", "6176", ["1.5"; 7]),
        ("7", "0", ["7"; 7]),
    ] {
        for (way, rounded) in ways.into_iter().zip(rounded) {
            are(&[(&format!("{way}({number}, {scale})"), rounded)]);
        }
    }
    are(&[("floor(1.5)", "1"), ("floor(-1.5)", "-2"), ("ceiling(1.5)", "2"), ("ceiling(-1.5)", "-1")]);
    are(&[("decimal(1 / 3, 2)", "0.33"), ("decimal(1, -6111)", "0")]);
    for way in ways {
        are_null(&[&format!("{way}(null, 0)"), &format!("{way}(1.5, null)")]);
        let scale = format!("`{way}` wants a `scale` from -6111 to 6176");
        are_refused(&[
            (&format!("{way}(1.5, 6177)"), &scale),
            (&format!("{way}(1.5, -6112)"), &scale),
            (&format!("{way}(1.5, 5000000000)"), &scale),
            (&format!("{way}(1.5, 0.5)"), &format!("`{way}` wants a whole number for `scale`")),
            (&format!("{way}(\"1.5\", 0)"), &format!("`{way}` wants a number for `n`, not a string")),
            (&format!("{way}(1.5, \"0\")"), &format!("`{way}` wants a number for `scale`, not a string")),
        ]);
    }
}

#[test]
fn modulo_has_the_sign_of_the_divisor() {
    are(&[
        ("modulo(12, 5)", "2"),
        ("modulo(-12, 5)", "3"),
        ("modulo(12, -5)", "-3"),
        ("modulo(-12, -5)", "-2"),
        ("modulo(10.1, 4.5)", "1.1"),
        ("modulo(-10.1, 4.5)", "3.4"),
        ("modulo(10.1, -4.5)", "-3.4"),
        ("modulo(-10.1, -4.5)", "-1.1"),
        ("modulo(0, 5)", "0"),
    ]);
    are_null(&["modulo(null, 5)", "modulo(12, null)"]);
    are_refused(&[
        ("modulo(12, 0)", "`modulo` cannot divide by zero"),
        ("modulo(\"12\", 5)", "`modulo` wants a number for `dividend`, not a string"),
        ("modulo(12, \"5\")", "`modulo` wants a number for `divisor`, not a string"),
    ]);
}

#[test]
fn square_roots_of_what_is_not_negative() {
    are(&[("sqrt(16)", "4"), ("sqrt(0)", "0"), ("sqrt(2)", "1.414213562373095048801688724209698")]);
    are_null(&["sqrt(null)"]);
    are_refused(&[
        ("sqrt(-1)", "`sqrt` wants a number that is not negative"),
        ("sqrt(\"16\")", "`sqrt` wants a number for `number`, not a string"),
    ]);
}

#[test]
fn whole_numbers_are_even_or_odd() {
    for (number, even, odd) in [
        ("2", "true", "false"),
        ("5", "false", "true"),
        ("0", "true", "false"),
        ("-3", "false", "true"),
        ("-4", "true", "false"),
        ("10 ** 40", "true", "false"),
    ] {
        are(&[(&format!("even({number})"), even), (&format!("odd({number})"), odd)]);
    }
    for name in ["even", "odd"] {
        are_null(&[&format!("{name}(null)")]);
        are_refused(&[
            (&format!("{name}(2.5)"), &format!("`{name}` wants a whole number for `number`")),
            (&format!("{name}(\"2\")"), &format!("`{name}` wants a number for `number`, not a string")),
        ]);
    }
}

#[test]
fn the_least_and_the_greatest() {
    are(&[
        ("min([1, 2, 3])", "1"),
        ("max([1, 2, 3])", "3"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("min(1)", "1"),
        ("max([1])", "1"),
        ("min(\"b\", \"a\")", "\"a\""),
        ("max(\"b\", \"a\")", "\"b\""),
        ("max(date(\"2020-01-01\"), date(\"2020-01-02\"))", "date(\"2020-01-02\")"),
        ("min(duration(\"P1Y\"), duration(\"P11M\"))", "duration(\"P11M\")"),
        // Of equal ones, the first.
        ("min(time(\"10:00:00+01:00\"), time(\"09:00:00Z\"))", "time(\"10:00:00+01:00\")"),
    ]);
    are_null(&["min([])", "max([])", "min(null)", "max([1, null])", "min(1, \"a\", null)"]);
    are_refused(&[
        ("min(1, \"a\")", "`min` is not defined for a string and a number"),
        ("max([true])", "`max` is not defined for a boolean and a boolean"),
        ("max([1, 2], 3)", "`max` is not defined for a list and a list"),
    ]);
}

#[test]
fn sums_and_means_of_numbers() {
    are(&[
        ("sum([1, 2, 3])", "6"),
        ("sum(1, 2, 3.5)", "6.5"),
        ("sum(1)", "1"),
        ("mean([1, 2, 3])", "2"),
        ("mean(1, 2)", "1.5"),
        ("mean(1)", "1"),
    ]);
    are_null(&["sum([])", "mean([])", "sum(null)", "mean(null)", "sum([1, null])", "mean(1, null)"]);
    are_refused(&[
        ("sum(1, \"2\")", "`sum` wants numbers, not a string"),
        ("mean([1, true])", "`mean` wants numbers, not a boolean"),
        ("sum([[1]])", "`sum` wants numbers, not a list"),
        ("sum(duration(\"P1D\"), duration(\"P1D\"))", "`sum` wants numbers, not a days and time duration"),
        ("sum(9 * 10 ** 6144, 9 * 10 ** 6144)", "`sum` has a result that is out of range"),
        ("mean(9 * 10 ** 6144, 9 * 10 ** 6144)", "`mean` has a result that is out of range"),
    ]);
}

#[test]
fn counting_items() {
    are(&[("count([1, 2, 3])", "3"), ("count([])", "0"), ("count([1, [2, 3]])", "2"), ("count([null])", "1")]);
    are_null(&["count(null)"]);
    are_refused(&[("count(1)", "`count` wants a list for `list`, not a number")]);
}

#[test]
fn all_and_any_have_three_truth_values() {
    for (items, all, any) in [
        ("[]", "true", "false"),
        ("[true]", "true", "true"),
        ("[false]", "false", "false"),
        ("[null]", "null", "null"),
        ("[true, true]", "true", "true"),
        ("[true, false]", "false", "true"),
        ("[true, null]", "null", "true"),
        ("[false, false]", "false", "false"),
        ("[false, null]", "false", "null"),
        ("[null, null]", "null", "null"),
        ("[false, null, true]", "false", "true"),
    ] {
        are(&[(&format!("all({items})"), all), (&format!("any({items})"), any)]);
    }
    are(&[("all(true, false)", "false"), ("any(true, false)", "true"), ("all(true)", "true"), ("any(false)", "false")]);
    are_null(&["all(null)", "any(null)"]);
    are_refused(&[
        ("all(0)", "`all` asks for a boolean, not a number"),
        ("any([0])", "`any` asks for a boolean, not a number"),
    ]);
    assert_eq!(evaluated("all(0, false)").0, "false");
}

#[test]
fn a_list_contains_what_equals_one_of_its_items() {
    are(&[
        ("list contains([1, 2, 3], 2)", "true"),
        ("list contains([1, 2, 3], 4)", "false"),
        ("list contains([1, 2, 3], \"2\")", "false"),
        ("list contains([1, null], null)", "true"),
        ("list contains([1, 2], null)", "false"),
        ("list contains([], 1)", "false"),
        ("list contains([[1], [2]], [2])", "true"),
    ]);
    are_null(&["list contains(null, 1)"]);
    are_refused(&[("list contains(1, 1)", "`list contains` wants a list for `list`, not a number")]);
}

#[test]
fn a_string_is_as_long_as_it_has_code_points() {
    are(&[("string length(\"foo\")", "3"), ("string length(\"\")", "0"), ("string length(\"🐎ab\")", "3")]);
    are_null(&["string length(null)"]);
    are_refused(&[("string length(123)", "`string length` wants a string for `string`, not a number")]);
}

#[test]
fn a_substring_is_all_within_the_string() {
    are(&[
        ("substring(\"foobar\", 3)", "\"obar\""),
        ("substring(\"foobar\", 3, 3)", "\"oba\""),
        ("substring(\"foobar\", -2, 1)", "\"a\""),
        ("substring(\"foobar\", 1)", "\"foobar\""),
        ("substring(\"foobar\", 6)", "\"r\""),
        ("substring(\"foobar\", -6)", "\"foobar\""),
        ("substring(\"foobar\", -1)", "\"r\""),
        ("substring(\"foobar\", 3, 4)", "\"obar\""),
        ("substring(\"foobar\", -2, 2)", "\"ar\""),
        ("substring(\"foobar\", 3, null)", "\"obar\""),
        ("substring(\"🐎ab\", 2)", "\"ab\""),
        ("substring(\"ab🐎\", -1)", "\"🐎\""),
    ]);
    are_null(&["substring(null, 1)", "substring(\"foobar\", null)"]);
    let start = "`substring` wants a `start position` from 1 to 6 or from -1 to -6";
    are_refused(&[
        ("substring(\"foobar\", 0)", start),
        ("substring(\"foobar\", 7)", start),
        ("substring(\"foobar\", -7)", start),
        ("substring(\"foobar\", 3, 0)", "`substring` wants a `length` from 1 to 4"),
        ("substring(\"foobar\", 3, 5)", "`substring` wants a `length` from 1 to 4"),
        ("substring(\"foobar\", -2, 3)", "`substring` wants a `length` from 1 to 2"),
        ("substring(\"\", 1)", "`substring` wants a `start position` from 1 to 0 or from -1 to -0"),
        ("substring(\"foobar\", 1.5)", "`substring` wants a whole number for `start position`"),
        ("substring(\"foobar\", 10 ** 30)", "`substring` wants a whole number for `start position`"),
        ("substring(\"foobar\", 1, 1.5)", "`substring` wants a whole number for `length`"),
        ("substring(123, 1)", "`substring` wants a string for `string`, not a number"),
        ("substring(\"foobar\", \"1\")", "`substring` wants a number for `start position`, not a string"),
    ]);
}

#[test]
fn before_and_after_the_first_match() {
    are(&[
        ("substring before(\"foobar\", \"bar\")", "\"foo\""),
        ("substring before(\"foobar\", \"o\")", "\"f\""),
        ("substring before(\"foobar\", \"xyz\")", "\"\""),
        ("substring before(\"foobar\", \"\")", "\"\""),
        ("substring after(\"foobar\", \"ob\")", "\"ar\""),
        ("substring after(\"foobar\", \"o\")", "\"obar\""),
        ("substring after(\"foobar\", \"xyz\")", "\"\""),
        ("substring after(\"\", \"a\")", "\"\""),
        ("substring after(\"foobar\", \"\")", "\"foobar\""),
        ("substring after(\"é🐎é\", \"🐎\")", "\"é\""),
    ]);
    for name in ["substring before", "substring after", "contains", "starts with", "ends with"] {
        are_null(&[&format!("{name}(null, \"a\")"), &format!("{name}(\"a\", null)")]);
        are_refused(&[
            (&format!("{name}(1, \"a\")"), &format!("`{name}` wants a string for `string`, not a number")),
            (&format!("{name}(\"a\", 1)"), &format!("`{name}` wants a string for `match`, not a number")),
        ]);
    }
}

#[test]
fn contains_starts_and_ends() {
    are(&[
        ("contains(\"foobar\", \"of\")", "false"),
        ("contains(\"foobar\", \"ob\")", "true"),
        ("contains(\"foobar\", \"\")", "true"),
        ("contains([\"foobar\"], \"of\")", "false"),
        ("starts with(\"foobar\", \"fo\")", "true"),
        ("starts with(\"foobar\", \"oo\")", "false"),
        ("ends with(\"foobar\", \"r\")", "true"),
        ("ends with(\"foobar\", \"a\")", "false"),
    ]);
}

//! Calculating, row by row of the standard's tables 57, 59, 60 and 62.

use super::{are, are_null, are_refused};

/// Wraps what is compared with in its function, to keep the tables readable.
fn equal(cases: &[(&str, &str)]) {
    for (text, value) in cases {
        are(&[(&format!("{text} = {value}"), "true")]);
    }
}

#[test]
fn numbers() {
    are(&[
        ("1 + 2", "3"),
        ("0.1 + 0.2", "0.3"),
        ("1 - 2.5", "-1.5"),
        ("3 * 0.5", "1.5"),
        ("1 / 4", "0.25"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("2 / 3", "0.6666666666666666666666666666666667"),
        ("2 ** 10", "1024"),
        ("2 ** -1", "0.5"),
        ("0 ** 0", "1"),
        ("-seven", "-7"),
        ("10 - 2 - 3", "5"),
        ("2 * 3 + 4 * 5", "26"),
        ("seven ** 2 - 1", "48"),
    ]);
}

#[test]
fn a_result_that_no_number_holds_is_refused() {
    are_refused(&[
        ("1 / 0", "division by zero"),
        ("0 / 0", "division by zero"),
        ("10 ** 6145", "the result of `**` is out of range"),
        ("0 ** -1", "the result of `**` is out of range"),
        ("-1 ** 0.5", "the result of `**` is out of range"),
        ("10 ** 6144 * 10", "the result of `*` is out of range"),
        ("9 * 10 ** 6144 + 9 * 10 ** 6144", "the result of `+` is out of range"),
    ]);
}

#[test]
fn strings_are_joined_and_nothing_else() {
    are(&[("\"foo\" + \"bar\"", "\"foobar\""), ("\"\" + \"\"", "\"\""), ("word + word", "\"foobarfoobar\"")]);
    are_refused(&[
        ("\"foo\" - \"o\"", "`-` is not defined for a string and a string"),
        ("\"foo\" * 2", "`*` is not defined for a string and a number"),
        ("\"foo\" + 2", "`+` is not defined for a string and a number"),
    ]);
}

#[test]
fn between_two_dates_there_are_days() {
    equal(&[
        ("date(\"2020-03-01\") - date(\"2020-02-28\")", "duration(\"P2D\")"),
        ("date(\"2020-02-28\") - date(\"2020-03-01\")", "duration(\"-P2D\")"),
        ("date and time(\"2020-03-01T12:00:00\") - date and time(\"2020-02-29T13:00:00\")", "duration(\"PT23H\")"),
        (
            "date and time(\"2020-01-01T00:00:00+01:00\") - date and time(\"2020-01-01T00:00:00Z\")",
            "duration(\"-PT1H\")",
        ),
        // A date is midnight in UTC.
        ("date and time(\"2020-01-01T12:00:00Z\") - date(\"2020-01-01\")", "duration(\"PT12H\")"),
        ("date(\"2020-01-01\") - date and time(\"2020-01-01T01:00:00+01:00\")", "duration(\"PT0S\")"),
    ]);
    let offsets = "`-` needs an offset from UTC on both sides or on neither; a date has that of UTC";
    are_refused(&[
        ("date and time(\"2020-01-01T12:00:00\") - date and time(\"2020-01-01T12:00:00Z\")", offsets),
        ("date and time(\"2020-01-01T12:00:00\") - date(\"2020-01-01\")", offsets),
        ("date(\"2020-01-01\") + date(\"2020-01-01\")", "`+` is not defined for a date and a date"),
        ("date(\"2020-01-01\") - \"2020-01-01\"", "`-` is not defined for a date and a string"),
        ("1 - date(\"2020-01-01\")", "`-` is not defined for a number and a date"),
    ]);
}

#[test]
fn between_two_times_there_are_hours() {
    equal(&[
        ("time(\"12:00:00\") - time(\"10:30:00\")", "duration(\"PT1H30M\")"),
        ("time(\"10:00:00\") - time(\"12:00:00\")", "duration(\"-PT2H\")"),
        ("time(\"12:00:00Z\") - time(\"12:00:00+01:00\")", "duration(\"PT1H\")"),
    ]);
    are_refused(&[
        ("time(\"12:00:00\") + time(\"12:00:00\")", "`+` is not defined for a time and a time"),
        (
            "time(\"12:00:00\") - time(\"12:00:00Z\")",
            "`-` needs an offset from UTC on both sides or on neither; a date has that of UTC",
        ),
    ]);
}

#[test]
fn durations_of_one_kind_are_added() {
    equal(&[
        ("duration(\"P1D\") + duration(\"PT12H\")", "duration(\"P1DT12H\")"),
        ("duration(\"PT1H\") - duration(\"PT90M\")", "duration(\"-PT30M\")"),
        ("duration(\"P1Y\") + duration(\"P2M\")", "duration(\"P14M\")"),
        ("duration(\"P1Y\") - duration(\"P2Y\")", "duration(\"-P1Y\")"),
        ("-duration(\"PT1H\")", "duration(\"-PT1H\")"),
        ("-duration(\"P1Y\")", "duration(\"-P12M\")"),
    ]);
    are_refused(&[
        (
            "duration(\"P1D\") + duration(\"P1M\")",
            "`+` is not defined for a days and time duration and a years and months duration",
        ),
        ("duration(\"PT9223372036854775807S\") + duration(\"PT1S\")", "the result of `+` is out of range"),
        ("duration(\"-P9223372036854775807M\") - duration(\"P1M\")", "the result of `-` is out of range"),
    ]);
}

#[test]
fn a_duration_moves_dates_and_times_from_either_side() {
    for (from, length, later) in [
        ("date(\"2020-02-28\")", "duration(\"P2D\")", "date(\"2020-03-01\")"),
        ("date(\"2020-01-31\")", "duration(\"P1M\")", "date(\"2020-02-29\")"),
        ("date and time(\"2020-02-29T23:00:00Z\")", "duration(\"PT2H\")", "date and time(\"2020-03-01T01:00:00Z\")"),
        ("date and time(\"2020-11-30T10:00:00\")", "duration(\"P1Y3M\")", "date and time(\"2022-02-28T10:00:00\")"),
        ("time(\"23:30:00\")", "duration(\"PT1H\")", "time(\"00:30:00\")"),
    ] {
        equal(&[(&format!("{from} + {length}"), later), (&format!("{length} + {from}"), later)]);
    }
    equal(&[
        ("date(\"2020-03-01\") - duration(\"P1D\")", "date(\"2020-02-29\")"),
        ("date(\"2020-03-31\") - duration(\"P1M\")", "date(\"2020-02-29\")"),
        ("date and time(\"2020-03-01T00:30:00\") - duration(\"PT1H\")", "date and time(\"2020-02-29T23:30:00\")"),
        ("date and time(\"2020-03-31T10:00:00\") - duration(\"P1M\")", "date and time(\"2020-02-29T10:00:00\")"),
        ("time(\"00:30:00\") - duration(\"PT1H\")", "time(\"23:30:00\")"),
    ]);
    are_refused(&[
        ("duration(\"P1D\") - date(\"2020-01-01\")", "`-` is not defined for a days and time duration and a date"),
        ("time(\"10:00:00\") + duration(\"P1M\")", "`+` is not defined for a time and a years and months duration"),
        ("duration(\"P1M\") + time(\"10:00:00\")", "`+` is not defined for a years and months duration and a time"),
        ("time(\"10:00:00\") - duration(\"P1M\")", "`-` is not defined for a time and a years and months duration"),
        ("date(\"999999999-12-31\") + duration(\"P1D\")", "the result of `+` is out of range"),
        ("date(\"-999999999-01-01\") - duration(\"P1M\")", "the result of `-` is out of range"),
        ("date(\"2020-01-01\") + 1", "`+` is not defined for a date and a number"),
        ("date(\"2020-01-01\") - 1", "`-` is not defined for a date and a number"),
    ]);
}

#[test]
fn a_duration_is_multiplied_and_divided_by_a_number() {
    equal(&[
        ("duration(\"PT1H\") * 1.5", "duration(\"PT90M\")"),
        ("1.5 * duration(\"PT1H\")", "duration(\"PT90M\")"),
        ("duration(\"PT1H\") * -2", "duration(\"-PT2H\")"),
        ("duration(\"PT1S\") / 3", "duration(\"PT0.333333333S\")"),
        ("-duration(\"PT1S\") / 3", "duration(\"-PT0.333333333S\")"),
        ("duration(\"PT9223372036854775807S\") * 1", "duration(\"PT9223372036854775807S\")"),
        ("duration(\"PT0.999999999S\") * 10 ** 9", "duration(\"PT999999999S\")"),
        ("duration(\"P1Y\") * 1.5", "duration(\"P18M\")"),
        ("0.5 * duration(\"P3M\")", "duration(\"P1M\")"),
        ("duration(\"P1Y\") / 5", "duration(\"P2M\")"),
        ("-duration(\"P1Y\") / 5", "duration(\"-P2M\")"),
    ]);
    are_refused(&[
        ("duration(\"PT1H\") / 0", "division by zero"),
        ("duration(\"P1Y\") / 0", "division by zero"),
        ("1 / duration(\"PT1H\")", "`/` is not defined for a number and a days and time duration"),
        ("duration(\"P1D\") * 10 ** 30", "the result of `*` is out of range"),
        ("duration(\"P1Y\") * 10 ** 30", "the result of `*` is out of range"),
        (
            "duration(\"P1Y\") * duration(\"P1Y\")",
            "`*` is not defined for a years and months duration and a years and months duration",
        ),
    ]);
}

#[test]
fn durations_of_one_kind_are_divided() {
    are(&[
        ("duration(\"P1D\") / duration(\"PT6H\")", "4"),
        ("duration(\"PT1S\") / duration(\"PT0.000000001S\")", "1000000000"),
        ("-duration(\"PT1.5S\") / duration(\"PT1S\")", "-1.5"),
        ("duration(\"P1Y\") / duration(\"P8M\")", "1.5"),
    ]);
    are_refused(&[
        ("duration(\"P1D\") / duration(\"PT0S\")", "division by zero"),
        ("duration(\"P1Y\") / duration(\"P0M\")", "division by zero"),
        (
            "duration(\"P1D\") / duration(\"P1M\")",
            "`/` is not defined for a days and time duration and a years and months duration",
        ),
    ]);
}

#[test]
fn null_makes_null() {
    are_null(&[
        "null + 1",
        "1 + null",
        "null - null",
        "null * \"a\"",
        "\"a\" / null",
        "null ** 2",
        "2 ** null",
        "-nothing",
        "date(\"2020-01-01\") - null",
        "null + duration(\"P1D\")",
    ]);
}

#[test]
fn what_is_no_quantity_has_no_arithmetic() {
    are_refused(&[
        ("true + true", "`+` is not defined for a boolean and a boolean"),
        ("[1] + [2]", "`+` is not defined for a list and a list"),
        ("ann * 2", "`*` is not defined for a context and a number"),
        ("2 ** \"3\"", "`**` is not defined for a number and a string"),
        ("duration(\"P1D\") ** 2", "`**` is not defined for a days and time duration and a number"),
        ("-word", "`-` is not defined for a string"),
        ("-date(\"2020-01-01\")", "`-` is not defined for a date"),
    ]);
}

//! Values from values of other kinds (DMN 1.5, table 72).

use super::{are, are_null, are_refused};
use crate::program::Run;
use crate::{Builtin, Expression};

#[test]
fn a_date_from_text_date_and_time_or_parts() {
    are(&[
        ("date(\"2012-12-25\")", "date(\"2012-12-25\")"),
        ("date(date and time(\"2012-12-25T11:00:00Z\"))", "date(\"2012-12-25\")"),
        ("date(date(\"2012-12-25\"))", "date(\"2012-12-25\")"),
        ("date(2012, 12, 25)", "date(\"2012-12-25\")"),
        ("date(-1, 1, 1)", "date(\"-0001-01-01\")"),
        ("date([\"2012-12-25\"])", "date(\"2012-12-25\")"),
    ]);
    are_null(&["date(null)", "date(null, 12, 25)", "date(2012, null, 25)", "date(2012, 12, null)"]);
    let calendar = "the calendar has no such day; it has the years from -999999999 to 999999999";
    are_refused(&[
        ("date(2011, 2, 29)", calendar),
        ("date(2012, 13, 1)", calendar),
        ("date(2012, 1, 256)", calendar),
        ("date(1000000000, 1, 1)", calendar),
        ("date(\"2011-02-29\")", &format!("`2011-02-29` cannot be read: {calendar}")),
        ("date(\"25.12.2012\")", "`25.12.2012` cannot be read: a date is written `2017-10-11`, without an offset"),
        ("date(2012.5, 1, 1)", "`date` wants a whole number for `year`"),
        ("date(2012, \"1\", 1)", "`date` wants a number for `month`, not a string"),
        ("date(2012)", "`date` wants a date or a date and time for `year`, not a number"),
    ]);
}

#[test]
fn an_argument_that_the_parser_would_have_missed_is_refused() {
    let mut run = Run::constants();
    let call = Expression::Call(Builtin::Date, vec![Expression::Literal(2012.into()), Expression::Literal(1.into())]);
    assert!(call.evaluate(&mut run, &[]).is_null());
    let findings: Vec<&str> = run.findings().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(findings, ["`date` lacks its `day`"]);
}

#[test]
fn a_time_from_text_time_date_and_time_date_or_parts() {
    are(&[
        ("time(\"23:59:00.5\")", "time(\"23:59:00.5\")"),
        ("time(\"23:59:00+01:00\")", "time(\"23:59:00+01:00\")"),
        ("time(time(\"23:59:00\"))", "time(\"23:59:00\")"),
        ("time(date and time(\"2012-12-25T11:00:00Z\"))", "time(\"11:00:00Z\")"),
        ("time(date(\"2012-12-25\"))", "time(\"00:00:00Z\")"),
        ("time(23, 59, 0)", "time(\"23:59:00\")"),
        ("time(23, 59, 0.25)", "time(\"23:59:00.25\")"),
        ("time(23, 59, 59.9999999999)", "time(\"23:59:59.999999999\")"),
        ("time(23, 59, 0, duration(\"PT0H\"))", "time(\"23:59:00Z\")"),
        ("time(23, 59, 0, -duration(\"PT5H30M\"))", "time(\"23:59:00-05:30\")"),
        ("time(23, 59, 0, null)", "time(\"23:59:00\")"),
    ]);
    are_null(&["time(null)", "time(null, 1, 1)", "time(1, null, 1)", "time(1, 1, null)"]);
    let written =
        "a time is written `13:20:00`, `13:20:00.5Z` or `13:20:00+05:30`, from `00:00:00` to `23:59:59.999999999`";
    are_refused(&[
        ("time(24, 0, 0)", written),
        ("time(0, 60, 0)", written),
        ("time(0, 0, 60)", written),
        ("time(0, 0, -1)", written),
        ("time(0, 0, -0.5)", written),
        ("time(-1, 0, 0)", written),
        ("time(\"11 o'clock\")", &format!("`11 o'clock` cannot be read: {written}")),
        ("time(1, 0.5, 0)", "`time` wants a whole number for `minute`"),
        ("time(1, 0, \"0\")", "`time` wants a number for `second`, not a string"),
        ("time(1)", "`time` wants a string, a time or a date and time for `hour`, not a number"),
        ("time(1, 0, 0, 1)", "`time` wants a days and time duration for `offset`, not a number"),
        ("time(1, 0, 0, duration(\"PT19H\"))", written),
        (
            "time(1, 0, 0, duration(\"PT0.5S\"))",
            "an offset goes from `-18:00` to `+18:00`, with two digits for the hours and for the minutes",
        ),
    ]);
}

#[test]
fn a_date_and_time_from_text_or_both() {
    are(&[
        ("date and time(\"2012-12-24T23:59:00\")", "date and time(\"2012-12-24T23:59:00\")"),
        ("date and time(\"2012-12-24\")", "date and time(\"2012-12-24T00:00:00\")"),
        ("date and time(date(\"2012-12-24\"), time(\"23:59:00\"))", "date and time(\"2012-12-24T23:59:00\")"),
        (
            "date and time(date and time(\"2012-12-24T01:00:00Z\"), time(\"23:59:00+01:00\"))",
            "date and time(\"2012-12-24T23:59:00+01:00\")",
        ),
    ]);
    are_null(&[
        "date and time(null)",
        "date and time(null, time(\"23:59:00\"))",
        "date and time(date(\"2012-12-24\"), null)",
    ]);
    are_refused(&[
        (
            "date and time(\"2012-12-24 23:59\")",
            "`2012-12-24 23:59` cannot be read: a date and time is written `2017-10-11T13:20:00`, \
             `2017-10-11T13:20:00Z` or `2017-10-11T13:20:00+05:30`",
        ),
        ("date and time(1)", "`date and time` wants a string for `date`, not a number"),
        (
            "date and time(\"2012-12-24\", time(\"23:59:00\"))",
            "`date and time` wants a date or a date and time for `date`, not a string",
        ),
        ("date and time(date(\"2012-12-24\"), \"23:59:00\")", "`date and time` wants a time for `time`, not a string"),
    ]);
}

#[test]
fn a_duration_of_either_kind_from_text() {
    are(&[
        ("duration(\"P1DT2H\")", "duration(\"P1DT2H\")"),
        ("duration(\"-PT90M\")", "duration(\"-PT1H30M\")"),
        ("duration(\"P2Y2M\")", "duration(\"P2Y2M\")"),
        ("duration(\"P26M\")", "duration(\"P2Y2M\")"),
        ("duration(\"P0D\")", "duration(\"PT0S\")"),
        ("duration(\"P0Y\")", "duration(\"P0M\")"),
    ]);
    are_null(&["duration(null)"]);
    let written = "a days and time duration is written `P1DT2H3M4.5S`, with only the parts that it has";
    are_refused(&[
        ("duration(\"P1Y1D\")", &format!("`P1Y1D` cannot be read: {written}")),
        ("duration(\"\")", &format!("`` cannot be read: {written}")),
        (
            "duration(\"P9223372036854775808M\")",
            "`P9223372036854775808M` cannot be read: the duration is longer than 9223372036854775807 seconds or months",
        ),
        ("duration(1)", "`duration` wants a string for `from`, not a number"),
    ]);
}

#[test]
fn years_and_months_from_one_date_to_another() {
    let function = "years and months duration";
    for (from, to, between) in [
        ("date(\"2011-12-22\")", "date(\"2013-08-24\")", "P1Y8M"),
        ("date(\"2013-08-24\")", "date(\"2011-12-22\")", "-P1Y8M"),
        ("date(\"2011-12-22\")", "date(\"2012-01-21\")", "P0M"),
        ("date and time(\"2011-12-22T10:00:00\")", "date and time(\"2012-01-22T09:00:00\")", "P1M"),
        ("date(\"2011-12-22\")", "date and time(\"2012-01-22T09:00:00\")", "P1M"),
    ] {
        are(&[(&format!("{function}({from}, {to})"), &format!("duration(\"{between}\")"))]);
    }
    are_null(&[
        "years and months duration(null, date(\"2011-12-22\"))",
        "years and months duration(date(\"2011-12-22\"), null)",
    ]);
    are_refused(&[(
        "years and months duration(date(\"2011-12-22\"), \"2012-12-22\")",
        "`years and months duration` wants a date or a date and time for `to`, not a string",
    )]);
}

#[test]
fn a_number_from_text_with_separators() {
    are(&[
        ("number(\"1.5\")", "1.5"),
        ("number(\"-.5\")", "-0.5"),
        ("number(\"1 000,5\", \" \", \",\")", "1000.5"),
        ("number(\"1,000.5\", \",\", \".\")", "1000.5"),
        ("number(\"1.000.000,01\", \".\", \",\")", "1000000.01"),
        ("number(\"1,5\", null, \",\")", "1.5"),
        ("number(\"1,000\", \",\", null)", "1000"),
        ("number(\"1.5\", null, null)", "1.5"),
    ]);
    are_null(&["number(null)", "number(null, \",\", \".\")"]);
    let number =
        "a number is digits, with at most one point between them, and at the end `e` and an exponent if need be";
    are_refused(&[
        ("number(\"\")", &format!("`` cannot be read: {number}")),
        ("number(\"1,5\")", &format!("`1,5` cannot be read: {number}")),
        ("number(\"one\", \" \", \",\")", &format!("`one` cannot be read: {number}")),
        ("number(\"1.000,5\", \" \", \",\")", &format!("`1.000,5` cannot be read: {number}")),
        ("number(\"1\", \".\", \".\")", "`number` wants two different separators"),
        ("number(\"1\", \"'\", \".\")", "`number` wants one of ` ,.` for `grouping separator`"),
        ("number(\"1\", \"  \", \".\")", "`number` wants one of ` ,.` for `grouping separator`"),
        ("number(\"1\", \"\", \".\")", "`number` wants one of ` ,.` for `grouping separator`"),
        ("number(\"1\", \",\", \" \")", "`number` wants one of `,.` for `decimal separator`"),
        ("number(\"1\", 1, \".\")", "`number` wants a string for `grouping separator`, not a number"),
        ("number(1)", "`number` wants a string for `from`, not a number"),
    ]);
}

#[test]
fn a_long_text_is_not_repeated_whole() {
    let text = format!("date(\"{}\")", "é".repeat(100));
    let quoted = "é".repeat(60);
    are_refused(&[(&text, &format!("`{quoted}…` cannot be read: a date is written `2017-10-11`, without an offset"))]);
}

#[test]
fn text_from_everything_but_null() {
    are(&[
        ("string(1.10)", "\"1.1\""),
        ("string(\"a\")", "\"a\""),
        ("string(true)", "\"true\""),
        ("string(date(\"2012-12-25\"))", "\"2012-12-25\""),
        ("string(time(\"23:59:00Z\"))", "\"23:59:00Z\""),
        ("string(date and time(\"2012-12-25T11:00:00\"))", "\"2012-12-25T11:00:00\""),
        ("string(duration(\"PT90M\"))", "\"PT1H30M\""),
        ("string(duration(\"P26M\"))", "\"P2Y2M\""),
        ("string([1, \"a\", null])", "\"[1, \\\"a\\\", null]\""),
        ("string([\"a\"])", "\"[\\\"a\\\"]\""),
    ]);
    are_null(&["string(null)"]);
}

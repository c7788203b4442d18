//! Components and properties (DMN 1.5, tables 64 to 66).

use super::{are, are_null, are_refused, evaluated};

#[test]
fn a_context_has_its_components() {
    are(&[("ann.name", "\"Ann\""), ("ann.home.city", "\"Oslo\"")]);
    are_refused(&[
        ("ann.shoe", "there is no `shoe` in a context"),
        ("ann.name.first", "there is no `first` in a string"),
    ]);
}

#[test]
fn a_list_has_the_components_of_its_items() {
    are(&[
        ("people.age", "[42, 17]"),
        ("[].age", "[]"),
        ("[people, people].name", "[[\"Ann\", \"Bob\"], [\"Ann\", \"Bob\"]]"),
    ]);
    let one_is_missing = ("[42, null]".to_owned(), vec!["there is no `age` in a context".to_owned()]);
    assert_eq!(evaluated("[ann, ann.home].age"), one_is_missing);
    are(&[("[ann, nothing].age", "[42, null]")]);
}

#[test]
fn null_has_every_component() {
    are_null(&["nothing.name", "nothing.name.first"]);
}

#[test]
fn a_date_has_year_month_day_and_weekday() {
    are(&[
        ("date(\"2020-02-29\").year", "2020"),
        ("date(\"-2020-02-29\").year", "-2020"),
        ("date(\"2020-02-29\").month", "2"),
        ("date(\"2020-02-29\").day", "29"),
        ("date(\"2020-02-29\").weekday", "6"),
        ("date(\"2020-03-01\").weekday", "7"),
    ]);
    are_refused(&[("date(\"2020-02-29\").hour", "there is no `hour` in a date")]);
}

#[test]
fn a_time_has_hour_minute_second_and_offset() {
    are(&[
        ("time(\"23:45:06\").hour", "23"),
        ("time(\"23:45:06\").minute", "45"),
        ("time(\"23:45:06\").second", "6"),
        ("time(\"23:45:06.25\").second", "6.25"),
        ("time(\"23:45:06.000000001\").second", "6.000000001"),
        ("time(\"23:45:06+05:30\").time offset", "duration(\"PT5H30M\")"),
        ("time(\"23:45:06-01:00\").time offset", "duration(\"-PT1H\")"),
        ("time(\"23:45:06Z\").time offset", "duration(\"PT0S\")"),
    ]);
    are_null(&["time(\"23:45:06\").time offset", "time(\"23:45:06Z\").timezone"]);
    are_refused(&[("time(\"23:45:06\").year", "there is no `year` in a time")]);
}

#[test]
fn a_date_and_time_has_what_both_have() {
    let moment = "date and time(\"2020-02-29T23:45:06.5+02:00\")";
    for (name, value) in [
        ("year", "2020"),
        ("month", "2"),
        ("day", "29"),
        ("weekday", "6"),
        ("hour", "23"),
        ("minute", "45"),
        ("second", "6.5"),
        ("time offset", "duration(\"PT2H\")"),
        ("timezone", "null"),
    ] {
        are(&[(&format!("{moment}.{name}"), value)]);
    }
    are_refused(&[(&format!("{moment}.days"), "there is no `days` in a date and time")]);
}

#[test]
fn a_duration_has_what_it_is_written_with() {
    are(&[
        ("duration(\"P1DT25H61M61.5S\").days", "2"),
        ("duration(\"P1DT25H61M61.5S\").hours", "2"),
        ("duration(\"P1DT25H61M61.5S\").minutes", "2"),
        ("duration(\"P1DT25H61M61.5S\").seconds", "1.5"),
        ("duration(\"-P1DT1H1.5S\").days", "-1"),
        ("duration(\"-P1DT1H1.5S\").seconds", "-1.5"),
        ("duration(\"P26M\").years", "2"),
        ("duration(\"P26M\").months", "2"),
        ("duration(\"-P26M\").months", "-2"),
    ]);
    are_refused(&[
        ("duration(\"P1D\").years", "there is no `years` in a days and time duration"),
        ("duration(\"P1Y\").days", "there is no `days` in a years and months duration"),
    ]);
}

#[test]
fn a_variable_beyond_the_frame_is_refused() {
    let mut run = crate::program::Run::constants();
    let value = crate::Expression::Variable(0, "lost".to_owned()).evaluate(&mut run, &[]);
    assert!(value.is_null());
    assert_eq!(run.findings().first().map(|finding| finding.message.as_str()), Some("`lost` has no value here"));
}

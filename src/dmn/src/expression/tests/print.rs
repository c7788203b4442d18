//! Expressions print as they would be written, and read back as the same.

use super::parse;

#[test]
fn printed_as_written() {
    for text in [
        "seven + 1 - 2",
        "seven - (1 - seven)",
        "seven * (1 + seven)",
        "(seven + 1) * 2",
        "seven / 2 / 3",
        "seven / (2 / seven)",
        "seven ** 2 ** 3",
        "seven ** (2 ** seven)",
        "-seven ** 2",
        "-(seven ** 2)",
        "--seven",
        "-(seven + 1)",
        "-5 ** seven",
        "seven ** -5",
        "seven - -5",
        "2 * -seven",
        "yes and no or yes",
        "yes and (no or yes)",
        "yes or no and yes",
        "(yes or no) and yes",
        "yes and no and yes",
        "yes and (no and yes)",
        "seven = 7 and no",
        "(seven = 7) = yes",
        "yes = (seven = 7)",
        "seven < 1 + 2 * seven",
        "seven between 1 and seven + 1",
        "(seven between 1 and 2) = no",
        "seven between (if yes then 1 else 2) and 3",
        "seven in (1, 2)",
        "seven in ([1..9))",
        "seven in (< 1, > 5)",
        "seven + 1 in (seven)",
        "(seven in (7)) = yes",
        "if yes then 1 else 2",
        "(if yes then 1 else 2) + 1",
        "if yes then 1 else 2 + seven",
        "if if yes then no else yes then if no then 1 else 2 else if yes then 3 else 4",
        "yes and (if yes then no else yes)",
        "[seven, (if yes then 1 else 2) - 1, -seven]",
        "[if yes then 1 else 2]",
        "ann.home.city",
        "(-seven).year",
        "(seven + 1).year",
        "5 + ann.age",
        "(5).year",
        "people.age",
        "date(word).year",
        "[ann].age",
        "date and time(word)",
        "max(seven, -1, [1, 2])",
        "not(yes)",
        "substring(word, 1, seven)",
        "\"say \\\"a\\\"\" + word",
        "date(\"2020-01-01\") + duration(word)",
        "[null, true, \"a\", 1.5]",
        "nothing = null",
    ] {
        let printed = parse(text).to_string();
        assert_eq!(printed, text);
        assert_eq!(parse(&printed), parse(text));
    }
}

#[test]
fn printed_without_what_says_nothing() {
    for (text, printed) in [
        ("(seven)", "seven"),
        ("(seven * 2) + 1", "seven * 2 + 1"),
        ("((seven - 1)) - 1", "seven - 1 - 1"),
        ("(-seven) ** 2", "-seven ** 2"),
        ("(-5) ** seven", "-5 ** seven"),
        ("-(seven)", "-seven"),
        ("(yes and no) or (yes)", "yes and no or yes"),
        ("(seven + 1) = 8", "seven + 1 = 8"),
        ("if (yes) then (1) else (2)", "if yes then 1 else 2"),
        ("(ann).age", "ann.age"),
        ("abs((seven))", "abs(seven)"),
        ("seven in [1..9)", "seven in ([1..9))"),
        ("seven in 7", "seven in (7)"),
        ("seven + 2 * 3", "seven + 6"),
    ] {
        assert_eq!(parse(text).to_string(), printed);
    }
}

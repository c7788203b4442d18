//! Names with spaces, signs and keywords in them.

use super::scope;
use crate::feel::{self, Scope};
use crate::{Expression, Kind, Type};

fn printed(text: &str) -> String {
    feel::expression(text, &scope()).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

#[test]
fn the_longest_known_name_is_meant() {
    assert_eq!(printed("a-b"), "a-b");
    assert_eq!(printed("a -b"), "a - b");
    assert_eq!(printed("Approved/Declined = \"x\""), "Approved/Declined = \"x\"");
    assert_eq!(feel::expression("a-b", &scope()), Ok(Expression::Variable(2, "a-b".to_owned())));
}

#[test]
fn white_space_in_a_name_counts_once() {
    assert_eq!(printed("Monthly \n\t Salary*12"), "Monthly Salary * 12");
    let mut scope = Scope::new();
    scope.variable(" two \n words ", Type::Any);
    assert_eq!(feel::expression("two words", &scope), Ok(Expression::Variable(0, "two words".to_owned())));
}

#[test]
fn a_known_name_wins_over_keywords_and_functions() {
    let mut scope = Scope::new();
    for name in ["true", "if so", "date", "not", "black and white", "years"] {
        scope.variable(name, Type::Any);
    }
    for (text, printed) in [
        ("true", "true"),
        ("if so", "if so"),
        ("date", "date"),
        ("not = 1", "not = 1"),
        ("black and white", "black and white"),
        ("[date, date(years)]", "[date, date(years)]"),
        ("date and years", "date and years"),
        ("date and time(date, years)", "date and time(date, years)"),
        ("years and months duration(date, years)", "years and months duration(date, years)"),
    ] {
        assert_eq!(feel::expression(text, &scope).unwrap().to_string(), printed);
    }
    assert_eq!(feel::expression("true", &scope), Ok(Expression::Variable(0, "true".to_owned())));
}

#[test]
fn a_name_may_hold_what_calls_a_function() {
    let mut scope = Scope::new();
    scope.variable("abs (net)", Type::Any);
    assert_eq!(feel::expression("abs (net) + 1", &scope).unwrap().to_string(), "abs (net) + 1");
    assert_eq!(feel::expression("abs (abs (net))", &scope).unwrap().to_string(), "abs(abs (net))");
}

#[test]
fn of_two_variables_with_one_name_the_later_is_meant() {
    let mut scope = Scope::new();
    scope.variable("x", Type::Any);
    scope.variable("x", Type::Any);
    assert_eq!(feel::expression("x", &scope), Ok(Expression::Variable(1, "x".to_owned())));
}

#[test]
fn a_function_of_the_model_hides_the_built_in_one() {
    let mut scope = Scope::new();
    scope.function("sum", 7, &["x".to_owned()]);
    let one = vec![Expression::Literal(1.into())];
    assert_eq!(feel::expression("sum(1)", &scope), Ok(Expression::Invoke(7, "sum".to_owned(), one)));
}

#[test]
fn components_are_known_by_the_type() {
    assert_eq!(printed("person.full name.first  name"), "person.full name.first name");
    assert_eq!(printed("(person).full name.last = \"x\""), "person.full name.last = \"x\"");
    assert_eq!(printed("person.full name.last.anything"), "person.full name.last.anything");
}

#[test]
fn components_of_an_unknown_type_are_single_words() {
    assert_eq!(printed("thing.x.y-1"), "thing.x.y - 1");
    assert_eq!(printed("thing.time offset"), "thing.time offset");
    assert_eq!(printed("valid from.year+1"), "valid from.year + 1");
    let found = feel::expression("thing.first name", &scope()).unwrap_err().to_string();
    assert_eq!(found, "found `name` where an operator or the end should stand (at character 13)");
}

#[test]
fn components_are_known_through_lists() {
    let mut scope = Scope::new();
    let item = Type::Context(vec![("unit price".to_owned(), Kind::Number.into())]);
    scope.variable("lines", Type::List(Box::new(item)));
    assert_eq!(feel::expression("sum(lines.unit price)", &scope).unwrap().to_string(), "sum(lines.unit price)");
}

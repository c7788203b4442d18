//! What is written comes back, and what was not written is refused.

use proptest::prelude::*;

use super::{Reader, Wire};
use crate::feel::{self, Scope};
use crate::{Expression, Program, Type, UnaryTests};

fn scope() -> Scope {
    let mut scope = Scope::new();
    scope.variable("a", Type::Any);
    scope.function("half", 3, &["of".to_owned()]);
    scope
}

fn written(value: &impl Wire) -> String {
    let mut text = String::new();
    value.write(&mut text);
    text
}

fn read<T: Wire>(text: &str) -> Option<T> {
    let mut from = Reader { rest: text, depth: 0 };
    T::read(&mut from).filter(|_| from.rest.is_empty())
}

#[test]
fn every_sort_of_expression_comes_back_as_it_went() {
    for text in [
        "1",
        "-a ** 2",
        "a.b.c",
        "if a then [a, 1, []] else half(a)",
        "a between 1 and a + 1",
        "a in ([1..a), (1..2], ]1..2[, [1..2], > 5, a, <= 7, < 1, >= a)",
        "a in (not(a))",
        "substring(\"é;:!\", a) + \"x\"",
        "[null, true, false, @\"2024-02-29\", @\"10:00:00Z\", @\"2024-02-29T10:00:00\", @\"P1D\", @\"P1Y\"]",
    ] {
        let expression = feel::expression(text, &scope()).unwrap();
        assert_eq!(read(&written(&expression)), Some(expression), "{text}");
    }
    for cell in ["-", "not(1, > 2)", "\"a\", \"b\"", "< a"] {
        let tests = feel::tests(cell, &scope()).unwrap();
        assert_eq!(read::<UnaryTests>(&written(&tests)), Some(tests), "{cell}");
    }
}

#[test]
fn a_program_comes_back_as_it_went() {
    let program = crate::read(include_str!("sample.dmn")).unwrap();
    let json = serde_json::to_string(&program).unwrap();
    assert_eq!(serde_json::from_str::<Program>(&json).unwrap(), program);
    for broken in [json.replace("dmn/1", "dmn/0"), json.replacen("dmn/1 ", "dmn/1 1;", 1)] {
        let error = serde_json::from_str::<Program>(&broken).unwrap_err().to_string();
        assert!(error.starts_with("not a compiled program, or one of another version"), "{error}");
    }
}

#[test]
fn nothing_is_read_deeper_than_it_is_written() {
    assert!(read::<Expression>(&["=y", &"-".repeat(128), "!"].concat()).is_some());
    assert!(read::<Expression>(&["=y", &"-".repeat(129), "!"].concat()).is_none());
    assert!(read::<Type>(&["l".repeat(127), "*".to_owned()].concat()).is_some());
    assert!(read::<Type>(&["l".repeat(100_000), "*".to_owned()].concat()).is_none());
    assert!(read::<Vec<bool>>("18446744073709551615;").is_none());
}

proptest! {
    #[test]
    fn no_text_makes_it_fall_over(
        text in "[-0-9;:!=vlci#*o.b?yn]{0,60}",
        position in 0..2000_usize,
        sign in any::<char>(),
    ) {
        let _ = (read::<Expression>(&text), read::<Program>(&text), read::<Type>(&text));
        let whole = written(&crate::read(include_str!("sample.dmn")).unwrap());
        let mut signs: Vec<char> = whole.chars().collect();
        let length = signs.len();
        signs[position % length] = sign;
        let _ = read::<Program>(&signs.into_iter().collect::<String>());
    }
}

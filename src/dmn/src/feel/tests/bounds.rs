//! Texts that are long, deep or made to be slow.

use super::scope;
use crate::Type;
use crate::feel::{self, Scope};

fn error(text: &str) -> String {
    feel::expression(text, &scope()).unwrap_err().to_string()
}

#[test]
fn a_text_has_an_end() {
    let longest = ["\"", &"x".repeat(65_534), "\""].concat();
    assert!(feel::literal(&longest).is_ok());
    assert_eq!(error(&[" ", &longest].concat()), "the text is longer than 65536 bytes; divide it (at character 1)");
    assert!(feel::tests(&[" ", &longest].concat(), &scope()).is_err());
}

#[test]
fn brackets_stand_within_each_other_as_far_as_can_be_evaluated() {
    for (open, close) in [("(", ")"), ("[", "]"), ("abs(", ")"), ("a in (", ")"), ("a in [", "..a]")] {
        let nested = |times| [open.repeat(times), "a".to_owned(), close.repeat(times)].concat();
        assert!(feel::expression(&nested(64), &scope()).is_ok(), "{open}");
        let message = "more than 64 brackets stand within each other";
        assert!(error(&nested(65)).starts_with(message), "{open}");
        assert!(error(&nested(4000)).starts_with(message), "{open}");
        assert!(feel::tests(&nested(60), &scope()).is_ok(), "{open}");
        assert!(feel::tests(&nested(4000), &scope()).is_err(), "{open}");
    }
    let place = [&"(".repeat(65), "a", &")".repeat(65)].concat();
    assert_eq!(error(&place), "more than 64 brackets stand within each other (at character 66)");
    let ladder = ["if a then 1 else ".repeat(100), "2".to_owned()].concat();
    assert!(error(&ladder).starts_with("more than 64 brackets"));
}

#[test]
fn the_deepest_texts_fit_on_the_stack_of_a_thread() {
    let nested = |open: &str, times| [&open.repeat(times), "a", &")".repeat(times)].concat();
    let conditions = nested("a or a + if a then a else PMT(1, ", 24);
    let deepest = [nested("a + a * abs(", 32), nested("a or a and a in (", 32), conditions];
    let too_deep = nested("a or a and a = a + a * a ** -(", 64);
    let read = move || {
        let length = |text: &String| feel::expression(text, &scope()).unwrap().to_string().len();
        assert!(deepest.iter().map(length).min() > Some(64));
        assert!(feel::expression(&too_deep, &scope()).is_err());
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
}

#[test]
fn a_chain_has_an_end() {
    for link in ["a + ", "a ** ", "a or ", "a and ", "-"] {
        assert!(feel::expression(&[&link.repeat(100), "a"].concat(), &scope()).is_ok(), "{link}");
        let message = "more than 100 operations stand within each other; divide them";
        assert!(error(&[&link.repeat(101), "a"].concat()).starts_with(message), "{link}");
    }
    let path = ["thing", &".x".repeat(101)].concat();
    assert_eq!(error(&path), "more than 100 operations stand within each other; divide them (at character 206)");
}

#[test]
fn the_bound_holds_through_every_sort_of_expression() {
    for form in [
        "-(X)",
        "(X).x",
        "1 + (X)",
        "(X) between 1 and 2",
        "1 between X and 2",
        "1 between 1 and X",
        "if X then 1 else 1",
        "if 1 then X else 1",
        "if 1 then 1 else X",
        "[X]",
        "[1, X]",
        "abs(X)",
        "PMT(1, X)",
        "PMT(number of months: 1, rate: X)",
        "X in (1)",
        "1 in (X)",
        "1 in (1, X)",
        "1 in < X",
        "1 in [X..1]",
        "1 in ([1..X])",
        "1 in (X..1)",
        "1 in ]1..X[",
    ] {
        let filled = |links| form.replace('X', &["a + ".repeat(links), "a".to_owned()].concat());
        assert!(feel::expression(&filled(99), &scope()).is_ok(), "{form}");
        let message = "more than 100 operations stand within each other; divide them";
        assert!(error(&filled(100)).starts_with(message), "{form}");
    }
}

#[test]
fn long_lists_are_no_deeper_than_short_ones() {
    let list = ["[", &"a, ".repeat(10_000), "a]"].concat();
    assert!(feel::expression(&list, &scope()).is_ok());
    assert!(feel::tests(&["1, ".repeat(10_000), "1".to_owned()].concat(), &scope()).is_ok());
}

#[test]
fn many_names_are_found_in_a_long_text() {
    let mut scope = Scope::new();
    for number in 0..100 {
        scope.variable(&format!("word {number}"), Type::Any);
    }
    let list = ["[", &"word  99 /* of many */, ".repeat(2500), "word 1]"].concat();
    assert!(feel::expression(&list, &scope).is_ok());
}

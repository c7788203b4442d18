//! Whatever is given as FEEL: what is read is printed as a text that reads back as the same.

#![no_main]

use dmn::feel::{self, Scope};
use dmn::{Kind, Type};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut scope = Scope::new();
    scope.variable("a", Type::Any);
    scope.variable("Monthly Salary", Kind::Number.into());
    scope.variable("person", Type::Context(vec![("age".to_owned(), Kind::Number.into())]));
    scope.function("PMT", 0, &["rate".to_owned(), "number of months".to_owned()]);
    if let Ok(expression) = feel::expression(text, &scope) {
        let printed = expression.to_string();
        assert_eq!(feel::expression(&printed, &scope), Ok(expression), "{printed}");
    }
    if let Ok(tests) = feel::tests(text, &scope) {
        let printed = tests.to_string();
        assert_eq!(feel::tests(&printed, &scope), Ok(tests), "{printed}");
    }
    if let Ok(value) = feel::literal(text) {
        let printed = value.to_string();
        assert_eq!(feel::literal(&printed), Ok(value), "{printed}");
    }
});

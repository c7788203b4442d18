//! What grows with every step ends before the memory does, and functions of a model are called with what they get.

use crate::feel::Scope;
use crate::{Context, Decision, Evaluation, Expression, InputData, Logic, Source, Type};
use crate::{Function, Program};

/// A model of functions with one parameter, `x`, of which each may call those before it, and of one decision.
fn model(functions: &[(&str, &str)], decision: &str, facts: &Context) -> Evaluation {
    let mut program = Program::default();
    let mut scope = Scope::new();
    scope.variable("x", Type::Any);
    let parse = |text: &str, scope: &Scope| {
        let expression = crate::feel::expression(text, scope).unwrap_or_else(|error| panic!("{text}: {error}"));
        Logic::Expression(expression)
    };
    for (position, (name, body)) in functions.iter().enumerate() {
        let logic = parse(body, &scope);
        let parameters = vec![("x".to_owned(), Type::Any)];
        program.functions.push(Function { name: (*name).to_owned(), parameters, logic, ty: Type::Any });
        scope.function(name, position as u32, &["x".to_owned()]);
    }
    program.inputs.push(InputData { name: "x".to_owned(), ty: Type::Any });
    program.decisions.push(Decision {
        id: String::new(),
        name: "d".to_owned(),
        scope: vec![Source::Input(0)],
        logic: parse(decision, &scope),
        ty: Type::Any,
    });
    program.evaluate("d", facts)
}

fn messages(evaluation: &Evaluation) -> Vec<&str> {
    evaluation.findings.iter().map(|finding| finding.message.as_str()).collect()
}

#[test]
fn a_function_of_the_model_gets_its_argument() {
    let functions = [("double", "x * 2"), ("quadruple", "double(double(x))")];
    let evaluation = model(&functions, "quadruple(x + 1)", &Context::from_iter([("x", 4)]));
    assert_eq!(evaluation, Evaluation { value: 20.into(), findings: vec![] });
}

/// What is left of one letter when a function that makes its argument twice as large is called 25 times.
fn doubled(body: &str) -> Evaluation {
    let functions = [("f", body), ("g", "f(f(f(f(f(x)))))"), ("h", "g(g(g(g(g(x)))))")];
    model(&functions, "h(x)", &Context::from_iter([("x", "a")]))
}

#[test]
fn a_text_does_not_grow_for_ever() {
    let evaluation = doubled("x + x");
    assert!(evaluation.value.is_null());
    assert_eq!(messages(&evaluation), ["the text is longer than what is kept"]);
}

#[test]
fn a_text_that_a_function_makes_does_not_grow_for_ever() {
    // Quotes are escaped again and again.
    let evaluation = doubled("string([x])");
    assert_eq!(messages(&evaluation), ["the text of `string` is longer than what is kept"]);
}

#[test]
fn a_list_does_not_grow_for_ever() {
    let evaluation = doubled("[x, x]");
    assert!(messages(&evaluation).contains(&"the list is longer, or nested deeper, than what is kept"));
}

#[test]
fn a_list_does_not_nest_for_ever() {
    let functions = [("f", "[x]"), ("g", "f(f(f(f(f(x)))))"), ("h", "g(g(g(g(g(x)))))"), ("i", "h(h(h(h(h(x)))))")];
    let evaluation = model(&functions, "i(x)", &Context::default());
    assert_eq!(messages(&evaluation), ["the list is longer, or nested deeper, than what is kept"]);
    // A hundred lists in each other are the most.
    let evaluation = model(&functions, "count(h(h(h(h(x)))))", &Context::default());
    assert_eq!(evaluation, Evaluation { value: 1.into(), findings: vec![] });
    assert!(model(&functions, "f(h(h(h(h(x)))))", &Context::default()).value.is_null());
}

#[test]
fn a_text_of_a_million_bytes_is_kept() {
    let facts = Context::from_iter([("x", "a".repeat(500_000))]);
    let evaluation = model(&[], "string length(x + x)", &facts);
    assert_eq!(evaluation, Evaluation { value: 1_000_000.into(), findings: vec![] });
    assert!(model(&[], "x + x + \"a\"", &facts).value.is_null());
}

#[test]
fn a_variable_is_not_copied_to_be_looked_at() {
    let facts = Context::from_iter([("x", "a")]);
    let expression = Expression::Variable(0, "x".to_owned());
    let frame = [facts.get("x").cloned().unwrap_or_default()];
    let mut run = crate::program::Run::constants();
    assert!(matches!(expression.view(&mut run, &frame), std::borrow::Cow::Borrowed(_)));
}

//! Whole runs over directories that are made for the purpose.

use super::*;

const MODEL: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
  <inputData id="i" name="A"><variable name="A" typeRef="number"/></inputData>
  <decision id="d" name="Twice A">
    <variable name="Twice A" typeRef="number"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>A * 2</text></literalExpression>
  </decision>
</definitions>"##;

/// A test file in which twice 2 has to be 4, and twice a text null; and the same with another value for the first.
fn test_file(first: &str) -> String {
    format!(
        r#"<testCases xmlns:xsi="i" xmlns:xsd="s"><modelName>m.dmn</modelName>
        <testCase id="001">
          <inputNode name="A"><value xsi:type="xsd:decimal">2</value></inputNode>
          <resultNode name="Twice A"><expected><value xsi:type="xsd:decimal">{first}</value></expected></resultNode>
        </testCase>
        <testCase id="002">
          <inputNode name="A"><value xsi:type="xsd:string">two</value></inputNode>
          <resultNode name="Twice A" errorResult="true"/>
        </testCase></testCases>"#
    )
}

/// Runs the files of a directory that holds just these, and gives back what was written, without the directory.
fn written(contents: &[(&str, &str)]) -> String {
    let directory = tempfile::tempdir().unwrap();
    for (name, content) in contents {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let mut out = Vec::new();
    let tally = run(&files::below(directory.path()).unwrap(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap().replace(&format!("{}/", directory.path().display()), "");
    assert!(text.ends_with(&format!("{tally}\n")), "{text}");
    text
}

#[test]
fn one_failure_is_enough_to_fail() {
    assert_eq!(Tally { passed: 2, failed: 0 }.exit_code(), 0);
    assert_eq!(Tally { passed: 2, failed: 1 }.exit_code(), 1);
}

#[test]
fn each_result_counts_as_one() {
    assert_eq!(written(&[("m.dmn", MODEL), ("m-test-01.xml", &test_file("4"))]), "2 passed, 0 failed\n");
}

#[test]
fn what_is_not_as_expected_is_written_with_both_values() {
    let text = written(&[("m.dmn", MODEL), ("m-test-01.xml", &test_file("5"))]);
    assert_eq!(text, "m-test-01.xml, case 001, Twice A: expected 5, got 4\n1 passed, 1 failed\n");
}

#[test]
fn what_the_evaluation_found_stands_below() {
    let test = test_file("4").replace(r#"decimal">2<"#, r#"boolean">true<"#);
    let text = written(&[("m.dmn", MODEL), ("m-test-01.xml", &test)]);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("m-test-01.xml, case 001, Twice A: expected 4, got null"));
    assert_eq!(lines.next(), Some("    the input `A` is `true`, which is not a number"));
}

#[test]
fn a_decision_that_the_model_lacks_is_not_null() {
    let test = test_file("4").replace("Twice A", "Thrice A");
    let text = written(&[("m.dmn", MODEL), ("m-test-01.xml", &test)]);
    assert!(
        text.contains("case 002, Thrice A: expected null, got nothing: the model has no such decision\n"),
        "{text}"
    );
}

#[test]
fn a_model_that_cannot_be_read_is_reported_once_and_fails_each_case() {
    let model = MODEL.replace("A * 2", "A * (");
    let tests = test_file("4");
    let text = written(&[("m.dmn", &model), ("m-test-01.xml", &tests), ("m-test-02.xml", &tests)]);
    assert!(text.ends_with("0 passed, 4 failed\n"), "{text}");
    assert_eq!(text.matches("m.dmn:").count(), 1, "{text}");
    assert_eq!(text.matches("got nothing: the model cannot be read").count(), 4, "{text}");
}

#[test]
fn a_model_that_is_missing_fails_each_case() {
    let text = written(&[("m-test-01.xml", &test_file("4"))]);
    assert!(text.starts_with("m.dmn: it cannot be read: "), "{text}");
    assert!(text.ends_with("0 passed, 2 failed\n"), "{text}");
}

#[test]
fn a_test_file_that_cannot_be_read_is_a_failure_and_the_next_one_is_run() {
    let text = written(&[
        ("a/m-test-01.xml", "<testCases>"),
        ("b/m-test-01.xml", "<testCases><testCase/></testCases>"),
        ("c/m-test-01.xml", &test_file("4")),
        ("c/m.dmn", MODEL),
    ]);
    assert_eq!(
        text,
        "a/m-test-01.xml: the document ends before its elements do\n\
         b/m-test-01.xml: it expects no result\n2 passed, 2 failed\n"
    );
}

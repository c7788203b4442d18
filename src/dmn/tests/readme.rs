//! The example of the crate's README, as a test of its own: not every runner of tests runs those of documents.

#[rustfmt::skip]
#[test]
fn the_example_of_the_readme_holds() {
// From here on it stands there as well.
let xml = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="m">
  <inputData name="hour"><variable name="hour" typeRef="number"/></inputData>
  <decision id="d1" name="Greeting">
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>hour</text></inputExpression></input>
      <output name="words" typeRef="string"/>
      <annotation name="en"/>
      <rule>
        <inputEntry><text>[5..12)</text></inputEntry>
        <outputEntry><text>"good morning"</text></outputEntry>
        <annotationEntry><text>It is before noon.</text></annotationEntry>
      </rule>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"hello"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>"#;

let program = dmn::read(xml).unwrap();
let facts = dmn::Context::from_iter([("hour", 9)]);
assert_eq!(program.evaluate("Greeting", &facts).value, "good morning".into());

// A table can also be asked for itself: which rule fires, and why.
let table = program.table("Greeting").unwrap();
let outcome = table.evaluate(&[9.into()]);
assert_eq!(outcome, dmn::Outcome::Rule(0));
assert_eq!(table.output(0, 0), Some(&"good morning".into()));
assert_eq!(table.annotation(0, "en"), Some("It is before noon."));

// It always answers, never contradicts itself, and has no idle rule.
assert_eq!(dmn::check(table), []);
// To here.
}

#[test]
fn it_is_the_example_of_the_readme() {
    let between = |text: &'static str, begin: &str, end: &str| {
        let (_, rest) = text.split_once(begin).unwrap();
        rest.split_once(end).unwrap().0
    };
    let there = between(include_str!("../README.md"), "```rust\n", "```");
    let here = between(include_str!("readme.rs"), "stands there as well.\n", "// To here.");
    assert_eq!(there, here);
}

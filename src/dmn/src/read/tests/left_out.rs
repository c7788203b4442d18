//! What is left out of a model that cannot be read whole, and what still answers.

use super::{LOAN, OPEN, TABLE, messages, read};
use crate::{Context, Program, Value};

/// A model with this piece before a sound table, of which nothing but that may be wrong.
fn beside(piece: &str) -> (Program, Vec<String>) {
    let program = read(&format!("{OPEN}\n{piece}{TABLE}")).unwrap();
    let facts = Context::from_iter([("Age in years", Value::from(20)), ("Risk", "Low".into())]);
    assert_eq!(program.evaluate("Status", &facts).value, "Approved".into());
    let findings = messages(program.findings().to_vec());
    (program, findings)
}

#[test]
fn a_decision_without_logic_or_in_a_wider_language_leaves_the_others_alone() {
    for (piece, said) in [
        (r#"<decision name="Later"/>"#, "the decision has no expression; add its logic"),
        (r#"<decision name="Later"><context/></decision>"#, "the boxed expression `context` is not supported"),
        (
            r#"<decision name="Later"><literalExpression><text>for x in [1] return x</text></literalExpression></decision>"#,
            "`for` is not supported; S-FEEL has no loops",
        ),
        (
            r#"<decision name="Later"><literalExpression expressionLanguage="juel"><text>1</text></literalExpression></decision>"#,
            "the expression language `juel` is not supported",
        ),
        (
            r##"<decision name="Later"><informationRequirement><requiredInput href="#none"/></informationRequirement>
            <literalExpression><text>1</text></literalExpression></decision>"##,
            "nothing that can be required has the id `none`",
        ),
        (
            r#"<decision name="Later"><variable name="Soon"/><literalExpression><text>1</text></literalExpression></decision>"#,
            "the variable is called `Soon`; give it the name of its decision",
        ),
    ] {
        let (program, findings) = beside(piece);
        assert_eq!(program.decisions().len(), 1, "{piece}");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].contains("decision `Later`: ") && findings[0].contains(said), "{findings:?}");
        let asked = program.evaluate("Later", &Context::default());
        assert_eq!(asked.value, Value::Null);
        assert!(asked.findings[0].message.starts_with("the decision `Later` is left out: "), "{asked:?}");
    }
}

#[test]
fn what_needs_a_part_that_is_left_out_is_left_out_as_well_and_says_so() {
    let requires =
        |of: &str| format!("<informationRequirement><requiredDecision href=\"#{of}\"/></informationRequirement>");
    let logic = |text: &str| format!("<literalExpression><text>{text}</text></literalExpression>");
    let model = [
        format!(r#"<decision id="top" name="Top">{}{}</decision>"#, requires("middle"), logic("Middle")),
        format!(r#"<decision id="middle" name="Middle">{}{}</decision>"#, requires("low"), logic("Low + 1")),
        r#"<decision id="low" name="Low"/>"#.to_owned(),
        format!(r#"<decision id="free" name="Free">{}{}</decision>"#, requires("own"), logic("Own + 1")),
        format!(r#"<decision id="own" name="Own">{}</decision>"#, logic("1")),
    ];
    let (program, findings) = beside(&model.join("\n"));
    assert_eq!(
        findings,
        [
            "line 2, column 1, decision `Top`: it is left out, since it needs `Middle`, which cannot be read",
            "line 3, column 1, decision `Middle`: it is left out, since it needs `Low`, which cannot be read",
            "line 4, column 1, decision `Low`: the decision has no expression; add its logic",
        ]
    );
    let names: Vec<&str> = program.decisions().iter().map(|decision| decision.name.as_str()).collect();
    assert_eq!(names, ["Own", "Free", "Status"]);
    assert_eq!(program.evaluate("Free", &Context::default()).value, 2.into());
}

#[test]
fn input_data_types_and_functions_that_cannot_be_read_take_along_who_needs_them() {
    let model = r##"<inputData id="i" name="i"><variable name="i" typeRef="tBad"/></inputData>
<itemDefinition name="tBad"><typeRef>nothing</typeRef></itemDefinition>
<decision name="A"><informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>1</text></literalExpression></decision>
<decision name="B"><variable name="B" typeRef="tBad"/><literalExpression><text>1</text></literalExpression></decision>
<businessKnowledgeModel id="bad" name="bad"/>
<businessKnowledgeModel id="good" name="good"><encapsulatedLogic><formalParameter name="n"/>
<literalExpression><text>n + 1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision name="C"><knowledgeRequirement><requiredKnowledge href="#bad"/></knowledgeRequirement>
<literalExpression><text>1</text></literalExpression></decision>
<decision name="E"><knowledgeRequirement><requiredKnowledge href="#good"/></knowledgeRequirement>
<literalExpression><text>good(1)</text></literalExpression></decision>"##;
    let (program, findings) = beside(model);
    assert_eq!(
        findings,
        [
            "line 3, column 1: there is no type `nothing`; \
             declare it in an item definition, or use a built-in type such as `string`",
            "line 4, column 1, decision `A`: it is left out, since it needs `i`, which cannot be read",
            "line 6, column 1, decision `B`: it is left out, since a type that it names cannot be read",
            "line 7, column 1, decision `bad`: the business knowledge model has no `encapsulatedLogic`; add its logic",
            "line 10, column 1, decision `C`: it is left out, since it needs `bad`, which cannot be read",
        ]
    );
    assert_eq!(program.functions().len(), 1);
    assert_eq!(program.evaluate("E", &Context::default()).value, 2.into());
}

#[test]
fn a_circle_is_left_out_with_what_leads_into_it() {
    let requires = |name: &str, of: &str| {
        format!(
            "<decision id=\"{name}\" name=\"{name}\"><informationRequirement><requiredDecision href=\"#{of}\"/>\
             </informationRequirement><literalExpression><text>{of}</text></literalExpression></decision>"
        )
    };
    let (program, findings) = beside(&[requires("a", "b"), requires("b", "c"), requires("c", "b")].concat());
    assert_eq!(program.decisions().len(), 1);
    assert!(findings.iter().any(|said| said.contains("in a circle: `b`, `c`; break it")), "{findings:?}");
    assert_eq!(findings.len(), 3, "{findings:?}");
}

#[test]
fn a_file_is_refused_for_what_concerns_all_of_it_and_where_nothing_is_left() {
    let logic = "<literalExpression><text>1</text></literalExpression>";
    let twice = format!("<decision name=\"x\">{logic}</decision>").repeat(2);
    assert!(read(&format!("{OPEN}{twice}{TABLE}")).is_err(), "nobody knows which of the two is meant");
    let found = read(&format!("{OPEN}{}", LOAN.replace("p * r * n / 12", "?"))).unwrap_err();
    assert_eq!(found.len(), 1, "both decisions need it, and one finding says why: {found:?}");
}

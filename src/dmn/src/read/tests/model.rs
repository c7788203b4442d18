//! Elements, names and requirements.

use super::{LOAN, OPEN, TABLE, findings, findings_with, program, read, value};
use crate::{Context, Source, Value};

fn facts(amount: i64) -> Context {
    let rate: crate::Number = "0.06".parse().unwrap();
    let loan =
        Context::from_iter([("amount", Value::from(amount)), ("annual rate", rate.into()), ("months", 12.into())]);
    Context::from_iter([("Loan", Value::from(loan)), ("Fee", 5.into())])
}

#[test]
fn decisions_stand_after_those_that_they_require() {
    let program = program(LOAN);
    let names: Vec<&str> = program.decisions().iter().map(|decision| decision.name.as_str()).collect();
    assert_eq!(names, ["Cost", "Offer"]);
    assert_eq!(program.decisions()[0].scope, [Source::Input(0), Source::Input(1)]);
    assert_eq!(program.decisions()[1].scope, [Source::Decision(0)]);
    let names: Vec<&str> = program.functions().iter().map(|function| function.name.as_str()).collect();
    assert_eq!(names, ["limit", "Band", "Interest"]);
}

#[test]
fn a_model_answers_from_decision_to_decision() {
    assert_eq!(value(LOAN, "cost", facts(1000)), 65.into());
    assert_eq!(value(LOAN, "Offer", facts(1000)), "cheap".into());
    assert_eq!(value(LOAN, "Offer", facts(2000)), "dear".into());
    assert_eq!(value(LOAN, "Offer", Context::default()), "none".into());
}

#[test]
fn a_model_comes_back_from_json_as_it_went() {
    let program = program(LOAN);
    let json = serde_json::to_string(&program).unwrap();
    assert_eq!(serde_json::from_str::<crate::Program>(&json).unwrap(), program);
}

#[test]
fn every_version_of_the_standard_is_read() {
    for namespace in [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
    ] {
        let xml = format!("{OPEN}{LOAN}").replacen("https://www.omg.org/spec/DMN/20230324/MODEL/", namespace, 1);
        assert_eq!(read(&xml).unwrap().decisions().len(), 2);
    }
    assert_eq!(read(&format!("\u{feff}{OPEN}{LOAN}")).unwrap().decisions().len(), 2);
}

#[test]
fn a_reference_may_be_an_id_alone() {
    assert_eq!(program(&LOAN.replace("href=\"#", "href=\"")), program(LOAN));
}

#[test]
fn a_requirement_must_lead_to_what_it_names() {
    for (old, new, message) in [
        (
            r##"requiredInput href="#loan""##,
            r##"requiredInput href="#nobody""##,
            "line 21, column 25, decision `Cost`: nothing that can be required has the id `nobody`",
        ),
        (
            r##"requiredInput href="#loan""##,
            r##"requiredInput href="urn:other#loan""##,
            "line 21, column 25, decision `Cost`: `urn:other#loan` stands in another file; imports are not read",
        ),
        (
            r##"requiredInput href="#loan""##,
            r##"requiredInput href="loans""##,
            "line 21, column 25, decision `Cost`: \
             `loans` is not a reference; write `#` and the id of an element",
        ),
        (
            r##"requiredInput href="#loan""##,
            r##"requiredInput href="#cost""##,
            "line 21, column 25, decision `Cost`: `cost` is a decision, which `requiredInput` cannot name",
        ),
        (
            r##"requiredDecision href="#cost""##,
            r##"requiredDecision href="#loan""##,
            "line 12, column 25, decision `Offer`: `loan` is an input data, which `requiredDecision` cannot name",
        ),
        (
            r##"requiredKnowledge href="#band""##,
            r##"requiredKnowledge href="#s""##,
            "line 14, column 23, decision `Offer`: \
             `s` is a decision service or knowledge source, which `requiredKnowledge` cannot name",
        ),
        (
            r##"<informationRequirement><requiredInput href="#loan"/>"##,
            r##"<informationRequirement><required href="#loan"/>"##,
            "line 21, column 1, decision `Cost`: the requirement has no `requiredInput` or `requiredDecision`",
        ),
        (
            r##"</encapsulatedLogic></businessKnowledgeModel>"##,
            r##"</encapsulatedLogic>
<informationRequirement><requiredInput href="#loan"/></informationRequirement></businessKnowledgeModel>"##,
            "line 36, column 1, decision `Interest`: \
             a business knowledge model reads its parameters alone; require no information",
        ),
    ] {
        assert_eq!(findings_with(LOAN, old, new)[0], message);
    }
}

#[test]
fn what_is_required_twice_is_read_once() {
    let requirement = r##"<informationRequirement><requiredInput href="#loan"/></informationRequirement>"##;
    let twice = LOAN.replacen(requirement, &requirement.repeat(2), 1);
    assert_eq!(program(&twice).decisions()[0].scope, [Source::Input(0), Source::Input(1)]);
}

#[test]
fn a_circle_is_named_and_nothing_else_is_said_of_it() {
    let circle = r##"
<decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/></informationRequirement>
<literalExpression><text>B</text></literalExpression></decision>
<decision id="b" name="B"><informationRequirement><requiredDecision href="#c"/></informationRequirement>
<literalExpression><text>C</text></literalExpression></decision>
<decision id="c" name="C"><informationRequirement><requiredDecision href="#b"/></informationRequirement>
<literalExpression><text>B</text></literalExpression></decision></definitions>"##;
    assert_eq!(
        findings(circle),
        ["line 4, column 1, decision `B`: the decisions require each other in a circle: `B`, `C`; break it"]
    );
    let function = r##"<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><literalExpression><text>f()</text>
</literalExpression></encapsulatedLogic><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
</businessKnowledgeModel></definitions>"##;
    let found = findings(function);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("the business knowledge models require each other in a circle: `f`; break it"));
}

#[test]
fn names_and_ids_are_there_and_differ() {
    let twice = |element: &str| findings(&format!("{element}\n{element}</definitions>"));
    let logic = "<literalExpression><text>1</text></literalExpression>";
    assert_eq!(
        twice(&format!("<decision name=\"x\">{logic}</decision>")),
        ["line 2, column 1, decision `x`: another decision is called `x` as well; rename one"]
    );
    assert_eq!(
        findings(&format!("<inputData name=\"x\"/><decision name=\"x\">{logic}</decision></definitions>")),
        ["line 1, column 115, decision `x`: an input data is called `x` as well; rename one"]
    );
    assert_eq!(
        findings("<inputData id=\"a\" name=\"x\"/>\n<inputData id=\"a\" name=\"y\"/></definitions>"),
        ["line 2, column 1: another element has the id `a` as well; ids must differ"]
    );
    assert_eq!(
        findings("<inputData name=\" \"/></definitions>"),
        ["line 1, column 94: an input data has no name; give it one"]
    );
    assert_eq!(
        findings_with(TABLE, "<variable name=\"Status\"", "<variable name=\"Stat\""),
        ["line 2, column 32, decision `Status`: the variable is called `Stat`; give it the name of its decision"]
    );
}

#[test]
fn what_changes_no_answer_is_passed_over() {
    let model = r##"
<extensionElements><v:anything xmlns:v="urn:v"><decision/></v:anything></extensionElements>
<import name="other" namespace="urn:other" importType="x"/>
<itemDefinition name="tUnused"><typeRef>other.tThing</typeRef></itemDefinition>
<itemDefinition name="tFunction"><functionItem outputTypeRef="number"/></itemDefinition>
<performanceIndicator name="p"/><organizationUnit name="o"/><elementCollection name="e"/>
<group name="g"/><association><sourceRef href="#x"/><targetRef href="#y"/></association>
<decision name="D"><allowedAnswers>1</allowedAnswers><supportedObjective href="#p"/><decisionOwner href="#o"/>
<literalExpression id="l"><description>One.</description><text>1</text></literalExpression></decision>
<d:DMNDI xmlns:d="https://www.omg.org/spec/DMN/20230324/DMNDI/"><d:DMNDiagram/></d:DMNDI></definitions>"##;
    assert_eq!(value(model, "D", Context::default()), 1.into());
}

#[test]
fn other_languages_are_refused_where_they_are_named() {
    let other = |piece: &str| {
        let xml = format!("{OPEN}{TABLE}").replacen("name=\"m\"", &format!("name=\"m\" {piece}"), 1);
        read(&xml).err().map(|findings| findings[0].to_string())
    };
    for feel in ["https://www.omg.org/spec/DMN/20230324/FEEL/", "http://www.omg.org/spec/FEEL/20140401", "feel", ""] {
        assert_eq!(other(&format!("expressionLanguage=\"{feel}\" typeLanguage=\"{feel}\"")), None);
    }
    assert_eq!(
        other("expressionLanguage=\"http://www.java.com/\"").unwrap(),
        "line 1, column 1: the expression language `http://www.java.com/` is not supported; write S-FEEL"
    );
    assert_eq!(
        other("typeLanguage=\"http://www.w3.org/2001/XMLSchema\"").unwrap(),
        "line 1, column 1: the type language `http://www.w3.org/2001/XMLSchema` is not supported; write S-FEEL"
    );
}

//! Expressions of decisions and business knowledge models.

use super::{LOAN, findings, findings_with, program, value};
use crate::{Context, Expression, Logic, Value};

fn decision(logic: &str) -> String {
    format!("\n<decision id=\"d\" name=\"D\">{logic}</decision></definitions>")
}

#[test]
fn a_conditional_takes_one_of_its_expressions() {
    let model = |condition: &str| {
        let part = |name: &str, text: &str| {
            format!("<{name}><literalExpression><text>{text}</text></literalExpression></{name}>")
        };
        let parts = [part("if", condition), part("then", "1"), part("else", "2")].concat();
        decision(&format!("<conditional>{parts}</conditional>"))
    };
    assert_eq!(value(&model("1 = 1"), "D", Context::default()), 1.into());
    assert_eq!(value(&model("null"), "D", Context::default()), 2.into());
    assert_eq!(program(&model("true")).decisions()[0].logic, Logic::Expression(Expression::Literal(1.into())));
    assert_eq!(
        findings(&model("true").replace("else>", "other>")),
        ["line 2, column 27, decision `D`: the conditional has no `else`; add it"]
    );
    assert_eq!(
        findings(&decision("<conditional><if/><then/><else/></conditional>")),
        [
            "line 2, column 40, decision `D`: the if has no expression; add its logic",
            "line 2, column 45, decision `D`: the then has no expression; add its logic",
            "line 2, column 52, decision `D`: the else has no expression; add its logic",
        ]
    );
}

#[test]
fn an_invocation_names_its_arguments_in_any_order() {
    let model = |bindings: &str| {
        format!(
            r##"
<businessKnowledgeModel id="f" name="first of two"><encapsulatedLogic><formalParameter name="a"/>
<formalParameter name="b"/><literalExpression><text>if b = null then "alone" else a</text></literalExpression>
</encapsulatedLogic></businessKnowledgeModel>
<decision name="D"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
<invocation><literalExpression><text> first of  two </text></literalExpression>
{bindings}</invocation></decision></definitions>"##
        )
    };
    let binding = |name: &str, value: &str| {
        format!(
            "<binding><parameter name=\"{name}\"/><literalExpression><text>{value}</text></literalExpression></binding>"
        )
    };
    let given = |bindings: &[String]| value(&model(&bindings.concat()), "D", Context::default());
    assert_eq!(given(&[binding("b", "2"), binding("a", "1")]), 1.into());
    assert_eq!(given(&[binding("a", "1")]), "alone".into());
    assert_eq!(given(&[binding("a", "1"), "<binding><parameter name=\"b\"/></binding>".to_owned()]), "alone".into());

    assert_eq!(
        findings(&model(&binding("c", "1"))),
        ["line 7, column 1, decision `D`: `first of two` has no parameter `c`; its parameters are `a`, `b`"]
    );
    assert_eq!(
        findings(&model(&[binding("a", "1"), binding("a", "1")].concat())),
        ["line 7, column 94, decision `D`: the parameter `a` is given twice"]
    );
    assert_eq!(
        findings(&model("").replace("<text> first of  two </text>", "<text>third</text>")),
        ["line 6, column 13, decision `D`: `third` is not a business knowledge model that is required here"]
    );
    let call = "<literalExpression><text> first of  two </text></literalExpression>";
    assert_eq!(
        findings(&model("").replace(call, "<list/>")),
        ["line 6, column 13, decision `D`: an invocation calls a business knowledge model by its name"]
    );
}

#[test]
fn other_boxed_expressions_are_refused_by_name() {
    for name in ["context", "every", "filter", "for", "functionDefinition", "list", "relation", "some"] {
        assert_eq!(
            findings(&decision(&format!("<{name}/>"))),
            [format!(
                "line 2, column 27, decision `D`: the boxed expression `{name}` is not supported; \
                 write literal expressions, decision tables, invocations and conditionals"
            )]
        );
    }
    let table = "<conditional><if><decisionTable/></if><then/><else/></conditional>";
    assert_eq!(
        findings(&decision(table))[0],
        "line 2, column 44, decision `D`: \
         a table within another expression is not supported; make it a decision of its own"
    );
}

#[test]
fn a_decision_has_one_expression() {
    assert_eq!(
        findings(&decision("")),
        ["line 2, column 1, decision `D`: the decision has no expression; add its logic"]
    );
    assert_eq!(
        findings(&decision("<literalExpression/><list/>")),
        ["line 2, column 47, decision `D`: the decision has more than one expression; keep one"]
    );
    for empty in ["<literalExpression/>", "<literalExpression><text> </text></literalExpression>"] {
        assert_eq!(
            findings(&decision(empty)),
            ["line 2, column 27, decision `D`: `literalExpression` is empty; write an expression, or `null`"]
        );
    }
    assert_eq!(
        findings(&decision("<literalExpression><importedValues/></literalExpression>")),
        ["line 2, column 27, decision `D`: \
          `literalExpression` has `importedValues`, which are not read; write an expression"]
    );
    assert_eq!(
        findings(&decision("<literalExpression expressionLanguage=\"x\"><text>1</text></literalExpression>")),
        ["line 2, column 27, decision `D`: the expression language `x` is not supported; write S-FEEL"]
    );
}

#[test]
fn a_syntax_error_stands_at_its_text() {
    let found = findings(&decision("<literalExpression>\n  <text>1 +</text></literalExpression>"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("line 3, column 3, decision `D`: "), "{found:?}");
    assert!(found[0].ends_with(" (at character 4)"), "{found:?}");
}

#[test]
fn a_business_knowledge_model_is_written_in_feel() {
    for (old, new, message) in [
        (
            "kind=\"FEEL\"",
            "kind=\"Java\"",
            "line 33, column 1, decision `Interest`: functions of the kind `Java` are not supported; write FEEL",
        ),
        (
            "kind=\"FEEL\"",
            "expressionLanguage=\"juel\"",
            "line 33, column 1, decision `Interest`: \
             the expression language `juel` is not supported; write S-FEEL",
        ),
        (
            "<formalParameter name=\"r\"",
            "<formalParameter name=\"p\"",
            "line 33, column 76, decision `Interest`: two parameters are called `p`; rename one",
        ),
        (
            "<formalParameter name=\"r\"",
            "<formalParameter",
            "line 33, column 76, decision `Interest`: a parameter has no name; give it one",
        ),
        (
            "<encapsulatedLogic><literalExpression><text>100</text></literalExpression></encapsulatedLogic>",
            "",
            "line 36, column 1, decision `limit`: the business knowledge model has no `encapsulatedLogic`; add its logic",
        ),
        (
            "<literalExpression><text>100</text></literalExpression>",
            "",
            "line 37, column 1, decision `limit`: the business knowledge model has no expression; add its logic",
        ),
    ] {
        let found = findings_with(LOAN, old, new);
        assert!(found.iter().any(|said| said == message), "{found:?}");
    }
}

#[test]
fn a_business_knowledge_model_may_declare_its_type_as_that_of_a_function() {
    let model = r##"
<itemDefinition name="tTwice"><functionItem outputTypeRef="number"><parameters name="n"/></functionItem></itemDefinition>
<businessKnowledgeModel id="f" name="twice"><variable name="twice" typeRef="tTwice"/>
<encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n + n</text></literalExpression>
</encapsulatedLogic></businessKnowledgeModel>
<decision name="D"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
<literalExpression><text>twice(2)</text></literalExpression></decision></definitions>"##;
    assert_eq!(value(model, "D", Context::default()), 4.into());
    assert_eq!(program(model).functions()[0].ty, crate::Kind::Number.into());
}

#[test]
fn what_a_table_answers_is_known_to_those_that_require_it() {
    let model = r##"
<decision id="a" name="A"><decisionTable><output name="low/high" typeRef="number"/><output name="b"/>
<rule><outputEntry><text>1</text></outputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>
<decision name="D"><informationRequirement><requiredDecision href="#a"/></informationRequirement>
<literalExpression><text>A.low/high + A.b</text></literalExpression></decision></definitions>"##;
    assert_eq!(value(model, "D", Context::default()), Value::from(3));
}

//! What a model may hold, and what is said where it holds something else.

mod cells;
mod hostile;
mod left_out;
mod logic;
mod model;
mod modellers;
mod names;
mod policies;
mod tables;
mod types;

use super::read;
use crate::{Context, Program, Value};

const OPEN: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">"#;

/// A table that stands alone.
const TABLE: &str = r#"
<decision id="d" name="Status"><variable name="Status" typeRef="string"/>
<decisionTable hitPolicy="FIRST">
<input><inputExpression typeRef="number"><text>Age in years</text></inputExpression></input>
<input><inputExpression><text>Risk</text></inputExpression><inputValues><text>"High", "Low"</text></inputValues></input>
<output><outputValues><text>"Approved", "Declined"</text></outputValues>
<defaultOutputEntry><text>"Declined"</text></defaultOutputEntry></output>
<annotation name="en"/><annotation name="fr"/>
<rule><inputEntry><text>&gt;= 18</text></inputEntry><inputEntry><text>"Low"</text></inputEntry>
<outputEntry><text>"Approved"</text></outputEntry>
<annotationEntry><text> Of age,
  and low risk. </text></annotationEntry><annotationEntry><text>Majeur.</text></annotationEntry></rule>
</decisionTable></decision>
<inputData name="Risk"><variable name="Risk" typeRef="string"/></inputData>
</definitions>"#;

/// Everything that a model may be made of.
const LOAN: &str = r##"
<import name="other" namespace="urn:other" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
<itemDefinition name="tLoan"><itemComponent name="amount"><typeRef>number</typeRef></itemComponent>
<itemComponent name="annual rate"><typeRef>tRate</typeRef></itemComponent>
<itemComponent name="months"><typeRef>number</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tRate"><typeRef>feel:number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>
<inputData id="loan" name="Loan"><variable name="Loan" typeRef="tLoan"/></inputData>
<inputData id="fee" name="Fee"><variable name="Fee" typeRef="number"/></inputData>
<knowledgeSource id="law" name="Law"/>
<decision id="offer" name="Offer"><description>What is said.</description><question>What?</question>
<variable name="Offer" typeRef="string"/>
<informationRequirement><requiredDecision href="#cost"/></informationRequirement>
<authorityRequirement><requiredAuthority href="#law"/></authorityRequirement>
<knowledgeRequirement><requiredKnowledge href="#band"/></knowledgeRequirement>
<conditional><if><literalExpression><text>Cost = null</text></literalExpression></if>
<then><literalExpression><text>"none"</text></literalExpression></then>
<else><invocation><literalExpression><text>Band</text></literalExpression>
<binding><parameter name="cost"/><literalExpression><text>Cost</text></literalExpression></binding></invocation></else>
</conditional></decision>
<decision id="cost" name="Cost"><variable name="Cost" typeRef="number"/>
<informationRequirement><requiredInput href="#loan"/></informationRequirement>
<informationRequirement><requiredInput href="urn:m#fee"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="#interest"/></knowledgeRequirement>
<literalExpression><text>Interest(Loan.amount, Loan.annual rate, Loan.months) + Fee</text></literalExpression></decision>
<businessKnowledgeModel id="band" name="Band"><variable name="Band" typeRef="string"/>
<encapsulatedLogic><formalParameter name="cost" typeRef="number"/>
<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>cost</text></inputExpression></input><output/>
<rule label="dear"><inputEntry><text>&gt; limit()</text></inputEntry><outputEntry><text>"dear"</text></outputEntry></rule>
<rule><inputEntry><text>&lt;= limit()</text></inputEntry><outputEntry><text>"cheap"</text></outputEntry></rule>
</decisionTable></encapsulatedLogic>
<knowledgeRequirement><requiredKnowledge href="#limit"/></knowledgeRequirement></businessKnowledgeModel>
<businessKnowledgeModel id="interest" name="Interest">
<encapsulatedLogic kind="FEEL"><formalParameter name="p" typeRef="number"/><formalParameter name="r" typeRef="number"/>
<formalParameter name="n" typeRef="number"/><literalExpression><text>p * r * n / 12</text></literalExpression>
</encapsulatedLogic></businessKnowledgeModel>
<businessKnowledgeModel id="limit" name="limit">
<encapsulatedLogic><literalExpression><text>100</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decisionService id="s" name="S"><outputDecision href="#offer"/></decisionService>
<textAnnotation id="t"><text>Not for machines.</text></textAnnotation>
</definitions>"##;

/// A table that stands alone, with a number as its input, and rows of `|` between cells; the last cell is the output.
fn table(policy: &str, output: &str, rows: &[&str]) -> String {
    let row = |row: &&str| {
        let cells: Vec<&str> = row.split('|').collect();
        let cell = |(index, text): (usize, &&str)| {
            let name = if index + 1 == cells.len() { "outputEntry" } else { "inputEntry" };
            format!("<{name}><text>{text}</text></{name}>")
        };
        format!("<rule>{}</rule>\n", cells.iter().enumerate().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    format!(
        r#"
<decision name="D"><decisionTable {policy}>
<input><inputExpression typeRef="number"><text>n</text></inputExpression></input>
{output}
{rows}</decisionTable></decision></definitions>"#
    )
}

/// What a model says, read whole.
fn program(model: &str) -> Program {
    match read(&format!("{OPEN}{model}")) {
        Ok(program) if program.findings().is_empty() => program,
        Ok(program) => panic!("{}", messages(program.findings().to_vec()).join("\n")),
        Err(findings) => panic!("{}", messages(findings).join("\n")),
    }
}

/// The value of a decision of a model that is read without findings.
fn value(model: &str, decision: &str, facts: Context) -> Value {
    let evaluation = program(model).evaluate(decision, &facts);
    assert_eq!(evaluation.findings, []);
    evaluation.value
}

/// The messages for a model that is refused, or of which something is left out.
fn findings(model: &str) -> Vec<String> {
    let found = match read(&format!("{OPEN}{model}")) {
        Ok(program) => program.findings().to_vec(),
        Err(findings) => findings,
    };
    assert!(!found.is_empty(), "the model should be refused");
    messages(found)
}

/// The messages for a model with one piece of it replaced.
fn findings_with(model: &str, old: &str, new: &str) -> Vec<String> {
    assert!(model.contains(old), "{old}");
    findings(&model.replacen(old, new, 1))
}

fn messages(findings: Vec<crate::Finding>) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

//! Test files as what they ask: cases with facts, and the results that they expect.

use dmn::{Context, Value};

use crate::values::value;
use crate::xml::{self, Element};

/// What a test file holds.
#[derive(Debug, PartialEq)]
pub struct TestFile {
    /// The file name of the model, where the test file names one.
    pub model: Option<String>,
    pub cases: Vec<Case>,
}

#[derive(Debug, PartialEq)]
pub struct Case {
    /// Its id, or else its number in the file.
    pub id: String,
    /// What the case asks, unless it asks for what only its file can say: an error is the reason.
    pub facts: Result<Context, String>,
    pub results: Vec<Expectation>,
}

/// One result of a case: the value of one decision.
#[derive(Debug, PartialEq)]
pub struct Expectation {
    /// The decision's name.
    pub name: String,
    /// An error is the reason why the expected value cannot be read.
    pub value: Result<Value, String>,
}

/// Reads a test file. What is wrong within a case is kept there, so that the others can be run.
pub fn read(xml: &str) -> Result<TestFile, String> {
    let root = xml::parse(xml)?;
    if root.name != "testCases" {
        return Err(format!("its root is `{}` and not `testCases`", root.name));
    }
    let model = root.child("modelName").map(|name| name.text.trim().to_owned()).filter(|name| !name.is_empty());
    let cases = root.all("testCase").zip(1..).map(|(case, number)| read_case(case, number)).collect();
    Ok(TestFile { model, cases })
}

fn read_case(case: &Element, number: usize) -> Case {
    let id = case.attribute("id").or(case.attribute("name")).map_or_else(|| format!("#{number}"), str::to_owned);
    Case { id, facts: facts(case), results: case.all("resultNode").map(expectation).collect() }
}

fn facts(case: &Element) -> Result<Context, String> {
    // A decision service is asked by asking its output decisions. Where it hides or replaces decisions that they
    // require, they answer otherwise than expected, and the case fails as it should: level 2 has no services.
    let kind = case.attribute("type").unwrap_or("decision");
    if !["decision", "decisionService"].contains(&kind) {
        let invocable = case.attribute("invocableName").unwrap_or_default();
        return Err(format!("a case of type `{kind}` cannot be run, only decisions can be asked, not `{invocable}`"));
    }
    let mut facts = Context::default();
    for input in case.all("inputNode") {
        let name = input.attribute("name").ok_or("an input has no name")?;
        facts.set(name.to_owned(), value(input).map_err(|error| format!("input `{name}`: {error}"))?);
    }
    Ok(facts)
}

fn expectation(result: &Element) -> Expectation {
    let name = result.attribute("name").unwrap_or_default().to_owned();
    // FEEL's answer to an error is null (DMN 1.5, 10.3.2.1), whatever else the file expects.
    let is_error = matches!(result.attribute("errorResult"), Some("true" | "1"));
    let expected = result.child("expected").filter(|_| !is_error);
    Expectation { name, value: expected.map_or(Ok(Value::Null), value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one case, under another namespace than the TCK's.
    fn case(attributes: &str, content: &str) -> Case {
        let case = format!("<t:testCase {attributes}>{content}</t:testCase>");
        read(&format!("<t:testCases xmlns:t='later' xmlns:xsi='i'>{case}</t:testCases>")).unwrap().cases.remove(0)
    }

    #[test]
    fn a_file_names_its_model_and_counts_its_cases() {
        let file = read(
            "<testCases><modelName> m.dmn\n</modelName><labels><label>x</label></labels>
            <testCase id='a'/><testCase name='b'/><testCase/></testCases>",
        );
        let file = file.unwrap();
        assert_eq!(file.model.as_deref(), Some("m.dmn"));
        assert_eq!(file.cases.iter().map(|case| case.id.as_str()).collect::<Vec<_>>(), ["a", "b", "#3"]);
        assert_eq!(read("<testCases><modelName/></testCases>").unwrap().model, None);
    }

    #[test]
    fn inputs_are_facts_and_result_nodes_expectations() {
        let case = case(
            "id='1' type='decision'",
            "<description>x</description>
            <inputNode name='A'><value>a</value></inputNode>
            <inputNode name='B'><value xsi:nil='true'/></inputNode>
            <resultNode name='C' type='decision'><expected><value>c</value></expected></resultNode>
            <resultNode name='D'/>",
        );
        assert_eq!(case.facts, Ok(Context::from_iter([("A", Value::from("a")), ("B", Value::Null)])));
        let expected = [("C", Value::from("c")), ("D", Value::Null)];
        assert_eq!(case.results, expected.map(|(name, value)| Expectation { name: name.to_owned(), value: Ok(value) }));
    }

    #[test]
    fn an_expected_error_is_null_whatever_else_is_expected() {
        let result = "<resultNode name='C' errorResult='true'><expected><value>c</value></expected></resultNode>";
        assert_eq!(case("", result).results[0].value, Ok(Value::Null));
        let result = result.replace("true", "false");
        assert_eq!(case("", &result).results[0].value, Ok("c".into()));
    }

    #[test]
    fn what_cannot_be_read_or_asked_stays_in_its_case() {
        let refused = |attributes: &str, content: &str| case(attributes, content).facts.unwrap_err();
        let wrong = "<inputNode name='A'><value xsi:type='x:int'>one</value></inputNode>";
        assert_eq!(refused("", wrong), "input `A`: `one` is not a int");
        assert_eq!(refused("", "<inputNode><value/></inputNode>"), "an input has no name");
        assert_eq!(
            refused("type='bkm' invocableName='f'", ""),
            "a case of type `bkm` cannot be run, only decisions can be asked, not `f`"
        );
        let expected = "<resultNode name='C'><expected><value xsi:type='x:date'>now</value></expected></resultNode>";
        assert_eq!(case("", expected).results[0].value, Err("`now` is not a date".to_owned()));
    }

    #[test]
    fn another_document_is_refused() {
        assert_eq!(read("<definitions/>"), Err("its root is `definitions` and not `testCases`".to_owned()));
    }
}

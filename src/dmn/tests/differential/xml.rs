//! Models as DMN 1.5 XML, so that the engine reads them as it reads any other.

use crate::model::{Cell, Expr, Kind, Logic, Model, Policy, Table, Type, Val};
use crate::print;

/// The document of a model.
pub fn document(model: &Model) -> String {
    let mut xml = String::from(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"m\">\n",
    );
    for (name, of) in &model.items {
        xml += &item("itemDefinition", name, of);
    }
    for (index, (name, of)) in model.inputs.iter().enumerate() {
        xml += &format!("<inputData id=\"i{index}\" name=\"{}\">{}</inputData>\n", escaped(name), variable(name, of));
    }
    for (index, function) in model.functions.iter().enumerate() {
        let name = escaped(&function.name);
        xml += &format!("<businessKnowledgeModel id=\"f{index}\" name=\"{name}\">");
        xml += &variable(&function.name, &function.of);
        xml += "<encapsulatedLogic>";
        for (parameter, of) in &function.parameters {
            xml += &format!("<formalParameter name=\"{}\"{}/>", escaped(parameter), type_ref(of));
        }
        xml += &logic(&function.logic);
        xml += "</encapsulatedLogic>";
        xml += &knowledge(model, &function.calls);
        xml += "</businessKnowledgeModel>\n";
    }
    for (index, decision) in model.decisions.iter().enumerate() {
        xml += &format!("<decision id=\"d{index}\" name=\"{}\">", escaped(&decision.name));
        xml += &variable(&decision.name, &decision.of);
        for required in &decision.requires {
            let input = model.inputs.iter().position(|(name, _)| name == required);
            let decision = model.decisions.iter().position(|other| other.name == *required);
            let reference = match (input, decision) {
                (Some(input), _) => format!("<requiredInput href=\"#i{input}\"/>"),
                (None, Some(decision)) => format!("<requiredDecision href=\"#d{decision}\"/>"),
                (None, None) => unreachable!("`{required}` is in no model"),
            };
            xml += &format!("<informationRequirement>{reference}</informationRequirement>");
        }
        xml += &knowledge(model, &decision.calls);
        xml += &logic(&decision.logic);
        xml += "</decision>\n";
    }
    xml + "</definitions>"
}

fn knowledge(model: &Model, calls: &[String]) -> String {
    let reference = |name: &String| {
        let index = model.functions.iter().position(|function| function.name == *name).unwrap();
        format!("<knowledgeRequirement><requiredKnowledge href=\"#f{index}\"/></knowledgeRequirement>")
    };
    calls.iter().map(reference).collect()
}

fn item(element: &str, name: &str, of: &Type) -> String {
    let (attributes, inner) = match of {
        Type::Limited(kind, cell) => {
            let values = text(&print::cell(cell));
            ("", format!("<typeRef>{}</typeRef><allowedValues>{values}</allowedValues>", kind_name(*kind)))
        }
        Type::List(inner) => (" isCollection=\"true\"", format!("<typeRef>{}</typeRef>", name_of(inner))),
        Type::Context(components) => {
            ("", components.iter().map(|(name, of)| item("itemComponent", name, of)).collect())
        }
        Type::Any | Type::Kind(_) | Type::Named(..) => ("", format!("<typeRef>{}</typeRef>", name_of(of))),
    };
    format!("<{element} name=\"{}\"{attributes}>{inner}</{element}>\n", escaped(name))
}

fn variable(name: &str, of: &Type) -> String {
    format!("<variable name=\"{}\"{}/>", escaped(name), type_ref(of))
}

fn type_ref(of: &Type) -> String {
    match of {
        Type::Any => String::new(),
        other => format!(" typeRef=\"{}\"", name_of(other)),
    }
}

fn name_of(of: &Type) -> &str {
    match of {
        Type::Any => "Any",
        Type::Kind(kind) => kind_name(*kind),
        Type::Named(name, _) => name,
        Type::Limited(..) | Type::List(_) | Type::Context(_) => unreachable!("only item definitions are such"),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::DateTime => "date and time",
        Kind::Days => "days and time duration",
        Kind::Months => "years and months duration",
    }
}

fn logic(of: &Logic) -> String {
    match of {
        Logic::Literal(expression) => literal(expression),
        Logic::Table(of) => table(of),
        Logic::Invocation(name, bindings) => {
            let binding = |(name, argument): &(String, Expr)| {
                format!("<binding><parameter name=\"{}\"/>{}</binding>", escaped(name), literal(argument))
            };
            let bindings: String = bindings.iter().map(binding).collect();
            format!("<invocation><literalExpression>{}</literalExpression>{bindings}</invocation>", text(name))
        }
        Logic::Conditional(condition, one, other) => format!(
            "<conditional><if>{}</if><then>{}</then><else>{}</else></conditional>",
            literal(condition),
            literal(one),
            literal(other)
        ),
    }
}

fn literal(expression: &Expr) -> String {
    format!("<literalExpression>{}</literalExpression>", text(&print::expression(expression)))
}

fn table(of: &Table) -> String {
    let (name, aggregation) = match of.policy {
        Policy::Unique => ("UNIQUE", ""),
        Policy::Any => ("ANY", ""),
        Policy::Priority => ("PRIORITY", ""),
        Policy::First => ("FIRST", ""),
        Policy::RuleOrder => ("RULE ORDER", ""),
        Policy::OutputOrder => ("OUTPUT ORDER", ""),
        Policy::Collect => ("COLLECT", ""),
        Policy::Sum => ("COLLECT", " aggregation=\"SUM\""),
        Policy::Min => ("COLLECT", " aggregation=\"MIN\""),
        Policy::Max => ("COLLECT", " aggregation=\"MAX\""),
        Policy::Count => ("COLLECT", " aggregation=\"COUNT\""),
    };
    let mut xml = format!("<decisionTable hitPolicy=\"{name}\"{aggregation}>\n");
    for input in &of.inputs {
        let declared = input.declared.as_ref().map(type_ref).unwrap_or_default();
        let values = input.values.as_ref().map(|values| format!("<inputValues>{}</inputValues>", tests(values)));
        xml += &format!(
            "<input><inputExpression{declared}>{}</inputExpression>{}</input>\n",
            text(&print::expression(&input.expression)),
            values.unwrap_or_default()
        );
    }
    for output in &of.outputs {
        let declared = if output.declares { type_ref(&output.of) } else { String::new() };
        let name = if output.name.is_empty() { String::new() } else { format!(" name=\"{}\"", escaped(&output.name)) };
        let listed = |values: &Vec<Val>| values.iter().map(print::value).collect::<Vec<_>>().join(", ");
        let values = output.values.as_ref().map(|all| format!("<outputValues>{}</outputValues>", text(&listed(all))));
        let default = output
            .default
            .as_ref()
            .map(|entry| format!("<defaultOutputEntry>{}</defaultOutputEntry>", text(&print::expression(entry))));
        xml += &format!(
            "<output{name}{declared}>{}{}</output>\n",
            values.unwrap_or_default(),
            default.unwrap_or_default()
        );
    }
    for rule in &of.rules {
        let cells = rule.cells.iter().map(|cell| format!("<inputEntry>{}</inputEntry>", tests(cell)));
        let answers =
            rule.outputs.iter().map(|entry| format!("<outputEntry>{}</outputEntry>", text(&print::expression(entry))));
        xml += &format!("<rule>{}</rule>\n", cells.chain(answers).collect::<String>());
    }
    xml + "</decisionTable>"
}

fn tests(cell: &Cell) -> String {
    text(&print::cell(cell))
}

fn text(of: &str) -> String {
    format!("<text>{}</text>", escaped(of))
}

fn escaped(of: &str) -> String {
    of.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

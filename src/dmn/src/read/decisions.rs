//! Input data, decisions and business knowledge models (DMN 1.5, 6.3.7, 6.3.8 and 6.3.10).

use super::environment::{Environment, at};
use super::findings::short;
use super::model::Named;
use super::{Reading, Site};
use crate::xml::Element;
use crate::{Column, Decision, Expression, Function, HitPolicy, InputData, Logic, Source, Type, Value};

/// The most parameters of a business knowledge model.
const MAX_PARAMETERS: usize = 64;

impl<'d> Reading<'d> {
    pub(super) fn input_data(&mut self, input: &Named<'d>) {
        let variable = input.element.child("variable");
        let ty = variable.and_then(|variable| self.type_of(variable, Site::default())).unwrap_or_default();
        self.add_input(input.name, ty);
    }

    /// A decision; where its logic cannot be read, which is reported, null stands in its place.
    pub(super) fn decision(&mut self, named: &Named<'d>) -> Decision {
        let site = Site::decision(named.name);
        let logic = self.logic_in(named.element, "decision", site);
        let typed = [named.element.child("variable"), logic].into_iter().flatten();
        let ty = typed.filter_map(|element| self.type_of(element, site)).next().unwrap_or_default();

        let mut environment = Environment::default();
        let mut sources = named.information.clone();
        for source in &sources {
            self.source(&mut environment, *source);
        }
        self.knowledge(&mut environment, &named.knowledge);
        self.outputs_by_name(&mut environment, &sources);
        if let Some(logic) = logic {
            self.implicit_inputs(logic, &mut sources, &mut environment, site);
        }
        let logic = logic.filter(|_| !self.is_circular(named));
        let logic = logic.and_then(|logic| self.logic(logic, named.name, &ty, &environment, site));
        let logic = logic.unwrap_or(Logic::Expression(Expression::Literal(Value::Null)));
        let answer = self.answer(&ty, &logic);
        self.answers.push(answer);
        Decision {
            id: named.element.attribute("id").unwrap_or_default().to_owned(),
            name: named.name.to_owned(),
            scope: sources,
            logic,
            ty,
        }
    }

    /// A business knowledge model; where its logic cannot be read, which is reported, null stands in its place.
    pub(super) fn function(&mut self, named: &Named<'d>) -> Function {
        let site = Site::decision(named.name);
        let mut environment = Environment::default();
        let mut parameters: Vec<(String, Type)> = Vec::new();
        let definition = named.element.child("encapsulatedLogic");
        for parameter in definition.iter().flat_map(|definition| definition.all("formalParameter")) {
            let name = parameter.attribute("name").unwrap_or_default().trim();
            if parameters.len() == MAX_PARAMETERS {
                self.report(parameter, site, format!("there are more than {MAX_PARAMETERS} parameters"));
                break;
            }
            if name.is_empty() {
                self.report(parameter, site, "a parameter has no name; give it one");
            } else if parameters.iter().any(|(other, _)| other == name) {
                self.report(parameter, site, format!("two parameters are called `{}`; rename one", short(&name)));
            }
            let ty = self.type_of(parameter, site).unwrap_or_default();
            environment.scope.variable(name, self.types.copy(&ty, &mut self.findings));
            environment.types.push(self.types.copy(&ty, &mut self.findings));
            parameters.push((name.to_owned(), ty));
        }
        self.knowledge(&mut environment, &named.knowledge);

        let body = definition.and_then(|definition| self.body(definition, site));
        if definition.is_none() {
            self.report(named.element, site, "the business knowledge model has no `encapsulatedLogic`; add its logic");
        }
        let typed = [named.element.child("variable"), definition, body].into_iter().flatten();
        let ty = typed.filter_map(|element| self.answer_type_of(element, site)).next().unwrap_or_default();
        let body = body.filter(|_| !self.is_circular(named));
        let logic = body.and_then(|body| self.logic(body, named.name, &ty, &environment, site));
        Function {
            name: named.name.to_owned(),
            parameters,
            logic: logic.unwrap_or(Logic::Expression(Expression::Literal(Value::Null))),
            ty,
        }
    }

    fn body(&mut self, definition: Element<'d>, site: Site<'_>) -> Option<Element<'d>> {
        let kind = definition.attribute("kind").map_or("FEEL", str::trim);
        if kind != "FEEL" {
            let message = format!("functions of the kind `{}` are not supported; write FEEL", short(&kind));
            self.report(definition, site, message);
            return None;
        }
        if !self.is_feel(definition, site) {
            return None;
        }
        self.logic_in(definition, "business knowledge model", site)
    }

    fn logic(
        &mut self,
        element: Element<'d>,
        name: &str,
        ty: &Type,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<Logic> {
        if element.name() == "decisionTable" {
            let table = self.table(element, name, ty, environment, site)?;
            return Some(Logic::Table(Box::new(table)));
        }
        self.boxed(element, environment, site).map(Logic::Expression)
    }

    pub(super) fn add_input(&mut self, name: &'d str, ty: Type) -> u32 {
        let position = u32::try_from(self.program.inputs.len()).unwrap_or(u32::MAX);
        self.inputs.insert(name, position);
        self.program.inputs.push(InputData { name: name.to_owned(), ty });
        position
    }

    /// Whether something that an element requires is still to be read, as only a circle can make it. This is reported
    /// already, and the names in the element's expressions would be for no fault of their own.
    fn is_circular(&self, named: &Named<'d>) -> bool {
        let missing = |source: &Source| match source {
            Source::Input(_) => false,
            Source::Decision(position) => at(&self.program.decisions, *position).is_none(),
        };
        named.information.iter().any(missing)
            || named.knowledge.iter().any(|position| at(&self.program.functions, *position).is_none())
    }

    /// What those can expect that require a decision: its type, or else what its table says of its outputs.
    fn answer(&mut self, ty: &Type, logic: &Logic) -> Type {
        let Logic::Table(table) = logic else {
            return self.types.copy(ty, &mut self.findings);
        };
        if *ty != Type::Any || matches!(table.hit_policy(), HitPolicy::Collect(Some(_))) {
            return self.types.copy(ty, &mut self.findings);
        }
        let mut columns = table.outputs().iter().map(|output| &output.column);
        let mut copy = |column: &Column| self.types.copy(&column.ty, &mut self.findings);
        let row = match columns.len() {
            1 => columns.next().map_or(Type::Any, copy),
            _ => Type::Context(columns.map(|column| (column.name.clone(), copy(column))).collect()),
        };
        if table.hit_policy().is_single() { row } else { Type::List(Box::new(row)) }
    }
}

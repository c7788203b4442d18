//! The columns of a table: input and output clauses (DMN 1.5, 8.3.2 and 8.3.3).

use std::collections::BTreeSet;

use super::checks::Expected;
use super::environment::Environment;
use super::findings::short;
use super::{Reading, Site};
use crate::expression::impossible;
use crate::xml::Element;
use crate::{Column, Expression, Kind, OutputColumn, Type, Value};

impl<'d> Reading<'d> {
    /// All input columns, or nothing where one cannot be read.
    pub(super) fn inputs(
        &mut self,
        table: Element<'d>,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<Vec<Column>> {
        let read: Vec<_> = table.all("input").map(|clause| self.input(clause, environment, site)).collect();
        read.into_iter().collect()
    }

    /// All output columns, or nothing where one cannot be read. `of` is the type of what one rule answers.
    pub(super) fn outputs(
        &mut self,
        table: Element<'d>,
        table_name: &str,
        ty: &Type,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<Vec<OutputColumn>> {
        let is_single = table.all("output").nth(1).is_none();
        let mut names = BTreeSet::new();
        let mut columns = Vec::new();
        let mut is_whole = true;
        for clause in table.all("output") {
            // A single output may leave its name and type to the decision.
            let own = clause.attribute("name").map(str::trim).filter(|name| !name.is_empty());
            let Some(name) = own.or(is_single.then_some(table_name)) else {
                self.report(clause, site, "one of several outputs has no name; give it one");
                is_whole = false;
                continue;
            };
            if !names.insert(name) {
                self.report(
                    clause,
                    site,
                    format!("two outputs of the table are called `{}`; rename one", short(&name)),
                );
            }
            let site = site.column(name);
            let ty = match self.type_of(clause, site) {
                Some(own) => own,
                None if is_single => self.types.copy(ty, &mut self.findings),
                None => ty.component(name).map(|ty| self.types.copy(ty, &mut self.findings)).unwrap_or_default(),
            };
            match self.output(clause, name, ty, environment, site) {
                Some(column) => columns.push(column),
                None => is_whole = false,
            }
        }
        is_whole.then_some(columns)
    }

    fn input(&mut self, clause: Element<'d>, environment: &Environment, site: Site<'_>) -> Option<Column> {
        let Some(expression) = clause.child("inputExpression") else {
            self.report(clause, site, "the input has no `inputExpression`; add one with what the column reads");
            return None;
        };
        let name = expression.child("text").map_or("", Element::text).trim();
        let site = if name.is_empty() { site } else { site.column(name) };
        let read = self.expression(expression, &environment.scope, site)?;
        let known = self.known_type(&read, environment);
        let ty = match self.type_of(expression, site) {
            Some(declared) => {
                if let Some((declared, known)) =
                    declared.kind().zip(known.kind()).filter(|(declared, known)| !may_be(*declared, *known))
                {
                    let message = format!("the input is a {known}, and the column says {declared}; none would fit");
                    self.report(expression, site, message);
                }
                declared
            }
            None => known,
        };
        self.column(clause, name, Some(read), ty, "inputValues", site)
    }

    fn output(
        &mut self,
        clause: Element<'d>,
        name: &str,
        ty: Type,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<OutputColumn> {
        let column = self.column(clause, name, None, ty, "outputValues", site)?;
        let entry = clause.child("defaultOutputEntry");
        // An empty entry is none, as an answer that is null is where there is none.
        let entry = entry.filter(|entry| entry.child("text").is_some_and(|text| !text.text().trim().is_empty()));
        let default = match entry {
            Some(entry) => Some(self.entry(entry, &Expected::from(&column), environment, site)?),
            None => None,
        };
        Some(OutputColumn { column, default })
    }

    /// An expression that answers in an output column, checked against it where it is a constant; null where nothing
    /// is written, which is how modelling tools say it.
    pub(super) fn entry(
        &mut self,
        entry: Element<'d>,
        expected: &Expected<'_>,
        environment: &Environment,
        site: Site<'_>,
    ) -> Option<Expression> {
        match self.text(entry, site)?.trim() {
            "" if entry.child("importedValues").is_none() => return Some(Expression::Literal(Value::Null)),
            "-" => {
                let message = "`-` stands for anything in a test; an answer needs a value: write one, or `null`";
                self.report(entry, site, message);
                return None;
            }
            _ => {}
        }
        let expression = self.expression(entry, &environment.scope, site)?;
        if let Some(message) = impossible(&expression) {
            self.report(entry, site, short(&message));
            return None;
        }
        // Null is no answer, and every column has that.
        if let Some(value) = expression.literal().filter(|value| !value.is_null()) {
            self.fits(entry, value, expected, site);
        }
        Some(expression)
    }

    fn column(
        &mut self,
        clause: Element<'d>,
        name: &str,
        expression: Option<Expression>,
        ty: Type,
        values: &'static str,
        site: Site<'_>,
    ) -> Option<Column> {
        let own = match clause.child(values) {
            Some(element) => self.limits(element, &ty, site)?,
            None => None,
        };
        // Where the column says nothing, the values that its type allows are those of the column (DMN 1.5, 8.3.2).
        let (ty, allowed) = match (own, ty) {
            (None, Type::Only(base, tests)) => (*base, Some(*tests)),
            (own, ty) => (ty, own),
        };
        Some(Column { name: name.to_owned(), expression, ty, allowed })
    }

    /// The type of what an input expression reads, as far as it is declared.
    fn known_type(&mut self, expression: &Expression, environment: &Environment) -> Type {
        declared(expression, environment).map(|ty| self.types.copy(ty, &mut self.findings)).unwrap_or_default()
    }
}

fn declared<'e>(expression: &Expression, environment: &'e Environment) -> Option<&'e Type> {
    match expression {
        Expression::Variable(position, _) => environment.types.get(usize::try_from(*position).ok()?),
        Expression::Path(inner, name) => declared(inner, environment)?.component(name),
        _ => None,
    }
}

/// Whether a value of one kind may stand where another is declared. Between lists and their only items, and from
/// dates to dates with a time, DMN knows conversions (DMN 1.5, 10.3.2.9.4).
fn may_be(declared: Kind, known: Kind) -> bool {
    let is_made_of_others = |kind| matches!(kind, Kind::List | Kind::Context);
    declared == known
        || is_made_of_others(declared)
        || is_made_of_others(known)
        || (declared, known) == (Kind::DateTime, Kind::Date)
}

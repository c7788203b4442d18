//! A program: the compiled form of one model or several, ready to be asked.

mod evaluate;
#[cfg(feature = "xml")]
mod join;
#[cfg(feature = "xml")]
mod prune;

#[cfg(feature = "xml")]
use crate::Finding;
use crate::{Expression, Table, Type};

pub(crate) use evaluate::Run;
pub use evaluate::{Evaluation, Step};
#[cfg(feature = "xml")]
pub(crate) use prune::LeftOut;

/// Decisions, the data that they read, and the functions that they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    pub(crate) inputs: Vec<InputData>,
    pub(crate) functions: Vec<Function>,
    /// Each decision stands after those that it requires, and each function after those that it calls.
    pub(crate) decisions: Vec<Decision>,
    /// Why decisions of the model are missing here. It does not travel.
    #[cfg(feature = "xml")]
    pub(crate) findings: Vec<Finding>,
}

/// A value that the caller gives (DMN 1.5, 6.3.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputData {
    pub name: String,
    pub ty: Type,
}

/// A business knowledge model (DMN 1.5, 6.3.8): a function over its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub parameters: Vec<(String, Type)>,
    pub logic: Logic,
    pub ty: Type,
}

/// A decision (DMN 1.5, 6.3.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The XML id; empty where it has none.
    pub id: String,
    pub name: String,
    /// What its expressions read, by position.
    pub scope: Vec<Source>,
    pub logic: Logic,
    pub ty: Type,
}

/// Where a variable of a decision takes its value from: the position of an input or of a decision in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Input(u32),
    Decision(u32),
}

/// How a decision or a function comes to its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// A literal expression, an invocation, or a boxed conditional.
    Expression(Expression),
    Table(Box<Table>),
}

impl Program {
    /// The table of the decision with this name, or else with this XML id.
    pub fn table(&self, name_or_id: &str) -> Option<&Table> {
        self.decision(name_or_id)?.table()
    }

    /// All tables of decisions.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.decisions.iter().filter_map(Decision::table)
    }

    /// All tables, those of business knowledge models included.
    pub fn all_tables(&self) -> impl Iterator<Item = &Table> {
        let functions = self.functions.iter().filter_map(|function| function.logic.table());
        functions.chain(self.tables())
    }

    /// The decision with this name, or else with this XML id.
    pub fn decision(&self, name_or_id: &str) -> Option<&Decision> {
        let by_name = self.decisions.iter().find(|decision| decision.name == name_or_id);
        by_name.or_else(|| self.decisions.iter().find(|decision| decision.id == name_or_id))
    }

    /// All decisions, each after those that it requires.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// What was found in parts of the model that are left out here. Each decision that is left out has a finding.
    #[cfg(feature = "xml")]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// All data that a caller may give.
    pub fn inputs(&self) -> &[InputData] {
        &self.inputs
    }

    /// All business knowledge models, each after those that it calls.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }
}

impl Decision {
    /// Its decision table, where that is its logic.
    pub fn table(&self) -> Option<&Table> {
        self.logic.table()
    }
}

impl Logic {
    pub(crate) fn table(&self) -> Option<&Table> {
        match self {
            Logic::Expression(_) => None,
            Logic::Table(table) => Some(table),
        }
    }
}

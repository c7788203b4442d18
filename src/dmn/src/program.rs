//! A set of decision tables, as read from one model or from several.

use serde::{Deserialize, Serialize};

use crate::{Finding, Place, Table};

/// Decision tables by name and by XML id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Program {
    tables: Vec<Table>,
}

impl Program {
    /// Puts tables together. A name or id that two of them share is a finding.
    pub fn new(tables: Vec<Table>) -> Result<Program, Vec<Finding>> {
        let mut findings = Vec::new();
        for (index, table) in tables.iter().enumerate() {
            let earlier = tables.iter().take(index);
            let place = Place { decision: Some(table.name.clone()), ..Place::default() };
            if earlier.clone().any(|other| other.name == table.name) {
                let message = format!("another decision is called `{}` as well; rename one", table.name);
                findings.push(Finding::new(place, message));
            } else if !table.id.is_empty() && earlier.clone().any(|other| other.id == table.id) {
                let message = format!("another decision has the id `{}` as well; ids must differ", table.id);
                findings.push(Finding::new(place, message));
            }
        }
        if findings.is_empty() { Ok(Program { tables }) } else { Err(findings) }
    }

    /// The table of the decision with this name, or else with this XML id.
    pub fn table(&self, name_or_id: &str) -> Option<&Table> {
        let by_name = self.tables.iter().find(|table| table.name == name_or_id);
        by_name.or_else(|| self.tables.iter().find(|table| table.id == name_or_id))
    }

    /// All tables, in the order of their sources.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }
}

//! The marks `operator` and `partner` of people whom the files lack.

use std::collections::{HashMap, HashSet};

use super::Import;
use super::people::StoredPerson;
use super::report::AbsentShare;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::PersonRow;
use crate::store::key::PersonKey;

/// Who acts for the operator by these files: for the trail, and so that somebody does.
#[derive(Default)]
pub(super) struct Operators {
    /// Whether the files have one.
    any: bool,
    /// By folded address.
    pub(super) made: Vec<String>,
    pub(super) removed: Vec<String>,
}

impl Operators {
    /// Notes a row, and whether the person acted for the operator before.
    pub(super) fn note(&mut self, row: &PersonRow, before: bool) {
        self.any |= row.operator;
        match (before, row.operator) {
            (false, true) => self.made.push(row.email.folded()),
            (true, false) => self.removed.push(row.email.folded()),
            _ => {}
        }
    }
}

impl Import<'_> {
    /// Takes the marks of whom the files lack, where that was asked for; `seen` are the folded addresses in the file. Gives
    /// from how many people.
    pub(super) async fn remove_absent_marks(
        &mut self,
        stored: &HashMap<String, StoredPerson>,
        seen: &HashSet<String>,
    ) -> anyhow::Result<u64> {
        if !self.options.remove_absent {
            return Ok(0);
        }
        // Files cannot name somebody whose address is not verified.
        let marked: Vec<&StoredPerson> =
            stored.values().filter(|person| person.email_verified && (person.operator || person.partner)).collect();
        let mut absent: Vec<&StoredPerson> =
            marked.iter().copied().filter(|person| !seen.contains(&person.email_folded)).collect();
        absent.sort_unstable_by(|one, other| one.email_folded.cmp(&other.email_folded));
        for person in &absent {
            let marks = [("operator", person.operator), ("partner", person.partner)];
            let lost = marks.into_iter().filter(|(_, has)| *has).map(|(mark, _)| (person.email.clone(), mark));
            self.report.marks_removed.extend(lost);
            if person.operator {
                self.operators.removed.push(person.email_folded.clone());
            }
        }
        if absent.iter().any(|person| person.operator) && !self.operators.any && self.refused.people.is_empty() {
            let reason = "nobody in the file has `operator`, and without those whom it lacks there would be nobody who \
                 decides what nobody else does; add a row for one of them";
            self.refuse_file(PersonRow::FILE, reason.to_owned());
        }
        let (absent_count, stored_count) = (absent.len() as u64, marked.len() as u64);
        self.shares.push(AbsentShare { what: "operators and partners", absent: absent_count, stored: stored_count });
        if self.writes() {
            let keys: Vec<PersonKey> = absent.iter().map(|person| person.key).collect();
            let set = "operator = FALSE, partner = FALSE, version = version + 1, changes = changes + 1";
            self.set_people(&keys, set).await?;
        }
        Ok(absent_count)
    }
}

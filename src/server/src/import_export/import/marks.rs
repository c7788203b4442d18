//! The marks `operator` and `partner` of people whom the files lack.

use sqlx::{AssertSqlSafe, FromRow};

use super::report::AbsentShare;
use super::{Import, PAGE};
use crate::args;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::PersonRow;
use crate::store::key::PersonKey;
use crate::store::key_set::KeySet;

/// Who acts for the operator by these files: for the trail, and so that somebody does.
#[derive(Default)]
pub(super) struct Operators {
    /// Whether the files have one.
    any: bool,
    pub(super) made: Vec<PersonKey>,
    pub(super) removed: Vec<PersonKey>,
}

/// Who has a mark.
#[derive(FromRow)]
struct Marked {
    key: PersonKey,
    email: String,
    email_folded: String,
    operator: bool,
    partner: bool,
}

/// Files cannot name somebody whose address is not verified.
const MARKED: &str = "email_verified AND email_folded IS NOT NULL AND (operator OR partner)";

impl Operators {
    /// Notes a row, and whether the person acted for the operator before.
    pub(super) fn note(&mut self, row: &PersonRow, key: PersonKey, before: bool) {
        self.any |= row.operator;
        match (before, row.operator) {
            (false, true) => self.made.push(key),
            (true, false) => self.removed.push(key),
            _ => {}
        }
    }
}

impl Import<'_> {
    /// How many people have a mark, of those whom files can name: by an address that is verified.
    pub(super) async fn count_marked(&mut self) -> anyhow::Result<u64> {
        let sql = format!("SELECT count(*) FROM person WHERE {MARKED}");
        let (count,): (i64,) = self.tx.one(AssertSqlSafe(sql), args![]).await?;
        Ok(count.cast_unsigned())
    }

    /// Takes the marks of whom the files lack, where that was asked for; `seen` are the people in the file, and `stored` is how
    /// many had marks before. Gives from how many people.
    pub(super) async fn remove_absent_marks(&mut self, seen: &KeySet<PersonKey>, stored: u64) -> anyhow::Result<u64> {
        if !self.options.remove_absent {
            return Ok(0);
        }
        let (mut absent, mut last): (Vec<Marked>, _) = (Vec::new(), PersonKey(0));
        loop {
            let sql = format!(
                "SELECT key, email, email_folded, operator, partner FROM person \
                 WHERE {MARKED} AND key > $1 ORDER BY key LIMIT $2"
            );
            let some: Vec<Marked> = self.tx.all(AssertSqlSafe(sql), args![last, PAGE]).await?;
            let Some(newest) = some.last() else { break };
            last = newest.key;
            absent.extend(some.into_iter().filter(|person| !seen.has(person.key)));
        }
        absent.sort_unstable_by(|one, other| one.email_folded.cmp(&other.email_folded));
        for person in &absent {
            let marks = [("operator", person.operator), ("partner", person.partner)];
            let lost = marks.into_iter().filter(|(_, has)| *has).map(|(mark, _)| (person.email.clone(), mark));
            self.report.marks_removed.extend(lost);
            if person.operator {
                self.operators.removed.push(person.key);
            }
        }
        if absent.iter().any(|person| person.operator) && !self.operators.any && self.refused.people.is_empty() {
            let reason = "nobody in the file has `operator`, and without those whom it lacks there would be nobody who \
                 decides what nobody else does; add a row for one of them";
            self.refuse_file(PersonRow::FILE, reason.to_owned());
        }
        let count = absent.len() as u64;
        self.shares.push(AbsentShare { what: "operators and partners", absent: count, stored });
        let keys: Vec<PersonKey> = absent.iter().map(|person| person.key).collect();
        let set = "operator = FALSE, partner = FALSE, version = version + 1, changes = changes + 1";
        self.set_people(&keys, set).await?;
        Ok(count)
    }
}

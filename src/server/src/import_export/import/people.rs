//! `people.csv`. An imported address counts as verified: whoever imports vouches for it.

use std::collections::{HashMap, HashSet};

use rules::vocabulary::Affiliation;
use sqlx::{AssertSqlSafe, FromRow};

use super::batches::{Batches, rows};
use super::report::{Difference, OwnProfile, described, differences};
use super::{Counts, Import};
use crate::args;
use crate::db::{Argument, placeholders};
use crate::domains::folding::fold;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::PersonRow;
use crate::store::batch::{self, Statement};
use crate::store::key::PersonKey;
use crate::store::key_set::KeySet;
use crate::store::session;

/// What is stored of a person.
#[derive(FromRow)]
pub(super) struct StoredPerson {
    pub(super) key: PersonKey,
    pub(super) email_folded: String,
    pub(super) email: String,
    pub(super) email_verified: bool,
    name: String,
    organisation: String,
    country: String,
    locale: String,
    affiliation: String,
    pub(super) partner: bool,
    pub(super) operator: bool,
    own_profile: bool,
}

const INSERT: Statement = Statement {
    head: "INSERT INTO person (email, email_folded, email_domain, email_verified, name, name_folded, organisation, country, \
           locale, affiliation, partner, operator, version)",
    columns: 13,
    tail: "RETURNING email_folded, key",
};

impl Import<'_> {
    pub(super) async fn people(&mut self, mut batches: Batches<PersonRow>) -> anyhow::Result<Counts> {
        let newest: (Option<PersonKey>,) = self.tx.one("SELECT max(key) FROM person", args![]).await?;
        self.known.newest_person = newest.0.unwrap_or_default();
        let marked = self.count_marked().await?;
        let (mut counts, mut seen) = (Counts::default(), KeySet::default());
        let mut beyond_ascii = BeyondAscii::default();
        while let Some(batch) = batches.next().await {
            let stored = self.stored_people(rows(&batch).map(|row| row.email.folded()).collect()).await?;
            let (mut in_batch, mut new, mut settled) = (HashSet::new(), Vec::new(), Vec::new());
            for row in batch {
                let Some(row) = self.take(row) else { continue };
                let folded = row.email.folded();
                let same = stored.get(&folded);
                if !in_batch.insert(folded.clone()) || same.is_some_and(|person| !seen.insert(person.key)) {
                    let reason = "stands twice in this file; remove one";
                    self.refuse(PersonRow::FILE, row.line, "email", row.email.as_str(), reason);
                    continue;
                }
                if row.affiliation == Affiliation::External && self.app.internal_domains.contain(row.email.domain()) {
                    let reason = "is not possible for an address of the operator's own domains (setting \
                        `internal_domains`); use `internal` or `licensing_support`";
                    self.refuse(PersonRow::FILE, row.line, "affiliation", row.affiliation.as_str(), reason);
                    self.refused.people.add(folded);
                    continue;
                }
                beyond_ascii.note(&row);
                match same {
                    None => {
                        self.note_change(PersonRow::FILE, row.line, format_args!("new: {}", row.email.as_str()))?;
                        counts.inserted += 1;
                        new.push(row);
                    }
                    Some(person) => {
                        self.operators.note(&row, person.key, person.operator);
                        settled.extend(self.person(person, &row, &mut counts).await?);
                    }
                }
            }
            for key in self.insert_people(&new).await? {
                seen.insert(key);
            }
            // Lets the files have these profiles again.
            self.set_people(&settled, "own_profile = FALSE").await?;
        }
        self.report.notes.extend(beyond_ascii.sentence());
        counts.removed = self.remove_absent_marks(&seen, marked).await?;
        Ok(counts)
    }

    /// Does what the row of a person says who is there. Gives their key where the files have their own profile as they wrote it.
    async fn person(
        &mut self,
        person: &StoredPerson,
        row: &PersonRow,
        counts: &mut Counts,
    ) -> anyhow::Result<Option<PersonKey>> {
        let profile = person.profile_differences(row);
        let columns: Vec<&'static str> = profile.iter().map(|difference| difference.column).collect();
        // What somebody wrote who had not proved the address is nobody's own.
        let keeps = person.own_profile && person.email_verified && !self.options.overwrite_profiles;
        let is_settled = person.own_profile && columns.is_empty();
        if person.is_equal(row) && (columns.is_empty() || keeps) {
            counts.unchanged += 1;
        } else {
            counts.updated += 1;
            let mut changed = person.differences(row);
            changed.extend(profile.into_iter().filter(|_| !keeps));
            let (email, changed) = (row.email.as_str(), described(&changed));
            self.note_change(PersonRow::FILE, row.line, format_args!("changed: {email}: {changed}"))?;
            self.update_person(person, row, keeps && !columns.is_empty()).await?;
        }
        if keeps && !columns.is_empty() {
            self.report.own_profiles.push(OwnProfile { person: row.email.as_str().to_owned(), columns });
        }
        Ok(is_settled.then_some(person.key))
    }

    /// The people who have these folded addresses, by them.
    async fn stored_people(&mut self, addresses: Vec<String>) -> anyhow::Result<HashMap<String, StoredPerson>> {
        let sql = |named: &str| {
            format!(
                "SELECT key, email_folded, email, email_verified, name, organisation, country, locale, affiliation, \
                 partner, operator, own_profile FROM {named} CROSS JOIN person WHERE email_folded = named.column1"
            )
        };
        let keys: Vec<_> = addresses.iter().map(|address| args![address]).collect();
        let rows: Vec<StoredPerson> = batch::look_up(&mut self.tx, 1, &keys, sql).await?;
        Ok(rows.into_iter().map(|person| (person.email_folded.clone(), person)).collect())
    }

    /// Writes a row; the person's own profile is left as it is.
    async fn update_person(&mut self, person: &StoredPerson, row: &PersonRow, is_kept: bool) -> anyhow::Result<()> {
        if !person.email_verified {
            // Whoever is signed in had not proved the address, which counts from now on.
            session::end_unproved(&mut self.tx, &[person.key]).await?;
        }
        let (name, organisation, country, locale) = if is_kept {
            (&person.name, &person.organisation, &person.country, &person.locale)
        } else {
            (&row.name, &row.organisation, &row.country, &row.locale)
        };
        self.tx
            .run(
                "UPDATE person SET email = $1, name = $2, name_folded = $3, organisation = $4, country = $5, locale = $6, \
                 affiliation = $7, partner = $8, operator = $9, email_verified = $11, own_profile = $12, \
                 version = version + 1 WHERE key = $10",
                args![
                    row.email.as_str(),
                    name,
                    fold(name),
                    organisation,
                    country,
                    locale,
                    row.affiliation.as_str(),
                    row.partner,
                    row.operator,
                    person.key,
                    true,
                    is_kept
                ],
            )
            .await?;
        Ok(())
    }

    /// Gives the keys of the new people.
    async fn insert_people(&mut self, rows: &[PersonRow]) -> anyhow::Result<Vec<PersonKey>> {
        let values: Vec<_> = rows.iter().map(values).collect();
        let keys: Vec<(String, PersonKey)> = batch::insert(&mut self.tx, &INSERT, &values).await?;
        let keys: HashMap<String, PersonKey> = keys.into_iter().collect();
        for row in rows {
            let key = keys.get(&row.email.folded());
            key.into_iter().for_each(|key| self.operators.note(row, *key, false));
        }
        Ok(keys.into_values().collect())
    }

    pub(super) async fn set_people(&mut self, keys: &[PersonKey], set: &'static str) -> anyhow::Result<()> {
        for some in keys.chunks(batch::ARGUMENTS) {
            let sql = format!("UPDATE person SET {set} WHERE key IN ({})", placeholders(1, some.len()));
            self.tx.run(AssertSqlSafe(sql), some.iter().copied().map(Argument::from).collect()).await?;
        }
        Ok(())
    }
}

impl StoredPerson {
    /// Whether the row says the same of all that is not in a profile.
    fn is_equal(&self, row: &PersonRow) -> bool {
        self.differences(row).is_empty()
    }

    /// What is not in a profile and differs.
    fn differences(&self, row: &PersonRow) -> Vec<Difference> {
        let word = |is: bool| if is { "true" } else { "false" };
        differences([
            ("email", &self.email, row.email.as_str()),
            // One whose address is not verified is never equal: the file says that it is.
            ("verified", word(self.email_verified), "true"),
            ("affiliation", &self.affiliation, row.affiliation.as_str()),
            ("partner", word(self.partner), word(row.partner)),
            ("operator", word(self.operator), word(row.operator)),
        ])
    }

    /// What of the profile differs.
    fn profile_differences(&self, row: &PersonRow) -> Vec<Difference> {
        differences([
            ("name", &self.name, &row.name),
            ("organisation", &self.organisation, &row.organisation),
            ("country", &self.country, &row.country),
            ("locale", &self.locale, &row.locale),
        ])
    }
}

/// Rows whose address only some relays take.
#[derive(Default)]
struct BeyondAscii {
    count: u64,
    first_line: u64,
}

impl BeyondAscii {
    fn note(&mut self, row: &PersonRow) {
        if row.email.needs_utf8() {
            self.first_line = if self.count == 0 { row.line } else { self.first_line };
            self.count += 1;
        }
    }

    /// Whether mail reaches them is the relay's to say, and an import does not ask it.
    fn sentence(&self) -> Option<String> {
        let BeyondAscii { count, first_line } = self;
        let (file, addresses) = (PersonRow::FILE, if *count == 1 { "address has" } else { "addresses have" });
        (*count > 0).then(|| {
            format!(
                "{file}: {count} {addresses} letters beyond ASCII before the `@`, the first in line {first_line}: mail \
                 reaches them only if the relay takes such addresses (SMTPUTF8), which `access-directory check` shows"
            )
        })
    }
}

fn values(row: &PersonRow) -> Vec<Argument> {
    args![
        row.email.as_str(),
        row.email.folded(),
        row.email.domain(),
        true,
        &row.name,
        fold(&row.name),
        &row.organisation,
        &row.country,
        &row.locale,
        row.affiliation.as_str(),
        row.partner,
        row.operator,
        1_i64
    ]
}

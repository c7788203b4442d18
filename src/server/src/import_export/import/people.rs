//! `people.csv`. An imported address counts as verified: whoever imports vouches for it.

use std::collections::{HashMap, HashSet};

use rules::vocabulary::Affiliation;
use sqlx::{AssertSqlSafe, FromRow};

use super::report::{Difference, OwnProfile, described, differences};
use super::{BATCH, Counts, Import, Incoming, unwritten};
use crate::args;
use crate::db::{Argument, placeholders};
use crate::domains::folding::fold;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::PersonRow;
use crate::store::batch::{self, Statement};
use crate::store::key::PersonKey;
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
    pub(super) async fn people(&mut self, incoming: Incoming<'_, PersonRow>) -> anyhow::Result<Counts> {
        let stored = self.stored_people().await?;
        let (mut counts, mut seen, mut new) = (Counts::default(), HashSet::new(), Vec::new());
        // Whose profile the files have as they wrote it.
        let mut settled = Vec::new();
        let mut beyond_ascii = Vec::new();
        for row in incoming {
            let Some(row) = self.take(row) else { continue };
            let folded = row.email.folded();
            if !seen.insert(folded.clone()) {
                let reason = "stands twice in this file; remove one";
                self.refuse(PersonRow::FILE, row.line, "email", row.email.as_str(), reason);
                continue;
            }
            if row.affiliation == Affiliation::External && self.app.internal_domains.contain(row.email.domain()) {
                let reason = "is not possible for an address of the operator's own domains (setting `internal_domains`); use \
                    `internal` or `licensing_support`";
                self.refuse(PersonRow::FILE, row.line, "affiliation", row.affiliation.as_str(), reason);
                self.refused.people.add(folded);
                continue;
            }
            if row.email.needs_utf8() {
                beyond_ascii.push(row.line);
            }
            let Some(person) = stored.get(&folded) else {
                self.note_change(PersonRow::FILE, row.line, format_args!("new: {}", row.email.as_str()))?;
                counts.inserted += 1;
                self.known.people.insert(folded, PersonKey(unwritten(counts.inserted)));
                self.operators.note(&row, false);
                new.push(values(&row));
                if new.len() == BATCH {
                    self.insert_people(std::mem::take(&mut new)).await?;
                }
                continue;
            };
            self.operators.note(&row, person.operator);
            let profile = person.profile_differences(&row);
            let columns: Vec<&'static str> = profile.iter().map(|difference| difference.column).collect();
            // What somebody wrote who had not proved the address is nobody's own.
            let keeps = person.own_profile && person.email_verified && !self.options.overwrite_profiles;
            if person.own_profile && columns.is_empty() {
                settled.push(person.key);
            }
            if person.is_equal(&row) && (columns.is_empty() || keeps) {
                counts.unchanged += 1;
            } else {
                counts.updated += 1;
                let mut changed = person.differences(&row);
                changed.extend(profile.into_iter().filter(|_| !keeps));
                let (email, changed) = (row.email.as_str(), described(&changed));
                self.note_change(PersonRow::FILE, row.line, format_args!("changed: {email}: {changed}"))?;
                self.update_person(person, &row, keeps && !columns.is_empty()).await?;
            }
            if keeps && !columns.is_empty() {
                self.report.own_profiles.push(OwnProfile { person: row.email.as_str().to_owned(), columns });
            }
        }
        self.note_beyond_ascii(&beyond_ascii);
        self.insert_people(new).await?;
        self.disown_profiles(&settled).await?;
        counts.removed = self.remove_absent_marks(&stored, &seen).await?;
        Ok(counts)
    }

    /// Whether mail reaches them is the relay's to say, and an import does not ask it.
    fn note_beyond_ascii(&mut self, lines: &[u64]) {
        let Some(first) = lines.first() else { return };
        let (count, file) = (lines.len(), PersonRow::FILE);
        let addresses = if count == 1 { "address has" } else { "addresses have" };
        self.report.notes.push(format!(
            "{file}: {count} {addresses} letters beyond ASCII before the `@`, the first in line {first}: mail reaches them \
             only if the relay takes such addresses (SMTPUTF8), which `access-directory check` shows"
        ));
    }

    async fn stored_people(&mut self) -> sqlx::Result<HashMap<String, StoredPerson>> {
        let sql = "SELECT key, email_folded, email, email_verified, name, organisation, country, locale, affiliation, \
             partner, operator, own_profile FROM person WHERE email_folded IS NOT NULL";
        let rows: Vec<StoredPerson> = self.tx.all(sql, args![]).await?;
        self.known.people = rows.iter().map(|person| (person.email_folded.clone(), person.key)).collect();
        self.known.newest_person = rows.iter().map(|person| person.key).max().unwrap_or(PersonKey(0));
        Ok(rows.into_iter().map(|person| (person.email_folded.clone(), person)).collect())
    }

    /// Writes a row; the person's own profile is left as it is.
    async fn update_person(&mut self, person: &StoredPerson, row: &PersonRow, is_kept: bool) -> anyhow::Result<()> {
        if !self.writes() {
            return Ok(());
        }
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

    async fn insert_people(&mut self, rows: Vec<Vec<Argument>>) -> anyhow::Result<()> {
        if self.writes() {
            let keys: Vec<(String, PersonKey)> = batch::insert(&mut self.tx, &INSERT, &rows).await?;
            self.known.people.extend(keys);
        }
        Ok(())
    }

    /// Lets the files have these profiles again.
    async fn disown_profiles(&mut self, keys: &[PersonKey]) -> anyhow::Result<()> {
        if self.writes() {
            self.set_people(keys, "own_profile = FALSE").await?;
        }
        Ok(())
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

//! `people.csv`. An imported address counts as verified: whoever imports vouches for it.

use std::collections::{HashMap, HashSet};

use super::{BATCH, Counts, Import, Incoming};
use crate::args;
use crate::db::Argument;
use crate::domains::folding::fold;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::PersonRow;
use crate::store::batch::{self, Statement};
use crate::store::key::PersonKey;

/// What is stored of a person: address, name, organisation, country, locale, affiliation, partner, operator.
type Stored = (String, String, String, String, String, String, bool, bool);

const INSERT: Statement = Statement {
    head: "INSERT INTO person (email, email_folded, email_domain, email_verified, name, name_folded, organisation, country, \
           locale, affiliation, partner, operator, version)",
    columns: 13,
    tail: "RETURNING email_folded, key",
};

impl Import<'_> {
    pub(super) async fn people(&mut self, incoming: Incoming<'_, PersonRow>) -> anyhow::Result<Counts> {
        let keys: Vec<(String, PersonKey)> =
            self.tx.all("SELECT email_folded, key FROM person WHERE email_folded IS NOT NULL", args![]).await?;
        self.known.people = keys.into_iter().collect();
        let stored: HashMap<String, Stored> = self.stored_people().await?;

        let (mut counts, mut seen, mut new) = (Counts::default(), HashSet::new(), Vec::new());
        for row in incoming {
            let Some(row) = self.take(row) else { continue };
            let folded = row.email.folded();
            if !seen.insert(folded.clone()) {
                let reason = "stands twice in this file; remove one";
                self.refuse(PersonRow::FILE, row.line, "email", row.email.as_str(), reason);
                continue;
            }
            match stored.get(&folded) {
                None if !self.known.people.contains_key(&folded) => {
                    counts.inserted += 1;
                    self.known.people.insert(folded, PersonKey(0));
                    new.push(values(&row));
                }
                Some(stored) if *stored == comparable(&row) => counts.unchanged += 1,
                _ => {
                    counts.updated += 1;
                    self.update_person(&row).await?;
                }
            }
            if new.len() == BATCH {
                self.insert_people(std::mem::take(&mut new)).await?;
            }
        }
        self.insert_people(new).await?;
        Ok(counts)
    }

    async fn stored_people(&mut self) -> sqlx::Result<HashMap<String, Stored>> {
        type Row = (String, String, String, String, String, String, String, bool, bool);
        let rows: Vec<Row> = self
            .tx
            .all(
                // One whose address is not verified is never equal: the file says that it is.
                "SELECT email_folded, email, name, organisation, country, locale, affiliation, partner, operator \
                 FROM person WHERE email_verified = $1 AND email_folded IS NOT NULL",
                args![true],
            )
            .await?;
        Ok(rows.into_iter().map(|(folded, a, b, c, d, e, f, g, h)| (folded, (a, b, c, d, e, f, g, h))).collect())
    }

    async fn update_person(&mut self, row: &PersonRow) -> anyhow::Result<()> {
        if !self.writes() {
            return Ok(());
        }
        self.tx
            .run(
                "UPDATE person SET email = $1, name = $2, name_folded = $3, organisation = $4, country = $5, locale = $6, \
                 affiliation = $7, partner = $8, operator = $9, email_verified = $11, version = version + 1 \
                 WHERE email_folded = $10",
                args![
                    row.email.as_str(),
                    &row.name,
                    fold(&row.name),
                    &row.organisation,
                    &row.country,
                    &row.locale,
                    row.affiliation.as_str(),
                    row.partner,
                    row.operator,
                    row.email.folded(),
                    true
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

fn comparable(row: &PersonRow) -> Stored {
    (
        row.email.as_str().to_owned(),
        row.name.clone(),
        row.organisation.clone(),
        row.country.clone(),
        row.locale.clone(),
        row.affiliation.as_str().to_owned(),
        row.partner,
        row.operator,
    )
}

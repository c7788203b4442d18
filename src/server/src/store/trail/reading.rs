//! Reading the whole trail in pages: first the seals, then the other chains by name, each by number.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use super::SEALS;
use crate::args;
use crate::db::{Argument, Db, Tx, placeholders};
use crate::domains::email::folded;
use crate::store::batch::ARGUMENTS;

/// How many entries a page has.
const PAGE: i64 = 1000;

/// An entry as it is stored, with the head of its chain.
#[derive(Clone, Debug, FromRow)]
pub struct Stored {
    pub chain: String,
    pub number: i64,
    pub subject: String,
    pub content: String,
    pub hash: String,
    pub format: i64,
    /// The hash of the entry before; in format 1 the content says it.
    pub previous: Option<String>,
    pub head_number: Option<i64>,
    pub head_hash: Option<String>,
}

/// An address beside the trail, folded, with the salt of the commitments to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAddress {
    pub salt: String,
    pub address: String,
}

/// A place in the trail as it was at one moment.
pub struct Reading {
    tx: Tx,
    place: Place,
}

enum Place {
    /// In this chain after this number, and whether the others follow.
    In(String, i64, bool),
    /// Anywhere but in the seals, after this chain and number.
    Others(String, i64),
    End,
}

impl Reading {
    /// Begins at the start of the trail.
    pub async fn all(db: &Db) -> sqlx::Result<Reading> {
        Ok(Reading { tx: db.snapshot().await?, place: Place::In(SEALS.to_owned(), i64::MIN, true) })
    }

    /// Begins at the start of one chain, and ends with it.
    pub async fn chain(db: &Db, chain: &str) -> sqlx::Result<Reading> {
        Ok(Reading { tx: db.snapshot().await?, place: Place::In(chain.to_owned(), i64::MIN, false) })
    }

    /// The next entries; none at the end.
    pub async fn next(&mut self) -> sqlx::Result<Vec<Stored>> {
        loop {
            let (page, following) = match &self.place {
                Place::In(chain, number, others) => {
                    let next = self.tx.all(select("t.chain = $1 AND t.number > $2"), page_after(chain, *number));
                    let others = if *others { Place::Others(String::new(), i64::MIN) } else { Place::End };
                    (next.await?, others)
                }
                Place::Others(chain, number) => {
                    let after = select("(t.chain, t.number) > ($1, $2) AND t.chain <> 'seals'");
                    (self.tx.all(after, page_after(chain, *number)).await?, Place::End)
                }
                Place::End => return Ok(Vec::new()),
            };
            let page: Vec<Stored> = page;
            let Some(last) = page.last() else {
                self.place = following;
                continue;
            };
            match &mut self.place {
                Place::In(_, number, _) => *number = last.number,
                others => *others = Place::Others(last.chain.clone(), last.number),
            }
            return Ok(page);
        }
    }

    /// The addresses that the people with these ids have and had, by id; none of whoever was erased.
    pub async fn addresses(&mut self, ids: &[String]) -> sqlx::Result<HashMap<String, Vec<StoredAddress>>> {
        let mut found: HashMap<String, Vec<StoredAddress>> = HashMap::new();
        for some in ids.chunks(ARGUMENTS) {
            let among = placeholders(1, some.len());
            let sql = format!(
                "SELECT id, address_salt, email FROM person WHERE erased_at IS NULL AND id IN ({among}) \
                 UNION ALL SELECT person_id, salt, address FROM trail_address WHERE person_id IN ({among})"
            );
            let rows: Vec<(String, String, String)> =
                self.tx.all(AssertSqlSafe(sql), some.iter().map(Argument::from).collect()).await?;
            for (id, salt, email) in rows {
                found.entry(id).or_default().push(StoredAddress { salt, address: folded(&email) });
            }
        }
        Ok(found)
    }

    /// The heads of chains that have no entry: chain and number.
    pub async fn heads_without_entries(&mut self) -> sqlx::Result<Vec<(String, i64)>> {
        self.tx
            .all(
                "SELECT h.chain, h.number FROM trail_head h \
                 WHERE NOT EXISTS (SELECT 1 FROM trail t WHERE t.chain = h.chain) ORDER BY h.chain LIMIT 1000",
                args![],
            )
            .await
    }
}

fn page_after(chain: &str, number: i64) -> Vec<Argument> {
    args![chain, number, PAGE]
}

fn select(condition: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!(
        "SELECT t.chain, t.number, t.subject, t.content, t.hash, t.format, t.previous, \
         h.number AS head_number, h.hash AS head_hash \
         FROM trail t LEFT JOIN trail_head h ON h.chain = t.chain WHERE {condition} \
         ORDER BY t.chain, t.number LIMIT $3"
    ))
}

//! Accounts that an index of words or texts gives, a bounded number of them, compared and put in order; and those that the
//! order of a column gives.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use super::ranking::ranking;
use super::search::{Found, position};
use super::{Cursor, OTHER_LISTED, Selection, Sorting, WITHOUT_STANDING};
use crate::args;
use crate::db::{Argument, Db, Engine};
use crate::domains::search_text::{LAST, Sought};
use crate::store::account::{self, Account};
use crate::store::key::{AccountKey, PersonKey};

/// How many accounts are looked at, beyond what begins with what was typed. Reading one costs a few microseconds.
const MOST_CANDIDATES: i64 = 500;

/// How many accounts are looked at, one after the other in the order of a column.
const MOST_WALKED: i64 = 1_000;

/// What candidates are read from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// All words begin words of the name.
    Words,
    /// All words of three letters or more are anywhere in name or identifier.
    Texts,
    /// The identifier begins with the first word.
    Identifiers,
}

impl Source {
    /// A query for keys, with its arguments from `first` on; `$2` is how many.
    fn sql(self, engine: Engine, sought: &Sought, first: usize) -> (String, Vec<Argument>) {
        match (self, engine) {
            (Source::Words, Engine::Sqlite) => {
                let words: Vec<String> = sought.words.iter().map(|word| format!("\"{word}\"*")).collect();
                let sql = "SELECT rowid AS key FROM listed_account_word WHERE listed_account_word MATCH $X LIMIT $2";
                (sql.replace("$X", &format!("${first}")), args![words.join(" AND ")])
            }
            (Source::Words, Engine::Postgres) => {
                let words: Vec<String> = sought.words.iter().map(|word| format!("'{word}':*")).collect();
                (format!("SELECT key FROM listed_accounts_with_words(${first}, $2) key"), args![words.join(" & ")])
            }
            (Source::Texts, Engine::Sqlite) => {
                let texts: Vec<String> = sought.long_words().iter().map(|word| format!("\"{word}\"")).collect();
                let sql =
                    "SELECT rowid AS key FROM listed_account_search WHERE listed_account_search MATCH $X LIMIT $2";
                (sql.replace("$X", &format!("${first}")), args![texts.join(" AND ")])
            }
            (Source::Texts, Engine::Postgres) => {
                let mut texts = sought.long_words();
                // The longest say most.
                texts.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
                let pattern = |at: usize| format!("%{}%", texts.get(at).or(texts.first()).copied().unwrap_or_default());
                let (two, three) = (first + 1, first + 2);
                let sql = format!("SELECT key FROM listed_accounts_with_texts(${first}, ${two}, ${three}, $2) key");
                (sql, args![pattern(0), pattern(1), pattern(2)])
            }
            (Source::Identifiers, _) => {
                let word = sought.words.first().cloned().unwrap_or_default();
                let end = first + 1;
                let sql = format!(
                    "SELECT key FROM account WHERE visibility = 'listed' AND status = 'active' \
                     AND domain_identifier >= ${first} AND domain_identifier < ${end} ORDER BY domain_identifier LIMIT $2"
                );
                (sql, args![&word, format!("{word}{LAST}")])
            }
        }
    }
}

#[derive(FromRow)]
struct CandidateRow {
    looked_at: i64,
    rank: Option<i64>,
    key: Option<AccountKey>,
}

/// Those of the candidates that fit so well, in the order of the selection. Two queries.
pub async fn candidates(
    db: &Db,
    person_key: PersonKey,
    selection: &Selection,
    sources: &[Source],
    ranks: (i64, i64),
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Found> {
    let sorting = selection.sorting();
    let mut arguments = args![person_key, MOST_CANDIDATES + 1, selection.country(), limit];
    let start = if selection.is_by_position() {
        (after.position, after.key.clone(), after.id.clone())
    } else {
        (0, after.key.clone(), after.id.clone())
    };
    arguments.extend(args![start.0, start.1, start.2]);
    let ranking = ranking(&selection.sought, arguments.len() + 1);
    arguments.extend(ranking.arguments);
    let mut parts = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        let (sql, more) = source.sql(db.engine(), &selection.sought, arguments.len() + 1);
        arguments.extend(more);
        parts.push(format!("SELECT key FROM ({sql}) source{number}"));
    }
    let (rank, fits, key) = (ranking.rank, ranking.fits, sorting.key);
    let place =
        if selection.is_by_position() { format!("rank * 8 + {OTHER_LISTED}") } else { "CAST(0 AS bigint)".to_owned() };
    let (comparison, direction, (lowest, highest)) = (sorting.after, sorting.direction, ranks);
    // Candidates come first, from the index that was named: a planner has nothing to choose.
    let sql = format!(
        "WITH candidate AS MATERIALIZED ({}), \
         ranked AS MATERIALIZED (SELECT a.key, a.id, a.name_folded, a.domain_identifier, {rank} AS rank \
           FROM candidate c CROSS JOIN account a WHERE a.key = c.key AND a.visibility = 'listed' AND a.status = 'active' \
           AND ($3 = '' OR a.country = $3) AND {fits} AND {WITHOUT_STANDING}), \
         page AS MATERIALIZED (SELECT key, rank, {place} AS position, {key} AS sorted, id FROM ranked \
           WHERE rank >= {lowest} AND rank <= {highest} AND ({place}, {key}, id) {comparison} ($5, $6, $7) \
           ORDER BY {place} {direction}, {key} {direction}, id {direction} LIMIT $4) \
         SELECT c.looked_at, p.rank, p.key FROM (SELECT count(*) AS looked_at FROM candidate) c \
         LEFT JOIN page p ON 1 = 1 ORDER BY p.position {direction}, p.sorted {direction}, p.id {direction}",
        parts.join(" UNION ")
    );
    let rows: Vec<CandidateRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    let is_cut = rows.first().is_some_and(|row| row.looked_at > MOST_CANDIDATES);
    let ranks: Vec<(AccountKey, i64)> = rows.into_iter().filter_map(|row| row.key.zip(row.rank)).collect();
    let keys: Vec<AccountKey> = ranks.iter().map(|(key, _)| *key).collect();
    let mut accounts: HashMap<AccountKey, Account> =
        account::by_keys(db, &keys).await?.into_iter().map(|account| (account.key, account)).collect();
    let placed = |(key, rank): (AccountKey, i64)| {
        accounts.remove(&key).map(|account| selection.placed(account, position(rank, OTHER_LISTED)))
    };
    Ok(Found { placed: ranks.into_iter().filter_map(placed).collect(), is_cut, resume: None })
}

#[derive(FromRow)]
struct WalkedRow {
    last_key: Option<String>,
    last_id: Option<String>,
    walked: i64,
    key: Option<AccountKey>,
}

/// Those that fit among the next [`MOST_WALKED`] of all listed accounts in the order of a column. Two queries.
pub async fn walk(
    db: &Db,
    person_key: PersonKey,
    selection: &Selection,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Found> {
    let Sorting { key, after: comparison, direction } = selection.sorting();
    let mut arguments = args![person_key, MOST_WALKED, selection.country(), limit, &after.key, &after.id];
    let ranking = ranking(&selection.sought, arguments.len() + 1);
    arguments.extend(ranking.arguments);
    let fits = ranking.fits;
    let by = match (db.engine(), selection.is_by_identifier()) {
        (Engine::Postgres, _) => "",
        (Engine::Sqlite, true) => "INDEXED BY account_listed_by_domain",
        (Engine::Sqlite, false) => "INDEXED BY account_listed_by_name",
    };
    let sql = format!(
        "WITH walked AS MATERIALIZED (SELECT a.key, a.{key} AS sorted, a.id FROM account a {by} \
           WHERE a.visibility = 'listed' AND a.status = 'active' AND (a.{key}, a.id) {comparison} ($5, $6) \
           ORDER BY a.{key} {direction}, a.id {direction} LIMIT $2), \
         page AS MATERIALIZED (SELECT w.key, w.sorted, w.id FROM walked w CROSS JOIN account a WHERE a.key = w.key \
           AND ($3 = '' OR a.country = $3) AND {fits} AND {WITHOUT_STANDING} \
           ORDER BY w.sorted {direction}, w.id {direction} LIMIT $4), \
         last AS (SELECT sorted, id FROM walked ORDER BY sorted {opposite}, id {opposite} LIMIT 1) \
         SELECT l.sorted AS last_key, l.id AS last_id, c.walked, p.key \
         FROM (SELECT count(*) AS walked FROM walked) c LEFT JOIN last l ON 1 = 1 LEFT JOIN page p ON 1 = 1 \
         ORDER BY p.sorted {direction}, p.id {direction}",
        opposite = if direction == "ASC" { "DESC" } else { "ASC" }
    );
    let rows: Vec<WalkedRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    let keys: Vec<AccountKey> = rows.iter().filter_map(|row| row.key).collect();
    let resume = rows.first().filter(|row| row.walked == MOST_WALKED && (keys.len() as i64) < limit);
    let resume = resume.and_then(|row| row.last_key.clone().zip(row.last_id.clone()));
    let resume = resume.map(|(key, id)| Cursor { position: 0, key, id });
    let mut accounts: HashMap<AccountKey, Account> =
        account::by_keys(db, &keys).await?.into_iter().map(|account| (account.key, account)).collect();
    let placed = keys.iter().filter_map(|key| accounts.remove(key)).map(|account| selection.placed(account, 0));
    Ok(Found { placed: placed.collect(), is_cut: false, resume })
}

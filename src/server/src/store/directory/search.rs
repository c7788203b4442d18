//! Listed accounts by what was typed, best first: what the index of terms has in this order already, then what the indexes
//! of words and texts find ([`super::candidates`]). Each step is bounded: the first reads a page, the others a fixed number.

use sqlx::{AssertSqlSafe, FromRow};

use super::candidates::{Source, candidates, walk};
use super::{Cursor, LAST_ID, OTHER_LISTED, Placed, Selection, WITHOUT_STANDING};
use crate::args;
use crate::db::Db;
use crate::domains::search_text::{BEGINNING, LAST, LATER_WORD, Sought};
use crate::store::account::{Account, AccountRow, COLUMNS};
use crate::store::key::PersonKey;

/// How well an account fits. The entire name, or the entire identifier.
pub const ENTIRE: i64 = 0;
/// The name begins with it.
pub const BEGINS: i64 = 1;
/// A later word of the name begins with it, and what follows goes on so.
pub const WORD_BEGINS: i64 = 2;
/// Every word begins one of the name, in another order.
pub const WORDS: i64 = 3;
/// All of it is in the name, some of it within a word.
pub const INSIDE: i64 = 4;
/// Some of it is in the identifier only.
pub const IDENTIFIER: i64 = 5;

/// Accounts in their order.
#[derive(Debug, Default)]
pub struct Found {
    pub placed: Vec<Placed>,
    /// Whether there may be more that fit than were looked at, which no later page shows.
    pub is_cut: bool,
    /// Where looking goes on, where it ended before there were enough.
    pub resume: Option<Cursor>,
}

/// The place in the directory's order of an account that fits so well, and in which the person has this standing.
pub const fn position(rank: i64, standing: i64) -> i64 {
    rank * 8 + standing
}

/// Listed accounts that fit, without those in which the person has standing: in the order of the selection, at most `limit`
/// after a place. One to four queries.
pub async fn best_first(
    db: &Db,
    person_key: PersonKey,
    selection: &Selection,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Found> {
    let mut found = Found::default();
    let sought = &selection.sought;
    if sought.is_wordless {
        return Ok(found);
    }
    if !selection.is_by_position() {
        let sources =
            if sought.long_words().is_empty() { vec![Source::Words, Source::Identifiers] } else { vec![Source::Texts] };
        let found = candidates(db, person_key, selection, &sources, (ENTIRE, IDENTIFIER), after, limit).await?;
        // With so many there are some in every part of the list.
        return if found.is_cut { walk(db, person_key, selection, after, limit).await } else { Ok(found) };
    }
    found.placed = in_order(db, person_key, selection, after, limit).await?;
    for (sources, ranks) in steps(sought) {
        let wanted = limit - found.placed.len() as i64;
        if wanted <= 0 {
            break;
        }
        if after.position > position(ranks.1, OTHER_LISTED) {
            continue;
        }
        let more = candidates(db, person_key, selection, &sources, ranks, after, wanted).await?;
        found.placed.extend(more.placed);
        found.is_cut |= more.is_cut;
    }
    Ok(found)
}

/// What is looked at after what begins with it, and how well that fits, from and to.
fn steps(sought: &Sought) -> Vec<(Vec<Source>, (i64, i64))> {
    let has_long = !sought.long_words().is_empty();
    match (sought.words.len(), has_long) {
        (1, true) => vec![(vec![Source::Texts], (INSIDE, IDENTIFIER))],
        (1, false) => vec![(vec![Source::Identifiers], (IDENTIFIER, IDENTIFIER))],
        (_, true) => vec![(vec![Source::Words], (WORDS, WORDS)), (vec![Source::Texts], (INSIDE, IDENTIFIER))],
        (_, false) => vec![(vec![Source::Words, Source::Identifiers], (WORDS, IDENTIFIER))],
    }
}

#[derive(FromRow)]
struct TermRow {
    place: i64,
    term: String,
    #[sqlx(flatten)]
    account: AccountRow,
}

/// The accounts whose entire identifier it is, and those whose name, or a later word of it, begins with it. They are read
/// where the index has them, a page of each, however many there are; whatever the planner believes, since nothing but
/// that index has this order.
async fn in_order(
    db: &Db,
    person_key: PersonKey,
    selection: &Selection,
    after: &Cursor,
    limit: i64,
) -> sqlx::Result<Vec<Placed>> {
    let sought = &selection.sought;
    let phrase = sought.phrase.as_str();
    let mut arguments = args![person_key, limit, phrase, format!("{phrase}{LAST}")];
    arguments.extend(args![selection.country(), &sought.identifier]);
    let mut parts = Vec::new();
    if after.position < position(ENTIRE, OTHER_LISTED) {
        parts.push(format!(
            "SELECT * FROM (SELECT CAST(0 AS bigint) AS place, '' AS term, a.id, a.key AS account_key FROM account a \
             WHERE a.domain_identifier = $6 AND a.visibility = 'listed' AND a.status = 'active' \
             AND ($5 = '' OR a.country = $5) AND {WITHOUT_STANDING}) entire"
        ));
    }
    for (place, start) in [(BEGINNING, start_of_names(phrase, after)), (LATER_WORD, start_of_words(phrase, after))] {
        let Some((term, id)) = start else { continue };
        let (term_at, id_at) = (arguments.len() + 1, arguments.len() + 2);
        arguments.extend(args![term, id]);
        // An account stands where it fits best.
        parts.push(format!(
            "SELECT * FROM (SELECT t.place, t.term, t.id, t.account_key FROM listed_account_term t \
             WHERE t.place = {place} AND (t.term, t.id) > (${term_at}, ${id_at}) AND t.term < $4 \
             AND ($5 = '' OR t.country = $5) AND {TERM_WITHOUT_STANDING} \
             AND t.account_key <> coalesce((SELECT e.key FROM account e WHERE e.domain_identifier = $6 \
               AND e.visibility = 'listed' AND e.status = 'active'), 0) \
             AND NOT EXISTS (SELECT 1 FROM listed_account_term o WHERE o.account_key = t.account_key \
               AND o.term >= $3 AND o.term < $4 AND (o.place < {place} OR (o.place = {place} AND o.term < t.term))) \
             ORDER BY t.place, t.term, t.id LIMIT $2) of_place{place}"
        ));
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "WITH found AS MATERIALIZED ({}) SELECT f.place, f.term, {COLUMNS} FROM found f CROSS JOIN account a \
         WHERE a.key = f.account_key ORDER BY f.place, f.term, f.id LIMIT $2",
        parts.join(" UNION ALL ")
    );
    let rows: Vec<TermRow> = db.all(AssertSqlSafe(sql), arguments).await?;
    rows.into_iter()
        .map(|row| {
            let rank = match row.place {
                BEGINNING if row.term == phrase => ENTIRE,
                place => place,
            };
            let account: Account = row.account.try_into()?;
            let place = Cursor { position: position(rank, OTHER_LISTED), key: row.term, id: account.id.clone() };
            Ok(Placed { place, account })
        })
        .collect()
}

/// After which term of a name's beginning, and which id, a page goes on; nothing where that is past. Of the names, the
/// entire one is the first term of all that begin with it.
fn start_of_names(phrase: &str, after: &Cursor) -> Option<(String, String)> {
    let (entire, begins) = (position(ENTIRE, OTHER_LISTED), position(BEGINS, OTHER_LISTED));
    match after.position {
        at if at < entire => Some((phrase.to_owned(), String::new())),
        at if at == entire && after.key.is_empty() => Some((phrase.to_owned(), String::new())),
        at if at == entire || at == begins => Some((after.key.clone(), after.id.clone())),
        at if at < begins => Some((phrase.to_owned(), LAST_ID.to_owned())),
        _ => None,
    }
}

fn start_of_words(phrase: &str, after: &Cursor) -> Option<(String, String)> {
    let words = position(WORD_BEGINS, OTHER_LISTED);
    match after.position {
        at if at < words => Some((phrase.to_owned(), String::new())),
        at if at == words => Some((after.key.clone(), after.id.clone())),
        _ => None,
    }
}

/// [`WITHOUT_STANDING`] of a term.
const TERM_WITHOUT_STANDING: &str = "NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = $1 \
     AND g.account_key = t.account_key) AND NOT EXISTS (SELECT 1 FROM access_request r WHERE r.person_key = $1 \
     AND r.account_key = t.account_key) \
     AND t.account_key NOT IN (SELECT key FROM account WHERE requested_by_key = $1)";

//! Which words any listed account has.

use serde_json::json;
use sqlx::{AssertSqlSafe, FromRow};

use crate::args;
use crate::db::{Db, Engine};
use crate::domains::search_text::{BEGINNING, LAST, LATER_WORD};

/// A word that some listed account has.
pub struct Near {
    /// What was asked for: it, or its beginning.
    pub typed: String,
    pub word: String,
}

#[derive(FromRow)]
struct Row {
    word: String,
    first: Option<String>,
    later: Option<String>,
    identifier: Option<String>,
}

/// Those of the words with which neither a word of a listed account's name nor its identifier begins. One query.
pub async fn unknown(db: &Db, words: &[String]) -> sqlx::Result<Vec<String>> {
    let known = known(db, words).await?;
    let is_unknown = |word: &&String| !known.iter().any(|near| near.typed == **word);
    Ok(words.iter().filter(is_unknown).cloned().collect())
}

/// Those that are known, in this order, each with the first word that begins with it. One query: three looks into an index
/// for each.
pub async fn known(db: &Db, words: &[String]) -> sqlx::Result<Vec<Near>> {
    let given = match db.engine() {
        Engine::Sqlite => "SELECT value AS word, key AS place FROM json_each($1)",
        Engine::Postgres => {
            "SELECT word, place FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY given (word, place)"
        }
    };
    let term = |place: i64| {
        format!(
            "(SELECT min(t.term) FROM listed_account_term t WHERE t.place = {place} AND t.term >= g.word \
             AND t.term < g.word || $2)"
        )
    };
    let sql = format!(
        "SELECT word, first, later, identifier FROM (SELECT g.word, g.place, {} AS first, {} AS later, \
           (SELECT min(a.domain_identifier) FROM account a WHERE a.visibility = 'listed' AND a.status = 'active' \
            AND a.domain_identifier >= g.word AND a.domain_identifier < g.word || $2) AS identifier \
         FROM ({given}) g) looked_up \
         WHERE first IS NOT NULL OR later IS NOT NULL OR identifier IS NOT NULL ORDER BY place",
        term(BEGINNING),
        term(LATER_WORD)
    );
    let rows: Vec<Row> = db.all(AssertSqlSafe(sql), args![json!(words).to_string(), LAST]).await?;
    Ok(rows.into_iter().filter_map(Row::near).collect())
}

impl Row {
    /// The shortest of the three has least that nobody typed.
    fn near(self) -> Option<Near> {
        let texts = [self.first, self.later, self.identifier].into_iter().flatten();
        let word = |text: String| text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        let word = texts.map(word).min_by_key(String::len)?;
        Some(Near { typed: self.word, word })
    }
}

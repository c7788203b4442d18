//! The trail: who did what, when, under which policy and rules. Entries are only ever added, each chained to the one
//! before it in its chain by SHA-256. Proving and exporting chains is done in `audit`.

mod batch;
pub mod reading;
pub mod seal;

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use rules::FiredRule;
use serde_json::{Value, json};

use crate::args;
use crate::base::secret::{digest, random_id};
use crate::db::{Db, Engine, Tx};
use crate::store::actor::PersonRef;

pub use batch::{add_all, lock_all};

/// The chain of what belongs to no account.
pub const SERVICE: &str = "service";
/// The chain of seals.
pub const SEALS: &str = "seals";

/// The format in which entries are written. Those of format 1 stay as they are.
pub const FORMAT: i64 = 2;

/// One entry, which is made by [`Entry::new`] and written by [`Entry::add`].
pub struct Entry<'a> {
    chain: &'a str,
    who: Option<&'a PersonRef>,
    about: Vec<&'a PersonRef>,
    event: &'a str,
    subject: &'a str,
    rules: &'a [FiredRule],
    before: Value,
    after: Value,
}

impl<'a> Entry<'a> {
    /// What happened (`access_requested`) to what, by its public name: a request's reference. The chain is an account's
    /// public id, or [`SERVICE`].
    ///
    /// Nobody did it, but time or the operator from the command line, unless it is said [`by`](Entry::by) whom.
    pub fn new(chain: &'a str, event: &'a str, subject: &'a str) -> Entry<'a> {
        let (before, after) = (Value::Null, Value::Null);
        Entry { chain, who: None, about: Vec::new(), event, subject, rules: &[], before, after }
    }

    /// Who did it.
    #[must_use]
    pub fn by(self, who: &'a PersonRef) -> Entry<'a> {
        Entry { who: Some(who), ..self }
    }

    /// Somebody else whose id stands in the entry.
    #[must_use]
    pub fn about(mut self, person: &'a PersonRef) -> Entry<'a> {
        self.about.push(person);
        self
    }

    /// The rules that allowed it. The facts by which they fired are kept with them.
    #[must_use]
    pub fn under(self, rules: &'a [FiredRule]) -> Entry<'a> {
        Entry { rules, ..self }
    }

    /// What was there before and is there now. Never a person's free text, nor an address: these stand here as
    /// [`commitment`]s only, and people by their ids, see [`Entry::about`].
    #[must_use]
    pub fn change(self, before: Value, after: Value) -> Entry<'a> {
        Entry { before, after, ..self }
    }

    /// Adds it at the end of its chain, which is locked for others until the transaction ends. Three queries.
    pub async fn add(self, tx: &mut Tx, policy_version: &str, at: DateTime<Utc>) -> sqlx::Result<()> {
        let content = self.content(policy_version, at);
        // The number is taken here and the hash follows below: until then the head has the hash of the entry before.
        let (number, previous): (i64, String) = tx
            .one(
                "INSERT INTO trail_head (chain, number, hash, sealed_number) VALUES ($1, 1, '', 0) \
                 ON CONFLICT (chain) DO UPDATE SET number = trail_head.number + 1 RETURNING number, hash",
                args![self.chain],
            )
            .await?;
        let hash = entry_hash(number, &previous, &digest(content.as_bytes()));
        tx.run(
            "INSERT INTO trail (chain, number, subject, content, hash, format, previous) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![self.chain, number, self.subject, content, &hash, FORMAT, previous],
        )
        .await?;
        tx.run("UPDATE trail_head SET hash = $1 WHERE chain = $2", args![hash, self.chain]).await?;
        Ok(())
    }

    /// What the entry says, in canonical form (RFC 8785): names in order, no spaces, whole numbers only. Its salt keeps
    /// anybody who has its hash alone from finding out by trying.
    fn content(&self, policy_version: &str, at: DateTime<Utc>) -> String {
        let people: BTreeMap<&str, String> = self
            .who
            .iter()
            .chain(&self.about)
            .map(|person| (person.id.as_str(), person.address_commitment()))
            .collect();
        let rules: Vec<String> = self.rules.iter().map(|rule| format!("{}/{}", rule.decision, rule.rule)).collect();
        let fields: BTreeMap<&str, Value> = [
            ("after", self.after.clone()),
            ("at", json!(at.to_rfc3339_opts(SecondsFormat::Millis, true))),
            ("before", self.before.clone()),
            ("chain", json!(self.chain)),
            ("event", json!(self.event)),
            ("facts", asked_facts(self.rules)),
            ("people", json!(people)),
            ("policy", json!(policy_version)),
            ("rules", json!(rules)),
            ("salt", json!(random_id())),
            ("subject", json!(self.subject)),
            ("who", json!(self.who.map(|who| &who.id))),
        ]
        .into();
        json!(fields).to_string()
    }
}

/// The hash of an entry of format 2: over its number, the hash of the entry before, and the hash of its content.
pub fn entry_hash(number: i64, previous: &str, content_hash: &str) -> String {
    digest(json!({ "content": content_hash, "number": number, "previous": previous }).to_string().as_bytes())
}

/// Each decision that was asked with its facts, once, in the order of the rules.
fn asked_facts(rules: &[FiredRule]) -> Value {
    let mut asked: Vec<Value> = Vec::new();
    for rule in rules {
        let fact = |(name, value): (&'static str, &dmn::Value)| {
            (name.to_owned(), value.as_bool().map_or_else(|| json!(value.as_str()), Value::from))
        };
        let facts: serde_json::Map<String, Value> = rule.facts.iter().map(fact).collect();
        let one = json!({ "decision": rule.decision, "facts": facts });
        if !asked.contains(&one) {
            asked.push(one);
        }
    }
    Value::from(asked)
}

/// An entry as it is read back.
pub struct StoredEntry {
    pub key: i64,
    pub format: i64,
    pub event: String,
    /// The person's id; in format 1 what they were called.
    pub who: Option<String>,
    pub at: DateTime<Utc>,
    pub after: Value,
}

/// What stands in the trail for a text that may have to be erased one day: SHA-256 over a salt and the text, which are
/// kept beside each other elsewhere.
pub fn commitment(salt: &str, text: &str) -> String {
    digest([salt, "\n", text].concat().as_bytes())
}

/// Locks a chain before anything else in a transaction that will add to it. PostgreSQL would otherwise find two of them
/// waiting for each other: one for the chain, one for a request. SQLite has one writer at a time as it is.
///
/// An account's chain comes before [`SERVICE`], and both before any row of people, identities and sessions. Whoever binds
/// somebody, adds people, or changes an address holds [`SERVICE`].
pub async fn lock_chain(tx: &mut Tx, chain: &str) -> sqlx::Result<()> {
    if tx.engine() == Engine::Postgres {
        tx.run(
            "INSERT INTO trail_head (chain, number, hash, sealed_number) VALUES ($1, 0, '', 0) \
             ON CONFLICT (chain) DO UPDATE SET number = trail_head.number",
            args![chain],
        )
        .await?;
    }
    Ok(())
}

/// What happened to a subject, oldest first.
pub async fn of_subject(db: &Db, subject: &str) -> sqlx::Result<Vec<StoredEntry>> {
    let rows: Vec<(i64, i64, String)> =
        db.all("SELECT key, format, content FROM trail WHERE subject = $1 ORDER BY key", args![subject]).await?;
    rows.iter().map(|(key, format, content)| parse_entry(*key, *format, content)).collect()
}

fn parse_entry(key: i64, format: i64, content: &str) -> sqlx::Result<StoredEntry> {
    let unreadable = || sqlx::Error::ColumnDecode {
        index: "content".to_owned(),
        source: format!("`{content}` is no entry of the trail").into(),
    };
    let mut value: Value = serde_json::from_str(content).map_err(|_| unreadable())?;
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let at = text("at").and_then(|at| DateTime::parse_from_rfc3339(&at).ok());
    Ok(StoredEntry {
        key,
        format,
        event: text("event").ok_or_else(unreadable)?,
        who: text("who"),
        at: at.ok_or_else(unreadable)?.to_utc(),
        after: value.get_mut("after").map(Value::take).unwrap_or_default(),
    })
}

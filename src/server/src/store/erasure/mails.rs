//! Mails to somebody who is erased, and mails about them.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::ErasedPerson;
use crate::args;
use crate::db::{Tx, like_literal};
use crate::domains::email::EmailAddress;

/// Deletes them, whether or not they were sent; gives how many. One that is being sent at this moment may still arrive.
pub async fn delete(tx: &mut Tx, person: &ErasedPerson) -> sqlx::Result<u64> {
    let own: Vec<(String, String)> = tx
        .all(
            "SELECT r.reference, a.domain_display FROM access_request r JOIN account a ON a.key = r.account_key \
             WHERE r.person_key = $1 UNION SELECT r.reference, a.domain_display FROM account_request r \
             JOIN account a ON a.key = r.account_key WHERE r.person_key = $1",
            args![person.key],
        )
        .await?;
    let (references, accounts): (HashSet<String>, HashSet<String>) = own.into_iter().unzip();
    let mut deleted = 0;
    for text in texts(person).chain(references) {
        let sql = "DELETE FROM outbox WHERE lower(recipient) = $1 OR lower(details) LIKE $2 ESCAPE '\\'";
        deleted += tx.run(sql, args![text.to_lowercase(), containing(&text)]).await?;
    }
    if !person.name.is_empty() {
        deleted += delete_named(tx, person, &accounts).await?;
        take_name_out_of_changes(tx, person).await?;
    }
    deleted += take_words_out(tx, person).await?;
    Ok(deleted)
}

/// Takes out what they wrote to others about requests that they decided or wrote about: mails that were sent or given up are
/// deleted, others still go, without their words and name. Gives how many were deleted.
async fn take_words_out(tx: &mut Tx, person: &ErasedPerson) -> sqlx::Result<u64> {
    let decided: Vec<(String,)> = tx
        .all(
            "SELECT reference FROM access_request WHERE decided_by_key = $1 \
             UNION SELECT r.reference FROM access_request_message m JOIN access_request r ON r.key = m.request_key \
             WHERE m.person_key = $1 UNION SELECT reference FROM account_request WHERE decided_by_key = $1",
            args![person.key],
        )
        .await?;
    let mut deleted = 0;
    for (reference,) in decided {
        let sql =
            "DELETE FROM outbox WHERE (sent_at IS NOT NULL OR dead_at IS NOT NULL) AND details LIKE $1 ESCAPE '\\'";
        let about = format!("%{}%", like_literal(&reference));
        deleted += tx.run(sql, args![&about]).await?;
        let sql = "SELECT key, event, details FROM outbox WHERE details LIKE $1 ESCAPE '\\'";
        let waiting: Vec<(i64, String, String)> = tx.all(sql, args![about]).await?;
        for (key, event, details) in waiting {
            let mut details: Value = serde_json::from_str(&details).unwrap_or_default();
            let (field, nothing) = match event.as_str() {
                "access_approved" => ("note", Value::Null),
                "message_for_requester" => ("writer", Value::Null),
                _ => ("reason", Value::from("")),
            };
            if let Some(words) = details.get_mut(field).filter(|words| words.is_string()) {
                *words = nothing;
                tx.run("UPDATE outbox SET details = $1 WHERE key = $2", args![details.to_string(), key]).await?;
            }
        }
    }
    Ok(deleted)
}

/// Deletes those that name them without reference or address, as somebody who asked for one of these accounts. A namesake's
/// stay.
async fn delete_named(tx: &mut Tx, person: &ErasedPerson, accounts: &HashSet<String>) -> sqlx::Result<u64> {
    let quoted = Value::from(person.name.as_str()).to_string();
    let sql = "SELECT key, details FROM outbox WHERE details LIKE $1 ESCAPE '\\'";
    let named: Vec<(i64, String)> = tx.all(sql, args![format!("%{}%", like_literal(&quoted))]).await?;
    let mut deleted = 0;
    for (key, details) in named {
        let details: Value = serde_json::from_str(&details).unwrap_or_default();
        let account = details.pointer("/account/domain_identifier").and_then(Value::as_str);
        if details["requester"] == person.name.as_str() && account.is_some_and(|account| accounts.contains(account)) {
            deleted += tx.run("DELETE FROM outbox WHERE key = $1", args![key]).await?;
        }
    }
    Ok(deleted)
}

/// Whoever is told that their access was changed or removed reads no name: it was an administrator. A namesake's name goes as
/// well, which says nothing wrong of them.
async fn take_name_out_of_changes(tx: &mut Tx, person: &ErasedPerson) -> sqlx::Result<()> {
    let by = |who: Value| format!("\"by\":{who}");
    let sql =
        "UPDATE outbox SET details = replace(details, $1, $2) WHERE event IN ('access_changed', 'access_removed')";
    let (named, unnamed) = (by(json!({ "named": person.name })), by(json!("administrator")));
    tx.run(sql, args![named, unnamed]).await?;
    Ok(())
}

/// Their addresses as they are stored and as they are shown.
fn texts(person: &ErasedPerson) -> impl Iterator<Item = String> {
    person.addresses.iter().flat_map(|address| {
        let shown = EmailAddress::parse(address).map(|address| address.unicode()).ok();
        [Some(address.clone()), shown.filter(|shown| shown != address)].into_iter().flatten()
    })
}

/// For LIKE, whatever the case.
pub fn containing(text: &str) -> String {
    format!("%{}%", like_literal(&text.to_lowercase()))
}

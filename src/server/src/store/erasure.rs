//! Taking away everything personal about somebody, wherever it stands outside the trail. What decides whether that may be
//! done, and what of theirs ends with it, lies in `commands::admin::erase`.

mod mails;

use chrono::{DateTime, Utc};
use rules::vocabulary::Role;
use sqlx::FromRow;

use crate::args;
use crate::base::secret::random_id;
use crate::db::Tx;
use crate::domains::email::folded;
use crate::store::actor::{self, PersonRef};
use crate::store::decode_enum;
use crate::store::key::{AccessGrantKey, AccountKey, AccountRequestKey, PersonKey};
use crate::store::session;

/// What stands in the place of an address. Nobody can have it (RFC 2606).
pub const ERASED: &str = "erased@erased.invalid";

/// Somebody who is to be erased.
#[derive(Clone, Debug)]
pub struct ErasedPerson {
    pub key: PersonKey,
    pub who: PersonRef,
    pub name: String,
    /// Folded: the one that they have, and those that they had.
    pub addresses: Vec<String>,
}

/// A grant that ends with the person.
#[derive(Clone, Debug)]
pub struct HeldGrant {
    pub key: AccessGrantKey,
    pub id: String,
    pub version: i64,
    pub role: Role,
    pub account_key: AccountKey,
    pub account_id: String,
    /// The public id of the Virtual Account; absent: the entire account.
    pub virtual_account: Option<String>,
}

/// An entry of format 1, which stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OldEntry {
    pub chain: String,
    pub number: i64,
}

/// The person with this key. Three queries.
pub async fn person(tx: &mut Tx, key: PersonKey) -> sqlx::Result<ErasedPerson> {
    let (name, email): (String, String) = tx.one("SELECT name, email FROM person WHERE key = $1", args![key]).await?;
    let who = actor::by_key(tx, key).await?;
    let before: Vec<(String,)> =
        tx.all("SELECT address FROM trail_address WHERE person_id = $1", args![&who.id]).await?;
    let mut addresses: Vec<String> = before.into_iter().map(|(address,)| address).collect();
    addresses.push(folded(&email));
    addresses.sort();
    addresses.dedup();
    Ok(ErasedPerson { key, who, name, addresses })
}

/// The key of the person whom the trail calls by this id.
pub async fn key_by_id(tx: &mut Tx, id: &str) -> sqlx::Result<Option<PersonKey>> {
    let sql = "SELECT key FROM person WHERE id = $1 AND erased_at IS NULL";
    let row: Option<(PersonKey,)> = tx.optional(sql, args![id]).await?;
    Ok(row.map(|(key,)| key))
}

/// Whether nobody else acts for the operator.
pub async fn is_only_operator(tx: &mut Tx, key: PersonKey) -> sqlx::Result<bool> {
    let sql = "SELECT count(CASE WHEN key = $2 THEN 1 END), count(*) FROM person WHERE operator = $1";
    let (own, all): (i64, i64) = tx.one(sql, args![true, key]).await?;
    Ok(own == 1 && all == 1)
}

/// The identifiers of the active accounts that nobody else administers entirely.
pub async fn administered_alone(tx: &mut Tx, key: PersonKey) -> sqlx::Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .all(
            "SELECT a.domain_display FROM access_grant g JOIN account a ON a.key = g.account_key AND a.status = 'active' \
             WHERE g.person_key = $1 AND g.role = 'administrator' AND g.virtual_account_key IS NULL AND NOT EXISTS ( \
                 SELECT 1 FROM access_grant o WHERE o.account_key = g.account_key AND o.person_key <> $1 \
                 AND o.role = 'administrator' AND o.virtual_account_key IS NULL) ORDER BY 1",
            args![key],
        )
        .await?;
    Ok(rows.into_iter().map(|(identifier,)| identifier).collect())
}

/// The references of their requests for new accounts that are pending, as stored.
pub async fn pending_account_requests(tx: &mut Tx, key: PersonKey) -> sqlx::Result<Vec<String>> {
    let sql = "SELECT reference FROM account_request WHERE person_key = $1 AND status = 'pending' ORDER BY key";
    let rows: Vec<(String,)> = tx.all(sql, args![key]).await?;
    Ok(rows.into_iter().map(|(reference,)| reference).collect())
}

/// What they hold, by account.
pub async fn grants(tx: &mut Tx, key: PersonKey) -> sqlx::Result<Vec<HeldGrant>> {
    type Row = (AccessGrantKey, String, i64, String, AccountKey, String, Option<String>);
    let rows: Vec<Row> = tx
        .all(
            "SELECT g.key, g.id, g.version, g.role, a.key, a.id, v.id FROM access_grant g \
             JOIN account a ON a.key = g.account_key LEFT JOIN virtual_account v ON v.key = g.virtual_account_key \
             WHERE g.person_key = $1 ORDER BY a.id, g.key",
            args![key],
        )
        .await?;
    let grant = |(key, id, version, role, account_key, account_id, virtual_account): Row| {
        let role = decode_enum("role", &role, Role::parse)?;
        Ok(HeldGrant { key, id, version, role, account_key, account_id, virtual_account })
    };
    rows.into_iter().map(grant).collect()
}

/// Takes away everything personal outside the trail, and lets the address lead to nobody. Gives how many mails were
/// deleted.
pub async fn erase(tx: &mut Tx, person: &ErasedPerson, now: DateTime<Utc>) -> sqlx::Result<u64> {
    // First: what is about their requests is found by them.
    let mails = mails::delete(tx, person).await?;
    session::end_all(tx, person.key).await?;
    for sql in [
        "DELETE FROM identity WHERE person_key = $1",
        "DELETE FROM guess WHERE person_key = $1",
        "DELETE FROM idempotency WHERE person_key = $1",
        "DELETE FROM revoked_grant WHERE person_key = $1",
        "DELETE FROM trail_name WHERE person_key = $1",
        // What they wrote, and what was written to them.
        "UPDATE access_request SET reason = NULL, reason_salt = NULL, requester_name = '', requester_organisation = '' \
         WHERE person_key = $1",
        "UPDATE access_request SET decision_reason = NULL, decision_reason_salt = NULL \
         WHERE person_key = $1 OR decided_by_key = $1",
        "UPDATE access_request_message SET text = NULL, salt = NULL WHERE person_key = $1 \
         OR request_key IN (SELECT key FROM access_request WHERE person_key = $1)",
        "UPDATE account_request SET note_to_approver = NULL, note_to_customer = NULL, note_to_added_users = NULL, \
         requester_name = '', requester_organisation = '' WHERE person_key = $1",
        "UPDATE account_request SET decision_reason = NULL WHERE person_key = $1 OR decided_by_key = $1",
        "UPDATE invitation SET note = NULL, inviter_key = NULL WHERE inviter_key = $1",
    ] {
        tx.run(sql, args![person.key]).await?;
    }
    tx.run("DELETE FROM trail_address WHERE person_id = $1", args![&person.who.id]).await?;
    for address in &person.addresses {
        erase_address(tx, address, now).await?;
    }
    let sql = "SELECT key FROM account_request WHERE person_key = $1";
    let requests: Vec<(AccountRequestKey,)> = tx.all(sql, args![person.key]).await?;
    forget_salts(tx, requests).await?;
    tx.run(
        "UPDATE person SET email = $2, email_folded = NULL, email_domain = '', email_verified = $3, name = '', \
         name_folded = '', organisation = '', country = '', time_zone = NULL, affiliation = 'external', partner = $3, operator = $3, \
         address_salt = $4, erased_at = $5, version = version + 1, changes = changes + 1 WHERE key = $1",
        args![person.key, ERASED, false, random_id(), now.timestamp_millis()],
    )
    .await?;
    Ok(mails)
}

/// Takes an address out of where it stands by itself: codes and claims, customer contacts, people to be added.
async fn erase_address(tx: &mut Tx, address: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    tx.run("DELETE FROM sign_in_code WHERE email_folded = $1", args![address]).await?;
    tx.run("DELETE FROM sign_in_claim WHERE lower(email) = $1", args![address]).await?;
    let requests: Vec<(AccountRequestKey,)> = tx
        .all(
            "SELECT request_key FROM account_request_contact WHERE email_folded = $1 \
             UNION SELECT request_key FROM account_request_added_user WHERE email_folded = $1",
            args![address],
        )
        .await?;
    forget_salts(tx, requests).await?;
    tx.run("DELETE FROM invitation WHERE email_folded = $1", args![address]).await?;
    tx.run("DELETE FROM account_request_added_user WHERE email_folded = $1", args![address]).await?;
    // What was written beside a forwarding, by them or to them.
    tx.run(
        "UPDATE account_request_contact SET note = NULL WHERE email_folded = $1 OR from_key IN ( \
             SELECT key FROM account_request_contact WHERE email_folded = $1)",
        args![address],
    )
    .await?;
    tx.run(
        "UPDATE account_request_contact SET email = $2, email_folded = $2, ended_at = coalesce(ended_at, $3) \
         WHERE email_folded = $1",
        args![address, ERASED, now.timestamp_millis()],
    )
    .await?;
    Ok(())
}

/// Replaces the salts of what the trail holds of these requests: with the old one, an address could be found by trying.
/// What others wrote in them stays, and cannot be proven any more.
async fn forget_salts(tx: &mut Tx, requests: Vec<(AccountRequestKey,)>) -> sqlx::Result<()> {
    for (key,) in requests {
        tx.run("UPDATE account_request SET salt = $1 WHERE key = $2", args![random_id(), key]).await?;
    }
    Ok(())
}

/// The entries of format 1 in which an address of theirs stands, by chain and number.
pub async fn old_entries(tx: &mut Tx, person: &ErasedPerson) -> sqlx::Result<Vec<OldEntry>> {
    let mut found = Vec::new();
    for address in &person.addresses {
        let sql = "SELECT chain, number FROM trail WHERE format = 1 AND lower(content) LIKE $1 ESCAPE '\\' \
             ORDER BY chain, number";
        let within: Vec<OldEntry> = tx.all(sql, args![mails::containing(address)]).await?;
        found.extend(within);
    }
    found.sort_by(|one, other| (&one.chain, one.number).cmp(&(&other.chain, other.number)));
    found.dedup();
    Ok(found)
}

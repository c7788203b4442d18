//! Sessions: an opaque token in the browser, its digest here.

use axum::http::header::{COOKIE, HeaderMap};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::AssertSqlSafe;

use crate::args;
use crate::db::{Db, Tx};
use crate::secret::{digest, random_id, random_token};
use crate::store::person::{COLUMNS, Person, PersonRow};

/// The prefix binds the cookie to this host, to https (or loopback) and to the path `/` (RFC 6265bis).
const COOKIE_NAME: &str = "__Host-session";

/// Begins a session and gives its token.
pub async fn begin(tx: &mut Tx, person_key: i64, now: DateTime<Utc>, hours: u32) -> sqlx::Result<String> {
    let token = random_token();
    let expires_at = now + TimeDelta::hours(i64::from(hours));
    tx.run(
        "INSERT INTO session (token_digest, id, person_key, created_at, seen_at, expires_at) \
         VALUES ($1, $2, $3, $4, $4, $5)",
        args![digest(token.as_bytes()), random_id(), person_key, now.timestamp_millis(), expires_at.timestamp_millis()],
    )
    .await?;
    Ok(token)
}

/// The person whose session this is, while it lasts.
pub async fn person(db: &Db, token: &str, now: DateTime<Utc>) -> sqlx::Result<Option<Person>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session s JOIN person p ON p.key = s.person_key \
         WHERE s.token_digest = $1 AND s.expires_at > $2"
    );
    let row: Option<PersonRow> =
        db.optional(AssertSqlSafe(sql), args![digest(token.as_bytes()), now.timestamp_millis()]).await?;
    row.map(Person::try_from).transpose()
}

/// Ends a session.
pub async fn end(tx: &mut Tx, token: &str) -> sqlx::Result<()> {
    tx.run("DELETE FROM session WHERE token_digest = $1", args![digest(token.as_bytes())]).await?;
    Ok(())
}

/// Ends every session of a person, and links to one.
pub async fn end_all(tx: &mut Tx, person_key: i64) -> sqlx::Result<()> {
    tx.run("DELETE FROM session WHERE person_key = $1", args![person_key]).await?;
    tx.run("DELETE FROM sign_in_link WHERE person_key = $1", args![person_key]).await?;
    Ok(())
}

/// Ends what somebody began who has not proved the person's address: sessions, and links to one.
pub async fn end_unproved(tx: &mut Tx, person_key: i64) -> sqlx::Result<()> {
    for sql in ["DELETE FROM session WHERE person_key IN", "DELETE FROM sign_in_link WHERE person_key IN"] {
        let sql = format!("{sql} (SELECT key FROM person WHERE key = $1 AND email_verified = $2)");
        tx.run(AssertSqlSafe(sql), args![person_key, false]).await?;
    }
    Ok(())
}

/// The token in a request's cookies.
pub fn token_from(headers: &HeaderMap) -> Option<String> {
    cookie_named(headers, COOKIE_NAME)
}

/// The value of a cookie.
pub fn cookie_named(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';')).find_map(
        |pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == wanted).then(|| value.to_owned())
        },
    )
}

/// The cookie that carries the token; without one, the cookie that ends it.
pub fn cookie(token: Option<&str>) -> String {
    let fixed = "Path=/; Secure; HttpOnly; SameSite=Lax";
    match token {
        Some(token) => format!("{COOKIE_NAME}={token}; {fixed}"),
        None => format!("{COOKIE_NAME}=; {fixed}; Max-Age=0"),
    }
}

/// What a page of this session sends with each write. Nobody can make it without the token, and it does not tell it.
pub fn anti_forgery_token(token: &str) -> String {
    digest(format!("anti-forgery\0{token}").as_bytes())
}

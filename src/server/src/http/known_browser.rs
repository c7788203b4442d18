//! What a browser keeps in which somebody proved an address: so that a code may be asked for there whatever others used up.
//!
//! The cookie holds a random id, when it was given, a proof of these two, and a proof for each address, the newest first:
//! `ID.SECONDS.PROOF.ADDRESS.ADDRESS`. It names no address, only asks whether it knows one, and stands for nothing else:
//! nobody is signed in by it. Everybody who proves an address gets it, known before or not.

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use subtle::ConstantTimeEq;

use crate::base::secret::{Secret, digest, random_id};
use crate::http::cookies::KNOWN_BROWSER;

/// For how many addresses a browser keeps a proof.
const MOST_ADDRESSES: usize = 4;

/// A browser that this service knows.
struct KnownBrowser {
    id: String,
    /// One for each address, the newest first.
    proofs: Vec<String>,
}

/// The browser under which its codes are counted, if this address was proved there before.
pub fn that_knows(headers: &HeaderMap, secret: &Secret, email_folded: &str, now: DateTime<Utc>) -> Option<String> {
    let known = read(headers, secret, now)?;
    let proof = secret.known_address(&known.id, email_folded);
    let knows = known.proofs.iter().any(|found| found.as_bytes().ct_eq(proof.as_bytes()).into());
    knows.then(|| digest(known.id.as_bytes()))
}

/// The browser under which its requests are counted where those of its network are used up, whichever address was proved
/// there: a number that follows from its id.
pub fn number(headers: &HeaderMap, secret: &Secret, now: DateTime<Utc>) -> Option<u64> {
    let known = read(headers, secret, now)?;
    u64::from_str_radix(digest(known.id.as_bytes()).get(..16)?, 16).ok()
}

/// The value of `Set-Cookie` after an address was proved: what the browser had, and this address before all others.
pub fn cookie(headers: &HeaderMap, secret: &Secret, email_folded: &str, now: DateTime<Utc>) -> String {
    let known = read(headers, secret, now).unwrap_or_else(|| KnownBrowser { id: random_id(), proofs: Vec::new() });
    let given_at = now.timestamp().to_string();
    let newest = secret.known_address(&known.id, email_folded);
    let mut parts =
        vec![known.id.clone(), given_at.clone(), secret.known_browser(&known.id, &given_at), newest.clone()];
    parts.extend(known.proofs.into_iter().filter(|proof| *proof != newest).take(MOST_ADDRESSES - 1));
    KNOWN_BROWSER.set(&parts.join("."))
}

/// The browser that a request comes from, if this service knows it: nothing where the cookie is not ours or is too old.
fn read(headers: &HeaderMap, secret: &Secret, now: DateTime<Utc>) -> Option<KnownBrowser> {
    let cookie = KNOWN_BROWSER.token(headers)?;
    let mut parts = cookie.split('.');
    let (id, given_at, proof) = (parts.next()?, parts.next()?, parts.next()?);
    let is_ours: bool = secret.known_browser(id, given_at).as_bytes().ct_eq(proof.as_bytes()).into();
    let age = now.timestamp().checked_sub(given_at.parse().ok()?)?;
    if !is_ours || age >= KNOWN_BROWSER.max_age.unwrap_or_default().into() {
        return None;
    }
    Some(KnownBrowser { id: id.to_owned(), proofs: parts.take(MOST_ADDRESSES).map(str::to_owned).collect() })
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;
    use chrono::TimeDelta;

    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::load(Some(text), std::path::Path::new("")).unwrap()
    }

    fn headers(cookie: &str) -> HeaderMap {
        let pair = cookie.split(';').next().unwrap();
        [(COOKIE, pair.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn a_browser_knows_the_newest_addresses_that_were_proved_there() {
        let (secret, now): (Secret, DateTime<Utc>) = (secret(&"s".repeat(32)), "2026-11-04T12:00:00Z".parse().unwrap());
        let mut kept = HeaderMap::new();
        for address in ["a@x", "b@x", "c@x", "d@x", "b@x", "e@x"] {
            let set = cookie(&kept, &secret, address, now);
            assert!(set.starts_with("__Host-browser=") && !set.contains('@') && set.len() < 300, "{set}");
            assert!(set.contains("; Secure; HttpOnly; SameSite=Lax; Max-Age=15552000"), "{set}");
            kept = headers(&set);
        }
        let knows = |address: &str| that_knows(&kept, &secret, address, now);
        assert_eq!(
            ["a@x", "b@x", "c@x", "d@x", "e@x"].map(|address| knows(address).is_some()),
            [false, true, true, true, true]
        );
        assert_eq!(knows("b@x"), knows("e@x"), "one browser, under one name");
        assert!(number(&kept, &secret, now).is_some() && number(&HeaderMap::new(), &secret, now).is_none());
    }

    #[test]
    fn a_cookie_that_is_too_old_or_made_by_others_is_none() {
        let (ours, now): (Secret, DateTime<Utc>) = (secret(&"s".repeat(32)), "2026-11-04T12:00:00Z".parse().unwrap());
        let kept = headers(&cookie(&HeaderMap::new(), &ours, "a@x", now));
        let day = |days| now + TimeDelta::days(days);
        assert!(
            that_knows(&kept, &ours, "a@x", day(179)).is_some() && that_knows(&kept, &ours, "a@x", day(180)).is_none()
        );
        assert!(that_knows(&kept, &secret(&"t".repeat(32)), "a@x", now).is_none());
        let text = kept[COOKIE].to_str().unwrap();
        let (name, parts) = text.split_once('=').unwrap();
        let parts: Vec<&str> = parts.split('.').collect();
        let later = (now.timestamp() + 1).to_string();
        for forged in [
            vec![parts[0], &later, parts[2], parts[3]],
            vec![&parts[0][1..], parts[1], parts[2], parts[3]],
            vec![parts[0], parts[1], parts[2]],
            vec![parts[0]],
            vec!["", "", ""],
        ] {
            let forged = headers(&format!("{name}={}", forged.join(".")));
            assert!(that_knows(&forged, &ours, "a@x", now).is_none(), "{forged:?}");
        }
    }
}

//! What an ID token claims, and whether it is for us, now, and about this attempt.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::Value;
use subtle::ConstantTimeEq;
use text::Locale;

use super::refused::Refused;
use crate::domains::characters::{check_line, is_hidden};
use crate::domains::email::EmailAddress;

/// How far a provider's clock may be from ours, in seconds.
const SKEW: f64 = 60.0;

/// As it stands in a token that is signed. A claim that comes twice is an error of the reader's.
#[derive(Debug, Deserialize)]
pub struct Claims {
    iss: Option<String>,
    sub: Option<String>,
    aud: Option<Audience>,
    azp: Option<String>,
    /// Seconds since 1970, perhaps with a fraction.
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    pub at_hash: Option<String>,
    // What follows is about the person, and of any type: it is not what the token is believed for.
    email: Option<Value>,
    email_verified: Option<Value>,
    name: Option<Value>,
    locale: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// What a token has to fit.
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    /// When the browser went to the provider.
    pub begun_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What a provider says of a person. An answer of the userinfo endpoint has it as well.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    email: Option<Value>,
    email_verified: Option<Value>,
    name: Option<Value>,
    locale: Option<Value>,
}

impl Claims {
    /// Whose token it is, and what it says of them.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn checked(self, expected: &Expected<'_>) -> Result<(String, Profile), Refused> {
        if self.iss.as_deref() != Some(expected.issuer) {
            return Err(Refused::IdTokenIssuer);
        }
        let audiences = match self.aud {
            None => vec![],
            Some(Audience::One(one)) => vec![one],
            Some(Audience::Several(several)) => several,
        };
        if !audiences.iter().any(|audience| audience == expected.client_id) {
            return Err(Refused::Audience);
        }
        let is_only_ours = audiences.len() == 1;
        if self.azp.as_deref().map_or(!is_only_ours, |party| party != expected.client_id) {
            return Err(Refused::AuthorizedParty);
        }
        let is_subject = |sub: &String| (1..=255).contains(&sub.len()) && !sub.chars().any(char::is_control);
        let subject = self.sub.filter(is_subject).ok_or(Refused::Subject)?;
        let now = seconds(expected.now);
        if now >= self.exp + SKEW {
            return Err(Refused::Expired);
        }
        if self.iat > now + SKEW {
            return Err(Refused::IssuedInFuture);
        }
        if self.iat < seconds(expected.begun_at).floor() - SKEW {
            return Err(Refused::IssuedBefore);
        }
        if self.nbf.is_some_and(|nbf| nbf > now + SKEW) {
            return Err(Refused::NotYetValid);
        }
        let nonce = self.nonce.unwrap_or_default();
        if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
            return Err(Refused::Nonce);
        }
        let Claims { email, email_verified, name, locale, .. } = self;
        Ok((subject, Profile { email, email_verified, name, locale }))
    }
}

impl Profile {
    /// Whether there is an address at all.
    pub fn has_email(&self) -> bool {
        self.email.as_ref().is_some_and(|email| !email.is_null())
    }

    /// The address.
    ///
    /// # Errors
    /// There is none, or what there is is none.
    pub fn email(&self) -> Result<EmailAddress, Refused> {
        match &self.email {
            None | Some(Value::Null) => Err(Refused::EmailMissing),
            Some(Value::String(email)) if email.is_empty() => Err(Refused::EmailMissing),
            Some(Value::String(email)) => EmailAddress::parse(email).map_err(|_| Refused::EmailMalformed),
            Some(_) => Err(Refused::EmailMalformed),
        }
    }

    /// Whether the provider says that the address is the person's: by the boolean only (Core 5.1), not by a text or a number.
    pub fn email_verified(&self) -> bool {
        self.email_verified == Some(Value::Bool(true))
    }

    /// The name as a profile can have it: one line of at most 200 characters that are seen; empty where there is none.
    pub fn name(&self) -> String {
        let name = self.name.as_ref().and_then(Value::as_str).unwrap_or_default();
        let plain: String =
            name.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
        let words: Vec<&str> = plain.split_whitespace().collect();
        let name = words.join(" ").chars().take(200).collect::<String>().trim_end().to_owned();
        if check_line(&name, 200).is_ok() { name } else { String::new() }
    }

    /// The language, where it is one of ours.
    pub fn locale(&self) -> Option<Locale> {
        self.locale.as_ref().and_then(Value::as_str).and_then(Locale::parse)
    }
}

fn seconds(moment: DateTime<Utc>) -> f64 {
    let whole = moment.timestamp();
    // Exact: a moment of this age has far fewer than 2^53 milliseconds.
    whole as f64 + (moment - TimeDelta::seconds(whole)).timestamp_millis() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn profile(value: Value) -> Profile {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn only_the_boolean_verifies_an_address() {
        for (value, verified) in [
            (json!(true), true),
            (json!(false), false),
            (json!("true"), false),
            (json!(1), false),
            (json!(null), false),
        ] {
            assert_eq!(profile(json!({ "email_verified": value })).email_verified(), verified, "{value}");
        }
        assert!(!Profile::default().email_verified());
    }

    #[test]
    fn an_address_that_may_reach_somebody_else_is_none() {
        for email in
            ["m%evil.test@acme.com", "evil.test!m@acme.com", "\"m@evil.test\"@acme.com", "a\u{200b}nn@acme.com"]
        {
            assert_eq!(profile(json!({ "email": email })).email().err(), Some(Refused::EmailMalformed), "{email}");
        }
        assert!(profile(json!({ "email": "ann@acme.com" })).email().is_ok());
    }

    #[test]
    fn a_name_becomes_one_line() {
        for (name, line) in [
            (json!(" Ann\r\nBcc: x\u{0}  Lee\t"), "Ann Bcc: x Lee".to_owned()),
            (json!("é".repeat(201)), "é".repeat(200)),
            (json!("\u{202e}Ann\u{200b} Lee\u{2028}"), "Ann Lee".to_owned()),
            (json!("\u{3164} –"), String::new()),
            (json!(7), String::new()),
        ] {
            assert_eq!(profile(json!({ "name": name })).name(), line);
        }
        assert_eq!(Profile::default().name(), "");
    }

    #[test]
    fn a_language_that_is_not_ours_is_none() {
        for (locale, parsed) in [("fr-CA", Some(Locale::Fr)), ("en", Some(Locale::En)), ("de", None), ("", None)] {
            assert_eq!(profile(json!({ "locale": locale })).locale(), parsed, "{locale}");
        }
    }
}

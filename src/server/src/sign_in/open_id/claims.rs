//! What an ID token claims, and whether it is for us, now, and about this attempt.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;
use text::Locale;

use super::refusal::Refusal;
use super::refused::Refused;
use crate::domains::characters::{check_line, is_hidden};
use crate::domains::email::EmailAddress;
use crate::settings::sign_in::{ProviderSettings, Values};

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
    tid: Option<Value>,
    // What follows is about the person, and of any type: it is not what the token is believed for.
    email: Option<Value>,
    email_verified: Option<Value>,
    xms_edov: Option<Value>,
    hd: Option<Value>,
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
    pub settings: &'a ProviderSettings,
    pub nonce: &'a str,
    /// When the browser went to the provider.
    pub begun_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// Whose token it is.
pub struct Subject {
    pub issuer: String,
    pub subject: String,
}

/// What a provider says of a person. An answer of the userinfo endpoint has it as well.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    email: Option<Value>,
    email_verified: Option<Value>,
    xms_edov: Option<Value>,
    hd: Option<Value>,
    name: Option<Value>,
    locale: Option<Value>,
}

/// Whether a provider says that an address is the person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Yes,
    No,
    /// It says nothing of it.
    Nothing,
}

impl Claims {
    /// Whose token it is, and what it says of them.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn checked(self, expected: &Expected<'_>) -> Result<(Subject, Profile), Refusal> {
        let issuer = expected.settings.issuer_of(self.tid.as_ref().and_then(Value::as_str).unwrap_or_default());
        if self.iss.as_deref() != Some(issuer.as_str()) {
            return Err(Refused::IdTokenIssuer.because(issuer, self.iss.unwrap_or_default()));
        }
        let client_id = &expected.settings.client_id;
        let audiences = match self.aud {
            None => vec![],
            Some(Audience::One(one)) => vec![one],
            Some(Audience::Several(several)) => several,
        };
        if !audiences.contains(client_id) {
            return Err(Refused::Audience.because(client_id, audiences.join(", ")));
        }
        let is_only_ours = audiences.len() == 1;
        if self.azp.as_ref().map_or(!is_only_ours, |party| party != client_id) {
            return Err(Refused::AuthorizedParty.because(client_id, self.azp.as_deref().unwrap_or("no `azp`")));
        }
        let is_subject = |sub: &String| (1..=255).contains(&sub.len()) && !sub.chars().any(char::is_control);
        let subject = self.sub.filter(is_subject).ok_or(Refused::Subject)?;
        let (now, begun_at) = (seconds(expected.now), seconds(expected.begun_at).floor());
        // When it was made comes before how long it holds: a clock that is behind makes tokens that seem over.
        if self.iat > now + SKEW {
            return Err(Refusal::of_clocks(Refused::IssuedInFuture, self.iat - now, "`iat` in the future"));
        }
        if self.iat < begun_at - SKEW {
            return Err(Refusal::of_clocks(Refused::IssuedBefore, begun_at - self.iat, "`iat` before the attempt"));
        }
        if now >= self.exp + SKEW {
            return Err(Refused::Expired.with(format_args!("`exp` {} seconds ago", (now - self.exp).floor())));
        }
        if let Some(nbf) = self.nbf.filter(|nbf| *nbf > now + SKEW) {
            return Err(Refusal::of_clocks(Refused::NotYetValid, nbf - now, "`nbf` in the future"));
        }
        let nonce = self.nonce.unwrap_or_default();
        if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
            return Err(Refused::Nonce.into());
        }
        let Claims { email, email_verified, xms_edov, hd, name, locale, .. } = self;
        Ok((Subject { issuer, subject }, Profile { email, email_verified, xms_edov, hd, name, locale }))
    }
}

/// Whether a token says all that the settings ask for.
///
/// # Errors
/// The first claim that does not.
pub fn check_required(claims: &Map<String, Value>, required: &BTreeMap<String, Values>) -> Result<(), Refusal> {
    for (claim, wanted) in required {
        let said = match claims.get(claim) {
            None | Some(Value::Null) => vec![],
            Some(Value::Array(several)) => several.iter().map(as_text).collect(),
            Some(one) => vec![as_text(one)],
        };
        if !said.iter().any(|one| wanted.0.contains(one)) {
            let expected = format!("`{claim}` {}", wanted.0.join(" or "));
            let found = if said.is_empty() { "nothing".to_owned() } else { said.join(", ") };
            return Err(Refused::RequiredClaim.because(expected, found));
        }
    }
    Ok(())
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Profile {
    /// What the ID token says of these, where the userinfo endpoint, whose answer this is, says nothing.
    pub fn with_organisation_of(self, id_token: Profile) -> Profile {
        Profile { hd: id_token.hd.or(self.hd), xms_edov: id_token.xms_edov.or(self.xms_edov), ..self }
    }

    /// With what the userinfo endpoint, whose answer the other is, says of the same address.
    pub fn with_word_of(self, user_info: Profile) -> Profile {
        let is_same = match (self.email(), user_info.email()) {
            (Ok(own), Ok(other)) => own.folded() == other.folded(),
            _ => false,
        };
        if !is_same {
            return self;
        }
        Profile { email_verified: user_info.email_verified, xms_edov: user_info.xms_edov, ..self }
    }

    /// The organisation to which the account belongs, as Google says it.
    pub fn organisation(&self) -> Option<&str> {
        self.hd.as_ref().and_then(Value::as_str)
    }

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

    /// What the provider says of the address being the person's: by `email_verified`, a boolean (Core 5.1) that some send as a
    /// text, or by Entra's `xms_edov`, which is a number in some tokens. Any other value is no yes.
    pub fn word(&self) -> Word {
        let is_yes = |value: &Value, others: &[Value]| {
            let is_text = value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true"));
            *value == Value::Bool(true) || is_text || others.contains(value)
        };
        let one = [Value::from(1), Value::from("1")];
        let said = [(&self.email_verified, [].as_slice()), (&self.xms_edov, one.as_slice())];
        let mut said =
            said.into_iter().filter_map(|(value, others)| Some((value.as_ref().filter(|v| !v.is_null())?, others)));
        let Some(first) = said.next() else { return Word::Nothing };
        let is_any_yes = std::iter::once(first).chain(said).any(|(value, others)| is_yes(value, others));
        if is_any_yes { Word::Yes } else { Word::No }
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
    fn a_provider_says_yes_or_no_or_nothing_of_an_address() {
        for (claims, word) in [
            (json!({ "email_verified": true }), Word::Yes),
            (json!({ "email_verified": "true" }), Word::Yes),
            (json!({ "email_verified": "True" }), Word::Yes),
            (json!({ "email_verified": false }), Word::No),
            (json!({ "email_verified": "false" }), Word::No),
            (json!({ "email_verified": "yes" }), Word::No),
            (json!({ "email_verified": 1 }), Word::No),
            (json!({ "email_verified": [true] }), Word::No),
            (json!({ "email_verified": null }), Word::Nothing),
            (json!({ "xms_edov": true }), Word::Yes),
            (json!({ "xms_edov": "1" }), Word::Yes),
            (json!({ "xms_edov": 1 }), Word::Yes),
            (json!({ "xms_edov": false }), Word::No),
            (json!({ "xms_edov": "0" }), Word::No),
            (json!({ "xms_edov": null, "email_verified": null }), Word::Nothing),
            (json!({ "xms_edov": true, "email_verified": false }), Word::Yes),
        ] {
            assert_eq!(profile(claims.clone()).word(), word, "{claims}");
        }
        assert_eq!(Profile::default().word(), Word::Nothing);
    }

    #[test]
    fn what_is_asked_for_has_to_be_said() {
        let required = |values: &[&str]| {
            let values = Values(values.iter().map(|value| (*value).to_owned()).collect());
            BTreeMap::from([("tid".to_owned(), values)])
        };
        for (claims, taken) in [
            (json!({ "tid": "b" }), true),
            (json!({ "tid": ["x", "a"] }), true),
            (json!({ "tid": "B" }), false),
            (json!({ "tid": "ab" }), false),
            (json!({ "tid": null }), false),
            (json!({ "tid": [] }), false),
            (json!({}), false),
        ] {
            let claims = claims.as_object().unwrap();
            let refused = check_required(claims, &required(&["a", "b"])).err().map(|refusal| refusal.reason);
            assert_eq!(refused, (!taken).then_some(Refused::RequiredClaim), "{claims:?}");
        }
        let told = check_required(&Map::new(), &required(&["a", "b"])).unwrap_err();
        assert_eq!((told.expected.as_str(), told.found.as_str()), ("`tid` a or b", "nothing"));
        let (claims, number) = (json!({ "tid": 7 }), required(&["7"]));
        assert_eq!(check_required(claims.as_object().unwrap(), &number), Ok(()));
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

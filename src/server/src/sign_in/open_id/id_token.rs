//! The ID token (Core 3.1.3.7): its form, its algorithm, its key and its signature. What it claims is checked in `claims`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{AccessToken, AccessTokenHash, JsonWebKey, SignatureVerificationError};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::claims::Claims;
use super::discovery::algorithm;
use super::key_set::{KeySet, algorithm_name};
use super::refusal::Refusal;
use super::refused::Refused;

/// An ID token that nothing but its form is known of.
pub struct IdToken<'a> {
    /// Header and claims as they were signed.
    signed: &'a str,
    claims: Vec<u8>,
    signature: Vec<u8>,
    pub kid: Option<String>,
    pub algorithm: CoreJwsSigningAlgorithm,
}

/// Keys in the header, and addresses of some, are not looked at: a key has to be the provider's.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    cty: Option<String>,
    crit: Option<Value>,
}

impl<'a> IdToken<'a> {
    /// Reads its parts, and its header.
    ///
    /// # Errors
    /// It is of another form or kind, or signed by an algorithm that is not among these.
    pub fn read(token: &'a str, announced: &[CoreJwsSigningAlgorithm]) -> Result<IdToken<'a>, Refusal> {
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = match parts.as_slice() {
            [header, claims, signature] => [*header, *claims, *signature],
            [_, _, _, _, _] => return Err(Refused::IdTokenEncrypted.into()),
            _ => return Err(Refused::IdTokenMalformed.into()),
        };
        let decoded = |part| decoded(part).ok_or(Refused::IdTokenMalformed);
        let read: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| Refused::IdTokenMalformed)?;
        if read.crit.is_some() {
            return Err(Refused::IdTokenCritical.into());
        }
        let kind = read.typ.filter(|typ| !typ.eq_ignore_ascii_case("JWT")).or(read.cty);
        if let Some(kind) = kind {
            return Err(Refused::IdTokenKind.because("JWT", kind));
        }
        let algorithm = algorithm(&read.alg).filter(|algorithm| announced.contains(algorithm)).ok_or_else(|| {
            let announced: Vec<String> = announced.iter().map(algorithm_name).collect();
            Refused::IdTokenAlgorithm.because(announced.join(", "), &read.alg)
        })?;
        Ok(IdToken {
            signed: token.get(..header.len() + 1 + claims.len()).unwrap_or_default(),
            claims: decoded(claims)?,
            signature: decoded(signature)?,
            kid: read.kid,
            algorithm,
        })
    }

    /// What it claims, where one of these keys signed it.
    ///
    /// # Errors
    /// None did, or what is signed are no claims, or they are of another access token.
    pub fn verified(&self, keys: &KeySet, access_token: Option<&str>) -> Result<Claims, Refusal> {
        let key = self.signer(keys)?;
        // Without the reader's words, which would have what is about the person.
        let claims: Claims = serde_json::from_slice(&self.claims).map_err(|_| self.malformed())?;
        if let (Some(claimed), Some(access_token)) = (&claims.at_hash, access_token) {
            let access_token = AccessToken::new(access_token.to_owned());
            let hash = AccessTokenHash::from_token(&access_token, &self.algorithm, key);
            if hash.ok() != Some(AccessTokenHash::new(claimed.clone())) {
                return Err(Refused::AccessTokenHash.into());
            }
        }
        Ok(claims)
    }

    /// All that it claims; nothing where these are no claims.
    pub fn all_claims(&self) -> Map<String, Value> {
        serde_json::from_slice(&self.claims).unwrap_or_default()
    }

    fn signer<'k>(&self, keys: &'k KeySet) -> Result<&'k CoreJsonWebKey, Refusal> {
        let candidates = keys.candidates(self.kid.as_deref(), &self.algorithm)?;
        let mut why = Refused::KeyUnsuitable;
        for key in candidates {
            match key.verify_signature(&self.algorithm, self.signed.as_bytes(), &self.signature) {
                Ok(()) => return Ok(key),
                Err(SignatureVerificationError::InvalidKey(_)) => {}
                Err(_) => why = Refused::IdTokenSignature,
            }
        }
        Err(why.into())
    }

    /// Names the first claim that is missing or of another type.
    fn malformed(&self) -> Refusal {
        let mut reader = serde_json::Deserializer::from_slice(&self.claims);
        let at = serde_path_to_error::deserialize::<_, Claims>(&mut reader).err().map(|error| error.path().to_string());
        Refused::ClaimsMalformed.with(format_args!("at `{}`", at.unwrap_or_default()))
    }
}

/// Base64url without padding, and without bits left over: one text for the same bytes only.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

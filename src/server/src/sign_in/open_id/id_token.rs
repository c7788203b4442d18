//! The ID token (Core 3.1.3.7): its form, its algorithm, its key and its signature. What it claims is checked in `claims`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::CoreJwsSigningAlgorithm;
use openidconnect::{AccessToken, AccessTokenHash, JsonWebKey, SignatureVerificationError};
use serde::Deserialize;
use serde_json::Value;

use super::claims::Claims;
use super::discovery::algorithm;
use super::key_set::KeySet;
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
    pub fn read(token: &'a str, announced: &[CoreJwsSigningAlgorithm]) -> Result<IdToken<'a>, Refused> {
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = match parts.as_slice() {
            [header, claims, signature] => [*header, *claims, *signature],
            [_, _, _, _, _] => return Err(Refused::IdTokenEncrypted),
            _ => return Err(Refused::IdTokenMalformed),
        };
        let decoded = |part| decoded(part).ok_or(Refused::IdTokenMalformed);
        let read: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| Refused::IdTokenMalformed)?;
        if read.crit.is_some() {
            return Err(Refused::IdTokenCritical);
        }
        if read.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) || read.cty.is_some() {
            return Err(Refused::IdTokenKind);
        }
        let algorithm = algorithm(&read.alg).filter(|algorithm| announced.contains(algorithm));
        Ok(IdToken {
            signed: token.get(..header.len() + 1 + claims.len()).unwrap_or_default(),
            claims: decoded(claims)?,
            signature: decoded(signature)?,
            kid: read.kid,
            algorithm: algorithm.ok_or(Refused::IdTokenAlgorithm)?,
        })
    }

    /// What it claims, where one of these keys signed it.
    ///
    /// # Errors
    /// None did, or what is signed are no claims, or they are of another access token.
    pub fn verified(&self, keys: &KeySet, access_token: &str) -> Result<Claims, Refused> {
        let key = keys.find(self.kid.as_deref(), &self.algorithm)?;
        key.verify_signature(&self.algorithm, self.signed.as_bytes(), &self.signature).map_err(
            |error| match error {
                SignatureVerificationError::InvalidKey(_) => Refused::KeyUnsuitable,
                _ => Refused::IdTokenSignature,
            },
        )?;
        let claims: Claims = serde_json::from_slice(&self.claims).map_err(|_| Refused::ClaimsMalformed)?;
        if let Some(claimed) = &claims.at_hash {
            let access_token = AccessToken::new(access_token.to_owned());
            let hash = AccessTokenHash::from_token(&access_token, &self.algorithm, key);
            if hash.ok() != Some(AccessTokenHash::new(claimed.clone())) {
                return Err(Refused::AccessTokenHash);
            }
        }
        Ok(claims)
    }
}

/// Base64url without padding, and without bits left over: one text for the same bytes only.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

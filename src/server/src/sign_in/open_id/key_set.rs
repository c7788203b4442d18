//! A provider's public keys, and which of them signed an ID token.

use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJsonWebKeyUse, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse, JwsSigningAlgorithm};

use super::id_token::decoded;
use super::refused::Refused;

/// Fewer bits than that and an RSA key can be found out (RFC 7518, 3.3).
const FEWEST_RSA_BITS: usize = 2048;

/// The keys as the provider listed them. Those of kinds that are not known here are left out.
#[derive(Debug)]
pub struct KeySet(CoreJsonWebKeySet);

impl KeySet {
    /// Reads a list of keys (RFC 7517).
    ///
    /// # Errors
    /// It is none.
    pub fn read(body: &[u8]) -> Result<KeySet, Refused> {
        serde_json::from_slice(body).map(KeySet).map_err(|_| Refused::KeysMalformed)
    }

    /// The one key with this name that is for this algorithm; without a name, the only one for it.
    ///
    /// # Errors
    /// There is none, or more than one, or it is of no use.
    pub fn find(&self, kid: Option<&str>, algorithm: &CoreJwsSigningAlgorithm) -> Result<&CoreJsonWebKey, Refused> {
        let named = self
            .0
            .keys()
            .iter()
            .filter(|key| kid.is_none_or(|kid| key.key_id().is_some_and(|key_id| key_id.as_str() == kid)));
        let named: Vec<&CoreJsonWebKey> = named.collect();
        if named.is_empty() {
            return Err(Refused::KeyUnknown);
        }
        let mut suitable = named.into_iter().filter(|key| is_for(key, algorithm));
        let key = suitable.next().ok_or(Refused::KeyUnsuitable)?;
        if suitable.next().is_some() {
            return Err(Refused::KeyAmbiguous);
        }
        if is_weak(key) { Err(Refused::KeyWeak) } else { Ok(key) }
    }
}

fn is_for(key: &CoreJsonWebKey, algorithm: &CoreJwsSigningAlgorithm) -> bool {
    let is_for_signing = key.key_use().is_none_or(CoreJsonWebKeyUse::allows_signature);
    let is_for_algorithm = match key.signing_alg() {
        JsonWebKeyAlgorithm::Unspecified => true,
        JsonWebKeyAlgorithm::Algorithm(named) => named == algorithm,
        JsonWebKeyAlgorithm::Unsupported => false,
    };
    is_for_signing && is_for_algorithm && algorithm.key_type().as_ref() == Some(key.key_type())
}

/// Whether it is an RSA key that is too short. The crate takes such ones.
fn is_weak(key: &CoreJsonWebKey) -> bool {
    let written = serde_json::to_value(key).unwrap_or_default();
    let Some(modulus) = written.get("n").and_then(|modulus| modulus.as_str()) else { return false };
    let modulus = decoded(modulus).unwrap_or_default();
    let first = modulus.iter().position(|byte| *byte != 0).unwrap_or(modulus.len());
    (modulus.len() - first) * 8 < FEWEST_RSA_BITS
}

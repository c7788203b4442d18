//! A provider's public keys, and which of them signed an ID token.

use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJsonWebKeyUse, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse, JwsSigningAlgorithm};

use super::id_token::decoded;
use super::refusal::Refusal;
use super::refused::Refused;

/// Fewer bits than that and an RSA key can be found out (RFC 7518, 3.3).
const FEWEST_RSA_BITS: usize = 2048;
/// So many keys are tried where the token does not say which it is.
const MOST: usize = 20;

/// The keys as the provider listed them. Those of kinds that are not known here are left out.
#[derive(Debug)]
pub struct KeySet(CoreJsonWebKeySet);

impl KeySet {
    /// Reads a list of keys (RFC 7517).
    ///
    /// # Errors
    /// It is none.
    pub fn read(body: &[u8]) -> Result<KeySet, Refusal> {
        serde_json::from_slice(body).map(KeySet).map_err(|error| Refused::KeysMalformed.with(error))
    }

    /// Whether there is a key with this name.
    pub fn has(&self, kid: &str) -> bool {
        self.0.keys().iter().any(|key| is_named(key, kid))
    }

    /// The keys that may have signed a token by this algorithm: those with the name that it says; all where it says none, and
    /// those without a name where none has it.
    ///
    /// # Errors
    /// There is none, or too many, or they are of no use.
    pub fn candidates(
        &self,
        kid: Option<&str>,
        algorithm: &CoreJwsSigningAlgorithm,
    ) -> Result<Vec<&CoreJsonWebKey>, Refusal> {
        let keys = self.0.keys().iter();
        let named: Vec<&CoreJsonWebKey> = match kid {
            None => keys.collect(),
            Some(kid) if self.has(kid) => keys.filter(|key| is_named(key, kid)).collect(),
            Some(_) => keys.filter(|key| key.key_id().is_none()).collect(),
        };
        if named.is_empty() {
            let kid = kid.map_or("nothing".to_owned(), |kid| format!("`{kid}`"));
            return Err(Refused::KeyUnknown.because(format_args!("a key named {kid}"), self.names()));
        }
        let suitable: Vec<&CoreJsonWebKey> = named.into_iter().filter(|key| is_for(key, algorithm)).collect();
        if suitable.is_empty() {
            return Err(
                Refused::KeyUnsuitable.because(format_args!("a key for {}", algorithm_name(algorithm)), self.names())
            );
        }
        let strong: Vec<&CoreJsonWebKey> = suitable.into_iter().filter(|key| !is_weak(key)).collect();
        match strong.len() {
            0 => Err(Refused::KeyWeak.because(format_args!("{FEWEST_RSA_BITS} bits or more"), "fewer")),
            1..=MOST => Ok(strong),
            many => Err(Refused::KeyAmbiguous.because(format_args!("at most {MOST} keys"), many)),
        }
    }

    /// The keys by their names and kinds, as a log or whoever tries a provider out is told them.
    pub fn names(&self) -> String {
        let name = |key: &CoreJsonWebKey| {
            let kid = key.key_id().map_or("without a name", |kid| kid.as_str());
            format!("{} {kid}", serde_json::to_value(key.key_type()).unwrap_or_default().as_str().unwrap_or_default())
        };
        let names: Vec<String> = self.0.keys().iter().map(name).collect();
        if names.is_empty() { "no keys".to_owned() } else { names.join(", ") }
    }

    /// Whether any of its keys is for one of these algorithms, and strong enough.
    pub fn is_of_use(&self, algorithms: &[CoreJwsSigningAlgorithm]) -> bool {
        let is_of_use =
            |key: &CoreJsonWebKey| !is_weak(key) && algorithms.iter().any(|algorithm| is_for(key, algorithm));
        self.0.keys().iter().any(is_of_use)
    }
}

/// As the standard writes it.
pub fn algorithm_name(algorithm: &CoreJwsSigningAlgorithm) -> String {
    serde_json::to_value(algorithm).unwrap_or_default().as_str().unwrap_or_default().to_owned()
}

fn is_named(key: &CoreJsonWebKey, kid: &str) -> bool {
    key.key_id().is_some_and(|key_id| key_id.as_str() == kid)
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

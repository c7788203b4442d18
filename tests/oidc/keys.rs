//! Keys of the hostile provider, and tokens that are signed by them. Nothing here is from the server or its libraries.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use p256::ecdsa::signature::Signer;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a token is signed by.
#[derive(Clone)]
pub enum Key {
    /// ES256
    Curve(p256::ecdsa::SigningKey),
    /// RS256
    Rsa(Box<rsa::pkcs1v15::SigningKey<Sha256>>),
    /// HS256
    Secret(Vec<u8>),
    /// No signature at all.
    None,
}

/// The provider's usual key, `one`.
pub fn usual() -> Key {
    curve(1)
}

/// An elliptic curve's key by number.
pub fn curve(number: u8) -> Key {
    Key::Curve(p256::ecdsa::SigningKey::from_slice(&[number; 32]).unwrap())
}

/// An RSA key of 2,048 bits.
pub fn rsa() -> Key {
    static KEY: LazyLock<Key> = LazyLock::new(|| of_bits(2048));
    KEY.clone()
}

/// An RSA key that is too short.
pub fn weak() -> Key {
    static KEY: LazyLock<Key> = LazyLock::new(|| of_bits(1024));
    KEY.clone()
}

impl Key {
    /// The public half, under a name.
    pub fn public(&self, kid: &str) -> Value {
        match self {
            Key::Curve(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                let (x, y) = (base64url(point.x().unwrap()), base64url(point.y().unwrap()));
                json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid, "use": "sig" })
            }
            Key::Rsa(key) => {
                let key: &rsa::RsaPrivateKey = key.as_ref().as_ref();
                let (n, e) = (base64url(&key.n().to_bytes_be()), base64url(&key.e().to_bytes_be()));
                json!({ "kty": "RSA", "n": n, "e": e, "kid": kid, "use": "sig" })
            }
            Key::Secret(secret) => json!({ "kty": "oct", "k": base64url(secret), "kid": kid }),
            Key::None => panic!("no key is no key"),
        }
    }

    /// Header and claims with a signature by this key, whatever the header says.
    pub fn sign(&self, header: &Value, claims: &[u8]) -> String {
        let signed = format!("{}.{}", base64url(header.to_string().as_bytes()), base64url(claims));
        let signature = match self {
            Key::Curve(key) => {
                let signature: p256::ecdsa::Signature = key.sign(signed.as_bytes());
                signature.to_bytes().to_vec()
            }
            Key::Rsa(key) => {
                let signature = rsa::signature::Signer::sign(key.as_ref(), signed.as_bytes());
                rsa::signature::SignatureEncoding::to_vec(&signature)
            }
            Key::Secret(secret) => {
                let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
                mac.update(signed.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
            Key::None => vec![],
        };
        format!("{signed}.{}", base64url(&signature))
    }
}

/// The hash of an access token that an ID token of SHA-256 has (Core 3.1.3.6).
pub fn access_token_hash(access_token: &str) -> String {
    base64url(&Sha256::digest(access_token)[..16])
}

/// What a verifier becomes before it is shown to anybody (RFC 7636, 4.2).
pub fn challenge(verifier: &str) -> String {
    base64url(&Sha256::digest(verifier))
}

pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn of_bits(bits: usize) -> Key {
    let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, bits).unwrap();
    Key::Rsa(Box::new(rsa::pkcs1v15::SigningKey::new(key)))
}

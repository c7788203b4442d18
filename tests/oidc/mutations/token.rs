//! The ID token's form, header, signature, and the keys.

use serde_json::json;
use server::sign_in::open_id::Refused;

use super::Mutation;
use crate::hostile::{Acts, Reply, SECRET, key_set};
use crate::keys::{self, Key, base64url};

macro_rules! rows {
    ($($what:literal => $refused:expr, $change:expr;)+) => {
        &[$(Mutation { what: $what, change: $change, refused: $refused },)+]
    };
}

pub const ROWS: &[Mutation] = rows! {
    "nothing" => Some(Refused::IdTokenMalformed), |acts| acts.alter = |_| String::new();
    "two parts" => Some(Refused::IdTokenMalformed), |acts| {
        acts.alter = |token| token.rsplit_once('.').unwrap().0.to_owned();
    };
    "four parts" => Some(Refused::IdTokenMalformed), |acts| acts.alter = |token| token + ".e30";
    "five parts" => Some(Refused::IdTokenEncrypted), |acts| acts.alter = |token| token + ".e30.e30";
    "padding" => Some(Refused::IdTokenMalformed), |acts| acts.alter = |token| token + "==";
    "a line end" => Some(Refused::IdTokenMalformed), |acts| acts.alter = |token| token + "\n";
    "not base64url" => Some(Refused::IdTokenMalformed), |acts| acts.alter = |token| token.replace('.', "+.");
    "a header that is none" => Some(Refused::IdTokenMalformed), |acts| acts.header = json!("ES256");
    "no algorithm" => Some(Refused::IdTokenMalformed), |acts| acts.header = json!({ "kid": "one" });
    "two algorithms" => Some(Refused::IdTokenMalformed), |acts| {
        acts.alter = |token| {
            let (_, rest) = token.split_once('.').unwrap();
            format!("{}.{rest}", base64url(br#"{"alg":"none","alg":"ES256","kid":"one"}"#))
        };
    };
    "unsigned" => Some(Refused::IdTokenAlgorithm), |acts| signed_by(acts, "none", Key::None);
    "unsigned, in other letters" => Some(Refused::IdTokenAlgorithm), |acts| signed_by(acts, "nOnE", Key::None);
    "said to be unsigned" => Some(Refused::IdTokenAlgorithm), |acts| signed_by(acts, "none", keys::usual());
    "signed by the client's secret" => Some(Refused::IdTokenAlgorithm), |acts| {
        signed_by(acts, "HS256", Key::Secret(SECRET.as_bytes().to_vec()));
    };
    "signed by the public key as a secret" => Some(Refused::IdTokenAlgorithm), |acts| {
        let public = keys::usual().public("one").to_string().into_bytes();
        signed_by(acts, "HS256", Key::Secret(public));
    };
    "an algorithm that is not announced" => Some(Refused::IdTokenAlgorithm), |acts| {
        signed_by(acts, "PS256", keys::rsa());
    };
    "another that is not" => Some(Refused::IdTokenAlgorithm), |acts| signed_by(acts, "ES384", keys::usual());
    "an algorithm that there is not" => Some(Refused::IdTokenAlgorithm), |acts| signed_by(acts, "ES257", keys::usual());
    "RSA by its key" => None, |acts| {
        signed_by(acts, "RS256", keys::rsa());
        acts.header["kid"] = json!("rsa");
    };
    "the algorithm of another kind of key" => Some(Refused::KeyUnsuitable), |acts| {
        signed_by(acts, "RS256", keys::rsa());
    };
    "a key for encryption" => Some(Refused::KeyUnsuitable), |acts| {
        acts.key = keys::curve(3);
        acts.header["kid"] = json!("encryption");
    };
    "a key that is too short" => Some(Refused::KeyWeak), |acts| {
        signed_by(acts, "RS256", keys::weak());
        acts.header["kid"] = json!("weak");
    };
    "something that must be understood" => Some(Refused::IdTokenCritical), |acts| {
        acts.header["crit"] = json!(["b64"]);
        acts.header["b64"] = json!(false);
    };
    "nothing that must be understood" => Some(Refused::IdTokenCritical), |acts| acts.header["crit"] = json!([]);
    "an access token" => Some(Refused::IdTokenKind), |acts| acts.header["typ"] = json!("at+jwt");
    "a logout token" => Some(Refused::IdTokenKind), |acts| acts.header["typ"] = json!("logout+jwt");
    "a token in a token" => Some(Refused::IdTokenKind), |acts| acts.header["cty"] = json!("JWT");
    "no kind" => None, |acts| drop(acts.header.as_object_mut().unwrap().remove("typ"));
    "the kind in small letters" => None, |acts| acts.header["typ"] = json!("jwt");
    "a key that nobody has" => Some(Refused::KeyUnknown), |acts| acts.header["kid"] = json!("nobody's");
    "a key's name with a slash" => Some(Refused::KeyUnknown), |acts| acts.header["kid"] = json!("../one");
    "a key's name that is a number" => Some(Refused::IdTokenMalformed), |acts| acts.header["kid"] = json!(1);
    "no key's name, and one key" => None, |acts| drop(acts.header.as_object_mut().unwrap().remove("kid"));
    "no key's name, and several keys" => None, |acts| {
        signed_by(acts, "RS256", keys::rsa());
        acts.header.as_object_mut().unwrap().remove("kid");
    };
    "another's key under the name" => Some(Refused::IdTokenSignature), |acts| acts.key = keys::curve(9);
    "another's key in the header" => Some(Refused::IdTokenSignature), |acts| {
        acts.key = keys::curve(9);
        acts.header["jwk"] = keys::curve(9).public("one");
    };
    "another's keys in the header, under another name" => Some(Refused::KeyUnknown), |acts| {
        acts.key = keys::curve(9);
        acts.header["kid"] = json!("evil");
        acts.header["jwk"] = keys::curve(9).public("evil");
        acts.header["jku"] = json!("https://evil.example/keys");
        acts.header["x5u"] = json!("https://evil.example/chain");
    };
    "no signature" => Some(Refused::IdTokenSignature), |acts| acts.key = Key::None;
    "half a signature" => Some(Refused::IdTokenSignature), |acts| {
        acts.alter = |token| token[..token.len() - 46].to_owned();
    };
    "a signature of zeros" => Some(Refused::IdTokenSignature), |acts| {
        acts.alter = |token| format!("{}.{}", token.rsplit_once('.').unwrap().0, base64url(&[0; 64]));
    };
    "claims of another token" => Some(Refused::IdTokenSignature), |acts| {
        acts.alter = |token| {
            let parts: Vec<&str> = token.split('.').collect();
            format!("{}.{}.{}", parts[0], base64url(br#"{"sub":"s-2"}"#), parts[2])
        };
    };
    "a header of another token" => Some(Refused::IdTokenSignature), |acts| {
        acts.alter = |token| {
            let (_, rest) = token.split_once('.').unwrap();
            format!("{}.{rest}", base64url(br#"{"alg":"ES256","kid":"one"}"#))
        };
    };
    "no keys" => Some(Refused::KeysStatus), |acts| acts.keys = Reply::text(404, "");
    "keys elsewhere" => Some(Refused::KeysStatus), |acts| acts.keys = Reply { status: 302, ..Reply::json(&key_set()) };
    "keys with an error" => Some(Refused::ServerError), |acts| acts.keys = Reply::text(503, "");
    "keys that are a page" => Some(Refused::KeysMalformed), |acts| acts.keys = Reply::text(200, "<!doctype html>");
    "keys that are not listed" => Some(Refused::KeysMalformed), |acts| {
        acts.keys = Reply::json(&keys::usual().public("one"));
    };
    "too many keys" => Some(Refused::TooLarge), |acts| acts.keys = Reply::of_length(&key_set(), 1024 * 1024 + 1);
    "an empty list of keys" => Some(Refused::KeyUnknown), |acts| acts.keys = Reply::json(&json!({ "keys": [] }));
    "two keys of one name" => None, |acts| {
        let (other, one) = (keys::curve(9).public("one"), keys::usual().public("one"));
        acts.keys = Reply::json(&json!({ "keys": [other, one] }));
    };
    "two keys of one name, and neither signed" => Some(Refused::IdTokenSignature), |acts| {
        let (one, other) = (keys::curve(8).public("one"), keys::curve(9).public("one"));
        acts.keys = Reply::json(&json!({ "keys": [one, other] }));
    };
    "no key's name, and more keys than are tried" => Some(Refused::KeyAmbiguous), |acts| {
        acts.header.as_object_mut().unwrap().remove("kid");
        let keys: Vec<_> = (1..=21).map(|number| keys::curve(number).public(&number.to_string())).collect();
        acts.keys = Reply::json(&json!({ "keys": keys }));
    };
    "keys without names, and another's among them" => None, |acts| {
        acts.keys = Reply::json(&json!({ "keys": [nameless(keys::curve(9)), nameless(keys::usual())] }));
    };
    "keys without names, and neither signed" => Some(Refused::IdTokenSignature), |acts| {
        acts.keys = Reply::json(&json!({ "keys": [nameless(keys::curve(9))] }));
    };
    "a key without a name beside one with the token's" => Some(Refused::IdTokenSignature), |acts| {
        acts.keys = Reply::json(&json!({ "keys": [keys::curve(9).public("one"), nameless(keys::usual())] }));
    };
    "a secret under the name" => Some(Refused::KeyUnsuitable), |acts| {
        let secret = Key::Secret(vec![7; 32]).public("one");
        acts.keys = Reply::json(&json!({ "keys": [secret] }));
    };
    "a point that is not on the curve" => Some(Refused::KeyUnsuitable), |acts| {
        let mut key = keys::usual().public("one");
        key["y"] = key["x"].clone();
        acts.keys = Reply::json(&json!({ "keys": [key] }));
    };
    "half a key" => Some(Refused::KeyUnsuitable), |acts| {
        let mut key = keys::usual().public("one");
        key.as_object_mut().unwrap().remove("y");
        acts.keys = Reply::json(&json!({ "keys": [key] }));
    };
    "a key for another algorithm" => Some(Refused::KeyUnsuitable), |acts| {
        let mut key = keys::usual().public("one");
        key["alg"] = json!("ES384");
        acts.keys = Reply::json(&json!({ "keys": [key] }));
    };
    "a key of a kind that is not known" => None, |acts| {
        let keys = [json!({ "kty": "X", "kid": "one" }), keys::usual().public("one")];
        acts.keys = Reply::json(&json!({ "keys": keys }));
    };
};

fn nameless(key: Key) -> serde_json::Value {
    let mut public = key.public("");
    public.as_object_mut().unwrap().remove("kid");
    public
}

fn signed_by(acts: &mut Acts, algorithm: &str, key: Key) {
    acts.header["alg"] = json!(algorithm);
    acts.key = key;
}

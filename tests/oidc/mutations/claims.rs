//! What the ID token claims, and the userinfo endpoint says.

use serde_json::{Value, json};
use server::sign_in::open_id::Refused;

use super::Mutation;
use crate::hostile::{Acts, CLIENT, Reply};

macro_rules! rows {
    ($($what:literal => $refused:expr, $change:expr;)+) => {
        &[$(Mutation { what: $what, change: $change, refused: $refused },)+]
    };
}

pub const ROWS: &[Mutation] = rows! {
    "no claims" => Some(Refused::ClaimsMalformed), |acts| acts.raw_claims = Some(b"".to_vec());
    "claims that are a list" => Some(Refused::ClaimsMalformed), |acts| acts.claims = json!([]);
    "claims that are no text" => Some(Refused::ClaimsMalformed), |acts| {
        acts.raw_claims = Some(b"{\"sub\":\"\xff\"}".to_vec());
    };
    "two subjects" => Some(Refused::ClaimsMalformed), |acts| again(acts, "\"sub\":\"s-2\"");
    "two addresses" => Some(Refused::ClaimsMalformed), |acts| again(acts, "\"email\":\"eve@northmoor.com\"");
    "two words on one address" => Some(Refused::ClaimsMalformed), |acts| again(acts, "\"email_verified\":true");
    "no issuer" => Some(Refused::IdTokenIssuer), |acts| without(acts, "iss");
    "another issuer" => Some(Refused::IdTokenIssuer), |acts| acts.claims["iss"] = json!("https://evil.example");
    "the issuer with a slash" => Some(Refused::IdTokenIssuer), |acts| {
        acts.claims["iss"] = json!(format!("{}/", acts.claims["iss"].as_str().unwrap()));
    };
    "several issuers" => Some(Refused::ClaimsMalformed), |acts| acts.claims["iss"] = json!([acts.claims["iss"]]);
    "nobody's" => Some(Refused::Audience), |acts| without(acts, "aud");
    "another client's" => Some(Refused::Audience), |acts| acts.claims["aud"] = json!("another");
    "a client's whose name begins the same" => Some(Refused::Audience), |acts| acts.claims["aud"] = json!("directory2");
    "for nobody in a list" => Some(Refused::Audience), |acts| acts.claims["aud"] = json!([]);
    "for others in a list" => Some(Refused::Audience), |acts| acts.claims["aud"] = json!(["another", "third"]);
    "for a number" => Some(Refused::ClaimsMalformed), |acts| acts.claims["aud"] = json!(1);
    "for us in a list" => None, |acts| acts.claims["aud"] = json!([CLIENT]);
    "for us and another, not said to whom it was given" => Some(Refused::AuthorizedParty), |acts| {
        acts.claims["aud"] = json!([CLIENT, "another"]);
    };
    "for us and another, given to us" => None, |acts| {
        acts.claims["aud"] = json!(["another", CLIENT]);
        acts.claims["azp"] = json!(CLIENT);
    };
    "for us and another, given to the other" => Some(Refused::AuthorizedParty), |acts| {
        acts.claims["aud"] = json!([CLIENT, "another"]);
        acts.claims["azp"] = json!("another");
    };
    "for us, given to another" => Some(Refused::AuthorizedParty), |acts| acts.claims["azp"] = json!("another");
    "another word on the organisation" => Some(Refused::ClaimsMalformed), |acts| again(acts, "\"hd\":null,\"hd\":\"a\"");
    "no subject" => Some(Refused::Subject), |acts| without(acts, "sub");
    "an empty subject" => Some(Refused::Subject), |acts| acts.claims["sub"] = json!("");
    "a subject of 256 characters" => Some(Refused::Subject), |acts| acts.claims["sub"] = json!("s".repeat(256));
    "a subject of 255" => None, |acts| acts.claims["sub"] = json!("s".repeat(255));
    "a subject with a NUL" => Some(Refused::Subject), |acts| acts.claims["sub"] = json!("s\u{0}");
    "a subject that is a number" => Some(Refused::ClaimsMalformed), |acts| acts.claims["sub"] = json!(1);
    "no end" => Some(Refused::ClaimsMalformed), |acts| without(acts, "exp");
    "an end that is a text" => Some(Refused::ClaimsMalformed), |acts| acts.claims["exp"] = json!("9999999999");
    "a minute after the end" => Some(Refused::Expired), |acts| shift(acts, "exp", "iat", -60);
    "a second less" => None, |acts| shift(acts, "exp", "iat", -59);
    "long after the end" => Some(Refused::Expired), |acts| acts.claims["exp"] = json!(0);
    "no beginning" => Some(Refused::ClaimsMalformed), |acts| without(acts, "iat");
    "a minute and a second before it was made" => Some(Refused::IssuedInFuture), |acts| shift(acts, "iat", "iat", 61);
    "a minute before it was made" => None, |acts| shift(acts, "iat", "iat", 60);
    "made a minute and a second before the attempt" => Some(Refused::IssuedBefore), |acts| shift(acts, "iat", "iat", -61);
    "made a minute before the attempt" => None, |acts| shift(acts, "iat", "iat", -60);
    "a minute and a second before it holds" => Some(Refused::NotYetValid), |acts| shift(acts, "nbf", "iat", 61);
    "a minute before it holds" => None, |acts| shift(acts, "nbf", "iat", 60);
    "no nonce" => Some(Refused::Nonce), |acts| without(acts, "nonce");
    "an empty nonce" => Some(Refused::Nonce), |acts| acts.claims["nonce"] = json!("");
    "another nonce" => Some(Refused::Nonce), |acts| acts.claims["nonce"] = json!("0".repeat(52));
    "the state as the nonce" => Some(Refused::Nonce), |acts| acts.claims["nonce"] = json!(acts.response[0].1);
    "no hash of the access token" => None, |acts| without(acts, "at_hash");
    "the hash of another access token" => Some(Refused::AccessTokenHash), |acts| {
        acts.tokens["access_token"] = json!("another");
    };
    "an empty hash of the access token" => Some(Refused::AccessTokenHash), |acts| acts.claims["at_hash"] = json!("");
    "no address anywhere" => Some(Refused::EmailMissing), |acts| {
        without(acts, "email");
        acts.user_info = Reply::json(&json!({ "sub": "s-1" }));
    };
    "an address at userinfo" => None, |acts| {
        without(acts, "email");
        acts.user_info = Reply::json(&json!({ "sub": "s-1", "email": "ann@northmoor.com", "email_verified": true }));
    };
    "userinfo says no" => Some(Refused::UserInfoStatus), |acts| without(acts, "email");
    "userinfo has an error" => Some(Refused::ServerError), |acts| user_info(acts, Reply::text(500, ""));
    "userinfo is a page" => Some(Refused::UserInfoMalformed), |acts| user_info(acts, Reply::text(200, "<!doctype html>"));
    "userinfo is signed" => Some(Refused::UserInfoMalformed), |acts| user_info(acts, Reply::text(200, "e30.e30.e30"));
    "userinfo of nobody" => Some(Refused::UserInfoSubject), |acts| {
        user_info(acts, Reply::json(&json!({ "email": "eve@northmoor.com", "email_verified": true })));
    };
    "userinfo of somebody else" => Some(Refused::UserInfoSubject), |acts| {
        user_info(acts, Reply::json(&json!({ "sub": "s-2", "email": "eve@northmoor.com", "email_verified": true })));
    };
    "userinfo of two" => Some(Refused::UserInfoMalformed), |acts| {
        user_info(acts, Reply::text(200, r#"{"sub":"s-2","sub":"s-1","email":"eve@northmoor.com"}"#));
    };
    "an empty address" => Some(Refused::EmailMissing), |acts| acts.claims["email"] = json!("");
    "an address that is a number" => Some(Refused::EmailMalformed), |acts| acts.claims["email"] = json!(1);
    "several addresses" => Some(Refused::EmailMalformed), |acts| {
        acts.claims["email"] = json!(["ann@northmoor.com", "eve@northmoor.com"]);
    };
    "an address that is none" => Some(Refused::EmailMalformed), |acts| acts.claims["email"] = json!("ann");
    "an address with a header" => Some(Refused::EmailMalformed), |acts| {
        acts.claims["email"] = json!("ann@northmoor.com\r\nBcc: eve@evil.example");
    };
    "two addresses in one" => Some(Refused::EmailMalformed), |acts| {
        acts.claims["email"] = json!("ann@evil.example@northmoor.com");
    };
    "a letter that folds into another" => Some(Refused::EmailMalformed), |acts| {
        acts.claims["email"] = json!("\u{212a}im@northmoor.com");
    };
};

/// Sets a time to that of another claim and as many seconds more.
fn shift(acts: &mut Acts, claim: &str, from: &str, seconds: i64) {
    acts.claims[claim] = json!(acts.claims[from].as_i64().unwrap() + seconds);
}

/// A claim once more, before the first.
fn again(acts: &mut Acts, claim: &str) {
    acts.raw_claims = Some(acts.claims.to_string().replacen('{', &format!("{{{claim},"), 1).into_bytes());
}

fn user_info(acts: &mut Acts, reply: Reply) {
    without(acts, "email");
    acts.user_info = reply;
}

fn without(acts: &mut Acts, claim: &str) {
    let claims: &mut Value = &mut acts.claims;
    claims.as_object_mut().unwrap().remove(claim).unwrap();
}

//! What a browser comes back with, and what the token endpoint answers then.

use serde_json::{Value, json};
use server::sign_in::open_id::Refused;

use super::Mutation;
use crate::hostile::{ACCESS_TOKEN, Acts, Reply};

macro_rules! rows {
    ($($what:literal => $refused:expr, $change:expr;)+) => {
        &[$(Mutation { what: $what, change: $change, refused: $refused },)+]
    };
}

pub const ROWS: &[Mutation] = rows! {
    "honest" => None, |_| {};
    "the state is missing" => Some(Refused::State), |acts| drop(acts.response.remove(0));
    "the state is empty" => Some(Refused::State), |acts| acts.response[0].1.clear();
    "the state is another" => Some(Refused::State), |acts| acts.response[0].1.push('0');
    "the state is in capitals" => Some(Refused::State), |acts| acts.response[0].1 = acts.response[0].1.to_uppercase();
    "the attempt is another provider's" => Some(Refused::AttemptOfAnother), |acts| acts.provider = "other";
    "the state comes twice" => Some(Refused::ResponseMalformed), |acts| twice(acts, 0);
    "the code comes twice" => Some(Refused::ResponseMalformed), |acts| twice(acts, 1);
    "the issuer comes twice" => Some(Refused::ResponseMalformed), |acts| twice(acts, 2);
    "an error and another" => Some(Refused::ResponseMalformed), |acts| {
        acts.response.extend([("error", "access_denied".to_owned()), ("error", "server_error".to_owned())]);
    };
    "no issuer, though announced" => Some(Refused::ResponseIssuerMissing), |acts| drop(acts.response.remove(2));
    "another issuer" => Some(Refused::ResponseIssuer), |acts| acts.response[2].1 = "https://evil.example".to_owned();
    "the issuer with a slash" => Some(Refused::ResponseIssuer), |acts| acts.response[2].1.push('/');
    "another issuer with an error" => Some(Refused::ResponseIssuer), |acts| {
        acts.response[1] = ("error", "access_denied".to_owned());
        acts.response[2].1 = "https://evil.example".to_owned();
    };
    "the person said no" => Some(Refused::AccessDenied), |acts| acts.response[1] = ("error", "access_denied".to_owned());
    "another error" => Some(Refused::ResponseError), |acts| acts.response[1] = ("error", "login_required".to_owned());
    "an error with a script" => Some(Refused::ResponseError), |acts| {
        acts.response[1] = ("error", "<script>alert(1)</script>".to_owned());
    };
    "an error beside a code" => Some(Refused::AccessDenied), |acts| {
        acts.response.push(("error", "access_denied".to_owned()));
    };
    "no code" => Some(Refused::CodeMissing), |acts| drop(acts.response.remove(1));
    "an empty code" => Some(Refused::CodeMissing), |acts| acts.response[1].1.clear();
    "a token in the query" => Some(Refused::CodeMissing), |acts| {
        acts.response[1] = ("id_token", "e30.e30.".to_owned());
    };
    "a code of somebody else" => Some(Refused::TokenStatus), |acts| acts.response[1].1.push('x');
    "more than is asked for" => None, |acts| {
        acts.response.extend([("session_state", "x".to_owned()), ("session_state", "y".to_owned())]);
    };
    "the code is not taken" => Some(Refused::TokenStatus), |acts| reply(acts, Reply::text(400, "{}"));
    "the client is not taken" => Some(Refused::TokenStatus), |acts| reply(acts, Reply::text(401, "{}"));
    "tokens are elsewhere" => Some(Refused::TokenStatus), |acts| reply(acts, Reply::text(307, ""));
    "tokens with another status" => Some(Refused::TokenStatus), |acts| {
        reply(acts, Reply::text(201, r#"{"access_token":"a","token_type":"Bearer"}"#));
    };
    "an error of the provider's own" => Some(Refused::ServerError), |acts| reply(acts, Reply::text(502, ""));
    "a page" => Some(Refused::TokenMalformed), |acts| reply(acts, Reply::text(200, "<!doctype html>"));
    "a list" => Some(Refused::TokenMalformed), |acts| acts.tokens = json!([]);
    "too long" => Some(Refused::TooLarge), |acts| reply(acts, Reply::of_length(&json!({}), 1024 * 1024 + 1));
    "no access token" => None, |acts| without(&mut acts.tokens, "access_token");
    "neither an access token nor its kind" => None, |acts| acts.tokens = json!({ "access_token": null, "token_type": null });
    "no kind of token" => Some(Refused::TokenMalformed), |acts| without(&mut acts.tokens, "token_type");
    "another kind of token" => Some(Refused::TokenType), |acts| acts.tokens["token_type"] = json!("mac");
    "the kind in capitals" => None, |acts| acts.tokens["token_type"] = json!("BEARER");
    "two access tokens" => Some(Refused::TokenMalformed), |acts| {
        let text = format!(r#"{{"access_token":"{ACCESS_TOKEN}","access_token":"b","token_type":"Bearer"}}"#);
        reply(acts, Reply::text(200, &text));
    };
    "no ID token" => Some(Refused::IdTokenMissing), |acts| acts.tokens["id_token"] = json!(null);
    "an ID token that is a number" => Some(Refused::TokenMalformed), |acts| acts.tokens["id_token"] = json!(1);
    "an ID token that is its claims" => Some(Refused::TokenMalformed), |acts| {
        acts.tokens["id_token"] = acts.claims.clone();
    };
};

fn twice(acts: &mut Acts, place: usize) {
    let again = acts.response[place].clone();
    acts.response.push(again);
}

fn reply(acts: &mut Acts, reply: Reply) {
    acts.token_reply = Some(reply);
}

fn without(value: &mut Value, field: &str) {
    value.as_object_mut().unwrap().remove(field).unwrap();
}

//! A provider that can be told to answer anything. What it is not told, it does as the standard says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use reqwest::Url;
use serde_json::{Value, json};
use server::settings::secrets::Password;
use server::settings::sign_in::ProviderSettings;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::browser::Away;
use crate::keys::{self, Key};

pub const CLIENT: &str = "directory";
pub const SECRET: &str = "a secret & more";
pub const CODE: &str = "c0de";
pub const ACCESS_TOKEN: &str = "acc3ss";

/// An answer, whatever was asked.
#[derive(Clone)]
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

/// What the provider answers.
#[derive(Clone)]
pub struct Served {
    pub discovery: Reply,
    pub keys: Reply,
    pub token: Reply,
    pub user_info: Reply,
    /// What the browser was sent with: the verifier has to fit.
    pub challenge: String,
    /// How often keys were asked for.
    pub keys_asked: usize,
}

/// All that becomes of one visit, before anything of it is sent.
pub struct Acts {
    /// What the browser comes back with.
    pub response: Vec<(&'static str, String)>,
    pub provider: &'static str,
    pub header: Value,
    pub claims: Value,
    /// In the place of the claims.
    pub raw_claims: Option<Vec<u8>>,
    pub key: Key,
    /// In the place of the token that was signed.
    pub alter: fn(String) -> String,
    /// The answer of the token endpoint, but for the ID token where it says nothing of one.
    pub tokens: Value,
    /// In the place of that.
    pub token_reply: Option<Reply>,
    pub keys: Reply,
    pub user_info: Reply,
}

/// A running provider.
pub struct Hostile {
    pub issuer: String,
    pub served: Arc<Mutex<Served>>,
    server: JoinHandle<()>,
}

impl Reply {
    pub fn json(value: &Value) -> Reply {
        Reply { status: 200, body: value.to_string().into_bytes() }
    }

    pub fn text(status: u16, body: &str) -> Reply {
        Reply { status, body: body.as_bytes().to_vec() }
    }

    /// Longer than what is read, and JSON nevertheless.
    pub fn of_length(value: &Value, length: usize) -> Reply {
        let mut reply = Reply::json(value);
        reply.body.resize(length.max(reply.body.len()), b' ');
        reply
    }
}

impl Hostile {
    pub async fn start() -> Hostile {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let served = Arc::new(Mutex::new(Served {
            discovery: Reply::json(&discovery(&issuer)),
            keys: Reply::json(&key_set()),
            token: Reply::text(400, "{}"),
            user_info: Reply::text(401, ""),
            challenge: String::new(),
            keys_asked: 0,
        }));
        let router = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(async |State(served)| reply(served, |s| s.discovery.clone())),
            )
            .route("/elsewhere/openid", get(async |State(served)| reply(served, |s| s.discovery.clone())))
            .route("/keys", get(async |State(served)| reply(served, |s| (s.keys_asked += 1, s.keys.clone()).1)))
            .route("/token", post(token))
            .route("/me", get(async |State(served)| reply(served, |s| s.user_info.clone())))
            .with_state(Arc::clone(&served));
        let server = tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        Hostile { issuer, served, server }
    }

    /// As it is configured.
    pub fn settings(&self, id: &str, domains: &[&str]) -> ProviderSettings {
        ProviderSettings {
            id: id.to_owned(),
            name: "Northmoor".to_owned(),
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(Password(SECRET.to_owned())),
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
            ..ProviderSettings::default()
        }
    }

    /// What an honest provider does for this visit.
    pub fn honest(&self, away: &Away, now: DateTime<Utc>) -> Acts {
        Acts {
            response: vec![
                ("state", away.asked["state"].clone()),
                ("code", CODE.to_owned()),
                ("iss", self.issuer.clone()),
            ],
            provider: "hostile",
            header: json!({ "alg": "ES256", "kid": "one", "typ": "JWT" }),
            claims: json!({
                "iss": self.issuer,
                "aud": CLIENT,
                "sub": "s-1",
                "iat": now.timestamp(),
                "exp": now.timestamp() + 300,
                "nonce": away.asked["nonce"],
                "at_hash": keys::access_token_hash(ACCESS_TOKEN),
                "email": "ann@northmoor.com",
                "email_verified": true,
                "name": "Ann Lee",
            }),
            raw_claims: None,
            key: keys::usual(),
            alter: |token| token,
            tokens: json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer" }),
            token_reply: None,
            keys: Reply::json(&key_set()),
            user_info: Reply::text(401, ""),
        }
    }

    /// Serves what was decided for a visit.
    pub fn serve(&self, away: &Away, acts: &Acts) {
        let claims = acts.raw_claims.clone().unwrap_or_else(|| acts.claims.to_string().into_bytes());
        let mut tokens = acts.tokens.clone();
        if let (Value::Object(fields), true) = (&mut tokens, acts.tokens.get("id_token").is_none()) {
            let id_token = (acts.alter)(acts.key.sign(&acts.header, &claims));
            fields.insert("id_token".to_owned(), id_token.into());
        }
        let mut served = self.served.lock().unwrap();
        served.token = acts.token_reply.clone().unwrap_or_else(|| Reply::json(&tokens));
        served.keys = acts.keys.clone();
        served.user_info = acts.user_info.clone();
        served.challenge = away.asked["code_challenge"].clone();
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What an honest provider says of itself.
pub fn discovery(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "response_types_supported": ["code", "code id_token"],
        "response_modes_supported": ["query", "fragment"],
        "subject_types_supported": ["public"],
        "code_challenge_methods_supported": ["S256"],
        "id_token_signing_alg_values_supported": ["none", "HS256", "ES256", "RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "authorization_response_iss_parameter_supported": true,
    })
}

/// Keys of every kind.
pub fn key_set() -> Value {
    let mut encryption = keys::curve(3).public("encryption");
    encryption["use"] = json!("enc");
    let usual = keys::usual().public("one");
    json!({ "keys": [usual, keys::rsa().public("rsa"), keys::weak().public("weak"), encryption] })
}

fn reply(served: Arc<Mutex<Served>>, choose: impl FnOnce(&mut Served) -> Reply) -> Response {
    let Reply { status, body } = choose(&mut served.lock().unwrap());
    let elsewhere = [(header::LOCATION, "/elsewhere"), (header::CONTENT_TYPE, "application/json")];
    (StatusCode::from_u16(status).unwrap(), elsewhere, body).into_response()
}

/// Gives tokens only for the right code, to the right client, with the right verifier.
async fn token(State(served): State<Arc<Mutex<Served>>>, headers: HeaderMap, body: Bytes) -> Response {
    let form = Url::parse(&format!("form:?{}", std::str::from_utf8(&body).unwrap())).unwrap();
    let form: HashMap<String, String> = form.query_pairs().into_owned().collect();
    let credentials = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("{CLIENT}:{}", SECRET.replace(' ', "+").replace('&', "%26")),
    );
    let fits = {
        let served = served.lock().unwrap();
        headers.get("authorization").is_some_and(|sent| *sent == format!("Basic {credentials}"))
            && form["grant_type"] == "authorization_code"
            && form["code"] == CODE
            && form["redirect_uri"].ends_with("/sign-in/provider/hostile/callback")
            && keys::challenge(&form["code_verifier"]) == served.challenge
    };
    if !fits {
        return (StatusCode::BAD_REQUEST, r#"{"error":"invalid_grant"}"#).into_response();
    }
    reply(served, |s| s.token.clone())
}

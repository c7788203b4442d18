//! Somebody who talks to a server: with a session, or without one.

use api::path;
use api::session::Session;
use reqwest::{Method, RequestBuilder, redirect};
use serde::Serialize;

use crate::answer::Answer;
use crate::declared;

/// One person's browser, or nobody's. It follows no redirect and keeps no cookie but the session's.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    /// `__Host-session=…`
    pub cookie: Option<String>,
    /// What is sent with each write.
    pub anti_forgery_token: Option<String>,
}

/// A request that is being put together.
pub struct Call(RequestBuilder);

impl Client {
    /// Nobody yet.
    pub fn new(base: String) -> Client {
        // Without TLS, the certificates of this machine are not read.
        Client::over(reqwest::Client::builder().tls_built_in_root_certs(false), base)
    }

    /// The same, with connections of another kind.
    pub fn over(connections: reqwest::ClientBuilder, base: String) -> Client {
        let http = connections.redirect(redirect::Policy::none()).no_proxy().build().unwrap();
        Client { http, base, cookie: None, anti_forgery_token: None }
    }

    /// Sends a form that begins a session, keeps the cookie, and fetches the anti-forgery token.
    pub async fn sign_in(mut self, path: &str, field: &str, value: &str) -> Client {
        let answer = self.form(path, field, value).await;
        assert_eq!(answer.status, 303, "signing in as `{value}`: {}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        self.cookie = Some(cookie);
        self.anti_forgery_token = Some(self.session().await.anti_forgery_token);
        self
    }

    /// The session's own description.
    pub async fn session(&self) -> Session {
        self.get(path::SESSION).await.json(200)
    }

    /// Where it asks.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path).send().await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.call(Method::POST, path).json(body).send().await
    }

    pub async fn patch(&self, path: &str, body: &impl Serialize) -> Answer {
        self.call(Method::PATCH, path).json(body).send().await
    }

    /// Sends a form with one field.
    pub async fn form(&self, path: &str, field: &str, value: &str) -> Answer {
        self.call_form(path, field, value).send().await
    }

    /// A form with one field.
    pub fn call_form(&self, path: &str, field: &str, value: &str) -> Call {
        let body = format!("{field}={}", path::segment(value));
        self.call(Method::POST, path).header("content-type", "application/x-www-form-urlencoded").body(body)
    }

    /// A request with the session's cookie and, if it writes, its token.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let safe = method.is_safe();
        let mut call = Call(self.http.request(method, self.address(path)));
        if let Some(cookie) = &self.cookie {
            call = call.header("cookie", cookie);
        }
        if let (Some(token), false) = (&self.anti_forgery_token, safe) {
            call = call.header(path::ANTI_FORGERY_HEADER, token);
        }
        call
    }
}

impl Call {
    pub fn header(self, name: &str, value: &str) -> Call {
        Call(self.0.header(name, value))
    }

    pub fn json(self, body: &impl Serialize) -> Call {
        Call(self.0.json(body))
    }

    pub fn body(self, body: impl Into<reqwest::Body>) -> Call {
        Call(self.0.body(body))
    }

    pub async fn send(self) -> Answer {
        self.try_send().await.unwrap()
    }

    /// The same towards a server that may be killed in the middle.
    pub async fn try_send(self) -> reqwest::Result<Answer> {
        let (http, request) = self.0.build_split();
        let request = request?;
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = http.execute(request).await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let answer = Answer { status, headers, body: response.bytes().await?.into() };
        declared::check(&method, &path, &answer);
        Ok(answer)
    }
}

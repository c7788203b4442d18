//! The one way to the server: same origin, anti-forgery token, time-out, problems. Paths come from `api::path`.

use std::cell::{Cell, RefCell};

use api::{
    path::{self, ANTI_FORGERY_HEADER, BACKGROUND_HEADER, BUILD_HEADER, IDEMPOTENCY_HEADER},
    problem::{Code, Problem},
};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::{ArcRwSignal, GetUntracked, Set, window};
use serde::{Serialize, de::DeserializeOwned};
use web_sys::{AbortSignal, RequestCredentials};

use crate::{dom::busy, json, net::resource::Fetch, session, storage::draft, ui::format};

/// Milliseconds after which an answer is no longer waited for.
const TIME_OUT: u32 = 20_000;

/// The header of requests that the page makes by itself.
const BY_ITSELF: Header<'static> = (BACKGROUND_HEADER, "1");

/// A header's name and value.
type Header<'a> = (&'static str, &'a str);

// No contexts: the first requests are sent before there is a view, and most go on where Leptos knows no owner.
thread_local! {
    static TOKEN: RefCell<String> = const { RefCell::new(String::new()) };
    static FIRST_BUILD: RefCell<Option<String>> = const { RefCell::new(None) };
    static NEWER_BUILD: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// Fetches what `path` answers. A session that ended leads to the sign-in page, and this never returns.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    json::read(&get_text(path).await?).ok_or_else(unreadable)
}

/// Fetches what `path` answers, as it is.
pub async fn get_text(path: &str) -> Result<String, Problem> {
    let _busy = busy::guard();
    exchange(Method::GET, path, None, None).await
}

/// Fetches again, by itself, what an open page shows: that does not extend the session.
pub async fn get_text_again(path: &str) -> Result<String, Problem> {
    let _busy = busy::guard();
    exchange(Method::GET, path, None, Some(BY_ITSELF)).await
}

/// Fetches in the background: the page is not busy, the session is not extended, and one that ended does not lead to
/// the sign-in page.
pub async fn get_quietly<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    let response = request(Method::GET, path, None, Some(BY_ITSELF)).await?;
    json::read(&read(response).await?).ok_or_else(unreadable)
}

/// Fetches a list of sentences in the background. One function for all of them: each is code of the first chunk.
pub fn get_patterns(path: String) -> Fetch<Vec<Box<str>>> {
    Box::pin(async move { get_quietly(&path).await })
}

/// Sends `body` and reads the answer. An idempotency key makes a repeated send one.
pub async fn send<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
    idempotency_key: Option<&str>,
) -> Result<T, Problem> {
    let body = serde_json::to_string(body).map_err(|_| unreadable())?;
    let _busy = busy::guard();
    let text = exchange(method, path, Some(body), idempotency_key.map(|key| (IDEMPOTENCY_HEADER, key))).await?;
    json::read(&text).ok_or_else(unreadable)
}

/// Sends a body that is JSON already, if there is one, and leaves the answer unread.
pub async fn send_unread(method: Method, path: &str, body: Option<String>) -> Result<(), Problem> {
    let _busy = busy::guard();
    exchange(method, path, body, None).await.map(|_| ())
}

/// Sets the anti-forgery token that requests other than `GET` carry.
pub fn set_token(token: &str) {
    TOKEN.with_borrow_mut(|current| token.clone_into(current));
}

/// Becomes true when the server answers from another build than at first.
pub fn newer_build() -> ArcRwSignal<bool> {
    NEWER_BUILD.with(ArcRwSignal::clone)
}

/// 32 random hexadecimal digits. Keep it with the draft, so that sending again stays the same request.
pub fn new_idempotency_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Why a chunk of the app could not be loaded: the server cannot be reached, or has a newer build, which shows in its
/// answer to any request.
pub async fn missing_chunk() -> Problem {
    let _ = request(Method::GET, path::CHANGES, None, Some(BY_ITSELF)).await;
    let mut problem = problem(Code::Unavailable);
    if let Some(texts) = session::try_texts().filter(|_| newer_build().get_untracked()) {
        texts.newer_build_title().clone_into(&mut problem.title);
        texts.newer_build_text().clone_into(&mut problem.detail);
    }
    problem
}

async fn exchange(
    method: Method,
    path: &str,
    body: Option<String>,
    header: Option<Header<'_>>,
) -> Result<String, Problem> {
    let response = request(method, path, body, header).await?;
    if response.status() == 401 {
        go_to_sign_in();
        std::future::pending::<()>().await;
    }
    read(response).await
}

async fn request(
    method: Method,
    path: &str,
    body: Option<String>,
    header: Option<Header<'_>>,
) -> Result<Response, Problem> {
    let signal = AbortSignal::timeout_with_u32(TIME_OUT);
    let mut request = RequestBuilder::new(path)
        .header("accept", "application/json")
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&signal));
    if method != Method::GET {
        request = request.header(ANTI_FORGERY_HEADER, &TOKEN.with_borrow(String::clone));
    }
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    request = request.method(method);
    let response = match body {
        Some(body) => {
            let request = request.header("content-type", "application/json");
            let request = request.body(body).map_err(unreachable)?;
            request.send().await.map_err(unreachable)?
        }
        None => request.send().await.map_err(unreachable)?,
    };
    check_build(&response);
    Ok(response)
}

async fn read(response: Response) -> Result<String, Problem> {
    let text = response.text().await.map_err(unreachable)?;
    if response.ok() {
        return Ok(text);
    }
    // A proxy in between answers without problem details.
    Err(json::read(&text).unwrap_or_else(|| problem(Code::Unavailable)))
}

/// What the server answered is of another shape than this build knows.
pub(crate) fn unreadable() -> Problem {
    problem(Code::Malformed)
}

fn unreachable(_: gloo_net::Error) -> Problem {
    problem(Code::Unavailable)
}

fn check_build(response: &Response) {
    // What a browser has kept says what hour it was.
    let is_fresh = response.headers().get("cache-control").is_some_and(|words| words == "no-store");
    if let Some(date) = response.headers().get("date").filter(|_| is_fresh) {
        format::note_server_time(&date);
    }
    let Some(build) = response.headers().get(BUILD_HEADER) else {
        return;
    };
    FIRST_BUILD.with_borrow_mut(|first| {
        let newer = first.get_or_insert_with(|| build.clone()) != &build;
        let signal = newer_build();
        if newer && !signal.get_untracked() {
            signal.set(true);
        }
    });
}

/// Goes to the sign-in page, which leads back here.
fn go_to_sign_in() {
    if !LEAVING.replace(true) {
        // Whoever signs in next is not told of what was not shown.
        draft::take_takeover();
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        // Somebody was signed in here, and what they typed is still there.
        let kept = if session::try_texts().is_some() && draft::exists() { "&kept=true" } else { "" };
        let _ = location.assign(&["/sign-in?next=", &path::segment(&here), kept].concat());
    }
}

/// A problem that the server did not describe.
fn problem(code: Code) -> Problem {
    let (title, detail) = match session::try_texts() {
        Some(texts) if code == Code::Unavailable => (texts.failed_title(), texts.failed_offline()),
        Some(texts) => (texts.failed_title(), texts.failed_unreadable()),
        None => (
            "This could not be loaded. – Le chargement a échoué.",
            "The server cannot be reached. Check your connection, then try again. – \
             Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.",
        ),
    };
    Problem {
        kind: ["/problems/", code.as_str()].concat(),
        title: title.to_owned(),
        status: 0,
        code,
        detail: detail.to_owned(),
        fields: Vec::new(),
        link: None,
    }
}

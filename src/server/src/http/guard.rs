//! Who may use an endpoint: its guard, which runs before its handler.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rules::admission;
use rules::vocabulary::{Action, Admission};

use crate::app::{App, Shared};
use crate::error::Error;
use crate::http::cookies;
use crate::http::problem::ReaderLocale;
use crate::http::request::limit_by_peer;
use crate::net::peer::from_extensions;
use crate::rate_limits::LimitKey;
use crate::sign_in::last_seen;
use crate::store::person::Person;
use crate::store::session::{self, Current};

/// The decision that guards an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anybody; the reason why is part of the declaration.
    Anybody(&'static str),
    /// A signed-in person whom the decision `admission` allows this action.
    Admission(Action),
    /// Anybody, in the sample world, which listens on loopback only.
    SampleWorld,
}

impl Guard {
    /// The name in the API's description: `admission/request_access`.
    pub fn name(self) -> String {
        match self {
            Guard::Anybody(reason) => format!("anybody: {reason}"),
            Guard::Admission(action) => format!("{}/{}", "admission", action.as_str()),
            Guard::SampleWorld => "sample world".to_owned(),
        }
    }
}

/// The person that the guard let in. Only endpoints under [`Guard::Admission`] have one.
#[derive(Clone)]
pub struct SignedIn(pub Person);

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Error> {
        parts.extensions.get::<SignedIn>().cloned().ok_or(Error::SignInNeeded)
    }
}

/// The session's token, for signing out and for the anti-forgery token.
#[derive(Clone)]
pub struct SessionToken(pub String);

impl FromRequestParts<Shared> for SessionToken {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Error> {
        parts.extensions.get::<SessionToken>().cloned().ok_or(Error::SignInNeeded)
    }
}

/// Lets in whom the guard allows, before the handler runs.
pub async fn enforce(
    State((app, guard, in_background)): State<(Shared, Guard, bool)>,
    mut request: Request,
    next: Next,
) -> Response {
    match guard {
        Guard::Anybody(_) => limit_by_peer(State(app), request, next).await,
        Guard::SampleWorld if app.settings.sample => limit_by_peer(State(app), request, next).await,
        Guard::SampleWorld => Error::NotFound.into_response(),
        Guard::Admission(action) => {
            let peer = from_extensions(request.extensions()).address;
            let looking = app.limits.acquire_lookup(peer).await;
            let found = match looking {
                Ok(_permit) => signed_in(&app, request.headers().clone()).await,
                Err(error) => return error.into_response(),
            };
            let (Current { person, seen_at }, token) = match found {
                Ok(found) => found,
                // A request without a session is counted by its peer's address.
                Err(error) => {
                    return app.limits.acquire(LimitKey::Peer(peer)).await.err().unwrap_or(error).into_response();
                }
            };
            let locale = ReaderLocale(person.locale);
            let admitted = match app.limits.acquire(LimitKey::Person(person.key)).await {
                Ok(permit) => admit(&app, &person, &token, action, &request).map(|()| permit),
                Err(error) => Err(error),
            };
            let mut response = match admitted {
                Ok(_permit) => {
                    if !in_background && !is_background_read(&request) {
                        last_seen::touch(
                            &app.last_seen,
                            &app.db,
                            app.settings.session_limits(),
                            &token,
                            seen_at,
                            app.clock.now(),
                        )
                        .await;
                    }
                    request.extensions_mut().insert(SignedIn(person));
                    request.extensions_mut().insert(SessionToken(token));
                    next.run(request).await
                }
                Err(error) => error.into_response(),
            };
            response.extensions_mut().insert(locale);
            response
        }
    }
}

/// Whether an open page sends this read by itself, since something changed. A client that says so wrongly only shortens
/// its own session.
fn is_background_read(request: &Request) -> bool {
    request.method().is_safe() && request.headers().contains_key(api::path::BACKGROUND_HEADER)
}

async fn signed_in(app: &App, headers: HeaderMap) -> Result<(Current, String), Error> {
    let token = cookies::SESSION.token(&headers).ok_or(Error::SignInNeeded)?;
    let limits = app.settings.session_limits();
    let current = session::current(&app.db, &token, limits, app.clock.now()).await?.ok_or(Error::SignInNeeded)?;
    Ok((current, token))
}

fn admit(app: &App, person: &Person, token: &str, action: Action, request: &Request) -> Result<(), Error> {
    if !request.method().is_safe() {
        let sent = request.headers().get(api::path::ANTI_FORGERY_HEADER).and_then(|value| value.to_str().ok());
        if sent != Some(session::anti_forgery_token(token).as_str()) {
            return Err(Error::AntiForgery);
        }
        refuse_cross_site(request.headers())?;
    }
    let facts = admission::Facts { affiliation: person.affiliation, action };
    match app.policy.admission(&facts)?.answer {
        Admission::Allowed => Ok(()),
        Admission::SupportCase => Err(Error::SupportCase(app.settings.service.licensing_support_link.clone())),
    }
}

/// Refuses a write that the browser marks as coming from another site, as another host below the same domain is.
/// Programs send no such header; the token holds for them. `none` means that no page began it, as when a form is sent
/// again in a restored tab: no other site can bring it about.
pub fn refuse_cross_site(headers: &HeaderMap) -> Result<(), Error> {
    match headers.get("sec-fetch-site").map(|value| value.as_bytes()) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Error::AntiForgery),
    }
}

//! Who may use an endpoint: its guard, which runs before its handler.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rules::admission;
use rules::vocabulary::{Action, Admission};

use crate::app::{App, Shared};
use crate::base::secret::is_token;
use crate::error::Error;
use crate::http::cookies::SESSION;
use crate::http::cross_site::refuse_cross_site;
use crate::http::problem::ReaderLocale;
use crate::http::request::limit_by_peer;
use crate::http::request_body;
use crate::net::HeldUntilSent;
use crate::net::peer::{from_extensions, site};
use crate::rate_limits::{LimitKey, Permit, Turn};
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
    request: Request,
    next: Next,
) -> Response {
    match guard {
        Guard::Anybody(_) => limit_by_peer(State(app), request, next).await,
        Guard::SampleWorld if app.settings.sample => {
            let crossing = if request.method().is_safe() { Ok(()) } else { refuse_cross_site(&app, request.headers()) };
            match crossing {
                Ok(()) => limit_by_peer(State(app), request, next).await,
                Err(error) => error.into_response(),
            }
        }
        Guard::SampleWorld => Error::NotFound.into_response(),
        Guard::Admission(action) => {
            let peer = from_extensions(request.extensions()).address;
            let found = match SESSION.token(request.headers()).filter(|token| is_token(token)) {
                Some(token) => match app.limits.acquire_lookup(peer).await {
                    Ok(_permit) => signed_in(&app, token).await,
                    Err(error) => return error.into_response(),
                },
                None => Err(Error::SignInNeeded),
            };
            let (current, token) = match found {
                Ok(found) => found,
                // A request without a session is counted by its peer's address.
                Err(error) => {
                    return app.limits.count(&[LimitKey::Peer(peer)]).await.err().unwrap_or(error).into_response();
                }
            };
            let Current { mut person, seen_at } = current;
            person.network = Some(site(peer));
            let reader = ReaderLocale { locale: person.locale, time_zone: person.time_zone.clone() };
            let mut response = match begin(&app, &person, &token, action, request).await {
                Ok((permit, _turn, mut request)) => {
                    if !in_background && !is_background_read(&request) {
                        let (limits, now) = (app.settings.session_limits(), app.clock.now());
                        last_seen::touch(&app.last_seen, &app.db, limits, &token, seen_at, now).await;
                    }
                    request.extensions_mut().insert(SignedIn(person));
                    request.extensions_mut().insert(SessionToken(token));
                    let mut response = next.run(request).await;
                    let handlers_own = response.extensions_mut().remove::<HeldUntilSent>();
                    response.extensions_mut().insert(HeldUntilSent::new((permit, handlers_own)));
                    response
                }
                Err(error) => error.into_response(),
            };
            response.extensions_mut().insert(reader);
            response
        }
    }
}

/// Lets a person's request begin, which is theirs until its answer was read to the last byte. The turn is everybody's at
/// the peer, and ends as soon as the answer begins.
async fn begin(
    app: &App,
    person: &Person,
    token: &str,
    action: Action,
    request: Request,
) -> Result<(Permit, Turn, Request), Error> {
    let (key, peer) = (LimitKey::Person(person.key), from_extensions(request.extensions()).address);
    app.limits.count(&[key]).await?;
    admit(app, person, token, action, &request)?;
    let request = request_body::read(app, request).await?;
    let permit = app.limits.begin(&[key]).await?;
    Ok((permit, app.limits.turn(peer, person.key).await?, request))
}

/// Whether an open page sends this read by itself, since something changed. A client that says so wrongly only shortens
/// its own session.
fn is_background_read(request: &Request) -> bool {
    request.method().is_safe() && request.headers().contains_key(api::path::BACKGROUND_HEADER)
}

async fn signed_in(app: &App, token: String) -> Result<(Current, String), Error> {
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
        refuse_cross_site(app, request.headers())?;
    }
    let facts = admission::Facts { affiliation: person.affiliation, action };
    match app.policy.admission(&facts)?.answer {
        Admission::Allowed => Ok(()),
        Admission::SupportCase => Err(Error::SupportCase(app.settings.service.licensing_support_link.clone())),
    }
}

//! `/sign-in/provider/{id}`: going to an OpenID Connect provider, and coming back. What is checked on the way lies in
//! `sign_in::open_id`, who somebody is in `sign_in::identity`, how the pages look in `pages`.

pub mod pages;

use api::sessions::SignInMethod;
use axum::extract::{RawQuery, State};
use axum::http::header::{HeaderMap, HeaderValue, REFRESH, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use text::{Locale, Texts};
use url::form_urlencoded;

use crate::app::{App, Shared};
use crate::error::Error;
use crate::http::cookies::SIGN_IN_ATTEMPT;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::http::local_path::local_path;
use crate::net::peer::Peer;
use crate::routes::email_verification::limits::count_attempt;
use crate::routes::email_verification::pages::too_many;
use crate::routes::sign_in::{begin_session, texts_for};
use crate::routes::{Form, Path};
use crate::sign_in::identity::{self, SignedInBy};
use crate::sign_in::open_id::{self, CALLBACK, Proof, Provider, Refused, START};
use crate::store::identity::Identity;
use crate::store::sign_in_attempt::{self, Attempt, Found, LIFETIME};

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("nobody is signed in yet");
    vec![Endpoint::post(START, guard, begin), Endpoint::get(CALLBACK, guard, callback)]
}

/// The form of a provider's button.
#[derive(Deserialize)]
struct ProviderForm {
    /// The page to go to afterwards.
    #[serde(default)]
    next: String,
}

/// Goes to the provider. Not by a link: another page could otherwise sign people in as it likes. And not by a redirect,
/// which `form-action` of the page's policy holds back (CSP 3, section 6.4.1.1): by a page that goes on at once.
async fn begin(
    State(app): State<Shared>,
    peer: Peer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ProviderForm>,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    let provider = app.providers.get(&id).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if let Some(until) = count_attempt(&mut tx, &app, peer, now).await? {
        return Ok(too_many(texts_for(&headers), until));
    }
    let begun = sign_in_attempt::begin(&mut tx, &id, local_path(&form.next), now).await?;
    tx.commit().await?;
    let address = match provider.authorization(&begun, &redirect_uri(&app, provider), now).await {
        Ok(address) => address,
        Err(refused) => return Ok(refuse(texts_for(&headers), provider, refused, &form.next)),
    };
    let onward = [(SET_COOKIE, SIGN_IN_ATTEMPT.set(&begun.token)), (REFRESH, format!("0; url={address}"))];
    Ok((onward, pages::redirect_page(texts_for(&headers), provider, &address)).into_response())
}

/// Comes back from the provider: signed in, or told why not.
async fn callback(
    State(app): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let provider = app.providers.get(&id).ok_or(Error::NotFound)?;
    let texts = texts_for(&headers);
    let now = app.clock.now();
    let parameters = Parameters::read(&query.unwrap_or_default());
    let attempt = match take_attempt(&app, &headers, &parameters.state, &id, now).await? {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(refuse(texts, provider, refused, "")),
    };
    let proved = match authorization_code(&parameters, provider, now).await {
        Ok(code) => provider.redeem(code, &attempt, &redirect_uri(&app, provider), now).await,
        Err(refused) => Err(refused),
    };
    let signed_in_by = proved.and_then(|proof| signed_in_by(provider, proof, texts.locale()));
    let mut response = match signed_in_by {
        Ok(who) => {
            let person_key =
                identity::by_provider(&app.db, &app.policy, &app.internal_domains, &who, app.clock.now()).await?;
            let way = SignInMethod::Provider(who.identity.issuer);
            begin_session(&app, &headers, person_key, &way, &attempt.next).await?
        }
        Err(refused) => refuse(texts, provider, refused, &attempt.next),
    };
    if let Ok(ended) = HeaderValue::from_str(&SIGN_IN_ATTEMPT.clear()) {
        response.headers_mut().append(SET_COOKIE, ended);
    }
    Ok(response)
}

/// What a provider sends by the query.
#[derive(Debug, Default, PartialEq)]
struct Parameters {
    state: String,
    code: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
    /// Whether one of them comes twice: another reader could take the other one.
    is_twofold: bool,
}

impl Parameters {
    fn read(query: &str) -> Parameters {
        let mut read = Parameters::default();
        let mut state = None;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match name.as_ref() {
                "state" => &mut state,
                "code" => &mut read.code,
                "iss" => &mut read.issuer,
                "error" => &mut read.error,
                _ => continue,
            };
            read.is_twofold |= place.replace(value.into_owned()).is_some();
        }
        read.state = state.unwrap_or_default();
        read
    }
}

/// Takes the attempt that this browser began with this provider, so that it cannot be used again; or why there is none.
async fn take_attempt(
    app: &App,
    headers: &HeaderMap,
    state: &str,
    id: &str,
    now: DateTime<Utc>,
) -> Result<Result<Attempt, Refused>, Error> {
    let found = match SIGN_IN_ATTEMPT.token(headers) {
        Some(token) => sign_in_attempt::take(&app.db, &token, state).await?,
        None => Found::Nothing,
    };
    Ok(match found {
        Found::Nothing => Err(Refused::AttemptUnknown),
        Found::OtherState => Err(Refused::State),
        Found::Attempt(attempt) if now >= attempt.created_at + LIFETIME => Err(Refused::AttemptExpired),
        Found::Attempt(attempt) if attempt.provider != id => Err(Refused::AttemptOfAnother),
        Found::Attempt(attempt) => Ok(attempt),
    })
}

/// The code of an answer that is this provider's.
async fn authorization_code<'a>(
    parameters: &'a Parameters,
    provider: &Provider,
    now: DateTime<Utc>,
) -> Result<&'a str, Refused> {
    if parameters.is_twofold {
        return Err(Refused::ResponseMalformed);
    }
    provider.check_response_issuer(parameters.issuer.as_deref(), now).await?;
    match parameters.error.as_deref() {
        Some("access_denied") => return Err(Refused::AccessDenied),
        Some(_) => return Err(Refused::ResponseError),
        None => {}
    }
    parameters.code.as_deref().filter(|code| !code.is_empty()).ok_or(Refused::CodeMissing)
}

/// What the provider says, and how much of it counts.
fn signed_in_by(provider: &Provider, Proof { subject, profile }: Proof, locale: Locale) -> Result<SignedInBy, Refused> {
    let email = profile.email()?;
    Ok(SignedInBy {
        identity: Identity { issuer: provider.settings.issuer.clone(), subject },
        verified: profile.email_verified() && provider.speaks_for(email.domain()),
        email,
        name: profile.name(),
        locale: profile.locale().unwrap_or(locale),
    })
}

fn redirect_uri(app: &App, provider: &Provider) -> String {
    format!("{}{}", app.settings.public_url(), open_id::callback_path(&provider.settings.id))
}

/// The page that says why. The log has the name only: what a provider sends may be a secret, or be about somebody.
fn refuse(texts: &Texts, provider: &Provider, refused: Refused, next: &str) -> Response {
    tracing::warn!(reason = refused.name(), provider = provider.settings.id, "a provider signed nobody in");
    pages::refusal_page(texts, provider, refused, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_that_comes_twice_is_noticed() {
        let read = Parameters::read("state=a%20b&code=c&iss=https%3A%2F%2Fid.example&session_state=x&session_state=y");
        assert_eq!((read.state.as_str(), read.code.as_deref(), read.is_twofold), ("a b", Some("c"), false));
        assert_eq!(read.issuer.as_deref(), Some("https://id.example"));
        for twice in ["state=a&state=a", "code=a&x=1&code=b", "iss=a&iss=b", "error=&error=a"] {
            assert!(Parameters::read(twice).is_twofold, "{twice}");
        }
        assert_eq!(Parameters::read(""), Parameters::default());
    }
}

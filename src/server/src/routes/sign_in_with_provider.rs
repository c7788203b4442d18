//! `/sign-in/provider/{id}`: going to an OpenID Connect provider, and coming back. What is checked on the way lies in
//! `sign_in::open_id`, who somebody is in `sign_in::identity`, how the pages look in `pages`.

mod attempts;
mod notice;
pub mod pages;
mod try_out;

use api::sessions::SignInMethod;
use axum::extract::{RawQuery, State};
use axum::http::header::{HeaderMap, HeaderValue, REFRESH, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use text::{Locale, Texts};
use url::form_urlencoded;

use crate::app::{App, Shared};
use crate::db::Tx;
use crate::directory::account_view::readable_email;
use crate::error::Error;
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;
use crate::http::local_path::local_path;
use crate::net::peer::Peer;
use crate::routes::email_verification::limits::count_attempt;
use crate::routes::email_verification::pages::too_many;
use crate::routes::email_verification::see_other;
use crate::routes::sign_in::{begin_session, texts_for};
use crate::routes::{Form, Path};
use crate::sign_in::identity::{self, ByProvider, SignedInBy};
use crate::sign_in::open_id::{self, CALLBACK, Doubt, Doubted, Proof, Provider, Refusal, Refused, START, TRY};
use crate::store::identity::Identity;
use crate::store::sign_in_attempt::{self, Attempt, Beginning};
use attempts::Stray;
use notice::Notice;

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("nobody is signed in yet");
    vec![
        Endpoint::post(START, guard, begin),
        Endpoint::get(CALLBACK, guard, callback),
        Endpoint::get(notice::PATH, guard, notice::show),
        Endpoint::get(TRY, guard, try_out::show),
        Endpoint::post(TRY, guard, try_out::begin),
    ]
}

/// The form of a provider's button.
#[derive(Deserialize)]
struct ProviderForm {
    /// The page to go to afterwards.
    #[serde(default)]
    next: String,
}

/// Goes to the provider. Not by a link: another page could otherwise sign people in as it likes.
async fn begin(
    State(app): State<Shared>,
    peer: Peer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ProviderForm>,
) -> Result<Response, Error> {
    refuse_cross_site(&app, &headers)?;
    let Some(provider) = app.providers.get(&id) else {
        return Ok(pages::unknown_provider_page(texts_for(&headers)));
    };
    let tx = app.db.begin().await?;
    go(&app, tx, Going { provider, peer, headers: &headers, next: &form.next, is_try: false }).await
}

/// Who goes where.
struct Going<'a> {
    provider: &'a Provider,
    peer: Peer,
    headers: &'a HeaderMap,
    next: &'a str,
    is_try: bool,
}

/// Begins an attempt and goes to the provider. Not by a redirect, which `form-action` of the page's policy holds back (CSP 3,
/// section 6.4.1.1): by a page that goes on at once.
async fn go(app: &App, mut tx: Tx, going: Going<'_>) -> Result<Response, Error> {
    let Going { provider, peer, headers, next, is_try } = going;
    let (texts, now) = (texts_for(headers), app.clock.now());
    if let Some(until) = count_attempt(&mut tx, app, peer, now).await? {
        return Ok(too_many(texts, until));
    }
    let beginning = Beginning { provider: &provider.settings.id, next: local_path(next), is_try };
    let begun = sign_in_attempt::begin(&mut tx, &beginning, now).await?;
    tx.commit().await?;
    let address = match provider.authorization(&begun, &redirect_uri(app, provider), now).await {
        Ok(address) => address,
        Err(refusal) if is_try => return try_out::outcome(app, texts, provider, Err(refusal)).await,
        Err(refusal) => return Ok(refuse(texts, provider, &refusal, next)),
    };
    let cookie = attempts::cookie_with(headers, &begun.token);
    let onward = [(SET_COOKIE, cookie), (REFRESH, format!("0; url={address}"))];
    Ok((onward, pages::redirect_page(texts, provider, &address)).into_response())
}

/// Comes back from the provider: signed in, or told why not.
async fn callback(
    State(app): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (texts, now) = (texts_for(&headers), app.clock.now());
    let Some(provider) = app.providers.get(&id) else { return Ok(pages::unknown_provider_page(texts)) };
    let parameters = Parameters::read(&query.unwrap_or_default());
    let attempt = match attempts::take(&app, &headers, &parameters.state, &id, now).await? {
        Ok(attempt) => attempt,
        // Another tab of this browser was quicker: this one goes on to where it wanted to go.
        Err(Stray { next, .. }) if attempts::is_signed_in(&app, &headers, now).await? => {
            return Ok(see_other(local_path(next.as_deref().unwrap_or("/"))));
        }
        Err(Stray { refusal, next }) => return Ok(refuse(texts, provider, &refusal, &next.unwrap_or_default())),
    };
    let proved = match authorization_code(&parameters, provider, now).await {
        Ok(code) => provider.redeem(code, &attempt, &redirect_uri(&app, provider), now).await,
        Err(refusal) => Err(refusal),
    };
    let mut response = if attempt.is_try {
        try_out::outcome(&app, texts, provider, proved).await?
    } else {
        match proved.and_then(|proof| claimed(provider, &proof, texts.locale())) {
            Ok(claimed) => sign_in(&app, &headers, provider, claimed, &attempt).await?,
            Err(refusal) => refuse(texts, provider, &refusal, &attempt.next),
        }
    };
    if let Ok(ended) = HeaderValue::from_str(&attempts::cookie_without(&headers, &attempt.token)) {
        response.headers_mut().append(SET_COOKIE, ended);
    }
    Ok(response)
}

/// Signs in whom the provider speaks of, unless the person with their address is known otherwise.
async fn sign_in(
    app: &App,
    headers: &HeaderMap,
    provider: &Provider,
    (claim, mut doubted): (SignedInBy, Option<Doubted>),
    attempt: &Attempt,
) -> Result<Response, Error> {
    let found = identity::by_provider(&app.db, &app.policy, &app.internal_domains, &claim, app.clock.now()).await?;
    let person = match found {
        ByProvider::Person(person) => person,
        ByProvider::BoundTo(before) => {
            return Ok(bound_elsewhere(app, headers, provider, &claim, &before, &attempt.next));
        }
    };
    if person.is_anothers_address {
        let (doubt, found) = (Doubt::AnothersAddress, "a person who has the address already".to_owned());
        doubted = Some(Doubted { doubt, expected: "nobody else with the address".to_owned(), found });
    }
    let notice = match &doubted {
        Some(Doubted { doubt, expected, found }) => {
            let (reason, id, domain) = (doubt.name(), &provider.settings.id, claim.email.domain());
            tracing::warn!(
                reason,
                provider = id,
                domain,
                expected,
                found,
                "an address that a provider told does not count"
            );
            Some(Notice::Doubt(*doubt))
        }
        None => person.was_known_by.is_some().then_some(Notice::BoundAnew),
    };
    let next = notice.map(|notice| notice::address(notice, &provider.settings.id, &attempt.next));
    let way = SignInMethod::Provider(claim.identity.issuer);
    begin_session(app, headers, person.key, &way, next.as_deref().unwrap_or(&attempt.next)).await
}

/// The page for somebody whose address is known otherwise: what it proves is theirs already.
fn bound_elsewhere(
    app: &App,
    headers: &HeaderMap,
    provider: &Provider,
    claim: &SignedInBy,
    before: &Identity,
    next: &str,
) -> Response {
    let is_same_issuer = before.issuer == claim.identity.issuer;
    let refused = if is_same_issuer { Refused::BoundToAnotherSubject } else { Refused::BoundToAnotherIssuer };
    let expected = if is_same_issuer { "the account by which the person is known" } else { before.issuer.as_str() };
    let found = format!("{} for an address of {}", claim.identity.issuer, claim.email.domain());
    log_refusal(provider, &refused.because(expected, found));
    let other = app.providers.of_issuer(&before.issuer).filter(|_| !is_same_issuer);
    let email = readable_email(claim.email.as_str());
    let other = other.map(AsRef::as_ref);
    pages::bound_elsewhere_page(texts_for(headers), provider, (refused, &email), other, next)
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

/// The code of an answer that is this provider's.
async fn authorization_code<'a>(
    parameters: &'a Parameters,
    provider: &Provider,
    now: DateTime<Utc>,
) -> Result<&'a str, Refusal> {
    if parameters.is_twofold {
        return Err(Refused::ResponseMalformed.into());
    }
    provider.check_response_issuer(parameters.issuer.as_deref(), now).await?;
    match parameters.error.as_deref() {
        Some("access_denied") => return Err(Refused::AccessDenied.into()),
        Some(error) => return Err(Refused::ResponseError.with(open_id::error_name(error))),
        None => {}
    }
    parameters.code.as_deref().filter(|code| !code.is_empty()).ok_or(Refused::CodeMissing.into())
}

/// What the provider says, and where its address does not count, why.
fn claimed(provider: &Provider, proof: &Proof, locale: Locale) -> Result<(SignedInBy, Option<Doubted>), Refusal> {
    let email = proof.profile.email()?;
    let doubted = provider.weigh(&email, &proof.profile).err();
    let claim = SignedInBy {
        identity: Identity { issuer: proof.issuer.clone(), subject: proof.subject.clone() },
        verified: doubted.is_none(),
        email,
        name: proof.profile.name(),
        locale: proof.profile.locale().unwrap_or(locale),
        replaces: provider.settings.replaces.0.clone(),
    };
    Ok((claim, doubted))
}

fn redirect_uri(app: &App, provider: &Provider) -> String {
    format!("{}{}", app.settings.public_url(), open_id::callback_path(&provider.settings.id))
}

/// The page that says why.
fn refuse(texts: &Texts, provider: &Provider, refusal: &Refusal, next: &str) -> Response {
    log_refusal(provider, refusal);
    pages::refusal_page(texts, provider, refusal, next)
}

/// The log has what is no secret and about nobody: see `refusal`.
fn log_refusal(provider: &Provider, Refusal { reason, expected, found, .. }: &Refusal) {
    let (reason, provider) = (reason.name(), &provider.settings.id);
    tracing::warn!(reason, provider, expected, found, "a provider signed nobody in");
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

//! One provider: what is known of it, and the two steps of signing in with it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use reqwest::Client;
use tokio::sync::Mutex;

use super::claims::{Expected, Profile};
use super::discovery::{Metadata, REQUEST_PARAMETERS};
use super::fetching::{client, fetch};
use super::id_token::IdToken;
use super::key_set::KeySet;
use super::refused::Refused;
use super::{discovery, token_endpoint, user_info};
use crate::domains::DomainIdentifier;
use crate::settings::sign_in::ProviderSettings;
use crate::store::sign_in_attempt::{Attempt, NewAttempt};

/// How long a description and the keys are kept.
const LIFETIME: TimeDelta = TimeDelta::hours(1);
/// How long it is remembered that the description did not come: everybody who signs in would wait for it anew.
const FAILURE: TimeDelta = TimeDelta::seconds(10);
/// How often the keys are asked for where a token names one that is not among them.
const PAUSE: TimeDelta = TimeDelta::minutes(1);

/// A provider that people may sign in with.
pub struct Provider {
    pub settings: ProviderSettings,
    domains: Vec<DomainIdentifier>,
    http: Client,
    /// Held by whoever asks for the description: the others wait for that answer, and do not ask as well.
    asking: Mutex<()>,
    known: Mutex<Known>,
}

/// What was asked already. The lock is not held while something is asked: a slow answer holds up nobody else.
#[derive(Default)]
struct Known {
    metadata: Option<(DateTime<Utc>, Arc<Metadata>)>,
    /// Why the description did not come, when it was last asked for.
    failed: Option<(DateTime<Utc>, Refused)>,
    keys: Option<(DateTime<Utc>, Arc<KeySet>)>,
    /// When keys were last asked for, whether or not they came.
    asked_for_keys_at: Option<DateTime<Utc>>,
}

/// What a provider has proved.
#[derive(Debug)]
pub struct Proof {
    pub subject: String,
    pub profile: Profile,
}

impl Provider {
    /// Nothing is asked yet.
    ///
    /// # Errors
    /// A domain that is none, or the system's certificates cannot be read.
    pub fn new(settings: ProviderSettings) -> anyhow::Result<Provider> {
        let patience = Duration::from_secs(settings.answer_seconds.into());
        let (domains, http) = (settings.domains()?, client(settings.is_loopback(), patience)?);
        Ok(Provider { settings, domains, http, asking: Mutex::default(), known: Mutex::default() })
    }

    /// Whether it may say whose the addresses of this domain (as a-labels) are.
    pub fn speaks_for(&self, domain: &str) -> bool {
        self.domains.iter().any(|known| known.ascii() == domain)
    }

    /// Where to send a browser that begins an attempt.
    ///
    /// # Errors
    /// The provider cannot be reached, or does not describe itself as it should.
    pub async fn authorization(
        &self,
        begun: &NewAttempt,
        redirect_uri: &str,
        now: DateTime<Utc>,
    ) -> Result<String, Refused> {
        let mut address = self.metadata(now).await?.authorization_endpoint.clone();
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(begun.pkce_verifier.clone()));
        let scopes: Vec<&str> =
            ["openid", "email", "profile"].into_iter().chain(self.settings.scopes.iter().map(String::as_str)).collect();
        let scope = scopes.join(" ");
        let values: [&str; REQUEST_PARAMETERS.len()] = [
            "code",
            "query",
            &self.settings.client_id,
            redirect_uri,
            &scope,
            &begun.state,
            &begun.nonce,
            challenge.as_str(),
            "S256",
        ];
        address.query_pairs_mut().extend_pairs(REQUEST_PARAMETERS.iter().zip(values));
        Ok(address.into())
    }

    /// Checks the issuer that an authorization response names (RFC 9207).
    ///
    /// # Errors
    /// It is another's, or missing where it has to be there.
    pub async fn check_response_issuer(&self, named: Option<&str>, now: DateTime<Utc>) -> Result<(), Refused> {
        match named {
            Some(named) if named != self.settings.issuer => Err(Refused::ResponseIssuer),
            None if self.metadata(now).await?.names_itself => Err(Refused::ResponseIssuerMissing),
            _ => Ok(()),
        }
    }

    /// Exchanges a code for what the provider says of the person.
    ///
    /// # Errors
    /// The provider cannot be reached or its answers cannot be believed.
    pub async fn redeem(
        &self,
        code: &str,
        attempt: &Attempt,
        redirect_uri: &str,
        now: DateTime<Utc>,
    ) -> Result<Proof, Refused> {
        let metadata = self.metadata(now).await?;
        let tokens =
            token_endpoint::exchange(&self.http, &metadata, &self.settings, redirect_uri, code, &attempt.pkce_verifier)
                .await?;
        let id_token = IdToken::read(&tokens.id_token, &metadata.algorithms)?;
        let keys = self.keys(&metadata, &id_token, now).await?;
        let claims = id_token.verified(&keys, &tokens.access_token)?;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: &attempt.nonce,
            begun_at: attempt.created_at,
            now,
        };
        let (subject, profile) = claims.checked(&expected)?;
        match &metadata.userinfo_endpoint {
            Some(endpoint) if !profile.has_email() => {
                let profile = user_info::fetch(&self.http, endpoint, &tokens.access_token, &subject).await?;
                Ok(Proof { subject, profile })
            }
            _ => Ok(Proof { subject, profile }),
        }
    }

    /// The provider's description, asked for once an hour, by one at a time; and not again within seconds where it did not come.
    async fn metadata(&self, now: DateTime<Utc>) -> Result<Arc<Metadata>, Refused> {
        if let Some(known) = self.known_metadata(now).await {
            return known;
        }
        let _asking = self.asking.lock().await;
        // Somebody else may have asked meanwhile.
        if let Some(known) = self.known_metadata(now).await {
            return known;
        }
        let asked = self.ask_for_metadata().await;
        let mut known = self.known.lock().await;
        match &asked {
            Ok(metadata) => (known.metadata, known.failed) = (Some((now, Arc::clone(metadata))), None),
            Err(refused @ (Refused::Unreachable | Refused::ServerError)) => known.failed = Some((now, *refused)),
            // Whoever corrects a description need not wait.
            Err(_) => {}
        }
        asked
    }

    /// What came of asking, as long as that holds.
    async fn known_metadata(&self, now: DateTime<Utc>) -> Option<Result<Arc<Metadata>, Refused>> {
        let known = self.known.lock().await;
        let metadata = known.metadata.as_ref().filter(|(at, _)| is_fresh(*at, now, LIFETIME));
        let failed = known.failed.as_ref().filter(|(at, _)| is_fresh(*at, now, FAILURE));
        metadata.map(|(_, metadata)| Ok(Arc::clone(metadata))).or_else(|| failed.map(|(_, refused)| Err(*refused)))
    }

    async fn ask_for_metadata(&self) -> Result<Arc<Metadata>, Refused> {
        let answer = fetch(self.http.get(discovery::address(&self.settings.issuer))).await?;
        if answer.status != 200 {
            return Err(Refused::DiscoveryStatus);
        }
        Ok(Arc::new(discovery::read(&answer.body, &self.settings)?))
    }

    /// The keys that an ID token may be signed by: asked for once an hour, and once more where it names one that is not among
    /// them, since a provider changes its keys whenever it likes. But at most once a minute: anybody can name a key.
    async fn keys(&self, metadata: &Metadata, token: &IdToken<'_>, now: DateTime<Utc>) -> Result<Arc<KeySet>, Refused> {
        let mut known = self.known.lock().await;
        let fresh =
            known.keys.as_ref().filter(|(at, _)| is_fresh(*at, now, LIFETIME)).map(|(_, keys)| Arc::clone(keys));
        if let Some(keys) = fresh {
            // Without a name, another key may be meant than the one that is there.
            let is_unknown = token.kid.is_none()
                || keys.find(token.kid.as_deref(), &token.algorithm).err() == Some(Refused::KeyUnknown);
            if !is_unknown || known.asked_for_keys_at.is_some_and(|at| is_fresh(at, now, PAUSE)) {
                return Ok(keys);
            }
        }
        known.asked_for_keys_at = Some(now);
        drop(known);
        let answer = fetch(self.http.get(metadata.jwks_uri.clone())).await?;
        if answer.status != 200 {
            return Err(Refused::KeysStatus);
        }
        let keys = Arc::new(KeySet::read(&answer.body)?);
        self.known.lock().await.keys = Some((now, Arc::clone(&keys)));
        Ok(keys)
    }
}

/// Whether something of that moment still holds. A clock that was set back makes nothing last longer.
fn is_fresh(at: DateTime<Utc>, now: DateTime<Utc>, lifetime: TimeDelta) -> bool {
    at <= now && now - at < lifetime
}

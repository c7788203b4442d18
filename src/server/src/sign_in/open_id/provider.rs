//! One provider: what is known of it, and the two steps of signing in with it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use reqwest::Client;
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::claims::{Expected, Profile, Subject, Word, check_required};
use super::discovery::{Metadata, REQUEST_PARAMETERS};
use super::fetching::{client, fetch};
use super::id_token::IdToken;
use super::key_set::KeySet;
use super::refusal::Refusal;
use super::refused::{Kind, Refused};
use super::{discovery, token_endpoint, user_info};
use crate::domains::spoken_for::SpokenFor;
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
    domains: Vec<SpokenFor>,
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
    failed: Option<(DateTime<Utc>, Refusal)>,
    keys: Option<(DateTime<Utc>, Arc<KeySet>)>,
    /// When keys were last asked for, whether or not they came.
    asked_for_keys_at: Option<DateTime<Utc>>,
}

/// What a provider has proved.
#[derive(Debug)]
pub struct Proof {
    pub issuer: String,
    pub subject: String,
    pub profile: Profile,
    /// All that the ID token says.
    pub claims: Map<String, Value>,
    /// All that the userinfo endpoint says, where it was asked.
    pub user_info: Option<Map<String, Value>>,
}

/// What a provider says of itself, for whoever tries it out.
pub struct Description {
    /// Where its description lies.
    pub address: String,
    pub metadata: Arc<Metadata>,
    pub keys: KeySet,
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
        self.domains.iter().any(|known| known.has(domain))
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
    ) -> Result<String, Refusal> {
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
    pub async fn check_response_issuer(&self, named: Option<&str>, now: DateTime<Utc>) -> Result<(), Refusal> {
        let issuers = self.settings.issuers();
        match named {
            Some(named) if !issuers.iter().any(|issuer| issuer == named) => {
                Err(Refused::ResponseIssuer.because(issuers.join(" or "), named))
            }
            None if self.metadata(now).await?.names_itself => {
                Err(Refused::ResponseIssuerMissing.because(issuers.join(" or "), "no `iss`"))
            }
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
    ) -> Result<Proof, Refusal> {
        let metadata = self.metadata(now).await?;
        let tokens =
            token_endpoint::exchange(&self.http, &metadata, &self.settings, redirect_uri, code, &attempt.pkce_verifier)
                .await?;
        let id_token = IdToken::read(&tokens.id_token, &metadata.algorithms)?;
        let keys = self.keys(&metadata, &id_token, now).await?;
        let claims = id_token.verified(&keys, tokens.access_token.as_deref())?;
        let (begun_at, nonce) = (attempt.created_at, attempt.nonce.as_str());
        let expected = Expected { settings: &self.settings, nonce, begun_at, now };
        let (Subject { issuer, subject }, profile) = claims.checked(&expected)?;
        let claims = id_token.all_claims();
        check_required(&claims, &self.settings.claims)?;
        let proof = Proof { issuer, subject, profile, claims, user_info: None };
        match (&metadata.userinfo_endpoint, &tokens.access_token) {
            (Some(endpoint), Some(access_token)) if !proof.profile.has_email() => {
                let (user_info, profile) = user_info::fetch(&self.http, endpoint, access_token, &proof.subject).await?;
                let profile = profile.with_organisation_of(proof.profile);
                Ok(Proof { profile, user_info: Some(user_info), ..proof })
            }
            (Some(endpoint), Some(access_token)) if proof.profile.word() == Word::Nothing => {
                match user_info::fetch(&self.http, endpoint, access_token, &proof.subject).await {
                    Ok((user_info, said)) => {
                        let profile = proof.profile.with_word_of(said);
                        Ok(Proof { profile, user_info: Some(user_info), ..proof })
                    }
                    // What passes takes nobody's address away: they try again.
                    Err(refusal) if refusal.reason.kind() == Kind::Unavailable => Err(refusal),
                    // Then nothing is said of the address, and whoever has it is known all the same.
                    Err(Refusal { reason, .. }) => {
                        let (reason, provider) = (reason.name(), &self.settings.id);
                        tracing::info!(reason, provider, "whether an address is verified was not to be had");
                        Ok(proof)
                    }
                }
            }
            _ => Ok(proof),
        }
    }

    /// Asks anew for the description and the keys, whatever is known.
    ///
    /// # Errors
    /// They do not come, or nobody could be signed in with them.
    pub async fn describe(&self) -> Result<Description, Refusal> {
        let metadata = self.ask_for_metadata().await?;
        let keys = self.ask_for_keys(&metadata).await?;
        let address = discovery::address(&self.settings);
        if keys.is_of_use(&metadata.algorithms) {
            return Ok(Description { address, metadata, keys });
        }
        Err(Refused::KeyUnsuitable.because("a key for an algorithm that is announced", keys.names()))
    }

    /// The provider's description, asked for once an hour, by one at a time; and not again within seconds where it did not come.
    async fn metadata(&self, now: DateTime<Utc>) -> Result<Arc<Metadata>, Refusal> {
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
            Err(refusal) if matches!(refusal.reason, Refused::Unreachable | Refused::ServerError) => {
                known.failed = Some((now, refusal.clone()));
            }
            // Whoever corrects a description need not wait.
            Err(_) => {}
        }
        asked
    }

    /// What came of asking, as long as that holds.
    async fn known_metadata(&self, now: DateTime<Utc>) -> Option<Result<Arc<Metadata>, Refusal>> {
        let known = self.known.lock().await;
        let metadata = known.metadata.as_ref().filter(|(at, _)| is_fresh(*at, now, LIFETIME));
        let failed = known.failed.as_ref().filter(|(at, _)| is_fresh(*at, now, FAILURE));
        metadata
            .map(|(_, metadata)| Ok(Arc::clone(metadata)))
            .or_else(|| failed.map(|(_, refusal)| Err(refusal.clone())))
    }

    async fn ask_for_metadata(&self) -> Result<Arc<Metadata>, Refusal> {
        let address = discovery::address(&self.settings);
        let answer = fetch(self.http.get(&address)).await?;
        if answer.status != 200 {
            return Err(Refused::DiscoveryStatus.because(format_args!("200 of {address}"), answer.status));
        }
        Ok(Arc::new(discovery::read(&answer.body, &self.settings)?))
    }

    /// The keys that an ID token may be signed by: asked for once an hour, and once more where it names one that is not among
    /// them, since a provider changes its keys whenever it likes. But at most once a minute: anybody can name a key.
    async fn keys(&self, metadata: &Metadata, token: &IdToken<'_>, now: DateTime<Utc>) -> Result<Arc<KeySet>, Refusal> {
        let mut known = self.known.lock().await;
        let fresh =
            known.keys.as_ref().filter(|(at, _)| is_fresh(*at, now, LIFETIME)).map(|(_, keys)| Arc::clone(keys));
        if let Some(keys) = fresh {
            // Without a name, another key may be meant than the one that is there.
            let is_known = token.kid.as_deref().is_some_and(|kid| keys.has(kid));
            if is_known || known.asked_for_keys_at.is_some_and(|at| is_fresh(at, now, PAUSE)) {
                return Ok(keys);
            }
        }
        known.asked_for_keys_at = Some(now);
        drop(known);
        let keys = Arc::new(self.ask_for_keys(metadata).await?);
        self.known.lock().await.keys = Some((now, Arc::clone(&keys)));
        Ok(keys)
    }

    async fn ask_for_keys(&self, metadata: &Metadata) -> Result<KeySet, Refusal> {
        let answer = fetch(self.http.get(metadata.jwks_uri.clone())).await?;
        if answer.status != 200 {
            return Err(Refused::KeysStatus.because(format_args!("200 of {}", metadata.jwks_uri), answer.status));
        }
        KeySet::read(&answer.body)
    }
}

/// Whether something of that moment still holds. A clock that was set back makes nothing last longer.
fn is_fresh(at: DateTime<Utc>, now: DateTime<Utc>, lifetime: TimeDelta) -> bool {
    at <= now && now - at < lifetime
}

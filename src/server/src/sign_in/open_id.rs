//! Signing in by OpenID Connect (Core 1.0, code flow with PKCE): what is asked of a provider, and what its answers must be
//! like to be believed. Who the person is that it speaks of is decided in `sign_in::identity`; pages lie in
//! `routes::sign_in_with_provider`.
//!
//! The protocol's checks are made here one by one, so that each has its own reason ([`Refused`]); keys, signatures and hashes
//! are the business of the crate `openidconnect`. It would take the claims as well, but refuses all of them where
//! `email_verified` is no boolean, and gives several faults one name.

mod claims;
pub mod discovery;
pub mod doubt;
mod fetching;
mod id_token;
pub mod key_set;
mod provider;
pub mod refusal;
pub mod refused;
mod token_endpoint;
mod user_info;

use std::sync::Arc;

pub use claims::Profile;
pub use doubt::{Doubt, Doubted};
pub use provider::{Proof, Provider};
pub use refusal::Refusal;
pub use refused::Refused;
pub use token_endpoint::error_name;

use crate::settings::sign_in::SignInSettings;

/// The path on which a provider's button stands for going there.
pub const START: &str = "/sign-in/provider/{id}";
/// The path to which a provider sends people back.
pub const CALLBACK: &str = "/sign-in/provider/{id}/callback";
/// The path of the one-time address by which a provider is tried out.
pub const TRY: &str = "/sign-in/provider/{id}/try";

/// The providers that are configured.
pub struct Providers(Vec<Arc<Provider>>);

impl Providers {
    /// Those of the settings. None is asked anything yet: one that is down stops nothing.
    ///
    /// # Errors
    /// A domain that is none, or the system's certificates cannot be read.
    pub fn new(settings: &SignInSettings) -> anyhow::Result<Providers> {
        let providers = settings.providers.iter().map(|provider| Provider::new(provider.clone()).map(Arc::new));
        Ok(Providers(providers.collect::<anyhow::Result<_>>()?))
    }

    /// In the order of the settings.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.0.iter()
    }

    /// By its id.
    pub fn get(&self, id: &str) -> Option<&Arc<Provider>> {
        self.iter().find(|provider| provider.settings.id == id)
    }

    /// By its issuer.
    pub fn of_issuer(&self, issuer: &str) -> Option<&Arc<Provider>> {
        self.iter().find(|provider| provider.settings.issuers().iter().any(|own| own == issuer))
    }

    /// The one that speaks for the addresses of a domain (as a-labels), which no code is sent to.
    pub fn speaking_for(&self, domain: &str) -> Option<&Arc<Provider>> {
        self.iter().find(|provider| provider.speaks_for(domain))
    }
}

/// The path on which a provider's button stands for going there.
pub fn start_path(id: &str) -> String {
    START.replace("{id}", id)
}

/// The path to which a provider sends people back.
pub fn callback_path(id: &str) -> String {
    CALLBACK.replace("{id}", id)
}

/// The path by which a provider is tried out once.
pub fn try_path(id: &str, token: &str) -> String {
    format!("{}?token={token}", TRY.replace("{id}", id))
}

//! Settings of signing in: the OpenID Connect providers, and for which domains each may speak.

mod addresses;
mod check;

use std::collections::BTreeMap;

pub use addresses::is_safe;
use serde::{Deserialize, Serialize};

use super::secrets::Password;
use crate::domains::spoken_for::SpokenFor;

/// What stands for the tenant in the issuer of a provider that signs in people of several.
pub const TENANT: &str = "{tenantid}";

/// The claim that says of which tenant somebody is.
pub const TENANT_CLAIM: &str = "tid";

/// The issuer that says of an account whose organisation it belongs to, by the claim `hd`: anybody can have an account there
/// with an organisation's address that the organisation knows nothing of.
pub const GOOGLE: &str = "https://accounts.google.com";

/// What can be configured about signing in.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInSettings {
    /// Whether the sign-in page offers a code by e-mail. A customer contact's link offers one in any case where no provider
    /// speaks for the address: these people have no other way.
    pub codes: bool,
    /// OpenID Connect providers.
    pub providers: Vec<ProviderSettings>,
}

/// An OpenID Connect provider.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its name in addresses, in small letters, digits and hyphens. It sends people back to
    /// `/sign-in/provider/ID/callback`.
    pub id: String,
    /// Its name on the sign-in page's button.
    pub name: String,
    /// Its address, letter by letter as `issuer` stands in its discovery document. One with `{tenantid}` in it signs in people
    /// of several tenants: those that `claims.tid` lists.
    pub issuer: String,
    /// Where its discovery document lies, if that is not `/.well-known/openid-configuration` below the issuer.
    pub discovery: Option<String>,
    /// The name of this service at the provider.
    pub client_id: String,
    /// The secret for it. Without one this is a public client, which only PKCE protects.
    pub client_secret: Option<Password>,
    /// The domains whose addresses it may vouch for: `acme.com` is that domain alone, `*.acme.com` is every one below it. People
    /// with such an address sign in with this provider only. For all other domains its word on addresses is not taken.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Whether an address of its `domains` counts although it says nothing of whether it verified it, as Entra ID does not. Set
    /// it only where nobody but the organisation can give its people their addresses there. Where it says that it did not, or
    /// where the issuer has `{tenantid}`, the address does not count in any case.
    #[serde(default)]
    pub addresses_are_verified: bool,
    /// What the ID token must say for anybody to be signed in, each with one value or a list of those that will do:
    /// `{ tid = ["…", "…"], hd = "acme.com" }`.
    #[serde(default)]
    pub claims: BTreeMap<String, Values>,
    /// The issuer that this one takes the place of, or a list of them. Whoever was known by it is known by this one from then on,
    /// once this one proves the same address.
    #[serde(default)]
    pub replaces: Values,
    /// How long each of its answers may take, in seconds, from 1 to 7: signing in takes up to four of them, within the
    /// time of one request.
    #[serde(default = "answer_seconds")]
    pub answer_seconds: u32,
    /// Scopes to ask for besides `openid`, `email` and `profile`.
    #[serde(default)]
    pub scopes: Vec<String>,
}

/// One text or several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "OneOrSeveral")]
pub struct Values(pub Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrSeveral {
    One(String),
    Several(Vec<String>),
}

impl From<OneOrSeveral> for Values {
    fn from(read: OneOrSeveral) -> Values {
        match read {
            OneOrSeveral::One(one) => Values(vec![one]),
            OneOrSeveral::Several(several) => Values(several),
        }
    }
}

fn answer_seconds() -> u32 {
    5
}

impl Default for SignInSettings {
    fn default() -> Self {
        SignInSettings { codes: true, providers: vec![] }
    }
}

impl Default for ProviderSettings {
    fn default() -> Self {
        ProviderSettings {
            id: String::new(),
            name: String::new(),
            issuer: String::new(),
            discovery: None,
            client_id: String::new(),
            client_secret: None,
            domains: vec![],
            addresses_are_verified: false,
            claims: BTreeMap::new(),
            replaces: Values::default(),
            answer_seconds: answer_seconds(),
            scopes: vec![],
        }
    }
}

impl ProviderSettings {
    /// The domains as they are compared.
    ///
    /// # Errors
    /// One that is no organisation's own.
    pub fn domains(&self) -> anyhow::Result<Vec<SpokenFor>> {
        let parse = |text: &String| {
            SpokenFor::parse(text)
                .map_err(|error| anyhow::anyhow!("`sign_in.providers.domains` of `{}`: {error}", self.id))
        };
        self.domains.iter().map(parse).collect()
    }

    /// Whether it signs in people of several tenants, any of which could say anything of addresses.
    pub fn has_tenants(&self) -> bool {
        self.issuer.contains(TENANT)
    }

    /// The issuer of this tenant; the only one where there are no tenants.
    pub fn issuer_of(&self, tenant: &str) -> String {
        self.issuer.replace(TENANT, tenant)
    }

    /// Every issuer by whose word somebody may be signed in.
    pub fn issuers(&self) -> Vec<String> {
        if !self.has_tenants() {
            return vec![self.issuer.clone()];
        }
        let tenants = self.claims.get(TENANT_CLAIM).map(|tenants| tenants.0.as_slice()).unwrap_or_default();
        tenants.iter().map(|tenant| self.issuer_of(tenant)).collect()
    }

    /// Whether it lies on this machine, where nothing has to be encrypted.
    pub fn is_loopback(&self) -> bool {
        addresses::is_loopback(&self.issuer)
    }
}

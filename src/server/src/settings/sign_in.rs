//! Settings of signing in: the OpenID Connect providers, and for which domains each may speak.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use url::{Host, Url};

use super::mail::Password;
use crate::domains::DomainIdentifier;
use crate::domains::public_mailboxes::PublicMailboxes;

/// What can be configured about signing in.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInSettings {
    /// Whether the sign-in page offers a code by e-mail. A customer contact's link offers one in any case where no provider
    /// speaks for the address: these people have no other way.
    pub codes: bool,
    /// OpenID Connect providers.
    pub providers: Vec<ProviderSettings>,
}

/// An OpenID Connect provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its name in addresses, in small letters, digits and hyphens. It sends people back to
    /// `/sign-in/provider/ID/callback`.
    pub id: String,
    /// Its name on the sign-in page's button.
    pub name: String,
    /// Its address, letter by letter as `issuer` stands in its discovery document.
    pub issuer: String,
    /// The name of this service at the provider.
    pub client_id: String,
    /// The secret for it. Without one this is a public client, which only PKCE protects.
    pub client_secret: Option<Password>,
    /// The domains whose addresses it may vouch for, each entire: `acme.com` does not include `eu.acme.com`. People with
    /// such an address sign in with this provider only. For all other domains its word on addresses is not taken.
    #[serde(default)]
    pub domains: Vec<String>,
    /// How long each of its answers may take, in seconds, from 1 to 7: signing in takes up to four of them, within the
    /// time of one request.
    #[serde(default = "answer_seconds")]
    pub answer_seconds: u32,
    /// Scopes to ask for besides `openid`, `email` and `profile`.
    #[serde(default)]
    pub scopes: Vec<String>,
}

fn answer_seconds() -> u32 {
    5
}

impl Default for SignInSettings {
    fn default() -> Self {
        SignInSettings { codes: true, providers: vec![] }
    }
}

impl SignInSettings {
    /// Whether everything fits together.
    ///
    /// # Errors
    /// The key, its value, and the way on.
    pub fn check(&self, public_mailboxes: &PublicMailboxes) -> anyhow::Result<()> {
        if !self.codes && self.providers.is_empty() {
            anyhow::bail!(
                "`sign_in.codes` is false and there are no `sign_in.providers`, so that nobody could sign in: \
                 set one or the other"
            );
        }
        let (mut ids, mut issuers, mut speakers) = (HashSet::new(), HashSet::new(), HashMap::new());
        for provider in &self.providers {
            provider.check()?;
            let id = &provider.id;
            if !ids.insert(id) {
                anyhow::bail!("two of `sign_in.providers` have the `id` `{id}`: give one another");
            }
            if !issuers.insert(&provider.issuer) {
                anyhow::bail!("two of `sign_in.providers` have the `issuer` `{}`: keep one", provider.issuer);
            }
            for domain in provider.domains()? {
                if public_mailboxes.contains(&domain) {
                    anyhow::bail!(
                        "`sign_in.providers.domains` of `{id}`: `{domain}` has mailboxes for anybody; remove it, or name it in \
                         `public_mailboxes.remove` where it is an organisation's own"
                    );
                }
                if let Some(other) = speakers.insert(domain.clone(), id) {
                    anyhow::bail!(
                        "`{domain}` is in `sign_in.providers.domains` of `{other}` and of `{id}`: only one may speak for it"
                    );
                }
            }
        }
        Ok(())
    }
}

impl ProviderSettings {
    /// The domains as they are compared.
    ///
    /// # Errors
    /// One that is no organisation's own.
    pub fn domains(&self) -> anyhow::Result<Vec<DomainIdentifier>> {
        let parse = |text: &String| {
            DomainIdentifier::parse(text)
                .map_err(|error| anyhow::anyhow!("`sign_in.providers.domains` of `{}`: {error}", self.id))
        };
        self.domains.iter().map(parse).collect()
    }

    /// Whether it lies on this machine, where nothing has to be encrypted.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.issuer).is_ok_and(|issuer| is_loopback(&issuer))
    }

    fn check(&self) -> anyhow::Result<()> {
        let id = &self.id;
        let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !(1..=40).contains(&id.len()) || !id.chars().all(is_slug) {
            anyhow::bail!(
                "`sign_in.providers.id` is `{id}`: use 1 to 40 small letters, digits and hyphens, such as `acme`"
            );
        }
        let is_line = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
        for (key, value) in [("name", &self.name), ("client_id", &self.client_id)] {
            if !is_line(value) {
                anyhow::bail!("`sign_in.providers.{key}` of `{id}` is empty: set it to what the provider gave you");
            }
        }
        if !is_issuer(&self.issuer) {
            anyhow::bail!(
                "`sign_in.providers.issuer` of `{id}` is `{}`: use an address that begins with `https://`, without query and \
                 fragment; one without encryption may lie on this machine only",
                self.issuer
            );
        }
        anyhow::ensure!(
            (1..=7).contains(&self.answer_seconds),
            "`sign_in.providers.answer_seconds` of `{id}` is {}: give a number from 1 to 7",
            self.answer_seconds
        );
        if let Some(scope) = self.scopes.iter().find(|scope| !is_line(scope) || scope.contains(char::is_whitespace)) {
            anyhow::bail!("`sign_in.providers.scopes` of `{id}` has `{scope}`: list each scope by itself");
        }
        Ok(())
    }
}

/// Whether nobody on the way can read or change what is sent to this address.
pub fn is_safe(address: &Url, on_this_machine: bool) -> bool {
    let is_safe = match address.scheme() {
        "https" => true,
        "http" => on_this_machine && is_loopback(address),
        _ => false,
    };
    is_safe && address.has_host() && address.username().is_empty() && address.password().is_none()
}

fn is_issuer(text: &str) -> bool {
    Url::parse(text)
        .is_ok_and(|issuer| is_safe(&issuer, true) && issuer.query().is_none() && issuer.fragment().is_none())
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(id: &str, domains: &[&str]) -> ProviderSettings {
        ProviderSettings {
            id: id.to_owned(),
            name: "Acme".to_owned(),
            issuer: format!("https://{id}.example"),
            client_id: "directory".to_owned(),
            client_secret: None,
            answer_seconds: 5,
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
            scopes: vec![],
        }
    }

    /// What is wrong with these providers.
    fn wrong(providers: Vec<ProviderSettings>) -> String {
        let settings = SignInSettings { codes: true, providers };
        settings.check(&PublicMailboxes::default()).map_or_else(|error| error.to_string(), |()| String::new())
    }

    /// What is wrong with one after this change.
    fn wrong_with(change: impl FnOnce(&mut ProviderSettings)) -> String {
        let mut one = provider("acme", &[]);
        change(&mut one);
        wrong(vec![one])
    }

    #[test]
    fn what_fits_together_is_taken() {
        SignInSettings::default().check(&PublicMailboxes::default()).unwrap();
        assert_eq!(wrong(vec![provider("a", &["acme.com", "eu.acme.com"]), provider("b-2", &["b\u{fc}cher.de"])]), "");
        for issuer in ["https://id.example/tenant/", "http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9"] {
            assert_eq!(wrong_with(|one| one.issuer = issuer.to_owned()), "", "{issuer}");
        }
    }

    #[test]
    fn nobody_speaks_for_what_is_nobodys_or_anothers() {
        for (domain, said) in
            [("co.uk", "public suffix"), ("gmail.com", "mailboxes for anybody"), ("acme", "one label")]
        {
            let error = wrong(vec![provider("a", &[domain])]);
            assert!(error.contains(said) && error.contains(domain), "{error}");
        }
        let error = wrong(vec![provider("a", &["acme.com"]), provider("b", &["ACME.com."])]);
        assert_eq!(error, "`acme.com` is in `sign_in.providers.domains` of `a` and of `b`: only one may speak for it");
        assert!(wrong(vec![provider("a", &["acme.com", "Acme.com"])]).contains("only one may speak"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for id in ["", "A", "a b", "a/b", &"a".repeat(41)] {
            assert!(wrong_with(|one| one.id = id.to_owned()).starts_with("`sign_in.providers.id`"), "{id}");
        }
        for issuer in [
            "id.example",
            "http://id.example",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "https://id.example?tenant=1",
            "https://id.example#a",
            "https://user@id.example",
            "ftp://127.0.0.1",
        ] {
            let error = wrong_with(|one| one.issuer = issuer.to_owned());
            assert!(error.starts_with("`sign_in.providers.issuer` of `acme`") && error.contains(issuer), "{error}");
        }
        assert!(wrong_with(|one| one.name = " ".to_owned()).contains("`sign_in.providers.name`"));
        assert!(wrong_with(|one| one.client_id.clear()).contains("`sign_in.providers.client_id`"));
        assert!(wrong_with(|one| one.scopes = vec!["a b".to_owned()]).contains("`a b`"));
        for seconds in [0, 8, 30] {
            // Four answers within the time of one request.
            let error = wrong_with(|one| one.answer_seconds = seconds);
            assert!(error.contains("`sign_in.providers.answer_seconds` of `acme`"), "{seconds}: {error}");
        }
        assert!(wrong(vec![provider("a", &[]), provider("a", &[])]).contains("have the `id` `a`"));
        let mut other = provider("b", &[]);
        other.issuer = "https://a.example".to_owned();
        assert!(wrong(vec![provider("a", &[]), other]).contains("`https://a.example`"));
        let nothing = SignInSettings { codes: false, providers: vec![] };
        assert!(nothing.check(&PublicMailboxes::default()).unwrap_err().to_string().contains("nobody could sign in"));
    }

    #[test]
    fn no_log_shows_the_clients_secret() {
        let mut one = provider("acme", &[]);
        one.client_secret = Some(Password("s3cret".to_owned()));
        assert!(!format!("{one:?}").contains("s3cret"));
    }
}

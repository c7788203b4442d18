//! Whether the settings of signing in fit together.

use std::collections::HashSet;

use super::addresses::{is_discovery, is_issuer};
use super::{ProviderSettings, SignInSettings, TENANT, TENANT_CLAIM};
use crate::domains::public_mailboxes::PublicMailboxes;
use crate::domains::spoken_for::SpokenFor;

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
        let (mut ids, mut issuers, mut speakers) = (HashSet::new(), HashSet::new(), Vec::new());
        for provider in &self.providers {
            provider.check()?;
            let id = &provider.id;
            if !ids.insert(id) {
                anyhow::bail!("two of `sign_in.providers` have the `id` `{id}`: give one another");
            }
            for issuer in provider.issuers() {
                if let Some(issuer) = issuers.replace(issuer) {
                    anyhow::bail!("two of `sign_in.providers` have the `issuer` `{issuer}`: keep one");
                }
            }
            for domain in provider.domains()? {
                check_domain(&domain, id, public_mailboxes, &speakers)?;
                speakers.push((domain, id));
            }
        }
        Ok(())
    }
}

fn check_domain(
    domain: &SpokenFor,
    id: &str,
    public_mailboxes: &PublicMailboxes,
    speakers: &[(SpokenFor, &String)],
) -> anyhow::Result<()> {
    if public_mailboxes.contains(domain.domain()) {
        anyhow::bail!(
            "`sign_in.providers.domains` of `{id}`: `{domain}` has mailboxes for anybody; remove it, or name it in \
             `public_mailboxes.remove` where it is an organisation's own"
        );
    }
    match speakers.iter().find(|(other, _)| other.overlaps(domain)) {
        Some((same, other)) if same == domain => anyhow::bail!(
            "`{domain}` is in `sign_in.providers.domains` of `{other}` and of `{id}`: only one may speak for it"
        ),
        Some((wider, other)) => anyhow::bail!(
            "`{domain}` is in `sign_in.providers.domains` of `{id}`, and `{wider}` in those of `{other}`: only one may speak for it"
        ),
        None => Ok(()),
    }
}

impl ProviderSettings {
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let id = &self.id;
        let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !(1..=40).contains(&id.len()) || !id.chars().all(is_slug) {
            anyhow::bail!(
                "`sign_in.providers.id` is `{id}`: use 1 to 40 small letters, digits and hyphens, such as `acme`"
            );
        }
        for (key, value) in [("name", &self.name), ("client_id", &self.client_id)] {
            if !is_line(value) {
                anyhow::bail!("`sign_in.providers.{key}` of `{id}` is empty: set it to what the provider gave you");
            }
        }
        self.check_addresses()?;
        for (claim, values) in &self.claims {
            if !is_line(claim) || values.0.is_empty() || !values.0.iter().all(|value| is_line(value)) {
                anyhow::bail!(
                    "`sign_in.providers.claims` of `{id}` has `{claim}` without a value: give it one, or a list of those that \
                     will do"
                );
            }
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

    fn check_addresses(&self) -> anyhow::Result<()> {
        let id = &self.id;
        if !is_issuer(&self.issuer) {
            anyhow::bail!(
                "`sign_in.providers.issuer` of `{id}` is `{}`: use an address that begins with `https://`, without query and \
                 fragment; one without encryption may lie on this machine only",
                self.issuer
            );
        }
        if let Some(discovery) = self.discovery.as_ref().filter(|text| !is_discovery(text, self.is_loopback())) {
            anyhow::bail!(
                "`sign_in.providers.discovery` of `{id}` is `{discovery}`: use an address that begins with `https://`, without \
                 fragment; one without encryption may lie on this machine only"
            );
        }
        if let Some(own) = self.replaces.0.iter().find(|old| self.issuers().contains(old)) {
            anyhow::bail!(
                "`sign_in.providers.replaces` of `{id}` has `{own}`, which is its own `issuer`: name the issuer of before"
            );
        }
        if !self.has_tenants() {
            return Ok(());
        }
        let tenants = self.claims.get(TENANT_CLAIM).map(|tenants| tenants.0.as_slice()).unwrap_or_default();
        if tenants.is_empty() {
            anyhow::bail!(
                "`sign_in.providers.issuer` of `{id}` is any tenant's (`{TENANT}`), and `sign_in.providers.claims` of `{id}` lists \
                 no `{TENANT_CLAIM}`: list the ids of the tenants whose people may sign in"
            );
        }
        let is_tenant = |tenant: &String| {
            !tenant.is_empty() && tenant.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
        };
        if let Some(tenant) = tenants.iter().find(|tenant| !is_tenant(tenant)) {
            anyhow::bail!("`sign_in.providers.claims.{TENANT_CLAIM}` of `{id}` has `{tenant}`: give the tenant's id");
        }
        anyhow::ensure!(
            self.discovery.is_some(),
            "`sign_in.providers.discovery` of `{id}` is missing: an issuer of several tenants has its document elsewhere, as \
             `https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration`"
        );
        Ok(())
    }
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::super::Values;
    use super::*;
    use crate::settings::secrets::Password;

    fn provider(id: &str, domains: &[&str]) -> ProviderSettings {
        ProviderSettings {
            id: id.to_owned(),
            name: "Acme".to_owned(),
            issuer: format!("https://{id}.example"),
            client_id: "directory".to_owned(),
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
            ..ProviderSettings::default()
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
    fn a_domain_with_those_below_it_is_nobody_elses() {
        assert_eq!(wrong(vec![provider("a", &["acme.com", "*.acme.com"]), provider("b", &["*.bolt.co.uk"])]), "");
        for (domain, said) in
            [("*.co.uk", "public suffix"), ("*.github.io", "public suffix"), ("*", "not a domain name")]
        {
            let error = wrong(vec![provider("a", &[domain])]);
            assert!(error.contains(said) && error.contains("`sign_in.providers.domains` of `a`"), "{error}");
        }
        let error = wrong(vec![provider("a", &["*.acme.com"]), provider("b", &["eu.acme.com"])]);
        assert!(error.starts_with("`eu.acme.com` is in `sign_in.providers.domains` of `b`"), "{error}");
        assert!(error.contains("`*.acme.com`") && error.contains("only one may speak for it"), "{error}");
        assert!(wrong(vec![provider("a", &["*.eu.acme.com"]), provider("b", &["*.acme.com"])]).contains("only one"));
    }

    #[test]
    fn whoever_signs_in_several_tenants_lists_them() {
        let entra = |tenants: &[&str], discovery: Option<&str>| {
            wrong_with(|one| {
                one.issuer = "https://login.example/{tenantid}/v2.0".to_owned();
                one.discovery = discovery.map(str::to_owned);
                one.claims.insert("tid".to_owned(), Values(tenants.iter().map(|one| (*one).to_owned()).collect()));
            })
        };
        let discovery = Some("https://login.example/organizations/v2.0/.well-known/openid-configuration");
        assert_eq!(entra(&["t-1", "t-2"], discovery), "");
        assert!(entra(&[], discovery).contains("`sign_in.providers.claims` of `acme` lists no `tid`"));
        assert!(entra(&["t/../x"], discovery).contains("`t/../x`"));
        assert!(entra(&["t-1"], None).contains("`sign_in.providers.discovery` of `acme` is missing"));
        let error = wrong_with(|one| one.discovery = Some("http://id.example/x".to_owned()));
        assert!(error.contains("`sign_in.providers.discovery` of `acme` is `http://id.example/x`"), "{error}");
        let error = wrong_with(|one| one.replaces = Values(vec!["https://acme.example".to_owned()]));
        assert!(error.contains("`sign_in.providers.replaces` of `acme`"), "{error}");
        let error = wrong_with(|one| drop(one.claims.insert(" ".to_owned(), Values(vec!["a".to_owned()]))));
        assert!(error.contains("`sign_in.providers.claims` of `acme`"), "{error}");
    }

    #[test]
    fn no_log_shows_the_clients_secret() {
        let mut one = provider("acme", &[]);
        one.client_secret = Some(Password("s3cret".to_owned()));
        assert!(!format!("{one:?}").contains("s3cret"));
    }
}

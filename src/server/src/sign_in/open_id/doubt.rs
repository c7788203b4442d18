//! Why an address that a provider tells does not count: the person is signed in, and it matches nothing.

use super::claims::{Profile, Word};
use super::provider::Provider;
use super::refusal::as_logged;
use crate::domains::email::EmailAddress;
use crate::settings::sign_in::GOOGLE;

/// Why an address does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The provider does not speak for the address's domain.
    OtherDomain,
    /// At Google: the account is not one of an organisation whose domain this is.
    OtherOrganisation,
    /// The provider does not say whether it verified the address.
    NotSaid,
    /// It says that it did not.
    SaidNot,
    /// The address leads to another person, who had it first.
    AnothersAddress,
}

impl Doubt {
    /// Every reason.
    pub const ALL: [Doubt; 5] =
        [Doubt::OtherDomain, Doubt::OtherOrganisation, Doubt::NotSaid, Doubt::SaidNot, Doubt::AnothersAddress];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Doubt::OtherDomain => "domain_of_another",
            Doubt::OtherOrganisation => "account_of_another_organisation",
            Doubt::NotSaid => "email_verified_missing",
            Doubt::SaidNot => "email_verified_false",
            Doubt::AnothersAddress => "address_of_another_person",
        }
    }
}

/// A reason, with what was expected and found, as a log may have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubted {
    pub doubt: Doubt,
    pub expected: String,
    pub found: String,
}

impl Provider {
    /// Whether the address counts as the person's.
    ///
    /// # Errors
    /// Why it does not.
    pub fn weigh(&self, email: &EmailAddress, profile: &Profile) -> Result<(), Doubted> {
        let settings = &self.settings;
        let doubted = |doubt, expected: &str, found: &str| {
            Err(Doubted { doubt, expected: as_logged(expected), found: as_logged(found) })
        };
        if !self.speaks_for(email.domain()) {
            return doubted(Doubt::OtherDomain, &settings.domains.join(", "), email.domain());
        }
        let organisation = profile.organisation().unwrap_or_default();
        // Anybody can have an account at Google with an address of the organisation's, and keep it after they have left.
        if settings.issuer == GOOGLE && !self.speaks_for(organisation) {
            let expected = format!("`hd` one of {}", settings.domains.join(", "));
            return doubted(
                Doubt::OtherOrganisation,
                &expected,
                if organisation.is_empty() { "nothing" } else { organisation },
            );
        }
        let expected = "`email_verified` or `xms_edov` true";
        match profile.word() {
            Word::Yes => Ok(()),
            Word::No => doubted(Doubt::SaidNot, expected, "false"),
            // Whoever rules one tenant gives its people any address.
            Word::Nothing if settings.has_tenants() => {
                doubted(Doubt::NotSaid, expected, "nothing, of one of several tenants")
            }
            Word::Nothing if settings.addresses_are_verified => Ok(()),
            Word::Nothing => {
                doubted(Doubt::NotSaid, &format!("{expected}, or the setting `addresses_are_verified`"), "nothing")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::*;
    use crate::settings::sign_in::{ProviderSettings, Values};

    fn weighed(change: impl FnOnce(&mut ProviderSettings), email: &str, claims: Value) -> Option<Doubt> {
        let mut settings = ProviderSettings {
            issuer: "https://id.example".to_owned(),
            domains: vec!["acme.com".to_owned(), "*.acme.com".to_owned()],
            ..ProviderSettings::default()
        };
        change(&mut settings);
        let provider = Provider::new(settings).unwrap();
        let profile: Profile = serde_json::from_value(claims).unwrap();
        provider.weigh(&EmailAddress::parse(email).unwrap(), &profile).err().map(|doubted| doubted.doubt)
    }

    #[test]
    fn an_address_counts_where_the_provider_may_and_does_say_so() {
        let yes = json!({ "email_verified": true });
        for (email, doubt) in [("a@acme.com", None), ("a@eu.acme.com", None), ("a@bolt.com", Some(Doubt::OtherDomain))]
        {
            assert_eq!(weighed(|_| {}, email, yes.clone()), doubt, "{email}");
        }
        let exact = |settings: &mut ProviderSettings| settings.domains.truncate(1);
        assert_eq!(weighed(exact, "a@eu.acme.com", yes), Some(Doubt::OtherDomain));
    }

    #[test]
    fn the_setting_stands_for_a_claim_that_is_missing_and_for_no_other() {
        let set = |settings: &mut ProviderSettings| settings.addresses_are_verified = true;
        let nothing = || json!({});
        assert_eq!(weighed(|_| {}, "a@acme.com", nothing()), Some(Doubt::NotSaid));
        assert_eq!(weighed(set, "a@acme.com", nothing()), None);
        assert_eq!(weighed(set, "a@acme.com", json!({ "email_verified": false })), Some(Doubt::SaidNot));
        assert_eq!(weighed(set, "a@acme.com", json!({ "xms_edov": false })), Some(Doubt::SaidNot));
        assert_eq!(weighed(set, "a@bolt.com", nothing()), Some(Doubt::OtherDomain));
    }

    #[test]
    fn of_several_tenants_none_is_believed_without_a_word() {
        let tenants = |settings: &mut ProviderSettings| {
            settings.issuer = "https://id.example/{tenantid}/v2.0".to_owned();
            settings.addresses_are_verified = true;
            settings.claims = BTreeMap::from([("tid".to_owned(), Values(vec!["t-1".to_owned()]))]);
        };
        assert_eq!(weighed(tenants, "a@acme.com", json!({})), Some(Doubt::NotSaid));
        assert_eq!(weighed(tenants, "a@acme.com", json!({ "xms_edov": true })), None);
        assert_eq!(weighed(tenants, "a@acme.com", json!({ "email_verified": true })), None);
        assert_eq!(weighed(tenants, "a@acme.com", json!({ "xms_edov": "0" })), Some(Doubt::SaidNot));
    }

    #[test]
    fn at_google_the_account_is_one_of_the_organisation() {
        let google = |settings: &mut ProviderSettings| settings.issuer = GOOGLE.to_owned();
        for (hd, doubt) in [
            (json!("acme.com"), None),
            (json!("eu.acme.com"), None),
            (json!(null), Some(Doubt::OtherOrganisation)),
            (json!("bolt.com"), Some(Doubt::OtherOrganisation)),
            (json!(["acme.com"]), Some(Doubt::OtherOrganisation)),
        ] {
            let claims = json!({ "email_verified": true, "hd": hd });
            assert_eq!(weighed(google, "a@acme.com", claims), doubt, "{hd}");
        }
        assert_eq!(
            weighed(|_| {}, "a@acme.com", json!({ "email_verified": true })),
            None,
            "elsewhere it means nothing"
        );
    }

    #[test]
    fn every_reason_has_a_name_of_its_own() {
        let names: std::collections::HashSet<&str> = Doubt::ALL.iter().map(|doubt| doubt.name()).collect();
        assert_eq!(names.len(), Doubt::ALL.len());
    }
}

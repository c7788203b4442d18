//! Why somebody who came from a provider is not signed in: one name for each reason, which is logged and shown to whoever
//! helps. What it means to the person is one of a few [`Kind`]s.

use std::fmt::Display;

use super::refusal::Refusal;

/// What a reason means to the person who is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The provider cannot be reached, or has an error of its own.
    Unavailable,
    /// The provider's answer cannot be believed.
    NotBelieved,
    /// Its description is not what the settings say, so that nobody can sign in until one or the other is changed.
    NotAsSetUp,
    /// The provider works in a way that there is not here.
    NotSupported,
    /// The attempt is not of this browser, or took too long.
    NotBegunHere,
    /// The provider, or the person at it, said no.
    Declined,
    /// The provider tells no address.
    NoAddress,
    /// Its clock and ours differ.
    Clocks,
    /// The account there is not one that may sign in here.
    OtherAccount,
    /// The person with this address is known by another provider, or by another account of this one.
    BoundElsewhere,
}

/// Declares the reasons with their stable names, so that no name is forgotten or used twice.
macro_rules! reasons {
    ($($(#[$doc:meta])* $reason:ident = $name:literal: $kind:ident,)+) => {
        /// Why somebody is not signed in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Refused {
            $($(#[$doc])* $reason,)+
        }

        impl Refused {
            /// Every reason.
            pub const ALL: &[Refused] = &[$(Refused::$reason,)+];

            /// The stable name: `id_token_signature`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Refused::$reason => $name,)+
                }
            }

            /// What it means to the person.
            pub fn kind(self) -> Kind {
                match self {
                    $(Refused::$reason => Kind::$kind,)+
                }
            }
        }
    };
}

reasons! {
    /// No connection, none that is encrypted as it has to be, or no answer in time.
    Unreachable = "provider_unreachable": Unavailable,
    /// A status from 500 on.
    ServerError = "provider_error": Unavailable,
    /// An answer of more than 1 MiB.
    TooLarge = "answer_too_large": NotBelieved,
    /// The discovery document is not there: another status than 200, redirects among them.
    DiscoveryStatus = "discovery_status": NotAsSetUp,
    DiscoveryMalformed = "discovery_malformed": NotAsSetUp,
    /// It is another issuer's than the configured one's.
    DiscoveryIssuer = "discovery_issuer": NotAsSetUp,
    /// An endpoint that is needed is missing, no address, not encrypted, or has a parameter of ours in its query.
    DiscoveryEndpoint = "discovery_endpoint": NotAsSetUp,
    /// It does not know the code flow.
    DiscoveryResponseType = "discovery_response_type": NotSupported,
    /// It does not answer by the query.
    DiscoveryResponseMode = "discovery_response_mode": NotSupported,
    /// It says which methods of PKCE it knows, and S256 is none.
    DiscoveryPkce = "discovery_pkce": NotSupported,
    /// It signs ID tokens by no algorithm with a public key.
    DiscoveryAlgorithms = "discovery_algorithms": NotSupported,
    /// It takes the client's secret in no way that is known here.
    DiscoveryClientAuthentication = "discovery_client_authentication": NotSupported,
    /// There are no keys: another status than 200.
    KeysStatus = "keys_status": NotBelieved,
    KeysMalformed = "keys_malformed": NotBelieved,
    /// This browser began no attempt, or used it up.
    AttemptUnknown = "attempt_unknown": NotBegunHere,
    /// It began more than ten minutes ago.
    AttemptExpired = "attempt_expired": NotBegunHere,
    /// It began with another provider.
    AttemptOfAnother = "attempt_of_another_provider": NotBegunHere,
    /// The state is missing, or not that of this browser's attempt.
    State = "state": NotBegunHere,
    /// A parameter comes twice.
    ResponseMalformed = "response_malformed": NotBelieved,
    /// The provider says that it names itself in the response (RFC 9207), and this one does not.
    ResponseIssuerMissing = "response_issuer_missing": NotBelieved,
    /// The response is another issuer's.
    ResponseIssuer = "response_issuer": NotBelieved,
    /// `access_denied`.
    AccessDenied = "access_denied": Declined,
    /// Another error than that.
    ResponseError = "response_error": Declined,
    CodeMissing = "code_missing": NotBelieved,
    /// The token endpoint does not take the code, or not from this client: another status than 200.
    TokenStatus = "token_status": NotBelieved,
    TokenMalformed = "token_malformed": NotBelieved,
    /// It is no bearer token.
    TokenType = "token_type": NotBelieved,
    IdTokenMissing = "id_token_missing": NotBelieved,
    /// Not three parts of base64url, the first two of JSON.
    IdTokenMalformed = "id_token_malformed": NotBelieved,
    IdTokenEncrypted = "id_token_encrypted": NotSupported,
    /// Its `typ` or `cty` is something else's.
    IdTokenKind = "id_token_kind": NotBelieved,
    /// It has a header field that must be understood (`crit`).
    IdTokenCritical = "id_token_critical": NotBelieved,
    /// An algorithm without a public key, or one that the provider does not announce.
    IdTokenAlgorithm = "id_token_algorithm": NotBelieved,
    /// The provider has no key with this `kid`.
    KeyUnknown = "key_unknown": NotBelieved,
    /// More keys could be meant than are tried.
    KeyAmbiguous = "key_ambiguous": NotBelieved,
    /// The key is for something else than this algorithm.
    KeyUnsuitable = "key_unsuitable": NotBelieved,
    /// An RSA key of fewer than 2,048 bits.
    KeyWeak = "key_weak": NotBelieved,
    IdTokenSignature = "id_token_signature": NotBelieved,
    /// A claim is of the wrong type, comes twice, or is missing.
    ClaimsMalformed = "claims_malformed": NotBelieved,
    IdTokenIssuer = "id_token_issuer": NotBelieved,
    /// It is for another client.
    Audience = "audience": NotBelieved,
    /// It was given to another client, or does not say to which of several.
    AuthorizedParty = "authorized_party": NotBelieved,
    /// The subject is missing, empty or too long.
    Subject = "subject": NotBelieved,
    Expired = "expired": NotBelieved,
    /// By its clock it comes from the future.
    IssuedInFuture = "issued_in_future": Clocks,
    /// It is older than the attempt.
    IssuedBefore = "issued_before_attempt": Clocks,
    NotYetValid = "not_yet_valid": Clocks,
    Nonce = "nonce": NotBelieved,
    /// It does not say what the settings ask for.
    RequiredClaim = "required_claim": OtherAccount,
    AccessTokenHash = "access_token_hash": NotBelieved,
    UserInfoStatus = "user_info_status": NotBelieved,
    UserInfoMalformed = "user_info_malformed": NotBelieved,
    /// It is about somebody else than the ID token.
    UserInfoSubject = "user_info_subject": NotBelieved,
    EmailMissing = "email_missing": NoAddress,
    /// What it calls an address is none.
    EmailMalformed = "email_malformed": NoAddress,
    /// The person whose address it proves is known by another issuer.
    BoundToAnotherIssuer = "bound_to_another_issuer": BoundElsewhere,
    /// The same by this issuer, under another subject.
    BoundToAnotherSubject = "bound_to_another_subject": BoundElsewhere,
}

impl Refused {
    /// With what was expected and what was found.
    pub fn because(self, expected: impl Display, found: impl Display) -> Refusal {
        Refusal::new(self, &expected.to_string(), &found.to_string())
    }

    /// With what was found, where the reason says what was expected.
    pub fn with(self, found: impl Display) -> Refusal {
        Refusal::new(self, "", &found.to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_reason_has_a_name_of_its_own() {
        let names: HashSet<&str> = Refused::ALL.iter().map(|reason| reason.name()).collect();
        assert_eq!(names.len(), Refused::ALL.len());
    }
}

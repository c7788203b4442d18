//! The words that facts, answers, tables, the wire and the store share. Nothing here decides anything.
//!
//! Each word has one spelling, that of the decision tables, which is also the one in JSON and in the database.

/// Declares an enum whose variants are words: `as_str`, `parse`, `ALL`, and serde as that word.
///
/// Serde is written out here: derived, each enum would be a kilobyte of the browser's download.
#[macro_export]
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$doc])* #[cfg_attr(feature = "openapi", schema(rename = $word))] $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The word as it stands in tables, JSON and the database.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The variant with exactly this word, or nothing.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word: String = serde::Deserialize::deserialize(deserializer)?;
                $name::parse(&word).ok_or_else(|| $crate::vocabulary::unknown_word(&word))
            }
        }
    };
}

/// What serde says of a word that is not one of its enum's.
#[doc(hidden)]
pub fn unknown_word<E: serde::de::Error>(word: &str) -> E {
    E::custom(["`", word, "` is not one of the known words"].concat())
}

words! {
    /// Whose staff a person is (domain: People).
    Affiliation {
        External = "external",
        Internal = "internal",
        LicensingSupport = "licensing_support",
    }
}

words! {
    /// What an endpoint lets a person do; the admission decision says who may.
    Action {
        Read = "read",
        KeepOwnProfile = "keep_own_profile",
        RequestAccess = "request_access",
    }
}

words! {
    /// Whether a Smart Account can be found by part of its name.
    Visibility {
        Listed = "listed",
        Restricted = "restricted",
    }
}

words! {
    /// Where a Smart Account is in its life.
    AccountStatus {
        Active = "active",
        Pending = "pending",
        Denied = "denied",
        Lapsed = "lapsed",
    }
}

words! {
    /// What a Smart Account is for.
    AccountKind {
        Customer = "customer",
        PartnerHolding = "partner_holding",
    }
}

words! {
    /// What a grant allows (domain: Roles).
    Role {
        Administrator = "administrator",
        Approver = "approver",
        User = "user",
        Viewer = "viewer",
    }
}

words! {
    /// Scope of access: the whole Smart Account, or some of its Virtual Accounts.
    Scope {
        Entire = "entire",
        Selected = "selected",
    }
}

words! {
    /// How a person's e-mail domain stands to an account's domain identifier (domain: 2, Domain match).
    MatchKind {
        Same = "same",
        Below = "below",
        Above = "above",
        Sibling = "sibling",
        None = "none",
    }
}

words! {
    /// The state of an access request as a reader sees it; `Expired` is decided on read.
    RequestStatus {
        Open = "open",
        Expired = "expired",
        Approved = "approved",
        Declined = "declined",
        Cancelled = "cancelled",
    }
}

words! {
    /// How an account came into view: the plain list, a search by part, or a look-up of the entire name or identifier.
    Way {
        Listing = "listing",
        Search = "search",
        Entire = "entire",
    }
}

words! {
    /// The answer of `admission`: the person may, or is sent to a support case.
    Admission {
        Allowed = "allowed",
        SupportCase = "support_case",
    }
}

words! {
    /// The answer of `entry`: which page opens first.
    EntryPage {
        Directory = "directory",
        ByIdentifier = "by_identifier",
    }
}

words! {
    /// The answer of `request_path`: how, or why not, access to an account is asked for.
    RequestPath {
        SupportCase = "support_case",
        NotRequestable = "not_requestable",
        OpenRequest = "open_request",
        CompleteProfile = "complete_profile",
        Wizard = "wizard",
        ByIdentifier = "by_identifier",
    }
}

words! {
    /// The answer of `deciders`: who decides an access request.
    Deciders {
        SmartAccountAdministrators = "smart_account_administrators",
        VirtualAccountAdministrators = "virtual_account_administrators",
        AdministratorsAndVirtualAccountAdministrators = "administrators_and_virtual_account_administrators",
        Operator = "operator",
    }
}

words! {
    /// The answer of `your_access`: what the directory's column *Your access* says.
    AccessState {
        Role = "role",
        RoleAndRequested = "role_and_requested",
        Requested = "requested",
        Expired = "expired",
        Pending = "pending",
        None = "none",
    }
}

words! {
    /// The answer of `profile_fields`: what a profile must have before access can be requested.
    ProfileField {
        Name = "name",
        Organisation = "organisation",
        Country = "country",
        VerifiedEmail = "verified_email",
    }
}

words! {
    /// What `lifetimes` tells the lifetime of.
    LifetimeSubject {
        AccessRequest = "access_request",
    }
}

//! `GET /api/v1/session`: who is signed in, and what the whole app needs to know first.

use rules::vocabulary::{Admission, Affiliation, EntryPage};
use serde::{Deserialize, Serialize};

use crate::account::AccountName;
use crate::changes::Changes;

/// The answer to `GET /session`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub person: Person,
    /// To be sent as `x-anti-forgery-token` with every write.
    pub anti_forgery_token: String,
    /// Whether the person holds any role in any account.
    pub holds_role: bool,
    /// The page that opens first (decision `entry`).
    pub entry: EntryPage,
    /// Whether the person may request access at all (decision `admission`).
    pub may_request_access: Admission,
    /// Whether the person may request new accounts at all (decision `admission`).
    pub may_request_account: Admission,
    /// The first account in which the person holds a role, by name.
    pub current_account: Option<AccountName>,
    /// As [`crate::path::CHANGES`] answers.
    pub changes: Changes,
    pub service: Service,
    /// Whether this server runs the sample world.
    pub sample: bool,
}

/// A person's own profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    pub email: String,
    pub email_verified: bool,
    /// Empty when not given yet; so with `organisation` and `country`.
    pub name: String,
    pub organisation: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
    /// `en` or `fr`.
    pub locale: String,
    /// IANA, such as `Europe/Paris`; absent where it is not known, and hours are in UTC.
    pub time_zone: Option<String>,
    pub affiliation: Affiliation,
    /// Whether the person's organisation serves other organisations' accounts.
    pub partner: bool,
}

impl Person {
    /// The name, or the address of whoever has given none.
    pub fn display_name(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }

    /// The same where there is no room for a whole address: what stands before its `@`.
    pub fn brief_name(&self) -> &str {
        if self.name.is_empty() { self.email.split('@').next().unwrap_or_default() } else { &self.name }
    }
}

/// What the operator of this service configured: names, links, and where access works.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// The operator's name. Without it the product goes by its own.
    pub operator_name: String,
    /// Where a support case is opened. `{reference}` in it gives way to the reference of the request that it is about.
    pub support_link: Option<String>,
    /// Where a licensing support case is opened; internal staff are sent there.
    pub licensing_support_link: Option<String>,
    /// Where people give feedback.
    pub feedback_link: Option<String>,
    /// Where a video explains the product.
    pub help_video_link: Option<String>,
    /// Where it is explained what the directory shows. The link stands at the foot of the directory and of an account.
    pub help_directory_link: Option<String>,
    /// Where it is explained how requests are decided and access is managed. At the foot of those pages.
    pub help_deciding_link: Option<String>,
    /// Where it is explained how a new account is requested. At the foot of that form, and of what was sent with it.
    pub help_creating_link: Option<String>,
    /// Where people keep their profile. Without it, on the product's own page.
    pub profile_link: Option<String>,
    /// The services in which access works once it is given.
    pub places: Vec<Place>,
}

/// One service that takes the grants.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// The service's name.
    pub name: String,
    /// Whether it is for administrators only.
    pub administrators_only: bool,
    /// What it is and what one does there, in English: half a sentence.
    pub description_en: String,
    /// The same in French.
    pub description_fr: String,
    /// Its address: `https://…`.
    pub link: Option<String>,
}

//! `PATCH /api/v1/profile`: a person keeps their own profile. The e-mail address is not theirs to change here.

use serde::{Deserialize, Serialize};

/// The body of `PATCH /profile`; what is absent stays. The answer is [`crate::session::Person`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// 1 to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 1 to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// `en` or `fr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// In which hours are given, on pages and in mails: a name of the IANA database, such as `Europe/Paris`, or `UTC`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The time zone of the browser. It is taken where the profile names none yet; what the person chose stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser_time_zone: Option<String>,
}
